import type { Browser, Frame, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { expectAccessible, expectNoOverflow, forEachLook } from '../support/tab-checks.ts';
import { type OpenTab, openTab, type OpenTabOptions } from '../support/tab-host.ts';
import { A_SETUP } from '../unit/tab/a-setup.ts';

let sandbox: Sandbox;
let browser: Browser | NoBrowser;
let tab: OpenTab | null = null;

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox(), openBrowser()]);
}, 90_000);

afterEach(async () => {
  await tab?.close();
  tab = null;
});

afterAll(async () => {
  if (browser && !isMissing(browser)) await browser.close();
  await sandbox.stop();
});

type Context = { skip(note: string): never };

async function open(context: Context, options: OpenTabOptions = {}): Promise<Frame> {
  tab = await openTab(sandbox, browserOrSkip(browser, context), {
    screen: 'admin',
    sub: 'workflows',
    ...options,
  });
  await tab.frame.getByRole('heading', { level: 1 }).waitFor();
  return tab.frame;
}

/** One workflow's page, once everything on it stands. */
async function openOne(context: Context, workflowId: string, options: OpenTabOptions = {}): Promise<Frame> {
  const frame = await open(context, { ...options, sub: `workflows/${workflowId}` });
  await instructionsOf(frame).waitFor();
  return frame;
}

const instructionsOf = (frame: Frame) => frame.getByLabel('Instructions', { exact: true });
const nameOf = (frame: Frame) => frame.getByRole('textbox', { name: 'Name' });
const saveOf = (frame: Frame) => frame.getByRole('button', { name: 'Save', exact: true });
const understoodOf = (frame: Frame) => frame.getByRole('list', { name: 'Understood as' });
const soon = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 10_000 });

interface Saved {
  readonly workflowId: string;
  readonly version: number;
  readonly setup: Record<string, unknown>;
  readonly sentences: readonly unknown[];
}

/** Another lead, who works without this tab. */
async function asLead<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${sandbox.origin}/api/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await sandbox.ssoToken('lead')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status, `${method} ${path}`).toBeLessThan(300);
  return (await response.json()) as Answer;
}
const allWorkflows = async () => (await asLead<{ workflows: Saved[] }>('GET', 'workflows')).workflows;

const aWorkflow = (changes: Readonly<Record<string, unknown>>): Promise<Saved> =>
  asLead<Saved>('POST', 'workflows', { ...A_SETUP, ...changes });

/** Stands between the tab's saves and the server until the answer is called. */
async function onSave(act: (route: Route) => Promise<void>): Promise<() => Promise<void>> {
  const page = tab?.page;
  if (page === undefined) throw new Error('no tab');
  const isWorkflows = ({ pathname }: URL): boolean => /^\/api\/workflows(\/[\w-]{36})?$/.test(pathname);
  const handle = (route: Route): Promise<void> =>
    route.request().method() === 'GET' ? route.fallback() : act(route);
  await page.route(isWorkflows, handle);
  return () => page.unroute(isWorkflows, handle);
}

describe('TAB-4: the list of workflows', () => {
  // First of all: nobody has saved one yet.
  it('a desk that saved none sees the standard workflow, explained as not saved yet', async (context) => {
    const frame = await open(context);
    await frame.getByText('This is the standard workflow. Nobody has saved it yet.').waitFor();
    const row = frame.getByRole('row').filter({ hasText: 'All tickets' });
    expect(await row.innerText()).toMatch(/Switched off[^]*AI · Suggest[^]*On/);
    await row.getByRole('link', { name: 'All tickets' }).click();
    await instructionsOf(frame).waitFor();
    await frame.getByText('It isn’t saved yet').waitFor();
    expect(await frame.getByRole('button', { name: 'Versions' }).count()).toBe(0);
    expect(tab?.complaints()).toEqual([]);
  });

  it('a new workflow: faults stand beside their fields, and what is right is saved', async (context) => {
    const frame = await openOne(context, 'new');
    await frame.getByText('Chosen technicians, in this order').click();
    await frame.getByLabel('Full at').fill('none');
    await frame.getByRole('button', { name: 'Save new workflow' }).click();
    await frame.getByText('3 fields can’t be used as they are. Nothing was saved.').waitFor();
    await frame.getByText('Choose at least one technician.').waitFor();
    await frame.getByText('Write a whole number from 1 to 500.').waitFor();
    // The first faulty field has the focus.
    await soon(() => frame.evaluate<string>('document.activeElement.placeholder')).toBe(
      'New tickets, Service board',
    );

    await nameOf(frame).fill('New tickets, Service board');
    await frame.getByLabel('Full at').fill('8');
    for (const name of ['Ben Osei-Tutu', 'Aisha Khan']) {
      await frame.getByRole('searchbox', { name: 'Add a technician' }).fill(name);
      await frame.getByRole('button', { name: `Add ${name}` }).click();
    }
    await frame.getByRole('button', { name: 'Move Aisha Khan up' }).click();
    await frame.getByText('Eligible when: in the pool (2)').waitFor();
    await frame.getByRole('switch', { name: 'Takes tickets that the PSA reports' }).click();
    await frame.getByRole('checkbox', { name: 'Critical' }).click();
    await frame.getByRole('button', { name: 'Save new workflow' }).click();
    await frame.getByRole('heading', { level: 1, name: 'New tickets, Service board' }).waitFor();
    const [saved] = await allWorkflows();
    const [aisha, ben] = ['Aisha Khan', 'Ben Osei-Tutu'].map((name) =>
      String(sandbox.world.desk.agents.find((agent) => agent.name === name)?.id),
    );
    expect(saved).toMatchObject({
      version: 1,
      setup: { name: 'New tickets, Service board', capacity: 8, isOn: true, pool: [aisha, ben] },
    });
    expect(tab?.complaints()).toEqual([]);
  });

  it('Teams availability is one press away, Undo takes it back, and the order can be changed', async (context) => {
    await aWorkflow({ name: 'In office hours' });
    const { workflowId } = await aWorkflow({ name: 'After hours', teamsAvailability: 'off', act: 'assign' });
    const frame = await open(context);
    const row = frame.getByRole('row').filter({ hasText: 'After hours' });
    expect(await row.innerText()).toMatch(/AI · Assign[^]*Off/);
    await row.getByRole('button', { name: 'Turn on Teams availability for After hours' }).click();
    await frame.getByText('“After hours” looks at Teams now.').waitFor();
    await soon(() => row.innerText()).not.toContain('Turn on');
    await frame.getByRole('button', { name: 'Undo' }).click();
    await soon(() => row.innerText()).toContain('Turn on');
    await row.getByRole('button', { name: 'Move After hours up' }).click();
    await frame.getByText('“After hours” is asked as number').waitFor();
    const names = (await frame.getByRole('rowheader').allInnerTexts()).map((text) => text.split('\n')[0]);
    expect(names.slice(-2)).toEqual(['After hours', 'In office hours']);
    expect((await allWorkflows()).at(-2)?.workflowId).toBe(workflowId);
  });

  it('Round Robin is listed with its on-break check only', async (context) => {
    await aWorkflow({ name: 'Project tickets', mode: 'round-robin' });
    const frame = await open(context);
    const row = frame.getByRole('row').filter({ hasText: 'Project tickets' });
    expect(await row.innerText()).toMatch(/Round Robin[^]*On-break check only/);
  });
});

describe('INS-1: custom instructions', () => {
  it('each sentence says what it became before anything is saved, and nothing half understood is applied', async (context) => {
    const { workflowId } = await aWorkflow({ name: 'With rules', instructions: '' });
    const frame = await openOne(context, workflowId);
    await instructionsOf(frame).fill(
      [
        'Treat Do not disturb as unavailable.',
        'Ignore Teams presence for P1 tickets.',
        'Be kind to new colleagues.',
        'Never give P2 tickets to Aisha Khan on Fridays.',
        'Ignore Teams presence for P9 tickets.',
      ].join('\n'),
    );
    await frame.getByText('2 sentences are rules, 1 kept as advice, 2 not applied').waitFor();
    const lines = await understoodOf(frame).getByRole('listitem').allInnerTexts();
    expect(lines[0]).toContain('Do not disturb → on a break');
    expect(lines[1]).toContain('priority Critical → presence not used');
    expect(lines[2]).toMatch(/Kept as advice[^]*no language model is configured/);
    expect(lines[3]).toMatch(/Only half understood[^]*Left over: “on Fridays”/);
    expect(lines[4]).toMatch(/a name is not known[^]*which priority of the PSA this word stands for/);
    await frame.getByText('Nothing that is only half understood is ever applied.').waitFor();
    await frame.getByText('unsaved changes: 1').waitFor();

    await frame.getByRole('button', { name: 'What “P1” means' }).click();
    const words = frame.getByRole('dialog');
    await words.getByLabel('Words for Low').fill('P4, P9');
    await words.getByRole('button', { name: 'Save words' }).click();
    await frame.getByText('3 sentences are rules, 1 kept as advice, 1 not applied').waitFor();

    await saveOf(frame).click();
    await frame.getByText('“With rules” is saved.').waitFor();
    const saved = (await allWorkflows()).find((each) => each.workflowId === workflowId);
    expect(saved?.sentences).toHaveLength(5);
  });

  it('a try on a past ticket decides as if the form were saved and writes nothing', async (context) => {
    const { workflowId } = await aWorkflow({ name: 'To try', teamsAvailability: 'off' });
    const frame = await openOne(context, workflowId);
    await frame.getByText('Round Robin, on-break check only').click();
    await frame.getByRole('button', { name: 'Try on a past ticket' }).click();
    const panel = frame.getByRole('dialog');
    await panel.getByRole('button', { name: 'Try it', exact: true }).first().click();
    await panel.getByText('Write the number of a ticket.').waitFor();
    await panel
      .getByRole('button', { name: /^Try ticket / })
      .first()
      .click();
    await panel.getByText('Nothing was written.').waitFor();
    expect(await panel.innerText()).toMatch(/would get it\./);
    await panel.getByText('Suggested').waitFor();
    // Round Robin, which stands in the form alone.
    await panel.getByText('Next in turn').waitFor();
    await panel.getByText('Presence was not used, because Teams availability is off.').waitFor();
    const decisions = await asLead<{ decisions: unknown[] }>('GET', 'decisions');
    expect(decisions.decisions).toEqual([]);
    expect(
      sandbox.requests('halopsa').every(({ method, path }) => method === 'GET' || /token/.test(path)),
    ).toBe(true);
  });
});

describe('TAB-4: the rota is a setting apart from the teams of auto-map', () => {
  it('the screen says so, and takes the same ones over', async (context) => {
    const teams = await asLead<{ teams: { id: string; displayName: string }[] }>('GET', 'teams');
    const wanted = teams.teams.filter(({ displayName }) => /^(Service Desk|Escalations)$/.test(displayName));
    const setup = await asLead<{ ticked: { version: number } }>('GET', 'setup');
    await asLead('PUT', 'teams/ticked', {
      teamIds: wanted.map(({ id }) => id),
      expectedVersion: setup.ticked.version,
    });
    const { workflowId } = await aWorkflow({ name: 'With a rota', rotaTeams: [] });
    const frame = await openOne(context, workflowId);
    await frame.getByText('This is a setting of its own').waitFor();
    await frame.getByRole('button', { name: 'Use the same two' }).click();
    await frame.getByText('At the moment they are the same teams').waitFor();
    expect(
      await frame.getByRole('group', { name: 'Rota teams' }).getByRole('checkbox', { checked: true }).count(),
    ).toBe(2);
    await frame.getByText('Round Robin, on-break check only').click();
    await frame.getByText('Round Robin doesn’t look at shifts.').waitFor();
    await frame.getByRole('switch', { name: 'Teams availability' }).click();
    await frame.getByText('Off: nobody’s presence or shift is looked at in this workflow.').waitFor();
  });
});

describe('two leads, and changes that are not saved', () => {
  it('the second one is told what the first changed, and puts their own on top', async (context) => {
    const { workflowId, version, setup } = await aWorkflow({ name: 'Shared', capacity: 12 });
    const frame = await openOne(context, workflowId);
    await frame.getByLabel('Full at').fill('9');
    await asLead('PUT', `workflows/${workflowId}`, { version, setup: { ...setup, workMinutes: 45 } });
    await saveOf(frame).click();
    await frame.getByText('saved this workflow meanwhile').waitFor();
    await frame.getByText('Changed there: length of the work. Yours is not saved.').waitFor();
    await frame.getByRole('button', { name: 'Put my changes on top' }).click();
    await frame.getByText('unsaved changes: 1').waitFor();
    await saveOf(frame).click();
    await frame.getByText('“Shared” is saved.').waitFor();
    const saved = (await allWorkflows()).find((each) => each.workflowId === workflowId);
    expect(saved).toMatchObject({ version: 3, setup: { capacity: 9, workMinutes: 45 } });

    await frame.getByRole('button', { name: 'Versions' }).click();
    const panel = frame.getByRole('dialog');
    await panel.getByText('Changed: open tickets').waitFor();
    await panel.getByRole('button', { name: 'Look at Version 1' }).click();
    await panel.getByText('This is how it was.').waitFor();
    await panel.getByRole('button', { name: 'Put these settings into the form' }).click();
    await frame.getByText('unsaved changes: 2').waitFor();
  });

  it('going away with unsaved changes is asked about; staying keeps them, leaving drops them', async (context) => {
    const { workflowId } = await aWorkflow({ name: 'Half done' });
    const frame = await openOne(context, workflowId);
    await nameOf(frame).fill('Half done, renamed');
    await frame.getByRole('link', { name: 'Technicians' }).click();
    const dialog = frame.getByRole('alertdialog');
    await dialog.getByText('One change of this workflow isn’t saved.').waitFor();
    await dialog.getByRole('button', { name: 'Stay here' }).click();
    expect(await nameOf(frame).inputValue()).toBe('Half done, renamed');
    await frame.getByRole('link', { name: 'Technicians' }).click();
    await dialog.getByRole('button', { name: 'Leave, lose the changes' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Technicians' }).waitFor();
  });

  it('after a save that failed, going away is asked about as before', async (context) => {
    const { workflowId, version, setup } = await aWorkflow({ name: 'Kept in vain' });
    const frame = await openOne(context, workflowId);
    const isAskedAboutGoing = async (): Promise<void> => {
      await frame.getByRole('link', { name: 'Technicians' }).click();
      const dialog = frame.getByRole('alertdialog');
      await dialog.getByText('One change of this workflow isn’t saved.').waitFor();
      await dialog.getByRole('button', { name: 'Stay here' }).click();
      expect(await nameOf(frame).inputValue()).toBe('Kept in vain, renamed');
    };
    await nameOf(frame).fill('Kept in vain, renamed');
    const letThrough = await onSave(async (route) => {
      const json = { code: 'unexpected', requestId: 'r-1' };
      await route.fulfill({ status: 500, contentType: 'application/problem+json', json });
    });
    await saveOf(frame).click();
    await frame.getByText('Something failed on our side').waitFor();
    await isAskedAboutGoing();
    await letThrough();

    await asLead('PUT', `workflows/${workflowId}`, { version, setup: { ...setup, workMinutes: 45 } });
    await saveOf(frame).click();
    await frame.getByText('saved this workflow meanwhile').waitFor();
    await isAskedAboutGoing();
  });

  it('what is typed while a save is under way, or before Undo, lies on top of what was saved', async (context) => {
    const { workflowId } = await aWorkflow({ name: 'Slow', capacity: 12 });
    const frame = await openOne(context, workflowId);
    const answers = Promise.withResolvers<void>();
    const letThrough = await onSave(async (route) => {
      await answers.promise;
      await route.continue();
    });
    await frame.getByLabel('Full at').fill('9');
    await saveOf(frame).click();
    await nameOf(frame).fill('Slow, and typed meanwhile');
    answers.resolve();
    await frame.getByText('“Slow” is saved.').waitFor();
    await letThrough();
    expect(await nameOf(frame).inputValue()).toBe('Slow, and typed meanwhile');
    await frame.getByText('unsaved changes: 1').waitFor();

    await frame.getByRole('button', { name: 'Undo' }).click();
    await frame.getByText('“Slow” is as before.').waitFor();
    expect(await frame.getByLabel('Full at').inputValue()).toBe('12');
    expect(await nameOf(frame).inputValue()).toBe('Slow, and typed meanwhile');
    await frame.getByRole('link', { name: 'Technicians' }).click();
    await frame.getByRole('alertdialog').getByRole('button', { name: 'Stay here' }).click();
    await saveOf(frame).click();
    await frame.getByText('“Slow, and typed meanwhile” is saved.').waitFor();
    const saved = (await allWorkflows()).find((each) => each.workflowId === workflowId);
    expect(saved).toMatchObject({ version: 4, setup: { name: 'Slow, and typed meanwhile', capacity: 12 } });
  });

  it('what is typed while a new workflow is saved stays, and is saved to the same workflow', async (context) => {
    const frame = await openOne(context, 'new');
    const answers = Promise.withResolvers<void>();
    const letThrough = await onSave(async (route) => {
      await answers.promise;
      await route.continue();
    });
    await nameOf(frame).fill('Brand new');
    await frame.getByRole('button', { name: 'Save new workflow' }).click();
    await frame.getByLabel('Full at').fill('7');
    answers.resolve();
    await frame.getByText('“Brand new” is saved.').waitFor();
    await letThrough();
    await frame.getByRole('heading', { level: 1, name: 'Brand new' }).waitFor();
    expect(await frame.getByLabel('Full at').inputValue()).toBe('7');
    await saveOf(frame).click();
    await soon(async () =>
      (await allWorkflows()).filter(({ setup }) => setup['name'] === 'Brand new'),
    ).toEqual([expect.objectContaining({ version: 2, setup: expect.objectContaining({ capacity: 7 }) })]);
    await soon(() => frame.evaluate<string>('location.hash')).not.toContain('new');
    expect(await frame.getByLabel('Full at').inputValue()).toBe('7');
  });

  it('removing asks first, and the list is shown without it', async (context) => {
    const { workflowId } = await aWorkflow({ name: 'Too much' });
    const frame = await openOne(context, workflowId);
    await frame.getByRole('button', { name: 'Remove workflow' }).click();
    const dialog = frame.getByRole('alertdialog');
    await dialog.getByText('Decisions that were made with it stay').waitFor();
    await dialog.getByRole('button', { name: 'Remove the workflow' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Workflows' }).waitFor();
    await frame.getByRole('row').nth(1).waitFor();
    expect(await frame.getByRole('link', { name: 'Too much' }).count()).toBe(0);
  });
});

describe('who may look and who may change', () => {
  it('a dispatcher reads a workflow and sees whom to ask', async (context) => {
    const { workflowId } = await aWorkflow({ name: 'To read', instructions: 'Treat Away as available.' });
    const frame = await open(context, { person: 'dispatcher', sub: `workflows/${workflowId}` });
    await frame.getByRole('heading', { level: 1, name: 'To read' }).waitFor();
    await frame.getByText('Ask one of:').waitFor();
    await frame.getByText('Away → working').waitFor();
    expect(await frame.getByRole('textbox').count()).toBe(0);
    expect(await frame.getByRole('button', { name: 'Save' }).count()).toBe(0);
  });

  it('a member is told who can open it', async (context) => {
    const frame = await open(context, { person: 'member' });
    await frame.getByText('Workflows are for dispatchers, leads and admins.').waitFor();
    await frame.getByText('Ask one of:').waitFor();
    expect(tab?.complaints()).toEqual([]);
  });

  it('a workflow that was removed is said to be gone', async (context) => {
    const frame = await open(context, { sub: 'workflows/0190aaaa-0000-7000-8000-000000000000' });
    await frame.getByRole('heading', { level: 1, name: 'This workflow no longer exists' }).waitFor();
    await frame.getByRole('link', { name: 'All workflows' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Workflows' }).waitFor();
  });
});

describe('TAB-7: one workflow in every look', () => {
  it('nothing that axe finds, no sideways scrolling, no text cut off, in German', async (context) => {
    const { workflowId } = await aWorkflow({
      name: 'Kundenticketbearbeitungswarteschlangenverteilung mit einem sehr langen Namen',
      instructions:
        'Treat Away as available. Treat Away as unavailable. Be kind. Never give P2 tickets to Aisha Khan on Fridays.',
    });
    const frame = await open(context, { sub: `workflows/${workflowId}`, locale: 'de-DE' });
    await frame.getByRole('list', { name: 'Verstanden als' }).waitFor();
    await frame.getByText('Gewichte und Punkte').click();
    if (tab === null) throw new Error('no tab');
    await forEachLook(tab, async ({ forcedColors, width }) => {
      await expectNoOverflow(frame);
      // With forced colours the system draws; axe would judge colours that it did not use.
      if (!forcedColors && (width === 1024 || width === 320)) await expectAccessible(frame);
    });
    expect(tab.complaints()).toEqual([]);
  }, 90_000);
});
