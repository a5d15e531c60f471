import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely, SelectQueryBuilder, Transaction } from 'kysely';
import type { MappingStore } from '#core/mapping/ports.ts';
import { toMoment } from './columns.ts';
import type { Database } from './database.ts';
import { ROWS_PER_STATEMENT } from './mapping-rows.ts';
import { UNDER_WAY } from './mapping-runs.ts';
import type { RunTable, Tables } from './tables.ts';

type RunKey = Pick<RunTable, 'desk_id' | 'run_id'>;

const RUNS_AT_A_TIME = 100;

/** One short transaction per run: a year of runs is millions of rows, and desks go on working meanwhile. */
export function createPruneRuns(database: Database): MappingStore['pruneRuns'] {
  return async (olderThan) => {
    let pruned = 0;
    for (;;) {
      const found = await prunable(database.query, olderThan).limit(RUNS_AT_A_TIME).execute();
      let gone = 0;
      for (const run of found) if (await prune(database, run, olderThan)) gone += 1;
      pruned += gone;
      if (gone === 0 || found.length < RUNS_AT_A_TIME) return pruned;
    }
  };
}

/** The highest applied run of a desk is left out even when it is undone: without it, an older one would look like the last. */
function prunable(
  query: Kysely<Tables>,
  olderThan: Date,
): SelectQueryBuilder<{ run: RunTable }, 'run', RunKey> {
  return query
    .selectFrom('mapping_run as run')
    .select(['run.desk_id', 'run.run_id'])
    .where('run.state', 'not in', UNDER_WAY)
    .where(({ fn }) => fn.coalesce('run.finished_at', 'run.started_at'), '<', toMoment(olderThan))
    .where((eb) => {
      const last = eb
        .selectFrom('mapping_run as other')
        .select(({ fn }) => fn.max('other.applied_order').as('order'))
        .whereRef('other.desk_id', '=', 'run.desk_id');
      return eb.or([eb('run.applied_order', 'is', null), eb('run.applied_order', '<', last)]);
    });
}

/** `false`: it was applied since it was found, or another instance was faster. */
function prune(database: Database, run: RunKey, olderThan: Date): Promise<boolean> {
  return database.query.transaction().execute(async (tx) => {
    await database.lockDesk(tx, run.desk_id);
    const still = await prunable(tx, olderThan)
      .where('run.desk_id', '=', run.desk_id)
      .where('run.run_id', '=', run.run_id)
      .executeTakeFirst();
    if (!still) return false;
    while (await deleteSomeRows(tx, run)) await nextTurn();
    await tx
      .deleteFrom('mapping_run')
      .where('desk_id', '=', run.desk_id)
      .where('run_id', '=', run.run_id)
      .execute();
    return true;
  });
}

/** `false`: none was left. In portions, because SQLite answers without leaving the thread. */
async function deleteSomeRows(tx: Transaction<Tables>, { desk_id, run_id }: RunKey): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('mapping_run_row')
    .where('desk_id', '=', desk_id)
    .where('run_id', '=', run_id)
    .where('technician_id', 'in', (eb) =>
      eb
        .selectFrom('mapping_run_row as some')
        .select('some.technician_id')
        .where('some.desk_id', '=', desk_id)
        .where('some.run_id', '=', run_id)
        .limit(ROWS_PER_STATEMENT),
    )
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
