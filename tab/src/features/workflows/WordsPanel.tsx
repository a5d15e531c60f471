import { Button, Field, Input } from '@fluentui/react-components';
import { savePriorityWords } from '#contract/workflow-endpoints.ts';
import { useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { useNotice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { wordTexts } from '../../texts/workflow-panels.ts';
import { faultProps } from './form-part.ts';
import { useTryStyles } from './Panels.styles.ts';
import { faultyIn, sharedWords, wordMapOf, wordsDraftOf } from './words-draft.ts';
import type { WorkflowGround } from './workflow-types.ts';

/** What the desk calls each priority of the PSA (INS-3). */
export function WordsPanel(props: {
  readonly priorities: WorkflowGround['priorities'];
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const { priorities } = props;
  const styles = useTryStyles();
  const t = useTexts(wordTexts);
  const formats = useFormats();
  const notice = useNotice();
  const save = useAction(savePriorityWords);
  const [draft, setDraft] = useState(() => wordsDraftOf(priorities));
  const words = wordMapOf(priorities, draft);
  const faulty = faultyIn(draft);
  const shared = sharedWords(words);

  async function write(): Promise<void> {
    if (faulty.length > 0) return;
    const body = { words: Object.fromEntries(Object.entries(words).map(([word, ids]) => [word, [...ids]])) };
    if ((await save.run({ body })) === null) return;
    notice({ text: t.saved });
    props.onSaved();
    props.onClose();
  }

  return (
    <Panel
      title={t.title}
      onClose={props.onClose}
      footer={
        <>
          <Button
            appearance="primary"
            disabledFocusable={save.isRunning || faulty.length > 0}
            onClick={() => void write()}
          >
            {t.save}
          </Button>
          <Button onClick={props.onClose}>{t.cancel}</Button>
        </>
      }
    >
      <div className={styles.stack}>
        <p className={styles.text}>{t.text}</p>
        <p className={styles.soft}>{t.apart}</p>
        {save.problem ? <ProblemBar problem={save.problem} /> : null}
        {priorities.length === 0 ? <p className={styles.text}>{t.none}</p> : null}
        {priorities.map(({ id, label }) => (
          <Field key={id} label={t.wordsFor(label)} {...faultProps(faulty.includes(id) ? t.faulty : null)}>
            <Input
              value={draft[id] ?? ''}
              autoComplete="off"
              spellCheck={false}
              maxLength={400}
              onChange={(_event, { value }) => setDraft((now) => ({ ...now, [id]: value }))}
            />
          </Field>
        ))}
        <p className={styles.text} aria-live="polite">
          {shared.length > 0 ? t.shared(formats.list(shared)) : ''}
        </p>
      </div>
    </Panel>
  );
}
