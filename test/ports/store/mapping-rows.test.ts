import { describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/database.ts';
import { AT, aChange, anAudit, DESK_A, DESK_B, mapped, mapByHand } from './builders.ts';

describe.each(await testDatabases())('mappings on $engine', (database) => {
  const save = { allowShared: false, audit: anAudit() };

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
    await mapping.saveMapping(DESK_A, aChange('t1', null), save);
    expect(await mapped(mapping)).toEqual([]);
  });

  it('desks: a desk neither sees nor blocks the mappings of another', async () => {
    const { mapping } = await database.openStore();
    await mapByHand(mapping, 't1', 'u1');
    const audit = anAudit({ deskId: DESK_B });
    await mapping.saveMapping(DESK_B, aChange('t1', 'u1'), { allowShared: false, audit });
    await mapping.saveMapping(DESK_B, aChange('t1', null), { allowShared: false, audit });
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
