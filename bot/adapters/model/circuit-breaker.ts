import type { Clock } from '#kernel/clock.ts';

/** Keeps tickets from waiting behind something that is down. */
export interface CircuitBreaker {
  /** Whether a call may be made now. After a pause one call is, and the others wait for how it goes: they get `false`. */
  mayCall(): boolean;
  succeeded(): void;
  /** Answers whether this began a pause. */
  failed(): boolean;
}

const FAILURES_IN_A_ROW = 3;
export const PAUSE_SECONDS = 60;

/** Pauses for a minute after three failures in a row; the first call after it decides whether it pauses again. */
export function createCircuitBreaker(clock: Clock): CircuitBreaker {
  let failures = 0;
  let pausedUntil = 0;
  return {
    mayCall() {
      const now = clock.now().getTime();
      if (now < pausedUntil) return false;
      // The next minute is paused already for everybody but this one, who tries.
      if (failures >= FAILURES_IN_A_ROW) pausedUntil = now + PAUSE_SECONDS * 1000;
      return true;
    },
    succeeded() {
      failures = 0;
      pausedUntil = 0;
    },
    failed() {
      failures += 1;
      if (failures < FAILURES_IN_A_ROW) return false;
      pausedUntil = clock.now().getTime() + PAUSE_SECONDS * 1000;
      return true;
    },
  };
}
