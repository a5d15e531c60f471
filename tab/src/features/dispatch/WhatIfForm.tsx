import { Button, Checkbox, Field, Input, Select } from '@fluentui/react-components';
import { askWhatIf } from '#contract/dispatch-endpoints.ts';
import { type FormEvent, useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useInSight } from '../../components/use-in-sight.ts';
import { decisionTexts } from '../../texts/decisions.ts';
import { reasonTexts } from '../../texts/dispatch-reasons.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import type { Candidate, Decision, WhatIf } from './dispatch-types.ts';
import { useReasonStyles } from './Reasons.styles.ts';
import { changesOf, NOTHING_IMAGINED } from './what-if-form.ts';

/** DIS-7: somebody away or back, no rota, a rule less, another time; what would have come of it stands beside what did. Writes nothing. */
export function WhatIfForm(props: {
  readonly decision: Decision;
  readonly candidates: readonly Candidate[];
}) {
  const { decision, candidates } = props;
  const styles = useReasonStyles();
  const t = useTexts(reasonTexts).whatIf;
  const formats = useFormats();
  const ask = useAction(askWhatIf);
  const [draft, setDraft] = useState(NOTHING_IMAGINED);
  const [fault, setFault] = useState<'missing' | 'badTime' | null>(null);
  const [result, setResult] = useState<WhatIf | null>(null);
  const hasRota = decision.workflow.rotaTeamIds.length > 0 && decision.shifts.use !== 'not-used';

  async function run(): Promise<void> {
    const changes = changesOf(draft);
    const isEmpty = changes?.length === 0;
    setFault(changes === null ? 'badTime' : isEmpty ? 'missing' : null);
    if (changes === null || isEmpty) return;
    const done = await ask.run({ params: { decisionId: decision.decisionId }, body: { changes } });
    setResult(done?.answer ?? null);
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run();
  };
  return (
    <form noValidate className={styles.form} onSubmit={submit}>
      <p className={styles.soft}>{t.text}</p>
      <div className={styles.fields}>
        <Field label={t.person} className={styles.field}>
          <Select
            className={styles.select}
            value={draft.technicianId}
            onChange={(_event, { value }) => setDraft({ ...draft, technicianId: value })}
          >
            <option value="">{t.nobody}</option>
            {candidates.map(({ technicianId, name }) => (
              <option key={technicianId} value={technicianId}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t.change} className={styles.field}>
          <Select
            className={styles.select}
            value={draft.move}
            onChange={(_event, { value }) => setDraft({ ...draft, move: value === 'back' ? 'back' : 'away' })}
          >
            <option value="away">{t.away}</option>
            <option value="back">{t.back}</option>
          </Select>
        </Field>
        <Field
          label={t.time(formats.zone)}
          hint={t.timeHint}
          className={styles.field}
          {...(fault === 'badTime' ? { validationState: 'error', validationMessage: t.badTime } : {})}
        >
          <Input
            type="datetime-local"
            value={draft.start}
            onChange={(_event, { value }) => setDraft({ ...draft, start: value })}
          />
        </Field>
      </div>
      {hasRota ? (
        <Checkbox
          label={t.rotaOff}
          checked={draft.isRotaOff}
          onChange={(_event, { checked }) => setDraft({ ...draft, isRotaOff: checked === true })}
        />
      ) : null}
      {decision.instructions.map(({ sentence, text }) => (
        <Checkbox
          key={sentence}
          label={t.ruleOff(text)}
          checked={draft.rulesOff.includes(sentence)}
          onChange={(_event, { checked }) =>
            setDraft({
              ...draft,
              rulesOff:
                checked === true
                  ? [...draft.rulesOff, sentence]
                  : draft.rulesOff.filter((each) => each !== sentence),
            })
          }
        />
      ))}
      {fault === 'missing' ? (
        <p role="alert" className={styles.text}>
          {t.missing}
        </p>
      ) : null}
      <Button type="submit" disabledFocusable={ask.isRunning}>
        {ask.isRunning ? t.running : t.run}
      </Button>
      {ask.problem ? <ProblemBar problem={ask.problem} /> : null}
      <div aria-live="polite" className={styles.result}>
        {result ? <Result result={result} before={decision} /> : null}
      </div>
    </form>
  );
}

/** As many as tell the difference. */
const FIRST = 5;

function Result({ result, before }: { readonly result: WhatIf; readonly before: Decision }) {
  const styles = useReasonStyles();
  const t = useTexts(reasonTexts).whatIf;
  const box = useInSight<HTMLDivElement>();
  return (
    <div className={styles.result} ref={box}>
      <h3 className={styles.heading}>{t.result}</h3>
      <p className={styles.answer}>{result.differs ? t.differs : t.same}</p>
      <div className={styles.sides}>
        <Side
          title={t.before}
          outcome={result.before}
          start={before.slot.start}
          candidates={before.candidates}
        />
        <Side
          title={t.after}
          outcome={result.after}
          start={result.slot.start}
          candidates={result.candidates}
        />
      </div>
      {result.notes.map((note) => (
        <p key={note} className={styles.text}>
          {t.note[note]}
        </p>
      ))}
      <p className={styles.soft}>{t.nothingWritten}</p>
    </div>
  );
}

function Side(props: {
  readonly title: string;
  readonly outcome: WhatIf['before'];
  readonly start: string;
  readonly candidates: readonly Pick<Candidate, 'technicianId' | 'name' | 'word' | 'score'>[];
}) {
  const styles = useReasonStyles();
  const t = useTexts(reasonTexts).whatIf;
  const shared = useTexts(decisionTexts);
  const formats = useFormats();
  const { outcome } = props;
  const first = props.candidates.slice(0, FIRST);
  return (
    <section className={styles.side}>
      <h4 className={styles.heading}>{props.title}</h4>
      <p className={styles.answer}>
        {outcome.kind === 'chosen' || outcome.because === null
          ? (outcome.technicianName ?? '')
          : t.nobodyChosen(shared.because[outcome.because])}
      </p>
      <p className={styles.soft}>{t.starts(formats.moment(new Date(props.start)))}</p>
      <p className={styles.soft}>{t.first(first.length)}</p>
      <ol className={styles.order}>
        {first.map(({ technicianId, name, word, score }) => (
          <li key={technicianId}>
            {`${name}: ${shared.word[word]}`}
            {score === null ? '' : `, ${formats.number(Math.round(score.score))}`}
          </li>
        ))}
      </ol>
    </section>
  );
}
