import type { Browser, Frame, Page } from 'playwright-core';
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

/** In the order of a first day: nobody has consented, and the tests go on from where the one before left the desk. */
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

async function openSetup(test: TestContext, options: OpenTabOptions = {}): Promise<OpenTab> {
  return openTab(sandbox, browserOrSkip(browser, test), { screen: 'admin', sub: 'setup', ...options });
}

const button = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name });
const says = (frame: Frame, text: string | RegExp) => frame.getByText(text).first().waitFor();
const step = (frame: Frame, number: number) =>
  frame
    .getByRole('list', { name: 'Setup steps' })
    .getByRole('listitem')
    .filter({
      has: frame.getByRole('img', { name: new RegExp(`^Step ${number},`) }),
    });
const stateOf = async (frame: Frame, number: number): Promise<string> =>
  (await frame.getByRole('img', { name: new RegExp(`^Step ${number},`) }).getAttribute('aria-label')) ?? '';

/** Presses the button that leads to Microsoft, and answers the window that opens. */
async function consentWindow(tab: OpenTab): Promise<Page> {
  const opened = tab.page.context().waitForEvent('page');
  await button(tab.frame, /^Open consent page/).click();
  return opened;
}

async function expectGoodLooks(tab: OpenTab, name: string): Promise<void> {
  await forEachLook(tab, async (look) => {
    await screenshot(tab, `setup/${name} ${nameOf(look)}`);
    await expectNoOverflow(tab.frame);
    // In forced colours the system's palette replaces ours, and axe reads a mixture of both.
    if (!look.forcedColors && (look.width === 1024 || look.width === 320)) await expectAccessible(tab.frame);
  });
}

describe('TAB-1: step 1, consent', () => {
  it('CON-1: names the four permissions with a reason each, and what they do not cover', async (test) => {
    const tab = await openSetup(test);
    const { frame } = tab;
    await says(frame, 'Nobody has granted consent yet');
    const table = frame.getByRole('table');
    for (const name of ['Presence.Read.All', 'Schedule.Read.All', 'GroupMember.Read.All', 'User.Read.All']) {
      expect(await table.getByRole('row', { name: new RegExp(name.replaceAll('.', '\\.')) }).count()).toBe(1);
    }
    expect(await table.getByRole('row').count()).toBe(5);
    await says(frame, 'Not included: chats, files, mail, calendars. Nothing is ever written in your tenant.');
    expect(await stateOf(frame, 1)).toBe('Step 1, current');
    expect(await stateOf(frame, 2)).toBe('Step 2, not started');
    await says(frame, 'Teams can be listed once consent is granted.');
    expect(await button(frame, 'Preview auto-map').count()).toBe(0);
    await expectGoodLooks(tab, 'not started');
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 60_000);

  it('CON-2, CON-3: Microsoft’s page opens in a window of its own; a refusal is told in Microsoft’s words', async (test) => {
    const tab = await openSetup(test);
    const { frame } = tab;
    const consent = await consentWindow(tab);
    await says(frame, 'Finish in the other window');
    expect(await consent.evaluate('window.opener')).toBeNull();
    await tab.reload();
    await says(frame, 'Finish in the other window');

    await consent.getByRole('button', { name: 'Cancel' }).click();
    await consent.getByRole('heading', { name: 'Consent was not granted' }).waitFor();
    const back = consent.getByRole('link', { name: 'Back to setup' });
    expect(await back.getAttribute('href')).toBe(`${sandbox.tabHost}/host?screen=admin&sub=setup`);

    await button(frame, 'I’ve finished').click();
    await says(frame, 'Consent wasn’t granted');
    await says(frame, 'The admin canceled the request');
    await expectAccessible(frame);
    await screenshot(tab, 'setup/refused');
    await tab.close();
  }, 60_000);

  it('CON-2: the link can be handed to an administrator, and waiting can be given up', async (test) => {
    const tab = await openSetup(test);
    const { frame } = tab;
    await tab.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button(frame, 'Copy a link for your administrator').click();
    await says(frame, /The link works once, until/);
    await button(frame, 'Cancel').click();
    await says(frame, 'Consent wasn’t granted');
    await tab.close();
  }, 60_000);

  it('CON-4: while the grant spreads the tab says so, checks by itself and on Retry', async (test) => {
    sandbox.world.entra.consent.setAcceptOutcome({ state: 'spreading', spreadMs: 600_000 });
    const tab = await openSetup(test);
    const { frame } = tab;
    const consent = await consentWindow(tab);
    await consent.getByRole('button', { name: 'Accept' }).click();
    await consent.getByRole('heading', { name: 'Consent granted, not active yet' }).waitFor();
    await says(frame, 'Consent is in, Microsoft is still spreading it');
    await says(frame, /^(Checking again in \d+ s\.|Checking…)$/);
    await says(
      frame,
      'Teams can be listed as soon as the consent has spread. This page looks again by itself.',
    );
    await expectNoOverflow(frame);
    await expectAccessible(frame);
    await screenshot(tab, 'setup/spreading');

    sandbox.consent('granted');
    await button(frame, 'Retry now').click();
    await says(frame, /on .+ by .+\. All four permissions are there\./);
    expect(await stateOf(frame, 1)).toBe('Step 1, done');
    await button(frame, /: Pick your teams$/).waitFor();
    await tab.close();
  }, 60_000);

  it('CON-3, CON-6: a missing permission is named with what works without it; a revoked consent has its own sentence', async (test) => {
    const tab = await openSetup(test);
    const { frame } = tab;
    await button(frame, /: Pick your teams$/).waitFor();
    sandbox.consent('partial', { missing: ['Schedule.Read.All'] });
    await button(frame, 'Check again').click();
    await says(frame, '3 of 4 permissions arrived');
    await says(
      frame,
      /Missing: Read all schedule items \(Schedule\.Read\.All\)\. Without it, Shifts are not used\./,
    );
    expect(await button(frame, /: Pick your teams$/).count()).toBe(1);

    sandbox.consent('revoked');
    await button(frame, 'Check again').click();
    await says(frame, 'The consent was taken back');
    expect(await stateOf(frame, 1)).toBe('Step 1, current');
    await expectAccessible(frame);
    await screenshot(tab, 'setup/revoked');
    sandbox.consent('granted');
    await button(frame, 'Check again').click();
    await says(frame, /All four permissions are there\./);
    await tab.close();
  }, 60_000);
});

describe('TAB-1: step 2, teams', () => {
  it('MAP-1: no tick means every team, and says what that can do; ticks are searched, saved and undone', async (test) => {
    const tab = await openSetup(test, { person: 'lead' });
    const { frame } = tab;
    const { groups } = sandbox.world.desk;
    await says(frame, /No team ticked: all \d+ teams of the tenant will be scanned, and a run may clear/);
    await button(frame, /: Pick your teams$/).click();
    const list = frame.getByRole('group', { name: 'Pick your teams' });
    const boxes = list.getByRole('checkbox');
    await boxes.first().waitFor();
    const all = await boxes.count();
    expect(all).toBeGreaterThan(2);
    expect(all).toBeLessThanOrEqual(groups.length);
    await list.getByRole('searchbox').fill('escal');
    await expect.poll(() => boxes.count()).toBe(1);
    await boxes.first().check();
    await list.getByRole('searchbox').fill('');
    await button(frame, 'Save 1 team').click();
    await says(frame, 'The picked teams are saved.');
    await says(frame, new RegExp(`1 of ${all} teams picked\\. Auto-map looks through`));
    expect(await stateOf(frame, 2)).toBe('Step 2, done');
    await expect
      .poll(() => frame.evaluate<string>('document.activeElement.getAttribute("aria-label")'))
      .toBe('Change: Pick your teams');

    await button(frame, 'Undo').click();
    await says(frame, /No team ticked: all \d+ teams/);
    await tab.close();
  }, 60_000);

  it('AV-5a: rota teams are a choice apart, and the screen says so', async (test) => {
    const tab = await openSetup(test, { person: 'lead' });
    const { frame } = tab;
    await says(frame, /A choice of its own: auto-map is about people, this is about working time\./);
    await button(frame, 'Change: Whose Shifts tell who is on the clock').click();
    const list = frame.getByRole('group', { name: 'Whose Shifts tell who is on the clock' });
    await list.getByRole('checkbox').first().waitFor();
    await expectGoodLooks(tab, 'rota teams');
    await tab.close();
  }, 60_000);

  it('a second admin is told who was first, and loses nothing', async (test) => {
    const [lead, admin] = [await openSetup(test, { person: 'lead' }), await openSetup(test)];
    for (const { frame } of [lead, admin]) {
      await button(frame, /: Pick your teams$/).click();
      await frame.getByRole('group', { name: 'Pick your teams' }).getByRole('checkbox').first().check();
    }
    await button(lead.frame, 'Save 1 team').click();
    await says(lead.frame, 'The picked teams are saved.');
    await button(admin.frame, 'Save 1 team').click();
    await says(admin.frame, `${sandbox.world.desk.people.lead.name} changed this a moment ago`);
    await expectAccessible(admin.frame);
    await button(admin.frame, 'Save mine instead').click();
    await says(admin.frame, 'The picked teams are saved.');
    await Promise.all([lead.close(), admin.close()]);
  }, 60_000);
});

describe('TAB-1: whoever may not', () => {
  it('sees how far it is, whom to ask, and no control that would be refused', async (test) => {
    const tab = await openSetup(test, { person: 'member' });
    const { frame } = tab;
    await says(frame, /You can see how far setup has come\. Ask one of: /);
    await button(frame, 'Copy a message to send').first().waitFor();
    for (const name of ['Preview auto-map', /: Pick your teams$/, /^Open consent page/]) {
      expect(await button(frame, name).count()).toBe(0);
    }
    expect(await step(frame, 3).innerText()).toContain('Changing this needs the role lead.');
    await expectNoOverflow(frame);
    await expectAccessible(frame);
    await tab.close();
  }, 60_000);

  it('in German every sentence is German', async (test) => {
    const tab = await openSetup(test, { locale: 'de-DE' });
    const { frame } = tab;
    await frame.getByRole('heading', { level: 1, name: 'Einrichtung' }).waitFor();
    await says(frame, 'Administratorzustimmung erteilen');
    expect(await frame.getByRole('list', { name: 'Schritte der Einrichtung' }).innerText()).not.toMatch(
      /\b(the|Setup|teams picked|Change)\b/,
    );
    await expectNoOverflow(frame);
    await screenshot(tab, 'setup/german');
    await tab.close();
  }, 60_000);
});
