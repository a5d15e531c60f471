import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { readDatabase } from './read-database.ts';

/** A file of its own, because it takes as long as the promise: the half minute of a lease runs on the database's own clock. */
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-cut-off-'));
  sandbox = await startSandbox({ databaseUrl: `sqlite:${join(folder, 'rollcall.db')}` });
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

const autoMap = () => sandbox.api('/public-api/teams-availability/auto-map', { method: 'POST', json: {} });

it('P1: within a minute of a kill the run counts as interrupted and the next one may begin, with nobody helping', async () => {
  sandbox.fault('graph', 'members-as-user', 'hang');
  const cut = autoMap().catch(() => null);
  const begun = (): number => sandbox.requests('graph', 'members-as-user').length;
  await expect.poll(begun, { timeout: 30_000 }).toBeGreaterThan(0);
  await sandbox.kill();
  await cut;
  sandbox.clearFaults();
  const killedAt = Date.now();
  await sandbox.restart();
  // Nobody can know yet that its process is dead: another instance might still be reading.
  expect(await autoMap()).toMatchObject({ status: 409, body: { code: 'run_in_progress' } });
  const retry = async (): Promise<number> => (await autoMap()).status;
  await expect.poll(retry, { timeout: 60_000, interval: 3000 }).toBe(200);
  expect(Date.now() - killedAt).toBeLessThan(60_000);
  const path = join(folder, 'rollcall.db');
  const states = readDatabase(path, 'select distinct state from mapping_run').map(({ state }) =>
    String(state),
  );
  expect(states.toSorted()).toEqual(['complete', 'interrupted']);
}, 150_000);
