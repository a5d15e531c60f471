import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ScriptedAnswer,
  startScriptedServer,
  type ScriptedServer,
} from '../../support/scripted-server.ts';
import { createWorld, userId } from './graph-world.ts';
import { EMPTY, GROUPS, MEMBERS, SHIFTS, SOURCES, TIMES_OFF } from './sources.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const UNAUTHORIZED: ScriptedAnswer = {
  status: 401,
  json: { error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed.' } },
};
const DENIED: ScriptedAnswer = {
  status: 403,
  json: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' } },
};
const LACKS_ROLE: ScriptedAnswer = {
  status: 403,
  json: {
    error: {
      code: 'Forbidden',
      message:
        "Missing role permissions on the request. API requires one of 'Schedule.Read.All, Schedule.ReadWrite.All'. Roles on the request 'User.Read.All, Presence.Read.All'.",
    },
  },
};
const nested = (status: number, code: string): ScriptedAnswer => ({
  status,
  json: {
    error: {
      code: 'Forbidden',
      message: JSON.stringify({ error: { code: 'Forbidden', message: 'no', innererror: { code } } }),
      innerError: { date: '2026-11-20', 'request-id': 'x' },
    },
  },
});

function tokenWithRoles(...roles: readonly string[]): string {
  const payload = Buffer.from(JSON.stringify({ tid: 't', roles })).toString('base64url');
  return `e30.${payload}.c2ln`;
}

describe.each(SOURCES)('REL-1: refusals of $name', (source) => {
  it('G18: an expired token is renewed once and the request sent once more', async () => {
    const world = createWorld(server);
    source.prepare(server);
    server.play(source.path, UNAUTHORIZED, { json: source.goodPage });
    expect(await source.read(world, 'interactive')).toBe('read 1');
    expect(world.access.freshCalls()).toBe(1);
    const sent = server.requests.filter((request) => request.path === source.path);
    expect(sent.map((request) => request.headers['authorization'])).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('G18, G19: a second 401 ends it, reaches the consent state, and costs one token call a minute', async () => {
    const world = createWorld(server);
    source.prepare(server);
    server.always(source.path, UNAUTHORIZED);
    await expect(source.read(world, 'interactive')).rejects.toMatchObject({ code: 'consent_missing' });
    expect(server.callsTo(source.path)).toBe(2);
    await expect(source.read(world, 'interactive')).rejects.toMatchObject({ code: 'consent_missing' });
    await expect(source.read(world, 'interactive')).rejects.toMatchObject({ code: 'consent_missing' });
    expect(world.access.freshCalls()).toBe(1);
    expect(world.access.refused.map((error) => error.code)).toEqual([
      'consent_missing',
      'consent_missing',
      'consent_missing',
    ]);
    world.time.advance(60_000);
    await expect(source.read(world, 'interactive')).rejects.toMatchObject({ code: 'consent_missing' });
    expect(world.access.freshCalls()).toBe(2);
  });

  it('CON-4: a 401 to a token without any role names the permission', async () => {
    const world = createWorld(server, { tokenOf: (number) => `${tokenWithRoles()}${number}` });
    source.prepare(server);
    server.always(source.path, UNAUTHORIZED);
    await expect(source.read(world, 'interactive')).rejects.toMatchObject({ code: 'permission_missing' });
  });
});

it('G18: twenty requests refused at once share one new token', async () => {
  const world = createWorld(server);
  server.always('/v1.0/communications/getPresencesByUserId', (request) =>
    request.headers['authorization'] === 'Bearer token-1' ? UNAUTHORIZED : EMPTY,
  );
  const ids = Array.from({ length: 650 * 20 }, (_, number) => userId(number));
  const reading = await world.presence.readPresence('desk', ids, 'interactive');
  expect(reading.unread).toEqual([]);
  expect(world.access.freshCalls()).toBe(1);
});

it('CON-4: what the consent state makes of a refusal is what the caller sees', async () => {
  const world = createWorld(server);
  const known = new Error('as the history says');
  world.access.access.graphRefused = async () => known as never;
  server.always(GROUPS, UNAUTHORIZED);
  await expect(world.directory.listTeams('desk', 'interactive')).rejects.toBe(known);
});

it('CON-3: a 403 on the team list names the permission that the route needs', async () => {
  const world = createWorld(server);
  server.always(GROUPS, DENIED);
  await expect(world.directory.listTeams('desk', 'interactive')).rejects.toMatchObject({
    code: 'permission_missing',
    details: { missing: ['GroupMember.Read.All'] },
  });
  expect(world.access.refused).toHaveLength(1);
  expect(server.requests).toHaveLength(1);
});

describe('G20: one team that cannot be read', () => {
  const window = { start: new Date('2026-11-20T09:00:00Z'), end: new Date('2026-11-21T09:00:00Z') };
  const team = MEMBERS.split('/')[3] ?? '';

  it.each([403, 404])(
    'members answer %i: team_unreadable, and the consent state is left alone',
    async (status) => {
      const world = createWorld(server);
      server.always(MEMBERS, { ...DENIED, status });
      await expect(world.directory.readMemberIds('desk', team, 'interactive')).rejects.toMatchObject({
        code: 'team_unreadable',
        details: { teamId: team, status },
      });
      expect(world.access.refused).toEqual([]);
    },
  );

  it('the same 403 with a token that lacks the role is a missing permission of the whole desk', async () => {
    const world = createWorld(server, { tokenOf: () => tokenWithRoles('User.Read.All') });
    server.always(MEMBERS, DENIED);
    await expect(world.directory.readMemberIds('desk', team, 'interactive')).rejects.toMatchObject({
      code: 'permission_missing',
      details: { missing: ['GroupMember.Read.All'] },
    });
    expect(world.access.refused).toHaveLength(1);
  });

  const ROTA: readonly { readonly name: string; readonly answer: ScriptedAnswer; readonly is: object }[] = [
    { name: '404: no schedule', answer: nested(404, 'NotFound'), is: { code: 'no_schedule' } },
    {
      name: '403: unreadable',
      answer: nested(403, 'MissingAdminPermissions'),
      is: { code: 'team_unreadable' },
    },
    {
      name: '403 that wants the old header',
      answer: nested(403, 'MissingUserIdHeaderInAppContext'),
      is: {
        code: 'team_unreadable',
        details: { graphCode: 'MissingUserIdHeaderInAppContext' },
        remedy: expect.stringContaining('MS-APP-ACTS-AS'),
      },
    },
    {
      name: '403 that names the role',
      answer: LACKS_ROLE,
      is: { code: 'permission_missing', details: { missing: ['Schedule.Read.All'] } },
    },
  ];
  it.each(ROTA)('Shifts answer $name', async ({ answer, is }) => {
    const world = createWorld(server);
    server.always(SHIFTS, answer);
    server.always(TIMES_OFF, answer);
    await expect(world.shifts.readRota('desk', team, window, 'interactive')).rejects.toMatchObject(is);
    expect(server.callsTo(SHIFTS)).toBe(1);
  });
});
