import { createHash, randomBytes } from 'node:crypto';
import type { Account } from './registry.ts';
import { HOME_OF_GUESTS } from './registry.ts';
import type { Claims } from './keys.ts';

export const LOGIN = 'https://login.microsoftonline.com';
export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
export const TOKEN_SECONDS = 3599;
/** Teams on the web: one of the clients that may ask for the tab's token. */
const TEAMS_WEB_CLIENT = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';

export function v2Issuer(tenantId: string): string {
  return `${LOGIN}/${tenantId}/v2.0`;
}

/** Access tokens for Microsoft's own services are of version 1, with the issuer of that time. */
export function v1Issuer(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

interface AppToken {
  readonly tenantId: string;
  readonly audience: string;
  readonly clientId: string;
  readonly principalId: string;
  /** Empty: the token has no `roles` at all, as Entra issues it when nothing was granted. */
  readonly roles: readonly string[];
  readonly now: Date;
}

export function appTokenClaims({ tenantId, audience, clientId, principalId, roles, now }: AppToken): Claims {
  return {
    aud: audience,
    iss: v1Issuer(tenantId),
    ...lifetime(now, TOKEN_SECONDS),
    aio: opaque(24),
    app_displayname: 'Rollcall',
    appid: clientId,
    appidacr: '1',
    idp: v1Issuer(tenantId),
    idtyp: 'app',
    oid: principalId,
    rh: opaque(18),
    ...(roles.length > 0 ? { roles } : {}),
    sub: principalId,
    tenant_region_scope: 'EU',
    tid: tenantId,
    uti: opaque(16),
    ver: '1.0',
    wids: ['0997a1d0-0d1d-4acb-b408-d5ca73121e90'],
  };
}

interface UserToken {
  readonly account: Account;
  readonly clientId: string;
  readonly now: Date;
}

/** A delegated access token for a Microsoft service. */
export function userTokenClaims(
  { account, clientId, now }: UserToken,
  audience: string,
  scopes: readonly string[],
): Claims {
  return {
    aud: audience,
    iss: v1Issuer(account.tenantId),
    ...lifetime(now, TOKEN_SECONDS),
    appid: clientId,
    appidacr: '1',
    idtyp: 'user',
    name: account.name,
    oid: account.oid,
    scp: scopes.join(' '),
    sub: pairwise(account.oid, audience),
    tid: account.tenantId,
    upn: account.userPrincipalName,
    uti: opaque(16),
    ver: '1.0',
    wids: account.wids,
  };
}

export function idTokenClaims({ account, clientId, now }: UserToken, nonce: string | null): Claims {
  return {
    aud: clientId,
    iss: v2Issuer(account.tenantId),
    ...lifetime(now, TOKEN_SECONDS),
    ...identity(account, clientId),
    ...(nonce === null ? {} : { nonce }),
    ver: '2.0',
  };
}

/** The token that Teams hands to the tab: for our own API, version 2. */
export function ssoTokenClaims(account: Account, audience: string, now: Date): Claims {
  return {
    aud: audience,
    iss: v2Issuer(account.tenantId),
    ...lifetime(now, TOKEN_SECONDS),
    aio: opaque(24),
    azp: TEAMS_WEB_CLIENT,
    azpacr: '0',
    ...identity(account, audience),
    scp: 'access_as_user',
    ver: '2.0',
  };
}

/** `acct` (0 member, 1 guest) is an optional claim that the registration turns on; `idp` comes by itself with a guest. */
function identity(account: Account, clientId: string): Claims {
  return {
    acct: account.isGuest ? 1 : 0,
    ...(account.isGuest ? { idp: v1Issuer(HOME_OF_GUESTS) } : {}),
    name: account.name,
    oid: account.oid,
    preferred_username: account.userPrincipalName,
    rh: opaque(18),
    sub: pairwise(account.oid, clientId),
    tid: account.tenantId,
    uti: opaque(16),
    wids: account.wids,
  };
}

function lifetime(now: Date, seconds: number): Claims {
  const issued = Math.floor(now.getTime() / 1000);
  return { iat: issued, nbf: issued, exp: issued + seconds };
}

/** The same for one person and one application, and for nothing else. */
function pairwise(oid: string, application: string): string {
  return createHash('sha256').update(`${oid}:${application}`).digest('base64url');
}

export function opaque(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
