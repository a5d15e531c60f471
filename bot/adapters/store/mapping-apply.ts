import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql, type Transaction } from 'kysely';
import type { MappingStore, Run, RunRow } from '#core/mapping/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import { addAudit } from './audit-store.ts';
import { toJson } from './columns.ts';
import type { Database } from './database.ts';
import { holdings, inChunks, readRows, toRow, writeRows } from './mapping-rows.ts';
import { assertNoneUnderWay, readReview, toRunRow } from './mapping-runs.ts';
import { withoutSharedUsers } from './one-user-each.ts';
import type { Applied, MappingTable, Tables } from './tables.ts';

type Changes = Parameters<MappingStore['applyRun']>[1];

/** Answers all rows of the review. Between its steps others get their turn, see `inChunks`. Besides rows that changed since, a change is skipped when it would give a user to a second technician. */
export function createApplyRun(database: Database): MappingStore['applyRun'] {
  return async (run, changes, audit) => {
    assertAutomatic(changes);
    return database.query.transaction().execute(async (tx) => {
      await database.lockDesk(tx, run.deskId);
      await assertNoneUnderWay(database, tx, run.deskId);
      if (!(await leavePreview(tx, run))) return null;

      await nextTurn();
      const current = await readRows(tx, run.deskId);
      await nextTurn();
      const wanted = chooseChanges(current, changes, (change) => toRow(run.deskId, change, audit.at));
      await nextTurn();
      await writeRows(tx, run.deskId, wanted);
      await saveOutcomes(tx, run, current, wanted, changes);
      await addAudit(tx, audit);
      return readReview(tx, run.deskId, run.runId);
    });
  };
}

/** The last gate before MAP-5: a run can write automatic mappings only. */
function assertAutomatic(changes: Changes): void {
  const isOdd = changes.some(({ change }) => change.excluded || (change.user && change.source !== 'auto'));
  if (isOdd) throw new AppError('unexpected', 'a run may only write automatic mappings');
}

/** `false`: somebody was faster. */
async function leavePreview(tx: Transaction<Tables>, run: Run): Promise<boolean> {
  const last = await tx
    .selectFrom('mapping_run')
    .select(({ fn }) => fn.max('applied_order').as('order'))
    .where('desk_id', '=', run.deskId)
    .executeTakeFirst();
  const moved = await tx
    .updateTable('mapping_run')
    .set({ ...toRunRow(run), applied_order: (last?.order ?? 0) + 1 })
    .where('desk_id', '=', run.deskId)
    .where('run_id', '=', run.runId)
    .where('state', '=', 'preview')
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}

/** The rows to write, by technician; `null` removes one. */
function chooseChanges(
  current: ReadonlyMap<TechnicianId, MappingTable>,
  changes: Changes,
  toNewRow: (change: Changes[number]['change']) => MappingTable | null,
): ReadonlyMap<TechnicianId, MappingTable | null> {
  const standing = new Map(
    changes
      .filter(({ row, change }) => stillStands(current.get(change.technicianId), row))
      .map(({ change }) => [change.technicianId, toNewRow(change)]),
  );
  const granted = withoutSharedUsers(holdings(current), holdings(standing));
  return new Map([...standing].filter(([technicianId]) => granted.has(technicianId)));
}

function stillStands(current: MappingTable | undefined, { before }: RunRow): boolean {
  if (!current) return before === null;
  if (current.source !== 'auto' || current.is_excluded === 1) return false;
  return before?.userId === current.user_id && before.source === current.source;
}

async function saveOutcomes(
  tx: Transaction<Tables>,
  run: Run,
  current: ReadonlyMap<TechnicianId, MappingTable>,
  wanted: ReadonlyMap<TechnicianId, MappingTable | null>,
  changes: Changes,
): Promise<void> {
  for await (const some of inChunks(changes)) {
    const outcomes = some.map(({ change: { technicianId } }) => {
      const row = wanted.get(technicianId);
      return row === undefined
        ? sql`(${technicianId}, ${'skipped-changed'}, ${null})`
        : sql`(${technicianId}, ${'written'}, ${toJson(appliedOf(current.get(technicianId), row))})`;
    });
    await updateOutcomes(tx, run, sql.join(outcomes));
  }
}

/** One statement for many rows with different values; Kysely has no words for it, both engines have. */
async function updateOutcomes(
  tx: Transaction<Tables>,
  { deskId, runId }: { readonly deskId: DeskId; readonly runId: string },
  values: ReturnType<typeof sql.join>,
): Promise<void> {
  await sql`
    with done (technician_id, outcome, applied) as (values ${values})
    update mapping_run_row set outcome = done.outcome, applied = done.applied from done
    where mapping_run_row.desk_id = ${deskId} and mapping_run_row.run_id = ${runId}
      and mapping_run_row.technician_id = done.technician_id
  `.execute(tx);
}

function appliedOf(prior: MappingTable | undefined, row: MappingTable | null): Applied {
  const { user_id: userId = null, source = null } = row ?? {};
  return { prior: prior ?? null, written: userId !== null && source !== null ? { userId, source } : null };
}
