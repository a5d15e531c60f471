import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { addMilliseconds } from '#kernel/interval.ts';
import { z } from 'zod';
import type { Patience } from '../patience.ts';
import { readBody } from '../psa-answer.ts';
import { createSessionCache, type Session, type SessionCache } from '../session-cache.ts';
import { HALOPSA, signInFailure, wrongAddress } from './halopsa-answer.ts';

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

/** HaloPSA's sign-in by OAuth client credentials: the session is a token. Throws `psa_down`, `psa_throttled`, `psa_refused`,
 *  `psa_permission_missing`. */
export function createHaloPsaSignIn({ clock }: { readonly clock: Clock }): SessionCache {
  async function open(connection: PsaConnection, patience: Patience): Promise<Session> {
    const { settings, secrets } = connection;
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
    const { access_token: value, expires_in: seconds } = readBody(answer, tokenSchema, HALOPSA);
    return { value, endsAt: addMilliseconds(askedAt, seconds * 1000) };
  }

  return createSessionCache({ clock, open });
}

/** An address of the connection. Throws `psa_refused` when it is none. */
export function addressOf(connection: PsaConnection, name: 'baseUrl' | 'tokenUrl'): URL {
  const value = connection.settings[name] ?? '';
  if (!URL.canParse(value)) throw wrongAddress(name, 'is not an address');
  const url = new URL(value);
  url.hash = '';
  return url;
}
