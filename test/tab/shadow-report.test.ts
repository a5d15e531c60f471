import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext, vi } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { DISPATCH_SECONDS } from '../../bot/jobs/dispatch-jobs.ts';
import { dispatchDesk } from '../behaviour/dispatch-desk.ts';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow, screenshot } from '../support/tab-checks.ts';
import { type OpenTab, openTab, type OpenTabOptions } from '../support/tab-host.ts';

const DAY_MS = 86_400_000;
const [AGREED, OTHERWISE, WAITING] = [[4711, 4712, 4713, 4716], [4719, 48_213, 4722], [4725]] as const;
const TICKETS = [...AGREED, ...OTHERWISE, ...WAITING];

let sandbox: Sandbox;
let browser: Browser | NoBrowser;
let desk: ReturnType<typeof dispatchDesk>;
let workflowId: string;
/** What the program does every ten minutes, which nobody here waits for: it runs in this process. */
let followShadows: readonly (() => void)[] = [];

beforeAll(async () => {
  const timers = vi.spyOn(globalThis, 'setInterval');
  [sandbox, browser] = await Promise.all([startSandbox({ clock: systemClock }), openBrowser()]);
  followShadows = timers.mock.calls.flatMap(([turn, delay]) =>
    delay === DISPATCH_SECONDS.followShadows * 1000 ? [turn] : [],
  );
  timers.mockRestore();
  desk = dispatchDesk(sandbox);
  const saved = await desk.workflow({
    shadowUntil: new Date(Date.now() + 7 * DAY_MS).toISOString(),
    pool: 'everyone',
    mode: 'ranked',
  });
  ({ workflowId } = saved);
}, 90_000);
afterAll(async () => {
  if (!isMissing(browser)) await browser.close();
  await sandbox.stop();
});

async function openReport(test: TestContext, options: OpenTabOptions = {}): Promise<[OpenTab, Frame]> {
  const tab = await openTab(sandbox, browserOrSkip(browser, test), {
    screen: 'admin',
    sub: `workflows/${workflowId}`,
    ...options,
  });
  const button = tab.frame.getByRole('button', { name: /^(Show the report|Bericht anzeigen)$/ });
  await button.click();
  await tab.frame.getByRole('dialog').waitFor();
  return [tab, tab.frame];
}

/** HaloPSA tells of new tickets; each is decided about silently. Answers whom Rollcall would have given it to. */
async function reportAll(): Promise<ReadonlyMap<number, string>> {
  const { body } = await desk.asPerson('admin', '/api/psa/hook');
  const { hook } = body as { hook: { url: string; secret: string } };
  for (const ticket of TICKETS) {
    await sandbox.world.halopsa.sendHook(hook.url, String(ticket), hook.secret, { authentication: 'basic' });
  }
  const shadows = async (): Promise<{ ticket: { ref: string }; outcome: { technicianId: string } }[]> => {
    const answer = await desk.asPerson('admin', '/api/decisions?state=shadow&limit=50');
    return (answer.body as { decisions: never[] }).decisions;
  };
  await expect
    .poll(async () => (await shadows()).length, { timeout: 20_000, interval: 500 })
    .toBe(TICKETS.length);
  return new Map(
    (await shadows()).map(({ ticket, outcome }) => [Number(ticket.ref), outcome.technicianId] as const),
  );
}

/** Somebody at the desk gives a ticket to somebody, in HaloPSA itself. */
function giveByHand(ticketId: number, agentId: number): void {
  const state = sandbox.world.halopsa.state();
  const ticket = state.ticket(ticketId);
  if (ticket === null) throw new Error(`HaloPSA has no ticket ${ticketId}`);
  state.putTicket({ ...ticket, agent_id: agentId });
}

describe('the report of a workflow in shadow', () => {
  it('says that there is nothing to compare before people have chosen', async (test) => {
    const [tab, frame] = await openReport(test);
    await frame.getByText('Nothing to compare yet.').waitFor();
    await tab.close();
  }, 30_000);

  it('counts how often people chose alike, and names the tickets where they did not', async (test) => {
    const wanted = await reportAll();
    const { agents } = sandbox.world.desk;
    for (const ticket of AGREED) giveByHand(ticket, Number(wanted.get(ticket)));
    const chosen = new Map<number, string>();
    for (const ticket of OTHERWISE) {
      const other = agents.find(
        (each) =>
          !each.isdisabled && !each.isapiagent && each.id > 1 && String(each.id) !== wanted.get(ticket),
      );
      if (!other) throw new Error('nobody else');
      giveByHand(ticket, other.id);
      chosen.set(ticket, other.name);
    }
    for (const turn of followShadows) turn();
    await expect
      .poll(async () => (await desk.asPerson('admin', `/api/workflows/${workflowId}/shadow`)).body, {
        timeout: 20_000,
      })
      .toMatchObject({ decided: 8, compared: 7, agreed: 4 });

    const [tab, frame] = await openReport(test);
    const panel = frame.getByRole('dialog');
    await panel.getByText('57%').waitFor();
    await panel.getByText('the same technician, 4 of 7 times').waitFor();
    const rows = panel.getByRole('listitem');
    expect(await rows.count()).toBe(3);
    for (const ticket of OTHERWISE) {
      const row = rows.filter({ hasText: `#${ticket}` });
      expect(await row.innerText()).toMatch(new RegExp(`Rollcall\\s.+\\sPeople\\s${chosen.get(ticket)}`));
    }
    await expectNoOverflow(frame);
    await expectAccessible(frame);
    await tab.setWidth(1024);
    await screenshot(tab, 'shadow/1024 light');
    await tab.setTheme('dark');
    await tab.setWidth(320);
    await expectNoOverflow(frame);
    await expectAccessible(frame);
    await screenshot(tab, 'shadow/320 dark');
    await panel.getByRole('link', { name: `#${OTHERWISE[0]}` }).click();
    await frame.getByText('A workflow in shadow decides silently: nothing was written.').waitFor();
    await frame.getByText(`The ticket belongs to ${chosen.get(OTHERWISE[0])} by now.`).waitFor();
    await screenshot(tab, 'shadow/320 dark decision');
    expect(tab.complaints()).toEqual([]);
    await tab.close();
  }, 60_000);

  it('in German, at the narrowest', async (test) => {
    const [tab, frame] = await openReport(test, { locale: 'de-DE', width: 280 });
    await frame.getByText('derselbe Techniker, 4 von 7 Mal').waitFor();
    await expectNoOverflow(frame);
    await screenshot(tab, 'shadow/280 German');
    await tab.close();
  }, 30_000);
});
