import type { Transaction } from 'kysely';
import type { MappingStore } from '#core/mapping/ports.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import { addAudit } from './audit-store.ts';
import { fromJson, toMoment } from './columns.ts';
import type { Database } from './database.ts';
import { holdings, readRows, writeRows } from './mapping-rows.ts';
import { withoutSharedUsers } from './one-user-each.ts';
import type { Applied, MappingTable, Tables } from './tables.ts';

/** Left are rows that somebody changed since, and rows whose former user another technician has got meanwhile. */
export function createUndoRun(database: Database): MappingStore['undoRun'] {
  return (deskId, runId, at, audit) =>
    database.query.transaction().execute(async (tx) => {
      await database.lockDesk(tx, deskId);
      if (!(await leaveApplied(tx, deskId, runId))) return null;

      const applied = await readApplied(tx, deskId, runId);
      const current = await readRows(tx, deskId);
      const standing = new Map(
        applied
          .filter(([technicianId, { written }]) => isAsWritten(current.get(technicianId), written))
          .map(([technicianId, { prior }]) => [
            technicianId,
            prior === null ? null : { ...prior, updated_at: toMoment(at) },
          ]),
      );
      const granted = withoutSharedUsers(holdings(current), holdings(standing));
      const wanted = new Map([...standing].filter(([technicianId]) => granted.has(technicianId)));
      await writeRows(tx, deskId, wanted);
      await addAudit(tx, audit);
      return { restored: wanted.size, left: applied.length - wanted.size };
    });
}

/** `false`: the run is not the last applied one of the desk, or is undone already. */
async function leaveApplied(tx: Transaction<Tables>, deskId: DeskId, runId: string): Promise<boolean> {
  const last = await tx
    .selectFrom('mapping_run')
    .select('run_id')
    .where('desk_id', '=', deskId)
    .where('applied_order', 'is not', null)
    .orderBy('applied_order', 'desc')
    .executeTakeFirst();
  if (last?.run_id !== runId) return false;
  const moved = await tx
    .updateTable('mapping_run')
    .set({ state: 'undone' })
    .where('desk_id', '=', deskId)
    .where('run_id', '=', runId)
    .where('state', '!=', 'undone')
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}

async function readApplied(
  tx: Transaction<Tables>,
  deskId: DeskId,
  runId: string,
): Promise<readonly (readonly [TechnicianId, Applied])[]> {
  const rows = await tx
    .selectFrom('mapping_run_row')
    .select(['technician_id', 'applied'])
    .where('desk_id', '=', deskId)
    .where('run_id', '=', runId)
    .where('outcome', '=', 'written')
    .orderBy('position')
    .execute();
  return rows.flatMap(({ technician_id, applied }) =>
    applied === null ? [] : [[technician_id, fromJson(applied)] as const],
  );
}

function isAsWritten(current: MappingTable | undefined, written: Applied['written']): boolean {
  if (!current) return written === null;
  return (
    written !== null &&
    current.user_id === written.userId &&
    current.source === written.source &&
    current.is_excluded === 0
  );
}
