import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type ApiAnswer, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow, screenshot } from '../support/tab-checks.ts';
import { openTab, type OpenTab, type OpenTabOptions } from '../support/tab-host.ts';

let sandbox: Sandbox;
let browser: Browser | NoBrowser;

beforeAll(async () => {
  // Nobody is admin by configuration here: the one who signs in is a Global Administrator.
  const env = { INITIAL_ADMINS: '' };
  [sandbox, browser] = await Promise.all([startSandbox({ prepared: 'mapped', env }), openBrowser()]);
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

describe('SPEC 0, TAB-6: access', () => {
  it('a Global Administrator is told that they are admin only while nobody else is, and can stay', async (test) => {
    const tab = await open(test, 'access');
    const { frame } = tab;
    await says(frame, 'You are admin only while nobody else is');
    await screenshot(tab, 'administration/access-temporary');
    await expectAccessible(frame);
    await button(frame, 'Make me admin for good').click();
    const row = frame.getByRole('row', { name: new RegExp(person('admin').name) });
    await row.getByText('You', { exact: true }).waitFor();
    await frame.getByText('You are admin only while nobody else is').waitFor({ state: 'detached' });
    await tab.close();
  }, 60_000);

  it('the last admin cannot give up being admin, and is told why', async (test) => {
    const tab = await open(test, 'access');
    const { frame } = tab;
    await button(frame, `Take away the role of ${person('admin').name}`).click();
    await frame
      .getByRole('alertdialog')
      .getByText('You will not be able to take this back yourself')
      .waitFor();
    await button(frame, 'Give up being admin').click();
    await says(frame, 'Somebody must stay admin');
    await says(frame, `${person('admin').name} is the only admin.`);
    await button(frame, `Take away the role of ${person('admin').name}`).waitFor();
    await tab.close();
  }, 60_000);

  it('a person is found, given a role, and the way back takes it away again', async (test) => {
    const { name } = person('member');
    const tab = await open(test, 'access');
    const { frame } = tab;
    await frame.getByRole('searchbox', { name: 'Find a person' }).fill(name.split(' ')[0] ?? name);
    await frame.getByRole('combobox', { name: 'Role', exact: true }).selectOption('dispatcher');
    await button(frame, `Make dispatcher: ${name}`).click();
    await notice(frame).getByText(`${name} is dispatcher now.`).waitFor();
    await frame.getByRole('combobox', { name: `Role of ${name}` }).waitFor();
    await frame.getByRole('list', { name: 'People found' }).getByText('Already dispatcher').first().waitFor();
    await expectAccessible(frame);
    await expectNoOverflow(frame);
    await screenshot(tab, 'administration/access-given');
    await notice(frame).getByRole('button', { name: 'Undo' }).click();
    await frame.getByRole('combobox', { name: `Role of ${name}` }).waitFor({ state: 'detached' });
    await notice(frame).getByText(`${name} has no role any more.`).waitFor();
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 60_000);

  it('a guest is found and told to get no role', async (test) => {
    const tab = await open(test, 'access');
    const guest = sandbox.world.desk.users.find((user) => user.userType === 'Guest');
    if (!guest) throw new Error('the desk has no guest');
    await tab.frame.getByRole('searchbox', { name: 'Find a person' }).fill(guest.displayName.slice(0, 6));
    await tab.frame.getByText('Guest: can have no role').first().waitFor();
    await tab.close();
  }, 60_000);

  it('whoever was slower is told the role that stands', async (test) => {
    const { oid, name } = person('dispatcher');
    const tab = await open(test, 'access');
    const { frame } = tab;
    await frame.getByRole('combobox', { name: `Role of ${name}` }).selectOption('admin');
    const other = { role: 'lead', name, expected: 'dispatcher' };
    expect((await asAdmin(`roles/${oid}`, { method: 'PUT', json: other })).status).toBe(204);
    await button(frame, `Save the role of ${name}`).click();
    await says(frame, `${name} is lead by now.`);
    expect(await frame.getByRole('combobox', { name: `Role of ${name}` }).inputValue()).toBe('lead');
    await tab.close();
  }, 60_000);

  it('a role is taken away with a way back, and the focus is kept', async (test) => {
    const { name } = person('lead');
    const tab = await open(test, 'access');
    const { frame } = tab;
    await button(frame, `Take away the role of ${name}`).click();
    await notice(frame).getByText(`${name} has no role any more.`).waitFor();
    await expect
      .poll(() => frame.evaluate<string>('document.activeElement.textContent'))
      .toMatch(/^\d+ people$|^1 person$/);
    await notice(frame).getByRole('button', { name: 'Undo' }).click();
    await notice(frame).getByText(`${name} is lead again.`).waitFor();
    await button(frame, `Take away the role of ${name}`).waitFor();
    await tab.close();
  }, 60_000);

  it('without the right it says whom to ask, on each page that only admins use', async (test) => {
    const tab = await open(test, 'access', { person: 'member' });
    const { frame } = tab;
    await says(frame, 'Your role is member. Admins give and take roles.');
    await says(frame, `Ask one of: ${person('admin').name}.`);
    for (const [page, sentence] of [
      ['API keys', 'Admins make and revoke API keys.'],
      ['Audit', 'Admins read the audit trail.'],
      ['Settings', 'Leads and admins change settings.'],
    ] as const) {
      await frame.getByRole('link', { name: page, exact: true }).click();
      await frame.getByRole('heading', { level: 1, name: page }).waitFor();
      await says(frame, sentence);
      await expectAccessible(frame);
    }
    await frame.getByRole('cell', { name: '120 minutes' }).waitFor();
    expect(await frame.getByRole('textbox').count()).toBe(0);
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 60_000);
});

describe('API-2: keys', () => {
  it('one is made with its secret shown once, works, and is revoked', async (test) => {
    const tab = await open(test, 'keys');
    const { frame } = tab;
    await button(frame, 'Make a key').click();
    await button(frame, 'Make the key').click();
    await says(frame, 'Give the key a name.');
    await says(frame, 'Choose at least one.');
    await expectAccessible(frame);
    await frame.getByRole('textbox', { name: 'Name' }).fill('Reports');
    await frame.getByRole('checkbox', { name: 'Read availability' }).check();
    await screenshot(tab, 'administration/key-form');
    await button(frame, 'Make the key').click();
    await says(frame, 'This is the only time that the key is shown.');
    const secret = await frame.getByRole('textbox', { name: 'The key' }).inputValue();
    expect(secret).toMatch(/^rk_/);
    await screenshot(tab, 'administration/key-secret');
    await button(frame, 'Done').click();
    await says(frame, 'You have not copied the key yet.');
    await button(frame, 'Close without copying').click();
    await frame
      .getByRole('row', { name: /Reports/ })
      .getByText('Read availability')
      .waitFor();
    expect(await frame.content()).not.toContain(secret);

    const headers = { authorization: `Bearer ${secret}` };
    expect((await sandbox.api('/public-api/teams-availability/availability', { headers })).status).toBe(200);
    await button(frame, 'Revoke Reports').click();
    await button(frame, 'Revoke “Reports”').click();
    await notice(frame).getByText('“Reports” is revoked.').waitFor();
    expect((await sandbox.api('/public-api/teams-availability/availability', { headers })).status).toBe(401);
    await frame.getByText('1 revoked key').click();
    await frame.getByRole('row', { name: /Reports/ }).waitFor();
    await expectAccessible(frame);
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 60_000);

  it('one that somebody else revoked is told as that', async (test) => {
    const made = await asAdmin('keys', {
      method: 'POST',
      json: { name: 'Old script', scopes: ['mapping:read'] },
    });
    const { key } = made.body as { readonly key: { readonly keyId: string } };
    const tab = await open(test, 'keys');
    await button(tab.frame, 'Revoke Old script').click();
    await asAdmin(`keys/${key.keyId}`, { method: 'DELETE' });
    await button(tab.frame, 'Revoke “Old script”').click();
    await says(tab.frame, '“Old script” was revoked by somebody else meanwhile.');
    await tab.close();
  }, 60_000);

  it('API-3: shows a call to copy and leads to the reference in a new window', async (test) => {
    const tab = await open(test, 'keys');
    await says(tab.frame, `${sandbox.origin}/public-api/teams-availability/availability`);
    const link = tab.frame.getByRole('link', { name: 'API reference' });
    expect(await link.getAttribute('target')).toBe('_blank');
    const [reference] = await Promise.all([tab.page.context().waitForEvent('page'), link.click()]);
    await reference.getByRole('heading', { level: 1 }).waitFor();
    await tab.close();
  }, 60_000);
});
