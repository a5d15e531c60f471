import { randomBytes } from 'node:crypto';
import type { Clock } from '#kernel/clock.ts';
import type { SimReply, SimRequest } from '../routing.ts';

export interface HaloApplication {
  readonly clientId: string;
  readonly clientSecret: string;
  /** What its agent may; `all` is everything. */
  readonly scopes: readonly string[];
}

export interface HaloSignIn {
  /** `POST /auth/token` */
  token(request: SimRequest): SimReply;
  /** Scopes of the request's bearer token; `null` for none, an unknown or an expired one. */
  scopesOf(request: SimRequest): readonly string[] | null;
  /** Every token given so far is worth nothing. */
  revokeAll(): void;
}

const LIFETIME_SECONDS = 3600;

/** HaloPSA's sign-in for applications: OAuth 2 client credentials with an opaque token. */
export function createHaloSignIn(application: HaloApplication, clock: Clock): HaloSignIn {
  const tokens = new Map<string, { readonly scopes: readonly string[]; readonly endsAt: number }>();

  function token(request: SimRequest): SimReply {
    if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')) {
      return refusal(400, 'invalid_request', 'The specified Content-Type header is not valid.');
    }
    const form = new URLSearchParams(request.body);
    const grant = form.get('grant_type');
    if (!grant) return refusal(400, 'invalid_request', "The mandatory 'grant_type' parameter is missing.");
    if (grant !== 'client_credentials') {
      return refusal(400, 'unsupported_grant_type', "The specified 'grant_type' is not supported.");
    }
    if (!form.get('client_id')) {
      return refusal(400, 'invalid_request', "The mandatory 'client_id' parameter is missing.");
    }
    const isKnown = form.get('client_id') === application.clientId;
    if (!isKnown) return refusal(400, 'invalid_client', "The specified 'client_id' is invalid.");
    if (form.get('client_secret') !== application.clientSecret) {
      return refusal(401, 'invalid_client', 'The specified client credentials are invalid.');
    }
    return issue((form.get('scope') ?? '').split(' ').filter((scope) => scope !== ''));
  }

  function issue(scopes: readonly string[]): SimReply {
    const isGranted = (scope: string): boolean =>
      application.scopes.includes('all') || application.scopes.includes(scope);
    if (scopes.length === 0 || !scopes.every((scope) => KNOWN_SCOPE.test(scope) && isGranted(scope))) {
      return refusal(400, 'invalid_scope', 'The specified scope is not valid.');
    }
    const accessToken = randomBytes(48).toString('base64url');
    tokens.set(accessToken, { scopes, endsAt: clock.now().getTime() + LIFETIME_SECONDS * 1000 });
    return {
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: {
        scope: scopes.join(' '),
        token_type: 'Bearer',
        access_token: accessToken,
        expires_in: LIFETIME_SECONDS,
      },
    };
  }

  return {
    token,
    scopesOf({ headers }) {
      const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
      const known = bearer === undefined ? undefined : tokens.get(bearer);
      return known !== undefined && known.endsAt > clock.now().getTime() ? known.scopes : null;
    },
    revokeAll: () => tokens.clear(),
  };
}

const KNOWN_SCOPE = /^(all|(read|edit):[a-z]+)$/;

function refusal(status: number, error: string, description: string): SimReply {
  return { status, body: { error, error_description: description } };
}
