import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

export interface SigningPair {
  readonly jwk: JWK & { readonly kid: string };
  /** A token signed by this key; `header` adds to or replaces the protected header. */
  sign(claims: JWTPayload, header?: Record<string, unknown>): Promise<string>;
  /** A token "signed" by HMAC with the public key as the secret. */
  signWithPublicKey(claims: JWTPayload): Promise<string>;
}

export async function createSigningPair(
  kid: string,
  more: Record<string, unknown> = {},
): Promise<SigningPair> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const spki = await exportSPKI(publicKey);
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', ...more },
    sign: (claims, header = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, ...header }).sign(privateKey),
    async signWithPublicKey(claims) {
      const head = `${encode({ alg: 'HS256', typ: 'JWT', kid })}.${encode(claims)}`;
      return `${head}.${createHmac('sha256', spki).update(head).digest('base64url')}`;
    },
  };
}

export function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

export function unsigned(claims: JWTPayload): string {
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.AA`;
}
