import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Route, type Simulator, startSimulator } from '../../sandbox/simulator.ts';

const thing: Route = {
  method: 'GET',
  pattern: '/v1.0/things/:id',
  name: 'thing',
  handle: ({ params, url }) => ({ status: 200, body: { id: params.id, q: url.searchParams.get('q') } }),
};
const best: Route = {
  method: 'GET',
  pattern: '/v1.0/things/best',
  name: 'best',
  handle: () => ({ status: 200, body: 'plain' }),
};
const echo: Route = {
  method: 'POST',
  pattern: '/echo',
  name: 'echo',
  handle: ({ body }) => ({ status: 201, headers: { 'x-length': String(body.length) }, body: { body } }),
};

describe('BOX-2 the frame of every simulator', () => {
  let simulator: Simulator;
  let resets: number;

  beforeEach(async () => {
    resets = 0;
    simulator = await startSimulator({
      name: 'things',
      port: 0,
      routes: [thing, best, echo],
      onReset: () => {
        resets += 1;
      },
    });
  });
  afterEach(() => simulator.close());

  it('listens on loopback at a free port', () => {
    expect(simulator.origin).toBe(`http://127.0.0.1:${simulator.port}`);
    expect(simulator.port).toBeGreaterThan(0);
  });

  it('decodes named segments, and prefers literal ones', async () => {
    const named = await fetch(`${simulator.origin}/v1.0/things/a%23b?q=1`);
    expect(await named.json()).toEqual({ id: 'a#b', q: '1' });
    const literal = await fetch(`${simulator.origin}/v1.0/things/best`);
    expect([literal.headers.get('content-type'), await literal.text()]).toEqual([
      'text/plain; charset=utf-8',
      'plain',
    ]);
  });

  it('answers 404 for unknown paths and 405 with Allow for wrong methods, in the shape of the vendor', async () => {
    await simulator.close();
    simulator = await startSimulator({
      name: 'shaped',
      port: 0,
      routes: [thing],
      refuse: ({ status, reason }) => ({ status, body: { vendor: reason } }),
    });
    const unknown = await fetch(`${simulator.origin}/nowhere`);
    expect([unknown.status, await unknown.json()]).toEqual([404, { vendor: 'unknown-path' }]);
    const wrong = await fetch(`${simulator.origin}/v1.0/things/1`, { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET']);
  });

  it('refuses bodies above 4 MB and lives on', async () => {
    const large = await fetch(`${simulator.origin}/echo`, {
      method: 'POST',
      body: 'x'.repeat(4 * 1024 * 1024 + 1),
    });
    expect(large.status).toBe(413);
    const small = await fetch(`${simulator.origin}/echo`, { method: 'POST', body: 'ä' });
    expect([small.status, await small.json()]).toEqual([201, { body: 'ä' }]);
  });

  it('survives a failing handler, a broken path and a broken request line', async () => {
    await simulator.close();
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const failing: Route = {
      ...thing,
      handle: () => {
        throw new Error('a mistake in the simulator');
      },
    };
    simulator = await startSimulator({ name: 'failing', port: 0, routes: [failing, best] });
    expect((await fetch(`${simulator.origin}/v1.0/things/1`)).status).toBe(500);
    expect(report).toHaveBeenCalledOnce();
    report.mockRestore();
    expect((await fetch(`${simulator.origin}/v1.0/things/%zz`)).status).toBe(404);
    expect(await statusOfTarget(simulator.port, 'http://other.example/x')).toContain('400');
    expect((await fetch(`${simulator.origin}/v1.0/things/best`)).status).toBe(200);
  });

  it('keeps a log of requests without tokens, and without secrets in queries', async () => {
    const headers = { authorization: 'Bearer top-secret' };
    await fetch(`${simulator.origin}/v1.0/things/7?q=2&code=hush`, { headers });
    await fetch(`${simulator.origin}/nowhere`);
    const log = await getJson(`${simulator.origin}/_sandbox/requests`);
    expect(log).toEqual({
      requests: [
        {
          method: 'GET',
          path: '/v1.0/things/7?q=2&code=…',
          route: 'thing',
          status: 200,
          at: expect.any(String),
          hasAuthorization: true,
        },
        {
          method: 'GET',
          path: '/nowhere',
          route: null,
          status: 404,
          at: expect.any(String),
          hasAuthorization: false,
        },
      ],
    });
    expect(JSON.stringify(log)).not.toContain('secret');
    await fetch(`${simulator.origin}/_sandbox/requests`, { method: 'DELETE' });
    expect(simulator.requests).toEqual([]);
  });

  it('reset forgets faults, requests and latency, and calls the simulator’s own reset', async () => {
    simulator.faults.set({ route: 'thing', fault: '500' });
    simulator.latency.set('thing', 5);
    await fetch(`${simulator.origin}/v1.0/things/1`);
    await fetch(`${simulator.origin}/_sandbox/reset`, { method: 'POST' });
    expect([simulator.faults.list(), simulator.requests, simulator.latency.size, resets]).toEqual([
      [],
      [],
      0,
      1,
    ]);
  });

  it('adds latency per route', async () => {
    simulator.latency.set('thing', 60);
    const slow = await milliseconds(() => fetch(`${simulator.origin}/v1.0/things/1`));
    expect(slow).toBeGreaterThanOrEqual(55);
  });

  it.each([
    ['no JSON', '{', 'body'],
    ['no object', '[]', 'body'],
    ['an unknown route', '{"route":"x","fault":"500"}', 'route'],
    ['an unknown fault', '{"route":"thing","fault":"boom"}', 'fault'],
    ['no fault', '{"route":"thing"}', 'fault'],
    ['zero times', '{"route":"thing","fault":"500","times":0}', 'times'],
    ['half a time', '{"route":"thing","fault":"500","times":1.5}', 'times'],
    ['slow without a number', '{"route":"thing","fault":"slow:soon"}', 'fault'],
    ['an argument too much', '{"route":"thing","fault":"500:2"}', 'fault'],
    ['foreign-next without a URL', '{"route":"thing","fault":"foreign-next"}', 'fault'],
  ])('control doors refuse %s and name the field', async (_what, body, field) => {
    const answer = await fetch(`${simulator.origin}/_sandbox/faults`, { method: 'POST', body });
    expect([answer.status, await answer.json()]).toEqual([400, { error: expect.any(String), field }]);
  });

  it('control doors list and delete faults, of one route or all', async () => {
    const door = `${simulator.origin}/_sandbox/faults`;
    for (const [route, fault] of [
      ['thing', '429:2'],
      ['best', 'hang'],
    ]) {
      await fetch(door, { method: 'POST', body: JSON.stringify({ route, fault, times: 3 }) });
    }
    await fetch(`${door}?route=best`, { method: 'DELETE' });
    expect(await getJson(door)).toEqual({ faults: [{ route: 'thing', fault: '429:2', timesLeft: 3 }] });
    await fetch(door, { method: 'DELETE' });
    expect(await getJson(door)).toEqual({ faults: [] });
  });

  it('control doors refuse web pages from elsewhere and foreign host names', async () => {
    const foreign = await fetch(`${simulator.origin}/_sandbox/reset`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect([foreign.status, resets]).toEqual([403, 0]);
    expect(await statusWithHost(simulator.port, 'evil.example')).toBe(403);
    const local = await fetch(`${simulator.origin}/_sandbox/reset`, {
      method: 'POST',
      headers: { origin: 'http://localhost:9' },
    });
    expect([local.status, local.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'http://localhost:9',
    ]);
  });

  it('two routes of one name are a mistake at start', async () => {
    await expect(startSimulator({ name: 'twice', port: 0, routes: [thing, thing] })).rejects.toThrow('thing');
  });
});

async function getJson(address: string): Promise<unknown> {
  return (await fetch(address)).json();
}

async function milliseconds(act: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await act();
  return performance.now() - started;
}

function statusOfTarget(port: number, target: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    });
    socket.once('data', (chunk: Buffer) => resolve(chunk.toString().split('\r\n')[0] ?? ''));
    socket.once('error', reject);
  });
}

function statusWithHost(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(
      { port, host: '127.0.0.1', path: '/_sandbox/reset', method: 'POST', headers: { host } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      },
    );
    call.once('error', reject);
    call.end();
  });
}
