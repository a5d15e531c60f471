import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import {
  expectAccessible,
  expectNoOverflow,
  forEachLook,
  nameOf,
  screenshot,
} from '../support/tab-checks.ts';
import { openTab, type OpenTab, type OpenTabOptions } from '../support/tab-host.ts';

let sandbox: Sandbox;
let browser: Browser | NoBrowser;
const folder = mkdtempSync(join(tmpdir(), 'rollcall-psa-'));

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox({ prepared: 'mapped' }), openBrowser()]);
}, 90_000);
afterAll(async () => {
  if (browser !== undefined && !isMissing(browser)) await browser.close();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function openPsa(test: TestContext, options: OpenTabOptions = {}): Promise<OpenTab> {
  const tab = await openTab(sandbox, browserOrSkip(browser, test), {
    screen: 'admin',
    sub: 'psa',
    ...options,
  });
  // Everything here is on this machine: what does not come soon does not come.
  tab.page.setDefaultTimeout(10_000);
  return tab;
}

const button = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name });
const field = (frame: Frame, name: string) => frame.getByRole('textbox', { name });
const dialog = (frame: Frame) => frame.getByRole('dialog');
const says = (frame: Frame, text: string | RegExp) => frame.getByText(text).first().waitFor();

/** A page that is looked at in every theme and width: no violation, nothing cut off, a picture each. */
async function expectGoodLooks(tab: OpenTab, name: string): Promise<void> {
  await forEachLook(tab, async (look) => {
    await screenshot(tab, `psa/${name} ${nameOf(look)}`);
    await expectNoOverflow(tab.frame);
    // With forced colours it is the system that draws; axe would judge the colours that it did not use.
    if (!look.forcedColors) await expectAccessible(tab.frame);
  });
  await tab.setForcedColors(false);
  await tab.setTheme('default');
  await tab.setWidth('full');
}

describe('TAB-6, PSA-3: the connection', () => {
  it('says whether it works now, step by step, and what it holds', async (test) => {
    const tab = await openPsa(test);
    const { frame } = tab;
    await frame.getByRole('heading', { level: 1, name: 'PSA' }).waitFor();
    await says(frame, 'Works');
    await says(frame, /^\d+ active technicians\. \d+ mappings to Microsoft users\.$/);
    await says(frame, /, by Command line\.$/);
    expect(await frame.getByRole('list', { name: 'What was tried' }).getByRole('listitem').count()).toBe(3);
    await expectGoodLooks(tab, 'connected');
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 60_000);

  it('PSA-3: a right that is missing is named, with the way on', async (test) => {
    const tab = await openPsa(test);
    const { frame } = tab;
    await says(frame, 'Works');
    sandbox.fault('halopsa', 'agents', '403');
    await button(frame, 'Check again').click();
    await says(frame, 'Doesn’t work');
    await says(frame, 'Missing: read:agents.');
    sandbox.clearFaults();
    await button(frame, 'Check again').click();
    await frame.getByText('Works', { exact: true }).waitFor();
    await tab.close();
  }, 60_000);

  it('REL-1: a PSA that is down is said in words, and the page goes on', async (test) => {
    sandbox.fault('halopsa', 'agents', '503');
    sandbox.fault('halopsa', 'token', '503');
    const tab = await openPsa(test);
    await says(tab.frame, 'Doesn’t work');
    await says(tab.frame, /^The PSA doesn’t answer/);
    await screenshot(tab, 'psa/down');
    sandbox.clearFaults();
    await button(tab.frame, 'Check again').click();
    await tab.frame.getByText('Works', { exact: true }).waitFor();
    await tab.close();
  }, 60_000);

  it('PSA-3: changing it keeps the stored secret, and asks again for another address', async (test) => {
    const tab = await openPsa(test);
    const { frame } = tab;
    await button(frame, 'Change').click();
    expect(await field(frame, 'Client ID').inputValue()).toBe('');
    expect(await frame.getByLabel('Client secret').inputValue()).toBe('');
    const address = await field(frame, 'API address').inputValue();
    expect(address).toContain('http');
    await expectAccessible(frame);
    await screenshot(tab, 'psa/change');
    await field(frame, 'API address').fill('https://halo.elsewhere.example/api');
    await button(frame, 'Connect').click();
    const again = frame.getByText(/^Enter it again: the address changed/);
    await again.nth(1).waitFor();
    expect(await again.count()).toBe(2);
    await field(frame, 'API address').fill('desk');
    await button(frame, 'Connect').click();
    await says(frame, /^This is not a web address/);
    await field(frame, 'API address').fill(address);
    await frame.getByLabel('Client secret').fill('a-wrong-secret');
    await button(frame, 'Connect').click();
    await says(frame, 'The connection doesn’t work yet. Nothing was saved.');
    await says(frame, /^The PSA refuses the client ID or the secret/);
    await screenshot(tab, 'psa/wrong secret');
    await frame.getByLabel('Client secret').fill('');
    await button(frame, 'Connect').click();
    await says(frame, 'HaloPSA is connected.');
    await says(frame, /, by (?!Command line)/);
    await tab.close();
  }, 60_000);

  it('SPEC 0: a lead sees it and changes nothing, a member is told whom to ask', async (test) => {
    const lead = await openPsa(test, { person: 'lead' });
    await says(lead.frame, 'Works');
    expect(await button(lead.frame, /^(Change|Disconnect)$/).count()).toBe(0);
    await lead.close();
    const member = await openPsa(test, { person: 'member' });
    await says(member.frame, /Ask one of:|Nobody holds that role/);
    expect(await button(member.frame, /^(Connect|Change|Disconnect)$/).count()).toBe(0);
    await member.close();
  }, 60_000);
});

describe('DIS-1: where the PSA reports tickets to', () => {
  it('an admin sees the address when asking for it, and how to enter it', async (test) => {
    const tab = await openPsa(test);
    const { frame, page } = tab;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await frame.getByRole('heading', { name: 'Let the PSA report tickets' }).waitFor();
    await says(frame, /^In HaloPSA: Configuration, Integrations, Webhooks/);
    await says(frame, /made up for every three minutes\.$/);
    await says(frame, /^The address is made from the active key/);
    expect(await frame.content()).not.toContain('/hooks/psa/');
    expect(asked).not.toContain('/api/psa/hook');
    await button(frame, 'Show the address').press('Enter');
    await field(frame, 'Address').waitFor();
    const address = await field(frame, 'Address').inputValue();
    const password = await field(frame, 'Password, or token for Bearer').inputValue();
    expect(address).toMatch(/\/hooks\/psa\/[\w-]+\/[\w-]{43}$/);
    expect(address.endsWith(`/${password}`)).toBe(true);
    expect(await field(frame, 'User name').inputValue()).toBe('rollcall');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button(frame, 'Copy the address').click();
    await says(frame, /^(Copied|Copying isn’t allowed here\.)/);
    await expectGoodLooks(tab, 'hook');
    await button(frame, 'Hide the address').press('Enter');
    expect(await frame.content()).not.toContain(password);
    await expect
      .poll(() => frame.evaluate<string>('document.activeElement.textContent'))
      .toBe('Show the address');
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 60_000);

  it('SEC-1: a lead is not offered the address', async (test) => {
    const tab = await openPsa(test, { person: 'lead' });
    await says(tab.frame, 'Works');
    expect(await button(tab.frame, 'Show the address').count()).toBe(0);
    await tab.close();
  }, 60_000);

  it('PSA-3: each PSA’s form lists the rights that the connection needs', async (test) => {
    const tab = await openPsa(test, { width: 320 });
    const { frame } = tab;
    await button(frame, 'Change').click();
    const rights = frame.getByRole('list', { name: 'Rights that the connection needs' });
    await frame.getByText('Rights that the connection needs').click();
    for (const [kind, count, one] of [
      ['HaloPSA', 6, 'edit:calendar: book the time of a ticket'],
      ['ConnectWise PSA', 7, 'System, Table Setup: Inquire: read queues, priorities and types'],
      ['Autotask', 9, 'Time off: View: see who is away'],
    ] as const) {
      await frame.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
      expect(await rights.getByRole('listitem').count(), kind).toBe(count);
      expect(await rights.getByRole('listitem').filter({ hasText: one }).count(), one).toBe(1);
      await expectNoOverflow(frame);
      await expectAccessible(frame);
      await screenshot(tab, `psa/rights ${kind}`);
    }
    await tab.close();
  }, 60_000);
});

describe('PSA-1: the built-in roster', () => {
  it('changing to it says first what happens to the mappings', async (test) => {
    const tab = await openPsa(test);
    const { frame } = tab;
    await button(frame, 'Change').click();
    await frame.getByRole('radio', { name: /^Built-in roster/ }).check();
    await says(frame, /^\d+ mappings belong to technicians of HaloPSA\./);
    await expectGoodLooks(tab, 'choose');
    await button(frame, 'Connect').click();
    await frame
      .getByRole('alertdialog')
      .getByText(/^\d+ mappings belong/)
      .waitFor();
    await button(frame, 'Keep it as it is').click();
    await button(frame, 'Connect').click();
    await button(frame, 'Change to Built-in roster').click();
    await says(frame, 'Built-in roster is connected.');
    await says(frame, 'Nobody is on the roster yet');
    await screenshot(tab, 'psa/roster empty');
    await expectAccessible(frame);
    await tab.close();
  }, 60_000);

  it('somebody is added, corrected, removed and brought back, by keyboard', async (test) => {
    const tab = await openPsa(test);
    const { frame, page } = tab;
    await button(frame, 'Add technician').press('Enter');
    await field(frame, 'Name').fill('Aisha Khan');
    await field(frame, 'E-mail').first().fill('aisha');
    await page.keyboard.press('Enter');
    await says(frame, 'Write an e-mail address such as name@example.com.');
    await expectAccessible(frame);
    await screenshot(tab, 'psa/roster add');
    await field(frame, 'E-mail').first().fill('aisha@desk.example');
    await field(frame, 'Skills').fill('Exchange, Intune');
    await page.keyboard.press('Enter');
    await says(frame, 'Aisha Khan is on the roster.');
    await button(frame, 'Edit Aisha Khan').press('Enter');
    await frame.getByRole('switch', { name: 'Active' }).press('Space');
    await button(frame, 'Save').press('Enter');
    await says(frame, 'Not active');
    await dialog(frame).waitFor({ state: 'detached' });
    await expect.poll(() => frame.evaluate<string>('document.activeElement.textContent')).toBe('Edit');
    await button(frame, 'Edit Aisha Khan').press('Enter');
    await button(frame, 'Remove from the roster').press('Enter');
    await says(frame, 'Nobody is on the roster yet');
    await button(frame, 'Undo').press('Enter');
    await button(frame, 'Edit Aisha Khan').waitFor();
    await tab.close();
  }, 60_000);

  it('bringing somebody back that fails is said, although the panel is closed', async (test) => {
    const tab = await openPsa(test);
    const { frame } = tab;
    await button(frame, 'Add technician').click();
    await field(frame, 'Name').fill('Zoe Brief');
    await button(frame, 'Save').click();
    await button(frame, 'Edit Zoe Brief').click();
    await button(frame, 'Remove from the roster').click();
    await says(frame, 'Zoe Brief was removed from the roster.');
    await tab.page.route('**/api/roster/technicians', (route) => route.abort());
    await button(frame, 'Undo').click();
    await says(frame, 'Zoe Brief could not be brought back');
    await tab.close();
  }, 60_000);

  it('a list is imported: faults by line first, then the preview, then all of it', async (test) => {
    const tab = await openPsa(test);
    const { frame } = tab;
    await button(frame, 'Import a list').click();
    const rows = field(frame, 'Or paste the rows here');
    await rows.fill('Full,Mail\nA,a@desk.example\n');
    await button(frame, 'Preview').click();
    await says(frame, /^Line 1, Name: no column is the name\. Found: Full, Mail\. Wanted: Name, E-mail/);
    await rows.fill('Name,E-mail,Active\nBen Osei,ben@,yes\n,c@desk.example,perhaps\n');
    await button(frame, 'Preview').click();
    await says(frame, '3 faults. Nothing can be imported before the file is corrected.');
    await says(frame, 'Line 2, E-mail: “ben@” is not an e-mail address.');
    await expectAccessible(frame);
    await screenshot(tab, 'psa/import faults');
    expect(await button(frame, /^Import \d/).count()).toBe(0);
    const file = join(folder, 'technicians.csv');
    const people = Array.from({ length: 120 }, (_, index) => `Tech ${index};t${index}@desk.example;"=1+1"`);
    const text = `Name;E-Mail;Fähigkeiten\r\n${people.join('\r\n')}\r\nJörg Groß;joerg@desk.example;\r\n`;
    // As Excel saves it in Western Europe: Windows-1252, which has these letters where Latin-1 has them.
    writeFileSync(file, Buffer.from(text, 'latin1'));
    await frame.getByLabel('CSV file').setInputFiles(file);
    await frame.getByRole('radio', { name: /^Replace the whole roster/ }).check();
    await button(frame, 'Preview').click();
    await says(frame, '121 to add, 0 to update, 1 to remove, 0 unchanged.');
    await says(frame, 'Aisha Khan (aisha@desk.example)');
    await frame.getByText('120 hints').waitFor();
    await tab.setWidth(320);
    await expectNoOverflow(frame);
    await screenshot(tab, 'psa/import preview 320');
    await tab.setWidth('full');
    await screenshot(tab, 'psa/import preview');
    await button(frame, 'Import 122 changes').click();
    await says(frame, 'Imported: 121 added, 0 updated, 1 removed.');
    await says(frame, /^121 on the roster$/);
    await says(frame, 'Jörg Groß');
    await button(frame, 'Show 50 more').click();
    await frame.getByRole('searchbox', { name: 'Find a technician' }).fill('groß');
    await says(frame, '1 of 121 on the roster');
    await frame.getByRole('searchbox', { name: 'Find a technician' }).fill('');
    const [download] = await Promise.all([
      tab.page.waitForEvent('download'),
      button(frame, 'Export').click(),
    ]);
    expect(download.suggestedFilename()).toBe('rollcall-technicians.csv');
    // A screenful: every row more costs axe time and tells nothing new.
    await frame.getByRole('searchbox', { name: 'Find a technician' }).fill('Tech 11');
    await says(frame, '11 of 121 on the roster');
    await expectGoodLooks(tab, 'roster');
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 90_000);

  it('the technicians of the roster are the desk’s technicians at once', async () => {
    const { body } = await sandbox.api('/public-api/teams-availability/technicians?limit=200');
    const { technicians } = body as { technicians: { name: string }[] };
    expect(technicians).toHaveLength(121);
    expect(technicians.map(({ name }) => name)).toContain('Jörg Groß');
  });

  it('two admins at one technician: the second is told', async (test) => {
    const first = await openPsa(test);
    const second = await openPsa(test);
    for (const { frame } of [first, second]) {
      await frame.getByRole('searchbox', { name: 'Find a technician' }).fill('Jörg');
      await button(frame, 'Edit Jörg Groß').click();
      await field(frame, 'Skills').fill('VoIP');
    }
    await field(second.frame, 'Skills').fill('Network');
    await button(first.frame, 'Save').click();
    await says(first.frame, 'Jörg Groß is saved.');
    await button(second.frame, 'Save').click();
    await button(second.frame, 'Show the newest').click();
    await says(second.frame, 'VoIP');
    await first.close();
    await second.close();
  }, 60_000);

  it('PSA-1: tickets are written down, with faults beside their fields, by keyboard', async (test) => {
    const tab = await openPsa(test);
    const { frame, page } = tab;
    await frame.getByRole('heading', { name: 'No open tickets' }).waitFor();
    await says(frame, /^A desk without a PSA can try dispatch this way/);
    await screenshot(tab, 'psa/tickets empty');
    await button(frame, 'Add ticket').press('Enter');
    await field(frame, 'Number').fill('a*b');
    await page.keyboard.press('Enter');
    await says(frame, 'Write what the ticket is about.');
    await says(frame, 'Use letters, digits and . _ / - only.');
    await expectAccessible(frame);
    await screenshot(tab, 'psa/tickets add');
    await field(frame, 'Title').fill('Mail server answers nobody');
    await frame.getByRole('combobox', { name: 'Priority' }).selectOption('P1');
    await frame.getByRole('combobox', { name: 'Queue' }).fill('Service Desk');
    await frame.getByRole('combobox', { name: 'Company' }).fill('Contoso Dental');
    await field(frame, 'Skills that it needs').fill('Exchange, VoIP');
    await field(frame, 'Number').fill('');
    await page.keyboard.press('Enter');
    await says(frame, 'Ticket 1 was added.');
    await dialog(frame).waitFor({ state: 'detached' });
    await says(frame, '1 open ticket');
    await says(frame, 'Service Desk · Needs Exchange and VoIP');
    await button(frame, 'Add ticket').click();
    await field(frame, 'Title').fill('Printer');
    await field(frame, 'Number').fill('#1');
    await page.keyboard.press('Enter');
    await says(frame, 'Another ticket has this number.');
    await field(frame, 'Number').fill('inc-7');
    await page.keyboard.press('Enter');
    await says(frame, 'Ticket INC-7 was added.');
    await dialog(frame).waitFor({ state: 'detached' });
    await button(frame, 'Edit ticket INC-7').press('Enter');
    await field(frame, 'Title').fill(
      'Printer on the second floor prints, but only in a language that nobody reads',
    );
    await button(frame, 'Save').press('Enter');
    await says(frame, 'Ticket INC-7 is saved.');
    await says(frame, /second floor/);
    expect(tab.complaints().filter((line) => !/40[09]/.test(line))).toEqual([]);
    await tab.close();
  }, 60_000);

  it('a ticket is closed and opened again; what somebody else changed meanwhile is told', async (test) => {
    const tab = await openPsa(test);
    const other = await openPsa(test, { person: 'dispatcher' });
    const { frame } = tab;
    await button(other.frame, 'Edit ticket 1').click();
    await button(frame, 'Close ticket 1').press('Enter');
    await says(frame, 'Ticket 1 is closed.');
    await expect.poll(() => frame.evaluate<string>('document.activeElement.textContent')).toBe('Tickets');
    await says(frame, '1 open ticket');
    await button(frame, 'Undo').click();
    await button(frame, 'Close ticket 1').click();
    await frame.getByRole('switch', { name: 'Show closed tickets too' }).check();
    await button(frame, 'Reopen ticket 1').waitFor();
    await frame.getByRole('searchbox', { name: 'Find a technician' }).fill('Jörg');
    await expectGoodLooks(tab, 'tickets');
    await button(frame, 'Reopen ticket 1').click();
    await says(frame, 'Ticket 1 is open again.');
    await field(other.frame, 'Title').fill('Mail server answers again');
    await button(other.frame, 'Save').click();
    await says(other.frame, 'Somebody changed this a moment ago');
    await screenshot(other, 'psa/tickets conflict');
    await button(other.frame, 'Show the newest').click();
    await dialog(other.frame).waitFor({ state: 'detached' });
    await button(frame, 'Close ticket 1').waitFor();
    await button(other.frame, 'Close ticket 1').click();
    await says(other.frame, 'Ticket 1 is closed.');
    await button(frame, 'Close ticket 1').click();
    await says(frame, 'Somebody changed this a moment ago');
    await button(frame, 'Show the newest').click();
    await button(frame, 'Reopen ticket 1').click();
    await button(frame, 'Close ticket 1').waitFor();
    await other.close();
    await tab.close();
  }, 90_000);

  it('an Undo that comes too late is told, with the reason', async (test) => {
    const tab = await openPsa(test);
    const other = await openPsa(test, { person: 'dispatcher' });
    await button(tab.frame, 'Close ticket 1').click();
    await says(tab.frame, 'Ticket 1 is closed.');
    await other.frame.getByRole('switch', { name: 'Show closed tickets too' }).check();
    await button(other.frame, 'Reopen ticket 1').click();
    await says(other.frame, 'Ticket 1 is open again.');
    await button(tab.frame, 'Undo').click();
    await says(tab.frame, 'Ticket 1 could not be opened again.');
    await says(tab.frame, 'Somebody changed this a moment ago');
    await button(tab.frame, 'Show the newest').click();
    await button(tab.frame, 'Close ticket 1').waitFor();
    await other.close();
    await tab.close();
  }, 60_000);

  it('SPEC 0: a dispatcher keeps the tickets without seeing the connection, a member sees none', async (test) => {
    const base = '/public-api/teams-availability';
    const { body } = await sandbox.api(`${base}/technicians?limit=200`);
    const { technicians } = body as { technicians: { name: string; technicianId: string }[] };
    const technicianId = technicians.find(({ name }) => name === 'Jörg Groß')?.technicianId;
    const json = { ticket: 'INC-7', technicianId };
    const assigned = await sandbox.api(`${base}/assignments`, { method: 'POST', json });
    expect(assigned.body).toMatchObject({ kind: 'tried', assignment: { state: 'done' } });
    const tab = await openPsa(test, { person: 'dispatcher' });
    await button(tab.frame, 'Edit ticket 1').waitFor();
    await tab.frame.getByRole('cell', { name: 'Jörg Groß' }).waitFor();
    expect(await tab.frame.getByRole('cell', { name: 'nobody' }).count()).toBe(1);
    expect(await button(tab.frame, /^(Change|Disconnect|Add technician)$/).count()).toBe(0);
    expect(await tab.frame.getByText('You can look, but not change this').count()).toBe(0);
    await screenshot(tab, 'psa/tickets dispatcher');
    await tab.close();
    const member = await openPsa(test, { person: 'member' });
    await says(member.frame, /Ask one of:|Nobody holds that role/);
    expect(await member.frame.getByRole('heading', { name: 'Tickets' }).count()).toBe(0);
    await member.close();
  }, 60_000);

  it('in German, and disconnected at the end', async (test) => {
    const tab = await openPsa(test, { locale: 'de-DE' });
    const { frame } = tab;
    await says(frame, 'Funktioniert');
    await frame.getByRole('heading', { name: 'Technikerliste', exact: true }).waitFor();
    await frame.getByText('2 offene Tickets').waitFor();
    await screenshot(tab, 'psa/German');
    await button(frame, 'Trennen').click();
    await frame
      .getByRole('alertdialog')
      .getByText(/^Bis wieder ein PSA verbunden ist/)
      .waitFor();
    await screenshot(tab, 'psa/disconnect');
    await frame.getByRole('alertdialog').getByRole('button', { name: 'Trennen' }).click();
    await says(frame, '„Eigene Technikerliste“ ist getrennt.');
    await frame.getByRole('radio', { name: /^HaloPSA/ }).waitFor();
    await tab.close();
  }, 60_000);
});
