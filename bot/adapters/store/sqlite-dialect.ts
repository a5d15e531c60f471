import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { SqliteDialect, type SqliteStatement } from 'kysely';
import { withoutNul } from './columns.ts';

/** The statements of the program are few; those for long lists of values are their own each time and are not kept. */
const KEPT_STATEMENTS = 200;
const LONGEST_KEPT = 4_000;

/** Kysely's dialect for SQLite over `node:sqlite`. Statements are kept: to prepare one costs more than to run it, and each message that
 *  somebody writes to the bot asks the same few. Nothing here may leave an `iterate` unfinished. */
export function nodeSqliteDialect(sqlite: DatabaseSync): SqliteDialect {
  const kept = new Map<string, SqliteStatement>();

  function keptOrNew(sql: string): SqliteStatement {
    // SQLite ends a transaction by itself on some failures (disk full); a second end would hide the first error.
    if (sql === 'rollback' && !sqlite.isTransaction) return NOTHING;
    const known = kept.get(sql);
    if (known) return known;
    const statement = prepare(sqlite, sql);
    if (sql.length > LONGEST_KEPT) return statement;
    kept.set(sql, statement);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size > KEPT_STATEMENTS) kept.delete(oldest);
    return statement;
  }

  return new SqliteDialect({ database: { close: () => sqlite.close(), prepare: keptOrNew } });
}

const NOTHING: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function prepare(sqlite: DatabaseSync, sql: string): SqliteStatement {
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
