import { createHash } from 'node:crypto';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Budget, DeskId } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import type { Patience } from '../patience.ts';
import { readBody, signInFailure, wrongAddress } from './halopsa-answer.ts';

/** A token that ends sooner than this is renewed before it is used. */
const SPARE_MS = 60_000;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

interface Token {
  /** Of the connection that it was given for: desk, addresses and secrets. */
  readonly fingerprint: string;
  readonly value: string;
  readonly expiresAt: number;
}

export interface HaloPsaSignIn {
  /** A token for this very connection, from memory while it is good. `refused`: the one that the API has just refused, which is not given
   *  again. Throws `psa_down`, `psa_throttled`, `psa_refused`, `psa_permission_missing`. */
  tokenFor(
    connection: PsaConnection,
    options: { readonly budget: Budget; readonly patience: Patience; readonly refused: string | null },
  ): Promise<string>;
}

/** HaloPSA's sign-in by OAuth client credentials. Tokens live in memory, one per desk; one flight at a time per connection and budget,
 *  so that a person never waits for a run's patience. */
export function createHaloPsaSignIn({ clock }: { readonly clock: Clock }): HaloPsaSignIn {
  const tokens = new Map<DeskId, Token>();
  const flights = new Map<string, Promise<Token>>();

  async function signIn(connection: PsaConnection, patience: Patience): Promise<Token> {
    const { settings, secrets, deskId } = connection;
    const scope = settings['scope'] || 'all';
    const url = addressOf(connection, 'tokenUrl');
    if (settings['tenant']) url.searchParams.set('tenant', settings['tenant']);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: secrets['clientId'] ?? '',
      client_secret: secrets['clientSecret'] ?? '',
      scope,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const askedAt = clock.now();
    const answer = await patience.send({ method: 'POST', url, headers, body: form.toString() });
    if (answer.status !== 200) throw signInFailure(answer, scope, clock.now());
    const { access_token: value, expires_in: seconds } = readBody(answer, tokenSchema);
    const expiresAt = askedAt.getTime() + seconds * 1000;
    const token = { fingerprint: fingerprintOf(connection), value, expiresAt };
    tokens.set(deskId, token);
    return token;
  }

  return {
    async tokenFor(connection, { budget, patience, refused }) {
      const fingerprint = fingerprintOf(connection);
      const known = tokens.get(connection.deskId);
      const isGood = known && known.fingerprint === fingerprint && known.value !== refused;
      if (isGood && known.expiresAt - clock.now().getTime() > SPARE_MS) return known.value;
      const place = `${fingerprint} ${budget}`;
      const flight = flights.get(place) ?? signIn(connection, patience).finally(() => flights.delete(place));
      flights.set(place, flight);
      return (await flight).value;
    },
  };
}

function fingerprintOf({ deskId, settings, secrets }: PsaConnection): string {
  return createHash('sha256')
    .update(JSON.stringify([deskId, settings, secrets]))
    .digest('base64');
}

/** An address of the connection. Throws `psa_refused` when it is none. */
export function addressOf(connection: PsaConnection, name: 'baseUrl' | 'tokenUrl'): URL {
  const value = connection.settings[name] ?? '';
  if (!URL.canParse(value)) throw wrongAddress(name, 'is not an address');
  const url = new URL(value);
  url.hash = '';
  return url;
}
