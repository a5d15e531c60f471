import { createPublicKey, timingSafeEqual } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { Clock } from '#kernel/clock.ts';
import { failure, type OAuthFailure } from './oauth-error.ts';

/** An application that may ask for tokens. */
export interface Registration {
  readonly kind: 'desk' | 'bot';
  readonly clientId: string;
  readonly secret: string;
  /** PEM; accepted in place of the secret when given. */
  readonly certificate?: string | undefined;
  readonly redirectUris: readonly string[];
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What is wrong with the client's proof of itself; `null` when nothing is. */
export async function checkClient(
  registrations: readonly Registration[],
  form: URLSearchParams,
  tokenAddresses: readonly string[],
  clock: Clock,
): Promise<OAuthFailure | null> {
  const clientId = form.get('client_id') ?? '';
  const secret = form.get('client_secret');
  if (secret !== null) {
    const fits = registrations.some((registration) => isSame(registration.secret, secret));
    return fits ? null : failure(7000215, { clientId });
  }
  const assertion = form.get('client_assertion');
  if (assertion === null) return failure(7000218);
  if (form.get('client_assertion_type') !== ASSERTION_TYPE)
    return failure(900144, { name: 'client_assertion_type' });
  for (const { certificate } of registrations) {
    if (
      certificate !== undefined &&
      (await isSignedBy(certificate, assertion, { clientId, tokenAddresses, clock }))
    ) {
      return null;
    }
  }
  return failure(700027);
}

async function isSignedBy(
  certificate: string,
  assertion: string,
  expected: { clientId: string; tokenAddresses: readonly string[]; clock: Clock },
): Promise<boolean> {
  try {
    const { alg } = decodeProtectedHeader(assertion);
    if (alg !== 'RS256' && alg !== 'PS256') return false;
    await jwtVerify(assertion, createPublicKey(certificate), {
      issuer: expected.clientId,
      subject: expected.clientId,
      audience: [...expected.tokenAddresses],
      requiredClaims: ['exp', 'jti'],
      currentDate: expected.clock.now(),
      clockTolerance: 300,
    });
    return true;
  } catch {
    return false; // whatever is wrong with it, it proves nothing
  }
}

function isSame(expected: string, actual: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(actual)];
  return a.length === b.length && timingSafeEqual(a, b);
}
