import type { Clock } from '#kernel/clock.ts';

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
