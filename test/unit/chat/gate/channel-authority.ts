import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';

export const BOT_ID = '11111111-2222-4333-8444-555555555555';
export const ISSUER = 'https://api.botframework.com';

/** The keys of Bot Framework on loopback: an OpenID document, a key set, and whoever signs with them. */
export interface ChannelAuthority {
  readonly metadataUrl: string;
  /** Requests for keys so far. */
  keyFetches(): number;
  mode(mode: 'up' | 'hang' | 'refuse'): void;
  /** A token of the connector for `serviceUrl`; `claims` and `header` overwrite what is right. */
  sign(options: {
    readonly serviceUrl: string;
    readonly now: Date;
    readonly claims?: JWTPayload;
    readonly header?: Partial<JWTHeaderParameters>;
    readonly key?: 'ours' | 'stranger' | 'unendorsed';
  }): Promise<string>;
  /** `none`, or HMAC with the public key as secret: tokens that a careless verifier takes. */
  forge(kind: 'alg-none' | 'hs256-with-public-key', serviceUrl: string, now: Date): Promise<string>;
  close(): Promise<void>;
}

export async function startChannelAuthority(): Promise<ChannelAuthority> {
  const [ours, stranger, unendorsed] = await Promise.all(
    [1, 2, 3].map(() => generateKeyPair('RS256', { extractable: true })),
  );
  if (!ours || !stranger || !unendorsed) throw new Error('no keys');
  const keySet = JSON.stringify({
    keys: [
      { ...(await exportJWK(ours.publicKey)), kid: 'k1', use: 'sig', endorsements: ['msteams'] },
      { ...(await exportJWK(unendorsed.publicKey)), kid: 'k2', use: 'sig', endorsements: ['webchat'] },
    ],
  });
  let current: 'up' | 'hang' | 'refuse' = 'up';
  let fetches = 0;
  const server = createServer((req, res) => {
    if (current === 'hang') return;
    if (current === 'refuse') {
      req.socket.destroy();
      return;
    }
    const { port } = server.address() as AddressInfo;
    const isKeys = req.url === '/keys';
    if (isKeys) fetches += 1;
    res.setHeader('content-type', 'application/json');
    res.end(isKeys ? keySet : JSON.stringify({ issuer: ISSUER, jwks_uri: `http://127.0.0.1:${port}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const claimsFor = (serviceUrl: string, now: Date): JWTPayload => ({
    iss: ISSUER,
    aud: BOT_ID,
    serviceurl: serviceUrl,
    nbf: Math.floor(now.getTime() / 1000) - 60,
    exp: Math.floor(now.getTime() / 1000) + 3600,
  });

  return {
    metadataUrl: `http://127.0.0.1:${port}/openid`,
    keyFetches: () => fetches,
    mode: (mode) => {
      current = mode;
    },
    async sign({ serviceUrl, now, claims = {}, header = {}, key = 'ours' }) {
      const pair = { ours, stranger, unendorsed }[key];
      const payload = { ...claimsFor(serviceUrl, now), ...claims };
      const kept = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
      return new SignJWT(kept)
        .setProtectedHeader({ alg: 'RS256', kid: key === 'unendorsed' ? 'k2' : 'k1', ...header })
        .sign(pair.privateKey);
    },
    async forge(kind, serviceUrl, now) {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const claims = claimsFor(serviceUrl, now);
      if (kind === 'alg-none') return `${part({ alg: 'none', kid: 'k1' })}.${part(claims)}.`;
      const { n = '' } = await exportJWK(ours.publicKey);
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
        .sign(Buffer.from(n, 'base64url'));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
