import type { Kysely, Transaction } from 'kysely';
import type { MappingStore, Run, RunRow, StateUnderWay } from '#core/mapping/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import {
  fromJson,
  fromMoment,
  fromMomentOrNull,
  toFlag,
  toJson,
  toMoment,
  toMomentOrNull,
} from './columns.ts';
import { type Database, secondsFrom } from './database.ts';
import { inChunks } from './mapping-rows.ts';
import type { RunTable, Tables } from './tables.ts';

type RunStore = Pick<
  MappingStore,
  'beginRun' | 'extendRun' | 'finishScan' | 'sweepRuns' | 'readRun' | 'listRuns' | 'cancelRun'
>;

/** States in which a run holds the desk's one lock. The index `mapping_run_one_under_way` names the same. */
export const UNDER_WAY: readonly StateUnderWay[] = ['scanning', 'waiting'];

/** Runs from their start to the review. A run under way holds the desk's one lock while its lease lasts; an expired lease is lost,
 *  whether or not somebody took it over. */
export function createMappingRuns(database: Database): RunStore {
  const { query } = database;
  const leaseUntil = (seconds: number) => secondsFrom(database.now, seconds);

  return {
    async beginRun(run, leaseSeconds) {
      await query.transaction().execute(async (tx) => {
        await database.lockDesk(tx, run.deskId);
        await assertNoneUnderWay(database, tx, run.deskId);
        const row = { ...toRunRow(run), state: 'scanning' as const, lease_until: leaseUntil(leaseSeconds) };
        await tx.insertInto('mapping_run').values(row).execute();
      });
    },

    async extendRun(run, leaseSeconds) {
      const extended = await query
        .updateTable('mapping_run')
        .set({
          state: run.state,
          scope: toJson(run.scope),
          teams_scanned: run.teamsScanned,
          members_scanned: run.membersScanned,
          lease_until: leaseUntil(leaseSeconds),
        })
        .where('desk_id', '=', run.deskId)
        .where('run_id', '=', run.runId)
        .where('state', 'in', UNDER_WAY)
        .where('lease_until', '>', database.now)
        .executeTakeFirst();
      return extended.numUpdatedRows > 0n;
    },

    async finishScan(run, rows) {
      return query.transaction().execute(async (tx) => {
        const finished = await tx
          .updateTable('mapping_run')
          .set({ ...toRunRow(run), lease_until: null })
          .where('desk_id', '=', run.deskId)
          .where('run_id', '=', run.runId)
          .where('state', 'in', UNDER_WAY)
          .where('lease_until', '>', database.now)
          .executeTakeFirst();
        if (finished.numUpdatedRows === 0n) return false;
        await insertReview(tx, run, rows);
        return true;
      });
    },

    sweepRuns: () => interruptExpired(database, query, null),

    async readRun(deskId, runId) {
      const row = await query
        .selectFrom('mapping_run')
        .selectAll()
        .where('desk_id', '=', deskId)
        .where('run_id', '=', runId)
        .executeTakeFirst();
      return row ? { run: toRun(row), rows: await readReview(query, deskId, runId) } : null;
    },

    async listRuns(deskId, limit) {
      const rows = await query
        .selectFrom('mapping_run')
        .selectAll()
        .where('desk_id', '=', deskId)
        .orderBy('started_at', 'desc')
        .orderBy('run_id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toRun);
    },

    async cancelRun(deskId, runId, at) {
      const cancelled = await query
        .updateTable('mapping_run')
        .set({ state: 'cancelled', finished_at: toMoment(at) })
        .where('desk_id', '=', deskId)
        .where('run_id', '=', runId)
        .where('state', '=', 'preview')
        .executeTakeFirst();
      return cancelled.numUpdatedRows > 0n;
    },
  };
}

/** Throws `run_in_progress` while a run of the desk is under way; a run whose lease has run out is `interrupted` and stands in nobody's way. */
export async function assertNoneUnderWay(
  database: Database,
  tx: Transaction<Tables>,
  deskId: DeskId,
): Promise<void> {
  await interruptExpired(database, tx, deskId);
  const other = await tx
    .selectFrom('mapping_run')
    .select(['run_id', 'state'])
    .where('desk_id', '=', deskId)
    .where('state', 'in', UNDER_WAY)
    .executeTakeFirst();
  if (!other) return;
  throw new AppError('run_in_progress', `run ${other.run_id} is still ${other.state}`, {
    details: { runId: other.run_id },
    remedy: 'Wait until it ends.',
  });
}

/** Answers how many runs it marked; `deskId: null` looks at every desk. */
async function interruptExpired(
  database: Database,
  query: Kysely<Tables>,
  deskId: DeskId | null,
): Promise<number> {
  let expired = query
    .updateTable('mapping_run')
    .set({ state: 'interrupted', finished_at: database.now, lease_until: null })
    .where('state', 'in', UNDER_WAY)
    .where('lease_until', '<=', database.now);
  if (deskId !== null) expired = expired.where('desk_id', '=', deskId);
  const { numUpdatedRows } = await expired.executeTakeFirst();
  return Number(numUpdatedRows);
}

async function insertReview(tx: Transaction<Tables>, run: Run, rows: readonly RunRow[]): Promise<void> {
  for await (const some of inChunks([...rows.entries()])) {
    const stored = some.map(([position, { outcome, ...review }]) => ({
      desk_id: run.deskId,
      run_id: run.runId,
      technician_id: review.technicianId,
      position,
      review: toJson(review),
      outcome,
      applied: null,
    }));
    await tx.insertInto('mapping_run_row').values(stored).execute();
  }
}

/** The rows of a review in the order in which they were stored. */
export async function readReview(
  query: Kysely<Tables>,
  deskId: DeskId,
  runId: string,
): Promise<readonly RunRow[]> {
  const stored = await query
    .selectFrom('mapping_run_row')
    .select(['review', 'outcome'])
    .where('desk_id', '=', deskId)
    .where('run_id', '=', runId)
    .orderBy('position')
    .execute();
  const rows: RunRow[] = [];
  for await (const some of inChunks(stored)) {
    rows.push(...some.map(({ review, outcome }) => ({ ...fromJson(review), outcome })));
  }
  return rows;
}

/** Everything that the run itself says; lease and order of application are the store's own. */
export function toRunRow(run: Run): Omit<RunTable, 'lease_until' | 'applied_order'> {
  return {
    desk_id: run.deskId,
    run_id: run.runId,
    state: run.state,
    scope: toJson(run.scope),
    started_by: toJson(run.startedBy),
    started_at: toMoment(run.startedAt),
    finished_at: toMomentOrNull(run.finishedAt),
    scan_complete: toFlag(run.scanComplete),
    teams_scanned: run.teamsScanned,
    members_scanned: run.membersScanned,
    team_failures: toJson(run.teamFailures),
    failure: run.failure,
    auto_mappings_before: run.autoMappingsBefore,
  };
}

function toRun(row: RunTable): Run {
  return {
    runId: row.run_id,
    deskId: row.desk_id,
    state: row.state,
    scope: fromJson(row.scope),
    startedBy: fromJson(row.started_by),
    startedAt: fromMoment(row.started_at),
    finishedAt: fromMomentOrNull(row.finished_at),
    scanComplete: row.scan_complete === 1,
    teamsScanned: row.teams_scanned,
    membersScanned: row.members_scanned,
    teamFailures: fromJson(row.team_failures),
    failure: row.failure,
    autoMappingsBefore: row.auto_mappings_before,
  };
}
