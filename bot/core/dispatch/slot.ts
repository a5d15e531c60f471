import type { Interval } from '#kernel/interval.ts';

/** `slot` with a start in the past moved to `now` (AV-4). */
export function notBefore(slot: Interval, now: Date): Interval {
  const start = slot.start < now ? now : slot.start;
  return { start, end: slot.end < start ? start : slot.end };
}
