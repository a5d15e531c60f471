import type { Clock } from '#kernel/clock.ts';

export interface RateBuckets {
  /** Takes one from the bucket of `key`; `null` when there was one, else the seconds until there is. */
  take(key: string): number | null;
}

interface Bucket {
  level: number;
  at: number;
}

/** `burst` at once, `perMinute` in the long run, per key (O11). The oldest keys are forgotten past `limit`, which only ever
 *  gives somebody a full bucket again. */
export function createRateBuckets(options: {
  readonly clock: Clock;
  readonly perMinute: number;
  readonly burst: number;
  readonly limit: number;
}): RateBuckets {
  const { clock, perMinute, burst, limit } = options;
  const buckets = new Map<string, Bucket>();

  return {
    take(key) {
      const now = clock.now().getTime();
      const bucket = buckets.get(key) ?? { level: burst, at: now };
      const gained = (Math.max(0, now - bucket.at) * perMinute) / 60_000;
      const level = Math.min(burst, bucket.level + gained);
      const isEnough = level >= 1;
      buckets.delete(key);
      buckets.set(key, { level: isEnough ? level - 1 : level, at: now });
      if (buckets.size > limit) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      return isEnough ? null : Math.ceil(((1 - level) * 60) / perMinute);
    },
  };
}
