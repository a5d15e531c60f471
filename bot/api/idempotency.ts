import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { DAY } from '#kernel/interval.ts';

/** Answers kept per desk before the oldest is dropped: one of a desk with 5,000 technicians is megabytes, and clients repeat within minutes. */
const KEPT_PER_DESK = 20;

interface Kept {
  readonly request: string;
  readonly answer: Promise<unknown>;
  readonly at: number;
}

/** Repeats of a request get the first answer, while it is under way and for a day after unless twenty newer ones came. In memory of this process: a repeat that meets
 *  another process or a restart runs again, which auto-map bears because applying twice changes nothing, and dispatch because a ticket is
 *  assigned once whoever asks how often. */
export function createIdempotency(clock: Clock): {
  /** `request` is a text that is equal for equal requests. Throws `conflict` when the key was used for another request. */
  once<Answer>(deskId: string, key: string, request: string, run: () => Promise<Answer>): Promise<Answer>;
} {
  const desks = new Map<string, Map<string, Kept>>();

  function dropOld(now: number): void {
    for (const [deskId, kept] of desks) {
      for (const [key, { at }] of kept) if (now - at >= DAY) kept.delete(key);
      if (kept.size === 0) desks.delete(deskId);
    }
  }

  return {
    once<Answer>(deskId: string, key: string, request: string, run: () => Promise<Answer>): Promise<Answer> {
      const now = clock.now().getTime();
      dropOld(now);
      const kept = desks.get(deskId) ?? new Map<string, Kept>();
      desks.set(deskId, kept);
      const known = kept.get(key);
      if (known) {
        if (known.request === request) return known.answer as Promise<Answer>;
        throw new AppError('conflict', 'this Idempotency-Key was used for another request', {
          remedy: 'Use a new Idempotency-Key for a new request.',
        });
      }
      const entry = { request, answer: run(), at: now };
      kept.set(key, entry);
      // A failure is not an answer: the next try runs again.
      entry.answer.catch(() => {
        if (kept.get(key) === entry) kept.delete(key);
      });
      const oldest = kept.size > KEPT_PER_DESK ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      return entry.answer;
    },
  };
}
