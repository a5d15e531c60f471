import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type Keyboard, keyboardOf } from '../support/keyboard.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { type OpenTab, openTab } from '../support/tab-host.ts';

let sandbox: Sandbox;
let browser: Browser | NoBrowser;

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([
    startSandbox({ prepared: 'connected', consent: 'none' }),
    openBrowser(),
  ]);
}, 90_000);
afterAll(async () => {
  if (browser !== undefined && !isMissing(browser)) await browser.close();
  await sandbox.stop();
});

const says = (frame: Frame | Page, text: string | RegExp) => frame.getByText(text).first().waitFor();
const heading = (frame: Frame | Page, name: string | RegExp) =>
  frame.getByRole('heading', { name }).first().waitFor();
const stateOf = (frame: Frame, step: number): Promise<string | null> =>
  frame.getByRole('img', { name: new RegExp(`^Step ${step},`) }).getAttribute('aria-label');
const routeOf = (frame: Frame): Promise<string> => frame.evaluate<string>('location.hash');
const mapped = async (): Promise<readonly { readonly name: string; readonly source: string }[]> => {
  const { body } = await sandbox.api('/public-api/teams-availability/technicians?limit=500');
  const { technicians } = body as {
    technicians: readonly { name: string; mapping: { source: string } | null }[];
  };
  return technicians.flatMap(({ name, mapping }) => (mapping ? [{ name, source: mapping.source }] : []));
};

/** Loads the tab again and makes sure that the place is the same. */
async function comeBack(tab: OpenTab, stands: () => Promise<void>): Promise<void> {
  const before = await routeOf(tab.frame);
  await tab.reload();
  await stands();
  expect(await routeOf(tab.frame)).toBe(before);
}

async function press(keys: Keyboard, name: RegExp, key = 'Enter'): Promise<void> {
  await keys.tabTo(name);
  await keys.press(key);
}

/** Preview, from Setup. */
async function preview(tab: OpenTab, keys: Keyboard): Promise<void> {
  await press(keys, /^Preview auto-map$/);
  await heading(tab.frame, 'Review auto-map');
  await tab.frame.getByRole('button', { name: 'Cancel the review' }).waitFor();
}

describe('TAB-1, TAB-7: a desk is set up by keyboard alone', () => {
  it('consent → teams → preview → apply → undo → mapped by hand → a run leaves it; a reload at each step keeps the place', async (test) => {
    const tab = await openTab(sandbox, browserOrSkip(browser, test), {
      screen: 'admin',
      sub: 'setup',
      person: 'admin',
    });
    const { frame, page } = tab;
    const keys = keyboardOf(page, frame);

    // Consent, at Microsoft's page in a window of its own.
    const opening = page.context().waitForEvent('page');
    await press(keys, /^Open consent page/);
    const consent = await opening;
    await heading(consent, 'Permissions requested');
    await comeBack(tab, () => says(frame, 'Finish in the other window'));
    await consent.bringToFront();
    await press(keyboardOf(consent, consent), /^Accept$/);
    await heading(consent, 'Consent granted');
    await page.bringToFront();
    await says(frame, /All four permissions are there\./);
    await comeBack(tab, () => says(frame, /All four permissions are there\./));
    await expect.poll(() => stateOf(frame, 1)).toBe('Step 1, done');

    // Teams: the desk lives in one.
    await press(keys, /: Pick your teams$/);
    await frame.getByRole('group', { name: 'Pick your teams' }).getByRole('checkbox').first().waitFor();
    await press(keys, /^Service Desk/, 'Space');
    await press(keys, /^Save 1 team$/);
    await says(frame, 'The picked teams are saved.');
    await comeBack(tab, () => says(frame, /1 of \d+ teams picked\./));
    await expect.poll(() => stateOf(frame, 2)).toBe('Step 2, done');

    // Auto-map: looked at, applied, taken back.
    await preview(tab, keys);
    await comeBack(tab, () => frame.getByRole('button', { name: 'Cancel the review' }).waitFor());
    expect(await mapped()).toEqual([]);
    await press(keys, /^Apply \d+ changes$/);
    await says(frame, /\d+ applied, 0 cleared\./);
    await comeBack(tab, () => frame.getByRole('button', { name: 'Undo this run' }).waitFor());
    expect((await mapped()).length).toBeGreaterThan(5);
    await press(keys, /^Undo this run$/);
    await says(frame, 'This run was undone');
    await comeBack(tab, () => says(frame, 'This run was undone'));
    expect(await mapped()).toEqual([]);

    // By hand: Elena's PSA e-mail has no account.
    await press(keys, /^Technicians$/);
    await heading(frame, 'Technicians');
    await keys.tabTo(/^Find a technician$/);
    await keys.type('Elena');
    await frame.getByRole('link', { name: 'Edit mapping for Elena García' }).waitFor();
    await press(keys, /^Edit mapping for Elena García$/);
    const panel = frame.getByRole('dialog');
    await panel.getByRole('button', { name: 'Save' }).waitFor();
    await comeBack(tab, () => panel.getByRole('button', { name: 'Save' }).waitFor());
    await keys.tabTo(/^Sign-in name/);
    await keys.type('elena.garcia@harbourlane.example');
    await press(keys, /^Save$/);
    await says(frame, 'Elena García is mapped to elena.garcia@harbourlane.example.');
    expect(await mapped()).toEqual([{ name: 'Elena García', source: 'manual' }]);

    // Another run: everybody else, and hers stays as it is.
    await press(keys, /^Setup$/);
    await heading(frame, 'Setup');
    await preview(tab, keys);
    await says(frame, /\b1 kept\b/);
    await press(keys, /^Apply \d+ changes$/);
    await says(frame, /\d+ applied, 0 cleared\./);
    const after = await mapped();
    expect(after.length).toBeGreaterThan(5);
    expect(after.filter(({ source }) => source === 'manual')).toEqual([
      { name: 'Elena García', source: 'manual' },
    ]);
    await press(keys, /^Technicians$/);
    await keys.tabTo(/^Find a technician$/);
    await keys.type('Elena');
    const row = frame.getByRole('row').filter({ hasText: 'Elena García' });
    await expect.poll(() => row.innerText()).toContain('Manual');
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 150_000);
});
