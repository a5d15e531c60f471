import { describe, expect, it } from 'vitest';
import type { RosterEntry, RosterStore } from '#core/settings/ports.ts';
import { AppError } from '#kernel/errors.ts';
import { testDatabases } from '../../support/database.ts';
import { anAudit, AT, DESK_A, DESK_B } from './builders.ts';

function anEntry(technicianId: string, changes: Partial<RosterEntry> = {}): RosterEntry {
  return {
    technicianId,
    name: `Technician ${technicianId}`,
    email: `${technicianId}@desk.example`,
    otherEmails: ['second@desk.example'],
    active: true,
    skills: ['Exchange', '"Intune"'],
    externalId: null,
    version: 1,
    updatedAt: AT,
    ...changes,
  };
}

async function write(
  roster: RosterStore,
  entries: readonly RosterEntry[],
  more: { readonly deskId?: string; readonly remove?: readonly string[] } = {},
): Promise<void> {
  const audit = [anAudit({ subject: 'psa' })];
  await roster.changeRoster(more.deskId ?? DESK_A, () => ({
    write: entries,
    remove: more.remove ?? [],
    audit,
    result: null,
  }));
}

describe.each(await testDatabases())('the roster on $engine', (database) => {
  it('PSA-1: technicians come back as they were written, each desk its own', async () => {
    const { roster } = await database.openStore();
    const first = anEntry('t1');
    const second = anEntry('t2', {
      email: null,
      otherEmails: [],
      active: false,
      skills: [],
      externalId: 'x',
    });
    await write(roster, [first, second]);
    expect(new Set(await roster.listRoster(DESK_A))).toEqual(new Set([first, second]));
    expect(await roster.listRoster(DESK_B)).toEqual([]);
    const changed = { ...first, name: 'Another name', version: 2, skills: [] };
    await write(roster, [changed], { remove: ['t2'] });
    expect(await roster.listRoster(DESK_A)).toEqual([changed]);
  });

  it('PSA-1: what decide throws leaves everything as it was', async () => {
    const { roster, audit } = await database.openStore();
    await write(roster, [anEntry('t1')]);
    const refusing = roster.changeRoster(DESK_A, () => {
      throw new AppError('conflict', 'no');
    });
    await expect(refusing).rejects.toMatchObject({ code: 'conflict' });
    expect(await roster.listRoster(DESK_A)).toEqual([anEntry('t1')]);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(1);
  });

  it('PSA-1: an import that the database refuses half-way leaves nothing of itself', async () => {
    const { roster, audit } = await database.openStore();
    const broken = anEntry('t700', { name: null as unknown as string });
    const entries = Array.from({ length: 900 }, (_, index) => anEntry(`t${index}`));
    await expect(write(roster, entries.with(700, broken))).rejects.toMatchObject({ code: 'store_down' });
    expect(await roster.listRoster(DESK_A)).toEqual([]);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toEqual([]);
  });

  it('PSA-1: writers of one desk take turns: each sees what the one before wrote', async () => {
    const { roster } = await database.openStore();
    const adding = (index: number) =>
      roster.changeRoster(DESK_A, (before) => ({
        write: [anEntry(`t${before.length}`, { name: `writer ${index}` })],
        remove: [],
        audit: [],
        result: before.length,
      }));
    const seen = await Promise.all(Array.from({ length: 8 }, (_, index) => adding(index)));
    expect(new Set(seen)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]));
    expect(await roster.listRoster(DESK_A)).toHaveLength(8);
  });

  it('PSA-1: ten thousand technicians are written and replaced', async () => {
    const { roster } = await database.openStore();
    const entries = Array.from({ length: 10_000 }, (_, index) => anEntry(`t${index}`));
    await write(roster, entries);
    expect(await roster.listRoster(DESK_A)).toHaveLength(10_000);
    await write(roster, [anEntry('t0', { version: 2 })], {
      remove: entries.slice(1).map(({ technicianId }) => technicianId),
    });
    expect(await roster.listRoster(DESK_A)).toHaveLength(1);
  });

  it('PSA-3: a connection is overwritten and removed only as it was seen', async () => {
    const { psa, audit } = await database.openStore();
    const connection = {
      deskId: DESK_A,
      kind: 'roster',
      settings: {},
      secrets: {},
      connectedAt: AT,
      connectedBy: 'Lena Ortiz',
    } as const;
    const told = anAudit({ subject: 'psa' });
    const tries = await Promise.allSettled(
      [1, 2, 3].map(() => psa.savePsaConnection(connection, { expected: null, audit: told })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await psa.readPsaConnection(DESK_A)).toEqual(connection);
    for (const expected of [null, new Date(0)]) {
      await expect(psa.savePsaConnection(connection, { expected, audit: told })).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(psa.removePsaConnection(DESK_A, { expected, audit: told })).rejects.toMatchObject({
        code: 'conflict',
      });
    }
    expect(await psa.removePsaConnection(DESK_B, { audit: told })).toBe(false);
    expect(await psa.removePsaConnection(DESK_A, { expected: AT, audit: told })).toBe(true);
    expect(await psa.readPsaConnection(DESK_A)).toBeNull();
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(2);
  });
});
