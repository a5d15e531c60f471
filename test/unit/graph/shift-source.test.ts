import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RotaReading } from '#core/availability/ports.ts';
import {
  type RecordedRequest,
  startScriptedServer,
  type ScriptedServer,
} from '../../support/scripted-server.ts';
import { createWorld, DESK, START, TEAM, userId, type World } from './graph-world.ts';
import { EMPTY, SHIFTS, TIMES_OFF } from './sources.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const WINDOW = { start: new Date('2026-11-20T09:00:00Z'), end: new Date('2026-11-21T09:00:00Z') };
const readRota = (world: World): Promise<RotaReading> =>
  world.shifts.readRota(DESK, TEAM, WINDOW, 'interactive');
const shift = (user: string | null, start: string, end: string): object => ({
  id: 'SHFT_1',
  userId: user,
  sharedShift: { startDateTime: start, endDateTime: end, theme: 'blue', displayName: null },
  draftShift: null,
});

it('AV-6, AV-8: asks once for shifts ±24 h and once for time off ±120 d, in the one filter form that Graph takes', async () => {
  const world = createWorld(server);
  server.always(SHIFTS, EMPTY);
  server.always(TIMES_OFF, EMPTY);
  await readRota(world);
  const byPath = server.requests.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  expect(byPath.map(({ path, query }) => [path, [...query]])).toEqual([
    [
      SHIFTS,
      [
        [
          '$filter',
          'sharedShift/startDateTime ge 2026-11-19T09:00:00.000Z and sharedShift/endDateTime le 2026-11-22T09:00:00.000Z',
        ],
      ],
    ],
    [
      TIMES_OFF,
      [
        [
          '$filter',
          'sharedTimeOff/startDateTime ge 2026-07-23T09:00:00.000Z and sharedTimeOff/endDateTime le 2027-03-21T09:00:00.000Z',
        ],
      ],
    ],
  ]);
  expect(server.requests.some((request) => 'ms-app-acts-as' in request.headers)).toBe(false);
  expect(world.time.waits).toEqual([]);
});

it('AV-5, G23: keeps what touches the window, counts what says nothing, and drops what lies outside', async () => {
  const world = createWorld(server);
  const upper = 'AAAAAAAA-0000-4000-8000-000000000001';
  server.always(SHIFTS, {
    json: {
      value: [
        shift(upper, '2026-11-20T22:00:00Z', '2026-11-21T06:00:00Z'),
        shift(userId(2), '2026-11-20T01:00:00.000Z', '2026-11-20T09:00:00.001Z'),
        shift(userId(3), '2026-11-20T01:00:00Z', '2026-11-20T09:00:00Z'),
        shift(userId(4), '2026-11-21T09:00:00Z', '2026-11-21T17:00:00Z'),
        { ...shift(userId(5), '2026-11-20T10:00:00Z', '2026-11-20T12:00:00Z'), isStagedForDeletion: true },
        shift(null, '2026-11-20T10:00:00Z', '2026-11-20T12:00:00Z'),
        shift('', '2026-11-20T10:00:00Z', '2026-11-20T12:00:00Z'),
        { userId: userId(6), sharedShift: null, draftShift: { startDateTime: '2026-11-20T10:00:00Z' } },
        shift(userId(7), '2026-11-20T12:00:00Z', '2026-11-20T10:00:00Z'),
        shift(userId(8), '2026-11-20T12:00:00Z', '2026-11-20T12:00:00Z'),
        shift(userId(9), '2026-11-20T00:00:00Z', '2026-11-22T00:00:00Z'),
        shift(userId(10), 'tomorrow', '2026-11-22T00:00:00Z'),
        { userId: userId(11) },
      ],
    },
  });
  server.always(TIMES_OFF, {
    json: {
      value: [
        {
          userId: userId(2),
          sharedTimeOff: { startDateTime: '2026-11-01T00:00:00Z', endDateTime: '2026-12-24T00:00:00Z' },
        },
        { userId: userId(3), sharedTimeOff: null, draftTimeOff: {} },
      ],
    },
  });
  const rota = await readRota(world);
  expect(rota.readAt).toEqual(START);
  expect(rota.shifts.map((item) => item.userId)).toEqual([upper.toLowerCase(), userId(2), userId(5)]);
  expect(rota.shifts[0]).toEqual({
    userId: upper.toLowerCase(),
    start: new Date('2026-11-20T22:00:00Z'),
    end: new Date('2026-11-21T06:00:00Z'),
  });
  expect(rota.timesOff.map((item) => item.userId)).toEqual([userId(2)]);
  expect(rota.ignoredCount).toBe(9);
});

it('AV-5: a shift of 24 h by the wall clock survives the night on which summer time ends', async () => {
  const world = createWorld(server);
  server.always(SHIFTS, {
    json: { value: [shift(userId(1), '2026-11-20T08:00:00Z', '2026-11-21T09:00:00Z')] },
  });
  server.always(TIMES_OFF, EMPTY);
  expect((await readRota(world)).shifts).toHaveLength(1);
});

it('AV-8: the first pages go at once; further pages of a team keep to 4 requests a second', async () => {
  const world = createWorld(server);
  let page = 0;
  const at: number[] = [];
  const paged = (path: string) => (request: RecordedRequest) => {
    at.push(world.time.elapsedMs());
    page += 1;
    const isLast = request.path === TIMES_OFF || Number(request.query.get('p') ?? 0) >= 10;
    const next = `${server.origin}${path}?p=${Number(request.query.get('p') ?? 0) + 1}`;
    return { json: { value: [], ...(isLast ? {} : { '@odata.nextLink': next }) } };
  };
  server.always(SHIFTS, paged(SHIFTS));
  server.always(TIMES_OFF, paged(TIMES_OFF));
  await readRota(world);
  expect(page).toBe(12);
  expect(at.slice(0, 4)).toEqual([0, 0, 0, 0]);
  for (const [index, time] of at.entries()) {
    expect(
      at.filter((other) => other >= time && other < time + 1_000).length,
      `from call ${index}`,
    ).toBeLessThanOrEqual(4);
  }
  expect(world.time.elapsedMs()).toBeLessThanOrEqual(3_000);
});

it('AV-8: teams do not wait for each other', async () => {
  const world = createWorld(server);
  const teams = Array.from({ length: 10 }, (_, number) => userId(number));
  for (const team of teams) {
    server.always(`/v1.0/teams/${team}/schedule/shifts`, EMPTY);
    server.always(`/v1.0/teams/${team}/schedule/timesOff`, EMPTY);
  }
  await Promise.all(teams.map((team) => world.shifts.readRota(DESK, team, WINDOW, 'interactive')));
  expect(server.requests).toHaveLength(20);
  expect(world.time.waits).toEqual([]);
});

it.each(['gcc-high', 'dod', 'china'] as const)(
  'CON-7: Shifts does not exist in %s, and no call is made',
  async (cloud) => {
    const world = createWorld(server, { cloud });
    await expect(readRota(world)).rejects.toMatchObject({ code: 'not_in_cloud', details: { cloud } });
    expect(server.requests).toEqual([]);
  },
);

it('time off that cannot be read fails the rota: shifts alone would show people on leave as covering', async () => {
  const world = createWorld(server);
  server.always(SHIFTS, EMPTY);
  server.always(TIMES_OFF, { status: 500 });
  await expect(readRota(world)).rejects.toMatchObject({ code: 'graph_down' });
});
