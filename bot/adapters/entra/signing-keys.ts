import { type CryptoKey, importJWK } from 'jose';
import { z } from 'zod';
import { fetchJson } from './fetch-json.ts';

export interface SigningKey {
  readonly key: CryptoKey;
  /** Bot channels that the key may sign for; empty where keys carry none. */
  readonly endorsements: readonly string[];
}

/** Only RSA keys for signatures; anything else in the set is left out. */
const jwkSchema = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string(),
  e: z.string(),
  use: z.literal('sig').optional(),
  endorsements: z.array(z.string()).default([]),
});
const keySetSchema = z.object({ keys: z.array(z.unknown()) });
const metadataSchema = z.object({ jwks_uri: z.string() });

export type LoadKeys = (signal: AbortSignal) => Promise<ReadonlyMap<string, SigningKey>>;

/** Reads a key set at a fixed address. */
export function keysAt(keysUrl: string): LoadKeys {
  return async (signal) => {
    const { keys } = keySetSchema.parse(await fetchJson(keysUrl, signal));
    const found = new Map<string, SigningKey>();
    for (const jwk of keys) {
      const parsed = jwkSchema.safeParse(jwk);
      if (!parsed.success) continue;
      const { kid, kty, n, e, endorsements } = parsed.data;
      const key = await importJWK({ kty, n, e }, 'RS256');
      if (!(key instanceof Uint8Array)) found.set(kid, { key, endorsements });
    }
    if (found.size === 0) throw new TypeError('the key set holds no signing key');
    return found;
  };
}

/** Reads the key set that an OpenID document names. Its address must be https or lie beside the document. */
export function keysByMetadata(metadataUrl: string): LoadKeys {
  return async (signal) => {
    const { jwks_uri: keysUrl } = metadataSchema.parse(await fetchJson(metadataUrl, signal));
    const url = new URL(keysUrl);
    if (url.protocol !== 'https:' && url.origin !== new URL(metadataUrl).origin) {
      throw new TypeError('the metadata names a key address that is not https');
    }
    return keysAt(url.href)(signal);
  };
}
