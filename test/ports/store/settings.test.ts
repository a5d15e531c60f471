import { describe, expect, it } from 'vitest';
import type { Override } from '#core/availability/ports.ts';
import type { SettingStore } from '#core/settings/ports.ts';
import { testDatabases } from '../../support/database.ts';
import { anAudit, AT, DESK_A, DESK_B } from './builders.ts';

const KEY = 'availability.presenceBlocksMinutes';

describe.each(await testDatabases())('settings and overrides on $engine', (database) => {
  it('settings: a value counts its versions from 1', async () => {
    const { settings, audit } = await database.openStore();
    await save(settings, 30);
    await save(settings, [{ teamId: 'x', name: 'Night' }]);
    expect(await settings.readSettings(DESK_A)).toEqual([
      { deskId: DESK_A, key: KEY, value: [{ teamId: 'x', name: 'Night' }], version: 2, updatedAt: AT },
    ]);
    expect(await settings.readSettings(DESK_B)).toEqual([]);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(2);
  });

  it.each([
    ['0 although there is one', 0, 2],
    ['an older one', 1, 2],
    ['one that never was', 3, 2],
  ])(
    'settings: a write that expects version %s is a conflict and writes nothing',
    async (_, expected, stored) => {
      const { settings, audit } = await database.openStore();
      await save(settings, 1, 0);
      await save(settings, 2, 1);
      for (const value of [9, null]) {
        await expect(save(settings, value, expected)).rejects.toMatchObject({
          code: 'conflict',
          details: { key: KEY, version: stored, expectedVersion: expected, changedBy: 'Lena Ortiz' },
        });
      }
      expect((await settings.readSettings(DESK_A))[0]).toMatchObject({ value: 2, version: 2 });
      expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(2);
    },
  );

  it('settings: a version expected where there is none is a conflict', async () => {
    const { settings } = await database.openStore();
    await expect(save(settings, 1, 4)).rejects.toMatchObject({ code: 'conflict', details: { version: 0 } });
  });

  it('settings: of many writers that expect the same version, one writes', async () => {
    const { settings } = await database.openStore();
    await save(settings, 0);
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => save(settings, index, 1)),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await settings.readSettings(DESK_A))[0]?.version).toBe(2);
    const first = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => save(settings, index, 0, 'new.key')),
    );
    expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('settings: without an expected version no write is lost', async () => {
    const { settings } = await database.openStore();
    await Promise.all(Array.from({ length: 10 }, (_, index) => save(settings, index)));
    expect((await settings.readSettings(DESK_A))[0]?.version).toBe(10);
  });

  it('settings: null removes; what is not there is removed in silence', async () => {
    const { settings, audit } = await database.openStore();
    await save(settings, null);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toEqual([]);
    await save(settings, 5);
    await save(settings, null, 1);
    expect(await settings.readSettings(DESK_A)).toEqual([]);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(2);
    await save(settings, 6, 0);
    expect((await settings.readSettings(DESK_A))[0]).toMatchObject({ value: 6, version: 1 });
  });

  it('settings: desks are found by a setting that they have', async () => {
    const { settings } = await database.openStore();
    await save(settings, true, null, 'digest.on', DESK_B);
    await save(settings, true, null, 'digest.on', DESK_A);
    await save(settings, true, null, 'other', 'desk-c');
    expect(await settings.desksWith('digest.on')).toEqual([DESK_A, DESK_B]);
    expect(await settings.desksWith('nothing')).toEqual([]);
  });

  it('AV-9: an override counts for its time, half-open, and only in its desk', async () => {
    const { overrides } = await database.openStore();
    await overrides.saveOverride(DESK_A, says('t1', 'off', 9, 12), hour(9));
    await overrides.saveOverride(DESK_B, says('t1', 'working', 9, 12), hour(9));
    const during = (from: number, until: number): Promise<readonly Override[]> =>
      overrides.readOverrides(DESK_A, { start: hour(from), end: hour(until) });
    expect(await during(11, 13)).toEqual([says('t1', 'off', 9, 12)]);
    expect(await during(12, 13)).toEqual([]);
    expect(await during(8, 9)).toEqual([]);
  });

  it('AV-9: the newest word replaces what it touches, of this technician only', async () => {
    const { overrides } = await database.openStore();
    await overrides.saveOverride(DESK_A, says('t1', 'off', 9, 12), hour(9));
    await overrides.saveOverride(DESK_A, says('t1', 'off', 14, 16), hour(9));
    await overrides.saveOverride(DESK_A, says('t2', 'on-break', 9, 12), hour(9));
    await overrides.saveOverride(DESK_A, says('t1', 'working', 11, 14), hour(9));
    expect(await overrides.readOverrides(DESK_A, { start: hour(0), end: hour(23) })).toEqual([
      says('t2', 'on-break', 9, 12),
      says('t1', 'working', 11, 14),
      says('t1', 'off', 14, 16),
    ]);
  });

  it('AV-9: an override can be ended early, once, and what is long over is not kept', async () => {
    const { overrides } = await database.openStore();
    await overrides.saveOverride(DESK_A, says('t1', 'off', 9, 12), hour(9));
    expect(await overrides.endOverride(DESK_B, 't1', hour(10))).toBe(false);
    expect(await overrides.endOverride(DESK_A, 't1', hour(10))).toBe(true);
    expect(await overrides.endOverride(DESK_A, 't1', hour(10))).toBe(false);
    const day = { start: hour(0), end: hour(23) };
    expect(await overrides.readOverrides(DESK_A, day)).toEqual([says('t1', 'off', 9, 10)]);
    await overrides.saveOverride(DESK_A, says('t2', 'off', 9 + 48, 10 + 48), hour(9 + 48));
    expect(await overrides.readOverrides(DESK_A, day)).toEqual([]);
  });

  it('AV-9: a word about a later day leaves alone what counts until then', async () => {
    const { overrides } = await database.openStore();
    await overrides.saveOverride(DESK_A, says('t1', 'off', 9, 12), hour(9));
    await overrides.saveOverride(DESK_A, says('t2', 'off', 9 + 96, 10 + 96), hour(9));
    expect(await overrides.readOverrides(DESK_A, { start: hour(9), end: hour(10) })).toEqual([
      says('t1', 'off', 9, 12),
    ]);
  });

  it('AV-9: ending takes back what was said about later only when nothing counts now', async () => {
    const { overrides } = await database.openStore();
    await overrides.saveOverride(DESK_A, says('t1', 'off', 9, 12), hour(9));
    await overrides.saveOverride(DESK_A, says('t1', 'off', 14, 16), hour(9));
    await overrides.saveOverride(DESK_A, says('t2', 'off', 14, 16), hour(9));
    expect(await overrides.endOverride(DESK_A, 't1', hour(10))).toBe(true);
    const later = { start: hour(13), end: hour(23) };
    expect(await overrides.readOverrides(DESK_A, later)).toHaveLength(2);
    expect(await overrides.endOverride(DESK_A, 't1', hour(10))).toBe(true);
    expect(await overrides.readOverrides(DESK_A, later)).toEqual([says('t2', 'off', 14, 16)]);
    expect(await overrides.endOverride(DESK_A, 't1', hour(10))).toBe(false);
  });
});

function save(
  settings: SettingStore,
  value: unknown,
  expectedVersion: number | null = null,
  key = KEY,
  deskId = DESK_A,
): Promise<void> {
  return settings.saveSetting(
    { deskId, key, value, at: AT },
    { expectedVersion, audit: anAudit({ deskId, subject: 'setting', subjectId: key }) },
  );
}

function hour(number: number): Date {
  return new Date(Date.UTC(2026, 10, 23) + number * 3_600_000);
}

function says(technicianId: string, word: Override['says'], from: number, until: number): Override {
  return { technicianId, says: word, from: hour(from), until: hour(until) };
}
