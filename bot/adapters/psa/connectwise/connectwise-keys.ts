import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { HOUR, MINUTE } from '#kernel/interval.ts';
import { z } from 'zod';
import { createPatience } from '../patience.ts';
import { readBody } from '../psa-answer.ts';
import type { PsaTransport } from '../psa-request.ts';
import { CONNECTWISE } from './connectwise-answer.ts';
import { serverOf } from './connectwise-codebase.ts';

const keySchema = z.object({ signing_key: z.string().min(1) });
/** A cloud has a handful; the bound keeps whoever makes addresses up from filling the memory. */
const MOST_KEYS = 50;

export interface SigningKeys {
  /** Whether the key at `keyUrl` fits. `false` without a request when the address is not ConnectWise's. A key is kept for an hour; one that
   *  does not fit is read anew once when it is older than a minute, because keys change. Throws `psa_down`. */
  some(connection: PsaConnection, keyUrl: string, fits: (key: string) => boolean): Promise<boolean>;
}

export interface SigningKeyNeeds {
  readonly clock: Clock;
  readonly transport: PsaTransport;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly allowLoopback: boolean;
}

export function createSigningKeys({ clock, transport, sleep, allowLoopback }: SigningKeyNeeds): SigningKeys {
  const kept = new Map<string, { readonly key: string | null; readonly readAt: number }>();

  /** `null`: there is no key at this address. */
  async function read(url: URL): Promise<string | null> {
    const patience = createPatience({ clock, transport, sleep }, 'interactive');
    try {
      // No key of ours goes along: the address comes from the message.
      const answer = await patience.send({ method: 'GET', url, headers: {} });
      if (answer.status === 200) return readBody(answer, keySchema, CONNECTWISE).signing_key;
      if (answer.status < 500 && answer.status !== 429) return null;
      throw new AppError('psa_down', `ConnectWise PSA answered ${answer.status} instead of its signing key`);
    } catch (cause) {
      if (cause instanceof AppError && cause.code === 'psa_refused') return null;
      throw cause;
    }
  }

  async function readAndKeep(place: string, url: URL): Promise<string | null> {
    const readAt = clock.now().getTime();
    const key = await read(url);
    kept.delete(place);
    kept.set(place, { key, readAt });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEYS && oldest !== undefined) kept.delete(oldest);
    return key;
  }

  return {
    async some(connection, keyUrl, fits) {
      const url = pinned(connection, keyUrl, allowLoopback);
      if (url === null) return false;
      const place = `${connection.deskId} ${url.href}`;
      const known = kept.get(place);
      const age = known ? clock.now().getTime() - known.readAt : HOUR;
      if (known && age < HOUR) {
        if (known.key !== null && fits(known.key)) return true;
        if (age < MINUTE) return false;
      }
      const key = await readAndKeep(place, url);
      return key !== null && fits(key);
    },
  };
}

/** The address, if it may be asked for a key: https at the connection's own hosts (sign-in and API) or at ConnectWise's cloud; in the sandbox
 *  also the connection's own loopback origin. `null` for every other one, because a message must not send us anywhere. */
export function pinned(connection: PsaConnection, keyUrl: string, allowLoopback: boolean): URL | null {
  const { baseUrl = '' } = connection.settings;
  if (!URL.canParse(keyUrl) || !URL.canParse(baseUrl)) return null;
  const url = new URL(keyUrl);
  if (url.username !== '' || url.password !== '') return null;
  const own = [new URL(baseUrl), serverOf(connection)];
  const isLoopback = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/.test(url.hostname);
  if (isLoopback) return allowLoopback && own.some(({ origin }) => origin === url.origin) ? url : null;
  if (url.protocol !== 'https:') return null;
  const isCloud = url.hostname.endsWith('.myconnectwise.net') && url.port === '';
  return isCloud || own.some(({ host }) => host === url.host) ? url : null;
}
