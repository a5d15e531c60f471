import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { addMilliseconds } from '#kernel/interval.ts';
import { z } from 'zod';
import type { Patience } from '../patience.ts';
import { readBody } from '../psa-answer.ts';
import { createSessionCache, type Session, type SessionCache } from '../session-cache.ts';
import { AUTOTASK, wrongAddress, zoneFailure } from './autotask-answer.ts';

/** Zones move when the vendor moves a database; a call that is refused asks again at once. */
const LIFE_MS = 12 * 3600 * 1000;

const zoneSchema = z.object({ url: z.url(), webUrl: z.string().nullish() });

export interface AutotaskZone extends SessionCache {
  /** Where people open Autotask in this zone (a value of `sessionFor`), with a slash at its end; `null` where that is not known. */
  webUrlOf(zone: string): string | null;
}

/** Which of Autotask's zones the API user lives in, such as `https://webservices5.autotask.net/ATServicesRest/V1.0`
 *  (`GET /V1.0/zoneInformation?user=`). Throws `psa_down`, `psa_throttled`, `psa_refused`. */
export function createAutotaskZone({ clock }: { readonly clock: Clock }): AutotaskZone {
  const webUrls = new Map<string, string>();

  async function open(connection: PsaConnection, patience: Patience): Promise<Session> {
    const base = baseOf(connection);
    const url = new URL('/ATServicesRest/V1.0/zoneInformation', base);
    url.searchParams.set('user', connection.settings['userName'] ?? '');
    const askedAt = clock.now();
    const answer = await patience.send({ method: 'GET', url, headers: {} });
    if (answer.status !== 200) throw zoneFailure(answer, clock.now());
    const told = readBody(answer, zoneSchema, AUTOTASK);
    const zone = new URL(told.url);
    if (!isOfSameHouse(zone, base)) {
      throw new AppError('psa_down', 'Autotask names a zone outside of its own addresses');
    }
    // Zones are told with or without a slash at the end, and with two of them in the middle.
    const path = `${zone.pathname.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '')}/V1.0`;
    const value = zone.origin + path;
    const web = told.webUrl && URL.canParse(told.webUrl) ? new URL(told.webUrl) : null;
    // People follow it from a card, so it must be Autotask's own too.
    if (web && isOfSameHouse(web, base)) webUrls.set(value, web.origin + web.pathname.replace(/\/*$/, '/'));
    return { value, endsAt: addMilliseconds(askedAt, LIFE_MS) };
  }

  return {
    ...createSessionCache({ clock, open }),
    webUrlOf: (zone) => webUrls.get(zone) ?? null,
  };
}

/** The secret goes to the zone, so it must be the place that was asked, or a sister of it (`webservices5` of `autotask.net`) with https. */
function isOfSameHouse(zone: URL, base: URL): boolean {
  if (zone.username !== '' || zone.password !== '') return false;
  if (zone.origin === base.origin) return true;
  return zone.protocol === 'https:' && zone.port === '' && houseOf(zone) === HOUSE && houseOf(base) === HOUSE;
}

const HOUSE = 'autotask.net';

/** `autotask.net` of `webservices5.autotask.net`. */
function houseOf({ hostname }: URL): string {
  return hostname.split('.').slice(1).join('.');
}

function baseOf(connection: PsaConnection): URL {
  const value = connection.settings['baseUrl'] ?? '';
  if (!URL.canParse(value)) throw wrongAddress('is not an address');
  return new URL(new URL(value).origin);
}
