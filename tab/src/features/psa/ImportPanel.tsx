import { Button, Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { exportRoster, importRoster } from '#contract/psa-endpoints.ts';
import { useAction } from '../../api/use-action.ts';
import { useNotice } from '../../components/Notice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { rosterTexts } from '../../texts/roster.ts';
import { shellTexts } from '../../texts/shell.ts';
import { saveCsv } from '../../components/save-file.ts';
import { decodeCsv, LARGEST_FILE_BYTES } from './csv-text.ts';
import { ImportPreview } from './ImportPreview.tsx';
import type { RosterImport } from './psa-types.ts';
import { useRosterStyles } from './Roster.styles.ts';

type Mode = 'add-update' | 'replace';

/** A list from a spreadsheet: chosen or pasted, looked at, then applied whole or not at all. */
export function ImportPanel(props: { readonly onClose: () => void; readonly onChanged: () => void }) {
  const { onClose, onChanged } = props;
  const styles = useRosterStyles();
  const t = useTexts(rosterTexts);
  const shell = useTexts(shellTexts);
  const formats = useFormats();
  const notify = useNotice();
  const [text, setText] = useState('');
  const [fileFault, setFileFault] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>('add-update');
  const [preview, setPreview] = useState<RosterImport | null>(null);
  const action = useAction(importRoster);
  const template = useAction(exportRoster);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (preview) heading.current?.focus();
  }, [preview]);
  const changes = preview ? preview.counts.add + preview.counts.update + preview.counts.remove : 0;
  const canApply = preview !== null && preview.counts.faults === 0 && changes > 0;

  function restart(next: { readonly text?: string; readonly mode?: Mode }): void {
    setPreview(null);
    setFileFault(null);
    action.forgetProblem();
    if (next.text !== undefined) setText(next.text);
    if (next.mode !== undefined) setMode(next.mode);
  }

  async function choose(file: File | undefined): Promise<void> {
    if (!file) return;
    restart({ text: '' });
    if (file.size > LARGEST_FILE_BYTES) return setFileFault(t.tooLarge);
    try {
      setText(decodeCsv(new Uint8Array(await file.arrayBuffer())));
    } catch {
      setFileFault(t.unreadable);
    }
  }

  async function look(): Promise<void> {
    const done = await action.run({ body: { csv: text, mode, dryRun: true } });
    if (done) setPreview(done.answer);
  }

  async function apply({ revision }: RosterImport): Promise<void> {
    const body = { csv: text, mode, dryRun: false, expectedRevision: revision };
    const done = await action.run({ body });
    if (!done) return setPreview(null);
    const { add, update, remove } = done.answer.counts;
    notify({ text: t.imported(formats.number(add), formats.number(update), formats.number(remove)) });
    onChanged();
    onClose();
  }

  async function downloadTemplate(): Promise<void> {
    const done = await template.run({ query: { content: 'template', language: formats.language } });
    if (done) saveCsv(done.answer.filename, done.answer.csv);
  }

  return (
    <Panel
      title={t.importTitle}
      onClose={onClose}
      footer={
        <>
          {canApply ? (
            <Button
              appearance="primary"
              disabledFocusable={action.isRunning}
              onClick={() => void apply(preview)}
            >
              {t.apply(formats.number(changes), changes === 1)}
            </Button>
          ) : (
            <Button
              appearance="primary"
              disabledFocusable={action.isRunning || text.trim() === ''}
              onClick={() => void look()}
            >
              {t.preview}
            </Button>
          )}
          <Button onClick={onClose}>{shell.cancel}</Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.soft}>{t.importHelp}</p>
        <div>
          <Button size="small" onClick={() => void downloadTemplate()} disabledFocusable={template.isRunning}>
            {t.template}
          </Button>
        </div>
        {template.problem ? <ProblemBar problem={template.problem} /> : null}
        <Field
          label={t.file}
          {...(fileFault === null ? {} : { validationState: 'error', validationMessage: fileFault })}
        >
          {(control) => (
            <input
              {...control}
              type="file"
              className={styles.file}
              accept=".csv,.tsv,.txt,text/csv"
              // The corrected file has the name of the one before, and a browser tells of no change then.
              onClick={(event) => {
                event.currentTarget.value = '';
              }}
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          )}
        </Field>
        <Field label={t.orPaste}>
          <Textarea
            value={text}
            rows={6}
            resize="vertical"
            spellCheck={false}
            onChange={(_event, { value }) => restart({ text: value })}
          />
        </Field>
        <Field label={t.mode}>
          <RadioGroup
            value={mode}
            onChange={(_event, { value }) =>
              restart({ mode: value === 'replace' ? 'replace' : 'add-update' })
            }
          >
            <Radio value="add-update" label={<Choice name={t.modeAdd} text={t.modeAddText} />} />
            <Radio value="replace" label={<Choice name={t.modeReplace} text={t.modeReplaceText} />} />
          </RadioGroup>
        </Field>
        {action.problem ? <ProblemBar problem={action.problem} retry={() => void look()} /> : null}
        {preview ? <ImportPreview preview={preview} headingRef={heading} /> : null}
      </div>
    </Panel>
  );
}

function Choice({ name, text }: { readonly name: string; readonly text: string }) {
  const styles = useRosterStyles();
  return (
    <span className={styles.choiceLabel}>
      <span className={styles.name}>{name}</span>
      <span>{text}</span>
    </span>
  );
}
