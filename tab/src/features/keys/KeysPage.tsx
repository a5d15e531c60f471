import { Button, Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { deleteKey, getKeys } from '#contract/administration-endpoints.ts';
import { lazy, Suspense, useRef, useState } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useResource } from '../../api/use-resource.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useNotice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { Section } from '../../components/Section.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { keyTexts } from '../../texts/keys.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { exampleCall, partKeys } from './key-form.ts';
import { type Key, KeyTable } from './KeyTable.tsx';

const NewKeyPanel = lazy(async () => ({ default: (await import('./NewKeyPanel.tsx')).NewKeyPanel }));

/** Keys for programs that use the public API (API-2). */
export function KeysPage() {
  const t = useTexts(keyTexts);
  return useMay('keys.manage') ? (
    <Managed />
  ) : (
    <Page title={t.title} summary={t.summary}>
      <ReadOnly />
    </Page>
  );
}

function ReadOnly() {
  const styles = useSectionStyles();
  const t = useTexts(keyTexts);
  const { me } = useSession();
  return (
    <>
      <p className={styles.text}>
        {t.readOnly}
        <AskSomeone names={me.ask.admin} message={t.ask} />
      </p>
      <Usage />
    </>
  );
}

function Managed() {
  const styles = useSectionStyles();
  const t = useTexts(keyTexts);
  const { value, problem, readAt, refresh } = useResource(getKeys);
  const [isMaking, setIsMaking] = useState(false);
  const make = (
    <Button appearance="primary" disabledFocusable={value === null} onClick={() => setIsMaking(true)}>
      {t.make}
    </Button>
  );
  return (
    <Page title={t.title} summary={t.summary} actions={make}>
      {problem ? (
        <div className={styles.bar}>
          <ProblemBar problem={problem} retry={refresh} shownSince={value ? readAt : null} />
        </div>
      ) : null}
      {value === null && !problem ? <Loading label={t.loading} /> : null}
      {value ? <Keys keys={value.keys} refresh={refresh} /> : null}
      <Usage />
      {isMaking && value ? (
        <Suspense fallback={null}>
          <NewKeyPanel scopes={value.scopes} onMade={refresh} onClose={() => setIsMaking(false)} />
        </Suspense>
      ) : null}
    </Page>
  );
}

function Keys({
  keys,
  refresh,
}: {
  readonly keys: AnswerOf<typeof getKeys>['keys'];
  readonly refresh: () => void;
}) {
  const styles = useSectionStyles();
  const t = useTexts(keyTexts);
  const { locale } = useFormats();
  const notice = useNotice();
  const revoke = useAction(deleteKey);
  const [chosen, setChosen] = useState<Key | null>(null);
  const [last, setLast] = useState('');
  const count = useRef<HTMLParagraphElement>(null);
  const { inUse, revoked } = partKeys(keys, locale);

  async function confirm({ keyId, name }: Key): Promise<void> {
    setChosen(null);
    setLast(name);
    const done = await revoke.run({ params: { keyId } });
    refresh();
    if (done === null) return;
    notice({ text: t.revoked(name) });
    count.current?.focus();
  }
  return (
    <div className={styles.section}>
      {revoke.problem?.code === 'not_found' ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t.goneTitle}</MessageBarTitle>
            {t.gone(last)}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {revoke.problem && revoke.problem.code !== 'not_found' ? <ProblemBar problem={revoke.problem} /> : null}
      <p ref={count} tabIndex={-1} className={styles.count} aria-live="polite">
        {inUse.length === 0 ? '' : t.counted(inUse.length)}
      </p>
      {inUse.length === 0 ? (
        <Empty title={keys.length === 0 ? t.empty : t.emptyInUse} text={t.emptyText} />
      ) : (
        <div className={styles.whole}>
          <KeyTable label={t.table} keys={inUse} onRevoke={setChosen} />
        </div>
      )}
      {revoked.length > 0 ? (
        <details className={styles.details}>
          <summary className={styles.summary}>{t.revokedKeys(revoked.length)}</summary>
          <div className={styles.inside}>
            <KeyTable label={t.revokedKeys(revoked.length)} keys={revoked} />
          </div>
        </details>
      ) : null}
      {chosen ? (
        <ConfirmDialog
          title={t.revokeTitle(chosen.name)}
          text={t.revokeText}
          confirmLabel={t.revokeConfirm(chosen.name)}
          keepLabel={t.keep}
          onKeep={() => setChosen(null)}
          onConfirm={() => void confirm(chosen)}
        />
      ) : null}
    </div>
  );
}

function Usage() {
  const styles = useSectionStyles();
  const t = useTexts(keyTexts);
  const example = exampleCall(window.location.origin);
  return (
    <Section title={t.useIt}>
      <p className={styles.text}>{t.useItText}</p>
      <pre className={styles.code}>{example}</pre>
      <div className={styles.row}>
        <CopyButton text={example} label={t.copyExample} />
        <span>
          <Link href="/public-api/docs" target="_blank" rel="noopener">
            {t.reference}
          </Link>{' '}
          <span className={styles.soft}>{t.opensReference}</span>
        </span>
      </div>
    </Section>
  );
}
