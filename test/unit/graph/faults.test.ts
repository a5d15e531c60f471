import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '#kernel/errors.ts';
import { type Script, startScriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { createWorld, impatient } from './graph-world.ts';
import { SOURCES } from './sources.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const retryAfter = (value: string, more: Record<string, string> = {}): Script => ({
  status: 429,
  headers: { 'retry-after': value, ...more },
  json: { error: { code: 'TooManyRequests' } },
});
const status = (code: number): Script => ({ status: code, json: { error: { code: 'x' } } });
const HTML: Script = { headers: { 'content-type': 'text/html' }, text: '<html>sign in to the proxy</html>' };
const LATE_BY_TEN_MINUTES = 'Fri, 20 Nov 2026 08:50:00 GMT';

interface Row {
  readonly name: string;
  readonly faults: readonly Script[];
  readonly waitMs: readonly [number, number];
}

/** After these a person still gets the right answer. */
const MENDED: readonly Row[] = [
  { name: 'G1: 429 with 2 s', faults: [retryAfter('2')], waitMs: [2_000, 2_400] },
  {
    name: 'G3: 429 with an HTTP date',
    faults: [retryAfter('Fri, 20 Nov 2026 09:00:03 GMT', { date: 'Fri, 20 Nov 2026 09:00:00 GMT' })],
    waitMs: [3_000, 3_600],
  },
  {
    name: 'G3, G25: 429 with an HTTP date by a clock 10 minutes behind ours',
    faults: [retryAfter('Fri, 20 Nov 2026 08:50:03 GMT', { date: LATE_BY_TEN_MINUTES })],
    waitMs: [3_000, 3_600],
  },
  { name: 'G3: 429 with a fraction', faults: [retryAfter('0.7')], waitMs: [700, 840] },
  { name: 'G3: 429 with a negative wait', faults: [retryAfter('-5')], waitMs: [800, 1_200] },
  { name: 'G3: 429 with a word', faults: [retryAfter('abc')], waitMs: [800, 1_200] },
  { name: 'G3: 429 without a wait', faults: [status(429)], waitMs: [800, 1_200] },
  {
    name: 'G3: 429 twice without a wait doubles it',
    faults: [status(429), status(429)],
    waitMs: [2_400, 3_600],
  },
  { name: 'G4: 500 once', faults: [status(500)], waitMs: [800, 1_200] },
  { name: 'G4: 502 once', faults: [status(502)], waitMs: [800, 1_200] },
  { name: 'G4: 503 once', faults: [status(503)], waitMs: [800, 1_200] },
  { name: 'G4: 504 once', faults: [status(504)], waitMs: [800, 1_200] },
  { name: 'G6: a reset', faults: [{ reset: true }], waitMs: [800, 1_200] },
  { name: 'G8: a body shorter than promised', faults: [{ cut: '{"value":[]' }], waitMs: [800, 1_200] },
  {
    name: 'G8: half a JSON document',
    faults: [{ headers: { 'content-type': 'application/json' }, text: '{"value":[{"id":"a"}' }],
    waitMs: [800, 1_200],
  },
  { name: 'G9: an HTML page once', faults: [HTML], waitMs: [800, 1_200] },
];

interface FinalRow {
  readonly name: string;
  readonly fault: Script;
  readonly code: ErrorCode;
  readonly calls: number;
}

/** These a person is told about, after so many calls and within 8 s. */
const FINAL: readonly FinalRow[] = [
  { name: 'G2: 429 with an hour', fault: retryAfter('3600'), code: 'graph_throttled', calls: 1 },
  { name: 'G3: 429 for ever', fault: retryAfter('1'), code: 'graph_throttled', calls: 3 },
  { name: 'G5: 503 for ever', fault: status(503), code: 'graph_down', calls: 3 },
  { name: 'G5: 501 is not worth a retry', fault: status(501), code: 'graph_down', calls: 1 },
  {
    name: 'G5: 503 that asks for more time than there is',
    fault: { status: 503, headers: { 'retry-after': '60' }, text: '' },
    code: 'graph_down',
    calls: 1,
  },
  { name: 'G6: every connection is reset', fault: { reset: true }, code: 'graph_down', calls: 3 },
  { name: 'G8: never whole', fault: { cut: '{"value":[]' }, code: 'graph_down', calls: 3 },
  { name: 'G8, G24: 33 MB', fault: { flood: 33 * 1024 * 1024 }, code: 'graph_bad_answer', calls: 2 },
  { name: 'G9: HTML as success', fault: HTML, code: 'graph_bad_answer', calls: 2 },
  { name: 'G9: JSON without value', fault: { json: {} }, code: 'graph_bad_answer', calls: 2 },
  { name: 'G9: value is not a list', fault: { json: { value: {} } }, code: 'graph_bad_answer', calls: 2 },
  { name: 'G9: rows without id', fault: { json: { value: [7] } }, code: 'graph_bad_answer', calls: 2 },
  { name: 'G9: an empty 204', fault: { status: 204 }, code: 'graph_bad_answer', calls: 1 },
  {
    name: 'G13: a redirect',
    fault: { status: 302, headers: { location: '/v1.0/elsewhere' } },
    code: 'graph_refused',
    calls: 1,
  },
  { name: 'a 400', fault: status(400), code: 'graph_bad_answer', calls: 1 },
];

async function failureOf(read: Promise<unknown>): Promise<AppError> {
  const result = await read.then(
    (value) => value,
    (error: unknown) => error,
  );
  if (result instanceof AppError) return result;
  throw new Error(`expected an AppError, got ${JSON.stringify(result)}`);
}

describe.each(SOURCES)('REL-1: $name', (source) => {
  it.each(MENDED)('$name: waits as told, then answers', async ({ faults, waitMs: [least, most] }) => {
    const world = createWorld(server);
    source.prepare(server);
    server.play(source.path, ...faults, { json: source.goodPage });
    expect(await source.read(world, 'interactive')).toBe('read 1');
    expect(server.callsTo(source.path)).toBe(faults.length + 1);
    expect(world.time.elapsedMs()).toBeGreaterThanOrEqual(least);
    expect(world.time.elapsedMs()).toBeLessThanOrEqual(most);
  });

  it.each(FINAL)('$name: says $code within 8 s', async ({ fault, code, calls }) => {
    const world = createWorld(server);
    source.prepare(server);
    server.always(source.path, fault as never);
    const error = await failureOf(source.read(world, 'interactive'));
    expect(error.code).toBe(code);
    expect(server.callsTo(source.path)).toBe(calls);
    expect(world.time.elapsedMs()).toBeLessThanOrEqual(8_000);
  });

  it('G5: a run is more patient: 6 retries within 15 min', async () => {
    const world = createWorld(server);
    source.prepare(server);
    server.always(source.path, { status: 503 });
    expect((await failureOf(source.read(world, 'background'))).code).toBe('graph_down');
    expect(server.callsTo(source.path)).toBe(7);
    expect(world.time.elapsedMs()).toBeLessThanOrEqual(15 * 60_000);
  });

  it('G1: a run waits out a minute of throttling', async () => {
    const world = createWorld(server);
    source.prepare(server);
    server.play(source.path, retryAfter('60'), { json: source.goodPage });
    expect(await source.read(world, 'background')).toBe('read 1');
    expect(world.time.elapsedMs()).toBeGreaterThanOrEqual(60_000);
  });

  it('G2: of a longer one it hears at once, so that it can say that it waits', async () => {
    const world = createWorld(server);
    source.prepare(server);
    server.play(source.path, retryAfter('61'), { json: source.goodPage });
    const error = await failureOf(source.read(world, 'background'));
    expect(error).toMatchObject({ code: 'graph_throttled', retryAfterSeconds: 61 });
    expect([server.callsTo(source.path), world.time.elapsedMs()]).toEqual([1, 0]);
    world.time.advance(61_000);
    expect(await source.read(world, 'background')).toBe('read 1');
  });

  it('G2: no call leaves until the throttling ends, then the answer comes', async () => {
    const world = createWorld(server);
    source.prepare(server);
    server.play(source.path, retryAfter('3600'), { json: source.goodPage });
    const first = await failureOf(source.read(world, 'interactive'));
    expect(first.retryAfterSeconds).toBe(3600);
    world.time.advance(1_000_000);
    const before = server.requests.length;
    const second = await failureOf(source.read(world, 'interactive'));
    expect(second).toMatchObject({ code: 'graph_throttled', retryAfterSeconds: 2600 });
    expect(server.requests).toHaveLength(before);
    world.time.advance(2_600_000);
    expect(await source.read(world, 'interactive')).toBe('read 1');
  });

  it.each(['headers', 'body'] as const)('G7: %s that never come are cut off by one timer', async (part) => {
    const world = createWorld(server, { budgets: impatient(60) });
    source.prepare(server);
    server.always(source.path, { hang: part });
    const error = await failureOf(source.read(world, 'interactive'));
    expect(error.code).toBe('graph_slow');
    expect(world.lines.filter((line) => line.fields.includes('graph_slow'))).toHaveLength(3);
    // What reached the server was hung up on, so no socket stays behind.
    await expect.poll(() => server.abandoned()).toBe(server.callsTo(source.path));
  });

  it('G6: nobody listens', async () => {
    const gone = await startScriptedServer();
    await gone.close();
    const error = await failureOf(source.read(createWorld(gone), 'interactive'));
    expect(error.code).toBe('graph_down');
  });
});

describe('REL-1: what is shared within a desk', () => {
  const [presence, shifts, teams] = SOURCES as readonly [
    (typeof SOURCES)[0],
    (typeof SOURCES)[0],
    (typeof SOURCES)[0],
  ];

  it('G1: a 429 pauses the whole desk, not only that request', async () => {
    const world = createWorld(server);
    server.play(presence.path, retryAfter('3600'));
    server.always(teams.path, { json: teams.goodPage });
    await failureOf(presence.read(world, 'interactive'));
    expect((await failureOf(teams.read(world, 'interactive'))).code).toBe('graph_throttled');
    expect(server.callsTo(teams.path)).toBe(0);
  });

  it('G5: five failures in a row open the breaker, which lets one call through each 30 s', async () => {
    const world = createWorld(server);
    server.always(presence.path, { status: 503 });
    await failureOf(presence.read(world, 'interactive'));
    await failureOf(presence.read(world, 'interactive'));
    expect(server.callsTo(presence.path)).toBe(6);

    const blocked = await failureOf(presence.read(world, 'interactive'));
    expect(blocked.code).toBe('graph_down');
    expect(blocked.retryAfterSeconds).toBeGreaterThan(0);
    expect(server.callsTo(presence.path)).toBe(6);

    world.time.advance(30_000);
    await failureOf(presence.read(world, 'interactive'));
    const afterTrial = server.callsTo(presence.path);
    expect(afterTrial).toBeGreaterThan(6);
    await failureOf(presence.read(world, 'interactive'));
    expect(server.callsTo(presence.path)).toBe(afterTrial);

    world.time.advance(30_000);
    server.always(presence.path, { json: presence.goodPage });
    expect(await presence.read(world, 'interactive')).toBe('read 1');
    expect(await presence.read(world, 'interactive')).toBe('read 1');
  });

  it('G5: a trial that is refused closes the breaker: somebody was there to refuse it, and the next one hears the same', async () => {
    const world = createWorld(server);
    server.always(presence.path, { status: 503 });
    await failureOf(presence.read(world, 'interactive'));
    await failureOf(presence.read(world, 'interactive'));
    expect((await failureOf(presence.read(world, 'interactive'))).code).toBe('graph_down');

    world.time.advance(30_000);
    server.always(presence.path, { status: 403, json: { error: { code: 'Forbidden', message: '' } } });
    const { code } = await failureOf(presence.read(world, 'interactive'));
    expect(code).not.toBe('graph_down');
    expect((await failureOf(presence.read(world, 'interactive'))).code).toBe(code);
  });

  it('G5: Shifts being down does not take presence with it', async () => {
    const world = createWorld(server);
    shifts.prepare(server);
    server.always(shifts.path, { status: 503 });
    server.always(presence.path, { json: presence.goodPage });
    await failureOf(shifts.read(world, 'interactive'));
    await failureOf(shifts.read(world, 'interactive'));
    await failureOf(shifts.read(world, 'interactive'));
    expect(await presence.read(world, 'interactive')).toBe('read 1');
  });

  it('SEC-2: logs carry route and status, never tokens, ids of users or query values', async () => {
    const world = createWorld(server);
    shifts.prepare(server);
    server.play(shifts.path, { status: 500 }, { json: shifts.goodPage });
    server.always(presence.path, { json: presence.goodPage });
    await shifts.read(world, 'interactive');
    await presence.read(world, 'interactive');
    const log = JSON.stringify(world.lines);
    expect(log).toContain('/teams/{teamId}/schedule/shifts');
    expect(log).toMatch(/"status\\":500/);
    for (const secret of ['token-', '00000000-0000-4000-8000', 'Available', 'sharedShift', '7ea00000']) {
      expect(log).not.toContain(secret);
    }
  });

  it('every request carries its own client-request-id', async () => {
    const world = createWorld(server);
    server.play(presence.path, { status: 503 }, { json: presence.goodPage });
    await presence.read(world, 'interactive');
    const ids = server.requests.map((request) => request.headers['client-request-id']);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  });
});
