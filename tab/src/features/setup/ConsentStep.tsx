import {
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useState } from 'react';
import { Problem } from '../../api/problem.ts';
import { useMay, useSession } from '../../api/session.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { setupTexts } from '../../texts/setup.ts';
import { SPREADING_SECONDS } from './consent-view.ts';
import { PermissionTable } from './PermissionTable.tsx';
import { useSetupStyles } from './Setup.styles.ts';
import type { Consent, ConsentLink } from './use-consent.ts';

/** Step 1, in whichever state it is. */
export function ConsentStep({ consent }: { readonly consent: Consent }) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const { view, standing, hidden } = consent;
  const formats = useFormats();
  const isSettled = view === 'granted' || view === 'spreading';
  const { pending } = standing;
  return (
    <>
      <ConsentState consent={consent} />
      {pending !== null && !pending.isMine && view !== 'granted' ? (
        <p className={styles.soft}>{t.pendingOther(pending.by, formats.time(new Date(pending.startedAt)))}</p>
      ) : null}
      {consent.problem ? <ProblemBar problem={consent.problem} retry={consent.check} /> : null}
      {hidden && view !== 'waiting' ? (
        <ProblemBar
          problem={new Problem(hidden.code as Problem['code'])}
          retry={() => void consent.retry()}
        />
      ) : null}
      {isSettled ? (
        <details className={styles.details}>
          <summary>{t.whatIsAsked}</summary>
          <PermissionTable />
        </details>
      ) : (
        <>
          {view === 'not-started' ? null : <p className={styles.text}>{t.consentWho}</p>}
          <PermissionTable />
          <OpenConsent consent={consent} />
        </>
      )}
      {view === 'granted' ? (
        <details className={styles.details}>
          <summary>{t.revokeHow}</summary>
          <p className={styles.text}>{t.revokeText}</p>
        </details>
      ) : null}
    </>
  );
}

function ConsentState({ consent }: { readonly consent: Consent }) {
  const t = useTexts(setupTexts);
  const styles = useSetupStyles();
  const formats = useFormats();
  const { view, standing } = consent;
  const { lastReturn } = standing;
  // Roles come with a new token only, so whoever may has one asked for.
  const askAgain = useMay('consent.retry') ? () => void consent.retry() : consent.check;
  const checkAgain = (
    <Button size="small" disabled={consent.isChecking} onClick={askAgain}>
      {consent.isChecking ? t.checking : t.checkAgain}
    </Button>
  );
  switch (view) {
    case 'granted':
      return (
        <Bar intent="success" title={t.grantedTitle} actions={checkAgain}>
          {grantWords(standing, t, (iso) => formats.full(new Date(iso)))}
        </Bar>
      );
    case 'partial':
      return (
        <Bar
          intent="warning"
          title={t.partialTitle(4 - standing.missingPermissions.length)}
          actions={checkAgain}
        >
          {standing.missingPermissions.map((name) => `${missingWords(name, t)} `)}
          {t.partialRest}
        </Bar>
      );
    case 'waiting':
      return (
        <Bar
          intent="info"
          title={t.waitingTitle}
          actions={
            <>
              <Button size="small" appearance="primary" onClick={consent.check}>
                {t.finished}
              </Button>
              <Button size="small" onClick={consent.giveUpWaiting}>
                {t.cancelWaiting}
              </Button>
            </>
          }
        >
          {t.waiting}
        </Bar>
      );
    case 'spreading':
      return <Spreading consent={consent} />;
    case 'refused':
      return (
        <Bar intent="error" title={t.refusedTitle}>
          {t.refusedSaid}
          <blockquote className={styles.quote}>{lastReturn?.refusal}</blockquote>
          {t.refusedUsually}
        </Bar>
      );
    case 'wrong-tenant':
      return (
        <Bar intent="error" title={t.wrongTenantTitle}>
          {t.wrongTenant(lastReturn?.by ?? '')}
        </Bar>
      );
    case 'revoked':
      return (
        <Bar intent="error" title={t.revokedTitle} actions={checkAgain}>
          {t.revoked}
        </Bar>
      );
    case 'not-arrived':
      return (
        <Bar intent="error" title={t.notArrivedTitle} actions={checkAgain}>
          {t.notArrived(formats.full(new Date(lastReturn?.at ?? 0)))}
        </Bar>
      );
    case 'not-started':
      return (
        <Bar intent="info" title={t.notStartedTitle} actions={checkAgain}>
          {t.consentWho}
        </Bar>
      );
  }
}

function Bar(props: {
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const styles = useSetupStyles();
  return (
    <MessageBar intent={props.intent} layout="multiline" politeness="polite" className={styles.stretch}>
      <MessageBarBody>
        <MessageBarTitle>{props.title}</MessageBarTitle>
        {props.children}
      </MessageBarBody>
      {props.actions ? <MessageBarActions>{props.actions}</MessageBarActions> : null}
    </MessageBar>
  );
}

/** CON-4: asked again by itself; the countdown says when, and the button does not wait for it. */
function Spreading({ consent }: { readonly consent: Consent }) {
  const t = useTexts(setupTexts);
  const mayRetry = useMay('consent.retry');
  const seconds = useSecondsUntil(consent.checkedAt, SPREADING_SECONDS);
  return (
    <Bar
      intent="info"
      title={t.spreadingTitle}
      actions={
        mayRetry ? (
          <Button size="small" disabled={consent.isChecking} onClick={() => void consent.retry()}>
            {t.retryNow}
          </Button>
        ) : null
      }
    >
      {t.spreading} {/* Every second a new number would be read out. */}
      <span aria-live="off">{consent.isChecking ? t.checking : t.nextCheck(seconds)}</span>
    </Bar>
  );
}

function useSecondsUntil(since: Date | null, seconds: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const passed = since === null ? 0 : Math.floor((now - since.getTime()) / 1000);
  return Math.max(0, Math.min(seconds, seconds - passed));
}

/** The way to Microsoft's page, or to somebody who may open it. */
function OpenConsent({ consent }: { readonly consent: Consent }) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const { me } = useSession();
  if (!useMay('consent.start')) {
    return (
      <p className={styles.text}>
        {t.needsAdmin}
        <AskSomeone names={me.ask.admin} message={t.askForConsent} />
      </p>
    );
  }
  const isAgain = consent.view !== 'not-started';
  return (
    <>
      <div className={styles.row}>
        <Button
          appearance={consent.view === 'waiting' ? 'secondary' : 'primary'}
          onClick={() => void consent.open()}
          aria-describedby="consent-opens"
        >
          {isAgain ? t.openConsentAgain : t.openConsent}
        </Button>
        <span id="consent-opens">{t.opensWindow}</span>
      </div>
      <div className={styles.row}>
        <span>{t.notAdministrator}</span>
        <Button onClick={() => void consent.copyLink()}>{t.copyLink}</Button>
      </div>
      {consent.link ? <LinkLine link={consent.link} /> : null}
    </>
  );
}

function LinkLine({ link }: { readonly link: ConsentLink }) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const until = useFormats().time(link.expiresAt);
  if (link.use === 'opened') return null;
  if (link.use === 'copied') return <p role="status">{t.linkCopied(until)}</p>;
  if (link.use === 'by-hand') {
    return (
      <p className={styles.text} role="status">
        {t.linkByHand(until)} <code className={styles.link}>{link.url}</code>
      </p>
    );
  }
  return (
    <p className={styles.text} role="status">
      {t.blocked}{' '}
      <Link href={link.url} target="_blank" rel="noopener noreferrer" className={styles.link}>
        {t.openConsent}
      </Link>{' '}
      ({t.opensWindow})
    </p>
  );
}

type Texts = (typeof setupTexts)['en'];

function grantWords(
  { lastGrant, confirmedAt }: Consent['standing'],
  t: Texts,
  full: (iso: string) => string,
): string {
  if (lastGrant !== null) return `${t.grantedBy(lastGrant.by, full(lastGrant.at))} ${t.grantedPlain}`;
  return confirmedAt === null ? t.grantedPlain : `${t.grantedElsewhere(full(confirmedAt))} ${t.grantedPlain}`;
}

function missingWords(name: string, t: Texts): string {
  const permission = Object.entries(t.permissions).find(([each]) => each === name)?.[1];
  return permission ? t.partialMissing(`${permission.onScreen} (${name})`, permission.without) : name;
}
