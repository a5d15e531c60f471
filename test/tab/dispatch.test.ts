import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatchDesk } from '../behaviour/dispatch-desk.ts';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { keyboardOf } from '../support/keyboard.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow, sharedPlaces } from '../support/tab-checks.ts';
import { openTab } from '../support/tab-host.ts';

let sandbox: Sandbox;
let browser: Browser | NoBrowser;
let desk: ReturnType<typeof dispatchDesk>;

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox(), openBrowser()]);
  desk = dispatchDesk(sandbox);
}, 90_000);
afterAll(async () => {
  if (!isMissing(browser)) await browser.close();
  await sandbox.stop();
});

const open = (test: object, options: Parameters<typeof openTab>[2] = {}) =>
  openTab(sandbox, browserOrSkip(browser, test as never), {
    screen: 'dispatch',
    person: 'dispatcher',
    ...options,
  });

const idOf = (name: string): string => {
  const agent = sandbox.world.desk.agents.find((each) => each.name === name);
  if (!agent) throw new Error(`the desk has no ${name}`);
  return String(agent.id);
};
const everybody = () =>
  desk.workflow({
    pool: 'everyone',
    act: 'suggest',
    mode: 'ranked',
    instructions: '',
    teamsAvailability: 'on',
  });
const writesOf = (ticket: string) =>
  sandbox.world.halopsa.assignments().filter(({ ticketId }) => ticketId === ticket);
/** In the list; `false` while the tab shows another page. */
const waitForList = (frame: Frame) => frame.getByRole('heading', { name: 'Dispatch', exact: true }).waitFor();

describe('TAB-5: dispatch in the tab', () => {
  it('a ticket is suggested by its number, assigned, and taken back; the PSA is written each time', async (test) => {
    await everybody();
    const tab = await open(test);
    const { frame } = tab;
    await frame.getByText('Nothing was decided today').waitFor();
    await frame.getByRole('button', { name: 'Suggest', exact: true }).click();
    await frame.getByText('Type the number of a ticket.').waitFor();
    await frame.getByLabel('Ticket number').fill('#4711');
    await frame.getByRole('button', { name: 'Suggest', exact: true }).click();

    const headline = frame.getByRole('heading', { level: 2, name: /is suggested\.$/ });
    await headline.waitFor();
    const name = (await headline.innerText()).replace(' is suggested.', '');
    await frame.getByRole('heading', { level: 1, name: /^#4711 Outlook asks for the password/ }).waitFor();
    await frame.getByText('Presence was read and used.').waitFor();
    await frame.getByRole('heading', { name: `Why ${name}` }).waitFor();
    expect(await frame.getByRole('link', { name: 'Open in the PSA' }).getAttribute('href')).toContain('4711');
    expect(writesOf('4711')).toEqual([]);

    await frame.getByRole('button', { name: `Assign ${name}` }).click();
    await frame.getByRole('heading', { name: `Assigned to ${name}.` }).waitFor();
    expect(writesOf('4711')).toHaveLength(1);
    await frame.getByText(`In the PSA it belongs to ${name}`).waitFor();
    await frame.getByRole('button', { name: /^Undo \(until / }).click();
    await frame.getByRole('heading', { name: 'Taken back: the ticket belongs to nobody.' }).waitFor();
    expect(await frame.getByRole('button', { name: /^Undo \(/ }).count()).toBe(0);
    await frame.getByText('In the PSA it belongs to nobody').waitFor();

    await frame.getByRole('button', { name: 'Copy link' }).click();
    await expect.poll(() => sharedPlaces(tab)).toEqual([expect.stringMatching(/sub=d%2F/)]);
    await frame.getByRole('link', { name: 'Dispatch' }).click();
    await waitForList(frame);
    const row = frame.getByRole('row').filter({ hasText: '#4711' });
    await row.filter({ hasText: `${name} (taken back)` }).waitFor();
    expect(await row.getByRole('cell').allInnerTexts()).toEqual(
      expect.arrayContaining(['Bramley Dental Group', 'Yes']),
    );
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 30_000);

  it('somebody on a break is given a ticket only after a question that says so', async (test) => {
    await everybody();
    const { decision } = await desk.dispatch('4719', 'suggest');
    const tab = await open(test, { sub: `d/${decision.decisionId}` });
    const { frame } = tab;
    await frame.getByLabel('Or somebody else').selectOption({ label: 'Hannah Weiss' });
    await frame.getByRole('button', { name: 'Assign', exact: true }).click();
    const question = frame.getByRole('alertdialog', { name: 'Assign Hannah Weiss all the same?' });
    await question.getByText('Hannah Weiss is on a break now.').waitFor();
    await question.getByRole('button', { name: 'Leave it' }).click();
    expect(writesOf('4719')).toEqual([]);
    await frame.getByRole('button', { name: 'Assign', exact: true }).click();
    await question.getByRole('button', { name: 'Assign Hannah Weiss' }).click();
    await frame.getByRole('heading', { name: 'Assigned to Hannah Weiss.' }).waitFor();
    expect(writesOf('4719')).toHaveLength(1);
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 20_000);

  it('AV-10, DIS-7: "why not" names the check that said no with its remedy, and never the presence behind it', async (test) => {
    await everybody();
    const { decision } = await desk.dispatch('4713', 'suggest');
    const tab = await open(test, { sub: `d/${decision.decisionId}` });
    const { frame } = tab;
    const more = frame.getByRole('button', { name: 'Show 50 more' });
    await more.click();
    await frame.getByRole('button', { name: 'Why not Hannah Weiss?' }).click();
    const panel = frame.getByRole('dialog', { name: 'Why not Hannah Weiss?' });
    await panel.getByText('Was skipped: On a break in Teams.').waitFor();
    await panel.getByText('Presence: here it ends. On a break in Teams.').waitFor();
    await panel.getByText('Slot: not reached').waitFor();
    await panel.getByText('Break: speaks against it. On a break then.').waitFor();
    await panel.getByRole('link', { name: 'Set an own word that overrules Teams' }).waitFor();
    await panel.getByText('Whoever is skipped gets no score.').waitFor();
    expect(await panel.innerText()).not.toMatch(/Away|Offline|BeRightBack|OutOfOffice|OffWork/);
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect
      .poll(() => frame.evaluate('document.activeElement.getAttribute("aria-label")'))
      .toBe('Why not Hannah Weiss?');

    const other = decision.candidates.find(({ word }) => word === 'eligible')?.name ?? '';
    await frame.getByRole('button', { name: `Why not ${other}?` }).click();
    const outranked = frame.getByRole('dialog', { name: `Why not ${other}?` });
    await outranked.getByText(/^Could take it, but|^Could take it with as many points/).waitFor();
    await outranked.getByText(/\d of 30$/).waitFor();
    await tab.setWidth(320);
    await expectNoOverflow(frame);
    await expectAccessible(frame);
    await tab.close();
  }, 30_000);

  it('DIS-7: what-if shows what would have happened beside what did, and writes nothing', async (test) => {
    const rule = 'Never assign Ben Osei-Tutu to P3 tickets.';
    await desk.workflow({ pool: 'everyone', instructions: rule, mode: 'ranked', act: 'suggest' });
    const { decision } = await desk.dispatch('4713', 'suggest');
    const chosen = decision.outcome.technicianName ?? '';
    const tab = await open(test, { sub: `d/${decision.decisionId}` });
    const { frame } = tab;
    await frame.getByText(`${rule} (had a say here)`).waitFor();
    await frame.getByText('What if', { exact: true }).click();
    await frame.getByRole('button', { name: 'See what would happen' }).click();
    await frame.getByText('Change something first.').waitFor();
    await frame.getByLabel('Technician', { exact: true }).selectOption({ label: chosen });
    await frame.getByRole('checkbox', { name: `Without “${rule}”` }).check();
    await frame.getByRole('button', { name: 'See what would happen' }).click();
    await frame.getByText('It comes out differently.').waitFor();
    const sides = frame.locator('section').filter({ has: frame.getByRole('heading', { level: 4 }) });
    const [before, after] = await sides.allInnerTexts();
    expect(before).toMatch(new RegExp(`^As decided\\s+${chosen}`));
    expect(after).toMatch(/^Then\s/);
    expect(after).not.toMatch(new RegExp(`^Then\\s+${chosen}`));
    expect(writesOf('4713')).toEqual([]);
    await tab.close();
  }, 20_000);

  it('DIS-6: nobody mapped is said in plain words, with the way to auto-map', async (test) => {
    const unmapped = (await desk.dispatch('4722', 'suggest')).decision.candidates.find(
      ({ mapped }) => !mapped,
    );
    await desk.workflow({ pool: [unmapped?.technicianId ?? ''], instructions: '' });
    const { decision } = await desk.dispatch('4722', 'suggest');
    const tab = await open(test, { sub: 'ticket/4722' });
    const { frame } = tab;
    const words = 'Presence was not used, because none of the candidates are mapped.';
    await frame.getByText(words).first().waitFor();
    expect(decision.presence.remedy).toBe('run-auto-map');
    await frame.getByRole('link', { name: 'Run auto-map' }).first().click();
    await tab.page.waitForURL(/screen=admin.*sub=setup/);
    await tab.close();

    const list = await open(test, { width: 320 });
    await list.frame.getByRole('button', { name: /^Not used Teams [1-9]/ }).click();
    const rows = list.frame.getByRole('list', { name: 'Decisions' });
    await rows.getByText('No: none of the candidates are mapped').first().waitFor();
    await expect.poll(() => rows.getByText('Yes', { exact: true }).count()).toBe(0);
    await list.close();
  }, 30_000);

  it('DIS-10: a ticket that waits stands first, with what a person can do about it', async (test) => {
    await desk.workflow({
      pool: [idOf('Hannah Weiss')],
      act: 'assign',
      instructions: '',
      whenEveryoneIsOnABreak: 'hold',
    });
    const tab = await open(test, { width: 320 });
    const { frame } = tab;
    await frame.getByLabel('Ticket number').fill('4725');
    await frame.getByRole('button', { name: 'Dispatch', exact: true }).click();
    await frame.getByRole('heading', { name: 'Nobody can take it right now.' }).waitFor();
    await frame.getByText(/It is tried again at .*, and a lead is told at/).waitFor();
    await frame.getByRole('link', { name: 'Dispatch' }).click();
    await frame.getByRole('heading', { name: '1 ticket waits' }).waitFor();
    await frame.getByRole('button', { name: 'Needs a person 1' }).waitFor();
    await frame.getByText(/^Waits since .* · tried once · next try /).waitFor();
    await expectNoOverflow(frame);
    await expectAccessible(frame);
    await frame.getByRole('button', { name: 'Try again now: ticket 4725' }).click();
    await frame.getByText('Ticket 4725 still waits: Everyone on a break.').waitFor();
    await frame.getByText(/tried 2 times/).waitFor();
    await frame.getByRole('button', { name: 'Stop waiting for ticket 4725' }).click();
    await frame.getByRole('button', { name: 'Stop trying' }).click();
    await frame.getByText('Ticket 4725 waits no more.').waitFor();
    await frame.getByRole('button', { name: 'Needs a person 0' }).waitFor();
    expect(await frame.getByRole('heading', { name: '1 ticket waits' }).count()).toBe(0);
    expect(writesOf('4725')).toEqual([]);
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 30_000);

  it('TAB-7: by keyboard alone: from a number to an assignment and back', async (test) => {
    await everybody();
    const tab = await open(test);
    await waitForList(tab.frame);
    const keys = keyboardOf(tab.page, tab.frame);
    await keys.tabTo(/^Ticket number/);
    await keys.type('4735');
    await keys.press('Enter');
    await tab.frame.getByRole('heading', { name: /is suggested\.$/ }).waitFor();
    await keys.tabTo(/^Assign .+ .+/);
    await keys.press('Enter');
    await tab.frame.getByRole('heading', { name: /^Assigned to / }).waitFor();
    await keys.tabTo(/^Undo \(until/);
    await keys.press('Enter');
    await tab.frame.getByRole('heading', { name: /^Taken back/ }).waitFor();
    expect(writesOf('4735')).toHaveLength(2);
    await tab.close();
  }, 30_000);

  it('the list is searched by ticket and by person, and an unknown ticket can be dispatched from its own address', async (test) => {
    const tab = await open(test, { sub: 'ticket/4741' });
    const { frame } = tab;
    await frame.getByRole('heading', { name: 'Nothing was decided about ticket #4741 yet' }).waitFor();
    expect(await frame.getByLabel('Ticket number').inputValue()).toBe('4741');
    await frame.evaluate('location.hash = "#/nowhere/at/all"');
    await frame.getByRole('heading', { name: 'This no longer exists' }).waitFor();
    await frame.evaluate('location.hash = "#/"');
    await waitForList(frame);
    await frame.getByLabel('Ticket or person').fill('4719');
    await expect.poll(() => frame.getByRole('row').count()).toBe(2);
    await frame.getByRole('row').filter({ hasText: 'Hannah Weiss (assigned)' }).waitFor();
    await frame.getByLabel('Ticket or person').fill('nobody of this name');
    await frame.getByText('No decision about “nobody of this name”').waitFor();
    await tab.close();
  }, 20_000);

  it('S10: a member is told whom to ask', async (test) => {
    const tab = await open(test, { person: 'member' });
    await tab.frame.getByText('Dispatch is for dispatchers, leads and admins').waitFor();
    await tab.frame.getByText('Ask one of: Priya Raman.').waitFor();
    await tab.frame.getByRole('button', { name: 'Copy a message to send' }).waitFor();
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 20_000);
});
