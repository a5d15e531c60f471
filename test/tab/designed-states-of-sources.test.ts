import type { Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { createJumpingClock } from '../behaviour/jumping-clock.ts';
import { userIdOf } from '../sandbox/desk/create-desk.ts';
import { browserOrSkip, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow, screenshot } from '../support/tab-checks.ts';
import { openTab, type OpenTab, type OpenTabOptions } from '../support/tab-host.ts';

/** What a person sees when the PSA or a team cannot be read. The clock jumps past what the program remembers. */
const opening = openBrowser();
const clock = createJumpingClock();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ clock, throttling: false });
}, 90_000);
afterEach(() => {
  sandbox.clearFaults();
  // Past every cache, pause and breaker.
  clock.jump(400);
});
afterAll(async () => {
  const browser = await opening;
  if (!('skipped' in browser)) await browser.close();
  await sandbox.stop();
});

async function open(test: TestContext, options: OpenTabOptions = {}): Promise<OpenTab> {
  return openTab(sandbox, browserOrSkip(await opening, test), options);
}

const button = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name });
const says = (frame: Frame, text: string | RegExp) =>
  frame.getByText(text).first().waitFor({ timeout: 20_000 });
const row = (frame: Frame, name: string) => frame.getByRole('row').filter({ hasText: name });

/** The sources of an answer over the public API, as text. */
async function sourcesNow(): Promise<string> {
  const { body } = await sandbox.api('/public-api/teams-availability/availability');
  return JSON.stringify((body as { sources: unknown }).sources); // an answer has sources
}

function stopPsa(): void {
  sandbox.fault('halopsa', 'agents', '503');
  sandbox.fault('halopsa', 'token', '503');
}

describe('REL-1: the PSA is down', () => {
  it('board and technicians show the last list and say so; a run fails in words; nothing is lost', async (test) => {
    await sourcesNow();
    clock.jump(301);
    stopPsa();
    await expect.poll(sourcesNow, { timeout: 30_000, interval: 500 }).toContain('psa_down');

    const board = await open(test, { width: 640 });
    await says(board.frame, 'The PSA isn’t answering: technicians are shown as last seen.');
    expect(await board.frame.getByText('The PSA isn’t answering', { exact: true }).count()).toBe(0);
    await row(board.frame, 'Ben Osei-Tutu').waitFor();
    expect(await row(board.frame, 'Amelia Hart').innerText()).toContain('Not mapped');
    await board.frame.getByRole('link', { name: 'Open the PSA connection' }).waitFor();
    await expectAccessible(board.frame);
    await expectNoOverflow(board.frame);
    await screenshot(board, 'states/psa down, board');
    await board.close();

    const admin = await open(test, { screen: 'admin', sub: 'technicians', person: 'lead' });
    await row(admin.frame, 'Aisha Khan').waitFor();
    await says(admin.frame, /^The PSA isn’t answering: this is the list as it was read last\./);
    await expectAccessible(admin.frame);
    await screenshot(admin, 'states/psa down, technicians');

    await admin.frame.getByRole('link', { name: 'Setup', exact: true }).click();
    await says(admin.frame, /^\d+ technicians: \d+ auto-mapped/);
    await button(admin.frame, 'Preview auto-map').click();
    await says(admin.frame, 'The run failed');
    await says(admin.frame, /The PSA isn’t answering\. .*Nothing was changed\./);
    await button(admin.frame, 'Preview again').waitFor();
    await screenshot(admin, 'states/psa down, run');
    await admin.close();
  }, 120_000);

  it('after a restart nothing is remembered: the board knows who is mapped, the list says why it is empty', async (test) => {
    stopPsa();
    await sandbox.restart();
    const board = await open(test);
    await says(board.frame, 'The PSA isn’t answering: technicians are shown as last seen.');
    await row(board.frame, 'Ben Osei-Tutu').waitFor();
    await board.close();

    const admin = await open(test, { screen: 'admin', sub: 'technicians' });
    await says(admin.frame, 'The PSA isn’t answering');
    await says(admin.frame, /Mappings are kept/);
    await expectAccessible(admin.frame);
    await screenshot(admin, 'states/psa down, no list');
    sandbox.clearFaults();
    clock.jump(61);
    await button(admin.frame, 'Try again').click();
    await row(admin.frame, 'Aisha Khan').waitFor();
    await admin.close();
  }, 120_000);
});

describe('REL-1: a team cannot be read', () => {
  it('AV-5: a rota team: the board names it, and its people are shown without a rota', async (test) => {
    sandbox.fault('graph', 'shifts', '403', 1);
    const tab = await open(test, { width: 640 });
    const { frame } = tab;
    await says(
      frame,
      /^Shifts of .+ can’t be read\. Those people are shown without a rota\. Check that it still exists/,
    );
    await row(frame, 'Ben Osei-Tutu').waitFor();
    await frame.getByRole('link', { name: 'Open Setup' }).waitFor();
    await expectAccessible(frame);
    await expectNoOverflow(frame);
    await screenshot(tab, 'states/rota team unreadable, board');
    await tab.close();
  }, 60_000);

  it('TAB-3: the same on coverage: a gap may be covered there, and that is said', async (test) => {
    sandbox.fault('graph', 'shifts', '403', 1);
    const tab = await open(test, { sub: 'coverage', zone: 'Europe/London' });
    await says(tab.frame, /^Shifts of .+ could not be read: what is shown as a gap may be covered there\./);
    await expectAccessible(tab.frame);
    await screenshot(tab, 'states/rota team unreadable, coverage');
    await tab.close();
  }, 60_000);

  it('MAP-6: in the middle of a run: the team is named, and clearing is off with the reason', async (test) => {
    const state = sandbox.world.graph.state();
    const leaver = state.user(userIdOf('Rosa Kim'));
    if (leaver === null) throw new Error('Rosa Kim is not in the desk');
    state.putUser({ ...leaver, mail: null, userPrincipalName: 'left@harbourlane.example' });
    sandbox.fault('graph', 'members-as-user', '403', 1);
    const tab = await open(test, { screen: 'admin', sub: 'setup', person: 'lead' });
    const { frame } = tab;
    await button(frame, 'Preview auto-map').click();
    await says(
      frame,
      /Not read: .+ \(archived, deleted or closed to Rollcall\)\. Whoever is only there looks unmatched\./,
    );
    await says(frame, 'Nothing is cleared, because not every team could be read.');
    await says(frame, /^No team was ticked, so every team was asked for; \d+ members could be read\./);
    expect(await frame.getByRole('checkbox', { name: /^Also clear/ }).count()).toBe(0);
    await says(frame, 'There is nothing to apply.');
    await expectAccessible(frame);
    await expectNoOverflow(frame);
    await screenshot(tab, 'states/team unreadable, run');
    await button(frame, 'Cancel the review').click();
    await says(frame, 'The review was thrown away. Nothing was changed.');
    state.putUser(leaver);
    await tab.close();
  }, 90_000);
});
