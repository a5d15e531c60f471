import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import type { Database } from './database.ts';
import { CREATE_MIGRATION_TABLE, type Migration, MIGRATIONS } from './migrations.ts';
import type { MigrationTable, Tables } from './tables.ts';

/** Brings the schema up to this program, all steps in one transaction; of two instances one migrates and one waits. Answers how many steps it took.
 *  Throws `store_down` when the database is newer than the program, or was migrated by steps that are not ours. */
export async function migrate(
  database: Database,
  { clock, migrations = MIGRATIONS }: { readonly clock: Clock; readonly migrations?: readonly Migration[] },
): Promise<number> {
  return database.changeSchema(async (tx) => {
    await sql.raw(CREATE_MIGRATION_TABLE).execute(tx);
    const applied = await tx.selectFrom('schema_migration').selectAll().orderBy('number').execute();
    assertKnown(applied, migrations);
    const pending = migrations.slice(applied.length);
    for (const migration of pending) await apply(tx, migration, clock.now());
    return pending.length;
  });
}

async function apply(tx: Transaction<Tables>, migration: Migration, at: Date): Promise<void> {
  for (const statement of migration.statements) await sql.raw(statement).execute(tx);
  const { number, name } = migration;
  const row = { number, name, checksum: checksum(migration), applied_at: at.getTime() };
  await tx.insertInto('schema_migration').values(row).execute();
}

function assertKnown(applied: readonly MigrationTable[], migrations: readonly Migration[]): void {
  const stored = applied.at(-1)?.number ?? 0;
  const known = migrations.at(-1)?.number ?? 0;
  if (stored > known) {
    throw new AppError('store_down', `the database has schema ${stored}, this program knows ${known}`, {
      details: { stored, known },
      remedy: `Start the release that made schema ${stored} or a newer one, or restore a backup of schema ${known}.`,
    });
  }
  const strange = applied.find((row, index) => {
    const ours = migrations[index];
    return ours?.number !== row.number || checksum(ours) !== row.checksum;
  });
  if (!strange) return;
  throw new AppError(
    'store_down',
    `migration ${strange.number} of the database is not the one of this program`,
    {
      details: { number: strange.number },
      remedy: 'Start a released version of Rollcall on this database, or restore a backup.',
    },
  );
}

function checksum({ name, statements }: Migration): string {
  return createHash('sha256')
    .update([name, ...statements].join('\n;\n'))
    .digest('hex');
}
