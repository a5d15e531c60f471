import type { ConsentStore } from '#core/access/ports.ts';
import type { DispatchStore } from '#core/dispatch/ports.ts';
import type { MappingStore } from '#core/mapping/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { toAppError } from '#kernel/errors.ts';
import { addMilliseconds, DAY, MINUTE } from '#kernel/interval.ts';
import type { Logger } from '#kernel/logger.ts';

/** Long enough to ask "what did last month's run do?"; the audit trail knows of everything older that was applied. */
const KEPT_DAYS = 30;
/** Long enough for a half-year's look back at how tickets were given out. */
const DECISIONS_KEPT_DAYS = 180;
/** A start is busy enough without it. */
const FIRST_AFTER_MS = MINUTE;

/** Deletes runs with their rows and consent attempts that are over for 30 days, and decisions with their assignments and holds after 180: an
 *  hourly run over 5,000 technicians would be gigabytes a year. First a minute after the start, then daily. The audit trail is not touched. Answers how to stop. */
export function startHistoryPruner(needs: {
  readonly mapping: Pick<MappingStore, 'pruneRuns'>;
  readonly consent: Pick<ConsentStore, 'pruneAttempts'>;
  /** Left out: decisions are kept. */
  readonly dispatch?: Pick<DispatchStore, 'pruneDecisions'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): () => void {
  const { mapping, consent, dispatch, clock, logger } = needs;
  let isStopped = false;
  let timer = later(FIRST_AFTER_MS);

  function later(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => void takeTurn(), milliseconds).unref();
  }

  async function prune(what: string, work: () => Promise<number>): Promise<void> {
    if (isStopped) return;
    try {
      logger.info('history.pruned', { what, count: await work() });
    } catch (cause) {
      // A store that closes under the turn is no news: the program is ending.
      if (!isStopped) logger.warn('history.prune-failed', { what, error: toAppError(cause) });
    }
  }

  async function takeTurn(): Promise<void> {
    const now = clock.now();
    const olderThan = addMilliseconds(now, -KEPT_DAYS * DAY);
    await prune('runs', () => mapping.pruneRuns(olderThan));
    await prune('consent-attempts', () => consent.pruneAttempts(olderThan));
    if (dispatch) {
      await prune('decisions', () =>
        dispatch.pruneDecisions(addMilliseconds(now, -DECISIONS_KEPT_DAYS * DAY)),
      );
    }
    // Only now: the first turn after a year may take long, and a second one beside it would do the same work.
    if (!isStopped) timer = later(DAY);
  }

  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
