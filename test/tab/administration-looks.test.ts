import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import {
  expectAccessible,
  expectNoOverflow,
  forEachLook,
  nameOf,
  screenshot,
} from '../support/tab-checks.ts';
import { openTab } from '../support/tab-host.ts';

let sandbox: Sandbox;
let browser: Browser | NoBrowser;

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox({ prepared: 'mapped' }), openBrowser()]);
}, 90_000);
afterAll(async () => {
  if (browser !== undefined && !isMissing(browser)) await browser.close();
  await sandbox.stop();
});

/** German, because its words are the longer ones; with what is folded away unfolded. */
const PAGES = [
  ['access', 'Zugriff', 'Durch die Konfiguration: hier nicht änderbar'],
  ['keys', 'API-Schlüssel', 'Verfügbarkeit lesen'],
  ['settings', 'Einstellungen', 'Mindestens in Schicht'],
  ['health', 'Zustand', 'Alle vier Leseberechtigungen sind erteilt.'],
  ['audit', 'Protokoll', 'HaloPSA verbunden'],
  ['data', 'Daten', 'Wer im Desk welche Rolle hat.'],
] as const;

it.for(PAGES)(
  'TAB-7: the page %s is whole and accessible in every theme and width, in German',
  { timeout: 120_000 },
  async ([sub, title, words], test) => {
    const tab = await openTab(sandbox, browserOrSkip(browser, test), {
      screen: 'admin',
      sub,
      locale: 'de-DE',
    });
    tab.page.setDefaultTimeout(10_000);
    const { frame } = tab;
    await frame.getByRole('heading', { level: 1, name: title }).waitFor();
    await frame.getByText(words).first().waitFor();
    await frame.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    for (const summary of (await frame.locator('summary').all()).slice(0, 3)) await summary.click();
    await forEachLook(tab, async (look) => {
      await screenshot(tab, `administration/${sub} ${nameOf(look)}`);
      await expectNoOverflow(frame);
      // With forced colours it is the system that draws; axe would judge the colours that it did not use.
      if (!look.forcedColors) await expectAccessible(frame);
    });
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  },
);
