import { getRun } from '#contract/run-endpoints.ts';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useResource } from '../../../api/use-resource.ts';
import { Empty } from '../../../components/Empty.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { Page } from '../../../components/Page.tsx';
import { ProblemBar } from '../../../components/ProblemBar.tsx';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { type Formats, useFormats, useTexts } from '../../../texts/language.ts';
import { isOpen, isUnderWay, type Run } from './review-plan.ts';
import { RunProgress } from './RunProgress.tsx';
import { StartAgain } from './StartAgain.tsx';

const loadReview = async () => ({ default: (await import('./Review.tsx')).Review });
const Review = lazy(loadReview);

/** Every second while it runs: people watch it. */
const POLL_SECONDS = 1;

/** S6: a run from its progress over the review to its result, always at the same address. */
export function RunPage({ runId }: { readonly runId: string }) {
  const t = useTexts(autoMapTexts);
  const formats = useFormats();
  const [pollSeconds, setPollSeconds] = useState(POLL_SECONDS);
  const resource = useResource(getRun, { params: { runId } }, { pollSeconds });
  const run = resource.value;
  const runs = run === null || isUnderWay(run);
  useEffect(() => setPollSeconds(runs ? POLL_SECONDS : 0), [runs]);
  // Needed as soon as the run ends: loaded while it runs.
  useEffect(() => void loadReview(), []);
  const isGone = resource.problem?.code === 'run_not_found';

  return (
    <Page
      title={t.title}
      parent={{ label: t.setup, path: 'setup' }}
      summary={run ? summaryOf(run, t, formats) : undefined}
    >
      {isGone ? <Empty title={t.gone} text={t.goneText} action={<StartAgain />} /> : null}
      {resource.problem && !isGone ? (
        <ProblemBar problem={resource.problem} retry={resource.refresh} shownSince={resource.readAt} />
      ) : null}
      {run === null && resource.problem === null ? <Loading /> : null}
      {run && isUnderWay(run) ? <RunProgress run={run} /> : null}
      {run && !isUnderWay(run) ? (
        <Suspense fallback={<Loading />}>
          <Review run={run} resource={resource} />
        </Suspense>
      ) : null}
    </Page>
  );
}

/** One sentence on what was scanned, by whom and when, and one on what was found. */
function summaryOf(run: Run, t: (typeof autoMapTexts)['en'], formats: Formats): string {
  const { number } = formats;
  const started = t.startedBy(run.startedBy, formats.moment(new Date(run.startedAt)));
  // One that failed compared nobody: zeros would read like a result.
  if (isUnderWay(run) || run.state === 'failed' || run.state === 'interrupted') return started;
  const members = number(run.membersScanned);
  const everyTeam = run.scanComplete ? t.scopeFull(members) : t.scopePart(members);
  const scope = run.scope.isFull
    ? everyTeam
    : t.scopeTeams(formats.list(run.scope.teams.map(({ displayName }) => displayName)), members);
  const { counts, applicableUntil } = run;
  const found = t.counts({
    add: number(counts.add),
    update: number(counts.update),
    clear: number(counts.clear),
    unchanged: number(counts.unchanged),
    kept: number(counts.manualKept + counts.excluded),
    unmatched: number(counts.unmatched),
  });
  const until = applicableUntil === null ? '' : ` ${t.validUntil(formats.time(new Date(applicableUntil)))}`;
  return `${scope} ${started} ${found}${isOpen(run, new Date()) ? until : ''}`;
}
