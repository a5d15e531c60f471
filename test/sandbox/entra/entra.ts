import { randomUUID } from 'node:crypto';
import type { Clock } from '#kernel/clock.ts';
import { readControlBody } from '../control-doors.ts';
import type { Desk } from '../desk/desk-types.ts';
import { ControlInputError } from '../faults.ts';
import {
  type Refusal,
  type Route,
  type SimReply,
  type Simulator,
  type SimRequest,
  startSimulator,
} from '../simulator.ts';
import { authorize } from './authorize-door.ts';
import { contextsAskedFor } from './claims-challenge.ts';
import { checkClient, type Registration } from './client-proof.ts';
import { type ConsentBoard, type ConsentChange, type ConsentState, createConsentBoard } from './consent.ts';
import { decideConsent, showConsent } from './consent-door.ts';
import { createGrants } from './grants.ts';
import { type Claims, createSigningKeys } from './keys.ts';
import { AADSTS_NUMBERS, errorReply, failure, isFailure, type OAuthFailure } from './oauth-error.ts';
import { createRegistry, isTenantWord } from './registry.ts';
import { LOGIN, ssoTokenClaims, v2Issuer } from './tokens.ts';

export interface EntraOptions {
  readonly port: number;
  readonly desk: Desk;
  readonly app: {
    readonly clientId: string;
    readonly clientSecret: string;
    /** PEM of the certificate that may stand for the secret. */
    readonly certificate?: string;
    readonly redirectUris: readonly string[];
  };
  readonly bot: { readonly id: string; readonly password: string; readonly tenantId: string };
  /** `aud` of the tab's token. */
  readonly ssoAudience: string;
  readonly clock: Clock;
  /** State of the desk's consent at start and after a reset; `none` unless given. */
  readonly initialConsent?: ConsentState;
}

export interface Entra extends Simulator {
  /** Claims of a token that this Entra issued and that is in force; `null` for any other. */
  verifyAccessToken(token: string): Promise<Claims | null>;
  /** Signs exactly these claims with the current key. */
  signToken(claims: Claims): Promise<string>;
  /** The token that Teams would hand to the tab; `overrides` replace claims, `null` removes one. */
  ssoToken(person: string, overrides?: Readonly<Record<string, unknown>>): Promise<string>;
  readonly consent: ConsentBoard;
  /** The token endpoint answers this AADSTS error, `times` times or until reset. */
  failTokens(number: number, times?: number): void;
  rotateKeys(): Promise<void>;
}

interface ForcedError {
  readonly number: number;
  timesLeft: number;
}

/** A simulated Microsoft Entra: consent, sign-in, tokens, keys. */
export async function startEntra(options: EntraOptions): Promise<Entra> {
  const { desk, clock, app, bot } = options;
  const keys = await createSigningKeys(clock);
  const registry = createRegistry(desk);
  const initial = { [desk.tenantId]: options.initialConsent ?? 'none' };
  const consent = createConsentBoard(app.clientId, clock, initial);
  const grants = createGrants({ keys, consent, registry, clock, botTenantId: bot.tenantId });
  const people = Object.values(desk.people);
  const deskApp: Registration = {
    kind: 'desk',
    clientId: app.clientId,
    secret: app.clientSecret,
    certificate: app.certificate,
    redirectUris: app.redirectUris,
  };
  const registrations: readonly Registration[] = [
    deskApp,
    { kind: 'bot', clientId: bot.id, secret: bot.password, redirectUris: [] },
  ];
  const consentParts = { desk: deskApp, consent, registry, people };
  const authorizeParts = { registrations, registry, grants, people };
  let forced: ForcedError[] = [];
  let origin = '';

  async function token(request: SimRequest): Promise<SimReply> {
    const form = new URLSearchParams(request.body);
    const outcome = await redeem(request, form);
    const correlationId = request.headers['client-request-id']?.toString() ?? randomUUID();
    if (isFailure(outcome)) return errorReply(outcome, clock.now(), correlationId);
    return {
      status: 200,
      headers: { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
      body: outcome,
    };
  }

  async function redeem(
    request: SimRequest,
    form: URLSearchParams,
  ): Promise<Readonly<Record<string, unknown>> | OAuthFailure> {
    const tenantWord = request.params.tenant ?? '';
    const clientId = form.get('client_id') ?? '';
    const tenant = registry.findTenant(tenantWord);
    const spent = spendForced();
    if (spent !== null) return failure(spent, { clientId, tenant: tenantWord });
    if (tenant === null && !isTenantWord(tenantWord)) return failure(90002, { tenant: tenantWord });
    for (const name of ['grant_type', 'client_id']) {
      if (!form.get(name)) return failure(900144, { name });
    }
    const mine = registrations.filter((registration) => registration.clientId === clientId);
    if (mine.length === 0) return failure(700016, { clientId, tenant: tenant?.name ?? tenantWord });
    const addresses = [origin, LOGIN].flatMap((base) => [
      `${base}/${tenantWord}/oauth2/v2.0/token`,
      `${base}/${tenantWord}/v2.0`,
    ]);
    const unproven = await checkClient(mine, form, addresses, clock);
    return unproven ?? grants.redeem({ tenantWord, tenant, registrations: mine, form });
  }

  function spendForced(): number | null {
    const next = forced[0];
    if (next === undefined) return null;
    next.timesLeft -= 1;
    if (next.timesLeft <= 0) forced = forced.slice(1);
    return next.number;
  }

  function openIdConfiguration(request: SimRequest): SimReply {
    const word = request.params.tenant ?? '';
    const tenant = registry.findTenant(word);
    if (tenant === null && !isTenantWord(word)) {
      return errorReply(failure(90002, { tenant: word }), clock.now());
    }
    // Only the addresses are the sandbox's: issuers stay the real ones, so checks of them stay the real checks.
    const base = `${origin}/${word}`;
    return {
      status: 200,
      body: {
        token_endpoint: `${base}/oauth2/v2.0/token`,
        token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
        jwks_uri: `${base}/discovery/v2.0/keys`,
        response_modes_supported: ['query', 'fragment', 'form_post'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
        scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
        issuer: v2Issuer(tenant?.tenantId ?? '{tenantid}'),
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        end_session_endpoint: `${base}/oauth2/v2.0/logout`,
        tenant_region_scope: tenant === null ? null : 'EU',
        cloud_instance_name: 'microsoftonline.com',
      },
    };
  }

  function publishedKeys(request: SimRequest): SimReply {
    const word = request.params.tenant ?? '';
    if (registry.findTenant(word) === null && !isTenantWord(word)) {
      return errorReply(failure(90002, { tenant: word }), clock.now());
    }
    return { status: 200, headers: { 'cache-control': 'max-age=86400' }, body: keys.jwks() };
  }

  async function ssoToken(
    person: string,
    overrides: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const account = registry.findAccount(person);
    if (account === null)
      throw new ControlInputError('person', 'nobody in the sandbox has this key, name or id');
    const claims = { ...ssoTokenClaims(account, options.ssoAudience, clock.now()), ...overrides };
    return keys.sign(Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null)));
  }

  function failTokens(number: number, times = Number.POSITIVE_INFINITY): void {
    if (!AADSTS_NUMBERS.includes(number)) {
      throw new ControlInputError('code', `use one of ${AADSTS_NUMBERS.join(', ')}`);
    }
    if (!(times > 0)) throw new ControlInputError('times', 'must be above zero, or left out');
    forced.push({ number, timesLeft: times });
  }

  const controls: readonly Route[] = [
    control('/_sandbox/token', async (body) => {
      const { person = 'member', claims = {}, challenge = [] } = body;
      if (typeof person !== 'string') throw new ControlInputError('person', 'must be text');
      if (!isRecord(claims)) throw new ControlInputError('claims', 'must be an object');
      const acrs = contextsAskedFor(challenge);
      return { token: await ssoToken(person, { ...(acrs.length > 0 ? { acrs } : {}), ...claims }) };
    }),
    control('/_sandbox/consent', (body) => {
      const { tenantId = desk.tenantId, onAccept, ...change } = body;
      if (typeof tenantId !== 'string' || registry.findTenant(tenantId) === null) {
        throw new ControlInputError('tenantId', 'no such tenant');
      }
      // The board checks each field itself.
      if (onAccept !== undefined) consent.setAcceptOutcome(asChange(onAccept, 'onAccept'));
      if (change.state !== undefined || onAccept === undefined)
        consent.set(tenantId, asChange(change, 'state'));
      return { tenantId, state: consent.state(tenantId) };
    }),
    control('/_sandbox/token-errors', (body) => {
      const { code, times } = body;
      if (typeof code !== 'number') throw new ControlInputError('code', 'must be an AADSTS number');
      if (times !== undefined && typeof times !== 'number')
        throw new ControlInputError('times', 'must be a number');
      failTokens(code, times);
      return { forced: forced.length };
    }),
    control('/_sandbox/revoke-sessions', ({ person }) => {
      const account = registry.findAccount(typeof person === 'string' ? person : '');
      if (account === null)
        throw new ControlInputError('person', 'nobody in the sandbox has this key, name or id');
      return { revoked: grants.revokeSessions(account.oid) };
    }),
    control('/_sandbox/rotate-keys', async () => {
      await keys.rotate();
      return { keys: keys.jwks().keys.length };
    }),
    {
      method: 'GET',
      pattern: '/_sandbox/consent',
      name: 'read-consent',
      handle: () => ({
        status: 200,
        body: {
          states: Object.fromEntries(registry.tenants.map((t) => [t.tenantId, consent.state(t.tenantId)])),
        },
      }),
    },
  ];

  const simulator = await startSimulator({
    name: 'entra',
    port: options.port,
    clock,
    refuse: (refusal, request) => refuse(refusal, request, clock),
    headers: () => ({ 'x-ms-request-id': randomUUID(), 'strict-transport-security': 'max-age=31536000' }),
    onReset() {
      consent.reset();
      grants.reset();
      forced = [];
    },
    controls,
    routes: [
      route('GET', '/:tenant/v2.0/adminconsent', 'admin-consent', (request) =>
        showConsent(consentParts, request),
      ),
      route('POST', '/:tenant/v2.0/adminconsent', 'admin-consent-decision', (request) =>
        decideConsent(consentParts, request),
      ),
      route('GET', '/:tenant/oauth2/v2.0/authorize', 'authorize', (request) =>
        authorize(authorizeParts, request),
      ),
      route('POST', '/:tenant/oauth2/v2.0/token', 'token', token),
      route('GET', '/:tenant/discovery/v2.0/keys', 'keys', publishedKeys),
      route(
        'GET',
        '/:tenant/v2.0/.well-known/openid-configuration',
        'openid-configuration',
        openIdConfiguration,
      ),
    ],
  });
  origin = simulator.origin;
  return {
    ...simulator,
    verifyAccessToken: (text) => keys.verify(text),
    signToken: (claims) => keys.sign(claims),
    ssoToken,
    consent,
    failTokens,
    rotateKeys: () => keys.rotate(),
  };
}

function refuse({ status, reason }: Refusal, request: SimRequest, clock: Clock): SimReply {
  if (reason === 'unknown-path') return { status, body: '' };
  const { body } = errorReply(failure(status === 429 ? 90055 : 90033), clock.now());
  const error = status < 500 && status !== 429 ? 'invalid_request' : 'temporarily_unavailable';
  return { status, body: { ...(isRecord(body) ? body : {}), error, path: request.path } };
}

function route(method: string, pattern: string, name: string, handle: Route['handle']): Route {
  return { method, pattern, name, handle };
}

function control(pattern: string, act: (body: Readonly<Record<string, unknown>>) => unknown): Route {
  return {
    method: 'POST',
    pattern,
    name: pattern.slice('/_sandbox/'.length),
    handle: async (request) => ({ status: 200, body: await act(readControlBody(request)) }),
  };
}

function asChange(value: unknown, field: string): ConsentChange {
  if (!isRecord(value)) throw new ControlInputError(field, 'must be an object with a state');
  return value as unknown as ConsentChange; // each field is checked by the board
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
