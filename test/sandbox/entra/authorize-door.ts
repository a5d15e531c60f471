import type { SimReply, SimRequest } from '../routing.ts';
import type { Registration } from './client-proof.ts';
import { html } from './consent-door.ts';
import type { Grants } from './grants.ts';
import { describe, errorWord, failure, type OAuthFailure } from './oauth-error.ts';
import { chooserLinks, chooserPage, errorPage, escapeHtml } from './pages.ts';
import { type Account, admit, isTenantWord, type Registry, type Tenant } from './registry.ts';
import { opaque } from './tokens.ts';
import type { Person } from '../desk/desk-types.ts';

export interface AuthorizeParts {
  readonly registrations: readonly Registration[];
  readonly registry: Registry;
  readonly grants: Grants;
  readonly people: readonly Person[];
}

/** `GET /{tenant}/oauth2/v2.0/authorize`: the code flow for the person named by `login_hint` or `person`, else a choice. */
export function authorize(parts: AuthorizeParts, request: SimRequest): SimReply {
  const query = request.url.searchParams;
  const word = request.params.tenant ?? '';
  const tenant = parts.registry.findTenant(word);
  const broken = pageFault(parts, query, word, tenant);
  if (broken !== null) return html(400, errorPage(describe(broken)));

  const named = query.get('person') ?? query.get('login_hint');
  const chooser = chooserLinks(request.url, parts.people);
  if (named === null) {
    return query.get('prompt') === 'none'
      ? answer(query, { error: 'login_required' })
      : html(200, chooserPage(chooser));
  }
  const account = parts.registry.findAccount(named);
  if (account === null) return html(400, errorPage(describe(failure(50020, { name: named, tenant: word }))));
  const refused = admit(account, tenant);
  if (refused !== null) return html(400, errorPage(describe(refused)) + chooser);
  const fault = requestFault(query);
  if (fault !== null) {
    return answer(query, { error: errorWord(fault.number), error_description: describe(fault) });
  }
  return answer(query, { code: codeFor(parts, query, account, tenant), session_state: opaque(16) });
}

/** Faults after which no redirect can be believed. */
function pageFault(
  parts: AuthorizeParts,
  query: URLSearchParams,
  word: string,
  tenant: Tenant | null,
): OAuthFailure | null {
  if (tenant === null && !isTenantWord(word)) return failure(90002, { tenant: word });
  const clientId = query.get('client_id');
  if (!clientId) return failure(900144, { name: 'client_id' });
  const registration = parts.registrations.find(
    (known) => known.clientId === clientId && known.kind === 'desk',
  );
  if (registration === undefined) return failure(700016, { clientId, tenant: word });
  const redirectUri = query.get('redirect_uri') ?? '';
  return registration.redirectUris.includes(redirectUri)
    ? null
    : failure(50011, { clientId, name: redirectUri });
}

/** Faults that are told to the application. */
function requestFault(query: URLSearchParams): OAuthFailure | null {
  if (query.get('response_type') !== 'code') return failure(900144, { name: 'response_type' });
  if (!query.get('scope')) return failure(900144, { name: 'scope' });
  const hasChallenge = query.get('code_challenge') !== null;
  if (hasChallenge && query.get('code_challenge_method') !== 'S256') return failure(501481);
  return null;
}

function codeFor(
  { grants }: AuthorizeParts,
  query: URLSearchParams,
  account: Account,
  tenant: Tenant | null,
): string {
  return grants.issueCode({
    clientId: query.get('client_id') ?? '',
    tenantId: tenant?.tenantId ?? account.tenantId,
    account,
    redirectUri: query.get('redirect_uri') ?? '',
    scopes: (query.get('scope') ?? '').split(/\s+/).filter(Boolean),
    nonce: query.get('nonce'),
    challenge: query.get('code_challenge'),
  });
}

function answer(query: URLSearchParams, values: Readonly<Record<string, string>>): SimReply {
  const redirectUri = query.get('redirect_uri') ?? '';
  const state = query.get('state');
  const all = { ...values, ...(state === null ? {} : { state }) };
  if (query.get('response_mode') === 'form_post') return html(200, formPost(redirectUri, all));
  const target = new URL(redirectUri);
  if (query.get('response_mode') === 'fragment') target.hash = new URLSearchParams(all).toString();
  else for (const [name, value] of Object.entries(all)) target.searchParams.set(name, value);
  return { status: 302, headers: { location: target.href, 'cache-control': 'no-store' } };
}

function formPost(action: string, values: Readonly<Record<string, string>>): string {
  const fields = Object.entries(values).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<!doctype html><html><body onload="document.forms[0].submit()"><form method="post" action="${escapeHtml(action)}">${fields.join('')}<noscript><button>Continue</button></noscript></form></body></html>`;
}
