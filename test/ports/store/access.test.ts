import { describe, expect, it } from 'vitest';
import { migrate } from '#adapters/store/migrate.ts';
import { createStore } from '#adapters/store/open-store.ts';
import { createVault } from '#adapters/store/vault.ts';
import type { ConsentRecord, RoleGrant } from '#core/access/ports.ts';
import { systemClock } from '#kernel/clock.ts';
import { testDatabases, testKeys } from '../../support/database.ts';
import { aKey, anAttempt, anAudit, AT, DESK_A, DESK_B } from './builders.ts';

const LATER = new Date(AT.getTime() + 5 * 60_000);
const HASH = 'c0ffee'.repeat(10);

describe.each(await testDatabases())('consent, roles, keys and audit on $engine', (database) => {
  it('CON-4: the state of the consent comes back as saved, newest word only', async () => {
    const { consent, audit } = await database.openStore();
    expect(await consent.readConsent(DESK_A)).toBeNull();
    const record = {
      deskId: DESK_A,
      state: 'incomplete' as const,
      missingPermissions: ['Schedule.Read.All'],
      lastGrantAt: AT,
      confirmedAt: null,
      changedAt: AT,
    };
    expect(await consent.saveConsent(record, { expectedChangedAt: null, audit: null })).toBe(true);
    const granted = {
      ...record,
      state: 'granted' as const,
      missingPermissions: [],
      confirmedAt: LATER,
      changedAt: LATER,
    };
    const entry = anAudit({ subject: 'consent' });
    expect(await consent.saveConsent(granted, { expectedChangedAt: AT, audit: entry })).toBe(true);
    expect(await consent.readConsent(DESK_A)).toEqual(granted);
    expect(await consent.readConsent(DESK_B)).toBeNull();
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(1);
  });

  it.each<[what: string, stands: Date | null, expected: Date | null]>([
    ['nothing, where there is a record by now', AT, null],
    ['an older record', LATER, AT],
    ['a record, where there is none', null, AT],
  ])('REL-2: whoever read %s writes nothing, not even to the audit trail', async (_, stands, expected) => {
    const { consent, audit } = await database.openStore();
    const record = stands && aConsent({ lastGrantAt: stands, changedAt: stands });
    if (record) await consent.saveConsent(record, { expectedChangedAt: null, audit: null });
    const late = aConsent({ state: 'revoked', changedAt: new Date(LATER.getTime() + 1) });
    const options = { expectedChangedAt: expected, audit: anAudit({ subject: 'consent' }) };
    expect(await consent.saveConsent(late, options)).toBe(false);
    expect(await consent.readConsent(DESK_A)).toEqual(record);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toEqual([]);
  });

  it.each([
    ['the first record', null],
    ['a record that they all read', AT],
  ])('REL-2: of many who write %s at once, one does', async (_, expectedChangedAt) => {
    const { consent, audit } = await database.openStore();
    if (expectedChangedAt) {
      const record = aConsent({ changedAt: expectedChangedAt });
      await consent.saveConsent(record, { expectedChangedAt: null, audit: null });
    }
    const tries = await Promise.all(
      Array.from({ length: 12 }, (__, index) =>
        consent.saveConsent(aConsent({ changedAt: new Date(LATER.getTime() + index) }), {
          expectedChangedAt,
          audit: anAudit({ subject: 'consent', subjectId: String(index) }),
        }),
      ),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    const winner = tries.indexOf(true);
    expect((await consent.readConsent(DESK_A))?.changedAt).toEqual(new Date(LATER.getTime() + winner));
    const entries = await audit.listAudit(DESK_A, { limit: 99, before: null });
    expect(entries.map(({ subjectId }) => subjectId)).toEqual([String(winner)]);
  });

  it('S13: a state is used once, even by 20 at the same time', async () => {
    const { consent } = await database.openStore();
    const attempt = anAttempt();
    await consent.addAttempt(attempt);
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => consent.consumeAttempt(attempt.stateHash, LATER)),
    );
    expect(tries.filter((found) => found !== null)).toEqual([{ ...attempt, consumedAt: LATER }]);
    expect(await consent.consumeAttempt(attempt.stateHash, LATER)).toBeNull();
  });

  it('S13: an unknown or expired state is no attempt, up to the very moment', async () => {
    const { consent } = await database.openStore();
    const attempt = anAttempt({ expiresAt: LATER });
    await consent.addAttempt(attempt);
    expect(await consent.consumeAttempt('no such state', AT)).toBeNull();
    expect(await consent.consumeAttempt(attempt.stateHash, LATER)).toBeNull();
    const justBefore = new Date(LATER.getTime() - 1);
    expect(await consent.consumeAttempt(attempt.stateHash, justBefore)).not.toBeNull();
  });

  it('CON-3: how an attempt ended is kept with it and audited', async () => {
    const { consent, audit } = await database.openStore();
    const attempt = anAttempt();
    await consent.addAttempt(attempt);
    const refusal = 'AADSTS65004: User declined to consent';
    const entry = anAudit({ subject: 'consent', action: 'refused' });
    await consent.closeAttempt(attempt.attemptId, { outcome: 'refused', refusal }, entry);
    expect(await consent.readAttempt(attempt.attemptId)).toEqual({ ...attempt, outcome: 'refused', refusal });
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toMatchObject([{ action: 'refused' }]);
    expect(await consent.readAttempt('another')).toBeNull();
    const unknown = consent.closeAttempt('another', { outcome: 'granted', refusal: null }, entry);
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(1);
  });

  it('CON-4: what came before the state is told: the last yes and by whom, the last return, the newest open page', async () => {
    const { consent } = await database.openStore();
    expect(await consent.readHistory(DESK_A)).toEqual({ lastGrant: null, lastReturn: null, lastOpen: null });

    const granted = anAttempt({ attemptId: 'a1', stateHash: 'h1' });
    const refused = anAttempt({ attemptId: 'a2', stateHash: 'h2', startedAt: LATER });
    const open = anAttempt({ attemptId: 'a3', stateHash: 'h3', startedAt: LATER });
    for (const attempt of [granted, refused, open]) await consent.addAttempt(attempt);
    await consent.consumeAttempt('h1', AT);
    await consent.closeAttempt(
      'a1',
      { outcome: 'granted', refusal: null },
      anAudit({ subject: 'consent', action: 'granted' }),
    );
    await consent.consumeAttempt('h2', LATER);
    await consent.closeAttempt(
      'a2',
      { outcome: 'refused', refusal: 'declined' },
      anAudit({ subject: 'consent', action: 'refused', at: LATER }),
    );

    const history = await consent.readHistory(DESK_A);
    expect(history.lastGrant).toEqual({ by: 'Lena Ortiz', at: AT });
    expect(history.lastReturn).toMatchObject({ attemptId: 'a2', outcome: 'refused', refusal: 'declined' });
    expect(history.lastOpen).toMatchObject({ attemptId: 'a3' });
    expect(await consent.readHistory(DESK_B)).toEqual({ lastGrant: null, lastReturn: null, lastOpen: null });

    await consent.pruneAttempts(new Date(LATER.getTime() + 3_600_000));
    expect(await consent.readHistory(DESK_A)).toEqual({
      lastGrant: { by: 'Lena Ortiz', at: AT },
      lastReturn: null,
      lastOpen: null,
    });
  });

  it('roles: a role is granted, replaced and revoked, each with its audit entry', async () => {
    const { roles, audit } = await database.openStore();
    const grant: RoleGrant = { deskId: DESK_A, userId: 'u1', role: 'lead', name: 'Mia', grantedAt: AT };
    const entry = anAudit({ subject: 'role' });
    await roles.grantRole(grant, entry);
    await roles.grantRole({ ...grant, role: 'admin' }, entry);
    await roles.grantRole({ ...grant, userId: 'u2', grantedAt: LATER }, entry);
    await roles.grantRole({ ...grant, deskId: DESK_B, role: 'dispatcher' }, anAudit({ deskId: DESK_B }));
    expect(await roles.readRole(DESK_A, 'u1')).toEqual({ ...grant, role: 'admin' });
    expect((await roles.listRoles(DESK_A)).map(({ userId }) => userId)).toEqual(['u1', 'u2']);
    expect(await roles.revokeRole(DESK_A, 'u1', entry)).toBe(true);
    expect(await roles.revokeRole(DESK_A, 'u1', entry)).toBe(false);
    expect(await roles.readRole(DESK_A, 'u1')).toBeNull();
    expect((await roles.readRole(DESK_B, 'u1'))?.role).toBe('dispatcher');
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(4);
  });

  it('API-2: a key is found by its id with the hash of its secret, and listed in its desk only', async () => {
    const { keys } = await database.openStore();
    const [first, second, foreign] = [aKey(), aKey({ createdAt: LATER }), aKey({ deskId: DESK_B })];
    for (const key of [second, first, foreign]) {
      await keys.addKey(key, HASH, anAudit({ subject: 'key', deskId: key.deskId }));
    }
    expect(await keys.findKey(first.keyId)).toEqual({ key: first, secretHash: HASH });
    expect(await keys.findKey('nobody')).toBeNull();
    expect(await keys.listKeys(DESK_A)).toEqual([first, second]);
  });

  it('API-2: a key is revoked once, and only from its own desk', async () => {
    const { keys, audit } = await database.openStore();
    const key = aKey();
    const entry = anAudit({ subject: 'key', action: 'revoked' });
    await keys.addKey(key, HASH, entry);
    expect(await keys.revokeKey(DESK_B, key.keyId, LATER, anAudit({ deskId: DESK_B }))).toBe(false);
    expect((await keys.findKey(key.keyId))?.key.revokedAt).toBeNull();
    expect(await keys.revokeKey(DESK_A, key.keyId, LATER, entry)).toBe(true);
    expect(await keys.revokeKey(DESK_A, key.keyId, new Date(), entry)).toBe(false);
    expect((await keys.findKey(key.keyId))?.key.revokedAt).toEqual(LATER);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(2);
    expect(await audit.listAudit(DESK_B, { limit: 9, before: null })).toEqual([]);
  });

  it('API-2: the use of a key is noted at most once a minute, and never back in time', async () => {
    const { keys } = await database.openStore();
    const key = aKey();
    await keys.addKey(key, HASH, anAudit({ subject: 'key' }));
    const lastUse = async (second: number): Promise<number | undefined> => {
      await keys.touchKey(key.keyId, new Date(AT.getTime() + second * 1000));
      const seen = (await keys.findKey(key.keyId))?.key.lastUsedAt;
      return seen ? (seen.getTime() - AT.getTime()) / 1000 : undefined;
    };
    expect(await lastUse(0)).toBe(0);
    expect(await lastUse(59.999)).toBe(0);
    expect(await lastUse(60)).toBe(60);
    expect(await lastUse(30)).toBe(60);
  });

  it('REL-1: a key serves although its use cannot be noted; what else fails is still said', async () => {
    const bare = await database.openDatabase(await database.newUrl());
    await migrate(bare, { clock: systemClock });
    const { keys } = createStore(bare, createVault(testKeys('a')));
    const key = aKey();
    await keys.addKey(key, HASH, anAudit({ subject: 'key' }));
    await bare.query.schema.alterTable('api_key').renameColumn('last_used_at', 'away').execute();
    await expect(keys.touchKey(key.keyId, LATER)).resolves.toBeUndefined();
    expect(await keys.findKey(key.keyId)).toMatchObject({ secretHash: HASH });
    await bare.query.schema.alterTable('api_key').renameTo('gone').execute();
    await expect(keys.touchKey(key.keyId, LATER)).resolves.toBeUndefined();
    await expect(keys.findKey(key.keyId)).rejects.toMatchObject({ code: 'store_down' });
  });

  it('DATA-2: the audit trail is paged newest first without gaps or repeats, per desk', async () => {
    const { roles, audit } = await database.openStore();
    const grant: RoleGrant = { deskId: DESK_A, userId: 'u1', role: 'lead', name: 'Mia', grantedAt: AT };
    for (let number = 1; number <= 7; number++) {
      await roles.grantRole(grant, anAudit({ subjectId: `s${number}` }));
      await roles.grantRole({ ...grant, deskId: DESK_B }, anAudit({ deskId: DESK_B, subjectId: 'foreign' }));
    }
    const seen: string[] = [];
    let before: string | null = null;
    for (;;) {
      const page = await audit.listAudit(DESK_A, { limit: 3, before });
      seen.push(...page.map((entry) => entry.subjectId));
      before = page.at(-1)?.entryId ?? null;
      if (page.length < 3) break;
    }
    expect(seen).toEqual(['s7', 's6', 's5', 's4', 's3', 's2', 's1']);
  });

  it('DATA-2: an audit entry keeps before and after as they were', async () => {
    const { roles, audit } = await database.openStore();
    const grant: RoleGrant = { deskId: DESK_A, userId: 'u1', role: 'lead', name: 'Mia', grantedAt: AT };
    const entry = anAudit({
      before: { list: [1, 'two', null] },
      after: null,
      actor: { kind: 'system', id: 'x', name: 'y' },
    });
    await roles.grantRole(grant, entry);
    expect(await audit.listAudit(DESK_A, { limit: 1, before: null })).toEqual([
      { ...entry, entryId: expect.any(String) },
    ]);
  });
});

function aConsent(changes: Partial<ConsentRecord>): ConsentRecord {
  return {
    deskId: DESK_A,
    state: 'granted',
    missingPermissions: [],
    lastGrantAt: null,
    confirmedAt: AT,
    changedAt: AT,
    ...changes,
  };
}
