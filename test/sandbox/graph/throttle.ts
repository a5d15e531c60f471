/** Counts calls in a sliding window. Refused calls count as well, as with Graph. */
export interface Throttle {
  /** Whether the call of `key` is one too many. */
  isTooMany(key: string): boolean;
  reset(): void;
}

/** Runs on the process's own time: whoever tests with a clock that stands still must not be throttled for ever. */
export function createThrottle(limit: number, windowMs: number): Throttle {
  const calls = new Map<string, number[]>();
  return {
    isTooMany(key) {
      const now = performance.now();
      const recent = (calls.get(key) ?? []).filter((at) => now - at < windowMs);
      recent.push(now);
      calls.set(key, recent);
      return recent.length > limit;
    },
    reset: () => calls.clear(),
  };
}
