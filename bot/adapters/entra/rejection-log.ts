import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';

const EVERY_MS = 1_000;

/** Writes rejected tokens to the security log, at most one line a second per reason: a flood must not fill the log. */
export function createRejectionLog(
  event: string,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): (reason: string, status: number) => void {
  const lastAt = new Map<string, number>();
  return (reason, status) => {
    const now = clock.now().getTime();
    if (now - (lastAt.get(reason) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
    lastAt.set(reason, now);
    logger.warn(event, { reason, status });
  };
}
