import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userIdOf } from '../sandbox/desk/create-desk.ts';
import type { Program } from '../sandbox/program.ts';
import { freePort } from '../sandbox/free-port.ts';
import { testDatabases } from '../support/database.ts';
import { SKIPPED } from '../support/postgres.ts';
import { replyOf } from './read-card.ts';
import { prepareProgram, type WholeProgram } from './whole-program.ts';

const BASE = '/public-api/teams-availability';
const MATCHED = 37;

const databases = (await testDatabases()).filter(({ engine }) => engine === 'postgres');
if (databases.length === 0) {
  it('PostgreSQL, the whole program', ({ skip }) =>
    skip(process.env['ROLLCALL_TEST_POSTGRES_SKIPPED'] || SKIPPED));
}

describe.each(databases)('DATA-3: the whole program on one $engine', (database) => {
  let whole: WholeProgram;
  let databaseUrl: string;
  let programs: readonly Program[];
  /** Two instances behind one name: the first takes what Teams sends, both serve the API. */
  let origins: readonly [string, string];

  beforeAll(async () => {
    databaseUrl = await database.newUrl();
    whole = await prepareProgram({ databaseUrl });
    const port = String(await freePort());
    programs = await Promise.all([whole.start(), whole.start({ PORT: port })]);
    origins = [whole.world.app.origin, `http://127.0.0.1:${port}`];
  });
  afterAll(() => whole.stop());

  async function api(
    instance: 0 | 1,
    path: string,
    method = 'GET',
    json?: object,
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${origins[instance]}${BASE}/${path}`, {
      method,
      headers: { authorization: `Bearer ${whole.apiKey}`, 'content-type': 'application/json' },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  async function select(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query<Readonly<Record<string, unknown>>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  const say = async (person: string, text: string) =>
    replyOf(await whole.world.connector.say({ person, text }));
  const press = async (person: string, value: unknown) =>
    replyOf(await whole.world.connector.say({ person, value }));

  it('REL-2: two auto-maps at once on two instances: one runs, the other is refused with its id', async () => {
    whole.world.graph.latency.set('members-as-user', 400);
    const runs = await Promise.all([
      api(0, 'auto-map', 'POST', { dryRun: true }),
      api(1, 'auto-map', 'POST', { dryRun: true }),
    ]);
    whole.world.graph.latency.clear();
    const [won, lost] = runs.toSorted((a, b) => a.status - b.status);
    expect([won?.status, lost?.status]).toEqual([200, 409]);
    const { runId } = (won?.body ?? {}) as { runId?: string };
    expect(lost?.body).toMatchObject({ code: 'run_in_progress', runId });
  });

  it('CHAT-2, CHAT-4: asks, maps and takes back, and both instances know it', async () => {
    expect((await say('member', "who's available")).words).toContain("Who's available now");
    const preview = await say('lead', 'auto-map');
    const apply = preview.data(`Apply ${MATCHED}`);
    const applied = await press('lead', { clear: 'true', ...apply });
    expect(applied.words).toContain(`${MATCHED} added · 0 changed · 0 cleared`);
    const [one, two] = await Promise.all([api(0, 'technicians?limit=500'), api(1, 'technicians?limit=500')]);
    expect(one).toEqual(two);
    expect(JSON.stringify(two.body).match(/"source":"auto"/g)).toHaveLength(MATCHED);
    const undone = await press('lead', applied.data('Undo'));
    expect(undone.words).toContain(`${MATCHED} mappings are as before the run.`);
    expect(JSON.stringify((await api(1, 'technicians?limit=500')).body)).not.toContain('"source":"auto"');
  });

  it('MAP-5, MAP-8: what one instance maps by hand, a run of the other leaves alone', async () => {
    const put = await api(1, 'technicians/43/mapping', 'PUT', {
      signInName: 'ingrid.solberg@harbourlane.example',
    });
    expect(put).toMatchObject({
      status: 200,
      body: { mapping: { source: 'manual', userId: userIdOf('Ingrid Solberg') } },
    });
    const row = "select * from technician_mapping where technician_id = '43'";
    const before = await select(row);
    expect(await api(0, 'auto-map', 'POST', {})).toMatchObject({
      status: 200,
      body: { state: 'complete', counts: { manualKept: 1 } },
    });
    expect(await api(1, 'auto-map', 'POST', {})).toMatchObject({
      status: 200,
      body: { counts: { add: 0, update: 0, clear: 0 } },
    });
    expect(await select(row)).toEqual(before);
    const taken = await api(0, 'technicians/34/mapping', 'PUT', {
      signInName: 'ingrid.solberg@harbourlane.example',
    });
    expect(taken).toMatchObject({
      status: 409,
      body: { code: 'user_already_mapped', technicianName: 'Wei Zhang' },
    });
  });

  it('S33, REL-2: a preview applied on both instances at once is applied once', async () => {
    for (const id of ['2', '3'])
      expect((await api(0, `technicians/${id}/mapping`, 'DELETE')).status).toBe(204);
    const [first, second] = await Promise.all([
      api(0, 'auto-map', 'POST', {}),
      api(1, 'auto-map', 'POST', {}),
    ]);
    const states = [first.status, second.status].toSorted((a, b) => a - b);
    expect([
      [200, 200],
      [200, 409],
    ]).toContainEqual(states);
    const audits = await select(
      "select subject_id, count(*) as n from audit_entry where action = 'applied' group by subject_id having count(*) > 1",
    );
    expect(audits).toEqual([]);
    const open = await select("select count(*)::int as n from mapping_run where state = 'scanning'");
    expect(open).toEqual([{ n: 0 }]);
  });

  it('S13: a consent link made by one instance comes back to the other, once', async () => {
    const { body } = await api(0, 'consent-url');
    const { url } = body as { url: string };
    const form = new URLSearchParams({ decision: 'accept', person: 'admin' });
    const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    const returns = [0, 1].map((instance) =>
      fetch(`${origins[instance as 0 | 1]}${back.pathname}${back.search}`, { redirect: 'manual' }),
    );
    const statuses = (await Promise.all(returns)).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([303, 400]);
  });

  it('REL-2: one instance killed, the other goes on with everything', async () => {
    await programs[0]?.kill();
    whole.world.connector.connectBot(`${origins[1]}/api/messages`);
    expect((await say('dispatcher', 'is Aisha available')).words).toContain('Aisha Khan: working');
    expect((await api(1, 'technicians?limit=500')).status).toBe(200);
    await programs[1]?.stop();
    expect(await programs[1]?.exited).toBe(0);
  });

  it('AV-7, S28: and no row of it holds presence, a secret or a key', async () => {
    const tables = await select(
      "select table_name from information_schema.tables where table_schema = 'public'",
    );
    expect(tables.length).toBeGreaterThan(8);
    for (const { table_name: table } of tables) {
      const text = JSON.stringify(await select(`select * from "${String(table)}"`));
      for (const needle of [
        'InACall',
        'BeRightBack',
        'be-right-back',
        'sandbox-desk-secret',
        'sandbox-halopsa-secret',
        whole.apiKey,
      ]) {
        expect(text, String(table)).not.toContain(needle);
      }
    }
  });
});
