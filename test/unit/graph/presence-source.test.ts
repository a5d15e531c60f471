import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type RecordedRequest,
  startScriptedServer,
  type ScriptedServer,
} from '../../support/scripted-server.ts';
import { createWorld, DESK, START, userId } from './graph-world.ts';
import { PRESENCES } from './sources.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const idsOf = (request: RecordedRequest): readonly string[] =>
  z.object({ ids: z.array(z.string()) }).parse(JSON.parse(request.body)).ids;
const people = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => userId(number));

function answerAll(): void {
  server.always(PRESENCES, (request) => ({
    json: { value: idsOf(request).map((id) => ({ id, availability: 'Available', activity: 'Available' })) },
  }));
}

/** Graph's 400 whenever the batch holds one of these ids. */
function refuse(...bad: readonly string[]): void {
  server.always(PRESENCES, (request) => {
    const ids = idsOf(request);
    if (ids.some((id) => bad.includes(id))) return { status: 400, json: { error: { code: 'BadRequest' } } };
    return { json: { value: ids.map((id) => ({ id, availability: 'Busy' })) } };
  });
}

it.each([
  [0, 0],
  [1, 1],
  [650, 1],
  [651, 2],
  [1_000, 2],
  [5_000, 8],
])('G22, AV-8: %i users take %i calls', async (count, calls) => {
  const world = createWorld(server);
  answerAll();
  const reading = await world.presence.readPresence(DESK, people(count), 'interactive');
  expect(server.requests).toHaveLength(calls);
  expect(reading.presences.size).toBe(count);
  expect(reading.readAt).toEqual(START);
  expect(server.requests.every((request) => request.method === 'POST' && idsOf(request).length <= 650)).toBe(
    true,
  );
});

it('G21, AV-3: answers are joined by id whatever their case and order; unknown ids are dropped, missing ones stay missing', async () => {
  const world = createWorld(server);
  const ana = 'aaaaaaaa-0000-4000-8000-000000000001';
  const bo = 'bbbbbbbb-0000-4000-8000-000000000002';
  server.always(PRESENCES, {
    json: {
      value: [
        { id: userId(99), availability: 'Available', activity: 'Available' },
        { id: bo.toUpperCase(), availability: 'PresenceUnknown', activity: null, sequenceNumber: 'A1' },
        { id: ana, availability: 'Levitating', outOfOfficeSettings: { isOutOfOffice: true, message: 'x' } },
      ],
    },
  });
  const reading = await world.presence.readPresence(DESK, [ana.toUpperCase(), bo, userId(3)], 'interactive');
  expect(reading.unread).toEqual([]);
  expect([...reading.presences]).toEqual([
    [bo, { availability: 'PresenceUnknown', activity: null, outOfOffice: null }],
    [ana, { availability: 'Levitating', activity: null, outOfOffice: true }],
  ]);
});

it('the same user twice is asked for once', async () => {
  const world = createWorld(server);
  answerAll();
  await world.presence.readPresence(DESK, [userId(1), userId(1)], 'interactive');
  expect(idsOf(server.requests[0] as RecordedRequest)).toEqual([userId(1)]);
});

it('DIS-6: a batch that fails leaves the others readable, and says whose presence is missing', async () => {
  const world = createWorld(server);
  server.always(PRESENCES, (request) => {
    const ids = idsOf(request);
    if (ids.includes(userId(700))) return { status: 403, json: { error: { code: 'Forbidden' } } };
    return { json: { value: ids.map((id) => ({ id, availability: 'Away' })) } };
  });
  const reading = await world.presence.readPresence(DESK, people(1_000), 'interactive');
  expect(reading.presences.size).toBe(650);
  expect(reading.unread.map((part) => [part.userIds.length, part.error.code])).toEqual([
    [350, 'permission_missing'],
  ]);
});

it('G21: one id that Graph refuses costs that one user, not the batch', async () => {
  const world = createWorld(server);
  refuse(userId(411));
  const reading = await world.presence.readPresence(DESK, people(650), 'interactive');
  expect(reading.unread.map((part) => part.userIds)).toEqual([[userId(411)]]);
  expect(reading.presences.size).toBe(649);
  expect(server.requests.length).toBeLessThanOrEqual(21);
});

it('G21: a batch in which everything is refused does not become 1,300 calls', async () => {
  const world = createWorld(server);
  refuse(...people(650));
  const reading = await world.presence.readPresence(DESK, people(650), 'interactive');
  expect(reading.unread.flatMap((part) => part.userIds).toSorted()).toEqual(people(650).toSorted());
  expect(server.requests.length).toBeLessThanOrEqual(21);
});

it('CON-7: presence does not exist in China, and no call is made', async () => {
  const world = createWorld(server, { cloud: 'china' });
  const reading = await world.presence.readPresence(DESK, people(2), 'interactive');
  expect(reading.unread).toMatchObject([{ userIds: people(2), error: { code: 'not_in_cloud' } }]);
  expect(server.requests).toEqual([]);
});
