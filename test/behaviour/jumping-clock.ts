import type { Clock } from '#kernel/clock.ts';

/** The real time, moved on by a test: it ticks, so that deadlines run, and jumps, so that nobody waits for a cache of 30 s. */
export interface JumpingClock extends Clock {
  jump(seconds: number): void;
}

/** `start`: the time that it shows first; now unless said. */
export function createJumpingClock(start: Date = new Date()): JumpingClock {
  let ahead = start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + ahead),
    jump(seconds) {
      ahead += seconds * 1000;
    },
  };
}
