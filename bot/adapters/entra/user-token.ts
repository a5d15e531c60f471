import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Cloud, DeskId, UserId } from '#kernel/vocabulary.ts';
import { CLOUD_NAMES } from './clouds.ts';
import { createKeyRing, type KeyRing } from './key-ring.ts';
import { createRejectionLog } from './rejection-log.ts';
import { keysAt } from './signing-keys.ts';
import { bearerOf, createTokenVerifier, rejected, type TokenRejection } from './verify-token.ts';

/** A person as the sign-in token proves them. */
export interface SignedInUser {
  readonly deskId: DeskId;
  readonly userId: UserId;
  /** For display only. */
  readonly name: string;
  /** Directory role templates of the person (`wids`): proof of a Global Administrator. */
  readonly directoryRoles: readonly string[];
  /** Authentication contexts of Conditional Access whose policies the person met (`acrs`), such as `c1`. */
  readonly authenticationContexts: readonly string[];
}

export type UserTokenCheck = { readonly ok: true; readonly user: SignedInUser } | TokenRejection;

export interface UserTokenVerifier {
  /** The person behind a tab's single-sign-on token. 401: no, forged or stale token · 403: a good token that is not for this use
   *  (other desk, guest, other client, missing scope) · 503: the keys cannot be read now. */
  verify(authorizationHeader: string | undefined): Promise<UserTokenCheck>;
}

/** Microsoft's own apps that host tabs (Teams docs: tab-sso-register-aad). */
const HOST_CLIENTS: ReadonlySet<string> = new Set([
  '1fec8e78-bce4-4aaf-ab1b-5451cc387264', // Teams desktop and mobile
  '5e3ce6c0-2b1f-4285-8d4b-75ee78787346', // Teams web
  '4765445b-32c6-49b0-83e6-1d93765276ca', // Microsoft 365 web
  '0ec893e0-5785-4de6-99da-4ed124e5296c', // Microsoft 365 desktop
  'd3590ed6-52b3-4102-aeff-aad2292ab01c', // Microsoft 365 mobile, Outlook desktop
  'bc59ab01-8403-45c6-8796-ac3ef710b3e3', // Outlook web
  '27922004-5251-4030-b22d-91ecd9a37ea4', // Outlook mobile
]);

const claimsSchema = z.object({
  ver: z.literal('2.0'),
  tid: z.guid(),
  oid: z.guid(),
  azp: z.string(),
  scp: z.string(),
  idtyp: z.string().optional(),
  idp: z.string().optional(),
  acct: z.number().optional(),
  name: z.string().default(''),
  wids: z.array(z.string()).default([]),
  acrs: z.array(z.string()).catch([]),
});
type Claims = z.output<typeof claimsSchema>;

/** Verifies v2.0 access tokens for Rollcall itself. The desk is read from the token only to choose whose keys must have signed it. */
export function createUserTokenVerifier(needs: {
  readonly entraBaseUrl: string;
  readonly cloud: Cloud;
  /** `SSO_AUDIENCE`: the application id that tokens are issued for. */
  readonly audience: string;
  /** Whether this tenant is a desk served here: nobody else's keys are asked for. */
  readonly isDesk: (tenantId: string) => Promise<boolean>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly fetchTimeoutMs?: number;
}): UserTokenVerifier {
  const { entraBaseUrl, audience, clock, logger, fetchTimeoutMs: timeoutMs = 3_000 } = needs;
  const { loginHost } = CLOUD_NAMES[needs.cloud];
  const verifier = createTokenVerifier(clock);
  const logRejection = createRejectionLog('security.user_token_refused', needs);
  const ringByDesk = new Map<DeskId, KeyRing>();

  function keysOf(deskId: DeskId): KeyRing {
    const url = new URL(`/${deskId}/discovery/v2.0/keys`, entraBaseUrl).href;
    const ring = ringByDesk.get(deskId) ?? createKeyRing(keysAt(url), { clock, logger, timeoutMs });
    ringByDesk.set(deskId, ring);
    return ring;
  }

  async function check(authorizationHeader: string | undefined): Promise<UserTokenCheck> {
    const token = bearerOf(authorizationHeader);
    if (token === null) return rejected('no-token');
    const deskId = tenantOf(token);
    if (deskId === null) return rejected('no-tenant');
    if (!(await needs.isDesk(deskId))) return rejected('other-tenant', 403);
    const issuer = `https://${loginHost}/${deskId}/v2.0`;
    const result = await verifier.check(token, { issuer, audience, keys: keysOf(deskId) });
    if (!result.ok) return result;
    const claims = claimsSchema.safeParse(result.claims);
    if (!claims.success) return rejected('claims', 403);
    const problem = problemOf(claims.data, issuer);
    return problem === null ? { ok: true, user: toUser(claims.data) } : rejected(problem, 403);
  }

  return {
    async verify(authorizationHeader) {
      const result = await check(authorizationHeader);
      if (!result.ok) logRejection(result.reason, result.status);
      return result;
    },
  };
}

function tenantOf(token: string): string | null {
  try {
    const tenant = z.guid().safeParse(decodeJwt(token)['tid']);
    return tenant.success ? tenant.data.toLowerCase() : null;
  } catch {
    return null;
  }
}

function problemOf(claims: Claims, issuer: string): string | null {
  if (claims.idtyp === 'app') return 'app-token';
  if (!claims.scp.split(' ').includes('access_as_user')) return 'scope';
  if (!HOST_CLIENTS.has(claims.azp)) return 'client';
  return isGuest(claims, issuer) ? 'guest' : null;
}

/** `acct` 1 is a guest; where it is not sent, a home elsewhere shows in `idp` (Entra docs: access-token-claims-reference). */
function isGuest({ acct, idp, tid }: Claims, issuer: string): boolean {
  if (acct !== undefined) return acct === 1;
  return idp !== undefined && idp !== issuer && idp !== `https://sts.windows.net/${tid}/`;
}

function toUser({ tid, oid, name, wids, acrs }: Claims): SignedInUser {
  return {
    deskId: tid.toLowerCase(),
    userId: oid.toLowerCase(),
    name,
    directoryRoles: wids,
    authenticationContexts: acrs,
  };
}
