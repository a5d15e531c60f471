import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { putOverride } from '#contract/board-endpoints.ts';
import { useAction } from '../../api/use-action.ts';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { overrideFormTexts } from '../../texts/override-form.ts';
import { useBoardStyles } from './Board.styles.ts';
import { endFault, fromFieldTime, type Says, toFieldTime, usualEnd } from './local-time.ts';

const SAYS: readonly Says[] = ['working', 'on-break', 'off'];

/** Until when a technician is on the clock, on a break or off. */
export function OverrideForm(props: {
  readonly technicianId: string;
  readonly says: Says;
  /** What the form is about, for whoever hears it only. */
  readonly label: string;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}) {
  const styles = useBoardStyles();
  const t = useTexts(overrideFormTexts);
  const { zone } = useFormats();
  const titleId = useId();
  const save = useAction(putOverride);
  const [says, setSays] = useState<Says>(props.says);
  const [until, setUntil] = useState(() => toFieldTime(usualEnd(props.says, new Date())));
  const [isTried, setTried] = useState(false);
  const fault = endFault(fromFieldTime(until), new Date());

  async function submit(): Promise<void> {
    setTried(true);
    const end = fromFieldTime(until);
    if (end === null || fault !== null) return;
    const done = await save.run({
      params: { technicianId: props.technicianId },
      body: { says, until: end.toISOString() },
    });
    if (done) props.onSaved();
  }

  return (
    <form
      className={styles.form}
      aria-labelledby={titleId}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <span id={titleId} hidden>
        {props.label}
      </span>
      <Field label={t.says} className={styles.field}>
        <Select
          value={says}
          onChange={(_event, { value }) => {
            const chosen = SAYS.find((each) => each === value) ?? says;
            setSays(chosen);
            setUntil(toFieldTime(usualEnd(chosen, new Date())));
          }}
        >
          {SAYS.map((each) => (
            <option key={each} value={each}>
              {t[each]}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label={t.until}
        hint={t.zoneHint(zone)}
        className={styles.field}
        {...(isTried && fault ? { validationMessage: t.fault[fault] } : {})}
      >
        <Input type="datetime-local" value={until} onChange={(_event, { value }) => setUntil(value)} />
      </Field>
      <div className={styles.buttons}>
        <Button type="submit" appearance="primary" disabledFocusable={save.isRunning}>
          {t.save}
        </Button>
        <Button onClick={props.onCancel}>{t.cancel}</Button>
      </div>
      {save.problem ? <ProblemBar problem={save.problem} /> : null}
    </form>
  );
}
