import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { browserOrSkip, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow, screenshot } from '../support/tab-checks.ts';
import { openTab, type OpenTab } from '../support/tab-host.ts';

/** A roster as large as it may be, from a spreadsheet, whose addresses fit nobody. In order: the runs are over what was imported. */
const opening = openBrowser();
const folder = mkdtempSync(join(tmpdir(), 'rollcall-large-roster-'));
const MOST = 10_000;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ prepared: 'connected' });
  const json = { kind: 'roster', expected: await connectedAt(), confirmSwitch: true };
  expect((await asAdmin('psa/connect', { method: 'POST', json })).body).toMatchObject({ saved: true });
}, 90_000);
afterAll(async () => {
  const browser = await opening;
  if (!('skipped' in browser)) await browser.close();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function asAdmin(path: string, init: { readonly method?: string; readonly json?: unknown } = {}) {
  const headers = { authorization: `Bearer ${await sandbox.ssoToken('admin')}` };
  return sandbox.api(`/api/${path}`, { ...init, headers });
}

async function connectedAt(): Promise<string> {
  const { body } = await asAdmin('psa');
  return (body as { connection: { connectedAt: string } }).connection.connectedAt; // the sandbox is connected
}

async function open(test: TestContext, sub: string): Promise<OpenTab> {
  return openTab(sandbox, browserOrSkip(await opening, test), { screen: 'admin', sub });
}

const button = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name });
const says = (frame: Frame, text: string | RegExp) =>
  frame.getByText(text).first().waitFor({ timeout: 40_000 });

/** The import panel with this text in it, previewed. */
async function preview(frame: Frame, csv: string): Promise<void> {
  const file = join(folder, 'technicians.csv');
  writeFileSync(file, csv);
  // Always the same name, as when somebody corrects a file and chooses it once more.
  const choosing = frame.page().waitForEvent('filechooser');
  await frame.getByLabel('CSV file').click();
  await (await choosing).setFiles(file);
  const [, first = ''] = csv.split('\n');
  const rows = frame.getByRole('textbox', { name: 'Or paste the rows here' });
  await expect.poll(() => rows.inputValue(), { timeout: 20_000 }).toContain(first);
  await button(frame, 'Preview').click();
}

const people = (count: number): string =>
  Array.from({ length: count }, (_, index) => `Tech ${index},t${index}@old-name.example\n`).join('');

describe('PSA-1: a list from a spreadsheet', () => {
  it('duplicates are faults by line, somebody of the same name is a hint, and a formula is kept as text', async (test) => {
    const tab = await open(test, 'psa');
    const { frame } = tab;
    await button(frame, 'Import a list').click();
    await preview(
      frame,
      'Name,E-mail\nAna Silva,ana@desk.example\nAna S.,ANA@desk.example\nBo Li,\nBo Li,\nCy Roy,cy@desk.example\nCy Roy,c.roy@desk.example\n',
    );
    await says(frame, '2 faults. Nothing can be imported before the file is corrected.');
    await says(frame, 'Line 3, E-mail: ANA@desk.example stands in line 2 too.');
    await says(frame, 'Line 5, Name: Bo Li stands in line 4 too, and no e-mail tells them apart.');
    await frame.getByText('1 hint', { exact: true }).click();
    await says(frame, /^Line 7, Name: there is another Cy Roy with another e-mail: both are kept\./);
    expect(await button(frame, /^Import \d/).count()).toBe(0);
    await expectAccessible(frame);
    await screenshot(tab, 'states/csv duplicates');

    await preview(frame, 'Name,E-mail\n"=HYPERLINK(""http://evil.example"")",f@desk.example\n');
    await says(frame, '1 to add, 0 to update, 0 to remove, 0 unchanged.');
    await frame.getByText('1 hint', { exact: true }).click();
    await says(frame, /“=HYPERLINK\(.+” looks like a formula and is kept as text\./);
    expect(await frame.getByRole('link', { name: /evil/ }).count()).toBe(0);
    await tab.close();
  }, 60_000);

  it(`${MOST} technicians are imported at once; one more is refused with the number`, async (test) => {
    const tab = await open(test, 'psa');
    const { frame } = tab;
    await button(frame, 'Import a list').click();
    await preview(frame, `Name,E-mail\n${people(MOST + 1)}`);
    await says(frame, 'File: 10,001 technicians; the most is 10,000.');
    await preview(frame, `Name,E-mail\n${people(MOST)}`);
    await says(frame, '10,000 to add, 0 to update, 0 to remove, 0 unchanged.');
    await frame.getByText('Add: 10,000', { exact: true }).click();
    await says(frame, 'and 9,980 more');
    await expectNoOverflow(frame);
    await screenshot(tab, 'states/csv 10,000');
    await button(frame, 'Import 10,000 changes').click();
    await says(frame, 'Imported: 10,000 added, 0 updated, 0 removed.');
    await says(frame, /^10,000 on the roster$/);
    expect(await frame.locator('*').count()).toBeLessThan(2_000);
    await tab.close();
  }, 120_000);
});

describe('MAP-4: a review of very many', () => {
  it('hardly anybody matched: one diagnosis with examples first, then the rows in pages of a hundred', async (test) => {
    const tab = await open(test, 'setup');
    const { frame } = tab;
    await button(frame, 'Preview auto-map').click();
    await says(frame, 'Hardly anybody matched');
    await says(frame, /10,000 of 10,000 technicians have no account\./);
    await says(frame, /The PSA has, for example:/);
    await says(frame, /PSA says t\d+@old-name\.example/);
    const list = frame.locator('[data-row]');
    await expect.poll(() => list.count(), { timeout: 20_000 }).toBe(100);
    await frame.getByText('1 to 100 of 10,000', { exact: true }).first().waitFor();
    expect(await button(frame, 'Previous 100').isDisabled()).toBe(true);
    const first = await list.first().getAttribute('data-row');
    await button(frame, 'Next 100').click();
    await frame.getByText('101 to 200 of 10,000', { exact: true }).first().waitFor();
    expect(await list.first().getAttribute('data-row')).not.toBe(first);
    expect(await list.count()).toBe(100);
    await frame.getByRole('searchbox').fill('Tech 9999');
    await expect.poll(() => list.count(), { timeout: 20_000 }).toBe(1);
    await expectAccessible(frame);
    await tab.setWidth(320);
    await expectNoOverflow(frame);
    await screenshot(tab, 'states/hardly anybody 320');
    await tab.setWidth('full');
    await screenshot(tab, 'states/hardly anybody');
    await button(frame, 'Cancel the review').click();
    await says(frame, 'The review was thrown away. Nothing was changed.');
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 120_000);
});
