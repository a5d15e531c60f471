import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Refusal } from './refusal.ts';

/** One line a second and reason: a flood of forged tokens must not become a flood of log (O4). */
const QUIET_MILLISECONDS = 1000;

/** Notes refusals. A line carries how many of its kind were left out since the line before. Reasons are a closed set, so the
 *  memory is bounded. */
export function createRefusalLog(clock: Clock, logger: Logger): (refusal: Refusal) => void {
  const last = new Map<string, { at: number; left: number }>();

  return ({ status, reason }) => {
    const now = clock.now().getTime();
    const seen = last.get(reason);
    if (seen && now - seen.at < QUIET_MILLISECONDS) {
      seen.left += 1;
      return;
    }
    last.set(reason, { at: now, left: 0 });
    logger.warn('chat.refused', { status, reason, leftOut: seen?.left ?? 0 });
  };
}
