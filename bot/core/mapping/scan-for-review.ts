import { type AppError, toAppError } from '#kernel/errors.ts';
import type { AutoMapNeeds, Review } from './auto-map.ts';
import { breathe } from '#kernel/breathe.ts';
import { stillThrottled } from './listens-again.ts';
import { createMatcher } from './match-technicians.ts';
import type { ScanPlan, ScanPutOff } from './plan-scan.ts';
import type { Run, TeamFailure } from './ports.ts';
import { countAutomatic, reviewMatches, toReview } from './review.ts';
import { keepUnderWay, lostLease } from './run-under-way.ts';
import { lastOf, type ScanProgress, scanTeams, type UnreadTeam } from './scan-teams.ts';

export interface Scan {
  readonly progress: () => ScanProgress;
  /** Settles when the run has ended; rejects with the failure that ended it. */
  readonly review: Promise<Review>;
}

/** Reads everything, then keeps the review as a preview, or the failure as a failed run. */
export function scanForReview(
  needs: AutoMapNeeds,
  run: Run,
  options: {
    readonly firstPlan: ScanPlan | ScanPutOff;
    readonly plan: () => Promise<ScanPlan | ScanPutOff>;
    /** `false`: somebody holds the line, so a run that is asked to wait ends with what it has read. */
    readonly mayPause: boolean;
  },
): Scan {
  const { clock, store } = needs;
  const { mayPause } = options;
  const underWay = keepUnderWay(needs, run, { mayPause });

  async function settlePlan(): Promise<ScanPlan> {
    let plan = options.firstPlan;
    while (plan.teams === null) {
      const { until, cause } = plan;
      if (!(await underWay.pause(until))) {
        throw stillThrottled({ runId: run.runId, until, now: clock.now(), cause });
      }
      plan = await options.plan();
    }
    underWay.setPlan(plan);
    return plan;
  }

  async function scan(): Promise<Review> {
    const { scope, teams } = await settlePlan();
    const technicians = await needs.roster.readFresh(run.deskId, 'background');
    await breathe();
    const matcher = createMatcher(technicians);
    await breathe();
    const unread = await scanTeams({
      ...needs,
      ...underWay,
      deskId: run.deskId,
      teams,
      onMembers: (users) => matcher.add(users),
    });
    if (teams.length > 0 && unread.length === teams.length) {
      const failure = failureOf(unread);
      if (failure) throw failure;
      if (underWay.progress.members === 0) return endUnread(unread);
    }
    const scanComplete = unread.length === 0;
    const mappings = await store.listMappings(run.deskId);
    await breathe();
    const matches = matcher.matches();
    await breathe();
    const rows = reviewMatches({ matches, mappings, mayClear: scope.isFull && scanComplete });
    await breathe();
    const reviewed: Run = {
      ...underWay.current(),
      state: 'preview',
      scanComplete,
      teamFailures: unread.map(toFailure),
      autoMappingsBefore: countAutomatic(mappings),
    };
    return finish(reviewed, rows);
  }

  /** Why a run fails that read no team to its end; `null` for one that waited as long as it may, for it shows what it has. */
  function failureOf(unread: readonly UnreadTeam[]): AppError | null {
    const until = lastOf(unread);
    const [first] = unread;
    if (until !== null && mayPause) return null;
    if (until === null || !first) return first?.error ?? null;
    return stillThrottled({ runId: run.runId, until, now: clock.now(), cause: first.error });
  }

  /** A review would call everybody unmatched, and not one member was compared. */
  function endUnread(unread: readonly UnreadTeam[]): Promise<Review> {
    const teamFailures = unread.map(toFailure);
    return finish({ ...underWay.current(), state: 'partial', finishedAt: clock.now(), teamFailures }, []);
  }

  async function finish(ended: Run, rows: Review['rows']): Promise<Review> {
    if (!(await store.finishScan(ended, rows))) throw lostLease(run.runId);
    return toReview(ended, rows);
  }

  async function scanOrFail(): Promise<Review> {
    try {
      return await scan();
    } catch (cause) {
      const error = toAppError(cause);
      needs.logger.warn('automap.failed', { runId: run.runId, code: error.code, error });
      const failed = { ...underWay.current(), failure: error.code, finishedAt: clock.now() };
      await store.finishScan({ ...failed, state: 'failed' }, []);
      throw error;
    } finally {
      underWay.end();
    }
  }

  const review = scanOrFail();
  // Whoever started the run may look away (a card says "running"); a failure is kept in the run and must not end the process.
  review.catch(() => {});
  return { progress: () => underWay.readProgress(), review };
}

function toFailure({ team, error }: UnreadTeam): TeamFailure {
  return { team, code: error.code };
}
