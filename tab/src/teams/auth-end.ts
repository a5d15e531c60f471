import { app, authentication } from '@microsoft/teams-js';
import { readPageFacts } from './page-facts.ts';

/** Last page of the sign-in pop-up: tells the tab how it ended, and keeps nothing. */
async function end(): Promise<void> {
  await app.initialize([...readPageFacts().hostOrigins]);
  const answer = new URLSearchParams(window.location.hash.slice(1));
  window.history.replaceState(null, '', window.location.pathname);
  const isOurs = answer.get('state') === sessionStorage.getItem('rollcall.sign-in');
  sessionStorage.removeItem('rollcall.sign-in');
  if (isOurs && answer.has('code')) {
    // The shape that @microsoft/teamsfx reads; empty, because no token passes through here.
    authentication.notifySuccess(JSON.stringify({ sessionStorage: {} }));
    return;
  }
  authentication.notifyFailure(answer.get('error') ?? 'state_mismatch');
}

void end();
