import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '#kernel/errors.ts';
import { CREATE_MIGRATION_TABLE } from './migrations.ts';

/** First bytes of every SQLite file (SQLite documentation, "Database File Format", 1.3.1). */
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
const SMALLEST_PAGE = 512;

/** Durable to the last acknowledged write, even when the power goes: WAL with `synchronous=FULL`. The timeout is for a backup tool. */
const PRAGMAS = `
  pragma busy_timeout = 5000;
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
`;

/** Opens the database in `file`, which must be there, whole and one of Rollcall's; reads all of it once to be sure.
 *  `wasLeftOpen`: the last process ended without closing it. Throws `store_down` with the way to restore; file and log stay as they are. */
export function openDatabaseFile(file: string, wasLeftOpen: boolean): DatabaseSync {
  assertStartsWell(file);
  // What the last process had acknowledged may stand in the log alone.
  if (wasLeftOpen && !existsSync(`${file}-wal`)) throw damaged(file, `its log ${file}-wal is gone`);
  // A connection that may write would fold the log into a damaged file when it closes.
  reading(file, (sqlite) => assertIntact(file, sqlite));
  const sqlite = new DatabaseSync(file);
  try {
    sqlite.exec(PRAGMAS);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function reading(file: string, look: (sqlite: DatabaseSync) => void): void {
  const sqlite = new DatabaseSync(file, { readOnly: true });
  try {
    look(sqlite);
  } catch (error) {
    throw isDamage(error) ? damaged(file, 'it cannot be read to its end', error) : error;
  } finally {
    sqlite.close();
  }
}

/** Makes a database file that is complete the moment it appears: whatever ends the process, there is none or a whole one. */
export function createDatabaseFile(file: string): void {
  if (existsSync(`${file}-wal`)) throw damaged(file, `it is gone, but its log ${file}-wal is there`);
  const draft = `${file}.new`;
  for (const left of [draft, `${draft}-wal`, `${draft}-shm`]) rmSync(left, { force: true });
  const sqlite = new DatabaseSync(draft);
  try {
    // Names and e-mail addresses are for the account of the program only; log and index files take the mode over.
    chmodSync(draft, 0o600);
    sqlite.exec(`pragma journal_mode = wal; ${CREATE_MIGRATION_TABLE}`);
  } finally {
    sqlite.close();
  }
  renameSync(draft, file);
  syncFolder(dirname(file));
}

/** SQLite takes an empty file for a new database; we do not, for there was one. */
function assertStartsWell(file: string): void {
  if (!existsSync(file)) throw damaged(file, 'it is gone');
  const start = Buffer.alloc(MAGIC.length);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, start, 0, MAGIC.length, 0);
  } finally {
    closeSync(handle);
  }
  const { size } = statSync(file);
  if (size < SMALLEST_PAGE) throw damaged(file, `it has ${size} bytes`);
  if (!start.equals(MAGIC)) throw damaged(file, 'it is not a database');
}

function assertIntact(file: string, sqlite: DatabaseSync): void {
  const findings = sqlite
    .prepare('pragma integrity_check(1)')
    .all()
    .map((row) => row['integrity_check']);
  if (findings[0] !== 'ok') throw damaged(file, `its integrity check says ${JSON.stringify(findings[0])}`);
  const table = sqlite.prepare(
    "select 1 from sqlite_master where type = 'table' and name = 'schema_migration'",
  );
  if (table.get() === undefined) throw damaged(file, 'it is not a database of Rollcall');
}

function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  const [corrupt, notADatabase] = [11, 26];
  return [corrupt, notADatabase].includes(error.errcode & 0xff);
}

function damaged(file: string, why: string, cause?: unknown): AppError {
  return new AppError('store_down', `the database ${file} cannot be used: ${why}`, {
    cause,
    details: { file },
    remedy:
      `Stop Rollcall, copy a backup to ${file}, delete ${file}-wal, ${file}-shm and ${file}.holder, and start again. ` +
      'Keep the old files until the new start went well.',
  });
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // Windows opens no folders; renames are in its journal
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
