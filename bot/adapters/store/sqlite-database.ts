import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { nodeSqliteDialect } from './sqlite-dialect.ts';
import { createDatabaseFile, openDatabaseFile } from './sqlite-file.ts';
import { lockFile } from './sqlite-lock.ts';
import { statementLog } from './statement-log.ts';
import { toStoreError } from './store-errors.ts';
import type { Tables } from './tables.ts';

/** Opens the file at `path`, or makes it when there never was one. Throws `store_down`: in use (names the process), damaged (names the
 *  file and how to restore it), or out of reach. `:memory:` is a database that ends with its user. */
export async function openSqlite(path: string, options: DatabaseOptions): Promise<Database> {
  if (path === ':memory:') return openInMemory(options);
  if (path === '') throw new AppError('invalid_input', 'DATABASE_URL names no file after "sqlite:"');
  const file = resolve(path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    return await openFile(file, options);
  } catch (error) {
    throw toStoreError(error, `open ${file}`);
  }
}

async function openFile(file: string, options: DatabaseOptions): Promise<Database> {
  const lock = await lockFile(file);
  try {
    if (!existsSync(file) && !lock.wasLeftOpen) createDatabaseFile(file);
    const sqlite = openDatabaseFile(file, lock.wasLeftOpen);
    // Only once the log is there can a later start tell that it was taken away.
    if (existsSync(`${file}-wal`)) lock.markOpen();
    const database = toDatabase(sqlite, options);
    return {
      ...database,
      async close() {
        lock.markClosing();
        await database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openInMemory(options: DatabaseOptions): Database {
  const sqlite = new DatabaseSync(':memory:');
  sqlite.exec('pragma foreign_keys = on');
  return toDatabase(sqlite, options);
}

function toDatabase(sqlite: DatabaseSync, { onStatement }: DatabaseOptions): Database {
  const query = new Kysely<Tables>({ dialect: nodeSqliteDialect(sqlite), ...statementLog(onStatement) });
  return {
    engine: 'sqlite',
    query,
    now: sql<number>`cast(unixepoch('subsec') * 1000 as integer)`,
    // One connection, one transaction at a time, one process: writers take turns anyway.
    lockDesk: async () => {},
    changeSchema: (work) => query.transaction().execute(work),
    async close() {
      await query.destroy();
      // Kysely closes only what it has used.
      if (sqlite.isOpen) sqlite.close();
    },
  };
}
