import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Select,
} from '@fluentui/react-components';
import { getAuditExport } from '#contract/administration-endpoints.ts';
import { AUDIT_SUBJECTS, type AuditSubject } from '#kernel/audit.ts';
import { useEffect, useRef, useState } from 'react';
import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useNotice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { saveCsv } from '../../components/save-file.ts';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { auditTexts } from '../../texts/audit.ts';
import { useTexts } from '../../texts/language.ts';
import { useAuditStyles } from './Audit.styles.ts';
import { AuditItem } from './AuditItem.tsx';
import { useAuditEntries } from './use-audit-entries.ts';

/** As many as the server answers at a time. */
const PAGE = 50;

/** Who changed what (DATA-2). */
export function AuditPage() {
  const t = useTexts(auditTexts);
  const mayRead = useMay('audit.read');
  return (
    <Page title={t.title} summary={t.summary}>
      {mayRead ? <Trail /> : <ReadOnly />}
    </Page>
  );
}

function ReadOnly() {
  const styles = useSectionStyles();
  const t = useTexts(auditTexts);
  const { me } = useSession();
  return (
    <p className={styles.text}>
      {t.readOnly}
      <AskSomeone names={me.ask.admin} message={t.ask} />
    </p>
  );
}

function Trail() {
  const styles = useSectionStyles();
  const own = useAuditStyles();
  const t = useTexts(auditTexts);
  const [subject, setSubject] = useState<AuditSubject | null>(null);
  return (
    <div className={styles.section}>
      <div className={own.bar}>
        <Field label={t.filter}>
          <Select
            value={subject ?? ''}
            onChange={(_event, { value }) =>
              setSubject(AUDIT_SUBJECTS.find((each) => each === value) ?? null)
            }
          >
            <option value="">{t.everything}</option>
            {AUDIT_SUBJECTS.map((each) => (
              <option key={each} value={each}>
                {t.subject[each]}
              </option>
            ))}
          </Select>
        </Field>
        <Export />
      </div>
      <Entries key={subject ?? ''} subject={subject} showAll={() => setSubject(null)} />
    </div>
  );
}

function Entries(props: { readonly subject: AuditSubject | null; readonly showAll: () => void }) {
  const styles = useSectionStyles();
  const own = useAuditStyles();
  const t = useTexts(auditTexts);
  const { entries, hasMore, isLoadingMore, problem, loadMore, retry } = useAuditEntries(props.subject);
  const count = useRef<HTMLParagraphElement>(null);
  const length = entries?.length ?? 0;
  useEffect(() => {
    // The button that asked for the last page is gone, and the focus with it.
    const isLost = document.activeElement === document.body;
    if (!hasMore && length > PAGE && isLost) count.current?.focus();
  }, [hasMore, length]);
  if (entries === null)
    return problem ? <ProblemBar problem={problem} retry={retry} /> : <Loading label={t.loading} />;
  if (entries.length === 0) {
    return props.subject === null ? (
      <Empty title={t.empty} text={t.emptyText} />
    ) : (
      <Empty title={t.emptyFiltered} action={<Button onClick={props.showAll}>{t.showAll}</Button>} />
    );
  }
  return (
    <>
      <p ref={count} tabIndex={-1} className={styles.count} aria-live="polite">
        {t.shown(entries.length, !hasMore)}
      </p>
      <ul className={own.list} aria-label={t.list}>
        {entries.map((entry) => (
          <AuditItem key={entry.entryId} entry={entry} />
        ))}
      </ul>
      {problem ? <ProblemBar problem={problem} retry={retry} /> : null}
      {hasMore ? (
        <Button disabledFocusable={isLoadingMore} onClick={() => void loadMore()}>
          {t.more}
        </Button>
      ) : null}
    </>
  );
}

function Export() {
  const styles = useSectionStyles();
  const t = useTexts(auditTexts);
  const notice = useNotice();
  const read = useAction(getAuditExport);
  const [isCut, setIsCut] = useState(false);

  async function save(): Promise<void> {
    setIsCut(false);
    const done = await read.run({});
    if (done === null) return;
    const { fileName, csv, isComplete } = done.answer;
    saveCsv(fileName, csv);
    setIsCut(!isComplete);
    notice({ text: t.exported(fileName) });
  }
  return (
    <>
      <Button disabledFocusable={read.isRunning} onClick={() => void save()}>
        {read.isRunning ? t.exporting : t.export}
      </Button>
      {read.problem ? (
        <div className={styles.whole}>
          <ProblemBar problem={read.problem} retry={() => void save()} />
        </div>
      ) : null}
      {isCut ? (
        <MessageBar intent="warning" layout="multiline" className={styles.whole}>
          <MessageBarBody>
            <MessageBarTitle>{t.cutTitle}</MessageBarTitle>
            {t.cut}
          </MessageBarBody>
        </MessageBar>
      ) : null}
    </>
  );
}
