import type { Frame, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { browserOrSkip, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow, screenshot } from '../support/tab-checks.ts';
import { openTab, type OpenTab, type OpenTabOptions } from '../support/tab-host.ts';

/** What a person sees when something between them and the server ends in the middle of their work. The program is a real one, so that it can be killed. */
const opening = openBrowser();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
}, 90_000);
afterAll(async () => {
  const browser = await opening;
  if (!('skipped' in browser)) await browser.close();
  await sandbox.stop();
});

async function open(test: TestContext, options: OpenTabOptions = {}): Promise<OpenTab> {
  return openTab(sandbox, browserOrSkip(await opening, test), options);
}

const button = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name });
const says = (frame: Frame, text: string | RegExp) => frame.getByText(text).first().waitFor();
const rows = (frame: Frame) => frame.getByRole('row').filter({ hasText: 'Ben Osei-Tutu' });
const asksForTokens = async (tab: OpenTab): Promise<number> =>
  (await tab.calls()).filter(({ func }) => func === 'authentication.getAuthToken').length;

/** A token that was good an hour ago. */
async function endedToken(): Promise<string> {
  const claims = JSON.parse(
    Buffer.from((await sandbox.ssoToken('admin')).split('.')[1] ?? '', 'base64url').toString(),
  ) as { iat: number }; // a token that the sandbox has just made
  const { iat } = claims;
  return sandbox.world.entra.ssoToken('admin', { iat: iat - 7200, nbf: iat - 7200, exp: iat - 3600 });
}

describe('TAB-7: the sign-in token ends while the tab is open', () => {
  it('the tab asks Teams for another one and goes on; the person notices nothing', async (test) => {
    const tab = await open(test);
    const { frame } = tab;
    await rows(frame).waitFor();
    const before = await asksForTokens(tab);
    const ended = await endedToken();
    let spoiled = 0;
    await tab.page.route('**/api/board*', async (route) => {
      const headers = { ...route.request().headers(), authorization: `Bearer ${ended}` };
      if (spoiled > 0) return route.continue();
      spoiled += 1;
      return route.continue({ headers });
    });
    const answers: number[] = [];
    tab.page.on('response', (response) => {
      if (new URL(response.url()).pathname === '/api/board') answers.push(response.status());
    });
    await button(frame, 'Refresh').click();
    await expect.poll(() => answers, { timeout: 10_000 }).toEqual([401, 200]);
    expect(await asksForTokens(tab)).toBe(before + 2);
    expect(await frame.getByRole('alert').count()).toBe(0);
    expect(await frame.getByText(/confirm who you are|isn’t accepted here/).count()).toBe(0);
    await rows(frame).waitFor();
    await tab.close();
  }, 60_000);

  it('when Teams gives none, what was read stays with its age, and Try again goes on', async (test) => {
    const tab = await open(test, { width: 640 });
    const { frame } = tab;
    await rows(frame).waitFor();
    await tab.setSignIn('cancelled');
    await button(frame, 'Refresh').click();
    await says(frame, 'We couldn’t confirm who you are');
    await says(frame, /Shown as of \d\d?:\d\d/);
    await rows(frame).waitFor();
    await expectAccessible(frame);
    await expectNoOverflow(frame);
    await screenshot(tab, 'states/no token');
    await tab.setSignIn('ok');
    await button(frame, 'Try again').click();
    await frame.getByText('We couldn’t confirm who you are').waitFor({ state: 'detached' });
    await tab.close();
  }, 60_000);

  it('when Microsoft wants to ask the person first, the question is one press away', async (test) => {
    const tab = await open(test);
    const { frame } = tab;
    await rows(frame).waitFor();
    await tab.setSignIn('consent-required');
    await button(frame, 'Refresh').click();
    await says(frame, 'Microsoft wants to ask you something first');
    await button(frame, 'Sign in').waitFor();
    await screenshot(tab, 'states/microsoft asks');
    await tab.setSignIn('ok');
    await button(frame, 'Try again').click();
    await frame.getByText('Microsoft wants to ask you something first').waitFor({ state: 'detached' });
    await tab.close();
  }, 60_000);
});

// Last: the program is killed, and comes back.
describe('REL-1: the server is gone while the tab is open', () => {
  it('pages keep what they have with its age, a change is not lost in silence, and Try again works once it is back', async (test) => {
    const tab = await open(test, { person: 'dispatcher' });
    const admin = await open(test, { screen: 'admin', sub: 'technicians/2' });
    const { frame } = tab;
    await rows(frame).waitFor();
    const panel = admin.frame.getByRole('dialog');
    await panel.getByLabel('Sign-in name').fill('rosa.kim@harbourlane.example');

    await sandbox.kill();
    await button(frame, 'Refresh').click();
    await says(frame, 'The service isn’t answering');
    await says(frame, /Tickets in your PSA are not affected\. Shown as of \d\d?:\d\d/);
    expect(await rows(frame).innerText()).toContain('In a call');
    await expectAccessible(frame);
    await screenshot(tab, 'states/server gone');

    // A page that was never opened cannot even be loaded; the navigation stays.
    await frame.getByRole('link', { name: 'Coverage' }).first().click();
    await says(frame, 'The service isn’t answering');
    await button(frame, 'Try again').click();
    await screenshot(tab, 'states/server gone, another page');
    expect(await frame.getByRole('link', { name: 'Who’s available' }).count()).toBe(1);

    await panel.getByRole('button', { name: 'Save' }).click();
    await says(admin.frame, 'The service isn’t answering');
    expect(await panel.getByLabel('Sign-in name').inputValue()).toBe('rosa.kim@harbourlane.example');
    await screenshot(admin, 'states/server gone while saving');

    await sandbox.restart();
    await Promise.all([
      tab.page.waitForResponse((response) => isCoverage(response.request())),
      button(frame, 'Try again').click(),
    ]);
    await frame.getByRole('heading', { level: 1, name: 'Coverage' }).waitFor();
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await Promise.all([tab.close(), admin.close()]);
  }, 120_000);
});

function isCoverage(request: Request): boolean {
  return new URL(request.url()).pathname === '/api/coverage';
}
