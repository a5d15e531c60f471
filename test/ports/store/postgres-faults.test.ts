import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testDatabases } from '../../support/database.ts';
import { SKIPPED } from '../../support/postgres.ts';
import { mapByHand, mapped } from './builders.ts';

const databases = (await testDatabases()).filter(({ engine }) => engine === 'postgres');
if (databases.length === 0) it('PostgreSQL in trouble', ({ skip }) => skip(SKIPPED));

describe.each(databases)('$engine in trouble', (database) => {
  it.each([
    ['nobody listens', (url: URL) => (url.port = '1')],
    ['there is no such database', (url: URL) => (url.pathname = '/nowhere')],
  ])('P7: the start fails in time when %s, and repeats no password', async (_, spoil) => {
    const url = new URL(await database.newUrl());
    spoil(url);
    url.password = 'planted-password';
    const startedAt = performance.now();
    const failure = await database.openStore({ url: url.href }).catch((error: unknown) => error);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(failure).toMatchObject({ code: 'store_down', message: expect.stringContaining(url.host) });
    expect(String(failure) + String((failure as Error).cause)).not.toContain('planted-password');
  });

  it('P7: lost connections are replaced, and the process lives', async () => {
    const url = await database.newUrl();
    const store = await database.openStore({ url });
    await mapByHand(store.mapping, 't1', 'u1');
    await Promise.all(Array.from({ length: 5 }, () => store.ping()));
    const other = await database.openDatabase(url);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(other.query);
    await expect
      .poll(
        () =>
          store.ping().then(
            () => 'up',
            () => 'down',
          ),
        { timeout: 10_000 },
      )
      .toBe('up');
    expect(await mapped(store.mapping)).toEqual(['t1=u1 manual']);
  });

  it('P7: a server that swallows every byte is noticed within 5 seconds, and its return within 10', async () => {
    const wire = await startWire(new URL(await database.newUrl()));
    const store = await database.openStore({ url: wire.url });
    await mapByHand(store.mapping, 't1', 'u1');
    wire.swallow(true);
    const startedAt = performance.now();
    await expect(store.ping()).rejects.toMatchObject({ code: 'store_down' });
    expect(performance.now() - startedAt).toBeLessThan(5000);
    wire.swallow(false);
    await expect
      .poll(
        () =>
          store.ping().then(
            () => 'up',
            () => 'down',
          ),
        { timeout: 10_000 },
      )
      .toBe('up');
    expect(await mapped(store.mapping)).toEqual(['t1=u1 manual']);
    await store.close();
  }, 40_000);
});

/** A wire to the server that can lose what is sent over it, in both directions, without breaking. */
async function startWire(
  to: URL,
): Promise<{ readonly url: string; readonly swallow: (on: boolean) => void }> {
  let isSwallowing = false;
  const sockets = new Set<Socket>();
  const join = (from: Socket, into: Socket): void => {
    sockets.add(from);
    // A connection that lost bytes never comes right again: only a new one does.
    let isDead = false;
    from.on('data', (chunk) => {
      isDead ||= isSwallowing;
      if (!isDead) into.write(chunk);
    });
    from.on('error', () => into.destroy());
    from.on('close', () => into.destroy());
  };
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    join(near, far);
    join(far, near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = new URL(to);
  url.port = String(address.port);
  return {
    url: url.href,
    swallow: (on) => {
      isSwallowing = on;
    },
  };
}
