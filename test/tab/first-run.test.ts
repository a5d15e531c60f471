import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOrSkip, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible } from '../support/tab-checks.ts';
import { openTab } from '../support/tab-host.ts';

/** PSA connected, and nobody mapped yet. */
const opening = openBrowser();
let empty: Sandbox;
let connected: Sandbox;

beforeAll(async () => {
  [empty, connected] = await Promise.all([
    startSandbox({ prepared: 'empty', consent: 'none' }),
    startSandbox({ prepared: 'connected' }),
  ]);
});
afterAll(async () => {
  const browser = await opening;
  if (!('skipped' in browser)) await browser.close();
  await Promise.all([empty.stop(), connected.stop()]);
});

const TITLE = 'See who can take a ticket, without asking';

describe('ux S0: the board before there is anything on it', () => {
  it('says what it does, what it needs, and leads an admin to setup', async (context) => {
    const tab = await openTab(empty, browserOrSkip(await opening, context));
    const { frame } = tab;
    await frame.getByRole('heading', { name: TITLE }).waitFor();
    await frame.getByText('Needs a Microsoft 365 administrator for two minutes.').waitFor();
    expect(await frame.getByRole('link', { name: 'Start setup' }).getAttribute('href')).toContain('#/setup');
    expect(await frame.getByRole('alert').count()).toBe(0);
    await expectAccessible(frame);
    await tab.close();
  });

  it('goes on where setup stopped: a PSA, and nobody mapped', async (context) => {
    const tab = await openTab(connected, browserOrSkip(await opening, context));
    await tab.frame.getByRole('heading', { name: TITLE }).waitFor();
    await tab.frame.getByRole('link', { name: 'Continue setup' }).waitFor();
    await tab.close();
  });

  it('tells whoever may not set up whom to ask, in their language, with a message to send', async (context) => {
    const tab = await openTab(connected, browserOrSkip(await opening, context), {
      person: 'member',
      locale: 'de-DE',
    });
    await tab.frame.getByRole('heading', { name: /Sehen, wer ein Ticket übernehmen kann/ }).waitFor();
    expect(await tab.frame.getByRole('link', { name: /Einrichtung/ }).count()).toBe(0);
    await tab.frame.getByText(/Die Einrichtung ist Sache der Administratoren\..*Fragen Sie/).waitFor();
    await tab.frame.getByRole('button', { name: 'Nachricht zum Versenden kopieren' }).waitFor();
    await tab.close();
  });
});
