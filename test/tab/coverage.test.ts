import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOrSkip, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { sharedPlaces } from '../support/tab-checks.ts';
import { openTab } from '../support/tab-host.ts';

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

describe('TAB-3: coverage', () => {
  it('draws the day, marks gaps as buttons, and counts', async (context) => {
    const tab = await openTab(sandbox, browserOrSkip(await opening, context), {
      sub: 'coverage',
      zone: 'Europe/London',
      person: 'member',
    });
    const { frame } = tab;
    await frame.getByText(/^Covered \d+% of the day/).waitFor();
    const table = frame.getByRole('table', { name: 'Who is on shift when' });
    expect(await table.getByRole('row').filter({ hasText: 'Ben Osei-Tutu' }).innerText()).toMatch(
      /\d\d:\d\d/,
    );
    // Kenji is in Shifts every evening, and no technician is mapped to him.
    expect(
      await table.getByRole('rowheader', { name: 'Kenji Watanabe (in Shifts, not mapped)' }).count(),
    ).toBe(1);

    // Projects plans weekdays by day only: on every day its night is a gap.
    await frame.getByLabel('Rota team').selectOption({ label: 'Projects' });
    const gap = frame.getByRole('button', { name: /^Gap: .*, nobody$/ }).first();
    await gap.waitFor();
    const words = (await gap.getAttribute('aria-label')) ?? '';
    await gap.click();
    await expect.poll(() => frame.evaluate<string>('document.activeElement.textContent')).toContain(words);
    expect(await frame.getByRole('link', { name: 'Open Shifts' }).first().getAttribute('href')).toContain(
      'teams.microsoft.com',
    );
    await frame.getByText('How this is counted').click();
    await frame.getByText(/of 24 hours have at least one person on shift/).waitFor();
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  });

  it('ux 4.2: a link to a day, a week from it, and the days beside it', async (context) => {
    const tab = await openTab(sandbox, browserOrSkip(await opening, context), {
      sub: 'coverage/2026-11-23',
      zone: 'Europe/London',
    });
    const { frame } = tab;
    await frame.getByText(/^Covered \d+% of the day/).waitFor();
    expect(await frame.getByLabel('Day', { exact: true }).first().inputValue()).toBe('2026-11-23');
    await frame.getByRole('button', { name: 'Week' }).click();
    await frame.getByText(/^Covered \d+% of the week/).waitFor();
    await frame.getByRole('button', { name: 'Later' }).click();
    await frame.waitForFunction("document.querySelector('input[type=date]').value === '2026-11-30'");
    await frame.getByText(/^Covered \d+% of the week/).waitFor();
    await frame.getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => sharedPlaces(tab)).toEqual([expect.stringContaining('2026-11-30')]);
    await tab.close();
  });

  it('TAB-7: below 640 px it is a list of hours with names', async (context) => {
    const tab = await openTab(sandbox, browserOrSkip(await opening, context), { sub: 'coverage' });
    await tab.frame.getByText(/^Covered \d+% of/).waitFor();
    const list = tab.frame.getByRole('list', { name: 'Who is on shift when' });
    for (const [width, lists] of [
      [1024, 0],
      [320, 1],
      [640, 0],
    ] as const) {
      await tab.setWidth(width);
      await expect.poll(() => list.count()).toBe(lists);
    }
    await tab.close();
  });

  // Last: Microsoft's failures are remembered for a while.
  it('no rota: nothing is called a gap, and Shifts that fail are not taken for an empty rota', async (context) => {
    const browser = browserOrSkip(await opening, context);
    sandbox.fault('graph', 'shifts', '503');
    const tab = await openTab(sandbox, browser, { sub: 'coverage/2026-12-01', zone: 'Europe/London' });
    await tab.frame.getByText('Shifts could not be read').waitFor({ timeout: 20_000 });
    expect(await tab.frame.getByText(/Gap:/).count()).toBe(0);
    await tab.close();
  });
});
