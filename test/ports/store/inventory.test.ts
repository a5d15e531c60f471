import { describe, expect, it } from 'vitest';
import { SCHEMA } from '#adapters/store/schema.ts';
import type { RoleGrant } from '#core/access/ports.ts';
import { AUDIT_SUBJECTS } from '#kernel/audit.ts';
import { testDatabases } from '../../support/database.ts';
import { aKey, anAudit, applySteps, AT, DESK_A, DESK_B, mapByHand, step } from './builders.ts';

const aGrant = (userId: string, deskId = DESK_A): RoleGrant => ({
  deskId,
  userId,
  role: 'lead',
  name: 'Mia',
  grantedAt: AT,
});

describe.each(await testDatabases())('inventory and audit filter on $engine', (database) => {
  it('DATA-1: counts the rows of the desk, table by table, and of no other desk', async () => {
    const { inventory, roles, keys, mapping } = await database.openStore();
    await roles.grantRole(aGrant('u1'), anAudit({ subject: 'role' }));
    await roles.grantRole(aGrant('u2'), anAudit({ subject: 'role' }));
    await roles.grantRole(aGrant('u3', DESK_B), anAudit({ deskId: DESK_B, subject: 'role' }));
    await keys.addKey(aKey(), 'c0ffee', anAudit({ subject: 'key' }));
    await mapByHand(mapping, 't9', 'u9');
    await applySteps(mapping, [step('t1', null, 'u1'), step('t2', null, 'u2')]);

    const counted = async (deskId: string): Promise<Record<string, number>> => {
      const tables = await inventory.readInventory(deskId);
      return Object.fromEntries(tables.map(({ table, rows }) => [table, rows]));
    };
    const nothing = Object.fromEntries(Object.keys(await counted(DESK_A)).map((table) => [table, 0]));
    expect(await counted(DESK_A)).toEqual({
      ...nothing,
      role_grant: 2,
      api_key: 1,
      technician_mapping: 3,
      mapping_run: 1,
      mapping_run_row: 2,
      audit_entry: 5,
    });
    expect(await counted(DESK_B)).toEqual({ ...nothing, role_grant: 1, audit_entry: 1 });
  });

  it('DATA-1: tells each table that holds something of a desk, with its columns, in the order of the schema', async () => {
    const { inventory } = await database.openStore();
    const told = await inventory.readInventory(DESK_A);
    const kept = Object.entries(SCHEMA).filter(([, { columns }]) => 'desk_id' in columns);
    expect(told.map(({ table, columns }) => [table, columns])).toEqual(
      kept.map(([table, { columns }]) => [table, columns]),
    );
    expect(told.every(({ rows }) => rows === 0)).toBe(true);
  });

  it('DATA-2: one subject of the trail is paged as the whole is, without the others', async () => {
    const { roles, audit } = await database.openStore();
    for (let number = 1; number <= 4; number++) {
      for (const subject of AUDIT_SUBJECTS) {
        await roles.grantRole(aGrant('u1'), anAudit({ subject, subjectId: `${subject}-${number}` }));
      }
      const foreign = anAudit({ deskId: DESK_B, subject: 'key', subjectId: 'foreign' });
      await roles.grantRole(aGrant('u1', DESK_B), foreign);
    }
    const first = await audit.listAudit(DESK_A, { limit: 3, before: null, subject: 'key' });
    const before = first.at(-1)?.entryId ?? null;
    const second = await audit.listAudit(DESK_A, { limit: 3, before, subject: 'key' });
    expect([...first, ...second].map(({ subjectId }) => subjectId)).toEqual([
      'key-4',
      'key-3',
      'key-2',
      'key-1',
    ]);
    const all = await audit.listAudit(DESK_A, { limit: 100, before: null, subject: null });
    expect(all).toHaveLength(4 * AUDIT_SUBJECTS.length);
  });
});
