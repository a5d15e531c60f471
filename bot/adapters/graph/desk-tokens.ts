import type { DeskAccess } from '#core/access/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { DeskId } from '#kernel/vocabulary.ts';

/** A refused desk must not turn every call into a token call as well. */
const REPLACE_EVERY_MS = 60_000;

export interface DeskTokens {
  /** Throws what `DeskAccess.graphToken` throws. */
  current(deskId: DeskId): Promise<string>;
  /** Another token than the `refused` one; `null` when the newest that may be had now is the refused one.
   *  Parallel refusals share one new token. Throws what `DeskAccess.graphToken` throws. */
  replace(deskId: DeskId, refused: string): Promise<string | null>;
}

export function createDeskTokens(access: DeskAccess, clock: Clock): DeskTokens {
  const replaced = new Map<DeskId, { readonly at: number; readonly token: Promise<string> }>();

  return {
    current: (deskId) => access.graphToken(deskId, { fresh: false }),
    async replace(deskId, refused) {
      const now = clock.now().getTime();
      let last = replaced.get(deskId);
      if (!last || now - last.at >= REPLACE_EVERY_MS) {
        last = { at: now, token: access.graphToken(deskId, { fresh: true }) };
        replaced.set(deskId, last);
      }
      const token = await last.token;
      return token === refused ? null : token;
    },
  };
}
