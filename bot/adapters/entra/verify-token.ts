import { hash } from 'node:crypto';
import { type CryptoKey, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '#kernel/clock.ts';
import type { KeyRing } from './key-ring.ts';
import type { SigningKey } from './signing-keys.ts';

export type TokenCheck =
  | { readonly ok: true; readonly claims: JWTPayload; readonly signingKey: SigningKey }
  | TokenRejection;

/** `status` is what the door answers; `reason` is for logs and never for the caller. */
export interface TokenRejection {
  readonly ok: false;
  readonly status: 401 | 403 | 503;
  readonly reason: string;
}

export interface TokenExpectation {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeyRing;
}

export interface TokenVerifier {
  /** Signature (RS256), issuer, audience, `exp` (required) and `nbf` of a token. */
  check(token: string, expected: TokenExpectation): Promise<TokenCheck>;
}

const SKEW_SECONDS = 5 * 60;
/** Longer than any token that Microsoft sends. */
const LONGEST_TOKEN = 16 * 1024;
/** The same token comes with every message of an hour; checking its signature once is enough. */
const REMEMBERED_TOKENS = 2_000;

interface Remembered {
  readonly claims: JWTPayload;
  readonly keyId: string;
  readonly key: CryptoKey;
}

/** A verifier with a memory of good tokens, by hash. What it remembers still has to be in time and signed by a key that stands. */
export function createTokenVerifier(clock: Clock): TokenVerifier {
  const remembered = new Map<string, Remembered>();

  async function checkNew(token: string, tokenHash: string, expected: TokenExpectation): Promise<TokenCheck> {
    const keyId = keyIdOf(token);
    if (keyId === null) return rejected('header');
    const signingKey = await expected.keys.find(keyId);
    if (signingKey === 'unavailable') return { ok: false, status: 503, reason: 'keys-unavailable' };
    if (signingKey === 'unknown') return rejected('unknown-key');
    try {
      const { payload } = await jwtVerify(token, signingKey.key, {
        algorithms: ['RS256'],
        issuer: expected.issuer,
        audience: expected.audience,
        clockTolerance: SKEW_SECONDS,
        currentDate: clock.now(),
        requiredClaims: ['exp'],
      });
      remember(remembered, tokenHash, { claims: payload, keyId, key: signingKey.key });
      return { ok: true, claims: payload, signingKey };
    } catch (cause) {
      return rejected(cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable');
    }
  }

  async function recall(tokenHash: string, expected: TokenExpectation): Promise<TokenCheck | null> {
    const known = remembered.get(tokenHash);
    if (!known) return null;
    const signingKey = await expected.keys.find(known.keyId);
    const isSameKey = typeof signingKey === 'object' && signingKey.key === known.key;
    if (isSameKey && isInTime(known.claims, clock.now()) && isMeantFor(known.claims, expected)) {
      return { ok: true, claims: known.claims, signingKey };
    }
    remembered.delete(tokenHash);
    return null;
  }

  return {
    async check(token, expected) {
      if (token.length > LONGEST_TOKEN) return rejected('too-long');
      const tokenHash = hash('sha256', token, 'base64');
      return (await recall(tokenHash, expected)) ?? checkNew(token, tokenHash, expected);
    },
  };
}

export function rejected(reason: string, status: 401 | 403 = 401): TokenRejection {
  return { ok: false, status, reason };
}

/** The token of `Authorization: Bearer …`; `null` when there is none. */
export function bearerOf(authorizationHeader: string | undefined | null): string | null {
  return /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorizationHeader ?? '')?.[1] ?? null;
}

/** Looked at before any key is fetched: another algorithm than RS256 is not worth a request. Keys offered in the header
 *  (`jku`, `jwk`, `x5u`) are not looked at. */
function keyIdOf(token: string): string | null {
  try {
    const header = decodeProtectedHeader(token);
    return header.alg === 'RS256' && typeof header.kid === 'string' && header.kid !== '' ? header.kid : null;
  } catch {
    return null;
  }
}

function isInTime({ exp, nbf }: JWTPayload, now: Date): boolean {
  const seconds = now.getTime() / 1000;
  return exp !== undefined && exp + SKEW_SECONDS > seconds && (nbf ?? 0) <= seconds + SKEW_SECONDS;
}

function isMeantFor({ iss, aud }: JWTPayload, { issuer, audience }: TokenExpectation): boolean {
  return iss === issuer && (Array.isArray(aud) ? aud.includes(audience) : aud === audience);
}

function remember(remembered: Map<string, Remembered>, tokenHash: string, token: Remembered): void {
  const oldest = remembered.size >= REMEMBERED_TOKENS ? remembered.keys().next().value : undefined;
  if (oldest !== undefined) remembered.delete(oldest);
  remembered.set(tokenHash, token);
}
