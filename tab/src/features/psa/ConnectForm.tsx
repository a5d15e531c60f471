import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Spinner,
} from '@fluentui/react-components';
import { useState } from 'react';
import { connectPsa } from '#contract/psa-endpoints.ts';
import { useAction } from '../../api/use-action.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { psaTexts } from '../../texts/psa.ts';
import { CheckResult } from './CheckResult.tsx';
import { usePsaStyles } from './Psa.styles.ts';
import { PsaFields } from './PsaFields.tsx';
import { formOf, rulesByField, wantedOf } from './psa-form.ts';
import type { PsaCheck, PsaKind, PsaState } from './psa-types.ts';

/** In the order of the choice: the roster is for desks that have none of the others. */
const KINDS: readonly PsaKind[] = ['halopsa', 'connectwise', 'autotask', 'roster'];

/** Chooses the PSA, takes what it needs, tries it, and keeps it when it works. */
export function ConnectForm(props: {
  readonly state: PsaState;
  /** `null`: there is nothing to go back to. */
  readonly onCancel: (() => void) | null;
  readonly onConnected: (kind: PsaKind) => void;
  /** Somebody else changed the connection meanwhile. */
  readonly onReload: () => void;
}) {
  const { connection, mappings } = props.state;
  const styles = usePsaStyles();
  const t = useTexts(psaTexts);
  const formats = useFormats();
  const [form, setForm] = useState(() => formOf(connection, connection?.kind ?? 'halopsa'));
  const [check, setCheck] = useState<PsaCheck | null>(null);
  const [asksSwitch, setAsksSwitch] = useState(false);
  const action = useAction(connectPsa);
  const name = t.kind[form.kind].name;
  const rules = rulesByField(action.problem?.details ?? {});
  const isOther = connection !== null && connection.kind !== form.kind;

  async function connect(confirmSwitch: boolean): Promise<void> {
    setCheck(null);
    setAsksSwitch(false);
    const expected = connection?.connectedAt ?? null;
    const done = await action.run({ body: { ...wantedOf(form), expected, confirmSwitch } });
    if (done === null) return;
    const { answer } = done;
    if (answer.saved) props.onConnected(form.kind);
    else if (answer.check.ok) setAsksSwitch(true);
    else setCheck(answer.check);
  }

  return (
    <form
      className={styles.card}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void connect(false);
      }}
    >
      <Field label={t.choose}>
        <RadioGroup
          value={form.kind}
          onChange={(_event, { value }) => {
            const kind = KINDS.find((each) => each === value) ?? form.kind;
            setForm(formOf(connection, kind));
            setCheck(null);
            action.forgetProblem();
          }}
          className={styles.choices}
        >
          {KINDS.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              className={styles.choice}
              label={
                <span className={styles.choiceLabel}>
                  <span className={styles.choiceName}>{t.kind[kind].name}</span>
                  <span>{t.kind[kind].text}</span>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      {form.kind === 'roster' ? (
        <p className={styles.soft}>{t.help.roster}</p>
      ) : (
        <PsaFields
          form={form}
          rules={rules}
          hasStored={connection?.kind === form.kind}
          onChange={(next) => setForm(next)}
        />
      )}
      {isOther && mappings > 0 ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {t.stillMapped(formats.number(mappings), t.kind[connection.kind].name)}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {check === null ? null : (
        <>
          <MessageBar intent="error" layout="multiline" politeness="polite">
            <MessageBarBody>{t.notSaved}</MessageBarBody>
          </MessageBar>
          <CheckResult check={check} kind={form.kind} />
        </>
      )}
      {action.problem !== null && rules.size === 0 ? (
        <ProblemBar
          problem={action.problem}
          {...(action.problem.code === 'conflict' ? { retry: props.onReload } : {})}
        />
      ) : null}
      <div className={styles.actions}>
        <Button
          appearance="primary"
          type="submit"
          disabledFocusable={action.isRunning}
          {...(action.isRunning ? { icon: <Spinner size="tiny" /> } : {})}
        >
          {action.isRunning ? t.connecting : t.connect}
        </Button>
        {props.onCancel ? <Button onClick={props.onCancel}>{t.cancel}</Button> : null}
      </div>
      {asksSwitch && connection !== null ? (
        <ConfirmDialog
          title={t.switchTitle(name)}
          text={t.stillMapped(formats.number(mappings), t.kind[connection.kind].name)}
          confirmLabel={t.switchConfirm(name)}
          keepLabel={t.switchKeep}
          onConfirm={() => void connect(true)}
          onKeep={() => setAsksSwitch(false)}
        />
      ) : null}
    </form>
  );
}
