import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { SqliteDialect, type SqliteStatement } from 'kysely';
import { withoutNul } from './columns.ts';

/** Kysely's dialect for SQLite over `node:sqlite`. */
export function nodeSqliteDialect(sqlite: DatabaseSync): SqliteDialect {
  return new SqliteDialect({
    database: {
      close: () => sqlite.close(),
      prepare: (sql) => prepare(sqlite, sql),
    },
  });
}

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function prepare(sqlite: DatabaseSync, sql: string): SqliteStatement {
  // SQLite ends a transaction by itself on some failures (disk full); a second end would hide the first error.
  if (sql === 'rollback' && !sqlite.isTransaction) return NOTHING;
  // A transaction that will write takes its place at once, or a backup tool could make it fail half-way.
  const statement = sqlite.prepare(sql === 'begin' ? 'begin immediate' : sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: (parameters) => statement.iterate(...bindable(parameters)),
  };
}

function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return withoutNul(parameters) as SQLInputValue[]; // tables.ts has text, numbers and null only; anything else fails in the driver
}
