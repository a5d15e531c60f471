import { decodeJwt } from 'jose';
import type { Entra } from '../entra/entra.ts';
import type { Claims } from '../entra/keys.ts';
import { GRAPH_AUDIENCE } from '../entra/tokens.ts';
import type { SimReply, SimRequest } from '../routing.ts';
import { graphError, requestDenied } from './graph-error.ts';

/** Who calls, as the token says. */
export interface GraphCaller {
  readonly tenantId: string;
  readonly permissions: ReadonlySet<string>;
}

/** The caller of a request, or the 401 that it gets. */
export async function authenticate(entra: Entra, request: SimRequest): Promise<GraphCaller | SimReply> {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return unauthenticated(request, 'Access token is empty.');
  const claims = await entra.verifyAccessToken(token);
  if (claims === null) return unauthenticated(request, whyInvalid(token, request.receivedAt));
  if (claims.aud !== GRAPH_AUDIENCE) {
    return unauthenticated(request, 'Access token validation failure. Invalid audience.');
  }
  const tenantId = text(claims.tid);
  if (claims.idtyp === 'app' && !entra.consent.isKnownToGraph(tenantId, text(claims.oid))) {
    const message = 'The identity of the calling application could not be established.';
    return graphError(request, 401, 'Authorization_IdentityNotFound', message);
  }
  return { tenantId, permissions: new Set(permissionsOf(claims)) };
}

/** Directory APIs say no more than that something is missing. `null`: allowed. */
export function requireDirectory(
  request: SimRequest,
  caller: GraphCaller,
  anyOf: readonly string[],
): SimReply | null {
  return anyOf.some((name) => caller.permissions.has(name)) ? null : requestDenied(request);
}

/** Teams APIs name what they want and what the token has. `null`: allowed. */
export function requireTeams(
  request: SimRequest,
  caller: GraphCaller,
  anyOf: readonly string[],
): SimReply | null {
  if (anyOf.some((name) => caller.permissions.has(name))) return null;
  if (caller.permissions.size === 0) {
    const message = 'Either scp or roles claim need to be present in the token.';
    return graphError(request, 403, 'Forbidden', message);
  }
  const wanted = anyOf.join(', ');
  const held = [...caller.permissions].join(', ');
  const message = `Missing role permissions on the request. API requires one of '${wanted}'. Roles on the request '${held}'.`;
  return graphError(request, 403, 'Forbidden', message);
}

function permissionsOf(claims: Claims): readonly string[] {
  const roles: readonly unknown[] = Array.isArray(claims.roles) ? claims.roles : [];
  return [...roles.map(text), ...text(claims.scp).split(' ')].filter(Boolean);
}

function whyInvalid(token: string, now: Date): string {
  try {
    const claims = decodeJwt(token);
    if (claims.aud !== GRAPH_AUDIENCE) return 'Access token validation failure. Invalid audience.';
    const isExpired = claims.exp !== undefined && claims.exp * 1000 <= now.getTime();
    return isExpired
      ? 'Lifetime validation failed, the token is expired.'
      : 'Access token validation failure. Invalid signature.';
  } catch {
    return 'CompactToken parsing failed with error code: 80049217';
  }
}

function unauthenticated(request: SimRequest, message: string): SimReply {
  return graphError(request, 401, 'InvalidAuthenticationToken', message);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
