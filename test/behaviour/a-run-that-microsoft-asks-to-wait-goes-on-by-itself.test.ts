import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { userIdOf } from '../sandbox/desk/create-desk.ts';
import type { DeskUser } from '../sandbox/desk/desk-types.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { createJumpingClock } from './jumping-clock.ts';
import { lastCard, type Reply, replyOf } from './read-card.ts';
import { readDatabase } from './read-database.ts';

const BASE = '/public-api/teams-availability';
/** Their users leave: a whole and complete run clears these two. */
const LEAVERS = ['Mateo Vidal', 'Rosa Kim'];
const clock = createJumpingClock();

let folder: string;
let sandbox: Sandbox;
let users: readonly DeskUser[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-waits-'));
  const databaseUrl = `sqlite:${join(folder, 'rollcall.db')}`;
  sandbox = await startSandbox({ clock, throttling: false, databaseUrl });
  users = LEAVERS.flatMap((name) => sandbox.world.graph.state().user(userIdOf(name)) ?? []);
});
beforeEach(async () => {
  clock.jump(3700); // past every pause and rate
  setMails((user) => user);
  expect((await runByApi()).body).toMatchObject({ state: 'complete' });
  setMails((user) => ({ ...user, mail: null, userPrincipalName: `left.${user.userPrincipalName}` }));
  await sandbox.forgetRequests();
});
afterEach(() => sandbox.clearFaults());
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

function setMails(change: (user: DeskUser) => DeskUser): void {
  for (const user of users) sandbox.world.graph.state().putUser(change(user));
}

const runByApi = () => sandbox.api(`${BASE}/auto-map`, { method: 'POST', json: {} });
const technicians = async () => (await sandbox.api(`${BASE}/technicians?limit=500`)).body;
const graphCalls = (): number => sandbox.requests('graph').length;

async function startByChat(): Promise<Reply> {
  return replyOf(await sandbox.say('lead', 'auto-map'));
}

/** The same card, once it says something of this kind. */
async function cardThatSays(words: RegExp): Promise<Reply> {
  const read = () => lastCard(sandbox.world.connector.messages('personal', 'lead'));
  await expect.poll(() => read()?.words, { timeout: 40_000, interval: 50 }).toMatch(words);
  return read() as Reply; // it just said so
}

/** The newest run as it stands in the database. */
function storedRun(): { readonly runId: unknown; readonly state: unknown } {
  const path = join(folder, 'rollcall.db');
  const [run] = readDatabase(path, 'select * from mapping_run order by started_at desc limit 1');
  return { runId: run?.['run_id'], state: run?.['state'] };
}

/** The run says that it waits, a program that wants another one hears which is under way, and Graph hears nothing. */
async function expectItWaits(): Promise<void> {
  const { runId, state } = storedRun();
  const calls = graphCalls();
  expect(state).toBe('waiting');
  expect(await runByApi()).toMatchObject({ status: 409, body: { code: 'run_in_progress', runId } });
  expect(graphCalls()).toBe(calls);
}

async function press(verb: string, ticks: object = {}): Promise<Reply> {
  const data = { v: 1, verb, runId: storedRun().runId, ...ticks };
  return replyOf(
    await sandbox.press('lead', {
      action: { type: 'Action.Execute', verb, data },
      trigger: 'manual',
    }),
  );
}

describe('G2: a run that Microsoft asks to wait', { timeout: 120_000 }, () => {
  const ON_BY_ITSELF = /Microsoft asked me to wait\. I'll go on by myself at \d\d:\d\d\./;
  const TOO_LONG =
    /Microsoft asked me to wait until \d\d:\d\d\. That is longer than a run may take, so at \d\d:\d\d I'll show what I've read\./;

  it.each(['members-as-user', 'groups'])(
    '%s throttled for ten minutes: it says so, asks nothing, and becomes a whole preview by itself',
    async (route) => {
      sandbox.fault('graph', route, '429:600', 1);
      expect((await startByChat()).words).toMatch(ON_BY_ITSELF);
      await expectItWaits();
      clock.jump(500);
      await expectItWaits();
      clock.jump(101);
      const preview = await cardThatSays(/^Preview of auto-map/);
      expect(preview.words).toContain('Would be cleared (2)');
      expect(storedRun()).toMatchObject({ state: 'preview' });
      await press('automap.cancel');
    },
  );

  it('throttled again when it goes on: it waits again', async () => {
    sandbox.fault('graph', 'members-as-user', '429:120', 1);
    await startByChat();
    sandbox.fault('graph', 'members-as-user', '429:300', 1);
    clock.jump(121);
    const throttled = (): number => sandbox.requests('graph').filter(({ status }) => status === 429).length;
    await expect.poll(throttled, { timeout: 40_000 }).toBe(2);
    await cardThatSays(ON_BY_ITSELF);
    await expect.poll(storedRun).toMatchObject({ state: 'waiting' });
    clock.jump(301);
    const preview = await cardThatSays(/^Preview of auto-map/);
    expect(preview.words).not.toContain('Could not be read to the end');
    await press('automap.cancel');
  });

  it('MAP-6: for an hour: after 15 minutes it shows what it read, ends partial when applied, and clears nothing', async () => {
    const before = await technicians();
    sandbox.fault('graph', 'members-as-user', '429:3600', 1);
    expect((await startByChat()).words).toMatch(TOO_LONG);
    await expectItWaits();
    clock.jump(890);
    await expectItWaits();
    const calls = graphCalls();
    clock.jump(11);
    const preview = await cardThatSays(/^Preview of auto-map/);
    expect(preview.words).toMatch(/Could not be read to the end: .* \(Microsoft asked us to wait\)/);
    expect(preview.words).toContain('So nothing can be cleared by this run; adding and changing still work.');
    const result = await press('automap.apply', { clear: 'true', confirmMassClear: 'true' });
    expect(result.words).toContain('Auto-map finished in part');
    expect(storedRun()).toMatchObject({ state: 'partial' });
    expect(graphCalls()).toBe(calls);
    expect(await technicians()).toEqual(before);
  });

  it('for an hour, with nobody read: after 15 minutes it ends partial, and there is nothing to apply', async () => {
    const before = await technicians();
    sandbox.fault('graph', 'members-as-user', '429:3600');
    expect((await startByChat()).words).toMatch(TOO_LONG);
    await expectItWaits();
    clock.jump(901);
    const ended = await cardThatSays(/^Auto-map finished in part/);
    expect(ended.words).toContain('Microsoft let me read nobody in time, so no mapping was changed.');
    expect(ended.words).not.toContain('nmatched');
    expect(ended.buttons).toEqual(expect.arrayContaining(['Run auto-map']));
    expect(ended.buttons).not.toContain('Undo');
    expect(storedRun()).toMatchObject({ state: 'partial' });
    expect(await technicians()).toEqual(before);
  });

  it('for an hour, without even the list of teams: after 15 minutes it says when to try again', async () => {
    const before = await technicians();
    sandbox.fault('graph', 'groups', '429:3600');
    expect((await startByChat()).words).toMatch(TOO_LONG);
    await expectItWaits();
    clock.jump(901);
    const ended = await cardThatSays(/Try again at \d\d:\d\d\./);
    expect(ended.buttons).toContain('Try again');
    expect(storedRun()).toMatchObject({ state: 'failed' });
    expect(await technicians()).toEqual(before);
  });
});
