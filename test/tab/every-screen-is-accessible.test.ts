import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow } from '../support/tab-checks.ts';
import { type HostTheme, type OpenTab, openTab, type TabWidth } from '../support/tab-host.ts';

/** Every theme at a phone's and at a desktop's width, and one theme at the widths between. */
const LOOKS: readonly (readonly [HostTheme, TabWidth])[] = [
  ['default', 1024],
  ['dark', 1024],
  ['contrast', 1024],
  ['contrast', 320],
  ['dark', 320],
  ['default', 320],
  ['default', 280],
  ['default', 640],
];

/** Places that no navigation leads to, by screen; `%` is a technician's id. */
const DEEPER = {
  board: ['t/%'],
  admin: ['technicians/%', 'workflows/new'],
} as const;

let sandbox: Sandbox;
let browser: Browser | NoBrowser;

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox(), openBrowser()]);
}, 90_000);
afterAll(async () => {
  if (browser !== undefined && !isMissing(browser)) await browser.close();
  await sandbox.stop();
});

/** Nothing is being loaded any more. */
async function settled(frame: Frame): Promise<void> {
  await frame.getByRole('heading').first().waitFor();
  await expect.poll(() => frame.locator('[aria-busy="true"]').count(), { timeout: 15_000 }).toBe(0);
}

async function inEveryLook(tab: OpenTab, path: string): Promise<void> {
  for (const [theme, width] of LOOKS) {
    await tab.setTheme(theme);
    await tab.setWidth(width);
    await settled(tab.frame);
    try {
      await expectNoOverflow(tab.frame);
      await expectAccessible(tab.frame);
    } catch (cause) {
      if (cause instanceof Error) cause.message = `${path}, ${theme} at ${width} px: ${cause.message}`;
      throw cause;
    }
  }
}

/** Every address of the navigation, as it stands in the tab. */
async function placesOf(frame: Frame): Promise<readonly string[]> {
  const links = frame.getByRole('navigation').getByRole('link');
  const hrefs: string[] = [];
  for (const link of await links.all()) hrefs.push((await link.getAttribute('href')) ?? '');
  return hrefs.map((href) => href.replace(/^#\//, ''));
}

describe('TAB-7: every screen, in all themes, from 280 px to wide', () => {
  it.each(['board', 'admin'] as const)(
    '%s: nothing that axe finds against WCAG 2.1 AA, no sideways scrolling, no text cut off',
    async (screen, test) => {
      const tab = await openTab(sandbox, browserOrSkip(browser, test as never), { screen, person: 'admin' });
      await settled(tab.frame);
      const someone = sandbox.world.desk.agents.find(({ name }) => name === 'Aisha Khan');
      const deeper = DEEPER[screen].map((path) => path.replace('%', String(someone?.id)));
      const places = [...(await placesOf(tab.frame)), ...deeper];
      expect(places.length).toBeGreaterThan(screen === 'board' ? 2 : 8);
      for (const path of places) {
        await tab.frame.evaluate(`location.hash = ${JSON.stringify(`#/${path}`)}`);
        await settled(tab.frame);
        await inEveryLook(tab, `${screen}/${path}`);
      }
      expect(tab.complaints()).toEqual([]);

      // AV-7: what the browser keeps is the place, and nothing of anybody.
      const kept = await tab.frame.evaluate<string>(
        'JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), sessionStorage["rollcall.place"]])',
      );
      const [local, session, place] = JSON.parse(kept) as [string[], string[], string];
      expect(local).toEqual([]);
      expect(session).toEqual(['rollcall.place']);
      expect(Object.keys(JSON.parse(place) as object)).toEqual(['screen', 'opened', 'hash', 'at']);
      expect(await tab.frame.evaluate('document.cookie')).toBe('');
      await tab.close();
    },
    300_000,
  );
});
