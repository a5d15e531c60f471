import { Kysely, type PostgresPool, PostgresDialect, sql } from 'kysely';
import { Pool, type PoolClient, type PoolConfig, types } from 'pg';
import { AppError } from '#kernel/errors.ts';
import { withoutNul } from './columns.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { statementLog } from './statement-log.ts';
import { toStoreError } from './store-errors.ts';
import type { Tables } from './tables.ts';

const OLDEST_VERSION = 15;
const BIGINT_OID = 20;
const CONNECT_MS = 3000;
const STATEMENT_MS = 5000;
/** A server that was cut off cannot keep its own limit; the client gives up a little later. */
const ANSWER_MS = 6000;
const SCHEMA_TURN_MS = 60_000;
const CLOSE_MS = 2000;

/** Connects, and makes sure that the server is new enough. Throws `store_down` within `CONNECT_MS` when it is out of reach. */
export async function openPostgres(options: DatabaseOptions): Promise<Database> {
  const { logger, onStatement, url } = options;
  const base: PoolConfig = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'rollcall',
    keepAlive: true,
    // Our bigints are milliseconds and counts, far below 2^53.
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === BIGINT_OID ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser, // its overloads cannot be written as one arrow
    },
  };
  const openPool = (config: PoolConfig): Pool => {
    const pool = new Pool({ ...base, ...config });
    // An idle connection that breaks says so here; unheard, it would end the process.
    pool.on('error', (error) => logger.warn('store.connection_lost', { error }));
    return pool;
  };
  const pool = openPool({
    max: 10,
    statement_timeout: STATEMENT_MS,
    query_timeout: ANSWER_MS,
    idle_in_transaction_session_timeout: 20_000,
  });
  const query = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: givingUpPool(pool) }),
    ...statementLog(onStatement),
  });
  const close = (): Promise<void> => endWithin(CLOSE_MS, query.destroy());
  try {
    await assertVersion(query);
  } catch (error) {
    await close();
    throw toStoreError(error, `open PostgreSQL at ${placeOf(url)}`);
  }
  logger.info('store.opened', { engine: 'postgres', place: placeOf(url) });

  return {
    engine: 'postgres',
    query,
    now: sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`,
    async lockDesk(tx, deskId) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`rollcall/desk/${deskId}`}, 0))`.execute(tx);
    },
    async changeSchema(work) {
      // A migration may take its time, and so may waiting for another instance that migrates.
      const schema = new Kysely<Tables>({
        dialect: new PostgresDialect({ pool: openPool({ max: 1, lock_timeout: SCHEMA_TURN_MS }) }),
        ...statementLog(onStatement),
      });
      try {
        return await schema.transaction().execute(async (tx) => {
          await sql`select pg_advisory_xact_lock(hashtextextended('rollcall/schema', 0))`.execute(tx);
          return await work(tx);
        });
      } finally {
        await schema.destroy();
      }
    },
    close,
  };
}

async function assertVersion(query: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ server_version_num: string }>`show server_version_num`.execute(query);
  const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (version >= OLDEST_VERSION) return;
  throw new AppError('store_down', `PostgreSQL ${version} is too old`, {
    remedy: `Use PostgreSQL ${OLDEST_VERSION} or newer.`,
  });
}

/** `pool`, but a connection that once did not answer in time is never used again: its late answer would be taken for the next one's. */
function givingUpPool(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => givingUpClient(await pool.connect()),
  };
}

type PostgresClient = Awaited<ReturnType<PostgresPool['connect']>>;

function givingUpClient(client: PoolClient): PostgresClient {
  let silent: Error | null = null;
  const ask = async (text: string, values: readonly unknown[]): Promise<unknown> => {
    if (silent) throw silent;
    const askedAt = performance.now();
    try {
      return await client.query(text, withoutNul(values));
    } catch (error) {
      if (error instanceof Error && performance.now() - askedAt >= ANSWER_MS) silent = error;
      throw error;
    }
  };
  return {
    query: ask as PostgresClient['query'], // Kysely asks with text and values; cursors are not set up
    release: (destroy?: boolean) => client.release(destroy || silent !== null),
  };
}

async function endWithin(milliseconds: number, ending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([ending, limit]);
  clearTimeout(timer);
}

/** Host and database of the address, without user and password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'the address in DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
