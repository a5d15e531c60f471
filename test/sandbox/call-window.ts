/** Counts calls in a moving window of time. */
export interface CallWindow {
  /** Seconds to wait; `null` when the call may pass, and then it counts. */
  take(now: Date): number | null;
  /** Calls that count now. */
  used(now: Date): number;
  reset(): void;
}

export function createCallWindow(limit: { readonly calls: number; readonly windowMs: number }): CallWindow {
  let times: number[] = [];
  const forget = (now: Date): void => {
    times = times.filter((time) => time > now.getTime() - limit.windowMs);
  };
  return {
    take(now) {
      forget(now);
      const oldest = times[times.length - limit.calls];
      if (oldest !== undefined)
        return Math.max(1, Math.ceil((oldest + limit.windowMs - now.getTime()) / 1000));
      times.push(now.getTime());
      return null;
    },
    used(now) {
      forget(now);
      return times.length;
    },
    reset() {
      times = [];
    },
  };
}
