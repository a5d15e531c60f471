import { Button, Field, Textarea } from '@fluentui/react-components';
import { compileInstructions } from '#contract/workflow-endpoints.ts';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useResource } from '../../api/use-resource.ts';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { sentenceTexts } from '../../texts/workflow-sentences.ts';
import { useFormStyles } from './Form.styles.ts';
import { faultProps, type PartProps } from './form-part.ts';
import { Part } from './Part.tsx';
import { countOutcomes } from './sentence-words.ts';
import { SentenceList } from './SentenceList.tsx';
import { LONGEST_INSTRUCTIONS } from './setup-faults.ts';
import { useSettled } from './use-settled.ts';
import type { Sentence, WorkflowGround, WorkflowSetup } from './workflow-types.ts';

const WordsPanel = lazy(async () => ({ default: (await import('./WordsPanel.tsx')).WordsPanel }));
const TryPanel = lazy(async () => ({ default: (await import('./TryPanel.tsx')).TryPanel }));

/** Long enough that nothing is read at every letter. */
const PAUSE_MS = 400;

export interface InstructionsProps extends PartProps {
  readonly ground: WorkflowGround | null;
  /** What was saved: its reading holds until the next save. `null`: nothing was. */
  readonly saved: { readonly instructions: string; readonly sentences: readonly Sentence[] } | null;
  readonly onGround: () => void;
  /** The setup as it would be saved; `null` while a field is faulty. */
  readonly setupToTry: WorkflowSetup | null;
  readonly onFaulty: () => void;
  /** Told whether saving again would change how the instructions are read. */
  readonly onRead: (isStale: boolean) => void;
}

/** Free text, and below it what every sentence became before anything is saved (INS-1). */
export function InstructionsPart(props: InstructionsProps) {
  const { draft, set, faultAt, idOf, ground } = props;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const formats = useFormats();
  const [isOpen, setIsOpen] = useState<'words' | 'try' | null>(null);
  const [edition, setEdition] = useState(0);
  const { length } = draft.instructions;
  const over = length - LONGEST_INSTRUCTIONS;
  return (
    <Part title={t.instructionsTitle}>
      <Field
        label={t.instructions}
        hint={`${t.instructionsHint} ${t.counter(formats.number(length), formats.number(LONGEST_INSTRUCTIONS))}`}
        {...faultProps(over > 0 ? t.tooLong(formats.number(over)) : faultAt('instructions'))}
      >
        <Textarea
          id={idOf('instructions')}
          className={styles.textarea}
          resize="vertical"
          rows={5}
          placeholder={t.instructionsPlaceholder}
          value={draft.instructions}
          onChange={(_event, { value }) => set({ instructions: value })}
        />
      </Field>
      <Understood key={edition} {...props} />
      <details>
        <summary className={styles.summary}>{t.examples}</summary>
        <ul className={styles.lines}>
          {t.exampleList.map((example) => (
            <li key={example}>{example}</li>
          ))}
        </ul>
      </details>
      <div className={styles.row}>
        <Button
          onClick={() => {
            if (props.setupToTry === null) props.onFaulty();
            else setIsOpen('try');
          }}
        >
          {t.tryIt}
        </Button>
        {ground?.psaWasRead ? <Button onClick={() => setIsOpen('words')}>{t.words}</Button> : null}
      </div>
      <Suspense fallback={null}>
        {isOpen === 'words' && ground ? (
          <WordsPanel
            priorities={ground.priorities}
            onClose={() => setIsOpen(null)}
            onSaved={() => {
              props.onGround();
              setEdition(edition + 1);
            }}
          />
        ) : null}
        {isOpen === 'try' && props.setupToTry ? (
          <TryPanel setup={props.setupToTry} onClose={() => setIsOpen(null)} />
        ) : null}
      </Suspense>
    </Part>
  );
}

function Understood({ draft, ground, saved, onRead }: InstructionsProps) {
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const words = useTexts(sentenceTexts);
  const text = useSettled(draft.instructions, PAUSE_MS);
  const isWritten = draft.instructions.trim() !== '';
  const isReadable = text.trim() !== '' && text.length <= LONGEST_INSTRUCTIONS;
  const reading = useResource(
    compileInstructions,
    { body: { text } },
    { enabled: isReadable, keepsOld: true },
  );
  const isSaved = saved !== null && saved.instructions === draft.instructions;
  const read = isReadable ? (reading.value?.sentences ?? null) : null;
  const isSettled = text === draft.instructions && !reading.isLoading;
  const differs =
    isSaved && isSettled && read !== null && JSON.stringify(read) !== JSON.stringify(saved.sentences);
  useEffect(() => onRead(differs), [differs, onRead]);
  const sentences = read ?? (isSaved ? saved.sentences : null);
  const counts = sentences === null ? null : countOutcomes(sentences);
  return (
    <div className={styles.group}>
      <div className={styles.between}>
        <h3 className={styles.label}>{words.title}</h3>
        <span className={styles.soft} aria-live="polite">
          {liveWords({ isWritten, isSettled, counts: isReadable ? counts : null }, words)}
        </span>
      </div>
      {reading.problem && isReadable ? (
        <ProblemBar problem={reading.problem} retry={reading.refresh} />
      ) : null}
      {differs ? <p className={styles.text}>{t.sinceThen}</p> : null}
      {isWritten ? null : <p className={styles.soft}>{words.empty}</p>}
      {isWritten && sentences !== null ? (
        <SentenceList
          sentences={sentences}
          terms={{
            mode: draft.mode,
            teamsAvailability: draft.teamsAvailability,
            hasModel: ground?.hasModel ?? false,
          }}
        />
      ) : null}
      <p className={styles.soft}>{words.promise}</p>
    </div>
  );
}

function liveWords(
  state: {
    readonly isWritten: boolean;
    readonly isSettled: boolean;
    readonly counts: ReturnType<typeof countOutcomes> | null;
  },
  words: (typeof sentenceTexts)['en'],
): string {
  if (!state.isWritten) return '';
  if (!state.isSettled || state.counts === null) return words.reading;
  return words.counts(state.counts);
}
