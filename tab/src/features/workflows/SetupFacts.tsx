import { type Column, Records } from '../../components/Records.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { sentenceTexts } from '../../texts/workflow-sentences.ts';
import { useFormStyles } from './Form.styles.ts';
import { SentenceList } from './SentenceList.tsx';
import { type SetupFact, setupFacts } from './setup-facts.ts';
import type { Sentence, WorkflowGround, WorkflowSetup } from './workflow-types.ts';

/** A workflow's settings to look at, with its instructions as they were understood. */
export function SetupFacts(props: {
  readonly setup: WorkflowSetup;
  /** `null`: not known, so the text stands alone. */
  readonly sentences: readonly Sentence[] | null;
  readonly ground: WorkflowGround | null;
}) {
  const { setup, sentences, ground } = props;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const words = useTexts(sentenceTexts);
  const formats = useFormats();
  const columns: readonly Column<SetupFact>[] = [
    { key: 'setting', label: t.setting, width: '38%', cell: ({ label }) => label },
    { key: 'value', label: t.value, cell: ({ value }) => value },
  ];
  return (
    <div className={styles.inside}>
      <Records
        label={t.readOnlyTitle}
        columns={columns}
        rows={setupFacts(setup, ground, { t, formats })}
        keyOf={({ field }) => field}
      />
      <h2 className={styles.heading}>{t.instructionsTitle}</h2>
      {setup.instructions.trim() === '' ? <p className={styles.text}>{words.empty}</p> : null}
      {sentences !== null && sentences.length > 0 ? (
        <>
          <SentenceList
            sentences={sentences}
            terms={{
              mode: setup.mode,
              teamsAvailability: setup.teamsAvailability,
              hasModel: ground?.hasModel ?? false,
            }}
          />
          <p className={styles.soft}>{words.promise}</p>
        </>
      ) : (
        <p className={styles.written}>{setup.instructions}</p>
      )}
    </div>
  );
}
