import type { Browser, Frame, Page } from 'playwright-core';
import type { PersonKey } from '../sandbox/desk/desk-types.ts';

export type HostTheme = 'default' | 'dark' | 'contrast';
export type TabWidth = 280 | 320 | 640 | 1024 | 'full';
/** What becomes of `getAuthToken`; the words of the host page's address. */
export type SignInMode =
  | 'ok'
  | 'consent-required'
  | 'cancelled'
  | 'no-second-factor'
  | 'no-answer'
  | 'expired'
  | 'wrong-audience'
  | 'graph-token'
  | 'other-tenant'
  | 'forged';

export interface OpenTabOptions {
  /** `admin` unless said. */
  readonly person?: PersonKey;
  /** `board` unless said. */
  readonly screen?: 'board' | 'dispatch' | 'admin';
  /** The part of the screen: `setup`, `technicians/…`. */
  readonly sub?: string;
  readonly theme?: HostTheme;
  /** Of the tab itself; `full` (1280 px) unless said. */
  readonly width?: TabWidth;
  /** `en-US` unless said; the browser speaks the same. */
  readonly locale?: string;
  /** IANA name; `Europe/Berlin` unless said. */
  readonly zone?: string;
  readonly forcedColors?: boolean;
  readonly signIn?: SignInMode;
  /** `false` for a tab that is not expected to tell its host how it fared. */
  readonly awaitNotice?: boolean;
}

/** What the tab told its host about itself (`appInitialization.*`), oldest first, since it was loaded last. */
export interface Notice {
  readonly what: 'appLoaded' | 'success' | 'failure' | 'expectedFailure';
  readonly args: readonly unknown[];
}

export interface HostCall {
  readonly func: string;
  readonly args: readonly unknown[];
  readonly speaker: 'tab' | 'pop-up';
}

export interface OpenTab {
  /** The host page, with the pickers of a person who tries the sandbox. */
  readonly page: Page;
  /** The tab inside it. It stays the same when the tab is loaded again. */
  readonly frame: Frame;
  setTheme(theme: HostTheme): Promise<void>;
  setWidth(width: TabWidth): Promise<void>;
  setForcedColors(on: boolean): Promise<void>;
  setSignIn(mode: SignInMode): Promise<void>;
  /** Another person signs in; the tab is loaded again. */
  setPerson(person: PersonKey): Promise<void>;
  /** Loads the tab again, as a person who comes back to it. */
  reload(): Promise<void>;
  notified(): Promise<readonly Notice[]>;
  /** What the tab asked of its host, oldest first. */
  calls(): Promise<readonly HostCall[]>;
  /** Links that the tab gave to share. */
  shared(): Promise<readonly { readonly label: string; readonly link: string; readonly here: string }[]>;
  /** Errors of console and scripts, and addresses outside of this machine that were asked for. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

const FULL_WIDTH = 1280;
const HEIGHT = 1000;
/** teams-js asks for its list of hosts as soon as it is imported; without an answer it takes the one that it brings along. */
const HOST_LIST = 'https://res.cdn.office.net/teams-js/validDomains/json/validDomains.json';

/** Opens the tab inside the page that plays Teams, as `person` sees it, and waits until it has told how it fared. `where`: a sandbox, or what
 *  `endpoints.json` says of a running one. Close it before the browser. */
export async function openTab(
  where: { readonly tabHost: string },
  browser: Browser,
  options: OpenTabOptions = {},
): Promise<OpenTab> {
  const { locale = 'en-US', zone = 'Europe/Berlin', width = 'full', awaitNotice = true } = options;
  const context = await browser.newContext({
    viewport: { width: FULL_WIDTH, height: HEIGHT },
    locale,
    timezoneId: zone,
    forcedColors: options.forcedColors === true ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
  const complaints: string[] = [];
  await context.route(isOutside, async (route) => {
    const address = route.request().url();
    if (address === HOST_LIST) {
      const json = { validOrigins: ['teams.microsoft.com'] };
      return route.fulfill({ json, headers: { 'access-control-allow-origin': '*' } });
    }
    complaints.push(`asked for ${address}`);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('console', (line) => (line.type() === 'error' ? complaints.push(line.text()) : null));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(addressOf(where.tabHost, { ...options, locale, width }));
  const frame = await frameOf(page);

  async function settled(): Promise<void> {
    if (awaitNotice) await page.waitForSelector(`iframe#tab[data-notified]`, { timeout: 20_000 });
  }
  async function pick(label: string, value: string): Promise<void> {
    await page.getByRole('combobox', { name: label, exact: true }).selectOption(value);
  }
  await settled();

  return {
    page,
    frame,
    setTheme: (theme) => pick('Theme', theme),
    setWidth: (wanted) => pick('Width', String(wanted)),
    setForcedColors: (on) => page.emulateMedia({ forcedColors: on ? 'active' : 'none' }),
    setSignIn: (mode) => pick('Sign-in', mode),
    async setPerson(person) {
      await pick('Person', person);
      await settled();
    },
    async reload() {
      await page.getByRole('button', { name: 'Reload the tab' }).click();
      await settled();
    },
    notified: () => page.evaluate<readonly Notice[]>('tabHost.notified'),
    calls: () => page.evaluate<readonly HostCall[]>('tabHost.calls'),
    shared: () => page.evaluate('tabHost.shared'),
    complaints: () => complaints,
    close: () => context.close(),
  };
}

function isOutside(url: URL): boolean {
  return url.protocol.startsWith('http') && !['127.0.0.1', 'localhost'].includes(url.hostname);
}

function addressOf(
  tabHost: string,
  {
    person = 'admin',
    screen = 'board',
    sub = '',
    theme = 'default',
    width,
    locale,
    signIn = 'ok',
  }: OpenTabOptions,
): string {
  const query = new URLSearchParams({
    person,
    screen,
    sub,
    theme,
    width: String(width),
    locale: locale ?? '',
    signin: signIn,
    panel: 'closed',
  });
  return `${tabHost}/host?${query.toString()}`;
}

async function frameOf(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe#tab');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('the host page has no frame for the tab');
  return frame;
}
