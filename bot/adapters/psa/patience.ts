import { AppError } from '#kernel/errors.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import type { PsaAnswer, PsaRequest, PsaTransport } from './psa-request.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** What one read (sign-in, attempts and waits together) may cost: a person waits 8 s at most, a run waits out a throttle. */
const LIMITS: Readonly<
  Record<Budget, { readonly totalMs: number; readonly longestWaitSeconds: number; readonly retries: number }>
> = {
  interactive: { totalMs: 8_000, longestWaitSeconds: 3, retries: 2 },
  // HaloPSA counts calls per five minutes: whoever is throttled is heard again after as long.
  background: { totalMs: 15 * 60_000, longestWaitSeconds: 300, retries: 4 },
};
const ATTEMPT_MS = 10_000;
const PASSING = [429, 502, 503, 504];

export interface PatienceNeeds {
  readonly clock: Clock;
  readonly transport: PsaTransport;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Which failures are tried again. `throttle`: 429 alone, for a write that would count twice when its answer was lost: only a throttle
 *  says for certain that nothing was done. */
export type Repeats = 'passing' | 'throttle';

const REPEATED: Readonly<Record<Repeats, readonly number[]>> = { passing: PASSING, throttle: [429] };

/** One read's share of time. Every request of the read goes through the same one. */
export interface Patience {
  /** The answer, whatever its status: a passing failure (429, 502 to 504, no connection) is tried again as long as the budget allows,
   *  after the wait that the answer asks for. `repeats` is `passing` unless said. Throws what the transport throws, and `psa_down` when
   *  the time is over. */
  send(request: Omit<PsaRequest, 'timeoutMs'>, repeats?: Repeats): Promise<PsaAnswer>;
}

export function createPatience({ clock, transport, sleep }: PatienceNeeds, budget: Budget): Patience {
  const limits = LIMITS[budget];
  const endsAt = clock.now().getTime() + limits.totalMs;
  const remainingMs = (): number => endsAt - clock.now().getTime();

  /** Milliseconds to wait before attempt number `attempt + 1`; `null` to give up. */
  function waitBefore(attempt: number, asked: number | null): number | null {
    const seconds = asked ?? 2 ** attempt;
    const waitMs = seconds * 1000;
    const fits = seconds <= limits.longestWaitSeconds && waitMs < remainingMs();
    return attempt < limits.retries && fits ? waitMs : null;
  }

  return {
    async send(request, repeats = 'passing') {
      for (let attempt = 0; ; attempt += 1) {
        const outcome = await attemptOnce(transport, request, Math.min(ATTEMPT_MS, remainingMs()));
        if ('status' in outcome && !REPEATED[repeats].includes(outcome.status)) return outcome;
        if (!('status' in outcome) && repeats === 'throttle') throw outcome;
        const asked = 'status' in outcome ? retryAfterSeconds(outcome.headers, clock.now()) : null;
        const waitMs = waitBefore(attempt, asked);
        if (waitMs !== null) await sleep(waitMs);
        else if ('status' in outcome) return outcome;
        else throw outcome;
      }
    },
  };
}

/** The answer, or the failure of the connection, which may pass. Throws what will not. */
async function attemptOnce(
  transport: PsaTransport,
  request: Omit<PsaRequest, 'timeoutMs'>,
  timeoutMs: number,
): Promise<PsaAnswer | AppError> {
  if (timeoutMs <= 0) throw new AppError('psa_down', 'the PSA took longer than a person waits');
  try {
    return await transport({ ...request, timeoutMs });
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'psa_down') return cause;
    throw cause;
  }
}
