import { AppError } from '#kernel/errors.ts';
import { addMilliseconds } from '#kernel/interval.ts';

/** When Microsoft, which throttles, listens again; `null` for every other failure, and where it named no time. */
export function listensAgainAt({ code, retryAfterSeconds }: AppError, now: Date): Date | null {
  if (code !== 'graph_throttled' || retryAfterSeconds === null) return null;
  return addMilliseconds(now, retryAfterSeconds * 1000);
}

/** Ends a run for which Microsoft let nothing be read in time. */
export function stillThrottled(options: {
  readonly runId: string;
  readonly until: Date;
  readonly now: Date;
  readonly cause: AppError;
}): AppError {
  const { runId, until, now, cause } = options;
  return new AppError('graph_throttled', 'Microsoft asked to wait, and nothing could be read before', {
    cause,
    details: { runId },
    remedy: 'Run auto-map again when Microsoft allows it.',
    retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)),
  });
}
