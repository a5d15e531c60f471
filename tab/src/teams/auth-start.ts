import { app } from '@microsoft/teams-js';
import { readPageFacts } from './page-facts.ts';

/** First page of the sign-in pop-up: on to Microsoft. The code that comes back is never redeemed (nobody keeps the verifier of its challenge): what counts is
 *  that the person has consented, so that Teams can give the token by itself. */
async function start(): Promise<void> {
  const { hostOrigins, signInClient, signInAuthority } = readPageFacts();
  await app.initialize([...hostOrigins]);
  const { user } = await app.getContext();
  const state = crypto.randomUUID();
  sessionStorage.setItem('rollcall.sign-in', state);
  const target = new URL(`/${user?.tenant?.id ?? 'organizations'}/oauth2/v2.0/authorize`, signInAuthority);
  target.search = new URLSearchParams({
    client_id: signInClient,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: new URL(`/tab/auth-end.html?clientId=${signInClient}`, window.location.origin).href,
    scope: new URLSearchParams(window.location.search).get('scope') ?? 'openid profile',
    login_hint: user?.loginHint ?? '',
    code_challenge: await challengeWithoutVerifier(),
    code_challenge_method: 'S256',
    state,
  }).toString();
  window.location.assign(target);
}

async function challengeWithoutVerifier(): Promise<string> {
  const verifier = crypto.getRandomValues(new Uint8Array(32));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', verifier));
  return btoa(String.fromCharCode(...hash))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

void start();
