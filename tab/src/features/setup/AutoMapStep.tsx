import { Button, Link } from '@fluentui/react-components';
import { startRun } from '#contract/run-endpoints.ts';
import type { listTechnicians } from '#contract/technicians-endpoints.ts';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/client.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import type { Resource } from '../../api/use-resource.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { hrefOf, pathOf } from '../../shell/path.ts';
import { goTo } from '../../shell/route.ts';
import { autoMapTexts } from '../../texts/auto-map.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { setupTexts } from '../../texts/setup.ts';
import { canReadTeams, type Setup } from './consent-view.ts';
import { useSetupStyles } from './Setup.styles.ts';

type Technicians = Resource<AnswerOf<typeof listTechnicians>>;

/** Step 3: how many technicians are mapped, and the way to a run. */
export function AutoMapStep(props: {
  readonly setup: Setup;
  readonly technicians: Technicians;
  /** `false` when the tenant is known to have none. */
  readonly hasTeams: boolean;
}) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const formats = useFormats();
  const { setup, technicians } = props;
  const { ticked, psa } = setup;
  const names = formats.list(ticked.teams.map(({ displayName }) => displayName));
  return (
    <>
      {psa === null ? null : <Counts technicians={technicians} />}
      {props.hasTeams ? (
        <p className={styles.text}>{ticked.teams.length > 0 ? t.scopeTeams(names) : t.scopeAll}</p>
      ) : null}
      <LastRun setup={setup} />
      <StartRun setup={setup} hasTeams={props.hasTeams} />
    </>
  );
}

function Counts({ technicians }: { readonly technicians: Technicians }) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const { number } = useFormats();
  const { value, problem } = technicians;
  return (
    <>
      {value === null && problem === null ? <Loading lines={1} /> : null}
      {value ? (
        <p className={styles.text}>
          {t.mapCounts(
            number(value.counts.all),
            number(value.counts.auto),
            number(value.counts.manual),
            number(value.counts.unmapped),
          )}
        </p>
      ) : null}
      {problem ? (
        <ProblemBar problem={problem} retry={technicians.refresh} shownSince={technicians.readAt} />
      ) : null}
    </>
  );
}

function LastRun({ setup: { runs } }: { readonly setup: Setup }) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const formats = useFormats();
  if (runs === null) return null;
  const last = runs.lastApplied;
  if (last === null) return <p className={styles.text}>{t.lastRunNever}</p>;
  const at = formats.full(new Date(last.at));
  return (
    <p className={styles.text}>
      {last.state === 'undone' ? t.lastRunUndone(at) : t.lastRun(at, last.by)}{' '}
      <RunLink runId={last.runId}>{t.seeRun}</RunLink>
    </p>
  );
}

function StartRun({ setup, hasTeams }: { readonly setup: Setup; readonly hasTeams: boolean }) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const asking = useTexts(autoMapTexts);
  const { me } = useSession();
  const mayRun = useMay('automap.run');
  const start = useAction(startRun);
  const { runs } = setup;
  if (!mayRun) {
    return (
      <p className={styles.text}>
        {t.needsLead}
        <AskSomeone names={me.ask.lead} message={asking.askToMap} />
      </p>
    );
  }
  if (!canReadTeams(setup.consent)) return <p className={styles.text}>{t.mapNeedsConsent}</p>;
  if (setup.psa === null) {
    return (
      <p className={styles.text}>
        {t.mapNeedsPsa} <Link href={hrefOf('psa')}>{t.psaLink}</Link>
      </p>
    );
  }
  if (!hasTeams) return <p className={styles.text}>{t.mapNeedsTeams}</p>;
  if (runs !== null && runs.underWay !== null) {
    return (
      <p className={styles.text}>
        {t.underWay} <RunLink runId={runs.underWay}>{t.seeProgress}</RunLink>
      </p>
    );
  }

  async function preview(): Promise<void> {
    const started = await start.run({ body: {} });
    if (started) goTo(pathOf('setup', 'run', started.answer.runId));
  }

  const other = start.problem?.code === 'run_in_progress' ? start.problem.details['runId'] : undefined;
  return (
    <>
      {runs?.open ? (
        <p className={styles.text}>
          {t.reviewWaits} <RunLink runId={runs.open}>{t.openReview}</RunLink>
        </p>
      ) : null}
      <div className={styles.row}>
        <Button appearance="primary" disabled={start.isRunning} onClick={() => void preview()}>
          {t.preview}
        </Button>
        <span>{t.nothingChanged}</span>
      </div>
      {start.problem ? (
        <ProblemBar
          problem={start.problem}
          action={typeof other === 'string' ? <RunLink runId={other}>{t.otherRun}</RunLink> : undefined}
        />
      ) : null}
    </>
  );
}

function RunLink(props: { readonly runId: string; readonly children: ReactNode }) {
  return <Link href={hrefOf(pathOf('setup', 'run', props.runId))}>{props.children}</Link>;
}
