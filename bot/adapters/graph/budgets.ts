import type { Budget } from '#kernel/vocabulary.ts';

/** What one operation (a read with all its pages and retries) may cost. */
export interface CallBudget {
  /** One attempt, headers and body together. */
  readonly attemptMs: number;
  /** All attempts, waits and pages together. */
  readonly totalMs: number;
  /** The longest throttling that is waited out here. Of a longer one the caller hears at once, and can tell people. */
  readonly pauseMs: number;
  readonly retries: number;
}

/** A person waits at most 8 s. A run waits out what Graph calls a short throttle, and shows a longer one as its own state. */
export const CALL_BUDGETS: Readonly<Record<Budget, CallBudget>> = {
  interactive: { attemptMs: 4_000, totalMs: 8_000, pauseMs: 8_000, retries: 2 },
  background: { attemptMs: 30_000, totalMs: 15 * 60_000, pauseMs: 60_000, retries: 6 },
};
