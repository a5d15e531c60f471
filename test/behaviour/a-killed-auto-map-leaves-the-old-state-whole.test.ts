import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#adapters/store/database.ts';
import { silentLogger } from '#kernel/logger.ts';
import { userIdOf } from '../sandbox/desk/create-desk.ts';
import type { SimulatorName } from '../sandbox/world.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { askUntil, replyOf } from './read-card.ts';
import { readDatabase, type Row } from './read-database.ts';

const BASE = '/public-api/teams-availability';

let folder: string;
let path: string;
let sandbox: Sandbox;
/** Rows as they stood before anything was killed. */
let before: readonly Row[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-killed-'));
  path = join(folder, 'rollcall.db');
  sandbox = await startSandbox({ databaseUrl: `sqlite:${path}` });
  const put = await sandbox.api(`${BASE}/technicians/43/mapping`, {
    method: 'PUT',
    json: { signInName: 'ingrid.solberg@harbourlane.example' },
  });
  expect(put.status).toBe(200);
  // What a whole run would do: clear one, and add one.
  const state = sandbox.world.graph.state();
  for (const name of ['Mateo Vidal', 'Sam Ortiz']) {
    const user = state.user(userIdOf(name));
    if (user)
      state.putUser({
        ...user,
        mail: name === 'Sam Ortiz' ? 'sam.ortz@harbourlane.example' : null,
        userPrincipalName: `new.${user.userPrincipalName}`,
      });
  }
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const mappings = (): readonly Row[] =>
  readDatabase(path, 'select * from technician_mapping order by technician_id');
const newestRun = (): Row =>
  readDatabase(path, 'select * from mapping_run order by started_at desc, run_id desc limit 1')[0] ?? {};
const autoMap = () => sandbox.api(`${BASE}/auto-map`, { method: 'POST', json: {} });

/** As if the half minute of its lease had passed since the process died. */
async function ageLeases(): Promise<void> {
  const database = await openDatabase({ url: `sqlite:${path}`, logger: silentLogger });
  await database.query
    .updateTable('mapping_run')
    .set({ lease_until: 0 })
    .where('state', '=', 'scanning')
    .execute();
  await database.close();
}

/** Spends the first answers of a route without harm, then stalls. */
function stallAfter(simulator: SimulatorName, route: string, answers: number): void {
  if (answers > 0) sandbox.fault(simulator, route, 'slow:0', answers);
  sandbox.fault(simulator, route, 'hang');
}

const calls = (simulator: SimulatorName, route: string): number => sandbox.requests(simulator, route).length;

describe('P1, REL-2: kill -9', () => {
  const POINTS: readonly (readonly [
    what: string,
    simulator: SimulatorName,
    route: string,
    answers: number,
    left: string,
  ])[] = [
    ['while the list of teams is read', 'graph', 'groups', 0, 'complete'],
    ['while the technicians are read', 'halopsa', 'agents', 0, 'interrupted'],
    ['before the first page of members', 'graph', 'members-as-user', 0, 'interrupted'],
    ['after half of the teams', 'graph', 'members-as-user', 3, 'interrupted'],
    ['at the last team', 'graph', 'members-as-user', 5, 'interrupted'],
  ];

  it.each(POINTS)(
    '%s: nothing is changed, and the run is given up',
    async (_what, simulator, route, answers, left) => {
      await sandbox.forgetRequests();
      stallAfter(simulator, route, answers);
      const cut = autoMap().then(
        () => 'answered',
        () => 'cut off',
      );
      await expect.poll(() => calls(simulator, route), { timeout: 30_000 }).toBeGreaterThan(answers);
      await wait(30);
      await sandbox.kill();
      expect(await cut).toBe('cut off');
      sandbox.clearFaults();

      before ??= mappings();
      expect(mappings()).toEqual(before);
      await ageLeases();
      await sandbox.restart();
      await expect.poll(() => newestRun()['state'], { timeout: 30_000 }).toBe(left);
      expect(mappings()).toEqual(before);
    },
  );

  it('between preview and Apply: the preview is there after the restart, and Apply still does it once', async () => {
    const preview = await askUntil(sandbox, 'lead', 'auto-map');
    expect(preview.words).toContain('1 to add · 0 to change');
    await sandbox.kill();
    expect(mappings()).toEqual(before);
    await sandbox.restart();
    const apply = { clear: 'true', ...preview.data('Apply 1') };
    const applied = replyOf(await sandbox.press('lead', apply));
    expect(applied.words).toContain('1 added · 0 changed · 1 cleared');
    expect(replyOf(await sandbox.press('lead', apply)).words).toContain('1 added · 0 changed · 1 cleared');
    const undone = replyOf(await sandbox.press('lead', applied.data('Undo')));
    expect(undone.words).toContain('2 mappings are as before the run.');
  });

  it('at any moment of applying: all of it stands or none, and a re-run converges', async () => {
    const seen = new Set<number>();
    for (const milliseconds of [15, 40, 80]) {
      const answer = autoMap().catch(() => null);
      await wait(milliseconds);
      await sandbox.kill();
      await answer;
      const now = mappings();
      // The manual row is the same to the byte; of the automatic ones either everything was done or nothing.
      const manual = (rows: readonly Row[]): readonly Row[] =>
        rows.filter(({ source }) => source === 'manual');
      expect(manual(now)).toEqual(manual(before));
      const has = (id: string): boolean => now.some((row) => row['technician_id'] === id);
      expect([
        [true, false],
        [false, true],
      ]).toContainEqual([has('10'), has('34')]);
      seen.add(now.length);
      await ageLeases();
      await sandbox.restart();
    }
    expect(await autoMap()).toMatchObject({ status: 200, body: { state: 'complete' } });
    const again = await autoMap();
    expect(again).toMatchObject({ status: 200, body: { counts: { add: 0, update: 0, clear: 0 } } });
    expect(seen.size).toBeGreaterThan(0);
  }, 90_000);
});
