import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatchDesk } from '../behaviour/dispatch-desk.ts';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow } from '../support/tab-checks.ts';
import { type HostTheme, type OpenTab, openTab, type TabWidth } from '../support/tab-host.ts';

/** Every theme, the table's and the list's form of a page, and the widths between. Colours do not change with the width: axe looks at each
 *  theme and form once, the layout is measured everywhere. */
const LOOKS: readonly (readonly [HostTheme, TabWidth, 'axe' | 'layout'])[] = [
  ['default', 1024, 'axe'],
  ['contrast', 1024, 'axe'],
  ['contrast', 320, 'layout'],
  ['dark', 320, 'axe'],
  ['default', 320, 'axe'],
  ['default', 280, 'layout'],
  ['default', 640, 'layout'],
];

/** Places that no navigation leads to, by screen; `%` is a technician's id, `$` a decision's. */
const DEEPER = {
  board: ['t/%'],
  dispatch: ['', 'd/$', 'ticket/4711'],
  admin: ['technicians/%', 'workflows/new'],
} as const;

let sandbox: Sandbox;
let browser: Browser | NoBrowser;
let decisionId: string;

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox(), openBrowser()]);
  ({ decisionId } = (await dispatchDesk(sandbox).dispatch('4711', 'suggest')).decision);
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
  for (const summary of (await tab.frame.locator('summary').all()).slice(0, 3)) await summary.click();
  for (const [theme, width, look] of LOOKS) {
    await tab.setTheme(theme);
    await tab.setWidth(width);
    await settled(tab.frame);
    try {
      await expectNoOverflow(tab.frame);
      if (look === 'axe') await expectAccessible(tab.frame);
    } catch (cause) {
      if (cause instanceof Error) cause.message = `${path}, ${theme} at ${width} px: ${cause.message}`;
      throw cause;
    }
  }
  // With forced colours the system draws; axe would judge colours that it did not use.
  await tab.setForcedColors(true);
  await expectNoOverflow(tab.frame);
  await tab.setForcedColors(false);
}

/** Every address of the navigation, as it stands in the tab. */
async function placesOf(frame: Frame): Promise<readonly string[]> {
  const links = frame.getByRole('navigation').getByRole('link');
  const hrefs: string[] = [];
  for (const link of await links.all()) hrefs.push((await link.getAttribute('href')) ?? '');
  return hrefs.map((href) => href.replace(/^#\//, ''));
}

describe('TAB-7: every screen, in all themes, from 280 px to wide', () => {
  it.each(['board', 'dispatch', 'admin'] as const)(
    '%s: nothing that axe finds against WCAG 2.1 AA, no sideways scrolling, no text cut off',
    async (screen, test) => {
      const tab = await openTab(sandbox, browserOrSkip(browser, test as never), {
        screen,
        person: 'admin',
        // German, because its words are the longer ones.
        locale: 'de-DE',
      });
      await settled(tab.frame);
      const someone = sandbox.world.desk.agents.find(({ name }) => name === 'Aisha Khan');
      const deeper = DEEPER[screen].map((path) =>
        path.replace('%', String(someone?.id)).replace('$', decisionId),
      );
      const places = [...(await placesOf(tab.frame)), ...deeper];
      expect(places.length).toBeGreaterThanOrEqual({ board: 3, dispatch: 2, admin: 9 }[screen]);
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
