import type { Browser, Frame } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { type OpenTab, openTab, type OpenTabOptions } from '../support/tab-host.ts';
import { userIdOf } from '../sandbox/desk/create-desk.ts';

let sandbox: Sandbox;
let browser: Browser | NoBrowser;
let tab: OpenTab | null = null;

beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox(), openBrowser()]);
});

afterEach(async () => {
  await tab?.close();
  tab = null;
});

afterAll(async () => {
  if (browser && !isMissing(browser)) await browser.close();
  await sandbox.stop();
});

/** The technicians' screen as the person sees it, once the first rows stand. */
async function open(
  context: { skip(note: string): never },
  options: OpenTabOptions & { readonly technicianId?: string } = {},
): Promise<Frame> {
  const { technicianId, ...more } = options;
  const sub = technicianId === undefined ? 'technicians' : `technicians/${technicianId}`;
  tab = await openTab(sandbox, browserOrSkip(browser, context), { screen: 'admin', sub, ...more });
  const first = technicianId === undefined ? tab.frame.getByRole('row').nth(5) : panelOf(tab.frame);
  await first.waitFor();
  return tab.frame;
}

/** Whatever comes by itself: an answer, a pause in typing, presence. */
const soon = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 10_000 });
const rowOf = (frame: Frame, name: string) => frame.getByRole('row').filter({ hasText: name });
const panelOf = (frame: Frame) => frame.getByRole('dialog');

/** Finds somebody, who may stand rows away, and opens the panel. */
async function edit(frame: Frame, name: string): Promise<ReturnType<typeof panelOf>> {
  await frame.getByRole('searchbox').fill(name);
  await frame.getByRole('link', { name: `Edit mapping for ${name}` }).click();
  return panelOf(frame);
}

/** Another admin, who works without this tab. */
async function asLead(path: string, method: string, body: unknown): Promise<number> {
  const response = await fetch(`${sandbox.origin}/api/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await sandbox.ssoToken('lead')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return response.status;
}

describe('TAB-2: the technicians table', () => {
  // First of all: what was read once is shared for half a minute.
  it('presence that cannot be read holds nothing up, and nobody is shown as available (AV-3)', async (context) => {
    sandbox.fault('graph', 'presence', '400');
    try {
      const frame = await open(context);
      await frame.getByText('Presence can’t be read now').waitFor();
      const aisha = rowOf(frame, 'Aisha Khan');
      await soon(() => aisha.innerText()).toContain('No signal');
      expect(await aisha.innerText()).toMatch(/Auto-mapped[^]*Could not be read/);
    } finally {
      sandbox.clearFaults();
    }
  });

  it('everybody with name, PSA e-mail, account and badge, then presence and shift', async (context) => {
    const frame = await open(context);
    const aisha = rowOf(frame, 'Aisha Khan');
    await soon(() => aisha.innerText()).toContain('Working');
    const text = await aisha.innerText();
    expect(text).toContain('aisha.khan@harbourlane.example');
    expect(text).toContain('Auto-mapped');
    expect(text).toContain('Available');
    expect(text).toContain('On shift until');
    expect(await rowOf(frame, 'Elena García').innerText()).toMatch(/None[^]*Not mapped/);
    expect(await rowOf(frame, '<at>everyone</at> Rossi').count()).toBe(1);
    expect(tab?.complaints()).toEqual([]);
  });

  it('filters with counts, the search and the order are asked of the server and can be undone', async (context) => {
    const frame = await open(context);
    const filter = frame.getByRole('button', { name: /^Not mapped \d+$/ });
    const count = Number((await filter.innerText()).match(/\d+$/)?.[0]);
    await filter.click();
    await frame.getByText(`${count} technicians`, { exact: true }).first().waitFor();
    expect(await filter.getAttribute('aria-pressed')).toBe('true');
    expect(await rowOf(frame, 'Aisha Khan').count()).toBe(0);
    await frame.getByRole('searchbox', { name: 'Find a technician' }).fill('garcia');
    await frame.getByText('1 technician for “garcia”').first().waitFor();
    expect(await frame.getByRole('rowheader').allInnerTexts()).toEqual(['Elena García']);
    await frame.getByRole('searchbox').fill('nobody at all');
    await frame.getByRole('heading', { name: 'Nobody matches “nobody at all”' }).waitFor();
    await frame.getByRole('button', { name: 'Show everybody' }).click();
    await rowOf(frame, 'Aisha Khan').waitFor();
    expect(await frame.getByRole('searchbox').inputValue()).toBe('');

    await frame.getByRole('button', { name: 'PSA e-mail' }).click();
    const emailHead = frame.getByRole('columnheader', { name: 'PSA e-mail' });
    await soon(() => emailHead.getAttribute('aria-sort')).toBe('ascending');
    await frame.getByRole('button', { name: 'PSA e-mail' }).click();
    await soon(() => emailHead.getAttribute('aria-sort')).toBe('descending');
    await soon(() => frame.getByRole('rowheader').first().innerText()).not.toContain('everyone');
  });

  it('by keyboard: from row to row with the arrows, past the table with one link', async (context) => {
    const frame = await open(context);
    await frame.getByRole('link', { name: 'Edit mapping for Aisha Khan' }).focus();
    const focused = () => frame.evaluate<string>('document.activeElement.getAttribute("aria-label")');
    await tab?.page.keyboard.press('ArrowDown');
    await soon(focused).toBe('Edit mapping for Amelia Hart');
    await tab?.page.keyboard.press('End');
    await soon(focused).toMatch(/^Edit mapping for Zo/);
    await tab?.page.keyboard.press('Home');
    await soon(focused).toMatch(/everyone/);
    await frame.getByRole('button', { name: 'Skip to after the table' }).focus();
    await tab?.page.keyboard.press('Enter');
    await expect
      .poll(() => frame.evaluate('document.activeElement.textContent'))
      .toBe('End of the technicians');
  });

  it('whoever may not change anything sees whom to ask', async (context) => {
    const frame = await open(context, { person: 'member' });
    expect(await frame.getByRole('link', { name: 'Run auto-map' }).count()).toBe(0);
    await frame.getByRole('link', { name: 'Show mapping of Elena García' }).click();
    const panel = panelOf(frame);
    await panel.getByText('Ask one of:').waitFor();
    expect(await panel.getByRole('button', { name: 'Save' }).count()).toBe(0);
    expect(await panel.getByRole('textbox').count()).toBe(0);
    await panel.getByRole('button', { name: 'Copy a message to send' }).waitFor();
  });
});

describe('MAP-8, MAP-9, MAP-10: Microsoft Teams Mapping', () => {
  it('a suggestion is one click away; saving makes it Manual, and Undo takes it back', async (context) => {
    const frame = await open(context);
    const panel = await edit(frame, 'Elena García');
    await panel.getByRole('heading', { name: 'Microsoft Teams Mapping — Elena García' }).waitFor();
    await panel.getByText('No Microsoft account has this e-mail.').waitFor();
    await panel.getByRole('button', { name: 'Use elena.garcia@harbourlane.example' }).click();
    await expect
      .poll(() => panel.getByLabel('Sign-in name').inputValue())
      .toBe('elena.garcia@harbourlane.example');
    expect(await panel.getByLabel('Account id').inputValue()).toBe(userIdOf('Elena García'));
    await panel.getByRole('button', { name: 'Save' }).click();
    await frame.getByText('Elena García is mapped to elena.garcia@harbourlane.example.').waitFor();
    await soon(() => rowOf(frame, 'Elena García').innerText()).toContain('Manual');
    const opener = 'Edit mapping for Elena García';
    await soon(() => frame.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(opener);
    await frame.getByRole('button', { name: 'Undo' }).click();
    await frame.getByText('The former mapping of Elena García is back.').waitFor();
    await soon(() => rowOf(frame, 'Elena García').innerText()).toContain('Not mapped');
  });

  it('the search finds accounts by name; somebody else’s is refused with the name, unless both are meant', async (context) => {
    const frame = await open(context);
    const panel = await edit(frame, 'Sam Ortiz');
    const search = panel.getByRole('combobox', { name: 'Microsoft account' });
    await search.fill('sam');
    const options = panel.getByRole('option');
    await options.first().waitFor();
    expect(await options.filter({ hasText: 'sam.lee@' }).innerText()).toContain('Mapped to Sam Lee');
    const names = await options.allInnerTexts();
    const place = names.findIndex((text) => text.includes('sam.lee@'));
    for (let step = 0; step <= place; step += 1) await search.press('ArrowDown');
    await search.press('Enter');
    await expect
      .poll(() => panel.getByLabel('Sign-in name').inputValue())
      .toBe('sam.lee@harbourlane.example');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Already mapped to Sam Lee.').waitFor();
    await panel.getByRole('link', { name: 'Open Sam Lee' }).waitFor();
    await panel.getByRole('button', { name: 'Map anyway' }).click();
    await frame.getByText('Sam Ortiz is mapped to sam.lee@harbourlane.example.').waitFor();
    await frame.getByRole('button', { name: 'Undo' }).click();
    await frame.getByText('The former mapping of Sam Ortiz is back.').waitFor();
  });

  it('typing one field leaves the other to the server; what does not fit is said at the field', async (context) => {
    const frame = await open(context);
    const panel = await edit(frame, 'Aisha Khan');
    const accountId = panel.getByLabel('Account id');
    const signInName = panel.getByLabel('Sign-in name');
    const save = panel.getByRole('button', { name: 'Save' });
    await accountId.fill('');
    await save.click();
    await panel.getByText('Fill both or clear both.').waitFor();
    expect(await accountId.getAttribute('aria-invalid')).toBe('true');
    await accountId.fill('not an id');
    await save.click();
    await panel.getByText('This is not an account id.').waitFor();
    await accountId.fill('');
    await signInName.fill('');
    await panel.getByRole('button', { name: 'Remove mapping' }).waitFor();
    await signInName.fill('nobody@harbourlane.example');
    await save.click();
    await panel.getByText('No account of your organisation is called so.').waitFor();
    expect(await accountId.getAttribute('placeholder')).toBe('Found from the other field when you save');
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await soon(() => rowOf(frame, 'Aisha Khan').innerText()).toContain('Auto-mapped');
  });

  it('removing can be undone, and the mapping is auto-mapped again', async (context) => {
    const frame = await open(context);
    const panel = await edit(frame, 'Jia Chen');
    await panel.getByRole('button', { name: 'Remove mapping' }).click();
    await frame.getByText('The mapping of Jia Chen was removed.').waitFor();
    await soon(() => rowOf(frame, 'Jia Chen').innerText()).toContain('Not mapped');
    await frame.getByRole('button', { name: 'Undo' }).click();
    await soon(() => rowOf(frame, 'Jia Chen').innerText()).toContain('Auto-mapped');
  });

  it('two admins at one mapping: the second is told who was faster, and nothing is overwritten', async (context) => {
    const frame = await open(context, { person: 'admin' });
    const panel = await edit(frame, 'Mateo Vidal');
    await panel.getByLabel('Sign-in name').fill('nora.eriksen@harbourlane.example');
    const seen = { userId: userIdOf('Mateo Vidal'), source: 'auto', excluded: false };
    const wish = { accountId: userIdOf('Rosa Kim'), allowShared: true, expected: seen };
    expect(await asLead('technicians/10/mapping', 'PUT', wish)).toBe(200);
    await panel.getByRole('button', { name: 'Save' }).click();
    const { lead } = sandbox.world.desk.people;
    await panel.getByText(`${lead.name} changed this mapping`).waitFor();
    await panel.getByRole('button', { name: 'Show what stands now' }).click();
    await expect
      .poll(() => panel.getByLabel('Sign-in name').inputValue())
      .toBe('rosa.kim@harbourlane.example');
    await panel.getByText(`by ${lead.name}`).waitFor();
  });

  it('never auto-mapping somebody takes effect at once', async (context) => {
    const frame = await open(context);
    const panel = await edit(frame, 'Wanda Nowak');
    await panel.getByRole('switch', { name: 'Never auto-map this person' }).check();
    await frame.getByText('Auto-map leaves Wanda Nowak out from now on.').waitFor();
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await soon(() => rowOf(frame, 'Wanda Nowak').innerText()).toMatch(/Auto-mapped[^]*Excluded/);
  });

  it('the panel has an address of its own: it stays through a reload, and an unknown one says so', async (context) => {
    const frame = await open(context, { technicianId: '2' });
    await panelOf(frame)
      .getByRole('heading', { name: /Aisha Khan/ })
      .waitFor();
    await tab?.page.keyboard.press('Escape');
    await soon(() => panelOf(frame).count()).toBe(0);
    await tab?.close();
    const other = await open(context, { technicianId: '99999' });
    await panelOf(other).getByText('This technician no longer exists in the PSA.').waitFor();
  });
});

describe('TAB-7: looks', () => {
  it('in German, whole', async (context) => {
    const frame = await open(context, { locale: 'de-DE', technicianId: '35' });
    const panel = panelOf(frame);
    await panel.getByRole('heading', { name: 'Microsoft Teams-Zuordnung — Elena García' }).waitFor();
    await panel.getByRole('button', { name: 'Speichern' }).waitFor();
    await panel.getByRole('button', { name: 'Abbrechen' }).click();
    await rowOf(frame, 'Aisha Khan').getByText('Automatisch zugeordnet').waitFor();
    await frame.getByRole('columnheader', { name: 'Microsoft-Konto' }).waitFor();
  });
});
