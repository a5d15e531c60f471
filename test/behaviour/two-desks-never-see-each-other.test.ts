import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminHere } from '../sandbox/admin-calls.ts';
import { createDesk, userIdOf } from '../sandbox/desk/create-desk.ts';
import type { Desk } from '../sandbox/desk/desk-types.ts';
import { OTHER_TENANT_ID } from '../sandbox/desk/ids.ts';
import { type HaloPsaSim, startHaloPsa } from '../sandbox/halopsa/halopsa.ts';
import { type Reply, replyOf } from './read-card.ts';
import { readDatabase } from './read-database.ts';
import { prepareProgram, type WholeProgram } from './whole-program.ts';

/** Desk A is the sandbox's; desk B is another tenant with a PSA of its own, added at the command line. Both are served by one program. */
const BASE = '/public-api/teams-availability';
const OURS = 'Aisha Khan';
const THEIRS = 'Fabrikam Fern';
/** A technician id that both PSAs use, for different people. */
const SHARED_ID = '2';

let whole: WholeProgram;
let theirPsa: HaloPsaSim;
let keys: { readonly a: string; readonly b: string };

beforeAll(async () => {
  whole = await prepareProgram();
  const { world, env } = whole;
  theirPsa = await startHaloPsa({ port: 0, desk: aDeskOfTheirs() });
  world.entra.consent.set(OTHER_TENANT_ID, { state: 'granted' });
  const admin = adminHere({ env, deskId: OTHER_TENANT_ID, clock: world.clock });
  const { clientId, clientSecret } = theirPsa.application;
  const answers = await admin([
    { command: 'desk add', flags: { name: 'Fabrikam' } },
    {
      command: 'psa connect',
      flags: { kind: 'halopsa', setting: [`baseUrl=${theirPsa.baseUrl}`, `tokenUrl=${theirPsa.tokenUrl}`] },
      stdin: JSON.stringify({ clientId, clientSecret }),
    },
    {
      command: 'role grant',
      flags: { user: world.desk.people.otherTenant.oid, role: 'lead', name: 'Taylor Quinn' },
    },
    { command: 'key create', flags: { name: 'theirs' } },
  ]);
  keys = { a: whole.apiKey, b: (answers.at(-1) as { key: string }).key };
  await whole.start();
});
afterAll(async () => {
  await whole.stop();
  await theirPsa.close();
});

function aDeskOfTheirs(): Desk {
  const desk = createDesk(new Date());
  const names = ['Unassigned', THEIRS, 'Fabrikam Felix', 'Fabrikam Faye'];
  const agents = names.map((name, index) => ({
    ...(desk.agents[0] as Desk['agents'][number]), // the made-up desk always has one
    id: index + 1,
    name,
    email: index === 0 ? null : `agent.${index}@fabrikam.example`,
  }));
  return { ...desk, tenantId: OTHER_TENANT_ID, agents };
}

async function api(
  key: string,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: string }> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(whole.world.app.origin + path, { ...init, headers });
  return { status: response.status, body: await response.text() };
}

const ask = async (person: string, text: string): Promise<Reply> =>
  replyOf(await whole.world.connector.say({ person, text }));

describe('SPEC 0, S11: one deployment with two desks', () => {
  it('each desk’s questions are answered with its own people', async () => {
    const run = await api(keys.a, `${BASE}/auto-map`, { method: 'POST', body: '{}' });
    expect(run.status).toBe(200);
    const ours = await ask('admin', "who's available");
    const theirs = await ask('otherTenant', "who's available");
    expect(ours.words).toContain(OURS);
    expect(ours.words).not.toContain('Fabrikam');
    const everybody = replyOf(
      await whole.world.connector.say({
        person: 'otherTenant',
        value: { ...theirs.data('Refresh'), show: 'all' },
      }),
    );
    expect(everybody.words).toContain(THEIRS);
    expect(everybody.words).toContain('0 working · 0 on a break · 0 off shift · 3 no signal');
    for (const { name } of whole.world.desk.agents.slice(1, 8)) expect(everybody.words).not.toContain(name);
    expect((await ask('otherTenant', 'is Aisha available')).words).toContain(
      'I know no technician called "Aisha"',
    );
  });

  it('a key opens its own desk alone: lists, teams and answers', async () => {
    for (const path of ['technicians', 'availability', 'teams']) {
      const ours = await api(keys.a, `${BASE}/${path}`);
      const theirs = await api(keys.b, `${BASE}/${path}`);
      expect([ours.status, theirs.status]).toEqual([200, 200]);
      expect(ours.body).not.toContain('Fabrikam');
      expect(theirs.body).not.toContain(OURS);
      expect(theirs.body).not.toContain('Service Desk');
    }
  });

  it('a technician id of both PSAs is one technician in each: what one desk decides, the other never sees', async () => {
    const path = `${BASE}/technicians/${SHARED_ID}/mapping`;
    const before = (await api(keys.a, `${BASE}/technicians?limit=500`)).body;
    const excluded = await api(keys.b, path, { method: 'PUT', body: JSON.stringify({ excluded: true }) });
    expect([excluded.status, JSON.parse(excluded.body)]).toEqual([
      200,
      expect.objectContaining({ name: THEIRS, excluded: true }),
    ]);
    expect((await api(keys.a, `${BASE}/technicians?limit=500`)).body).toBe(before);
    expect((await api(keys.b, path, { method: 'DELETE' })).status).toBe(204);
    expect((await api(keys.a, `${BASE}/technicians?limit=500`)).body).toBe(before);
  });

  it('S11: ids of the other desk are answered like ids of nobody', async () => {
    const signInName = { signInName: 'aisha.khan@harbourlane.example' };
    const put = (id: string) =>
      api(keys.b, `${BASE}/technicians/${id}/mapping`, { method: 'PUT', body: JSON.stringify(signInName) });
    const [foreign, random] = [await put('43'), await put('999999')];
    const withoutId = ({ status, body }: { status: number; body: string }, id: string): unknown => {
      const { requestId: _ours, ...problem } = JSON.parse(body) as Record<string, unknown>;
      return [status, JSON.stringify(problem).replaceAll(id, 'ID')];
    };
    expect(withoutId(foreign, '43')).toEqual(withoutId(random, '999999'));
    expect(foreign.status).toBe(404);
    // A user of desk A is nobody in desk B's tenant.
    const user = await api(keys.b, `${BASE}/technicians/${SHARED_ID}/mapping`, {
      method: 'PUT',
      body: JSON.stringify({ accountId: userIdOf('Aisha Khan') }),
    });
    expect([user.status, user.body]).toEqual([404, expect.stringContaining('user_not_found')]);
    const team = whole.world.desk.groups[0]?.id ?? '';
    const availability = await api(keys.b, `${BASE}/availability?team=${team}`);
    expect(availability.status).toBeGreaterThanOrEqual(400);
    const run = await api(keys.b, `${BASE}/auto-map`, {
      method: 'POST',
      body: JSON.stringify({ teamIds: [team] }),
    });
    expect([run.status, run.body]).toEqual([404, expect.stringContaining('team_not_found')]);
  });

  it('S11: a run of one desk cannot be applied, cancelled or undone from the other', async () => {
    const { connector } = whole.world;
    await ask('admin', 'auto-map');
    const path = join(whole.folder, 'rollcall.db');
    const [run] = readDatabase(path, "select run_id, desk_id from mapping_run where state = 'preview'");
    expect(run?.['desk_id']).toBe(whole.world.desk.tenantId);
    for (const verb of ['automap.apply', 'automap.cancel', 'automap.undo']) {
      const said = await connector.say({
        person: 'otherTenant',
        value: { v: 1, verb, runId: run?.['run_id'], clear: 'true' },
      });
      expect(replyOf(said).words).toContain("I can't find that auto-map run.");
    }
    expect(readDatabase(path, "select count(*) as n from mapping_run where state = 'preview'")).toEqual([
      { n: 1 },
    ]);
  });

  it('a run of desk B at the same time is no second run of desk A', async () => {
    whole.world.graph.latency.set('*', 150);
    const post = { method: 'POST', body: '{}' };
    const runs = await Promise.all([
      api(keys.a, `${BASE}/auto-map`, post),
      api(keys.b, `${BASE}/auto-map`, post),
    ]);
    whole.world.graph.latency.clear();
    expect(runs.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('consent of one desk is not the other’s', async () => {
    whole.world.entra.consent.set(OTHER_TENANT_ID, { state: 'revoked' });
    whole.world.graph.faults.set({ route: '*', fault: '401', times: 1 });
    const theirs = await api(keys.b, `${BASE}/teams`);
    whole.world.graph.faults.clear();
    expect([theirs.status, theirs.body]).toEqual([409, expect.stringContaining('consent_revoked')]);
    expect((await api(keys.a, `${BASE}/teams`)).status).toBe(200);
  });

  it('a person of one desk gets no role from the other: an admin at home is a member at most', async () => {
    // Both sign the same claims; what counts is the tenant that the activity comes from.
    const { words } = await ask('otherTenant', 'auto-map');
    expect(words).not.toContain(OURS);
    const path = join(whole.folder, 'rollcall.db');
    const roles = readDatabase(
      path,
      'select desk_id, role from role_grant where user_id = ?',
      whole.world.desk.people.otherTenant.oid,
    );
    expect(roles).toEqual([{ desk_id: OTHER_TENANT_ID, role: 'lead' }]);
  });

  it('every row belongs to one of the two desks, and nothing of B is under A', () => {
    const path = join(whole.folder, 'rollcall.db');
    for (const table of [
      'mapping_run',
      'mapping_run_row',
      'audit_entry',
      'role_grant',
      'api_key',
      'psa_connection',
    ]) {
      const rows = readDatabase(path, `select * from ${table}`);
      const isTheirs = (row: (typeof rows)[number]): boolean => row['desk_id'] === OTHER_TENANT_ID;
      expect(rows.some(isTheirs), table).toBe(true);
      expect(
        rows.some((row) => row['desk_id'] === whole.world.desk.tenantId),
        table,
      ).toBe(true);
      const ours = JSON.stringify(rows.filter((row) => !isTheirs(row)));
      expect(ours, table).not.toContain('Fabrikam');
      expect(JSON.stringify(rows.filter(isTheirs)), table).not.toContain(OURS);
    }
  });
});
