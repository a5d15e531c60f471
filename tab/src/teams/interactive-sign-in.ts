import { TeamsUserCredential } from '@microsoft/teamsfx';
import { SignInError } from './host.ts';
import { readPageFacts } from './page-facts.ts';

/** Opens Microsoft's sign-in in a pop-up, for the consent or second factor that silent sign-on asked for. Afterwards Teams gives the token itself: nothing of
 *  the pop-up's is kept. In a file of its own, because the package behind it is large and few people ever need it. Throws `SignInError`. */
export async function signInByPopUp(): Promise<void> {
  const { signInClient } = readPageFacts();
  const credential = new TeamsUserCredential({
    clientId: signInClient,
    initiateLoginEndpoint: new URL('/tab/auth-start.html', window.location.origin).href,
  });
  try {
    await credential.login(['openid', 'profile', `${signInClient}/access_as_user`]);
  } catch (cause) {
    throw new SignInError('cancelled', 'the sign-in pop-up ended without a sign-in', { cause });
  }
}
