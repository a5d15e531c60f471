import { createHash } from 'node:crypto';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Budget, DeskId } from '#kernel/vocabulary.ts';
import type { Patience } from './patience.ts';

/** What a sign-in ends in (a token, an address), and until when it is good. */
export interface Session {
  readonly value: string;
  readonly endsAt: Date;
}

/** A session that ends sooner than this is renewed before it is used. */
const SPARE_MS = 60_000;

export interface SessionCache {
  /** The session of this very connection, from memory while it is good. `refused`: the value that the API has just refused, which is not
   *  given again unless the sign-in itself gives it anew. Throws what `open` throws. */
  sessionFor(
    connection: PsaConnection,
    options: { readonly budget: Budget; readonly patience: Patience; readonly refused: string | null },
  ): Promise<string>;
}

/** Sessions live in memory, one per desk; one flight at a time per connection and budget, so that a person never waits for a run's
 *  patience. */
export function createSessionCache(needs: {
  readonly clock: Clock;
  readonly open: (connection: PsaConnection, patience: Patience) => Promise<Session>;
}): SessionCache {
  const { clock, open } = needs;
  const sessions = new Map<DeskId, Session & { readonly fingerprint: string }>();
  const flights = new Map<string, Promise<Session>>();
  /** Dozens of requests of one read share a connection. */
  const fingerprints = new WeakMap<PsaConnection, string>();

  function knownFingerprintOf(connection: PsaConnection): string {
    const fingerprint = fingerprints.get(connection) ?? fingerprintOf(connection);
    fingerprints.set(connection, fingerprint);
    return fingerprint;
  }

  async function renew(connection: PsaConnection, fingerprint: string, patience: Patience): Promise<Session> {
    const session = await open(connection, patience);
    sessions.set(connection.deskId, { ...session, fingerprint });
    return session;
  }

  return {
    async sessionFor(connection, { budget, patience, refused }) {
      const fingerprint = knownFingerprintOf(connection);
      const known = sessions.get(connection.deskId);
      const isGood = known && known.fingerprint === fingerprint && known.value !== refused;
      if (isGood && known.endsAt.getTime() - clock.now().getTime() > SPARE_MS) return known.value;
      const place = `${fingerprint} ${budget}`;
      const flight =
        flights.get(place) ?? renew(connection, fingerprint, patience).finally(() => flights.delete(place));
      flights.set(place, flight);
      return (await flight).value;
    },
  };
}

/** Of desk, addresses and secrets together. */
function fingerprintOf({ deskId, settings, secrets }: PsaConnection): string {
  return createHash('sha256')
    .update(JSON.stringify([deskId, settings, secrets]))
    .digest('base64');
}
