import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { createHttpServer, type HttpServer } from '../../../bot/server.ts';

interface Options {
  readonly announceMs?: number;
  readonly headersTimeoutMs?: number;
}

function makeServer(options: Options = {}): { readonly server: HttpServer } {
  const server = createHttpServer({
    ...options,
    logger: silentLogger,
    isHttps: false,
    newId,
    messages: async (_req, res) => {
      res.end();
    },
    playground: null,
    mount(routes) {
      routes.get('/ready', async (_req, res) => {
        res.writeHead(server.isDraining() ? 503 : 200);
        res.end();
      });
    },
  });
  return { server };
}

async function aServer(options: Options = {}) {
  const { server } = makeServer(options);
  const port = await server.listen(0);
  return { server, port, ready: () => fetch(`http://127.0.0.1:${port}/ready`).then(({ status }) => status) };
}

describe('S18: a socket that says nothing, or not enough', () => {
  it.each([
    ['nothing', ''],
    ['half a head', 'GET /ready HTTP/1.1\r\nHost: rollcall\r\n'],
  ])('%s: it is closed soon after its time, and others are served meanwhile', async (_case, text) => {
    const { server, port, ready } = await aServer({ headersTimeoutMs: 250 });
    const socket = connect(port, '127.0.0.1');
    const startedAt = performance.now();
    socket.resume().write(text);
    expect(await ready()).toBe(200);
    await once(socket, 'close');
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await server.close(100);
  });
});

describe('O6: a port that cannot be had', () => {
  it('is told by the name of its variable, with what to do', async () => {
    const first = await aServer();
    const { server } = makeServer();
    await expect(server.listen(first.port)).rejects.toMatchObject({
      faults: [{ variable: 'PORT', problem: expect.stringContaining(String(first.port)) }],
    });
    await first.server.close(100);
    expect(await server.listen(first.port)).toBe(first.port);
    await server.close(100);
  });
});

describe('O5, P11: the end is announced before the door shuts', () => {
  it('new requests are answered while readiness is denied, and refused afterwards', async () => {
    const { server, ready } = await aServer({ announceMs: 200 });
    const closed = server.close(5_000);
    expect(await ready()).toBe(503);
    await closed;
    await expect(ready()).rejects.toThrow();
  });
  it('half of the time at most is spent on announcing', async () => {
    const { server } = await aServer({ announceMs: 60_000 });
    const startedAt = performance.now();
    await server.close(100);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
