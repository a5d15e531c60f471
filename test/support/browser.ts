import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { type PackagedChromium, unpackChromium } from './packaged-chromium.ts';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** `--no-sandbox`: tests and CI run as root, where the sandbox refuses to start.
 *  The background switches keep a closed network from being knocked at, many times a second. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--font-render-hinting=none',
];

export interface NoBrowser {
  /** One sentence for the person who reads the test run. */
  readonly skipped: string;
}

/** A headless Chromium: `$CHROMIUM`, an installed one, or the one inside the npm package `@sparticuz/chromium`.
 *  Where there is none it answers `{ skipped }`; under `CI=true` it throws instead, because a browser test that
 *  nobody ran proves nothing. The caller closes the browser. */
export async function openBrowser(): Promise<Browser | NoBrowser> {
  try {
    return await launch();
  } catch (error) {
    const skipped = `no Chromium could be started (${firstLine(error)}); install one, or name it in CHROMIUM`;
    if (process.env['CI'] === 'true') throw new Error(skipped, { cause: error });
    return { skipped };
  }
}

export function isMissing(browser: Browser | NoBrowser): browser is NoBrowser {
  return 'skipped' in browser;
}

/** For the top of a test: the browser, or the test ends here as skipped with the reason. */
export function browserOrSkip(browser: Browser | NoBrowser, test: { skip(note: string): never }): Browser {
  return isMissing(browser) ? test.skip(browser.skipped) : browser;
}

async function launch(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return await chromium.launch({
    executablePath,
    args: ARGS,
    env: { ...plainEnv(), ...env },
    timeout: 60_000,
  });
}

async function findChromium(): Promise<PackagedChromium> {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM names ${named}, which is not there`);
    return { executablePath: named, env: {} };
  }
  const installed = INSTALLED.find((path) => existsSync(path));
  return installed === undefined ? await unpackChromium() : { executablePath: installed, env: {} };
}

function plainEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
