import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { startConsole } from '../../sandbox/console/console.ts';
import type { Simulator } from '../../sandbox/simulator.ts';
import { startWorld, type World } from '../../sandbox/world.ts';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../../support/browser.ts';
import { expectAccessible, expectNoOverflow, forEachLook, LOOKS, nameOf } from '../../support/tab-checks.ts';
import { openTab, type OpenTabOptions } from '../../support/tab-host.ts';

const TEAMS_JS = join(
  import.meta.dirname,
  '../../../node_modules/@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js',
);

/** A tab of one button, on teams-js as it is shipped. */
const page = (tabHost: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Probe</title>
<style>body { margin: 0; font: 16px sans-serif; color: black; background: white } p { overflow-wrap: anywhere }</style>
<main><h1>Probe</h1><button>First</button><p id="said">nothing yet</p></main>
<script src="/teams.js"></script>
<script>
  const { app, authentication, pages } = microsoftTeams;
  globalThis.themes = [];
  globalThis.backs = 0;
  app.initialize(['${tabHost}']).then(() => {
    app.registerOnThemeChangeHandler((theme) => themes.push(theme));
    app.notifyAppLoaded();
    app.notifySuccess();
    document.getElementById('said').textContent = 'initialized';
  });
</script></html>`;

let probe: Server;
let world: World;
let tabHost: Simulator;
let browser: Browser | NoBrowser;

beforeAll(async () => {
  probe = createServer((request, response) => {
    const isScript = request.url === '/teams.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? readFileSync(TEAMS_JS) : page(tabHost.origin));
  });
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  world = await startWorld({ ports: { app: (probe.address() as AddressInfo).port } });
  tabHost = await startConsole({ port: 0, world });
  browser = await openBrowser();
}, 90_000);

afterAll(async () => {
  if (browser !== undefined && !isMissing(browser)) await browser.close();
  await tabHost.close();
  await world.close();
  probe.closeAllConnections();
  await new Promise((resolve) => probe.close(resolve));
});

function open(test: TestContext, options: OpenTabOptions = {}) {
  return openTab({ tabHost: tabHost.origin }, browserOrSkip(browser, test), options);
}

/** The next window that opens, once it shows its page: one that is closed while it is still on its way may never be gone. */
async function shown(context: BrowserContext): Promise<Page> {
  const opened = await context.waitForEvent('page');
  await opened.waitForURL('https://sign-in.example/start');
  return opened;
}

const token = (frame: Frame, request = '{}') =>
  frame.evaluate<string>(
    `authentication.getAuthToken(${request}).catch((error) => 'refused: ' + error.message)`,
  );

describe('the page that frames the tab as Teams does', () => {
  it('TAB-7: answers teams-js as Teams would: initialized, with the context that was asked for', async (test) => {
    const tab = await open(test, {
      person: 'lead',
      screen: 'admin',
      sub: 'setup',
      theme: 'dark',
      locale: 'de-DE',
    });
    const { lead } = world.desk.people;
    expect(await tab.frame.evaluate('app.getContext()')).toMatchObject({
      app: { theme: 'dark', locale: 'de-de', host: { name: 'Teams', clientType: 'web' } },
      page: { id: 'admin', subPageId: 'setup', frameContext: 'content' },
      user: {
        id: lead.oid,
        loginHint: lead.userPrincipalName,
        displayName: lead.name,
        tenant: { id: world.desk.tenantId },
      },
    });
    expect((await tab.notified()).map(({ what }) => what)).toEqual(['appLoaded', 'success']);
    expect(await tab.frame.evaluate('navigator.language')).toBe('de-DE');
    expect(await tab.page.getByRole('status').first().textContent()).toBe('The tab is ready.');
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  });

  it('says that it can what it can, and nothing else', async (test) => {
    const tab = await open(test);
    const able = await tab.frame.evaluate(`({
      pages: pages.isSupported(), back: pages.backStack.isSupported(), current: pages.currentApp.isSupported(),
      dialog: microsoftTeams.dialog.isSupported(), config: pages.config.isSupported(), tabs: pages.tabs.isSupported(),
      people: microsoftTeams.people.isSupported(), chat: microsoftTeams.chat.isSupported(),
    })`);
    expect(able).toEqual({
      pages: true,
      back: true,
      current: true,
      dialog: false,
      config: false,
      tabs: false,
      people: false,
      chat: false,
    });
    await tab.close();
  });

  it('TAB-7: gives a sign-in token that Entra issued for the person picked', async (test) => {
    const tab = await open(test, { person: 'dispatcher' });
    const claims = await world.entra.verifyAccessToken(await token(tab.frame));
    expect(claims).toMatchObject({ oid: world.desk.people.dispatcher.oid, scp: 'access_as_user' });
    expect(claims).not.toHaveProperty('acrs');
    await tab.setPerson('guest');
    expect(await world.entra.verifyAccessToken(await token(tab.frame))).toMatchObject({
      oid: world.desk.people.guest.oid,
      acct: 1,
    });
    await tab.close();
  });

  it('answers a claims challenge with a token that meets it', async (test) => {
    const tab = await open(test);
    const challenge = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
    const request = `{ claims: [${JSON.stringify(challenge)}] }`;
    expect(await world.entra.verifyAccessToken(await token(tab.frame, request))).toMatchObject({
      acrs: ['c1'],
    });
    await tab.setSignIn('no-second-factor');
    expect(await token(tab.frame, request)).toBe('refused: resourceRequiresMfa');
    expect(await token(tab.frame)).toMatch(/^ey/);
    await tab.close();
  });

  it.each([
    ['consent-required', 'refused: resourceRequiresConsent'],
    ['cancelled', 'refused: CancelledByUser'],
  ] as const)('refuses the token as Teams does: %s', async (signIn, words) => {
    const opened = await openTab({ tabHost: tabHost.origin }, browser as Browser, { signIn });
    expect(await token(opened.frame)).toBe(words);
    await opened.close();
  });

  it('S9: hands out tokens that must not be taken', async (test) => {
    const tab = await open(test, { person: 'member' });
    const claimsOf = async (mode: Parameters<typeof tab.setSignIn>[0]): Promise<Record<string, unknown>> => {
      await tab.setSignIn(mode);
      const [, body = ''] = (await token(tab.frame)).split('.');
      return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<string, unknown>;
    };
    expect(Number((await claimsOf('expired'))['exp'])).toBeLessThan(Date.now() / 1000 - 3000);
    expect((await claimsOf('wrong-audience'))['aud']).not.toBe((await claimsOf('ok'))['aud']);
    expect(await claimsOf('graph-token')).toMatchObject({ aud: 'https://graph.microsoft.com', ver: '1.0' });
    expect((await claimsOf('other-tenant'))['tid']).not.toBe(world.desk.tenantId);
    expect((await claimsOf('forged'))['oid']).toBe(world.desk.people.admin.oid);
    expect(await world.entra.verifyAccessToken(await token(tab.frame))).toBeNull();
    await tab.setSignIn('no-answer');
    const silent = tab.frame.evaluate(
      `Promise.race([authentication.getAuthToken(), new Promise((done) => setTimeout(done, 400, 'silence'))])`,
    );
    expect(await silent).toBe('silence');
    await tab.close();
  });

  it('hands over a change of theme without loading the tab again', async (test) => {
    const tab = await open(test);
    await tab.setTheme('dark');
    await tab.setTheme('contrast');
    await tab.frame.waitForFunction('themes.length === 2');
    expect(await tab.frame.evaluate('themes')).toEqual(['dark', 'contrast']);
    expect(await tab.page.evaluate('document.documentElement.dataset.theme')).toBe('contrast');
    await tab.close();
  });

  it.each([280, 320, 640, 1024] as const)('gives the tab exactly %i px', async (width) => {
    const tab = await openTab({ tabHost: tabHost.origin }, browser as Browser, { width });
    expect(await tab.frame.evaluate('innerWidth')).toBe(width);
    await tab.close();
  });

  it('follows links of the app, and goes back', async (test) => {
    const tab = await open(test);
    const subPage = async () => {
      await tab.frame.waitForSelector('text=initialized');
      return tab.frame.evaluate('app.getContext().then(({ page }) => [page.id, page.subPageId])');
    };
    const goes = (call: string) =>
      Promise.all([tab.frame.waitForNavigation(), tab.frame.evaluate(call).catch(() => null)]);
    await goes(`void pages.currentApp.navigateTo({ pageId: 'admin', subPageId: 'technicians' })`);
    expect(await subPage()).toEqual(['admin', 'technicians']);
    expect(new URL(tab.page.url()).searchParams.get('sub')).toBe('technicians');

    const { appId } = await tab.frame.evaluate<{ appId: string }>(
      'app.getContext().then(({ app: { appId } }) => ({ appId: appId.toString() }))',
    );
    const context = encodeURIComponent(JSON.stringify({ subEntityId: 't/7' }));
    await goes(`void app.openLink('https://teams.microsoft.com/l/entity/${appId}/board?context=${context}')`);
    expect(await subPage()).toEqual(['board', 't/7']);
    await goes(`void pages.backStack.navigateBack()`);
    expect(await subPage()).toEqual(['admin', 'technicians']);
    await Promise.all([
      tab.frame.waitForNavigation(),
      tab.page.getByRole('button', { name: 'Back' }).click(),
    ]);
    expect(await subPage()).toEqual(['board', '']);
    expect(await tab.frame.evaluate(`pages.backStack.navigateBack().catch(({ message }) => message)`)).toBe(
      'there is no page before this one',
    );
    expect(
      await tab.frame.evaluate(
        `pages.currentApp.navigateTo({ pageId: 'nowhere' }).catch(({ message }) => message)`,
      ),
    ).toBe('there is no tab "nowhere" in this app');
    await tab.close();
  });

  it('offers a link that the tab shares, in Teams’ form', async (test) => {
    const tab = await open(test, { screen: 'admin' });
    await tab.frame.evaluate(`pages.shareDeepLink({ subPageId: 'technicians/7', subPageLabel: 'Ana' })`);
    await tab.page.getByText('Link to copy').waitFor();
    const [{ link, here } = { link: '', here: '' }] = await tab.shared();
    expect(new URL(link).pathname).toMatch(/^\/l\/entity\/[\da-f-]{36}\/admin$/);
    expect(JSON.parse(new URL(link).searchParams.get('context') ?? '')).toEqual({
      subEntityId: 'technicians/7',
    });
    expect(here).toContain('screen=admin');
    await tab.close();
  });

  it('opens other addresses in a window of their own, which cannot reach back', async (test) => {
    const tab = await open(test);
    const [opened] = await Promise.all([
      tab.page.context().waitForEvent('page'),
      tab.frame.evaluate(`app.openLink('${world.origins.entra}/nothing-here')`),
    ]);
    expect(await opened.evaluate('globalThis.opener')).toBeNull();
    expect(await tab.frame.evaluate(`app.openLink('javascript:alert(1)').catch((e) => e.message)`)).toBe(
      'not a web address',
    );
    await tab.close();
  });

  it('opens the sign-in pop-up, hears it out, and says when it was closed', async (test) => {
    const tab = await open(test);
    const context = tab.page.context();
    await context.route('https://sign-in.example/**', async (route) => {
      const isScript = route.request().url().endsWith('.js');
      const body = isScript
        ? readFileSync(TEAMS_JS, 'utf8')
        : `<!doctype html><title>Sign in</title><script src="/teams.js"></script><script>
            const { app, authentication } = microsoftTeams;
            app.initialize(['${tabHost.origin}']).then(() => authentication.notifySuccess('signed in'));
          </script>`;
      return route.fulfill({ contentType: isScript ? 'text/javascript' : 'text/html', body });
    });
    const ask = `authentication.authenticate({ url: 'https://sign-in.example/start' }).catch((e) => e.message)`;
    const [, answer] = await Promise.all([shown(context), tab.frame.evaluate(ask)]);
    expect(answer).toBe('signed in');

    await context.unroute('https://sign-in.example/**');
    await context.route('https://sign-in.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Waits</title>' }),
    );
    const [popUp, outcome] = await Promise.all([
      shown(context).then(async (each) => {
        await each.close();
        return each;
      }),
      tab.frame.evaluate(ask),
    ]);
    expect([popUp.isClosed(), outcome]).toEqual([true, 'CancelledByUser']);
    await tab.close();
  });

  it('answers the tab and nobody else', async (test) => {
    const tab = await open(test);
    const asks = (extra: string) => `new Promise((done) => {
      const heard = [];
      addEventListener('message', ({ data }) => heard.push(data));
      const request = { id: 7, uuidAsString: 'x', func: 'authentication.getAuthToken', args: [] };
      ${extra}
      setTimeout(done, 500, heard);
    })`;
    // The page itself: the right origin of a host, the wrong window.
    expect(await tab.page.evaluate(asks(`postMessage(request, '*');`))).toEqual([
      { id: 7, uuidAsString: 'x', func: 'authentication.getAuthToken', args: [] },
    ]);
    // A window of another origin that the tab opened.
    const [other] = await Promise.all([
      tab.page.context().waitForEvent('page'),
      tab.frame.evaluate(`void open('${world.origins.entra}/nothing-here')`),
    ]);
    expect(await other.evaluate(asks(`opener.parent.postMessage(request, '*');`))).toEqual([]);
    // The right window with a page of no origin in it; and one of another origin cannot get there.
    await tab.frame.goto('about:blank');
    expect(await tab.frame.evaluate(asks(`parent.postMessage(request, '*');`))).toEqual([]);
    expect((await tab.calls()).filter(({ func }) => func === 'authentication.getAuthToken')).toEqual([]);
    const elsewhere = `${world.origins.entra}/common/oauth2/v2.0/authorize`;
    await expect(tab.frame.goto(elsewhere)).rejects.toThrow('ERR_BLOCKED_BY_CSP');
    await tab.close();
  });

  it('TAB-7: takes the focus back, and gives it, by keyboard alone', async (test) => {
    const tab = await open(test);
    const { keyboard } = tab.page;
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    expect(await tab.frame.evaluate('document.activeElement?.textContent')).toBe('First');
    await tab.frame.evaluate('pages.returnFocus(pages.ReturnFocusType.PreviousLandmark)');
    await expect.poll(() => tab.page.evaluate('document.activeElement?.textContent')).toBe('Board');
    await tab.close();
  });

  it('BOX-2: switches consent, presence and faults from its panel', async (test) => {
    const tab = await open(test);
    const { page } = tab;
    await page.getByRole('button', { name: 'Sandbox controls' }).click();
    await page.getByRole('radio', { name: /^revoked/ }).check();
    await page.getByText('Consent is now: revoked.').waitFor();
    expect(world.entra.consent.state(world.desk.tenantId)).toBe('revoked');
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByText('graph, every route: 400 (until cleared)').waitFor();
    await page
      .getByRole('combobox', { name: 'Of', exact: true })
      .selectOption({ label: world.desk.people.lead.name });
    await page.getByRole('combobox', { name: 'Is', exact: true }).selectOption('Busy, InACall');
    await page.getByRole('button', { name: 'Set presence' }).click();
    await page.getByText(`${world.desk.people.lead.name}: Busy, InACall.`).waitFor();
    await page.getByRole('button', { name: 'Reset all services' }).click();
    await page.getByText('All services are as at the start.').waitFor();
    expect(world.entra.consent.state(world.desk.tenantId)).toBe('granted');
    expect(world.graph.faults.list()).toEqual([]);
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  });

  it('TAB-7: is accessible and fits, in every theme, wide and narrow', async (test) => {
    const tab = await open(test);
    await tab.page.getByRole('button', { name: 'Sandbox controls' }).click();
    for (const theme of ['default', 'dark', 'contrast'] as const) {
      await tab.setTheme(theme);
      await expectAccessible(tab.page);
    }
    await tab.page.setViewportSize({ width: 320, height: 800 });
    expect(await tab.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await expectAccessible(tab.page);
    await tab.close();
  }, 60_000);
});

describe('what the tests of the tab lean on', () => {
  it('shows the tab in every look, and names the one that fails', async (test) => {
    const tab = await open(test);
    const seen: string[] = [];
    await forEachLook(tab, async (look) => {
      await expectNoOverflow(tab.frame);
      const forced = await tab.frame.evaluate(`matchMedia('(forced-colors: active)').matches`);
      seen.push(`${String(await tab.frame.evaluate('innerWidth'))} ${String(forced)} ${nameOf(look)}`);
    });
    expect(seen).toEqual(LOOKS.map((look) => `${look.width} ${look.forcedColors} ${nameOf(look)}`));
    expect(await tab.frame.evaluate('themes')).toEqual(['dark', 'contrast']);
    await expect(forEachLook(tab, () => Promise.reject(new Error('no')))).rejects.toThrow(
      'default at 1024 px: no',
    );
    await tab.close();
  });

  it('finds what axe finds inside the frame, but for Tabster’s guards', async (test) => {
    const tab = await open(test);
    await expectAccessible(tab.frame);
    await tab.frame.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<div aria-hidden="true"><i tabindex="0" data-tabster-dummy=""></i></div>')`,
    );
    await expectAccessible(tab.frame);
    await tab.frame.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="data:,"><button></button>')`,
    );
    await expect(expectAccessible(tab.frame)).rejects.toThrow(/button-name[^]*image-alt/);
    await tab.close();
  });

  it.each([
    [
      'a document that scrolls sideways',
      '<div style="width: 400px; height: 5px"></div>',
      /document is 400 px/,
    ],
    [
      'text cut off with dots',
      '<p style="overflow: hidden; white-space: nowrap">Maximilian Overlong</p>',
      /p "Max/,
    ],
    [
      'a word wider than its cell',
      '<table style="width: 40px; table-layout: fixed"><td>Availability</td></table>',
      /td/,
    ],
  ])('finds %s', async (_name, html, words) => {
    const tab = await openTab({ tabHost: tabHost.origin }, browser as Browser, { width: 320 });
    const style = 'style="width: 100px"';
    await tab.frame.evaluate(
      `document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(`<div ${style}>${html}</div>`)})`,
    );
    await expect(expectNoOverflow(tab.frame)).rejects.toThrow(words);
    await tab.close();
  });
});
