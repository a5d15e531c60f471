import type { DispatchService } from '#core/dispatch/dispatch-service.ts';
import { toAppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';

type Work = 'writeDue' | 'retryHolds' | 'escalateHolds' | 'sweep' | 'followShadows';

/** How often each is looked at, in seconds. What was decided before a crash is written within seconds of the next start; a ticket that no
 *  webhook told of waits minutes. Shadows are in no hurry. */
export const DISPATCH_SECONDS: Readonly<Record<Work, number>> = {
  writeDue: 5,
  retryHolds: 20,
  escalateHolds: 20,
  sweep: 180,
  followShadows: 600,
};

/** What dispatch does with nobody asking: unfinished assignments, waiting tickets, tickets that came in. Answers how to stop; `stop` settles
 *  when the turns under way have ended. */
export function startDispatchJobs(needs: {
  readonly dispatch: Pick<DispatchService, Work>;
  readonly logger: Logger;
  readonly seconds?: Readonly<Record<Work, number>>;
}): () => Promise<void> {
  const { dispatch, logger, seconds = DISPATCH_SECONDS } = needs;
  const turns = new Map<Work, Promise<void>>();
  let isStopped = false;

  async function takeTurn(work: Work): Promise<void> {
    try {
      const count = await dispatch[work]();
      if (count > 0) logger.info('dispatch.job', { work, count });
    } catch (cause) {
      if (!isStopped) logger.warn('dispatch.job-failed', { work, error: toAppError(cause) });
    } finally {
      turns.delete(work);
    }
  }

  /** One turn at a time: a slow PSA must not be asked again while it still thinks. */
  function begin(work: Work): void {
    if (!isStopped && !turns.has(work)) turns.set(work, takeTurn(work));
  }

  const timers = (Object.keys(seconds) as Work[]).map((work) => {
    const timer = setInterval(() => begin(work), seconds[work] * 1000);
    timer.unref();
    return timer;
  });
  begin('writeDue');

  return async () => {
    isStopped = true;
    for (const timer of timers) clearInterval(timer);
    await Promise.all(turns.values());
  };
}
