import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/database.ts';
import { SKIPPED } from '../support/postgres.ts';
import { replyOf } from './read-card.ts';
import { prepareProgram, type WholeProgram } from './whole-program.ts';

/** The way to the database, which a test can cut or let fall silent. */
interface Way {
  readonly port: number;
  /** `open`: bytes pass. `cut`: connections end and new ones are refused. `silent`: bytes are swallowed. */
  set(state: 'open' | 'cut' | 'silent'): void;
  close(): Promise<void>;
}

async function startWay(target: { readonly host: string; readonly port: number }): Promise<Way> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'cut' | 'silent' = 'open';
  const forward = (from: Socket, to: Socket): void => {
    from.on('data', (chunk) => {
      if (state === 'open') to.write(chunk);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  };
  const server: Server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(target);
    const pair = [near, far] as const;
    pairs.add(pair);
    near.on('close', () => pairs.delete(pair));
    forward(near, far);
    forward(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      state = next;
      if (next === 'cut') cut();
    },
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const databases = (await testDatabases()).filter(({ engine }) => engine === 'postgres');
if (databases.length === 0) {
  it('PostgreSQL, away and back', ({ skip }) =>
    skip(process.env['ROLLCALL_TEST_POSTGRES_SKIPPED'] || SKIPPED));
}

describe.each(databases)('P7: a $engine that goes away while Rollcall runs', (database) => {
  let way: Way;
  let whole: WholeProgram;

  beforeAll(async () => {
    const url = new URL(await database.newUrl());
    way = await startWay({ host: url.hostname, port: Number(url.port) });
    url.host = `127.0.0.1:${way.port}`;
    whole = await prepareProgram({ databaseUrl: url.href });
    await whole.start();
  });
  afterAll(async () => {
    way.set('open');
    await whole.stop();
    await way.close();
  });

  const status = async (path: string): Promise<number> => {
    const response = await fetch(whole.world.app.origin + path, { signal: AbortSignal.timeout(8000) });
    await response.arrayBuffer();
    return response.status;
  };
  const ask = async () => whole.world.connector.say({ person: 'member', text: "who's available" });

  it.each(['cut', 'silent'] as const)(
    '%s: it says so within 5 s, lives on, and is ready again by itself',
    async (state) => {
      expect(replyOf(await ask()).words).toContain("Who's available now");
      way.set(state);
      const cutAt = performance.now();
      await expect.poll(() => status('/readyz'), { timeout: 8000, interval: 200 }).toBe(503);
      expect(performance.now() - cutAt).toBeLessThan(5500);
      expect(await status('/livez')).toBe(200);

      const askedAt = performance.now();
      expect(replyOf(await ask()).words).toContain("Rollcall's own database isn't answering.");
      expect(performance.now() - askedAt).toBeLessThan(6500);
      const answer = await fetch(`${whole.world.app.origin}/public-api/teams-availability/technicians`, {
        headers: { authorization: `Bearer ${whole.apiKey}` },
      });
      expect([answer.status, await answer.json()]).toEqual([
        503,
        expect.objectContaining({ code: 'store_down' }),
      ]);

      way.set('open');
      const backAt = performance.now();
      await expect.poll(() => status('/readyz'), { timeout: 12_000, interval: 200 }).toBe(200);
      expect(performance.now() - backAt).toBeLessThan(10_000);
      expect(replyOf(await ask()).words).toContain("Who's available now");
    },
    60_000,
  );
});
