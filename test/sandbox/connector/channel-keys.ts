import { createHmac, generateKeyPairSync, type KeyObject, sign as signBytes } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

export interface SignRequest {
  /** Laid over the claims of a good token; `null` takes a claim away. */
  readonly claims?: Claims;
  /** Laid over the header; `alg` may be `RS256`, `HS256` (with the public key as its secret) or `none`. */
  readonly header?: Claims;
  /** `other`: a key that was never published, under the name of one that was. */
  readonly key?: 'ours' | 'other';
}

/** The keys of the channel: what the Bot Framework publishes, and what it signs activities with. */
export interface ChannelKeys {
  /** JWK set as served. */
  published(): { readonly keys: readonly Claims[] };
  sign(request: SignRequest): string;
  /** A new key signs from now on. The old one stays published when `keep`. */
  rotate(options: { readonly keep: boolean }): void;
  /** Channels that the published keys vouch for. */
  endorse(channels: readonly string[]): void;
  reset(): void;
}

export interface ChannelTokenFacts {
  readonly audience: string;
  readonly serviceUrl: string;
  now(): Date;
}

const ISSUER = 'https://api.botframework.com';
/** Bot Framework: channel tokens live an hour. */
const LIFETIME_SECONDS = 3600;

interface ChannelKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export function createChannelKeys(facts: () => ChannelTokenFacts): ChannelKeys {
  const first = makeKey(1);
  let other: ChannelKey | null = null;
  let keys: readonly ChannelKey[] = [first];
  let made = 1;
  let endorsements: readonly string[] = ['msteams'];
  const current = (): ChannelKey => keys[0] ?? first;

  return {
    published: () => ({ keys: keys.map((key) => toJwk(key, endorsements)) }),
    sign(request) {
      const header = { alg: 'RS256', kid: current().kid, typ: 'JWT', x5t: current().kid, ...request.header };
      const claims = without({ ...goodClaims(facts()), ...request.claims });
      other ??= request.key === 'other' ? makeKey(0) : null;
      return encode(without(header), claims, request.key === 'other' && other !== null ? other : current());
    },
    rotate({ keep }) {
      made += 1;
      keys = [makeKey(made), ...(keep ? keys : [])];
    },
    endorse(channels) {
      endorsements = channels;
    },
    reset() {
      keys = [first];
      endorsements = ['msteams'];
    },
  };
}

function goodClaims(facts: ChannelTokenFacts): Claims {
  const { audience, serviceUrl } = facts;
  const seconds = Math.floor(facts.now().getTime() / 1000);
  return {
    serviceurl: serviceUrl,
    nbf: seconds - 300,
    exp: seconds + LIFETIME_SECONDS,
    iss: ISSUER,
    aud: audience,
  };
}

function without(values: Claims): Claims {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** By hand: no library signs the forgeries that a bot must refuse. */
function encode(header: Claims, claims: Claims, key: ChannelKey): string {
  const payload = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${payload}.${signature(payload, header['alg'], key)}`;
}

function signature(payload: string, algorithm: unknown, key: ChannelKey): string {
  if (algorithm === 'none') return '';
  if (algorithm === 'HS256') {
    const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
    return createHmac('sha256', secret).update(payload).digest('base64url');
  }
  return signBytes('RSA-SHA256', Buffer.from(payload), key.privateKey).toString('base64url');
}

function makeKey(number: number): ChannelKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid: `sandbox-channel-${number}`, privateKey, publicKey };
}

function toJwk(key: ChannelKey, endorsements: readonly string[]): Claims {
  const { n, e } = key.publicKey.export({ format: 'jwk' });
  return { kty: 'RSA', use: 'sig', kid: key.kid, x5t: key.kid, n, e, endorsements };
}
