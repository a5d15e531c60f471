import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '#core/mapping/ports.ts';
import { startScriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { createWorld, DESK, everything, TEAM, userId } from './graph-world.ts';
import { GROUPS, MEMBERS } from './sources.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
beforeEach(() => server.reset());
afterAll(() => server.close());

const ana = {
  id: 'AAAAAAAA-0000-4000-8000-000000000001',
  displayName: 'Ana',
  mail: 'Ana@desk.example',
  userPrincipalName: 'ana@desk.example',
  otherMails: ['ana@home.example'],
  proxyAddresses: [
    'SMTP:Ana@desk.example',
    'smtp: ana.b@desk.example ',
    'SIP:ana@desk.example',
    'X500:/o=x',
    'smtp:',
  ],
  accountEnabled: true,
  userType: 'Member',
};

describe('teams', () => {
  it('MAP-1: the list is complete over pages, asked for without a permission that we lack, each team once', async () => {
    const world = createWorld(server);
    const next = `${server.origin}${GROUPS}?$skiptoken=2`;
    server.play(
      GROUPS,
      { json: { value: [{ id: TEAM.toUpperCase(), displayName: 'Desk' }], '@odata.nextLink': next } },
      {
        json: {
          value: [
            { id: userId(2), displayName: 'Field' },
            { id: TEAM, displayName: 'Desk' },
          ],
        },
      },
    );
    const teams = await world.directory.listTeams(DESK, 'interactive');
    expect(teams).toEqual([
      { teamId: TEAM, displayName: 'Desk' },
      { teamId: userId(2), displayName: 'Field' },
    ]);
    expect([...(server.requests[0]?.query ?? [])]).toEqual([
      ['$filter', "resourceProvisioningOptions/Any(x:x eq 'Team')"],
      ['$select', 'id,displayName'],
      ['$top', '999'],
    ]);
  });

  it('CON-4: no teams is an answer and not a failure', async () => {
    const world = createWorld(server);
    server.always(GROUPS, { json: { value: [] } });
    expect(await world.directory.listTeams(DESK, 'interactive')).toEqual([]);
  });
});

describe('members', () => {
  it('MAP-2, MAP-9: a page of members as mapping needs them', async () => {
    const world = createWorld(server);
    server.always(MEMBERS, {
      json: {
        value: [
          ana,
          {
            '@odata.type': '#microsoft.graph.user',
            id: userId(2),
            userPrincipalName: 'x_y.example#EXT#@desk.example',
            mail: null,
          },
          { '@odata.type': '#microsoft.graph.group', id: userId(3), displayName: 'Nested' },
          { id: userId(4), displayName: 'Gone', userType: 'GUEST', accountEnabled: false },
        ],
      },
    });
    expect(await everything(world.directory.readMembers(DESK, TEAM, 'background'))).toEqual([
      {
        userId: ana.id.toLowerCase(),
        displayName: 'Ana',
        mail: 'Ana@desk.example',
        userPrincipalName: 'ana@desk.example',
        otherMails: ['ana@home.example'],
        aliases: ['Ana@desk.example', 'ana.b@desk.example'],
        enabled: true,
        isGuest: false,
      },
      {
        userId: userId(2),
        displayName: null,
        mail: null,
        userPrincipalName: 'x_y.example#EXT#@desk.example',
        otherMails: [],
        aliases: [],
        enabled: true,
        isGuest: true,
      },
      {
        userId: userId(4),
        displayName: 'Gone',
        mail: null,
        userPrincipalName: null,
        otherMails: [],
        aliases: [],
        enabled: false,
        isGuest: true,
      },
    ]);
    const [request] = server.requests;
    expect(request?.headers['consistencylevel']).toBe('eventual');
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      $select: 'id,displayName,mail,userPrincipalName,otherMails,proxyAddresses,accountEnabled,userType',
      $top: '999',
      $count: 'true',
    });
  });

  it('CON-3: bare ids mean that User.Read.All is missing, not that nobody has a name', async () => {
    const world = createWorld(server);
    const bare = { displayName: null, mail: null, userPrincipalName: null };
    server.always(MEMBERS, {
      json: {
        value: [
          { id: userId(1), ...bare },
          { id: userId(2), ...bare },
        ],
      },
    });
    await expect(everything(world.directory.readMembers(DESK, TEAM, 'background'))).rejects.toMatchObject({
      code: 'permission_missing',
      details: { missing: ['User.Read.All'] },
    });
    expect(world.access.refused).toHaveLength(1);
  });

  it('MAP-6: pages already read are handed over, and the page that fails throws', async () => {
    const world = createWorld(server);
    const next = `${server.origin}${MEMBERS}?$skiptoken=2`;
    server.play(MEMBERS, { json: { value: [ana], '@odata.nextLink': next } });
    server.always(MEMBERS, { status: 404 });
    const seen: string[] = [];
    const reading = (async () => {
      for await (const page of world.directory.readMembers(DESK, TEAM, 'background')) {
        seen.push(...page.map((user) => user.displayName ?? ''));
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'team_unreadable', details: { teamId: TEAM } });
    expect(seen).toEqual(['Ana']);
  });

  it('PERF-3: a page is empty once the next is asked for, so that a large team does not pile up in memory', async () => {
    const world = createWorld(server);
    const next = `${server.origin}${MEMBERS}?$skiptoken=2`;
    server.play(
      MEMBERS,
      { json: { value: [ana], '@odata.nextLink': next } },
      { json: { value: [{ ...ana, id: userId(2) }] } },
    );
    const pages: (readonly User[])[] = [];
    const seen: string[] = [];
    for await (const page of world.directory.readMembers(DESK, TEAM, 'background')) {
      pages.push(page);
      seen.push(...page.map((user) => user.userId));
      expect(pages.map(({ length }) => length)).toEqual(pages.map((each) => (each === page ? 1 : 0)));
    }
    expect(seen).toEqual([ana.id.toLowerCase(), userId(2)]);
  });

  it('G9: a row of another shape is refused, and the field is named', async () => {
    const world = createWorld(server);
    server.always(MEMBERS, { json: { value: [ana, { ...ana, mail: 7 }] } });
    await expect(everything(world.directory.readMembers(DESK, TEAM, 'interactive'))).rejects.toMatchObject({
      code: 'graph_bad_answer',
      message: expect.stringContaining('value.1.mail'),
    });
  });

  it('CHAT-2: the ids of a team, each once and in lower case', async () => {
    const world = createWorld(server);
    server.always(MEMBERS, {
      json: { value: [{ id: ana.id }, { id: ana.id.toLowerCase() }, { id: userId(2) }] },
    });
    const ids = await world.directory.readMemberIds(DESK, TEAM, 'interactive');
    expect(ids).toEqual(new Set([ana.id.toLowerCase(), userId(2)]));
    expect(server.requests[0]?.query.get('$select')).toBe('id');
  });

  it('G24: a name of 1 MB and a page of 999 are read', async () => {
    const world = createWorld(server);
    const rows = Array.from({ length: 999 }, (_, number) => ({
      id: userId(number),
      displayName: `P${number}`,
    }));
    const value = [...rows, { id: userId(1_000), displayName: 'x'.repeat(1024 * 1024) }];
    server.always(MEMBERS, { json: { value } });
    expect(await everything(world.directory.readMembers(DESK, TEAM, 'background'))).toHaveLength(1_000);
  });
});

describe('one user', () => {
  it.each([
    [ana.id, `/v1.0/users/${ana.id.toLowerCase()}`],
    ['  ana@desk.example ', '/v1.0/users/ana%40desk.example'],
    ['x_y.example#EXT#@desk.example', '/v1.0/users/x_y.example%23EXT%23%40desk.example'],
    ["o'brien@desk.example", '/v1.0/users/o%27brien%40desk.example'],
  ])('MAP-8: %s is looked up at %s', async (typed, path) => {
    const world = createWorld(server);
    server.always(path, { json: ana });
    expect(await world.directory.findUser(DESK, typed, 'interactive')).toMatchObject({ displayName: 'Ana' });
  });

  it('MAP-8: nobody has this name', async () => {
    const world = createWorld(server);
    server.always('/v1.0/users/no%40desk.example', {
      status: 404,
      json: { error: { code: 'Request_ResourceNotFound' } },
    });
    expect(await world.directory.findUser(DESK, 'no@desk.example', 'interactive')).toBeNull();
  });

  it.each([
    '',
    'ana',
    '../groups',
    'ana@desk.example/memberOf',
    'a@b?$select=id',
    'a b@desk.example',
    'a@b@c',
    "x') or true@desk.example",
    'a\u0000@desk.example',
    'a\u202e@desk.example',
    `${'a'.repeat(300)}@desk.example`,
  ])('S22: %j is neither id nor sign-in name and reaches nobody', async (typed) => {
    const world = createWorld(server);
    await expect(world.directory.findUser(DESK, typed, 'interactive')).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(server.requests).toEqual([]);
  });
});

describe('search', () => {
  it('MAP-8: by the beginning of name, mail or sign-in name, quoted', async () => {
    const world = createWorld(server);
    server.always('/v1.0/users', { json: { value: [ana, { ...ana, id: userId(2) }] } });
    const found = await world.directory.searchUsers(DESK, " O'Br\u0007ien ", 1, 'interactive');
    expect(found).toHaveLength(1);
    expect(server.requests[0]?.query.get('$filter')).toBe(
      "startswith(displayName,'O''Brien') or startswith(mail,'O''Brien') or startswith(userPrincipalName,'O''Brien')",
    );
    expect(server.requests[0]?.query.get('$top')).toBe('1');
  });

  it.each(['', '   ', '\u0000'])('nothing to search for (%j) asks nobody', async (text) => {
    const world = createWorld(server);
    expect(await world.directory.searchUsers(DESK, text, 10, 'interactive')).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('never asks for more than 50', async () => {
    const world = createWorld(server);
    server.always('/v1.0/users', { json: { value: [] } });
    await world.directory.searchUsers(DESK, 'a', 5_000, 'interactive');
    expect(server.requests[0]?.query.get('$top')).toBe('50');
  });
});
