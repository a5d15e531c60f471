import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamIdOf, userIdOf } from '../sandbox/desk/create-desk.ts';
import { type ApiAnswer, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { askUntil, type Reply, replyOf } from './read-card.ts';
import { readDatabase } from './read-database.ts';

/** One desk from its first auto-map on: each test goes on where the one before stopped. */
const BASE = '/public-api/teams-availability';
/** Technicians of the desk whose e-mail is no member's, or more than one's. */
const UNMATCHED = [
  'Amelia Hart',
  'Elena García',
  'Ian Irving',
  'Ingrid Solberg',
  'Kenji Watanabe',
  'Lucia R. (nights)',
  'Lucía Romero',
  'Marcus Webb',
  'Noah Fischer',
  'Oliver Brandt',
  'Olivia Brandt',
  'Paul Adeyemi',
  'Quentin Moreau',
  'Sam Ortiz',
  'Tanaka, Yuki',
  'Tomasz Zieliński',
  'Wei Zhang',
];
const MATCHED = 54 - UNMATCHED.length;
const WEI = '43';

interface Technician {
  readonly technicianId: string;
  readonly name: string;
  readonly mapping: { readonly source: string; readonly userId: string } | null;
}

let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-automap-'));
  const databaseUrl = `sqlite:${join(folder, 'rollcall.db')}`;
  sandbox = await startSandbox({ prepared: 'connected', databaseUrl });
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const autoMap = (json: object = {}): Promise<ApiAnswer> =>
  sandbox.api(`${BASE}/auto-map`, { method: 'POST', json });

async function technicians(): Promise<readonly Technician[]> {
  const { status, body } = await sandbox.api(`${BASE}/technicians?limit=500`);
  expect(status).toBe(200);
  return (body as { technicians: readonly Technician[] }).technicians;
}

const mapped = (all: readonly Technician[]): readonly Technician[] =>
  all.filter(({ mapping }) => mapping !== null);

async function preview(person = 'lead', text = 'auto-map'): Promise<Reply> {
  const reply = await askUntil(sandbox, person, text);
  expect(reply.words).toContain('Preview of auto-map');
  return reply;
}

/** Apply as it stands, with the ticks as the card has them. */
function applying(reply: Reply): Readonly<Record<string, unknown>> {
  const title = reply.buttons.find((button) => button.startsWith('Apply')) ?? 'Apply';
  return { clear: 'true', ...reply.data(title) };
}

describe('CHAT-4: the first auto-map', () => {
  it('is not for members: they hear whom to ask, and nothing is read', async () => {
    const { words } = replyOf(await sandbox.say('member', 'auto-map'));
    expect(words).toContain('this needs the role "lead"');
    expect(words).toMatch(/Ask one of: .*Priya Raman/);
    expect(sandbox.requests('graph')).toEqual([]);
  });

  it('API-1: rehearsed over HTTP it says what it would do, and does nothing', async () => {
    const { status, body } = await autoMap({ dryRun: true });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        dryRun: true,
        state: 'complete',
        counts: expect.objectContaining({ add: MATCHED, unmatched: UNMATCHED.length, clear: 0 }),
      }),
    ]);
    expect(mapped(await technicians())).toEqual([]);
  });

  it('shows a preview with counts and its scope in words; Cancel leaves everything as it was', async () => {
    const { words, data, buttons } = await preview();
    expect(words).toContain('Every team of the tenant (6 teams read)');
    expect(words).toContain(`${MATCHED} to add · 0 to change · 0 the same`);
    expect(words).toContain(`0 Manual kept · ${UNMATCHED.length} unmatched`);
    expect(words).toContain('Nothing is changed yet.');
    expect(buttons).toEqual(expect.arrayContaining([`Apply ${MATCHED}`, 'Cancel']));
    const cancelled = replyOf(await sandbox.press('lead', data('Cancel')));
    expect(cancelled.words).toContain('Auto-map cancelled\nNothing was changed.');
    const tooLate = replyOf(await sandbox.press('lead', { ...data(`Apply ${MATCHED}`), clear: 'true' }));
    expect(tooLate.words).toMatch(/cancelled/i);
    expect(mapped(await technicians())).toEqual([]);
  });

  it('"auto-map Escalations" reads that team alone, and says that it clears nothing', async () => {
    await sandbox.forgetRequests();
    const { words, data } = await preview('lead', 'auto-map Escalations');
    expect(words).toContain('Teams: Escalations');
    expect(words).toContain('Picked teams only: nothing can be cleared.');
    const read = sandbox.requests('graph', 'members-as-user').map(({ path }) => path);
    expect(read).toHaveLength(1);
    expect(read[0]).toContain(teamIdOf('Escalations'));
    await sandbox.press('lead', data('Cancel'));
  });

  it('S33: Apply, pressed twice by two people at once, is done once, and both see the result', async () => {
    const reply = await preview();
    const press = applying(reply);
    const [first, second] = (
      await Promise.all([
        sandbox.press('lead', press),
        sandbox.press('admin', {
          action: { type: 'Action.Execute', verb: 'automap.apply', data: press },
          trigger: 'manual',
        }),
      ])
    ).map((said) => replyOf(said).words);
    for (const words of [first, second]) {
      expect(words).toContain('Auto-map finished, ');
      expect(words).toContain(`${MATCHED} added · 0 changed · 0 cleared · 0 kept`);
      expect(words).toContain(`Unmatched (${UNMATCHED.length})`);
      expect(words).toContain('Started by Priya Raman.');
    }
    const once = replyOf(await sandbox.press('lead', press));
    expect(once.words).toContain(`${MATCHED} added`);
    const all = await technicians();
    expect(mapped(all)).toHaveLength(MATCHED);
    expect(
      all
        .filter(({ mapping }) => mapping === null)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(UNMATCHED.toSorted());
    const robin = all.find(({ name }) => name === 'Robin Vale');
    expect(robin?.mapping).toMatchObject({ guest: true, source: 'auto' });
  });

  it('MAP-9: whoever is unmatched stands in a list with the reason and both compared values', async () => {
    const reply = replyOf(await sandbox.say('lead', "who isn't mapped"));
    expect(reply.words).toContain(`${UNMATCHED.length} of 54 technicians not mapped`);
    expect(reply.words).toContain(
      'PSA: elena@harbourlane.example · Microsoft 365: elena.garcia@harbourlane.example (alias)',
    );
    expect(reply.words).toContain('The e-mail fits several Microsoft users');
  });

  it('MAP-9: a suggestion is taken with one click, and is a manual mapping then', async () => {
    const list = replyOf(await sandbox.say('lead', "who isn't mapped"));
    const input = list.card.body.find(({ id }) => id === 'suggestion');
    const choices = input?.['choices'] as readonly { title: string; value: string }[];
    const noah = choices.find(({ title }) => title.startsWith('Noah Fischer → '));
    const mapped = replyOf(
      await sandbox.press('lead', { ...list.data('Map'), suggestion: noah?.value ?? '' }),
    );
    expect(mapped.words).toContain('Noah Fischer');
    const found = (await technicians()).find(({ name }) => name === 'Noah Fischer');
    expect(found?.mapping).toMatchObject({ source: 'manual', userId: userIdOf('Noah Fischer') });
    await sandbox.api(`${BASE}/technicians/${found?.technicianId}/mapping`, { method: 'DELETE' });
  });
});

describe('MAP-7: what is applied twice', () => {
  it('changes nothing the second time, to the byte', async () => {
    const before = await technicians();
    const again = await autoMap();
    expect(again).toMatchObject({
      status: 200,
      body: { state: 'complete', counts: { add: 0, update: 0, clear: 0, unchanged: MATCHED }, cleared: [] },
    });
    expect(await technicians()).toEqual(before);
    const { words, buttons } = await preview();
    expect(words).toContain('There is nothing to apply: every mapping that can be made is there already.');
    expect(buttons.filter((button) => button.startsWith('Apply'))).toEqual([]);
  });

  it('G26: a second run at once is refused with the first one’s id, over HTTP and in chat', async () => {
    await sandbox.forgetRequests();
    sandbox.fault('graph', 'members-as-user', 'slow:1200', 1);
    const first = autoMap();
    await expect.poll(() => sandbox.requests('graph', 'members-as-user').length).toBeGreaterThan(0);
    const [second, chat] = await Promise.all([autoMap(), sandbox.say('lead', 'auto-map')]);
    const { body } = await first;
    expect(body).toMatchObject({ state: 'complete' });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'run_in_progress', runId: (body as { runId: string }).runId },
    });
    expect(second.headers.get('content-type')).toContain('application/problem+json');
    expect(replyOf(chat).words).toContain('Auto-map is running already.');
  });

  it('API-2: an idempotency key makes a repeated request one run', async () => {
    const headers = { 'idempotency-key': 'nightly-2026-07-06' };
    const [one, two] = await Promise.all([
      sandbox.api(`${BASE}/auto-map`, { method: 'POST', json: {}, headers }),
      sandbox.api(`${BASE}/auto-map`, { method: 'POST', json: {}, headers }),
    ]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.body).toEqual(two.body);
  });
});

describe('MAP-5, MAP-8: what a person decided', () => {
  const WANTED = 'ingrid.solberg@harbourlane.example';

  it('is kept byte for byte by every run, partial, full and undone', async () => {
    const put = await sandbox.api(`${BASE}/technicians/${WEI}/mapping`, {
      method: 'PUT',
      json: { signInName: WANTED },
    });
    expect(put).toMatchObject({
      status: 200,
      body: { mapping: { source: 'manual', userId: userIdOf('Ingrid Solberg'), userPrincipalName: WANTED } },
    });
    // Auto-map would choose another user for this one.
    await sandbox.api(`${BASE}/technicians/2/mapping`, {
      method: 'PUT',
      json: { signInName: 'morgan.blake@harbourlane.example' },
    });
    const byHand = async (): Promise<string> =>
      JSON.stringify((await technicians()).filter(({ mapping }) => mapping?.source === 'manual'));
    const before = await byHand();
    expect(JSON.parse(before)).toHaveLength(2);
    for (const json of [
      {},
      { teamIds: [teamIdOf('Service Desk')] },
      { clear: false },
      { confirmMassClear: true },
    ]) {
      expect(await autoMap(json)).toMatchObject({ status: 200, body: { counts: { clear: 0 } } });
      expect(await byHand()).toBe(before);
    }
    const { words } = await preview();
    expect(words).toContain('2 Manual kept');
  });

  it('a user whom somebody has is refused with that name, and both fields must mean one user', async () => {
    const taken = await sandbox.api(`${BASE}/technicians/34/mapping`, {
      method: 'PUT',
      json: { signInName: WANTED },
    });
    expect(taken).toMatchObject({
      status: 409,
      body: { code: 'user_already_mapped', technicianName: 'Wei Zhang', technicianId: WEI },
    });
    const two = await sandbox.api(`${BASE}/technicians/34/mapping`, {
      method: 'PUT',
      json: { signInName: WANTED, accountId: userIdOf('Sam Ortiz') },
    });
    expect(two).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    const nobody = await sandbox.api(`${BASE}/technicians/34/mapping`, {
      method: 'PUT',
      json: { signInName: 'nobody@harbourlane.example' },
    });
    expect(nobody).toMatchObject({ status: 404, body: { code: 'user_not_found' } });
    const half = await sandbox.api(`${BASE}/technicians/${WEI}/mapping`, {
      method: 'PUT',
      json: { signInName: '', accountId: userIdOf('Ingrid Solberg') },
    });
    expect(half).toMatchObject({ status: 400, body: { code: 'invalid_input' } });
    expect((await technicians()).find(({ technicianId }) => technicianId === '34')?.mapping).toBeNull();
  });

  it('MAP-10: who is excluded is left alone by the next run', async () => {
    await sandbox.api(`${BASE}/technicians/3/mapping`, { method: 'DELETE' });
    const excluded = await sandbox.api(`${BASE}/technicians/3/mapping`, {
      method: 'PUT',
      json: { excluded: true },
    });
    expect(excluded).toMatchObject({ status: 200, body: { excluded: true, mapping: null } });
    expect(await autoMap()).toMatchObject({ status: 200, body: { counts: { add: 0, excluded: 1 } } });
    await sandbox.api(`${BASE}/technicians/3/mapping`, { method: 'PUT', json: { excluded: false } });
    expect(await autoMap()).toMatchObject({ status: 200, body: { counts: { add: 1, excluded: 0 } } });
  });
});

describe('MAP-6, MAP-6a: mappings that no longer match', () => {
  /** Their sign-in names and mails change, so that they no longer fit their technicians. */
  function rename(from: number, to: number): void {
    const state = sandbox.world.graph.state();
    const users = sandbox.world.desk.agents
      .filter(({ id }) => id >= from && id <= to)
      .flatMap(({ email }) => state.users().find(({ mail }) => mail === email) ?? []);
    expect(users).toHaveLength(to - from + 1);
    for (const user of users) state.putUser({ ...user, mail: null, userPrincipalName: `new.${user.mail}` });
  }

  it('a few are cleared by a full run, and never by a run over picked teams', async () => {
    rename(4, 5);
    const picked = await autoMap({ teamIds: [teamIdOf('Service Desk')] });
    expect(picked).toMatchObject({
      status: 200,
      body: { state: 'complete', cleared: [], counts: { clear: 0 } },
    });
    const kept = await autoMap({ clear: false });
    expect(kept).toMatchObject({ status: 200, body: { cleared: [] } });
    const full = await autoMap();
    expect(full).toMatchObject({ status: 200, body: { state: 'complete', cleared: ['4', '5'] } });
    const undone = await technicians();
    expect(
      undone.filter(({ technicianId }) => ['4', '5'].includes(technicianId)).map(({ mapping }) => mapping),
    ).toEqual([null, null]);
  });

  it('unusually many are held over HTTP until they are confirmed', async () => {
    rename(6, 15);
    const before = await technicians();
    const held = await autoMap();
    expect(held).toMatchObject({ status: 200, body: { state: 'held', cleared: [], counts: { clear: 10 } } });
    expect(await technicians()).toEqual(before);
    expect(await autoMap({ dryRun: true, confirmMassClear: true })).toMatchObject({
      body: { state: 'complete' },
    });
    expect(await technicians()).toEqual(before);
  });

  it('and in chat: Apply without the tick holds them, with it they go, and Undo brings them back', async () => {
    const before = await technicians();
    const first = await preview();
    expect(first.words).toContain('Would be cleared (10)');
    expect(first.words).toContain('Yes, clear 10 of ');
    const held = replyOf(await sandbox.press('lead', { ...applying(first), confirmMassClear: 'false' }));
    expect(held.words).toContain('Auto-map finished, clears held');
    expect(held.words).toContain('10 clears are held: so many at once need your explicit yes.');
    expect(await technicians()).toEqual(before);

    const second = await preview();
    const cleared = replyOf(await sandbox.press('lead', { ...applying(second), confirmMassClear: 'true' }));
    expect(cleared.words).toContain('0 added · 0 changed · 10 cleared');
    expect(mapped(await technicians())).toHaveLength(mapped(before).length - 10);

    const undone = replyOf(await sandbox.press('lead', cleared.data('Undo')));
    expect(undone.words).toContain('Auto-map run undone\n10 mappings are as before the run.');
    const after = await technicians();
    const plain = (all: readonly Technician[]): unknown =>
      all.map(({ technicianId, mapping }) => [technicianId, mapping?.userId, mapping?.source]);
    expect(plain(after)).toEqual(plain(before));
    const twice = replyOf(await sandbox.press('lead', cleared.data('Undo')));
    expect(twice.words).toContain('This auto-map run was undone');
    expect(await technicians()).toEqual(after);
  });
});

describe('DATA-2: afterwards, in the database', () => {
  it('each change stands once in the audit trail with who and when, and no run is left open', async () => {
    await sandbox.kill();
    const read = (sql: string, ...values: readonly string[]) =>
      readDatabase(join(folder, 'rollcall.db'), sql, ...values);
    const states = read('select distinct state from mapping_run').map(({ state }) => String(state));
    expect(states.toSorted()).toEqual(['cancelled', 'complete', 'held', 'preview', 'undone']);
    const applied = read(
      "select count(*) as n from audit_entry where subject = 'run' and action = 'applied' group by subject_id",
    );
    expect(applied.length).toBeGreaterThan(5);
    expect(applied.every(({ n }) => n === 1)).toBe(true);
    const [wei] = read(
      "select at, actor, after from audit_entry where subject = 'mapping' and subject_id = ?",
      WEI,
    );
    expect(Date.now() - Number(wei?.['at'])).toBeLessThan(120_000);
    expect(JSON.parse(String(wei?.['actor']))).toMatchObject({ kind: 'key', name: 'sandbox' });
    expect(JSON.parse(String(wei?.['after']))).toMatchObject({
      source: 'manual',
      userId: userIdOf('Ingrid Solberg'),
    });
    await sandbox.restart();
    expect(mapped(await technicians()).length).toBeGreaterThan(0);
  });
});
