import { describe, expect, it } from 'vitest';
import type { MappingAsRead } from '#core/mapping/ports.ts';
import { testDatabases } from '../../support/database.ts';
import {
  AT,
  aChange,
  anAudit,
  applySteps,
  DESK_A,
  DESK_B,
  mapped,
  mapByHand,
  previewRun,
  runAudit,
  applied,
  step,
} from './builders.ts';

describe.each(await testDatabases())('mappings on $engine', (database) => {
  const save = { allowShared: false, expected: null, audit: anAudit() };

  it('MAP-8: a mapping comes back as it was saved, the change in the audit trail with it', async () => {
    const { mapping, audit } = await database.openStore();
    const guest = { userId: 'u1', userPrincipalName: null, userDisplayName: 'Zoë 李', isGuest: true };
    await mapping.saveMapping(DESK_A, aChange('t1', null, { user: guest, source: 'manual' }), save);
    expect(await mapping.listMappings(DESK_A)).toEqual([
      {
        technicianId: 't1',
        technicianName: 'Technician t1',
        ...guest,
        source: 'manual',
        excluded: false,
        updatedAt: AT,
      },
    ]);
    expect(await audit.listAudit(DESK_A, { limit: 5, before: null })).toEqual([
      { ...anAudit(), entryId: expect.any(String) },
    ]);
  });

  it('PERF-1: an answer reads who is mapped to whom, and nothing else of the desk or of others', async () => {
    const { mapping } = await database.openStore();
    await mapByHand(mapping, 't1', 'u1');
    await mapping.saveMapping(DESK_A, aChange('t2', null, { excluded: true }), save);
    await mapping.saveMapping(DESK_B, aChange('t1', 'u9', { source: 'manual' }), save);
    expect(await mapping.listMapped(DESK_A)).toEqual([
      { technicianId: 't1', technicianName: 'Technician t1', userId: 'u1', source: 'manual' },
    ]);
  });

  it('TAB-2: the mark of the mappings is another one after every change of the desk, and stays without one', async () => {
    const { mapping } = await database.openStore();
    const marks = [await mapping.markOfMappings(DESK_A)];
    const note = async (): Promise<void> => void marks.push(await mapping.markOfMappings(DESK_A));
    const asAnn = { userId: 'u1', source: 'manual', excluded: false } as const;
    await mapByHand(mapping, 't1', 'u1');
    await note();
    // At the same moment, and as many rows as before.
    await mapping.saveMapping(DESK_A, aChange('t1', 'u2', { source: 'manual' }), {
      ...save,
      expected: asAnn,
    });
    await note();
    await mapping.saveMapping(DESK_A, aChange('t1', null), {
      ...save,
      expected: { ...asAnn, userId: 'u2' },
    });
    await note();
    expect(new Set(marks).size).toBe(4);
    await mapping.saveMapping(DESK_B, aChange('t1', 'u9', { source: 'manual' }), {
      ...save,
      audit: anAudit({ deskId: DESK_B }),
    });
    expect(await mapping.markOfMappings(DESK_A)).toBe(marks.at(-1));
  });

  it('MAP-8: the last change by hand of one technician, and nobody else’s', async () => {
    const { mapping } = await database.openStore();
    const tom = { kind: 'person', id: 'oid-of-tom', name: 'Tom' } as const;
    await mapByHand(mapping, 't1', 'u1');
    await mapping.saveMapping(DESK_A, aChange('t2', 'u2', { source: 'manual' }), {
      ...save,
      audit: anAudit({ subjectId: 't2', actor: tom, action: 'created' }),
    });
    expect(await mapping.lastChangeByHand(DESK_A, 't2')).toEqual({ at: AT, by: 'Tom', action: 'created' });
    expect(await mapping.lastChangeByHand(DESK_A, 't1')).toMatchObject({ by: 'Lena Ortiz' });
    expect(await mapping.lastChangeByHand(DESK_A, 't3')).toBeNull();
    expect(await mapping.lastChangeByHand(DESK_B, 't2')).toBeNull();
  });

  it('MAP-8: a user of another technician is refused with that name, and nothing is written', async () => {
    const { mapping, audit } = await database.openStore();
    await mapByHand(mapping, 't1', 'u1');
    const second = mapping.saveMapping(DESK_A, aChange('t2', 'u1', { source: 'manual' }), save);
    await expect(second).rejects.toMatchObject({
      code: 'user_already_mapped',
      details: { technicianId: 't1', technicianName: 'Technician t1' },
    });
    expect(await mapped(mapping)).toEqual(['t1=u1 manual']);
    expect(await audit.listAudit(DESK_A, { limit: 5, before: null })).toHaveLength(1);
  });

  it('MAP-8: two technicians share a user once somebody confirmed it', async () => {
    const { mapping } = await database.openStore();
    await mapByHand(mapping, 't1', 'u1');
    await mapping.saveMapping(DESK_A, aChange('t2', 'u1', { source: 'manual' }), {
      ...save,
      allowShared: true,
    });
    expect(await mapped(mapping)).toEqual(['t1=u1 manual', 't2=u1 manual']);
  });

  it('MAP-8: the same user again for the same technician is no clash', async () => {
    const { mapping } = await database.openStore();
    await mapByHand(mapping, 't1', 'u1');
    await mapByHand(mapping, 't1', 'u1');
    expect(await mapped(mapping)).toEqual(['t1=u1 manual']);
  });

  it('MAP-8: of many who map one user at once, one gets the user', async () => {
    const { mapping } = await database.openStore();
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) => mapByHand(mapping, `t${index}`, 'u1')),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await mapping.listMappings(DESK_A)).toHaveLength(1);
  });

  it('MAP-10: an excluded technician stays as a row without a user, and goes when neither is left', async () => {
    const { mapping } = await database.openStore();
    await mapping.saveMapping(DESK_A, aChange('t1', null, { excluded: true }), save);
    expect(await mapped(mapping)).toEqual(['t1=nobody none excluded']);
    const expected = { userId: null, source: null, excluded: true };
    await mapping.saveMapping(DESK_A, aChange('t1', null), { ...save, expected });
    expect(await mapped(mapping)).toEqual([]);
  });

  it.each<[what: string, expected: MappingAsRead]>([
    ['no row', null],
    ['another user', { userId: 'u2', source: 'manual', excluded: false }],
    ['nobody', { userId: null, source: null, excluded: true }],
    ['another source', { userId: 'u1', source: 'auto', excluded: false }],
    ['an excluded technician', { userId: 'u1', source: 'manual', excluded: true }],
  ])('REL-2: whoever read %s does not overwrite what stands now', async (_, expected) => {
    const { mapping, audit } = await database.openStore();
    await mapByHand(mapping, 't1', 'u1');
    const stale = mapping.saveMapping(DESK_A, aChange('t1', 'u3', { source: 'manual' }), {
      ...save,
      expected,
    });
    await expect(stale).rejects.toMatchObject({
      code: 'conflict',
      details: { technicianId: 't1' },
      remedy: expect.stringContaining('Look again'),
    });
    expect(await mapped(mapping)).toEqual(['t1=u1 manual']);
    expect(await audit.listAudit(DESK_A, { limit: 5, before: null })).toHaveLength(1);
  });

  it('REL-2: a row that is gone is not written as if it were there', async () => {
    const { mapping } = await database.openStore();
    const expected = { userId: 'u1', source: 'manual' as const, excluded: false };
    const stale = mapping.saveMapping(DESK_A, aChange('t1', 'u1', { excluded: true }), { ...save, expected });
    await expect(stale).rejects.toMatchObject({ code: 'conflict' });
    expect(await mapped(mapping)).toEqual([]);
  });

  it('REL-2: of many who change what they all read, one does; the others are told', async () => {
    const { mapping, audit } = await database.openStore();
    await mapByHand(mapping, 't1', 'u1');
    const expected = { userId: 'u1', source: 'manual' as const, excluded: false };
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        mapping.saveMapping(DESK_A, aChange('t1', `v${index}`, { source: 'manual' }), { ...save, expected }),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const codes = tries.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(['conflict']));
    expect(await audit.listAudit(DESK_A, { limit: 99, before: null })).toHaveLength(2);
  });

  it('REL-2: of a run that is applied and a change by hand at once, neither overwrites the other unseen', async () => {
    const { mapping } = await database.openStore();
    await applySteps(mapping, [step('t1', null, 'u1')]);
    const steps = [step('t1', 'u1', 'u2')];
    const run = await previewRun(mapping, steps);
    const expected = { userId: 'u1', source: 'auto' as const, excluded: false };
    const [rows, byHand] = await Promise.allSettled([
      mapping.applyRun(applied(run), steps, runAudit(run, 'applied')),
      mapping.saveMapping(DESK_A, aChange('t1', 'u1', { excluded: true }), { ...save, expected }),
    ]);
    const isWritten = rows.status === 'fulfilled' && rows.value?.[0]?.outcome === 'written';
    expect(byHand.status).toBe(isWritten ? 'rejected' : 'fulfilled');
    expect(await mapped(mapping)).toEqual([isWritten ? 't1=u2 auto' : 't1=u1 auto excluded']);
  });

  it('desks: a desk neither sees nor blocks the mappings of another', async () => {
    const { mapping } = await database.openStore();
    await mapByHand(mapping, 't1', 'u1');
    const options = { ...save, audit: anAudit({ deskId: DESK_B }) };
    await mapping.saveMapping(DESK_B, aChange('t1', 'u1'), options);
    const expected = { userId: 'u1', source: 'auto' as const, excluded: false };
    await mapping.saveMapping(DESK_B, aChange('t1', null), { ...options, expected });
    expect(await mapped(mapping)).toEqual(['t1=u1 manual']);
    expect(await mapped(mapping, DESK_B)).toEqual([]);
  });

  it('S23: names from outside are data, whatever they hold', async () => {
    const { mapping } = await database.openStore();
    const technicianName = `'); drop table technician_mapping; -- "x" \u202E ${'ö'.repeat(300)}`;
    await mapping.saveMapping(DESK_A, aChange('t1', 'u1', { technicianName }), save);
    await mapping.saveMapping(DESK_A, aChange('t2', 'u2', { technicianName: 'before\0after' }), save);
    expect((await mapping.listMappings(DESK_A)).map((row) => row.technicianName)).toEqual([
      technicianName,
      'before\uFFFDafter',
    ]);
  });
});
