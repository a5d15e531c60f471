import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow } from '../support/tab-checks.ts';
import { openTab, type OpenTab, type OpenTabOptions } from '../support/tab-host.ts';

let sandbox: Sandbox;
let browser: Browser | NoBrowser;
beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox({ prepared: 'connected' }), openBrowser()]);
}, 90_000);
afterAll(async () => {
  if (browser !== undefined && !isMissing(browser)) await browser.close();
  await sandbox.stop();
});

function open(test: TestContext, options: OpenTabOptions = {}): Promise<OpenTab> {
  return openTab(sandbox, browserOrSkip(browser, test), options);
}

async function lastNotice(tab: OpenTab): Promise<string> {
  const { what, args } = (await tab.notified()).at(-1) ?? { what: 'nothing', args: [] };
  return what === 'failure' ? `failure: ${String(args[1])}` : what;
}

/** The browser itself notes each refused request; anything else is a fault of the tab. */
function otherComplaints(tab: OpenTab): readonly string[] {
  return tab.complaints().filter((line) => !/status of 40[13] /.test(line));
}

describe('TAB-7: signing in inside Teams', () => {
  it('asks Teams for the token, tells it when it is ready, and shows the page', async (test) => {
    const tab = await open(test, { person: 'member' });
    expect((await tab.notified()).map(({ what }) => what)).toEqual(['appLoaded', 'success']);
    await tab.frame.getByRole('heading', { level: 1 }).first().waitFor();
    const asked = (await tab.calls()).filter(({ func }) => func === 'authentication.getAuthToken');
    expect(asked.length).toBeGreaterThan(0);
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  });

  it('SEC-2: keeps nothing of it in cookies or storage, nor in an address', async (test) => {
    const tab = await open(test);
    await tab.frame.getByRole('heading', { level: 1 }).first().waitFor();
    const kept = await tab.frame.evaluate<string>(
      `JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, location.href])`,
    );
    expect(kept).not.toMatch(/eyJ[\w-]{10}/);
    expect(await tab.page.context().cookies()).toEqual([]);
    await tab.close();
  });

  it.each([
    ['consent-required', 'failure: sign_in_consent_needed'],
    ['cancelled', 'failure: sign_in_failed'],
    ['expired', 'failure: not_signed_in'],
    ['wrong-audience', 'failure: not_signed_in'],
    ['graph-token', 'failure: not_signed_in'],
    ['other-tenant', 'failure: not_signed_in'],
    ['forged', 'failure: not_signed_in'],
  ] as const)('%s: says so, shows nothing of the desk, and a second try can work', async (signIn, notice) => {
    const tab = await openTab(sandbox, browser as Browser, { person: 'member', signIn, width: 320 });
    expect(await lastNotice(tab)).toBe(notice);
    const alert = tab.frame.getByRole('alert');
    await alert.getByRole('heading', { level: 1 }).waitFor();
    expect(await tab.frame.getByRole('navigation').count()).toBe(0);
    expect(await tab.frame.evaluate<string>('document.body.innerText')).not.toContain(
      sandbox.world.desk.people.member.name,
    );
    await expectAccessible(tab.frame);
    await expectNoOverflow(tab.frame);

    await tab.setSignIn('ok');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await alert.waitFor({ state: 'detached' });
    await expect.poll(() => lastNotice(tab)).toBe('success');
    expect(otherComplaints(tab)).toEqual([]);
    await tab.close();
  });

  it('offers Microsoft’s sign-in where consent is what is missing', async (test) => {
    const tab = await open(test, { signIn: 'consent-required' });
    await tab.frame.getByRole('button', { name: 'Sign in' }).waitFor();
    await tab.close();
  });

  it('a guest of the tenant gets no page', async (test) => {
    const tab = await open(test, { person: 'guest' });
    expect(await lastNotice(tab)).toBe('failure: not_allowed');
    await tab.frame.getByRole('heading', { name: 'Rollcall isn’t open to guests' }).waitFor();
    expect(await tab.frame.getByRole('navigation').count()).toBe(0);
    await tab.close();
  });

  it('somebody else who signs in at the same place is known as that person', async (test) => {
    const tab = await open(test, { person: 'member', screen: 'admin' });
    const answered = tab.page.waitForResponse((response) => response.url().endsWith('/api/me'));
    await tab.setPerson('admin');
    expect(await (await answered).json()).toMatchObject({
      person: { userId: sandbox.world.desk.people.admin.oid, role: 'admin' },
    });
    expect(await lastNotice(tab)).toBe('success');
    await tab.close();
  });
});

describe('SEC-1: a stronger sign-in, where the operator asks for one', () => {
  let strict: Sandbox;
  beforeAll(async () => {
    strict = await startSandbox({ prepared: 'empty', consent: 'none', env: { STEP_UP_CONTEXT: 'c1' } });
  });
  afterAll(() => strict.stop());

  it('the tab passes the challenge on to Teams, and goes on by itself', async (test) => {
    const tab = await openTab(strict, browserOrSkip(browser, test), { screen: 'admin', sub: 'setup' });
    const [consentPage] = await Promise.all([
      tab.page.context().waitForEvent('page'),
      tab.frame.getByRole('button', { name: 'Open consent page' }).click(),
    ]);
    await consentPage.waitForURL(/adminconsent/);
    const challenges = (await tab.calls())
      .filter(({ func }) => func === 'authentication.getAuthToken')
      .flatMap(({ args }) => (Array.isArray(args[1]) ? args[1] : []));
    expect(challenges).toEqual(['{"access_token":{"acrs":{"essential":true,"value":"c1"}}}']);
    await tab.close();
  });

  it('a person who cannot meet it is told so, and nothing happens', async (test) => {
    const tab = await openTab(strict, browserOrSkip(browser, test), { screen: 'admin', sub: 'setup' });
    await tab.setSignIn('no-second-factor');
    await tab.frame.getByRole('button', { name: 'Open consent page' }).click();
    await tab.frame.getByText('Microsoft wants to ask you something first').first().waitFor();
    expect(strict.world.entra.consent.state(strict.world.desk.tenantId)).toBe('none');
    await tab.close();
  });
});
