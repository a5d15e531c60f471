import { generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { exportJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '#kernel/clock.ts';

export type Claims = JWTPayload;

export interface SigningKeys {
  /** Signs exactly these claims: nothing is added. */
  sign(claims: Claims): Promise<string>;
  /** The claims of a token that one of these keys signed and that is in force; `null` for any other. */
  verify(token: string): Promise<Claims | null>;
  jwks(): { readonly keys: readonly JWK[] };
  /** New tokens get a new key; the old ones stay in the published set, as with a real roll-over. */
  rotate(): Promise<void>;
}

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: JWK;
}

/** The RSA keys of one issuer. Verified tokens are remembered until they expire, so that measurements meet Graph and not RSA. */
export async function createSigningKeys(clock: Clock): Promise<SigningKeys> {
  const keys: SigningKey[] = [await newKey()];
  const verified = new Map<string, Claims>();
  const inForce = ({ exp, nbf }: Claims): boolean => {
    const now = clock.now().getTime() / 1000;
    return exp !== undefined && now < exp && (nbf === undefined || nbf <= now + 300);
  };
  return {
    sign(claims) {
      const key = keys[0];
      if (key === undefined) throw new Error('there is always a key');
      return new SignJWT(claims)
        .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid })
        .sign(key.privateKey);
    },
    async verify(token) {
      const claims = verified.get(token) ?? (await verifyWith(keys, token, clock));
      if (claims === null || !inForce(claims)) return null;
      if (verified.size > 1000) verified.clear();
      verified.set(token, claims);
      return claims;
    },
    jwks: () => ({ keys: keys.map((key) => key.jwk) }),
    async rotate() {
      keys.unshift(await newKey());
    },
  };
}

async function verifyWith(keys: readonly SigningKey[], token: string, clock: Clock): Promise<Claims | null> {
  try {
    const { payload } = await jwtVerify(
      token,
      (header) => {
        const key = keys.find((candidate) => candidate.kid === header.kid);
        if (key === undefined) throw new Error('unknown key');
        return key.publicKey;
      },
      { algorithms: ['RS256'], currentDate: clock.now(), clockTolerance: 300 },
    );
    return payload;
  } catch {
    return null; // whatever is wrong with it, it is no token of ours
  }
}

async function newKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID().replaceAll('-', '');
  const jwk = { ...(await exportJWK(publicKey)), use: 'sig', kid, x5t: kid, alg: 'RS256' };
  return { kid, privateKey, publicKey, jwk };
}
