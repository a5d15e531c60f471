import { Button, Link, mergeClasses } from '@fluentui/react-components';
import { getSetUpCheck } from '#contract/administration-endpoints.ts';
import { retryConsent } from '#contract/setup-endpoints.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useResource } from '../../api/use-resource.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { hrefOf } from '../../shell/path.ts';
import { healthTexts } from '../../texts/health.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { FindingItem } from './FindingItem.tsx';
import { isConsentClosed, overallState, reportText } from './health-words.ts';
import { useHealthStyles } from './Health.styles.ts';

/** The set-up check: every part used now, as a question would use it (TAB-6). */
export function HealthPage() {
  const styles = useSectionStyles();
  const own = useHealthStyles();
  const t = useTexts(healthTexts);
  const formats = useFormats();
  const { me } = useSession();
  const { value, problem, isLoading, readAt, refresh } = useResource(getSetUpCheck);
  const mayRetry = useMay('consent.retry');
  const retry = useAction(retryConsent);
  const isRunning = isLoading || retry.isRunning;

  async function runAgain(): Promise<void> {
    // What Microsoft refused is left alone for a while, unless somebody who may asks anew. How that went, the check itself tells.
    if (mayRetry && isConsentClosed(value?.findings ?? [])) await retry.run({});
    refresh();
  }
  const again = (
    <Button disabledFocusable={isRunning} onClick={() => void runAgain()}>
      {isRunning ? t.running : t.runAgain}
    </Button>
  );
  const summary = value
    ? `${t.overall[overallState(value.findings)]} ${t.checkedAt(formats.time(new Date(value.checkedAt)))}`
    : null;
  return (
    <Page
      title={t.title}
      actions={again}
      summary={<span aria-live="polite">{isRunning ? '' : summary}</span>}
    >
      {problem ? (
        <div className={styles.bar}>
          <ProblemBar problem={problem} retry={refresh} shownSince={value ? readAt : null} />
        </div>
      ) : null}
      {value === null && !problem ? <Loading label={t.loading} /> : null}
      {value ? (
        <div className={styles.section}>
          <ul
            className={mergeClasses(own.list, isRunning && own.again)}
            aria-label={t.list}
            aria-busy={isRunning}
          >
            {value.findings.map((finding, index) => (
              <FindingItem key={`${finding.check} ${index}`} finding={finding} />
            ))}
          </ul>
          <div className={styles.row}>
            <CopyButton text={reportText(value, me.version)} label={t.copyReport} />
            <span className={styles.soft}>{t.noPersonalData}</span>
          </div>
        </div>
      ) : null}
      <div className={styles.row}>
        <span>{t.version(me.version)}</span>
        <Link href={hrefOf('data')}>{t.stored}</Link>
      </div>
    </Page>
  );
}
