import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaultBoard, FAULTS } from '../../sandbox/faults.ts';
import { routeNamed } from '../../sandbox/routing.ts';
import { type Simulator, startSimulator } from '../../sandbox/simulator.ts';

const NOW = new Date('2026-11-21T10:00:00.000Z');
const RIGHT = { value: [{ id: 'a', size: 3 }] };

describe('REL-1 faults that a simulator can make', () => {
  let simulator: Simulator;
  let written = 0;
  const address = () => `${simulator.origin}/v1.0/list?$top=2`;
  const set = (fault: string, times?: number) =>
    simulator.faults.set({ route: 'list', fault, ...(times === undefined ? {} : { times }) });
  const get = () => fetch(address(), { redirect: 'manual' });
  const json = async (at = address()): Promise<unknown> => (await fetch(at)).json();

  beforeEach(async () => {
    written = 0;
    simulator = await startSimulator({
      name: 'list',
      port: 0,
      clock: { now: () => NOW },
      routes: [
        { method: 'GET', pattern: '/v1.0/list', name: 'list', handle: () => ({ status: 200, body: RIGHT }) },
        {
          method: 'POST',
          pattern: '/v1.0/list',
          name: 'write',
          handle() {
            written += 1;
            return { status: 201 };
          },
        },
      ],
    });
  });
  afterEach(() => simulator.close());

  it.each(['400', '401', '403', '404', '429', '500', '502', '503', '504'])(
    'G4/G19: %s answers that status, spent once',
    async (status) => {
      set(status, 1);
      expect((await get()).status).toBe(Number(status));
      expect(await json()).toEqual(RIGHT);
    },
  );

  it.each([
    ['429:2', '2'],
    ['429:0.7', '0.7'],
    ['429:-5', '-5'],
    ['429:abc', 'abc'],
    ['429:3600', '3600'],
    ['429:date:30', 'Sat, 21 Nov 2026 10:00:30 GMT'],
    ['429', null],
    ['503:7', '7'],
  ])('G1-G3: %s says Retry-After %s', async (fault, expected) => {
    set(fault);
    expect((await get()).headers.get('retry-after')).toBe(expected);
  });

  it('G1: the wait may come as a field of its own', async () => {
    simulator.faults.set({ route: 'list', fault: '429', retryAfter: '4' });
    expect((await get()).headers.get('retry-after')).toBe('4');
  });

  it('G6: reset destroys the connection', async () => {
    set('reset', 1);
    await expect(get()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(simulator.requests[0]?.status).toBeNull();
  });

  it('G7: hang never answers, and close ends it', async () => {
    set('hang');
    await expect(fetch(address(), { signal: AbortSignal.timeout(80) })).rejects.toThrow(/timeout|aborted/i);
  });

  it.each(['reset', 'hang'])('REL-2: %s-after does what was asked, and the answer is lost', async (fault) => {
    const write = () =>
      fetch(address(), { method: 'POST', signal: AbortSignal.timeout(fault === 'hang' ? 80 : 5_000) });
    simulator.faults.set({ route: 'write', fault, times: 1 });
    await expect(write()).rejects.toThrow();
    expect(written).toBe(0);
    simulator.faults.set({ route: 'write', fault: `${fault}-after`, times: 1 });
    await expect(write()).rejects.toThrow();
    expect(written).toBe(1);
    expect(simulator.requests.map(({ status }) => status)).toEqual([null, null]);
  });

  it('G7: slow-body sends headers and then stalls', async () => {
    set('slow-body');
    const answer = await fetch(address(), { signal: AbortSignal.timeout(120) });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow(/timeout|aborted/i);
  });

  it('G7: slow answers rightly, later', async () => {
    set('slow:50', 1);
    const started = performance.now();
    expect(await json()).toEqual(RIGHT);
    expect(performance.now() - started).toBeGreaterThanOrEqual(45);
  });

  it('G8: truncate promises more than it sends', async () => {
    set('truncate');
    const answer = await get();
    expect(Number(answer.headers.get('content-length'))).toBe(JSON.stringify(RIGHT).length);
    await expect(answer.text()).rejects.toThrow();
  });

  it('G8: truncate:short ends in the middle of the JSON as if it were whole', async () => {
    set('truncate:short');
    const text = await (await get()).text();
    expect(JSON.stringify(RIGHT).startsWith(text)).toBe(true);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('G9: html is a 200 that is no JSON', async () => {
    set('html');
    const answer = await get();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('G9: no-value is a 200 without a list', async () => {
    set('no-value');
    expect(await json()).not.toHaveProperty('value');
  });

  it('G9: wrong-type makes numbers of texts', async () => {
    set('wrong-type');
    expect(await json()).toEqual({ value: [{ id: 7, size: 3 }] });
  });

  it('G10: empty-next has its data on the next page, even after the fault is spent', async () => {
    set('empty-next', 1);
    const first = await json();
    expect(first).toMatchObject({ value: [] });
    expect(await json(nextLinkOf(first))).toEqual(RIGHT);
  });

  it('G10: empty-next without end does not empty the next page', async () => {
    set('empty-next');
    expect(await json(nextLinkOf(await json()))).toEqual(RIGHT);
  });

  it('G11: loop leads to itself', async () => {
    set('loop');
    expect(nextLinkOf(await json())).toBe(address());
  });

  it('G11: loop-2 leads away and back', async () => {
    set('loop-2');
    const second = nextLinkOf(await json());
    expect(second).not.toBe(address());
    expect(nextLinkOf(await json(second))).toBe(address());
  });

  it.each([
    ['https://evil.example', 'https://evil.example/v1.0/list?$top=2'],
    ['http://user:word@127.0.0.1:9', 'http://user:word@127.0.0.1:9/v1.0/list?$top=2'],
    ['http://127.0.0.1:9/beta/list', 'http://127.0.0.1:9/beta/list'],
  ])('G12: foreign-next:%s leads to %s', async (target, expected) => {
    set(`foreign-next:${target}`);
    expect(nextLinkOf(await json())).toBe(expected);
  });

  it('G13: redirect points elsewhere', async () => {
    set('redirect:https://evil.example/x');
    const answer = await get();
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://evil.example/x']);
  });

  it.each(['huge', 'huge:declared'])('G24: %s sends more than 32 MB', async (fault) => {
    set(fault);
    const { declared, received } = await countBytes(address());
    expect(received).toBeGreaterThan(32 * 1024 * 1024);
    expect(declared).toBe(fault === 'huge' ? null : received);
  });

  it('every fault of the list has a rule', async () => {
    for (const { name } of FAULTS.filter(
      ({ name: known }) => !/^(hang|reset)(-after)?$|^(slow-body|truncate|huge)$/.test(known),
    )) {
      simulator.faults.clear();
      set({ slow: 'slow:1', 'foreign-next': 'foreign-next:http://127.0.0.1:9' }[name] ?? name);
      const answer = await get();
      const text = await answer.text();
      expect([name, answer.status === 200 && text === JSON.stringify(RIGHT)]).toEqual([
        name,
        name === 'slow',
      ]);
    }
  });
});

describe('the route of a fault', () => {
  const routes = [
    { method: 'GET', pattern: '/v1.0/groups', name: 'groups' },
    { method: 'GET', pattern: '/v1.0/groups/:id/members', name: 'members' },
    { method: 'POST', pattern: '/api/Tickets', name: 'write-tickets' },
    { method: 'GET', pattern: '/api/Tickets', name: 'tickets' },
  ].map((route) => ({ ...route, handle: () => ({ status: 200 }) }));

  it.each([
    ['groups', 'groups'],
    ['/v1.0/groups', 'groups'],
    ['/groups', 'groups'],
    ['/groups/{id}/members', 'members'],
    ['GET /v1.0/groups/44857650-b88a-4f7d-bd8d-6c39e2bd1408/members?$top=999', 'members'],
    ['GET /Tickets', 'tickets'],
    ['POST /Tickets', 'write-tickets'],
    ['/users', null],
    ['PUT /groups', null],
    ['/', null],
    ['nothing', null],
  ])('%s means %s', (said, name) => {
    expect(routeNamed(routes, said)).toBe(name);
  });

  it('a status may be a number', () => {
    const board = createFaultBoard(['a']);
    board.set({ route: 'a', fault: 429 as unknown as string });
    expect(board.take('a')).toEqual({ name: '429', argument: null });
  });
});

describe('the board of faults', () => {
  it('spends the faults of a route in order, before those of all routes', () => {
    const board = createFaultBoard(['a', 'b']);
    board.set({ route: '*', fault: '500' });
    board.set({ route: 'a', fault: '429', times: 1 });
    board.set({ route: 'a', fault: '503', times: 2 });
    const taken = ['a', 'a', 'a', 'a', 'b'].map((route) => board.take(route)?.name);
    expect(taken).toEqual(['429', '503', '503', '500', '500']);
  });

  it('a fault without end gives way to the next one', () => {
    const board = createFaultBoard(['a']);
    board.set({ route: 'a', fault: '500' });
    board.set({ route: 'a', fault: 'html' });
    expect(board.list()).toEqual([{ route: 'a', fault: 'html', timesLeft: null }]);
  });
});

function nextLinkOf(page: unknown): string {
  return String((page as { '@odata.nextLink'?: unknown })['@odata.nextLink']); // asserted by the caller's expectation
}

function countBytes(address: string): Promise<{ declared: number | null; received: number }> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(address, (answer) => {
      let received = 0;
      answer.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      const length = answer.headers['content-length'];
      answer.on('end', () => resolve({ declared: length === undefined ? null : Number(length), received }));
    });
    call.once('error', reject);
    call.end();
  });
}
