import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AdministrationNeeds, mountAdministration } from '#api/handlers/administration.ts';
import { createIdempotency } from '#api/idempotency.ts';
import { mountEndpoint } from '#api/route.ts';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { createAuditService } from '#core/access/audit-service.ts';
import { createKeysService } from '#core/access/keys-service.ts';
import { createPeopleService } from '#core/access/people-service.ts';
import type { Person } from '#core/access/ports.ts';
import { createRolesService } from '#core/access/roles-service.ts';
import type { HealthFinding } from '#core/settings/health-service.ts';
import { createInventoryService } from '#core/settings/inventory-service.ts';
import { createSettingsService } from '#core/settings/settings-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { ROLES, type Role } from '#kernel/vocabulary.ts';
import { createHttpServer, type HttpServer } from '../../../bot/server.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const OTHER_DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a002';
const ANA = '22222222-2222-4222-8222-22222222222a';
const BEN = '22222222-2222-4222-8222-22222222222b';
const clock = { now: () => new Date('2026-11-21T16:00:00Z') };

let store: Store;
let server: HttpServer;
let origin: string;
let people: readonly Person[];
let findings: readonly HealthFinding[];

async function start(initialAdmins: readonly string[] = []): Promise<void> {
  const settings = createSettingsService({
    clock,
    store: store.settings,
    configuredDesks: [DESK],
    workflowRotas: store.workflows,
  });
  const needs: AdministrationNeeds = {
    clock,
    roles: createRolesService({
      clock,
      store: store.roles,
      initialAdmins: initialAdmins.map((userId) => ({ deskId: DESK, userId })),
    }),
    people: createPeopleService({
      directory: {
        findUser: async (_desk, userId) => people.find((each) => each.userId === userId) ?? null,
        searchUsers: async (_desk, text) => people.filter(({ displayName }) => displayName?.startsWith(text)),
      },
    }),
    keys: createKeysService({ clock, newId, store: store.keys }),
    audit: createAuditService({ store: store.audit }),
    settings,
    health: { check: async () => ({ checkedAt: clock.now(), findings }) },
    inventory: createInventoryService({ store: store.inventory }),
  };
  server = createHttpServer({
    logger: silentLogger,
    newId,
    isHttps: true,
    playground: null,
    messages: () => Promise.reject(new Error('nobody writes here')),
    mount(routes) {
      const context = {
        authenticate: async (req: { headers: Record<string, unknown> }) =>
          person(String(req.headers['x-role']), String(req.headers['x-desk'])),
        logger: silentLogger,
        newId,
        idempotency: createIdempotency(clock),
      };
      mountAdministration((endpoint, handle) => mountEndpoint(routes, context, endpoint, handle), needs);
    },
  });
  origin = `http://127.0.0.1:${await server.listen(0)}`;
}

beforeEach(async () => {
  people = [];
  findings = [];
  const vaultKeys = `k1:${randomBytes(32).toString('base64')}`;
  store = await openStore({ url: 'sqlite::memory:', vaultKeys, logger: silentLogger, clock });
  await start();
});

afterEach(async () => {
  await server.close(200);
  await store.close();
});

function person(role: string, deskId: string): Caller {
  return { kind: 'person', deskId, id: 'oid-of-lena', name: 'Lena Ortiz', role: role as Role };
}

async function call(
  path: string,
  {
    method = 'GET',
    body,
    role = 'admin',
    desk = DESK,
  }: Partial<{ method: string; body: unknown; role: Role; desk: string }> = {},
) {
  const response = await fetch(`${origin}/api/${path}`, {
    method,
    headers: {
      'x-role': role,
      'x-desk': desk,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? null : JSON.parse(text) };
}

const give = (userId: string, role: Role, expected: Role | null, name = 'Ana Ruiz') =>
  call(`roles/${userId}`, { method: 'PUT', body: { role, name, expected } });
const makeKey = (body: unknown) => call('keys', { method: 'POST', body });

describe('SPEC 0: who may do what', () => {
  const CALLS: readonly { method: string; path: string; least: Role; body?: unknown }[] = [
    { method: 'GET', path: 'roles', least: 'admin' },
    {
      method: 'PUT',
      path: `roles/${ANA}`,
      least: 'admin',
      body: { role: 'lead', name: 'Ana', expected: null },
    },
    { method: 'DELETE', path: `roles/${ANA}`, least: 'admin' },
    { method: 'GET', path: 'people?search=an', least: 'admin' },
    { method: 'GET', path: 'keys', least: 'admin' },
    { method: 'POST', path: 'keys', least: 'admin', body: { name: 'x', scopes: ['mapping:read'] } },
    { method: 'DELETE', path: 'keys/0000', least: 'admin' },
    { method: 'GET', path: 'audit', least: 'admin' },
    { method: 'GET', path: 'audit/export', least: 'admin' },
    { method: 'GET', path: 'settings', least: 'member' },
    {
      method: 'PUT',
      path: 'settings/desk.zone',
      least: 'lead',
      body: { value: 'Europe/London', expectedVersion: 0 },
    },
    { method: 'GET', path: 'data', least: 'member' },
  ];
  it.each(CALLS)('$method $path needs at least $least', async ({ method, path, least, body }) => {
    for (const role of ROLES) {
      const { status, json } = await call(path, { method, body, role });
      const isEnough = ROLES.indexOf(role) >= ROLES.indexOf(least);
      expect(status === 403, `${role} was answered ${status}`).toBe(!isEnough);
      if (!isEnough) expect(json).toMatchObject({ code: 'not_allowed', needed: least });
    }
  });
});

describe('TAB-6: access', () => {
  it('a role is given, changed and taken away again, each change with its name in the trail', async () => {
    expect((await give(ANA, 'lead', null)).status).toBe(204);
    expect((await give(ANA.toUpperCase(), 'admin', 'lead')).status).toBe(204);
    expect((await give(BEN, 'admin', null, 'Ben Osei')).status).toBe(204);
    expect((await call('roles')).json).toEqual({
      grants: [
        { userId: ANA, name: 'Ana Ruiz', role: 'admin', grantedAt: '2026-11-21T16:00:00.000Z' },
        { userId: BEN, name: 'Ben Osei', role: 'admin', grantedAt: '2026-11-21T16:00:00.000Z' },
      ],
      initialAdmins: [],
    });
    expect((await call(`roles/${ANA}?expected=admin`, { method: 'DELETE' })).status).toBe(204);
    const { entries } = (await call('audit?subject=role')).json;
    expect(
      entries.map(({ action, before, after }: Record<string, unknown>) => [action, before, after]),
    ).toEqual([
      ['revoked', { role: 'admin', name: 'Ana Ruiz' }, null],
      ['granted', null, { role: 'admin', name: 'Ben Osei' }],
      ['granted', { role: 'lead', name: 'Ana Ruiz' }, { role: 'admin', name: 'Ana Ruiz' }],
      ['granted', null, { role: 'lead', name: 'Ana Ruiz' }],
    ]);
  });

  it('whoever saw another role is told the one that stands, and changes nothing', async () => {
    await give(BEN, 'admin', null, 'Ben Osei');
    await give(ANA, 'lead', null);
    const second = await give(ANA, 'admin', 'dispatcher');
    expect(second).toMatchObject({ status: 409, json: { code: 'conflict', role: 'lead' } });
    const third = await call(`roles/${ANA}?expected=dispatcher`, { method: 'DELETE' });
    expect(third).toMatchObject({ status: 409, json: { code: 'conflict', role: 'lead' } });
    await call(`roles/${ANA}?expected=lead`, { method: 'DELETE' });
    const late = await give(ANA, 'admin', 'lead');
    expect(late).toMatchObject({ status: 409, json: { code: 'conflict', role: null } });
    const { grants } = (await call('roles')).json;
    expect(grants.map(({ userId }: { userId: string }) => userId)).toEqual([BEN]);
  });

  it('the last admin stays admin, and the refusal says so', async () => {
    await give(ANA, 'admin', null);
    const refused = { status: 409, json: { code: 'conflict', rule: 'last-admin' } };
    expect(await call(`roles/${ANA}`, { method: 'DELETE' })).toMatchObject(refused);
    expect(await give(ANA, 'lead', 'admin')).toMatchObject(refused);
    await give(BEN, 'admin', null, 'Ben Osei');
    expect((await give(ANA, 'lead', 'admin')).status).toBe(204);
  });

  it('admins by configuration are told, and count as admins who remain', async () => {
    await server.close(200);
    await start([BEN]);
    await give(ANA, 'admin', null);
    expect((await call(`roles/${ANA}`, { method: 'DELETE' })).status).toBe(204);
    expect((await call('roles')).json).toEqual({ grants: [], initialAdmins: [BEN] });
  });

  it('people are found by name or account id, without a PSA', async () => {
    const ana = {
      userId: ANA,
      displayName: 'Ana Ruiz',
      userPrincipalName: 'ana@desk.example',
      enabled: true,
    };
    people = [{ ...ana, isGuest: true }];
    const found = { people: [{ ...ana, guest: true }] };
    expect((await call('people?search=An')).json).toEqual(found);
    expect((await call(`people?search=${ANA.toUpperCase()}`)).json).toEqual(found);
    expect((await call(`people?search=${BEN}`)).json).toEqual({ people: [] });
    expect(await call('people?search=A')).toMatchObject({ status: 400, json: { code: 'invalid_input' } });
  });
});

describe('API-2: keys', () => {
  it('the secret is told once; the list and the trail never have it', async () => {
    const made = (await makeKey({ name: ' Reports ', scopes: ['availability:read'] })).json;
    expect(made).toMatchObject({ key: { name: 'Reports', scopes: ['availability:read'], revokedAt: null } });
    expect(made.secret).toMatch(/^rk_[0-9a-f]{32}_[\w-]{43}$/);
    const later = [await call('keys'), await call('audit'), await call('audit/export')];
    expect(JSON.stringify(later)).not.toContain(made.secret.slice(-43));
    expect(JSON.stringify(later[0])).toContain(made.key.keyId);
  });
  it.each([
    [{ name: '  ', scopes: ['mapping:read'] }, 'name'],
    [{ name: 'x'.repeat(101), scopes: ['mapping:read'] }, 'name'],
    [{ name: 'Reports', scopes: [] }, 'scopes'],
    [{ name: 'Reports', scopes: ['roles:write'] }, 'scopes.0'],
  ])('%j is refused at its field', async (body, field) => {
    const { status, json } = await makeKey(body);
    expect([status, json.code]).toEqual([400, 'invalid_input']);
    expect(json.faults.map((fault: { field: string }) => fault.field)).toEqual([field]);
    expect((await call('keys')).json.keys).toEqual([]);
  });
  it('a key is revoked once, with its name in the trail; another desk cannot', async () => {
    const { key } = (await makeKey({ name: 'Reports', scopes: ['mapping:read'] })).json;
    const revoke = (desk = DESK) => call(`keys/${key.keyId}`, { method: 'DELETE', desk });
    expect(await revoke(OTHER_DESK)).toMatchObject({ status: 404, json: { code: 'not_found' } });
    expect((await call('audit', { desk: OTHER_DESK })).json.entries).toEqual([]);
    expect((await revoke()).status).toBe(204);
    expect(await revoke()).toMatchObject({ status: 404, json: { code: 'not_found' } });
    const [last] = (await call('audit?subject=key')).json.entries;
    expect(last).toMatchObject({
      action: 'revoked',
      before: { name: 'Reports', scopes: ['mapping:read'] },
      after: null,
    });
  });
});

describe('DATA-2: the audit trail', () => {
  it('comes 50 at a time, newest first, without gaps or repeats, of one subject where asked', async () => {
    for (let number = 1; number <= 60; number++) {
      await makeKey({ name: `key ${number}`, scopes: ['mapping:read'] });
    }
    await give(ANA, 'lead', null);
    const first = (await call('audit')).json;
    const second = (await call(`audit?before=${first.next}`)).json;
    expect([first.entries.length, second.entries.length, second.next]).toEqual([50, 11, null]);
    expect(first.entries[0]).toMatchObject({
      subject: 'role',
      actor: { kind: 'person', name: 'Lena Ortiz' },
      at: '2026-11-21T16:00:00.000Z',
    });
    const ids = [...first.entries, ...second.entries].map(({ entryId }) => entryId);
    expect(new Set(ids).size).toBe(61);
    const roles = (await call('audit?subject=role')).json;
    expect([roles.entries.length, roles.next]).toEqual([1, null]);
    expect((await call('audit?subject=presence')).status).toBe(400);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("https://x.example")'])(
    'S-CSV: a name like %j is text in the exported file, never a formula',
    async (name) => {
      await store.roles.grantRole(
        { deskId: DESK, userId: ANA, role: 'lead', name: 'Ana', grantedAt: clock.now() },
        {
          deskId: DESK,
          at: clock.now(),
          actor: { kind: 'person', id: 'x', name },
          subject: 'role',
          subjectId: name,
          action: 'granted',
          before: null,
          after: { role: 'lead' },
        },
      );
      const { fileName, csv, isComplete } = (await call('audit/export')).json;
      expect([fileName, isComplete]).toEqual(['rollcall-audit-2026-11-21.csv', true]);
      const [head, row] = csv.split('\r\n');
      expect(head).toBe('at,actor kind,actor,subject,subject id,action,before,after');
      const cells = [...row.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell]) =>
        String(cell).replace(/^"/, ''),
      );
      expect(cells.filter((cell: string) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
      expect(row).toContain(name.replaceAll('"', '""'));
    },
  );
});

describe('settings', () => {
  const put = (key: string, value: unknown, expectedVersion: number) =>
    call(`settings/${key}`, { method: 'PUT', body: { value, expectedVersion } });
  const stateOf = (json: { settings: { key: string }[] }, key: string) =>
    json.settings.find((setting) => setting.key === key);

  it('one is changed, and goes back to its default', async () => {
    const changed = (await put('desk.zone', 'Europe/London', 0)).json;
    expect(stateOf(changed, 'desk.zone')).toMatchObject({
      value: 'Europe/London',
      isDefault: false,
      version: 1,
    });
    const back = (await put('desk.zone', null, 1)).json;
    expect(stateOf(back, 'desk.zone')).toMatchObject({ value: 'UTC', isDefault: true, version: 0 });
    const { entries } = (await call('audit?subject=setting')).json;
    expect(
      entries.map(({ action, before, after }: Record<string, unknown>) => [action, before, after]),
    ).toEqual([
      ['reset', 'Europe/London', null],
      ['updated', null, 'Europe/London'],
    ]);
  });
  it('the second of two who saw the same is told, and writes nothing', async () => {
    await put('coverage.minimum', 3, 0);
    expect(await put('coverage.minimum', 5, 0)).toMatchObject({ status: 409, json: { code: 'conflict' } });
    expect(stateOf((await call('settings')).json, 'coverage.minimum')).toMatchObject({
      value: 3,
      version: 1,
    });
  });
  it.each([
    ['desk.zone', 'Mars/Olympus'],
    ['desk.working-hours', '19:00-07:00'],
    ['coverage.minimum', 0],
    ['coverage.minimum', 1.5],
    ['availability.presence-blocks-minutes', 'soon'],
    ['desk.nothing', 1],
  ])('%s as %j is refused at the setting', async (key, value) => {
    const { status, json } = await put(key, value, 0);
    expect([status, json.code]).toEqual([400, 'invalid_input']);
    expect(json.faults).toMatchObject([{ field: key }]);
  });
});

describe('health and data', () => {
  it('findings go out as the check found them', async () => {
    findings = [
      {
        check: 'rota',
        state: 'warning',
        code: 'no_schedule',
        facts: { team: 'Escalations', reason: 'failed' },
      },
    ];
    expect((await call('health', { role: 'member' })).json).toEqual({
      checkedAt: '2026-11-21T16:00:00.000Z',
      findings,
    });
  });
  it('DATA-1: every table of the desk is told with its columns and the number of its own rows', async () => {
    await give(ANA, 'lead', null);
    await call(`roles/${BEN}`, {
      method: 'PUT',
      desk: OTHER_DESK,
      body: { role: 'lead', name: 'B', expected: null },
    });
    const { tables } = (await call('data', { role: 'member' })).json;
    const roles = tables.find(({ table }: { table: string }) => table === 'role_grant');
    expect(roles).toMatchObject({ category: 'roles', rows: 1 });
    expect(roles.columns).toContainEqual({ name: 'user_id', holds: 'Entra object id of the user' });
    expect(tables.map(({ table }: { table: string }) => table)).not.toContain('schema_migration');
  });
  it('REL-1: a database that is away is told as that', async () => {
    await server.close(200);
    store = {
      ...store,
      roles: { ...store.roles, listRoles: () => Promise.reject(new AppError('store_down', 'x')) },
    };
    await start();
    expect(await call('roles')).toMatchObject({ status: 503, json: { code: 'store_down' } });
  });
});
