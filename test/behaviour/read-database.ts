import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Row = Readonly<Record<string, unknown>>;

/** Rows of the embedded database, as far as they are on the disk. A copy is read: nobody else may open the file of a program that
 *  runs, and one that takes it over later must find it as the one before left it. */
export function readDatabase(
  path: string,
  sql: string,
  ...values: readonly (string | number)[]
): readonly Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-read-'));
  const copy = join(folder, 'copy.db');
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
  }
  const database = new DatabaseSync(copy);
  try {
    return database.prepare(sql).all(...values);
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
