import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { browserOrSkip, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow, forEachLook, screenshot } from '../support/tab-checks.ts';
import { openTab, type OpenTab, type OpenTabOptions } from '../support/tab-host.ts';

/** States of consent and of the list of teams that a first day seldom meets. In order: each test goes on from where the one before left the desk. */
const opening = openBrowser();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ prepared: 'connected', consent: 'none' });
}, 90_000);
afterAll(async () => {
  const browser = await opening;
  if (!('skipped' in browser)) await browser.close();
  await sandbox.stop();
});

async function openSetup(test: TestContext, options: OpenTabOptions = {}): Promise<OpenTab> {
  return openTab(sandbox, browserOrSkip(await opening, test), { screen: 'admin', sub: 'setup', ...options });
}

const button = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name });
const says = (frame: Frame, text: string | RegExp) => frame.getByText(text).first().waitFor();
/** The step with this number, by the words in it. */
const step = (frame: Frame, number: number) =>
  frame
    .getByRole('list', { name: 'Setup steps' })
    .getByRole('listitem')
    .filter({ has: frame.getByRole('img', { name: new RegExp(`^Step ${number},`) }) });

async function consentWindow(tab: OpenTab): Promise<Page> {
  const opened = tab.page.context().waitForEvent('page');
  await button(tab.frame, /^Open consent page/).click();
  const page = await opened;
  await page.waitForURL(/adminconsent/);
  return page;
}

describe('CON-2, CON-3: a consent page that somebody opened', () => {
  it('others see who opened it and when, and that nothing has come back', async (test) => {
    const admin = await openSetup(test);
    await consentWindow(admin);
    const lead = await openSetup(test, { person: 'lead', width: 640 });
    const { name } = sandbox.world.desk.people.admin;
    await says(
      lead.frame,
      new RegExp(`^${name} opened the consent page at .+\\. Nothing has come back yet\\.`),
    );
    await says(lead.frame, 'Only an admin of Rollcall can open the consent page.');
    await expectAccessible(lead.frame);
    await expectNoOverflow(lead.frame);
    await screenshot(lead, 'states/consent opened by somebody else');
    await Promise.all([lead.close(), admin.close()]);
  }, 60_000);

  it('S14: a return from another tenant is told on the return page and in Setup, with the way on', async (test) => {
    const tab = await openSetup(test);
    const { frame } = tab;
    await button(frame, 'Cancel').click();
    const page = await consentWindow(tab);
    const back = new URL('/consent/return', sandbox.origin);
    back.searchParams.set('state', new URL(page.url()).searchParams.get('state') ?? '');
    back.searchParams.set('admin_consent', 'True');
    back.searchParams.set('tenant', sandbox.world.desk.people.otherTenant.tenantId);
    await page.goto(back.href);
    await page.getByRole('heading', { name: 'That was another tenant' }).waitFor();
    await page.getByText('so Rollcall did not record it').waitFor();
    await page.getByRole('link', { name: 'Back to setup' }).waitFor();
    await expectAccessible(page);

    // The page notices by itself.
    await says(frame, 'That was another tenant');
    await says(
      frame,
      new RegExp(`${sandbox.world.desk.people.admin.name} signed in to a tenant that is not this desk’s`),
    );
    await button(frame, 'Open consent page again').waitFor();
    await step(frame, 2).getByText('Teams can be listed once consent is granted.').waitFor();
    await forEachLook(tab, async ({ theme, width, forcedColors }) => {
      await expectNoOverflow(frame);
      if (!forcedColors && (width === 1024 || width === 320)) await expectAccessible(frame);
      if (theme === 'dark' && width === 320) await screenshot(tab, 'states/wrong tenant dark 320');
    });
    await tab.setForcedColors(false);
    await screenshot(tab, 'states/wrong tenant');
    await tab.close();
  }, 90_000);
});

describe('CON-4: no consent, still spreading, taken back, no teams', () => {
  const SENTENCES = {
    none: 'Teams can be listed once consent is granted.',
    spreading: 'Teams can be listed as soon as the consent has spread. This page looks again by itself.',
    revoked: /^Teams can’t be listed any more, because the consent was taken back\./,
    noTeams: 'There are no teams in this tenant yet',
  } as const;

  it('are four states with a sentence each, and the last one has its own way on', async (test) => {
    const tab = await openSetup(test);
    const { frame } = tab;
    const teams = step(frame, 2);
    const expectOnly = async (name: keyof typeof SENTENCES): Promise<void> => {
      await teams.getByText(SENTENCES[name]).waitFor({ timeout: 20_000 });
      for (const [other, sentence] of Object.entries(SENTENCES)) {
        expect(await teams.getByText(sentence).count(), `${other} while ${name}`).toBe(
          other === name ? 1 : 0,
        );
      }
    };
    await expectOnly('none');

    sandbox.world.entra.consent.setAcceptOutcome({ state: 'spreading', spreadMs: 600_000 });
    const page = await consentWindow(tab);
    await page.getByRole('button', { name: 'Accept' }).click();
    await page.getByRole('heading', { name: 'Consent granted, not active yet' }).waitFor();
    await expectOnly('spreading');

    const state = sandbox.world.graph.state();
    const before = state.groups();
    for (const group of before) state.putGroup({ ...group, kind: 'microsoft-365' });
    sandbox.consent('granted');
    await button(frame, 'Retry now').click();
    await expectOnly('noTeams');
    expect(await button(frame, /: Pick your teams$/).count()).toBe(0);
    expect(await frame.getByText(/(all|of) 0 teams/).count()).toBe(0);
    await step(frame, 3).getByText('This step needs a team whose members can be compared.').waitFor();
    expect(await button(frame, 'Preview auto-map').count()).toBe(0);
    await expectAccessible(frame);
    await tab.setWidth(320);
    await expectNoOverflow(frame);
    await screenshot(tab, 'states/no teams 320');
    await tab.setWidth('full');
    await screenshot(tab, 'states/no teams');

    for (const group of before) state.putGroup(group);
    await button(frame, 'Look again').click();
    await button(frame, /: Pick your teams$/).waitFor();
    await button(frame, 'Preview auto-map').waitFor();

    sandbox.consent('revoked');
    await button(frame, 'Check again').click();
    await expectOnly('revoked');
    await screenshot(tab, 'states/taken back');
    await tab.close();
  }, 120_000);
});
