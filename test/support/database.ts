import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll } from 'vitest';
import { type Database, openDatabase } from '#adapters/store/database.ts';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { startPostgres } from './postgres.ts';

/** A key ring of 32-byte keys that nobody else has. The same letter always means the same key. */
export function testKeys(...letters: readonly string[]): string {
  return letters
    .map(
      (letter) =>
        `${letter}:${Buffer.from(letter.repeat(4) + KEY_TEXT)
          .subarray(0, 32)
          .toString('base64')}`,
    )
    .join(',');
}
const KEY_TEXT = 'the quick brown fox jumps over it';

export interface TestDatabase {
  readonly engine: 'sqlite' | 'postgres';
  /** The address of a new, empty database. Removed after the file's last test. */
  newUrl(): Promise<string>;
  /** The store on `url`, or on a new database. Closed after the file's last test. */
  openStore(options?: {
    readonly url?: string;
    readonly vaultKeys?: string;
    readonly clock?: Clock;
  }): Promise<Store>;
  /** The bare database at `url`, for looking at what a store wrote. Closed after the file's last test. */
  openDatabase(url: string): Promise<Database>;
}

/** Every engine that this machine can run, for `describe.each`. Call it at the top of a test file: it registers the clean-up. */
export async function testDatabases(): Promise<readonly TestDatabase[]> {
  const cleanUps: (() => unknown)[] = [];
  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp();
  });
  const postgres = await postgresUrls(cleanUps);
  const urls = { sqlite: sqliteUrls(cleanUps), ...(postgres && { postgres }) };
  return Object.entries(urls).map(([engine, newUrl]) => ({
    engine: engine === 'postgres' ? 'postgres' : 'sqlite',
    newUrl,
    async openStore({ url, vaultKeys = testKeys('a'), clock = systemClock } = {}) {
      const store = await openStore({ url: url ?? (await newUrl()), vaultKeys, clock, logger: silentLogger });
      const close = once(() => store.close());
      cleanUps.push(close);
      return { ...store, close };
    },
    async openDatabase(url) {
      const database = await openDatabase({ url, logger: silentLogger });
      const close = once(() => database.close());
      cleanUps.push(close);
      return { ...database, close };
    },
  }));
}

type CleanUps = (() => unknown)[];
type NewUrl = () => Promise<string>;

function sqliteUrls(cleanUps: CleanUps): NewUrl {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-sqlite-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  return async () => `sqlite:${join(folder, `${++count}`, 'rollcall.db')}`;
}

/** `null` when this machine has no PostgreSQL; the run has said so. */
async function postgresUrls(cleanUps: CleanUps): Promise<NewUrl | null> {
  const server = await findServer(cleanUps);
  if (server === null) return null;
  return async () => {
    const name = `t${randomBytes(6).toString('hex')}`;
    await execute(server, `create database ${name}`);
    cleanUps.push(() => execute(server, `drop database if exists ${name} with (force)`));
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.href;
  };
}

/** The run's server, or one for this file when the run has started none. */
async function findServer(cleanUps: CleanUps): Promise<string | null> {
  const given = process.env['ROLLCALL_TEST_POSTGRES'];
  if (given) return given;
  const skipped = process.env['ROLLCALL_TEST_POSTGRES_SKIPPED'];
  if (skipped) return null;
  const server = await startPostgres();
  if ('skipped' in server) {
    console.log(server.skipped);
    return null;
  }
  cleanUps.push(() => server.stop());
  return server.url;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}
