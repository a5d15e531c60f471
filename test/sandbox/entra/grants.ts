import { createHash } from 'node:crypto';
import type { Clock } from '#kernel/clock.ts';
import type { ConsentBoard } from './consent.ts';
import type { SigningKeys } from './keys.ts';
import { failure, type OAuthFailure } from './oauth-error.ts';
import {
  type Account,
  admit,
  BOT_FRAMEWORK_TENANT,
  isTenantWord,
  type Registry,
  type Tenant,
} from './registry.ts';
import {
  appTokenClaims,
  GRAPH_AUDIENCE,
  idTokenClaims,
  opaque,
  TOKEN_SECONDS,
  userTokenClaims,
} from './tokens.ts';
import { guidOf } from '../desk/ids.ts';
import type { Registration } from './client-proof.ts';

/** Services that every tenant has. Anything else answers AADSTS500011. */
const BOT_AUDIENCE = 'https://api.botframework.com';
const RESOURCES = [GRAPH_AUDIENCE, BOT_AUDIENCE, 'https://outlook.office365.com'];
const SIGN_IN_SCOPES = ['openid', 'profile', 'email', 'offline_access'];
const CODE_MINUTES = 10;
const REFRESH_DAYS = 90;

export interface IssuedCode {
  readonly clientId: string;
  readonly tenantId: string;
  readonly account: Account;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly expiresAt: Date;
  used: boolean;
}

interface RefreshToken {
  readonly clientId: string;
  readonly account: Account;
  readonly issuedAt: Date;
  revoked: boolean;
}

export interface TokenRequest {
  /** As it stands in the address. */
  readonly tenantWord: string;
  readonly tenant: Tenant | null;
  readonly registrations: readonly Registration[];
  readonly form: URLSearchParams;
}

export interface Grants {
  /** The token endpoint's success body, or what is wrong. The client has proven itself by then. */
  redeem(request: TokenRequest): Promise<Readonly<Record<string, unknown>> | OAuthFailure>;
  issueCode(code: Omit<IssuedCode, 'used' | 'expiresAt'>): string;
  /** Every refresh token of the person dies, as after `revokeSignInSessions`. */
  revokeSessions(oid: string): number;
  reset(): void;
}

interface GrantParts {
  readonly keys: SigningKeys;
  readonly consent: ConsentBoard;
  readonly registry: Registry;
  readonly clock: Clock;
  /** Where the bot's registration lives: there and at the Bot Framework it gets tokens, nowhere else. */
  readonly botTenantId: string;
}

export function createGrants({ keys, consent, registry, clock, botTenantId }: GrantParts): Grants {
  const codes = new Map<string, IssuedCode>();
  const refreshTokens = new Map<string, RefreshToken>();

  async function byClientCredentials({ tenantWord, tenant, registrations, form }: TokenRequest) {
    const clientId = form.get('client_id') ?? '';
    if (tenant === null)
      return isTenantWord(tenantWord) ? failure(50059) : failure(90002, { tenant: tenantWord });
    const audience = resourceOfDefaultScope(form.get('scope'));
    if (typeof audience !== 'string') return audience;
    if (!RESOURCES.includes(audience)) return failure(500011, { name: audience, tenant: tenant.name });
    const principal = principalFor(registrations, tenant.tenantId, audience);
    if ('number' in principal) return principal;
    const claims = appTokenClaims({
      ...principal,
      tenantId: tenant.tenantId,
      audience,
      clientId,
      now: clock.now(),
    });
    return { token_type: 'Bearer', ...lifetimes(), access_token: await keys.sign(claims) };
  }

  function principalFor(registrations: readonly Registration[], tenantId: string, audience: string) {
    const isDesk = registrations.some(({ kind }) => kind === 'desk');
    const isBot = registrations.some(({ kind }) => kind === 'bot');
    const clientId = registrations[0]?.clientId ?? '';
    if (isBot && (!isDesk || audience === BOT_AUDIENCE)) {
      const isHome = tenantId === botTenantId || tenantId === BOT_FRAMEWORK_TENANT.tenantId;
      if (!isHome) return failure(700016, { clientId, tenant: tenantId });
      return { principalId: guidOf(`bot-principal:${tenantId}:${clientId}`), roles: [] };
    }
    const roles = consent.rolesForToken(tenantId);
    if (roles === null) return failure(7000229, { clientId, tenant: tenantId });
    const isGraph = audience === GRAPH_AUDIENCE;
    return { principalId: consent.principalId(tenantId), roles: isGraph ? roles : [] };
  }

  async function byCode({ tenantWord, tenant, form }: TokenRequest) {
    const clientId = form.get('client_id') ?? '';
    for (const name of ['code', 'redirect_uri']) {
      if (!form.get(name)) return failure(900144, { name });
    }
    const code = codes.get(form.get('code') ?? '');
    if (code === undefined || code.clientId !== clientId) return failure(70000);
    if (code.used) return failure(54005);
    if (code.expiresAt <= clock.now()) return failure(70008);
    if (tenant === null && !isTenantWord(tenantWord)) return failure(90002, { tenant: tenantWord });
    if (tenant !== null && tenant.tenantId !== code.tenantId) return failure(700005);
    if (code.redirectUri !== form.get('redirect_uri')) {
      return failure(500112, { name: form.get('redirect_uri') ?? '' });
    }
    if (!isChallengeMet(code.challenge, form.get('code_verifier'))) return failure(501481);
    code.used = true;
    return tokensOf({ clientId, account: code.account, scopes: code.scopes, nonce: code.nonce, form });
  }

  async function byRefreshToken({ tenantWord, tenant, form }: TokenRequest) {
    const clientId = form.get('client_id') ?? '';
    const token = refreshTokens.get(form.get('refresh_token') ?? '');
    if (!form.get('refresh_token')) return failure(900144, { name: 'refresh_token' });
    if (token === undefined || token.clientId !== clientId) return failure(70000);
    if (token.revoked) return failure(50173);
    if (clock.now().getTime() - token.issuedAt.getTime() > REFRESH_DAYS * 86_400_000) return failure(700082);
    if (tenant === null && !isTenantWord(tenantWord)) return failure(90002, { tenant: tenantWord });
    const account = registry.findAccount(token.account.oid) ?? token.account;
    const refused = admit(account, tenant);
    if (refused !== null) return refused;
    const scopes = (form.get('scope') ?? 'openid').split(/\s+/).filter(Boolean);
    return tokensOf({ clientId, account, scopes: [...scopes, 'offline_access'], nonce: null, form });
  }

  async function tokensOf({ clientId, account, scopes, nonce, form }: UserGrant) {
    const resource = resourceOfUserScopes(scopes);
    if (typeof resource !== 'string') return resource;
    if (!RESOURCES.includes(resource)) return failure(500011, { name: resource, tenant: account.tenantId });
    const wanted = scopes.filter((scope) => !SIGN_IN_SCOPES.includes(scope));
    const consented = ['granted', 'partial'].includes(consent.state(account.tenantId));
    if (wanted.length > 0 && !consented) return failure(65001, { clientId });
    const now = clock.now();
    const names = scopes
      .map((scope) => scope.slice(scope.lastIndexOf('/') + 1))
      .filter((name) => name !== '.default');
    const user = { account, clientId, now };
    return {
      token_type: 'Bearer',
      scope: scopes.filter((scope) => scope !== 'offline_access').join(' '), // the scope asked for comes back, or MSAL loses the token
      ...lifetimes(),
      access_token: await keys.sign(userTokenClaims(user, resource, names)),
      ...(scopes.includes('offline_access')
        ? { refresh_token: issueRefreshToken(clientId, account, now) }
        : {}),
      ...(scopes.includes('openid') ? { id_token: await keys.sign(idTokenClaims(user, nonce)) } : {}),
      ...(form.get('client_info') === '1' ? { client_info: clientInfo(account) } : {}),
    };
  }

  function issueRefreshToken(clientId: string, account: Account, issuedAt: Date): string {
    const token = `1.A${opaque(48)}`;
    refreshTokens.set(token, { clientId, account, issuedAt, revoked: false });
    return token;
  }

  return {
    async redeem(request) {
      const grant = request.form.get('grant_type');
      if (grant === 'client_credentials') return byClientCredentials(request);
      if (grant === 'authorization_code') return byCode(request);
      if (grant === 'refresh_token') return byRefreshToken(request);
      return failure(70003, { name: grant ?? '' });
    },
    issueCode(code) {
      const text = `1.B${opaque(48)}`;
      const expiresAt = new Date(clock.now().getTime() + CODE_MINUTES * 60_000);
      codes.set(text, { ...code, expiresAt, used: false });
      return text;
    },
    revokeSessions(oid) {
      const mine = [...refreshTokens.values()].filter((token) => token.account.oid === oid);
      for (const token of mine) token.revoked = true;
      return mine.length;
    },
    reset() {
      codes.clear();
      refreshTokens.clear();
    },
  };
}

interface UserGrant {
  readonly clientId: string;
  readonly account: Account;
  readonly scopes: readonly string[];
  readonly nonce: string | null;
  readonly form: URLSearchParams;
}

function lifetimes() {
  return { expires_in: TOKEN_SECONDS, ext_expires_in: TOKEN_SECONDS };
}

/** The resource of `https://resource/.default`, the only scope of client credentials. */
function resourceOfDefaultScope(scope: string | null): string | OAuthFailure {
  if (!scope) return failure(900144, { name: 'scope' });
  const resource = /^(https:\/\/[^\s/]+)\/\.default$/.exec(scope)?.[1];
  return resource ?? failure(70011, { name: scope });
}

/** One resource per request; a scope without one is Graph's. */
function resourceOfUserScopes(scopes: readonly string[]): string | OAuthFailure {
  const resources = new Set<string>();
  for (const scope of scopes) {
    if (SIGN_IN_SCOPES.includes(scope)) continue;
    resources.add(scope.includes('/') ? scope.slice(0, scope.lastIndexOf('/')) : GRAPH_AUDIENCE);
  }
  if (resources.size > 1) return failure(70011, { name: scopes.join(' ') });
  return [...resources][0] ?? GRAPH_AUDIENCE;
}

function isChallengeMet(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return verifier === null;
  return (
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url') === challenge
  );
}

function clientInfo(account: Account): string {
  return Buffer.from(JSON.stringify({ uid: account.oid, utid: account.tenantId })).toString('base64url');
}
