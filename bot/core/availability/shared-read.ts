import type { Clock } from '#kernel/clock.ts';

/** AV-7: how long one live read may be shared. Longer, and "as of" would be an excuse instead of a fact. */
export const SHARED_FOR_SECONDS = 30;

/** Reads by key that equal questions share: one flight at a time per key, and its answer for `SHARED_FOR_SECONDS` in memory.
 *  A failure reaches everyone who waits for that flight and is then forgotten: older data never stands in for it. */
export function createSharedRead<Value>(clock: Clock): {
  read(key: string, load: () => Promise<Value>): Promise<Value>;
} {
  const entries = new Map<string, { readonly since: number; readonly value: Promise<Value> }>();

  function dropOld(now: number): void {
    for (const [key, entry] of entries) {
      if (now - entry.since >= SHARED_FOR_SECONDS * 1000) entries.delete(key);
    }
  }

  return {
    read(key, load) {
      const now = clock.now().getTime();
      dropOld(now);
      const known = entries.get(key);
      if (known) return known.value;
      const entry = { since: now, value: load() };
      entries.set(key, entry);
      entry.value.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return entry.value;
    },
  };
}
