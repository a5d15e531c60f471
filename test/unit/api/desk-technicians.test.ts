import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountDeskTechnicians } from '#api/handlers/desk-technicians.ts';
import { createIdempotency } from '#api/idempotency.ts';
import { mountEndpoint } from '#api/route.ts';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import {
  foundUsersSchema,
  technicianDetailSchema,
  technicianListSchema,
  technicianPresencesSchema,
} from '#contract/technicians-schemas.ts';
import { createAvailabilityService } from '#core/availability/availability-service.ts';
import { createMappingService, type MappingService } from '#core/mapping/mapping-service.ts';
import type { Technician, User } from '#core/mapping/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import type { Role } from '#kernel/vocabulary.ts';
import { createHttpServer, type HttpServer } from '../../../bot/server.ts';
import { aTechnician, aUser } from '../mapping/builders.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const ANN = '22222222-2222-4222-8222-22222222222a';
const BOB = '22222222-2222-4222-8222-22222222222b';
const now = new Date('2026-11-21T16:00:00Z');
const clock = { now: () => now };
const nobodyWaits = () => Promise.reject(new Error('nobody waits here'));

let store: Store;
let server: HttpServer;
let mapping: MappingService;
let origin: string;
let technicians: Technician[];
let users: User[];

beforeEach(async () => {
  technicians = [
    aTechnician({ technicianId: '10', name: 'Ana', email: 'ann@desk.example' }),
    aTechnician({ technicianId: '11', name: 'Ben', email: 'ben@gmail.example' }),
    aTechnician({ technicianId: '12', name: 'Cleo', email: null }),
  ];
  users = [
    aUser({
      userId: ANN,
      displayName: 'Ann Lee',
      mail: 'ann@desk.example',
      userPrincipalName: 'ann@desk.example',
    }),
    aUser({
      userId: BOB,
      displayName: 'Ben Osei',
      mail: 'ben.osei@desk.example',
      userPrincipalName: 'ben.osei@desk.example',
      aliases: ['ben@gmail.example'],
      isGuest: true,
    }),
  ];
  store = await openStore({
    url: 'sqlite::memory:',
    vaultKeys: `k1:${randomBytes(32).toString('base64')}`,
    logger: silentLogger,
    clock,
  });
  mapping = createMappingService({
    clock,
    logger: silentLogger,
    newId,
    sleep: nobodyWaits,
    technicians: { listTechnicians: async () => technicians },
    directory: {
      listTeams: async () => [{ teamId: 'aaaaaaaa-0000-4000-8000-000000000001', displayName: 'Desk' }],
      async *readMembers() {
        yield users;
      },
      findUser: async (_desk, asked) =>
        users.find(({ userId, userPrincipalName }) => userId === asked || userPrincipalName === asked) ??
        null,
      searchUsers: async (_desk, text) => users.filter(({ displayName }) => displayName?.startsWith(text)),
    },
    store: store.mapping,
    settings: { readTickedTeams: async () => [] },
  });
  const availability = createAvailabilityService({
    clock,
    roster: mapping,
    presence: {
      readPresence: async (_desk, ids) => ({
        readAt: now,
        presences: new Map(
          ids.map((id) => [id, { availability: 'Busy', activity: 'InACall', outOfOffice: false }]),
        ),
        unread: [],
      }),
    },
    shifts: { readRota: async () => ({ readAt: now, shifts: [], timesOff: [], ignoredCount: 0 }) },
    overrides: store.overrides,
    settings: {
      readAvailabilitySettings: async () => ({
        rotaTeams: [],
        presenceBlocksMinutes: 120,
        planningWindowHours: 24,
        coverageMinimum: 1,
      }),
    },
    teams: { readMemberIds: async () => new Set<string>() },
  });
  server = createHttpServer({
    logger: silentLogger,
    newId,
    isHttps: true,
    playground: null,
    messages: nobodyWaits,
    mount(routes) {
      const context = {
        authenticate: async (req: { headers: Record<string, unknown> }) =>
          person(String(req.headers['x-name']), String(req.headers['x-role'])),
        logger: silentLogger,
        newId,
        idempotency: createIdempotency(clock),
      };
      mountDeskTechnicians((endpoint, handle) => mountEndpoint(routes, context, endpoint, handle), {
        mapping,
        availability,
      });
    },
  });
  origin = `http://127.0.0.1:${await server.listen(0)}`;
});

afterEach(async () => {
  await server.close(200);
  await store.close();
});

function person(name: string, role: string): Caller {
  return { kind: 'person', deskId: DESK, id: `oid-of-${name}`, name, role: role as Role };
}

async function call(
  path: string,
  init: { method?: string; body?: unknown; name?: string; role?: Role } = {},
) {
  const response = await fetch(`${origin}/api/${path}`, {
    method: init.method ?? 'GET',
    headers: {
      'x-name': init.name ?? 'Priya',
      'x-role': init.role ?? 'lead',
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
  });
  return { status: response.status, json: JSON.parse(await response.text()) };
}

const put = (technicianId: string, body: Record<string, unknown>, name = 'Priya') =>
  call(`technicians/${technicianId}/mapping`, { method: 'PUT', body: { expected: null, ...body }, name });

async function autoMap(): Promise<void> {
  const priya = person('Priya', 'lead');
  const { runId, review } = await mapping.startPreview(priya, { teamIds: [] });
  await review;
  await mapping.applyPreview(priya, runId, { clear: true, confirmMassClear: false });
}

describe('TAB-2: the list', () => {
  it('each with mapping and badge, counted over the whole desk', async () => {
    await autoMap();
    await put('12', { signInName: 'ben.osei@desk.example' });
    const { json } = await call('technicians');
    const list = technicianListSchema.parse(json);
    expect(
      list.technicians.map(({ name, mapping: found }) => [name, found?.source ?? null, found?.guest]),
    ).toEqual([
      ['Ana', 'auto', false],
      ['Ben', null, undefined],
      ['Cleo', 'manual', true],
    ]);
    expect(list).toMatchObject({
      total: 3,
      nextCursor: null,
      counts: { all: 3, auto: 1, manual: 1, unmapped: 1, excluded: 0 },
    });
  });

  it('page by page, in either direction, only those asked for', async () => {
    const first = await call('technicians?limit=2&order=desc');
    expect(first.json.technicians.map(({ name }: { name: string }) => name)).toEqual(['Cleo', 'Ben']);
    const second = await call(`technicians?limit=2&order=desc&cursor=${first.json.nextCursor}`);
    expect(second.json.technicians.map(({ name }: { name: string }) => name)).toEqual(['Ana']);
    expect(second.json.nextCursor).toBeNull();
    const found = await call('technicians?search=gmail&badge=unmapped');
    expect(found.json).toMatchObject({ total: 1, technicians: [{ name: 'Ben' }] });
  });

  it.each([
    { says: 'another order', query: 'order=asc' },
    { says: 'another search', query: 'order=desc&search=e' },
    { says: 'another badge', query: 'order=desc&badge=unmapped' },
    { says: 'another column', query: 'order=desc&sort=email' },
  ])('a cursor of $says is refused', async ({ query }) => {
    const { json } = await call('technicians?limit=1&order=desc');
    const answer = await call(`technicians?${query}&cursor=${json.nextCursor}`);
    expect(answer).toMatchObject({
      status: 400,
      json: { code: 'invalid_input', faults: [{ field: 'cursor' }] },
    });
  });

  it.each(['cursor=x', 'cursor=WyJhIl0', 'limit=101', 'limit=0', 'sort=age', 'badge=none', 'page=2'])(
    'refuses %s',
    async (query) => {
      expect(await call(`technicians?${query}`)).toMatchObject({
        status: 400,
        json: { code: 'invalid_input' },
      });
    },
  );

  it('a change is seen by the next who asks, and so is a technician whom the PSA has newly', async () => {
    const badges = async () => (await call('technicians')).json.counts;
    expect(await badges()).toMatchObject({ unmapped: 3 });
    await put('10', { accountId: ANN });
    expect(await badges()).toMatchObject({ manual: 1, unmapped: 2 });
    await call(`technicians/10/mapping?userId=${ANN}&source=manual&excluded=false`, { method: 'DELETE' });
    expect(await badges()).toMatchObject({ manual: 0, unmapped: 3 });
    await call('technicians/10/excluded', { method: 'PUT', body: { excluded: true } });
    expect(await badges()).toMatchObject({ unmapped: 3, excluded: 1 });
  });

  it('everybody of the desk may look; mapping is for leads', async () => {
    expect((await call('technicians', { role: 'member' })).status).toBe(200);
    expect((await call('technicians/10', { role: 'member' })).status).toBe(200);
    const refused = { status: 403, json: { code: 'not_allowed', needed: 'lead' } };
    const body = { accountId: ANN, expected: null };
    const asDispatcher = { role: 'dispatcher' as const };
    expect(await call('technicians/10/mapping', { method: 'PUT', body, ...asDispatcher })).toMatchObject(
      refused,
    );
    const query = `userId=${ANN}&source=auto&excluded=false`;
    expect(
      await call(`technicians/10/mapping?${query}`, { method: 'DELETE', ...asDispatcher }),
    ).toMatchObject(refused);
    expect(
      await call('technicians/10/excluded', { method: 'PUT', body: { excluded: true }, ...asDispatcher }),
    ).toMatchObject(refused);
    expect(await call('users?search=An', asDispatcher)).toMatchObject(refused);
    expect(await store.mapping.listMappings(DESK)).toEqual([]);
  });
});

describe('TAB-2: presence and shift of the rows in sight', () => {
  it('those asked for, by group and word; the unmapped say so, the unknown are left out', async () => {
    await put('10', { accountId: ANN });
    const { json } = await call('technicians/presence?ids=10,11,99');
    const answer = technicianPresencesSchema.parse(json);
    expect(answer.technicians).toEqual([
      expect.objectContaining({ technicianId: '10', group: 'working', presence: 'in-a-call' }),
      expect.objectContaining({
        technicianId: '11',
        group: 'no-signal',
        presence: null,
        shift: expect.objectContaining({ neutralBecause: 'not-mapped' }),
      }),
    ]);
    expect(JSON.stringify(json)).not.toContain('InACall');
  });

  it('a page at most, and somebody at least', async () => {
    const many = Array.from({ length: 101 }, (_each, index) => index).join(',');
    expect((await call(`technicians/presence?ids=${many}`)).status).toBe(400);
    expect((await call('technicians/presence?ids=')).status).toBe(400);
  });
});

describe('MAP-9: one technician', () => {
  it('what the last review suggests, until somebody is mapped', async () => {
    await autoMap();
    const before = technicianDetailSchema.parse((await call('technicians/11')).json);
    expect(before).toMatchObject({
      name: 'Ben',
      mapping: null,
      lastReview: {
        reason: 'no-user-with-this-email',
        suggestions: [{ userId: BOB, because: 'alias', guest: true, technicianValue: 'ben@gmail.example' }],
      },
    });
    await put('11', { accountId: BOB });
    const after = technicianDetailSchema.parse((await call('technicians/11')).json);
    expect(after).toMatchObject({ mapping: { userId: BOB }, lastReview: null });
  });

  it('who changed it last by hand; of a run only when', async () => {
    await put('11', { accountId: BOB }, 'Tom');
    await autoMap();
    expect((await call('technicians/11')).json.lastChange).toEqual({ at: now.toISOString(), by: 'Tom' });
    expect((await call('technicians/10')).json.lastChange).toEqual({ at: now.toISOString(), by: null });
    expect((await call('technicians/12')).json.lastChange).toBeNull();
  });

  it('nobody of that id', async () => {
    expect(await call('technicians/99')).toMatchObject({
      status: 404,
      json: { code: 'technician_not_found' },
    });
  });
});

describe('MAP-8: mapping by hand', () => {
  const manualAnn = { userId: ANN, source: 'manual', excluded: false };

  it.each([
    { says: 'the sign-in name is found from the account id', body: { accountId: ANN } },
    { says: 'the account id is found from the sign-in name', body: { signInName: 'ann@desk.example' } },
    { says: 'both mean one user', body: { accountId: ANN, signInName: 'ANN@desk.example' } },
  ])('$says', async ({ body }) => {
    const { json } = await put('12', body);
    expect(json.mapping).toMatchObject({
      userId: ANN,
      userPrincipalName: 'ann@desk.example',
      source: 'manual',
    });
  });

  it.each([
    { says: 'two users', body: { accountId: ANN, signInName: 'ben.osei@desk.example' }, rule: 'two-users' },
    { says: 'no account id', body: { accountId: 'ann' }, rule: 'not-an-id' },
    { says: 'one field cleared', body: { accountId: BOB, signInName: '' }, rule: 'half-cleared' },
  ])('$says: refused with a word for it, and nothing is saved', async ({ body, rule }) => {
    await put('12', { accountId: BOB });
    const expected = { userId: BOB, source: 'manual', excluded: false };
    expect((await put('12', { ...body, expected })).json).toMatchObject({
      code: 'invalid_input',
      faults: [{ rule }],
    });
    expect(await store.mapping.listMappings(DESK)).toMatchObject([{ userId: BOB }]);
  });

  it('MAP-3: a disabled account is refused by hand as well', async () => {
    users = users.map((user) => ({ ...user, enabled: false }));
    expect((await put('12', { signInName: 'ann@desk.example' })).json).toMatchObject({
      code: 'invalid_input',
      faults: [{ field: 'signInName', rule: 'account-disabled' }],
    });
    expect(await store.mapping.listMappings(DESK)).toEqual([]);
  });

  it('nobody has this sign-in name', async () => {
    expect((await put('12', { signInName: 'x@desk.example' })).json).toMatchObject({
      code: 'user_not_found',
      field: 'signInName',
    });
  });

  it('a user of another technician is refused with that name, unless both are meant', async () => {
    await put('10', { accountId: ANN });
    expect((await put('12', { accountId: ANN })).json).toMatchObject({
      code: 'user_already_mapped',
      technicianId: '10',
      technicianName: 'Ana',
    });
    expect((await put('12', { accountId: ANN, allowShared: true })).status).toBe(200);
  });

  it('the second of two who saw the same is told who was faster, and when; nothing is overwritten', async () => {
    await put('12', { accountId: ANN });
    expect((await put('12', { accountId: BOB, expected: manualAnn }, 'Tom')).status).toBe(200);
    const late = await put('12', { accountId: ANN, expected: manualAnn });
    expect(late).toMatchObject({
      status: 409,
      json: { code: 'conflict', technicianId: '12', changedBy: 'Tom', changedAt: now.toISOString() },
    });
    const gone = `technicians/12/mapping?userId=${ANN}&source=manual&excluded=false`;
    expect((await call(gone, { method: 'DELETE' })).json).toMatchObject({
      code: 'conflict',
      changedBy: 'Tom',
    });
    expect(await store.mapping.listMappings(DESK)).toMatchObject([{ userId: BOB }]);
  });

  it('a removal by another is a change too, with a name', async () => {
    await put('12', { accountId: ANN });
    const gone = `technicians/12/mapping?userId=${ANN}&source=manual&excluded=false`;
    expect((await call(gone, { method: 'DELETE', name: 'Tom' })).json).toMatchObject({ mapping: null });
    expect((await put('12', { accountId: BOB, expected: manualAnn })).json).toMatchObject({
      code: 'conflict',
      changedBy: 'Tom',
    });
  });

  it('excluding meanwhile is a change of what was seen', async () => {
    await put('12', { accountId: ANN });
    await call('technicians/12/excluded', { method: 'PUT', body: { excluded: true }, name: 'Tom' });
    expect((await put('12', { accountId: BOB, expected: manualAnn })).json.code).toBe('conflict');
  });

  it('undo after a removal puts back what was there, with the badge that it had', async () => {
    await autoMap();
    const was = (await call('technicians/10')).json.mapping;
    await call(`technicians/10/mapping?userId=${ANN}&source=auto&excluded=false`, { method: 'DELETE' });
    const { json } = await put('10', {
      accountId: was.userId,
      signInName: was.userPrincipalName,
      source: was.source,
    });
    expect(json.mapping).toEqual(was);
  });

  it('both fields cleared removes it', async () => {
    await put('12', { accountId: ANN });
    const body = { accountId: '', signInName: null, expected: manualAnn };
    expect((await put('12', body)).json).toMatchObject({ mapping: null });
  });

  it('what was seen must be told', async () => {
    const body = { accountId: ANN };
    expect((await call('technicians/12/mapping', { method: 'PUT', body })).status).toBe(400);
  });
});

describe('MAP-8: users to choose from', () => {
  it('guests and disabled accounts are marked, and who has them already is named', async () => {
    await put('10', { accountId: BOB });
    const { users: found } = foundUsersSchema.parse((await call('users?search=Ben')).json);
    expect(found).toEqual([
      expect.objectContaining({
        displayName: 'Ben Osei',
        guest: true,
        enabled: true,
        mappedTo: [{ technicianId: '10', name: 'Ana' }],
      }),
    ]);
  });

  it('two characters at least', async () => {
    expect((await call('users?search=%20B%20')).status).toBe(400);
  });
});
