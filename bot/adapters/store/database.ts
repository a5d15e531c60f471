import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { openPostgres } from './postgres-database.ts';
import { openSqlite } from './sqlite-database.ts';
import type { Tables } from './tables.ts';

/** An open database, the same to its users whatever the engine is. */
export interface Database {
  readonly engine: 'sqlite' | 'postgres';
  readonly query: Kysely<Tables>;
  /** The database's own clock, in milliseconds: leases of several instances are compared by one clock. */
  readonly now: RawBuilder<number>;
  /** Makes the writers of one desk's mappings and runs take turns until `tx` ends. */
  lockDesk(tx: Transaction<Tables>, deskId: DeskId): Promise<void>;
  /** One transaction in which nobody else changes the schema; waits up to a minute for its turn. */
  changeSchema<Result>(work: (tx: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. */
  readonly url: string;
  readonly logger: Logger;
  /** Called after each statement with its SQL, without values; in the embedded database nothing else runs meanwhile. */
  readonly onStatement?: (sql: string) => void;
}

/** The moment so many seconds after the statement begins, by the database's clock. */
export function secondsFrom(now: Database['now'], seconds: number): RawBuilder<number> {
  return sql<number>`${now} + ${sql.lit(Math.ceil(seconds * 1000))}`;
}

/** Throws `invalid_input` for an address of no known kind, `store_down` for a database that cannot be used. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const [scheme] = options.url.split(':');
  if (scheme === 'sqlite') return openSqlite(options.url.slice('sqlite:'.length), options);
  if (scheme === 'postgres' || scheme === 'postgresql') return openPostgres(options);
  // The address is not repeated: it may hold a password.
  throw new AppError('invalid_input', 'the database address is of no known kind', {
    remedy: 'Set DATABASE_URL to sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE.',
  });
}
