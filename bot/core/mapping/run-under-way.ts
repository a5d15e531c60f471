import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { Logger } from '#kernel/logger.ts';
import type { ScanPlan } from './plan-scan.ts';
import type { MappingStore, Run } from './ports.ts';
import type { ScanProgress } from './scan-teams.ts';
import { LEASE_SECONDS, RUN_MINUTES } from './tunables.ts';

/** A run while this process works on it: it keeps its lease, tells how far it is, and waits where Microsoft asks it to. */
export interface RunUnderWay {
  /** Counted by whoever reads. */
  readonly progress: { teamsDone: number; members: number };
  /** Aborted, with `run_expired`, when the lease is lost: the run must write nothing any more. */
  readonly signal: AbortSignal;
  readProgress(): ScanProgress;
  /** The run with its scope and counts as of now. */
  current(): Run;
  /** From now on the run is known to look through these teams. */
  setPlan(plan: ScanPlan): void;
  /** Stands still, in the state `waiting`, until Microsoft listens again; `true`: the run goes on. `false`: that is after the end of the
   *  run, which has come now, or the run may not wait. Throws `run_expired` when the lease is lost meanwhile. */
  pause(until: Date): Promise<boolean>;
  /** Lets the lease go its way. */
  end(): void;
}

/** The lease outlives two beats that fail. */
const BEATS_PER_LEASE = 3;

/** The clock is asked again after each: one long timer would miss the time by as long as the machine slept, and go on after the lease was lost. */
const WAIT_STEP_MS = 1000;

/** Begins the heartbeat of a run that `beginRun` has taken the lock for. */
export function keepUnderWay(
  needs: {
    readonly clock: Clock;
    readonly logger: Logger;
    readonly sleep: (milliseconds: number) => Promise<void>;
    readonly store: Pick<MappingStore, 'extendRun'>;
  },
  run: Run,
  { mayPause }: { readonly mayPause: boolean },
): RunUnderWay {
  const { clock, logger, sleep, store } = needs;
  const endsAt = addMilliseconds(run.startedAt, RUN_MINUTES * MINUTE);
  const progress = { teamsDone: 0, members: 0 };
  const stop = new AbortController();
  let plan: ScanPlan = { scope: run.scope, teams: [] };
  let waitingUntil: Date | null = null;
  let beatsMissed = 0;

  function current(): Run {
    const { teamsDone: teamsScanned, members: membersScanned } = progress;
    return { ...run, scope: plan.scope, teamsScanned, membersScanned };
  }

  function loseLease(): void {
    stop.abort(lostLease(run.runId));
  }

  async function beat(): Promise<void> {
    const state = waitingUntil === null ? 'scanning' : 'waiting';
    try {
      if (!(await store.extendRun({ ...current(), state }, LEASE_SECONDS))) loseLease();
      beatsMissed = 0;
    } catch {
      beatsMissed += 1;
      if (beatsMissed >= BEATS_PER_LEASE) loseLease();
    }
  }

  async function sleepUntil(time: Date): Promise<void> {
    const leftMs = (): number => time.getTime() - clock.now().getTime();
    for (let ms = leftMs(); ms > 0 && !stop.signal.aborted; ms = leftMs()) {
      await sleep(Math.min(ms, WAIT_STEP_MS));
    }
  }

  const heartbeat = setInterval(() => void beat(), (LEASE_SECONDS * 1000) / BEATS_PER_LEASE);
  return {
    progress,
    signal: stop.signal,
    readProgress: () => ({ ...progress, teamsTotal: plan.teams.length, waitingUntil, endsAt }),
    current,
    setPlan(known) {
      plan = known;
    },
    async pause(until) {
      if (!mayPause || clock.now() >= endsAt) return false;
      const goesOn = until < endsAt;
      waitingUntil = until;
      logger.info('automap.waits', { runId: run.runId, until: until.toISOString(), goesOn });
      await beat();
      await sleepUntil(goesOn ? until : endsAt);
      if (goesOn) {
        waitingUntil = null;
        await beat();
      }
      stop.signal.throwIfAborted();
      return goesOn;
    },
    end: () => clearInterval(heartbeat),
  };
}

/** Somebody else may have taken the desk's lock: whatever was read must not be written. */
export function lostLease(runId: string): AppError {
  return new AppError('run_expired', `run ${runId} lost its lease`, { details: { runId } });
}
