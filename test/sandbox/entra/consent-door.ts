import { GLOBAL_ADMINISTRATOR } from '../desk/ids.ts';
import type { Person } from '../desk/desk-types.ts';
import type { SimReply, SimRequest } from '../routing.ts';
import type { Registration } from './client-proof.ts';
import type { ConsentBoard } from './consent.ts';
import { describe, failure, type OAuthFailure } from './oauth-error.ts';
import { chooserLinks, consentPage, errorPage } from './pages.ts';
import { type Account, admit, isTenantWord, type Registry, type Tenant } from './registry.ts';

export interface ConsentDoorParts {
  readonly desk: Registration;
  readonly consent: ConsentBoard;
  readonly registry: Registry;
  readonly people: readonly Person[];
}

interface ConsentRequest {
  readonly tenant: Tenant | null;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string | null;
}

const SCOPE = 'https://graph.microsoft.com/.default';

/** `GET`: the page with the permissions. Source: Entra docs, identity-platform/v2-admin-consent. */
export function showConsent(parts: ConsentDoorParts, request: SimRequest): SimReply {
  const asked = readConsentRequest(parts, request);
  if ('number' in asked) return html(400, errorPage(describe(asked)));
  const account = chosenAccount(parts.registry, request, null);
  const refused = account === null ? failure(50020, { name: 'unknown' }) : admit(account, asked.tenant);
  const chooser = chooserLinks(request.url, parts.people);
  if (account === null || refused !== null) {
    return html(400, errorPage(describe(refused ?? failure(50020))) + chooser);
  }
  const page = consentPage({
    account,
    tenantName: asked.tenant?.name ?? account.tenantId,
    action: request.url.pathname + request.url.search,
    isAdministrator: isAdministrator(account),
    chooser,
  });
  return html(200, page);
}

/** `POST`: a button of that page. Every answer but a broken request returns to the application. */
export function decideConsent(parts: ConsentDoorParts, request: SimRequest): SimReply {
  const asked = readConsentRequest(parts, request);
  if ('number' in asked) return html(400, errorPage(describe(asked)));
  const form = new URLSearchParams(request.body);
  const account = chosenAccount(parts.registry, request, form.get('person'));
  const refused = account === null ? failure(50020) : admit(account, asked.tenant);
  if (account === null || refused !== null) return html(400, errorPage(describe(refused ?? failure(50020))));

  const decision = form.get('decision');
  if (decision === 'cancel') return refuse(asked, { error: 'access_denied', error_subcode: 'cancel' });
  if (decision === 'decline') {
    return refuse(asked, { error: 'consent_required', error_description: describe(failure(65004)) });
  }
  if (decision !== 'accept') return html(400, errorPage(describe(failure(900144, { name: 'decision' }))));
  if (!isAdministrator(account)) {
    return refuse(asked, { error: 'access_denied', error_description: describe(failure(90094)) });
  }
  const tenantId = asked.tenant?.tenantId ?? account.tenantId;
  parts.consent.accept(tenantId);
  return backTo(asked, { admin_consent: 'True', tenant: tenantId, scope: asked.scope });
}

function readConsentRequest(parts: ConsentDoorParts, request: SimRequest): ConsentRequest | OAuthFailure {
  const word = request.params.tenant ?? '';
  const query = request.url.searchParams;
  const tenant = parts.registry.findTenant(word);
  // `common` cannot say whose organization is asked; `organizations` is the administrator's own.
  if (tenant === null && word.toLowerCase() !== 'organizations') {
    return isTenantWord(word) ? failure(50059) : failure(90002, { tenant: word });
  }
  for (const name of ['client_id', 'scope', 'redirect_uri']) {
    if (!query.get(name)) return failure(900144, { name });
  }
  const clientId = query.get('client_id') ?? '';
  if (clientId !== parts.desk.clientId) return failure(700016, { clientId, tenant: word });
  const scope = query.get('scope') ?? '';
  if (scope !== SCOPE) return failure(70011, { name: scope });
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!parts.desk.redirectUris.includes(redirectUri)) return failure(50011, { clientId, name: redirectUri });
  return { tenant, redirectUri, scope, state: query.get('state') };
}

/** A refusal says `admin_consent=True` as well: who reads that first believes the wrong thing. */
function refuse(asked: ConsentRequest, error: Readonly<Record<string, string>>): SimReply {
  const description = { error_description: 'The admin canceled the request' };
  return backTo(asked, { ...description, ...error, admin_consent: 'True' });
}

function backTo({ redirectUri, state }: ConsentRequest, answer: Readonly<Record<string, string>>): SimReply {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  if (state !== null) target.searchParams.set('state', state);
  return { status: 302, headers: { location: target.href, 'cache-control': 'no-store' } };
}

/** By form, query or cookie; the administrator when nobody is named. */
export function chosenAccount(registry: Registry, request: SimRequest, named: string | null): Account | null {
  const { searchParams } = request.url;
  const cookie = /(?:^|;\s*)sandbox_person=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  return registry.findAccount(named ?? searchParams.get('person') ?? cookie ?? 'admin');
}

function isAdministrator(account: Account): boolean {
  return account.wids.includes(GLOBAL_ADMINISTRATOR);
}

export function html(status: number, body: string): SimReply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body,
  };
}
