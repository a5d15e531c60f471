import { app, authentication, pages } from '@microsoft/teams-js';
import { type Host, type HostContext, SignInError, type SignInFailure, type ThemeName } from './host.ts';
import { readPageFacts } from './page-facts.ts';

/** teams-js itself gives up after a minute; nobody waits that long for a page. */
const INITIALIZE_MS = 15_000;
const TOKEN_MS = 30_000;

/** The host around this page; `null` when there is none that speaks Teams. */
export async function connectHost(): Promise<Host | null> {
  if (window.parent === window) return null;
  const facts = readPageFacts();
  try {
    await within(INITIALIZE_MS, app.initialize([...facts.hostOrigins]));
    return createHost(toContext(await app.getContext()));
  } catch {
    return null;
  }
}

function createHost(context: HostContext): Host {
  return {
    context,
    onTheme: (listener) => app.registerOnThemeChangeHandler((theme) => listener(toTheme(theme))),
    async getToken(claims) {
      try {
        const request = claims === undefined ? {} : { claims: [claims], silent: false };
        return await within(TOKEN_MS, authentication.getAuthToken(request));
      } catch (cause) {
        throw toSignInError(cause);
      }
    },
    async signInInteractively() {
      const { signInByPopUp } = await import('./interactive-sign-in.ts');
      await signInByPopUp();
    },
    notifyLoaded: () => app.notifyAppLoaded(),
    notifyReady: () => void app.notifySuccess(),
    notifyFailed: (message) => app.notifyFailure({ reason: app.FailedReason.Other, message }),
    onBack(handler) {
      if (pages.backStack.isSupported()) pages.backStack.registerBackButtonHandler(handler);
    },
    returnFocus(forward) {
      if (!pages.isSupported()) return false;
      pages.returnFocus(
        forward ? pages.ReturnFocusType.NextLandmark : pages.ReturnFocusType.PreviousLandmark,
      );
      return true;
    },
    shareLink({ subPageId, label }) {
      if (!pages.isSupported()) return false;
      pages.shareDeepLink({ subPageId, subPageLabel: label });
      return true;
    },
    async openScreen(screen, subPageId) {
      if (!pages.currentApp.isSupported()) return false;
      await pages.currentApp.navigateTo({ pageId: screen, subPageId });
      return true;
    },
    async openChat(userPrincipalName) {
      await app.openLink(
        `https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(userPrincipalName)}`,
      );
    },
  };
}

function toContext({ app: { theme, locale }, page, user }: app.Context): HostContext {
  return {
    theme: toTheme(theme),
    locale: locale || 'en-GB',
    subPageId: page.subPageId ?? '',
    loginHint: user?.loginHint ?? '',
    tenantId: user?.tenant?.id ?? '',
  };
}

function toTheme(theme: string): ThemeName {
  return theme === 'dark' || theme === 'contrast' || theme === 'glass' ? theme : 'default';
}

/** Teams' words for a refused token (Teams docs: tab-sso-code; they are not a closed list). */
function toSignInError(cause: unknown): SignInError {
  const words = cause instanceof Error ? cause.message : String(cause);
  return new SignInError(reasonOf(words), 'Teams gave no sign-in token', { cause });
}

function reasonOf(words: string): SignInFailure {
  if (/timed out/i.test(words)) return 'no-answer';
  if (/cancel|closed/i.test(words)) return 'cancelled';
  return /consent|interaction|invalid_grant|resourceRequiresMfa/i.test(words) ? 'consent-needed' : 'refused';
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const limit = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('timed out')), milliseconds);
  });
  return Promise.race([work, limit]);
}
