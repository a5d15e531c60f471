import type { Clock } from '#kernel/clock.ts';

/** Things remembered for a while and never without bound: the process forgets them at restart, and no answer depends on them. */
export interface BoundedMemory<V> {
  /** `undefined` when never set, forgotten or too old. */
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
}

/** Keeps at most `limit` values, each for `seconds`; the one set longest ago goes first. */
export function createBoundedMemory<V>(options: {
  readonly clock: Clock;
  readonly limit: number;
  readonly seconds: number;
}): BoundedMemory<V> {
  const { clock, limit } = options;
  const kept = new Map<string, { readonly value: V; readonly until: number }>();

  return {
    get(key) {
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      if (entry.until > clock.now().getTime()) return entry.value;
      kept.delete(key);
      return undefined;
    },
    set(key, value) {
      // Taken out first, so that the order of the map stays the order of setting.
      kept.delete(key);
      kept.set(key, { value, until: clock.now().getTime() + options.seconds * 1000 });
      if (kept.size <= limit) return;
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    },
    delete(key) {
      kept.delete(key);
    },
  };
}
