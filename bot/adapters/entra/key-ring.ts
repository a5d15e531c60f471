import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { LoadKeys, SigningKey } from './signing-keys.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;
/** Microsoft asks to look for new keys at least daily. */
const REFRESH_AFTER_MS = 12 * HOUR_MS;
/** Known keys outlive a failing refresh by more than a day; then they are too old to believe. */
const DROP_AFTER_MS = 48 * HOUR_MS;
/** Random key ids must not become fetches. */
const UNKNOWN_KEY_EVERY_MS = 60 * SECOND_MS;
/** Without any key nothing works, so the wait between tries is short, but a flood of messages must not become one of fetches. */
const COLD_RETRY_MS = 5 * SECOND_MS;

export type KeyLookup = SigningKey | 'unknown' | 'unavailable';

export interface KeyRing {
  /** `unknown`: the issuer has no such key. `unavailable`: the keys could not be read, so nobody can say. */
  find(keyId: string): Promise<KeyLookup>;
}

/** An issuer's keys in memory: one fetch at a time, refreshed beside the answer, stale ones kept while the issuer cannot be reached. */
export function createKeyRing(
  load: LoadKeys,
  needs: { readonly clock: Clock; readonly logger: Logger; readonly timeoutMs: number },
): KeyRing {
  let keys: ReadonlyMap<string, SigningKey> = new Map();
  let loadedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let flight: Promise<boolean> | null = null;
  const now = (): number => needs.clock.now().getTime();

  async function reload(): Promise<boolean> {
    try {
      keys = await load(AbortSignal.timeout(needs.timeoutMs));
      loadedAt = now();
      return true;
    } catch (cause) {
      needs.logger.warn('entra.keys_unreadable', { cause: cause instanceof Error ? cause.name : 'unknown' });
      return false;
    } finally {
      flight = null;
    }
  }

  /** Whether the keys are now as the issuer has them; `null` when it is too early to ask again. */
  function refresh(everyMs: number): Promise<boolean> | null {
    if (flight) return flight;
    if (now() - triedAt < everyMs) return null;
    triedAt = now();
    flight = reload();
    return flight;
  }

  function dropOldKeys(): void {
    if (keys.size > 0 && now() - loadedAt > DROP_AFTER_MS) keys = new Map();
  }

  return {
    async find(keyId) {
      dropOldKeys();
      const known = keys.get(keyId);
      if (known) {
        // `reload` settles by itself, also when it fails.
        if (now() - loadedAt > REFRESH_AFTER_MS) void refresh(UNKNOWN_KEY_EVERY_MS);
        return known;
      }
      const isCold = keys.size === 0;
      const isCurrent = await refresh(isCold ? COLD_RETRY_MS : UNKNOWN_KEY_EVERY_MS);
      if (isCurrent === false || keys.size === 0) return keys.get(keyId) ?? 'unavailable';
      return keys.get(keyId) ?? 'unknown';
    },
  };
}
