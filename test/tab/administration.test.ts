import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type ApiAnswer, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, screenshot } from '../support/tab-checks.ts';
import { openTab, type OpenTab, type OpenTabOptions } from '../support/tab-host.ts';

let sandbox: Sandbox;
let browser: Browser | NoBrowser;

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox({ prepared: 'mapped' }), openBrowser()]);
}, 90_000);
afterAll(async () => {
  if (browser !== undefined && !isMissing(browser)) await browser.close();
  await sandbox.stop();
});

async function open(test: TestContext, sub: string, options: OpenTabOptions = {}): Promise<OpenTab> {
  const tab = await openTab(sandbox, browserOrSkip(browser, test), { screen: 'admin', sub, ...options });
  // Everything here is on this machine: what does not come soon does not come.
  tab.page.setDefaultTimeout(10_000);
  return tab;
}

/** What another admin does meanwhile. */
async function asAdmin(
  path: string,
  init: { readonly method?: string; readonly json?: unknown } = {},
): Promise<ApiAnswer> {
  const token = await sandbox.ssoToken('admin');
  return sandbox.api(`/api/${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
}

const button = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name });
const says = (frame: Frame, text: string | RegExp) => frame.getByText(text).first().waitFor();
const notice = (frame: Frame) => frame.getByRole('status');
const person = (key: 'admin' | 'lead' | 'dispatcher' | 'member') => sandbox.world.desk.people[key];

describe('TAB-6: the set-up check', () => {
  // First of all: presence that was read a moment ago would still be good.
  it('says what is broken, who mends it, and is run again', async (test) => {
    sandbox.consent('revoked');
    const tab = await open(test, 'health');
    const { frame } = tab;
    await says(frame, 'Something needs mending.');
    const consent = frame.getByRole('listitem').filter({ hasText: 'Microsoft consent' });
    await consent.getByText('Broken').waitFor();
    await consent.getByRole('link', { name: 'Open Setup' }).waitFor();
    await expectAccessible(frame);
    await screenshot(tab, 'administration/health-broken');
    sandbox.consent('granted');
    await button(frame, 'Run again').click();
    await consent.getByText('All four read-only permissions are granted.').waitFor({ timeout: 20_000 });
    await says(frame, /^Version \d/);
    await frame.getByRole('link', { name: 'What is stored' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Data' }).waitFor();
    await tab.close();
  }, 90_000);
});

describe('settings', () => {
  const zone = (frame: Frame) => frame.getByRole('combobox', { name: 'Time zone' });

  it('two changes are counted, saved together and taken back together', async (test) => {
    const tab = await open(test, 'settings');
    const { frame } = tab;
    await zone(frame).fill('Asia/Tokyo');
    await frame.getByRole('textbox', { name: 'People on shift at least' }).fill('3');
    await says(frame, '2 unsaved changes');
    await button(frame, 'Save').click();
    await notice(frame).getByText('Saved: Time zone and People on shift at least.').waitFor();
    expect(await zone(frame).inputValue()).toBe('Asia/Tokyo');
    await expectAccessible(frame);
    await notice(frame).getByRole('button', { name: 'Undo' }).click();
    await notice(frame).getByText('Back as before: Time zone and People on shift at least.').waitFor();
    expect(await zone(frame).inputValue()).toBe('Europe/London');
    expect(await frame.getByRole('textbox', { name: 'People on shift at least' }).inputValue()).toBe('1');
    await tab.close();
  }, 60_000);

  it('what cannot be used is told at its field, by the program or by the server', async (test) => {
    const tab = await open(test, 'settings');
    const { frame } = tab;
    const hours = frame.getByRole('textbox', { name: 'Look ahead for shifts' });
    await hours.fill('0');
    await button(frame, 'Save').click();
    await says(frame, 'Write a whole number from 1 to 336.');
    expect(await hours.getAttribute('aria-invalid')).toBe('true');
    await button(frame, 'Discard').click();
    await zone(frame).fill('Mars/Olympus');
    await button(frame, 'Save').click();
    await says(frame, 'This is no time zone.');
    expect(await zone(frame).getAttribute('aria-invalid')).toBe('true');
    await expectAccessible(frame);
    await screenshot(tab, 'administration/settings-fault');
    await tab.close();
  }, 60_000);

  it('what somebody else saved meanwhile is told with both values, and the choice', async (test) => {
    const tab = await open(test, 'settings');
    const { frame } = tab;
    await zone(frame).fill('Asia/Tokyo');
    const { settings } = (await asAdmin('settings')).body as {
      readonly settings: readonly { readonly key: string; readonly version: number }[];
    };
    const expectedVersion = settings.find(({ key }) => key === 'desk.zone')?.version;
    const json = { value: 'Europe/Paris', expectedVersion };
    expect((await asAdmin('settings/desk.zone', { method: 'PUT', json })).status).toBe(200);
    await button(frame, 'Save').click();
    await says(frame, '“Time zone” is Europe/Paris by now. Yours is not saved.');
    await screenshot(tab, 'administration/settings-conflict');
    await button(frame, 'Save Asia/Tokyo').click();
    await notice(frame).getByText('Saved: Time zone.').waitFor();
    await button(frame, 'Time zone: back to default (UTC)').click();
    await notice(frame).getByText('Saved: Time zone.').waitFor();
    await zone(frame).and(frame.locator('[value="UTC"]')).waitFor();
    await tab.close();
  }, 60_000);

  it('teams are named, and chosen in Setup', async (test) => {
    const tab = await open(test, 'settings');
    await tab.frame.getByRole('link', { name: 'Rota teams: choose in Setup' }).click();
    await tab.frame.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Settings' }).waitFor();
    await tab.close();
  }, 60_000);
});

describe('DATA-2: the audit trail', () => {
  it('is filtered, opened, paged and exported', async (test) => {
    for (let number = 1; number <= 52; number++) {
      await asAdmin('keys', { method: 'POST', json: { name: `=key ${number}`, scopes: ['mapping:read'] } });
    }
    const tab = await open(test, 'audit');
    const { frame } = tab;
    const entries = frame.getByRole('list', { name: 'Audit trail' }).locator('> li');
    await says(frame, 'The 50 newest entries');
    expect(await entries.count()).toBe(50);
    await button(frame, 'Show 50 more').click();
    await says(frame, /^\d+ entries, no older ones$/);
    await expect
      .poll(() => frame.evaluate<string>('document.activeElement.textContent'))
      .toMatch(/no older ones$/);

    await frame.getByRole('combobox', { name: 'Show' }).selectOption('role');
    await says(frame, `Gave ${person('lead').name} the role lead`);
    const granted = entries.filter({ hasText: `Gave ${person('lead').name} the role lead` }).last();
    await granted.getByText('Before and after').click();
    await granted.getByText('"role": "lead"').waitFor();
    await expectAccessible(frame);
    await frame.getByRole('combobox', { name: 'Show' }).selectOption('desk');
    await says(frame, 'No entry of this kind');
    await button(frame, 'Show everything').click();
    await says(frame, 'The 50 newest entries');

    const [download] = await Promise.all([
      tab.page.waitForEvent('download'),
      button(frame, 'Export as CSV').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^rollcall-audit-\d{4}-\d\d-\d\d\.csv$/);
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 90_000);
});

describe('DATA-1: what is stored', () => {
  it('begins with what never is, and tells every table in words', async (test) => {
    const tab = await open(test, 'data', { person: 'member' });
    const { frame } = tab;
    await says(frame, 'Presence and shifts are never stored');
    const roles = frame.getByRole('region', { name: 'Roles' });
    await roles.getByText(/^\d+ people$/).waitFor();
    await roles.getByText('Columns', { exact: true }).click();
    await roles.getByRole('cell', { name: 'Entra object id of the user' }).waitFor();
    await expectAccessible(frame);
    await tab.close();
  }, 60_000);
});

it('REL-1: a server that is gone is told, and the page comes back by itself when asked again', async (test) => {
  const tab = await open(test, 'health');
  const { frame } = tab;
  await button(frame, 'Run again').waitFor();
  await frame.getByRole('listitem').first().waitFor();
  await tab.page.route('**/api/health', (route) => route.abort());
  await button(frame, 'Run again').click();
  await says(frame, 'The service isn’t answering');
  await says(frame, /Shown as of/);
  await tab.page.unroute('**/api/health');
  await button(frame, 'Try again').click();
  await frame.getByText('The service isn’t answering').waitFor({ state: 'detached' });
  await tab.close();
}, 60_000);
