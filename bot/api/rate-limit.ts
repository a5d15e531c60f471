import type { ServerResponse } from 'node:http';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';

export interface RateVerdict {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until one more request is allowed. */
  readonly resetSeconds: number;
}

/** Buckets of `perMinute` tokens that fill steadily. One bucket per name; idle ones are forgotten. */
export function createRateLimit(clock: Clock, perMinute: number): { take(name: string): RateVerdict } {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const perMillisecond = perMinute / 60_000;

  function forgetFull(now: number): void {
    for (const [name, bucket] of buckets) {
      if (now - bucket.at > 60_000) buckets.delete(name);
    }
  }

  return {
    take(name) {
      const now = clock.now().getTime();
      if (buckets.size > 10_000) forgetFull(now);
      const bucket = buckets.get(name) ?? { tokens: perMinute, at: now };
      const tokens = Math.min(perMinute, bucket.tokens + (now - bucket.at) * perMillisecond);
      const allowed = tokens >= 1;
      buckets.set(name, { tokens: allowed ? tokens - 1 : tokens, at: now });
      const remaining = Math.floor(allowed ? tokens - 1 : tokens);
      const missing = Math.max(0, 1 - (allowed ? tokens - 1 : tokens));
      return {
        allowed,
        limit: perMinute,
        remaining,
        resetSeconds: Math.ceil(missing / perMillisecond / 1000),
      };
    },
  };
}

/** One request of `name`, with the headers that tell how many are left. Throws `rate_limited`. */
export function takeOrThrow(
  limit: ReturnType<typeof createRateLimit>,
  name: string,
  res: ServerResponse,
): void {
  const verdict = limit.take(name);
  res.setHeader('RateLimit-Limit', String(verdict.limit));
  res.setHeader('RateLimit-Remaining', String(verdict.remaining));
  res.setHeader('RateLimit-Reset', String(verdict.resetSeconds));
  if (!verdict.allowed) throw tooMany(verdict.resetSeconds);
}

export function tooMany(retryAfterSeconds: number): AppError {
  return new AppError('rate_limited', 'too many requests', { retryAfterSeconds });
}
