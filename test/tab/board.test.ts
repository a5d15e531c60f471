import type { Frame, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userIdOf } from '../sandbox/desk/create-desk.ts';
import { PRESENCES } from '../sandbox/desk/desk.ts';
import { browserOrSkip, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { sharedPlaces } from '../support/tab-checks.ts';
import { openTab } from '../support/tab-host.ts';

/** In the sandbox Aisha Khan (technician 2) signs in as the member and Priya Raman (6) as the lead. */
const opening = openBrowser();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(async () => {
  const browser = await opening;
  if (!('skipped' in browser)) await browser.close();
  await sandbox.stop();
});

const row = (frame: Frame, name: string): Locator =>
  frame.getByRole('row').filter({ has: frame.getByRole('link', { name, exact: true }) });
const group = (frame: Frame, name: string): Locator => frame.getByRole('rowheader', { name });

/** Inside the tab: the page that hosts it has bars of its own, which come and go. */
async function topOf(place: Locator): Promise<number> {
  const [there, tab] = [await place.boundingBox(), await place.page().locator('iframe').boundingBox()];
  return (there?.y ?? Number.NaN) - (tab?.y ?? Number.NaN);
}

describe('TAB-3: the live board', () => {
  it('follows a change of presence within 55 s, and no row moves under the pointer', {
    timeout: 90_000,
  }, async (context) => {
    const tab = await openTab(sandbox, browserOrSkip(await opening, context), { person: 'dispatcher' });
    const { frame } = tab;
    const [ben, grace] = [row(frame, 'Ben Osei-Tutu'), row(frame, 'Zara Ahmed')];
    await ben.waitFor();
    expect(await ben.innerText()).toContain('In a call');
    for (const name of ['Working', 'On a break', 'Off shift', 'No signal']) {
      expect(await group(frame, name).innerText()).toMatch(/ [1-9]\d*$/);
    }
    const before = [await topOf(ben), await topOf(grace)];
    await ben.hover();

    const state = sandbox.world.graph.state();
    state.setPresence(userIdOf('Aisha Khan'), PRESENCES.away);
    state.setPresence(userIdOf('Ben Osei-Tutu'), PRESENCES.offline);
    const point = await ben.boundingBox();
    const wriggle = setInterval(() => {
      const { x = 0, y = 0 } = point ?? {};
      void tab.page.mouse.move(x + 40 + (Date.now() % 7), y + 10).catch(() => {});
    }, 5_000);
    try {
      await row(frame, 'Ben Osei-Tutu').getByText('Offline').waitFor({ timeout: 55_000 });
    } finally {
      clearInterval(wriggle);
    }
    expect(await ben.innerText()).toMatch(/moved to On a break \d\d?:\d\d/);
    expect(await row(frame, 'Aisha Khan').innerText()).toMatch(/Away[\s\S]*/);
    expect([await topOf(ben), await topOf(grace)]).toEqual(before);

    await tab.page.mouse.move(2, 2);
    await frame.getByRole('button', { name: 'Refresh' }).click();
    await ben.getByText(/moved to/).waitFor({ state: 'detached' });
    expect(await topOf(ben)).toBeGreaterThan(await topOf(group(frame, 'On a break')));
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  });

  it('filters by group, team and name, and says what it shows', async (context) => {
    const tab = await openTab(sandbox, browserOrSkip(await opening, context));
    const { frame } = tab;
    await frame.getByRole('button', { name: /^No signal \d+$/ }).click();
    await frame.getByText('Showing technicians without a signal.').waitFor();
    expect(await group(frame, 'Working').count()).toBe(0);
    await frame.getByRole('button', { name: /^Everybody \d+$/ }).click();
    await frame.getByLabel('Find a name').fill('zoe');
    await row(frame, 'Zoé Laurent').waitFor();
    expect(await row(frame, 'Ben Osei-Tutu').count()).toBe(0);
    await frame.getByLabel('Find a name').fill('zzz');
    await frame.getByText('Nobody here is called “zzz”.').waitFor();
    await frame.getByRole('button', { name: 'Show everybody' }).click();
    await frame.getByLabel('Team').selectOption({ label: 'Escalations' });
    await row(frame, 'Mateo Vidal').waitFor();
    expect(await row(frame, 'Zara Ahmed').count()).toBe(0);
    expect(await frame.getByText('Showing everybody in Escalations.').count()).toBe(1);
    await tab.close();
  });

  it('AV-9: a technician says "lunch" and ends it; a lead says it for others', async (context) => {
    const browser = browserOrSkip(await opening, context);
    const own = await openTab(sandbox, browser, { person: 'lead' });
    await own.frame.getByRole('button', { name: 'Lunch…' }).click();
    await own.frame.getByRole('button', { name: 'Save' }).click();
    await own.frame.getByText(/Own word: on a break until/).waitFor();
    expect(await row(own.frame, 'Priya Raman').innerText()).toMatch(/Own word: on a break until/);
    await own.frame.getByRole('button', { name: 'End now' }).click();
    await own.frame.getByText('Your own word has ended.').waitFor();
    await own.frame.getByText(/Own word: on a break until/).waitFor({ state: 'detached' });

    await row(own.frame, 'Zara Ahmed').getByRole('link').click();
    const panel = own.frame.getByRole('dialog');
    await panel.getByRole('button', { name: 'Set an own word for Zara Ahmed' }).click();
    await panel.getByLabel('Says').selectOption({ label: 'Off' });
    await panel.getByLabel('Until').fill('2020-01-01T10:00');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Choose an end that lies ahead.').waitFor();
    await panel.getByLabel('Says').selectOption({ label: 'On a break' });
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel
      .getByText(/On a break until/)
      .first()
      .waitFor();
    await panel.getByRole('button', { name: 'End now' }).click();
    await panel.getByText('None.').waitFor();
    await own.close();
  });

  it('AV-10: the panel of a deep link says why somebody is not considered, with the remedy', {
    timeout: 40_000,
  }, async (context) => {
    const tab = await openTab(sandbox, browserOrSkip(await opening, context), { sub: 't/32' });
    const { frame } = tab;
    const panel = frame.getByRole('dialog', { name: 'Grace Okafor' });
    await panel
      .getByRole('heading', { name: /Grace Okafor/ })
      .first()
      .waitFor();
    await panel.getByText('Teams gives a presence').waitFor();
    expect(await panel.getByText('Auto-mapped').count()).toBe(1);
    await panel.getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => sharedPlaces(tab)).toEqual([expect.stringContaining('t%2F32')]);
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'detached' });

    const unmapped = row(frame, 'Amelia Hart').getByRole('link');
    await unmapped.click();
    const other = frame.getByRole('dialog', { name: 'Amelia Hart' });
    await other.getByText('Why isn’t Amelia Hart considered?').waitFor();
    const check = other.getByRole('listitem').filter({ hasText: 'Not mapped to a Microsoft user' });
    expect(await check.innerText()).toContain('here it ends');
    expect(await other.getByRole('link', { name: 'Map this technician' }).getAttribute('href')).toContain(
      'technicians',
    );
    const outside = other.getByRole('listitem').filter({ hasText: 'Outside a workflow' });
    expect(await outside.getByRole('link', { name: 'Workflows' }).getAttribute('href')).toBe(
      '?screen=admin#/workflows',
    );
    await tab.page.keyboard.press('Escape');
    await other.waitFor({ state: 'detached' });
    await expect.poll(() => frame.evaluate<string>('document.activeElement.textContent')).toBe('Amelia Hart');
    await tab.close();
  });

  it('ux 4.2: a link to a time asks about that time, and presence is left out with the reason', async (context) => {
    const later = new Date(Date.now() + 6 * 3_600_000).toISOString();
    const tab = await openTab(sandbox, browserOrSkip(await opening, context), { sub: `at/${later}` });
    await tab.frame.getByText('Not used: presence, because that time is too far ahead.').waitFor();
    expect(await tab.frame.getByLabel('Time', { exact: true }).inputValue()).toMatch(/T\d\d:\d\d/);
    await tab.frame.getByLabel('When').selectOption({ label: 'Now' });
    await tab.frame.getByRole('heading', { name: 'Who’s available', exact: true }).waitFor();
    await tab.close();
  });
});
