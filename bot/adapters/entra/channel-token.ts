import { decodeJwt } from 'jose';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Cloud } from '#kernel/vocabulary.ts';
import { CLOUD_NAMES } from './clouds.ts';
import { createKeyRing } from './key-ring.ts';
import { keysByMetadata } from './signing-keys.ts';
import { bearerOf, createTokenVerifier, rejected, type TokenRejection } from './verify-token.ts';

export interface ChannelClaims {
  readonly issuer: string;
  readonly audience: string;
  readonly serviceUrl: string;
  readonly expiresAt: Date;
}

export type ChannelTokenCheck = { readonly ok: true; readonly claims: ChannelClaims } | TokenRejection;

export interface ChannelTokenVerifier {
  /** Whether an activity really comes from the Bot Connector, for this channel and service address.
   *  Logs nothing: whoever refuses the message does. 401: no, forged or stale token · 403: a good token for something else · 503: the keys cannot be read now. */
  verify(
    authorizationHeader: string | undefined,
    activity: { readonly serviceUrl: string | undefined; readonly channelId: string | undefined },
  ): Promise<ChannelTokenCheck>;
}

/** Bot Connector authentication (bot-docs: bot-framework-rest-connector-authentication). */
export function createChannelTokenVerifier(needs: {
  readonly openIdMetadataUrl: string;
  readonly botId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For metadata and keys together. */
  readonly fetchTimeoutMs?: number;
  readonly cloud?: Cloud;
}): ChannelTokenVerifier {
  const { openIdMetadataUrl, botId, clock, logger, fetchTimeoutMs: timeoutMs = 3_000 } = needs;
  const issuer = CLOUD_NAMES[needs.cloud ?? 'global'].connectorIssuer;
  const keys = createKeyRing(keysByMetadata(openIdMetadataUrl), { clock, logger, timeoutMs });
  const expected = { issuer, audience: botId, keys };
  const verifier = createTokenVerifier(clock);

  async function verify(
    authorizationHeader: string | undefined,
    activity: { readonly serviceUrl: string | undefined; readonly channelId: string | undefined },
  ): Promise<ChannelTokenCheck> {
    const token = bearerOf(authorizationHeader);
    if (token === null) return rejected('no-token');
    // Anybody can send this much; only a token that claims to be ours is worth looking up a key.
    if (!claimsToBeOurs(token, expected)) return rejected('other-issuer-or-audience');
    const result = await verifier.check(token, expected);
    if (!result.ok) return result;
    const { claims, signingKey } = result;
    const { channelId, serviceUrl } = activity;
    if (!channelId || !signingKey.endorsements.includes(channelId)) return rejected('not-endorsed', 403);
    const claimed = claims['serviceurl'];
    if (typeof claimed !== 'string' || !serviceUrl || !isSameAddress(claimed, serviceUrl)) {
      return rejected('service-url', 403);
    }
    const expiresAt = new Date((claims.exp ?? 0) * 1000);
    return { ok: true, claims: { issuer, audience: botId, serviceUrl: claimed, expiresAt } };
  }

  return { verify };
}

function claimsToBeOurs(
  token: string,
  expected: { readonly issuer: string; readonly audience: string },
): boolean {
  try {
    const { iss, aud } = decodeJwt(token);
    return iss === expected.issuer && aud === expected.audience;
  } catch {
    return false;
  }
}

function isSameAddress(a: string, b: string): boolean {
  return a.replace(/\/$/, '') === b.replace(/\/$/, '');
}
