import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#adapters/store/database.ts';
import { migrate } from '#adapters/store/migrate.ts';
import { createStore, openStore, type Store } from '#adapters/store/open-store.ts';
import { createVault } from '#adapters/store/vault.ts';
import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { testKeys } from '../../support/database.ts';
import { applied, applySteps, DESK_A, mapByHand, mapped, previewRun, runAudit, step } from './builders.ts';
import { startProgram } from './programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const newFile = (): string => join(folder, String(++count), 'deep', 'rollcall.db');

describe('one process per database file', () => {
  it('P10: a second process is refused within 2 seconds, and told which process has the file', async () => {
    const file = newFile();
    const holder = startProgram('hold-store', `sqlite:${file}`);
    expect(await holder.nextLine()).toBe('open');
    const startedAt = performance.now();
    await expect(open(file)).rejects.toMatchObject({
      code: 'store_down',
      message: expect.stringContaining(`process ${holder.pid} `),
      details: { file, pid: holder.pid },
    });
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await holder.finish();
    await (await open(file)).close();
  });

  it('P10: a second store in the same process is refused, and the first goes on', async () => {
    const file = newFile();
    const first = await open(file);
    await expect(open(file)).rejects.toMatchObject({ details: { pid: process.pid } });
    await mapByHand(first.mapping, 't1', 'u1');
    await expect(open(file)).rejects.toMatchObject({ details: { pid: process.pid } });
    await first.close();
    const again = await open(file);
    expect(await mapped(again.mapping)).toEqual(['t1=u1 manual']);
    await again.close();
  });

  it('P10: what a dead process left is taken over, and its acknowledged writes are there', async () => {
    const file = newFile();
    await (await open(file)).close();
    const dead = startProgram('apply-and-undo', `sqlite:${file}`, '3');
    const [word, runId = ''] = (await dead.nextLine()).split(' ');
    await dead.kill();
    expect(word).toBe('applied');
    expect(existsSync(`${file}.holder`)).toBe(true);
    const store = await open(file);
    expect(['complete', 'undone']).toContain((await store.mapping.readRun(DESK_A, runId))?.run.state);
    await store.close();
  });

  it('P10: of many that take over at once, one gets the file', async () => {
    const file = newFile();
    const dead = startProgram('hold-store', `sqlite:${file}`);
    await dead.nextLine();
    await dead.kill();
    const programs = Array.from({ length: 4 }, () => startProgram('hold-store', `sqlite:${file}`));
    const lines = await Promise.allSettled(programs.map((program) => program.nextLine()));
    expect(lines.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const program of programs) await program.finish();
  }, 30_000);

  it('P10: of several that come in the very same moment, one gets the file', async () => {
    for (let round = 0; round < 4; round += 1) {
      const file = newFile();
      mkdirSync(dirname(file), { recursive: true });
      const at = String(Date.now() + 1500);
      const programs = Array.from({ length: 4 }, () => startProgram('take-lock', file, at));
      const lines = await Promise.all(programs.map((program) => program.nextLine()));
      const holder = programs[lines.indexOf('taken')];
      const inUse = `${file} is in use by process ${holder?.pid} on ${hostname()}`;
      expect(lines.toSorted()).toEqual([inUse, inUse, inUse, 'taken']);
      for (const program of programs) await program.finish();
    }
  }, 60_000);

  it('P10: a holder that stands still, or whose lock file was deleted, is not robbed', async () => {
    const file = newFile();
    const holder = startProgram('hold-store', `sqlite:${file}`);
    await holder.nextLine();
    holder.signal('SIGSTOP');
    await expect(open(file)).rejects.toMatchObject({ details: { pid: holder.pid } });
    rmSync(`${file}.lock`);
    await expect(open(file)).rejects.toMatchObject({ details: { pid: holder.pid } });
    holder.signal('SIGCONT');
    await holder.kill();
    await (await open(file)).close();
  });

  it('P10: a process number that was given out again is not taken for the holder', async () => {
    const file = newFile();
    await (await open(file)).close();
    const holder = { pid: 1, host: hostname(), startedAs: 'another boot/1', isOpen: false };
    writeFileSync(`${file}.holder`, JSON.stringify(holder));
    await (await open(file)).close();
    expect(existsSync(`${file}.holder`)).toBe(false);
  });
});

describe('a damaged database file', () => {
  const damages: readonly [string, (file: string) => void][] = [
    ['emptied', (file) => truncateSync(file, 0)],
    ['cut to a few bytes', (file) => truncateSync(file, 100)],
    ['cut in half', (file) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096)],
    ['cut in the middle of a page', (file) => truncateSync(file, statSync(file).size - 1000)],
    [
      'overwritten with text',
      (file) => writeFileSync(file, 'not a database, whatever its name says. '.repeat(500)),
    ],
    ['overwritten with zeros', (file) => writeFileSync(file, Buffer.alloc(statSync(file).size))],
    ['damaged in its first bytes', (file) => flip(file, 0)],
    ['damaged in the page of a table', (file) => flip(file, pageOf(file, 'technician_mapping'))],
    ['damaged in the page of an index', (file) => flip(file, pageOf(file, 'technician_mapping_user'))],
    ['replaced by another program’s database', otherProgram],
  ];

  it.each(damages)(
    'P9: %s: the start fails, names file and remedy, and changes nothing',
    async (_, damage) => {
      const file = await filledFile();
      copyFileSync(file, `${file}.backup`);
      damage(file);
      const before = hash(file);
      for (let start = 1; start <= 2; start++) {
        await expect(open(file)).rejects.toMatchObject({
          code: 'store_down',
          message: expect.stringContaining(file),
          remedy: expect.stringContaining('copy a backup'),
        });
      }
      expect(hash(file)).toBe(before);
      for (const left of ['-wal', '-shm', '.holder']) rmSync(`${file}${left}`, { force: true });
      copyFileSync(`${file}.backup`, file);
      const store = await open(file);
      expect(await store.mapping.listMappings(DESK_A)).toHaveLength(400);
      await store.close();
    },
  );

  it.each(['rollcall.db-wal', 'rollcall.db'])(
    'P9: without %s after a kill the start fails, again and again',
    async (name) => {
      const file = newFile();
      await (await open(file)).close();
      const dead = startProgram('apply-and-undo', `sqlite:${file}`, '3');
      await dead.nextLine();
      await dead.kill();
      rmSync(join(dirname(file), name));
      for (let start = 1; start <= 2; start++) {
        await expect(open(file)).rejects.toMatchObject({
          code: 'store_down',
          message: expect.stringContaining('gone'),
        });
      }
      expect(existsSync(join(dirname(file), name))).toBe(false);
    },
  );

  it('P9: a file that was damaged while its log held the last writes is refused, and the log is kept', async () => {
    const file = newFile();
    await (await open(file)).close();
    const dead = startProgram('apply-and-undo', `sqlite:${file}`, '3');
    await dead.nextLine();
    await dead.kill();
    flip(file, pageOf(file, 'schema_migration'));
    const before = [hash(file), hash(`${file}-wal`)];
    await expect(open(file)).rejects.toMatchObject({ remedy: expect.stringContaining('copy a backup') });
    expect([hash(file), hash(`${file}-wal`)]).toEqual(before);
  });

  it('P9: a log without its database is not taken for a fresh start', async () => {
    const file = newFile();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}-wal`, 'what is left of a database');
    await expect(open(file)).rejects.toMatchObject({
      code: 'store_down',
      message: expect.stringContaining('gone'),
    });
    expect(existsSync(file)).toBe(false);
  });

  it('SEC-2: the files are for the account of the program only', async () => {
    const file = newFile();
    const store = await open(file);
    for (const path of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(path).mode & 0o077).toBe(0);
    await store.close();
  });
});

describe('a disk that is full', () => {
  it('P8: the write is refused in words, nothing is lost, and writing works again without a restart', async () => {
    const database = await openDatabase({ url: `sqlite:${newFile()}`, logger: silentLogger });
    await migrate(database, { clock: systemClock });
    const store = createStore(database, createVault(testKeys('a')));
    await applySteps(store.mapping, [step('t0', null, 'u0')]);
    const limit = async (pages: number): Promise<void> => {
      await sql.raw(`pragma max_page_count = ${pages}`).execute(database.query);
    };
    const steps = Array.from({ length: 3000 }, (_, index) => step(`n${index}`, null, `v${index}`));
    const run = await previewRun(store.mapping, steps);
    await limit(1); // SQLite takes the size that the file has
    await expect(store.mapping.applyRun(applied(run), steps, runAudit(run, 'applied'))).rejects.toMatchObject(
      {
        code: 'store_down',
        message: expect.stringContaining('disk is full'),
      },
    );
    expect(await mapped(store.mapping)).toEqual(['t0=u0 auto']);
    await limit(100_000);
    const rows = await store.mapping.applyRun(applied(run), steps, runAudit(run, 'applied'));
    expect(rows?.every((row) => row.outcome === 'written')).toBe(true);
    await store.ping();
    await store.close();
  });
});

describe('a database in memory', () => {
  it('is empty at each opening and has all ports', async () => {
    for (let time = 1; time <= 2; time++) {
      const store = await openStore({
        url: 'sqlite::memory:',
        vaultKeys: testKeys('a'),
        logger: silentLogger,
        clock: systemClock,
      });
      expect(await mapped(store.mapping)).toEqual([]);
      await mapByHand(store.mapping, 't1', 'u1');
      await store.ping();
      await store.close();
      await expect(store.ping()).rejects.toMatchObject({ code: 'store_down' });
    }
  });
});

function open(file: string): Promise<Store> {
  return openStore({
    url: `sqlite:${file}`,
    vaultKeys: testKeys('a'),
    logger: silentLogger,
    clock: systemClock,
  });
}

async function filledFile(): Promise<string> {
  const file = newFile();
  const store = await open(file);
  await applySteps(
    store.mapping,
    Array.from({ length: 400 }, (_, index) => step(`t${index}`, null, `u${index}`)),
  );
  await store.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
  return file;
}

/** Turns 64 bytes of a file over. */
function flip(file: string, offset: number): void {
  const bytes = Buffer.alloc(64);
  const handle = openSync(file, 'r+');
  readSync(handle, bytes, 0, 64, offset);
  writeSync(
    handle,
    bytes.map((byte) => byte ^ 0xff),
    0,
    64,
    offset,
  );
  closeSync(handle);
}

/** Where the first page of a table or index begins. */
function pageOf(file: string, name: string): number {
  const sqlite = new DatabaseSync(file, { readOnly: true });
  const row = sqlite.prepare('select rootpage from sqlite_master where name = ?').get(name);
  sqlite.close();
  return (Number(row?.['rootpage']) - 1) * 4096;
}

function otherProgram(file: string): void {
  rmSync(file);
  const sqlite = new DatabaseSync(file);
  sqlite.exec('create table recipes (name text)');
  sqlite.close();
}

function hash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
