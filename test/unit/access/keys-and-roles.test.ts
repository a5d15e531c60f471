import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { createKeysService, type KeysService } from '#core/access/keys-service.ts';
import { may, PERMISSIONS, type Permission } from '#core/access/policy.ts';
import { createRolesService } from '#core/access/roles-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { ROLES, type Role } from '#kernel/vocabulary.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const OTHER_DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a002';
const USER = '11111111-1111-4111-8111-111111111111';
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const clock = { now: () => new Date('2026-11-21T16:00:00Z') };
const SYSTEM: Caller = { kind: 'system', deskId: DESK, id: 'test', name: 'Test' };
const person = (role: Role): Caller => ({ kind: 'person', deskId: DESK, id: USER, name: 'P', role });

let store: Store;
let keys: KeysService;

beforeEach(async () => {
  const vaultKeys = `k1:${randomBytes(32).toString('base64')}`;
  store = await openStore({ url: 'sqlite::memory:', vaultKeys, logger: silentLogger, clock });
  keys = createKeysService({ clock, newId, store: store.keys });
});

afterEach(() => store.close());

describe('S12: API keys', () => {
  it('a key signs in as its desk with its scopes until it is revoked', async () => {
    const { key, secret } = await keys.create(SYSTEM, { name: 'Reports', scopes: ['availability:read'] });
    expect(await keys.authenticate(secret)).toMatchObject({
      kind: 'key',
      deskId: DESK,
      scopes: ['availability:read'],
    });
    await keys.revoke(SYSTEM, key.keyId);
    expect(await keys.authenticate(secret)).toBeNull();
    await expect(keys.revoke(SYSTEM, key.keyId)).rejects.toMatchObject({ code: 'not_found' });
  });
  it('nothing but the whole key signs in', async () => {
    const { secret } = await keys.create(SYSTEM, { name: 'Reports', scopes: [] });
    const wrong = [
      secret.slice(0, -1),
      `${secret}A`,
      secret.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      secret.replace('rk_', 'rk-'),
      secret.toUpperCase(),
      '',
      'rk__',
      `rk_${'0'.repeat(32)}_${'A'.repeat(43)}`,
    ];
    for (const key of wrong) expect(await keys.authenticate(key)).toBeNull();
  });
  it('the secret is stored as a hash only, and another desk does not see the key', async () => {
    const { key, secret } = await keys.create(SYSTEM, { name: 'Reports', scopes: [] });
    const found = await store.keys.findKey(key.keyId);
    expect(JSON.stringify(found)).not.toContain(secret.slice(-43));
    expect(found?.secretHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await keys.list({ ...SYSTEM, deskId: OTHER_DESK })).toEqual([]);
  });
});

describe('SPEC 0: roles', () => {
  const roles = (initialAdmins: { deskId: string; userId: string }[] = []) =>
    createRolesService({ clock, store: store.roles, initialAdmins });
  it('everybody is a member until granted more, per desk', async () => {
    await roles().grant(SYSTEM, { userId: USER, role: 'lead', name: 'Priya' });
    expect(await roles().roleOf(DESK, USER)).toBe('lead');
    expect(await roles().roleOf(OTHER_DESK, USER)).toBe('member');
    expect(await roles().revoke(SYSTEM, USER)).toBe(true);
    expect(await roles().roleOf(DESK, USER)).toBe('member');
  });
  it('INITIAL_ADMINS are admins of their desk only', async () => {
    const service = roles([{ deskId: DESK, userId: USER }]);
    expect(await service.roleOf(DESK, USER)).toBe('admin');
    expect(await service.roleOf(OTHER_DESK, USER)).toBe('member');
  });
  it('a Global Administrator is the first admin, and nobody special once there is one', async () => {
    expect(await roles().roleOf(DESK, USER, [GLOBAL_ADMINISTRATOR])).toBe('admin');
    await roles().grant(SYSTEM, { userId: 'someone', role: 'admin', name: 'Tom' });
    expect(await roles().roleOf(DESK, USER, [GLOBAL_ADMINISTRATOR])).toBe('member');
  });
  it('whom to ask: everybody who holds the role or a higher one, three at most', async () => {
    const grants = [
      ['dispatcher', 'Dan'],
      ['lead', 'Lea'],
      ['admin', 'Ada'],
      ['lead', 'Leo'],
    ] as const;
    for (const [role, name] of grants) await roles().grant(SYSTEM, { userId: name, role, name });
    expect((await roles().namesWith(DESK, 'dispatcher')).length).toBe(3);
    expect((await roles().namesWith(DESK, 'lead')).toSorted()).toEqual(['Ada', 'Lea', 'Leo']);
    expect(await roles().namesWith(DESK, 'admin')).toEqual(['Ada']);
  });
  it('DATA-2: a grant is in the audit trail with before and after', async () => {
    await roles().grant(SYSTEM, { userId: USER, role: 'lead', name: 'Priya' });
    await roles().grant(SYSTEM, { userId: USER, role: 'admin', name: 'Priya' });
    const [last] = await store.audit.listAudit(DESK, { limit: 1, before: null });
    expect(last).toMatchObject({
      subject: 'role',
      action: 'granted',
      before: { role: 'lead' },
      after: { role: 'admin' },
    });
  });
});

describe('SPEC 0: one table of permissions', () => {
  const expected: Record<Role, Permission[]> = {
    member: ['availability.read', 'override.own', 'technicians.read', 'health.read', 'assignment.answer'],
    dispatcher: ['dispatch.read', 'dispatch.run'],
    lead: [
      'override.any',
      'teams.read',
      'users.search',
      'automap.run',
      'mapping.write',
      'workflows.write',
      'settings.write',
      'consent.retry',
      'psa.read',
    ],
    admin: ['consent.start', 'psa.connect', 'roster.write', 'keys.manage', 'roles.manage', 'audit.read'],
  };
  it.each(ROLES)('%s', (role) => {
    const allowed = ROLES.slice(0, ROLES.indexOf(role) + 1).flatMap((each) => expected[each]);
    const all = Object.keys(PERMISSIONS) as Permission[];
    expect(all.filter((permission) => may(person(role), permission)).toSorted()).toEqual(allowed.toSorted());
  });
  it('a key may what its scope says and nothing for people', () => {
    const key: Caller = { kind: 'key', deskId: DESK, id: 'k', name: 'k', scopes: ['mapping:write'] };
    const all = Object.keys(PERMISSIONS) as Permission[];
    expect(all.filter((permission) => may(key, permission))).toEqual(['automap.run', 'mapping.write']);
  });
});
