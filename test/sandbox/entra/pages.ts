import type { Account } from './registry.ts';
import { REQUIRED_PERMISSIONS } from './consent.ts';

/** What an administrator sees: the permissions by name, and two ways on. `action` keeps the query of the request. */
export function consentPage(options: {
  readonly account: Account;
  readonly tenantName: string;
  readonly action: string;
  readonly isAdministrator: boolean;
  readonly chooser: string;
}): string {
  const { account, tenantName, action, isAdministrator, chooser } = options;
  const permissions = REQUIRED_PERMISSIONS.map(
    ({ name, says }) => `<li><b>${escapeHtml(says)}</b> <code>${escapeHtml(name)}</code></li>`,
  ).join('');
  const verdict = isAdministrator
    ? '<button name="decision" value="accept">Accept</button> <button name="decision" value="cancel">Cancel</button>'
    : '<p role="alert">Need admin approval: Rollcall needs permission to access resources in your organization that only an admin can grant.</p><button name="decision" value="cancel">Return to the application without granting consent</button>';
  return page(
    'Permissions requested',
    `<p>${escapeHtml(account.userPrincipalName)} · ${escapeHtml(tenantName)}</p>
<h1>Permissions requested</h1><h2>Review for your organization</h2><p><b>Rollcall</b></p>
<p>This app would like to:</p><ul>${permissions}<li><b>Sign in and read user profile</b> <code>openid profile</code></li></ul>
<form method="post" action="${escapeHtml(action)}"><input type="hidden" name="person" value="${escapeHtml(account.userPrincipalName)}">${verdict}</form>
${chooser}`,
  );
}

/** Links to the same address as somebody else. */
export function chooserLinks(
  url: URL,
  people: readonly { readonly key: string; readonly name: string }[],
): string {
  const links = people.map(({ key, name }) => {
    const query = new URLSearchParams(url.search);
    query.set('person', key);
    return `<li><a href="${escapeHtml(`${url.pathname}?${query.toString()}`)}">${escapeHtml(name)} (${escapeHtml(key)})</a></li>`;
  });
  return `<h2>Sign in as</h2><ul>${links.join('')}</ul>`;
}

export function chooserPage(chooser: string): string {
  return page('Pick an account', `<h1>Pick an account</h1>${chooser}`);
}

/** Entra's own error page: shown instead of a redirect where the address to return to cannot be believed. */
export function errorPage(text: string): string {
  return page(
    'Sign in',
    `<h1>Sorry, but we’re having trouble signing you in.</h1><p role="alert">${escapeHtml(text)}</p>`,
  );
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} (sandbox)</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui;max-width:34rem;margin:3rem auto;padding:0 1rem}code{color:#555}button{font:inherit;padding:.4rem 1rem}</style>
</head><body>${body}</body></html>`;
}
