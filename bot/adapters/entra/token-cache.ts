import type { Clock } from '#kernel/clock.ts';
import { type AppError, toAppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';

/** Below this the token is not handed out: a background read may use it for minutes. */
const LEAST_LEFT_MS = 5 * 60_000;
/** Below this a new one is fetched beside the answer, so that nobody waits for it. */
const REFRESH_AHEAD_MS = 10 * 60_000;
/** While renewing ahead fails, every answer would try again: often enough is twice a minute. */
const AHEAD_EVERY_MS = 30_000;
/** A refusal answers everyone of the same burst. How long a refused desk is left alone is for its consent state to say. */
const REFUSAL_HOLDS_MS = 5_000;

export interface TokenCache<Token> {
  /** A token good for at least 5 minutes, or a new one where none lives that long. `fresh` skips tokens and refusals that are kept.
   *  One flight per key. Throws what `load` throws. */
  get(key: string, options: { readonly fresh: boolean }): Promise<Token>;
}

interface Entry<Token> {
  token: Token | null;
  refusal: { readonly error: AppError; readonly until: number } | null;
  flight: Promise<Token> | null;
  aheadAt: number;
}

/** Tokens in memory, by key. */
export function createTokenCache<Token extends { readonly expiresAt: Date }>(
  load: (key: string) => Promise<Token>,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): TokenCache<Token> {
  const entries = new Map<string, Entry<Token>>();

  function entryOf(key: string): Entry<Token> {
    const entry = entries.get(key) ?? { token: null, refusal: null, flight: null, aheadAt: 0 };
    entries.set(key, entry);
    return entry;
  }

  async function renew(key: string, entry: Entry<Token>): Promise<Token> {
    try {
      entry.token = await load(key);
      entry.refusal = null;
      return entry.token;
    } catch (cause) {
      const error = toAppError(cause);
      entry.refusal = { error, until: clock.now().getTime() + holdsMs(error) };
      throw error;
    } finally {
      entry.flight = null;
    }
  }

  function fly(key: string, entry: Entry<Token>): Promise<Token> {
    entry.flight ??= renew(key, entry);
    return entry.flight;
  }

  return {
    async get(key, { fresh }) {
      const entry = entryOf(key);
      if (fresh) return fly(key, entry);
      const now = clock.now().getTime();
      const leftMs = (entry.token?.expiresAt.getTime() ?? 0) - now;
      const refused = entry.refusal !== null && entry.refusal.until > now ? entry.refusal.error : null;
      if (entry.token && leftMs >= LEAST_LEFT_MS) {
        if (leftMs < REFRESH_AHEAD_MS && refused === null && now - entry.aheadAt >= AHEAD_EVERY_MS) {
          entry.aheadAt = now;
          fly(key, entry).catch((cause) => {
            logger.warn('entra.refresh_ahead_failed', { code: toAppError(cause).code });
          });
        }
        return entry.token;
      }
      if (refused !== null) throw refused;
      return fly(key, entry);
    },
  };
}

function holdsMs(error: AppError): number {
  if (error.retryAfterSeconds !== null) return error.retryAfterSeconds * 1000;
  return error.code === 'entra_down' ? 0 : REFUSAL_HOLDS_MS;
}
