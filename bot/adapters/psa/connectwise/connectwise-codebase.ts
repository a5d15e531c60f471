import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { addMilliseconds } from '#kernel/interval.ts';
import { z } from 'zod';
import type { Patience } from '../patience.ts';
import { readBody } from '../psa-answer.ts';
import { createSessionCache, type Session, type SessionCache } from '../session-cache.ts';
import { CONNECTWISE, failure, unknownCompany, wrongAddress } from './connectwise-answer.ts';

/** Upgrades move the codebase a few times a year; a call that meets the old one asks again at once. */
const LIFE_MS = 12 * 3600 * 1000;

/** One segment of a path, nothing else: it is put into addresses. `null` for an unknown company. Also answers a `SiteUrl`, which is not
 *  followed: keys go to the address that the admin gave. */
const companySchema = z.object({ Codebase: z.string().regex(/^[\w-]{1,40}\/?$/) }).nullable();

/** Where the API of a company lies, such as `v4_6_release` (`GET /login/companyinfo/{companyId}`). Throws `psa_down`, `psa_throttled`,
 *  `psa_refused`. */
export function createConnectWiseCodebase({ clock }: { readonly clock: Clock }): SessionCache {
  async function open(connection: PsaConnection, patience: Patience): Promise<Session> {
    const company = connection.settings['companyId'] ?? '';
    const url = new URL(`/login/companyinfo/${encodeURIComponent(company)}`, serverOf(connection));
    const headers = { clientId: connection.settings['clientId'] ?? '' };
    const askedAt = clock.now();
    const answer = await patience.send({ method: 'GET', url, headers });
    if (answer.status !== 200) throw failure(answer, clock.now());
    const found = readBody(answer, companySchema, CONNECTWISE);
    if (found === null) throw unknownCompany();
    const value = found.Codebase.replace(/\/$/, '');
    return { value, endsAt: addMilliseconds(askedAt, LIFE_MS) };
  }

  return createSessionCache({ clock, open });
}

/** People sign in at `na.myconnectwise.net`; its API answers at `api-na.myconnectwise.net`. */
const CLOUD_SIGN_IN = /^(na|eu|au|aus|za|staging)\.myconnectwise\.net$/;

/** Origin of the API. Whatever path the admin's address has is left out: the codebase is looked up. */
export function serverOf(connection: PsaConnection): URL {
  const value = connection.settings['baseUrl'] ?? '';
  if (!URL.canParse(value)) throw wrongAddress('is not an address');
  const url = new URL(value);
  if (CLOUD_SIGN_IN.test(url.hostname)) url.hostname = `api-${url.hostname}`;
  return new URL(url.origin);
}
