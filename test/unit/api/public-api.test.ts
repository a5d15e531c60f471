import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { availabilitySchema } from '#contract/availability-schemas.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { ENDPOINTS } from '#contract/endpoints.ts';
import { SCOPES } from '#core/access/policy.ts';
import { autoMapResultSchema, technicianPageSchema } from '#contract/mapping-schemas.ts';
import { AppError } from '#kernel/errors.ts';
import { sampleRequest } from '../../support/sample-request.ts';
import { aTechnician, aUser } from '../mapping/builders.ts';
import { DESK, OTHER_DESK, startApiWorld } from './api-world.ts';

const BASE = '/public-api/teams-availability';
const TEAM = 'aaaaaaaa-0000-4000-8000-000000000001';
const USER = '22222222-2222-4222-8222-222222222222';

let world: Awaited<ReturnType<typeof startApiWorld>>;
let key: string;

beforeEach(async () => {
  world = await startApiWorld();
  key = await world.makeKey();
  world.outside.teams = [{ teamId: TEAM, displayName: 'Service Desk' }];
  world.outside.technicians = [
    aTechnician({ technicianId: '10', name: 'Ana', email: 'ana@desk.example' }),
    aTechnician({ technicianId: '11', name: 'Ben', email: 'nobody@desk.example' }),
  ];
  world.outside.members = [
    aUser({ userId: USER, mail: 'ana@desk.example', userPrincipalName: 'ana@desk.example' }),
  ];
});

afterEach(() => world.stop());

describe('API-1: the operations', () => {
  it('consent-url: the right host and a state, expiring in ten minutes', async () => {
    const { status, json } = await world.call(`${BASE}/consent-url`, key);
    expect(status).toBe(200);
    expect(json.url).toMatch(
      new RegExp(`^https://login\\.example/${DESK}/v2\\.0/adminconsent\\?state=.{40,}`),
    );
    expect(json.expiresAt).toBe('2026-11-21T16:10:00.000Z');
  });
  it('teams: all of them', async () => {
    const { json } = await world.call(`${BASE}/teams`, key);
    expect(json).toEqual({ teams: [{ id: TEAM, displayName: 'Service Desk' }] });
  });
  it('auto-map: a dry run writes nothing, a run does, a second run changes nothing', async () => {
    const dry = await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: { dryRun: true } });
    expect(autoMapResultSchema.parse(dry.json)).toMatchObject({
      dryRun: true,
      state: 'complete',
      scope: { full: true, teams: [] },
      matched: [{ technicianId: '10', userId: USER, action: 'add' }],
      unmatched: [{ technicianId: '11', reason: 'no-user-with-this-email', suggestions: [] }],
      cleared: [],
    });
    expect(await world.store.mapping.listMappings(DESK)).toEqual([]);
    const first = await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: { teamIds: [] } });
    expect(first.json.counts).toMatchObject({ add: 1, matched: 1, unmatched: 1 });
    const second = await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: { teamIds: [] } });
    expect(second.json.counts).toMatchObject({ add: 0, update: 0, unchanged: 1, clear: 0 });
    expect(second.json.matched).toEqual([{ technicianId: '10', userId: USER, action: 'unchanged' }]);
  });
  it('auto-map: a second run at the same time is 409 with the first one’s id', async () => {
    let open = (): void => {};
    world.outside.membersWait = new Promise((resolve) => {
      open = resolve;
    });
    const first = world.call(`${BASE}/auto-map`, key, { method: 'POST', body: {} });
    // Whichever request arrives first runs; this one must be it.
    while ((await world.store.mapping.listRuns(DESK, 1)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: {} });
    expect(second.json).toMatchObject({ code: 'run_in_progress', status: 409 });
    open();
    expect((await first).json.runId).toBe(second.json.runId);
  });
  it('auto-map: held clears and their confirmation (MAP-6a)', async () => {
    await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: {} });
    world.outside.members = [];
    const held = await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: {} });
    expect(held.json).toMatchObject({ state: 'held', cleared: [], notCleared: ['10'] });
    const kept = await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: { clear: false } });
    expect(kept.json).toMatchObject({ state: 'complete', cleared: [], notCleared: ['10'] });
    const confirmed = await world.call(`${BASE}/auto-map`, key, {
      method: 'POST',
      body: { confirmMassClear: true },
    });
    expect(confirmed.json).toMatchObject({ state: 'complete', cleared: ['10'], notCleared: [] });
  });
  it('auto-map: who could not be given the user is not said to be matched', async () => {
    await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: {} });
    // Ana's address goes to Ben, and with it her user; her own mapping is not to be cleared.
    world.outside.technicians = [
      aTechnician({ technicianId: '10', name: 'Ana', email: 'other@desk.example' }),
      aTechnician({ technicianId: '11', name: 'Ben', email: 'ana@desk.example' }),
    ];
    world.pass(3600);
    const { json } = await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: { clear: false } });
    expect(json).toMatchObject({ matched: [], skipped: ['11'], notCleared: ['10'] });
    expect(json.counts).toMatchObject({ matched: 0, add: 0 });
    const [ana, ben] = (await world.call(`${BASE}/technicians`, key)).json.technicians;
    expect([ana.mapping.userId, ben.mapping]).toEqual([USER, null]);
  });
  it('availability: now and at a time, in the contract’s shape', async () => {
    await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: {} });
    const { json } = await world.call(`${BASE}/availability`, key);
    const answer = availabilitySchema.parse(json);
    expect(answer.technicians.map((each) => [each.name, each.group, each.reasons])).toEqual([
      ['Ana', 'working', ['presence']],
      ['Ben', 'no-signal', ['not-mapped']],
    ]);
    const later = await world.call(`${BASE}/availability?at=2026-11-22T09:00:00%2B01:00`, key);
    expect(later.json.at).toBe('2026-11-22T08:00:00.000Z');
    expect(later.json.sources).toContainEqual({
      source: 'presence',
      team: null,
      used: false,
      reason: 'too-far-ahead',
    });
  });
  it('technicians: pages that meet end to end', async () => {
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { json } = await world.call(
        `${BASE}/technicians?limit=1${cursor ? `&cursor=${cursor}` : ''}`,
        key,
      );
      const page = technicianPageSchema.parse(json);
      names.push(...page.technicians.map((each) => each.name));
      cursor = page.nextCursor;
    }
    expect(names).toEqual(['Ana', 'Ben']);
  });
  it('mapping by hand again, and over an auto mapping, changes only the source', async () => {
    await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: {} });
    const path = `${BASE}/technicians/10/mapping`;
    for (let put = 0; put < 2; put += 1) {
      const { json } = await world.call(path, key, { method: 'PUT', body: { accountId: USER } });
      expect(json.mapping).toMatchObject({ userId: USER, source: 'manual' });
    }
    const half = await world.call(path, key, { method: 'PUT', body: { accountId: USER, signInName: '' } });
    expect(half.json).toMatchObject({ status: 400, code: 'invalid_input' });
    expect((await world.call(path, key, { method: 'PUT', body: {} })).status).toBe(400);
    const both = await world.call(path, key, { method: 'PUT', body: { accountId: null, signInName: null } });
    expect(both.json).toMatchObject({ technicianId: '10', mapping: null });
  });
  it('mapping by hand, exclusion, and removal', async () => {
    const path = `${BASE}/technicians/11/mapping`;
    const put = await world.call(path, key, { method: 'PUT', body: { accountId: USER } });
    expect(put.json).toMatchObject({
      technicianId: '11',
      excluded: false,
      mapping: { userId: USER, source: 'manual' },
    });
    const excluded = await world.call(path, key, { method: 'PUT', body: { excluded: true } });
    expect(excluded.json).toMatchObject({ excluded: true, mapping: { userId: USER } });
    const shared = await world.call(`${BASE}/technicians/10/mapping`, key, {
      method: 'PUT',
      body: { accountId: USER },
    });
    expect(shared.json).toMatchObject({ status: 409, code: 'user_already_mapped', technicianName: 'Ben' });
    expect((await world.call(path, key, { method: 'DELETE' })).status).toBe(204);
    expect((await world.call(path, key, { method: 'DELETE' })).status).toBe(204);
  });
});

describe('API-1: consent states are codes of their own', () => {
  it.each([
    ['consent_missing', 409],
    ['consent_spreading', 409],
    ['consent_revoked', 409],
    ['permission_missing', 409],
    ['graph_throttled', 503],
    ['graph_slow', 504],
    ['graph_down', 503],
  ] as const)('%s is %i problem+json with a remedy', async (code, status) => {
    world.outside.failure = new AppError(code, 'no', { retryAfterSeconds: 7.2 });
    const { headers, json, ...answer } = await world.call(`${BASE}/teams`, key);
    expect(answer.status).toBe(status);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(headers.get('retry-after')).toBe('8');
    expect(json).toMatchObject({
      code,
      status,
      type: `urn:rollcall:problem:${code}`,
      title: expect.any(String),
      remedy: expect.any(String),
    });
  });
});

describe('SEC-2: failures inside Rollcall', () => {
  it.each(['store_down', 'secret_invalid', 'unexpected'] as const)(
    '%s tells the caller neither message nor remedy',
    async (code) => {
      const remedy = 'Check DATABASE_URL=postgres://db.internal.';
      world.outside.failure = new AppError(code, 'open db.internal', { remedy });
      const { text, json } = await world.call(`${BASE}/teams`, key);
      expect(json.code).toBe(code);
      expect(text).not.toMatch(/db\.internal|DATABASE_URL/);
    },
  );
});

describe('Bad input: all faults at once, by field', () => {
  it.each([
    ['a wrong time', `${BASE}/availability?at=3pm`, undefined, ['at']],
    ['a wrong team and an unknown field', `${BASE}/availability?team=x&zone=y`, undefined, ['team', 'zone']],
    ['a cursor of somebody else', `${BASE}/technicians?cursor=abc`, undefined, ['cursor']],
    [
      'several body fields',
      `${BASE}/auto-map`,
      { teamIds: ['x'], dryRun: 'yes', source: 'manual' },
      ['teamIds.0', 'dryRun', 'source'],
    ],
    ['a body that is no object', `${BASE}/auto-map`, [], ['body']],
  ])('%s', async (_case, path, body, fields) => {
    const { status, json } = await world.call(path, key, body === undefined ? {} : { method: 'POST', body });
    expect(status).toBe(400);
    expect(json.code).toBe('invalid_input');
    expect(json.faults.map((fault: { field: string }) => fault.field).toSorted()).toEqual(fields.toSorted());
    expect(json.faults.every((fault: { remedy: string }) => fault.remedy.length > 0)).toBe(true);
  });
  it.each([
    ['not JSON', '{', { 'content-type': 'application/json' }, 400],
    ['another type', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['compressed', '{}', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, 415],
    ['larger than 1 MB', `{"x":"${'a'.repeat(1_100_000)}"}`, { 'content-type': 'application/json' }, 413],
    ['deeply nested', '['.repeat(50_000), { 'content-type': 'application/json' }, 400],
  ])('S17: a body that is %s', async (_case, body, headers, status) => {
    const answer = await world.call(`${BASE}/auto-map`, key, { method: 'POST', body, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.json.requestId).not.toBe('');
    expect(answer.headers.get('x-request-id')).toBe(answer.json.requestId);
  });
  it('S21: a body cannot reach the prototype', async () => {
    await world.call(`${BASE}/auto-map`, key, {
      method: 'POST',
      body: '{"__proto__":{"polluted":true}}',
      headers: { 'content-type': 'application/json' },
    });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
  it('an address or method that is not there', async () => {
    expect((await world.call('/public-api/nothing', key)).json).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    expect((await world.call(`${BASE}/teams`, key, { method: 'POST', body: {} })).status).toBe(405);
  });
});

describe('S12: keys', () => {
  it.each([
    ['no key', null],
    ['a made-up key', `rk_${'0'.repeat(32)}_${'A'.repeat(43)}`],
    ['something else', 'secret'],
  ])('%s is 401 and says nothing useful', async (_case, wrong) => {
    const { status, json, headers } = await world.call(`${BASE}/teams`, wrong);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('Bearer');
    expect(Object.keys(json).toSorted()).toEqual([
      'code',
      'detail',
      'remedy',
      'requestId',
      'status',
      'title',
      'type',
    ]);
  });
  it.each([
    ['of another type', { 'content-type': 'text/plain' }, 'x'],
    ['larger than 1 MB', { 'content-type': 'application/json' }, `"${'a'.repeat(1_100_000)}"`],
  ])('without a key a body %s is not even looked at', async (_case, headers, body) => {
    expect((await world.call(`${BASE}/auto-map`, null, { method: 'POST', headers, body })).status).toBe(401);
  });
  it('a key outlives its desk, but opens nothing', async () => {
    const orphan = await world.makeKey(undefined, '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a009');
    expect((await world.call(`${BASE}/technicians`, orphan)).json).toMatchObject({
      status: 404,
      code: 'desk_unknown',
    });
  });
  it('a key in the address is refused, even a good one', async () => {
    const { status, json } = await world.call(`${BASE}/teams?access_token=${key}`, null);
    expect(status).toBe(400);
    expect(JSON.stringify(json)).not.toContain(key);
  });
  it('ten wrong keys a minute from one address, then 429; a good key still works', async () => {
    for (let tried = 0; tried < 10; tried += 1)
      expect((await world.call(`${BASE}/teams`, 'wrong')).status).toBe(401);
    const blocked = await world.call(`${BASE}/teams`, 'wrong');
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await world.call(`${BASE}/teams`, key)).status).toBe(200);
  });
  it('API-2: rate limit headers, and 429 past the limit', async () => {
    const first = await world.call(`${BASE}/teams`, key);
    expect([first.headers.get('ratelimit-limit'), first.headers.get('ratelimit-remaining')]).toEqual([
      '60',
      '59',
    ]);
    for (let asked = 1; asked < 60; asked += 1) await world.call(`${BASE}/teams`, key);
    expect((await world.call(`${BASE}/teams`, key)).status).toBe(429);
    world.pass(1);
    expect((await world.call(`${BASE}/teams`, key)).status).toBe(200);
  });
});

describe('S10, S11: scopes and desks', () => {
  const example: Record<string, { path: string; method: string; body?: unknown }> = {
    getConsentUrl: { path: '/consent-url', method: 'GET' },
    getTeams: { path: '/teams', method: 'GET' },
    postAutoMap: { path: '/auto-map', method: 'POST', body: { dryRun: true } },
    getAvailability: { path: '/availability', method: 'GET' },
    getTechnicians: { path: '/technicians', method: 'GET' },
    putMapping: { path: '/technicians/10/mapping', method: 'PUT', body: { accountId: USER } },
    deleteMapping: { path: '/technicians/10/mapping', method: 'DELETE' },
  };
  const all: readonly Endpoint[] = ENDPOINTS;
  const cases = Object.keys(example).flatMap((id) =>
    SCOPES.map((scope) => [id, scope, all.find((each) => each.id === id)?.scope === scope] as const),
  );
  it.each(cases)('%s with only %s: %s', async (id, scope, allowed) => {
    const { path, ...init } = example[id] ?? { path: '', method: '' };
    const { status } = await world.call(`${BASE}${path}`, await world.makeKey([scope]), init);
    if (allowed) expect(status).toBeLessThan(300);
    else expect(status).toBe(403);
  });
  it('every operation refuses a key that has all scopes but its own', async () => {
    for (const endpoint of all) {
      const { method, path, json } = sampleRequest(endpoint);
      const others = await world.makeKey(SCOPES.filter((scope) => scope !== endpoint.scope));
      const init = { method, ...(json === undefined ? {} : { body: json }) };
      expect([endpoint.id, (await world.call(path, others, init)).status]).toEqual([endpoint.id, 403]);
    }
  });
  it('another desk’s technician is not there, and looks like a made-up one', async () => {
    await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: {} });
    const foreign = await world.makeKey(undefined, OTHER_DESK);
    expect(
      (await world.call(`${BASE}/technicians`, foreign)).json.technicians.every(
        (each: { mapping: unknown }) => each.mapping === null,
      ),
    ).toBe(true);
    const [known, random] = await Promise.all(
      ['10', '999'].map((id) =>
        world.call(`${BASE}/technicians/${id}/mapping`, foreign, { method: 'DELETE' }),
      ),
    );
    expect(known?.status).toBe(random?.status);
    expect(await world.store.mapping.listMappings(DESK)).toHaveLength(1);
  });
});

describe('O13: API manners', () => {
  it('an Idempotency-Key gives the first answer again, and refuses another body', async () => {
    const headers = { 'idempotency-key': 'abc' };
    const first = await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: {}, headers });
    const again = await world.call(`${BASE}/auto-map`, key, { method: 'POST', body: {}, headers });
    expect(again.json).toEqual(first.json);
    const other = await world.call(`${BASE}/auto-map`, key, {
      method: 'POST',
      body: { dryRun: true },
      headers,
    });
    expect(other.json).toMatchObject({ status: 409, code: 'conflict' });
  });
  it('request ids are echoed when sane, made otherwise, and nothing is cached', async () => {
    const given = await world.call(`${BASE}/teams`, key, { headers: { 'x-request-id': 'abc-12345' } });
    expect(given.headers.get('x-request-id')).toBe('abc-12345');
    expect(given.headers.get('cache-control')).toBe('no-store');
    const made = await world.call(`${BASE}/teams`, key, { headers: { 'x-request-id': 'a b<script>' } });
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(made.headers.get('strict-transport-security')).toContain('max-age');
    expect(made.headers.get('server')).toBeNull();
  });
});
