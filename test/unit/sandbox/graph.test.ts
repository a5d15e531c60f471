import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { teamIdOf, userIdOf } from '../../sandbox/desk/create-desk.ts';
import { OTHER_TENANT_ID } from '../../sandbox/desk/ids.ts';
import { startGraph } from '../../sandbox/graph/graph.ts';
import {
  type Answer,
  answerOf,
  appToken,
  errorOf,
  handClock,
  type GraphWorld,
  NOW,
  startGraphWorld,
  valueOf,
} from './graph-world.ts';

const clock = handClock();
const SERVICE_DESK = teamIdOf('Service Desk');
const TEAMS_ONLY = "$filter=resourceProvisioningOptions/Any(x:x eq 'Team')";
const EVENTUAL = { ConsistencyLevel: 'eventual' };
const CAST = `/v1.0/groups/${SERVICE_DESK}/members/microsoft.graph.user`;
const DAY = 86_400_000;

let world: GraphWorld;

beforeAll(async () => {
  world = await startGraphWorld(clock);
});
beforeEach(async () => {
  clock.set(NOW);
  world.graph.reset();
  world.entra.consent.set(world.desk.tenantId, { state: 'granted' });
  await world.signIn();
});
afterAll(() => world.close());

const lacking = async (...missing: string[]) => {
  world.entra.consent.set(world.desk.tenantId, { state: 'partial', missing });
  await world.signIn();
};
const window = (from: Date, to: Date, owner = 'sharedShift') =>
  `$filter=${owner}/startDateTime ge ${from.toISOString()} and ${owner}/endDateTime le ${to.toISOString()}`;
const shifts = (query: string, team = SERVICE_DESK) =>
  world.get(`/v1.0/teams/${team}/schedule/shifts?${query}`);
const around = (hours: number) =>
  window(new Date(NOW.getTime() - hours * 3_600_000), new Date(NOW.getTime() + hours * 3_600_000));

describe('who may call', () => {
  const withToken = async (authorization: string | null): Promise<Answer> =>
    answerOf(
      await fetch(`${world.graph.origin}/v1.0/organization`, {
        headers: authorization === null ? {} : { authorization },
      }),
    );
  const signed = async (changes: object) => {
    const claims = await world.entra.verifyAccessToken(await appToken(world.entra));
    return `Bearer ${await world.entra.signToken({ ...claims, ...changes })}`;
  };

  it('G19: missing, garbled, expired, foreign-audience and foreign-key tokens are 401 InvalidAuthenticationToken', async () => {
    const good = await appToken(world.entra);
    const answers = [
      await withToken(null),
      await withToken('Bearer garbage'),
      await withToken(`Basic ${good}`),
      await withToken(`Bearer ${good.slice(0, -6)}AAAAAA`),
      await withToken(await signed({ aud: 'https://outlook.office365.com' })),
      await withToken(await signed({ exp: NOW.getTime() / 1000 - 1 })),
    ];
    for (const answer of answers) {
      expect([answer.status, errorOf(answer).code]).toEqual([401, 'InvalidAuthenticationToken']);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
    expect(errorOf(answers[5] as Answer).message).toBe('Lifetime validation failed, the token is expired.');
  });

  it('CON-6: after revocation a token that is still in force is 401 Authorization_IdentityNotFound', async () => {
    world.entra.consent.set(world.desk.tenantId, { state: 'revoked' });
    const answer = await world.get('/v1.0/organization');
    expect([answer.status, errorOf(answer)]).toMatchObject([
      401,
      {
        code: 'Authorization_IdentityNotFound',
        message: 'The identity of the calling application could not be established.',
      },
    ]);
  });

  it('CON-4: a consent that spreads may be known to Entra before it is to Graph', async () => {
    world.entra.consent.set(world.desk.tenantId, { state: 'spreading', spreadAt: 'graph', spreadCalls: 1 });
    await world.signIn();
    const statuses = [];
    for (let call = 0; call < 2; call += 1) statuses.push((await world.get('/v1.0/organization')).status);
    expect(statuses).toEqual([401, 200]);
  });

  it('newly granted roles need a new token', async () => {
    await lacking('User.Read.All');
    world.entra.consent.set(world.desk.tenantId, { state: 'granted' });
    expect((await world.get('/v1.0/organization')).status).toBe(403);
    await world.signIn();
    expect((await world.get('/v1.0/organization')).status).toBe(200);
  });

  it('another tenant sees its own, empty directory', async () => {
    world.entra.consent.set(OTHER_TENANT_ID, { state: 'granted' });
    const foreign = await signed({
      tid: OTHER_TENANT_ID,
      oid: world.entra.consent.principalId(OTHER_TENANT_ID),
    });
    expect(valueOf(await withToken(foreign))).toMatchObject([{ id: OTHER_TENANT_ID }]);
  });

  it.each([
    ['Presence.Read.All', 'presence'],
    ['Schedule.Read.All', 'schedule'],
  ])('Teams APIs name the missing role %s and the roles at hand', async (missing, what) => {
    await lacking(missing);
    const answer =
      what === 'presence'
        ? await world.presences([userIdOf('Aisha Khan')])
        : await world.get(`/v1.0/teams/${SERVICE_DESK}/schedule`);
    const held = ['Presence.Read.All', 'Schedule.Read.All', 'GroupMember.Read.All', 'User.Read.All'].filter(
      (role) => role !== missing,
    );
    expect([answer.status, errorOf(answer)]).toMatchObject([
      403,
      {
        code: 'Forbidden',
        message: `Missing role permissions on the request. API requires one of '${missing}, ${missing.replace('Read', 'ReadWrite')}'. Roles on the request '${held.join(', ')}'.`,
      },
    ]);
  });

  it.each([
    ['GroupMember.Read.All', '/v1.0/groups'],
    ['GroupMember.Read.All', `/v1.0/groups/${SERVICE_DESK}/members`],
    ['User.Read.All', '/v1.0/users'],
    ['User.Read.All', '/v1.0/organization'],
  ])('directory APIs without %s answer %s with 403 Authorization_RequestDenied', async (missing, path) => {
    await lacking(missing);
    const answer = await world.get(path);
    expect([answer.status, errorOf(answer).code]).toEqual([403, 'Authorization_RequestDenied']);
  });

  it('a token without any role is told so by Teams APIs', async () => {
    await lacking('Presence.Read.All', 'Schedule.Read.All', 'GroupMember.Read.All', 'User.Read.All');
    const answer = await world.presences([userIdOf('Aisha Khan')]);
    expect([answer.status, errorOf(answer).message]).toEqual([
      403,
      'Either scp or roles claim need to be present in the token.',
    ]);
  });

  it.each([
    ['/v1.0/teams', 'Team.ReadBasic.All'],
    [`/v1.0/teams/${SERVICE_DESK}`, 'Team.ReadBasic.All'],
    [`/v1.0/teams/${SERVICE_DESK}/members`, 'TeamMember.Read.All'],
  ])('%s is not opened by the four permissions', async (path, wanted) => {
    const answer = await world.get(path);
    expect(answer.status).toBe(403);
    expect(errorOf(answer).message).toContain(wanted);
  });

  it.each([
    ['PATCH', `/v1.0/users/${userIdOf('Aisha Khan')}`, 405],
    ['DELETE', `/v1.0/users/${userIdOf('Aisha Khan')}`, 405],
    ['POST', '/v1.0/users', 405],
    ['POST', '/v1.0/$batch', 403],
    ['POST', `/v1.0/teams/${SERVICE_DESK}/schedule/shifts`, 405],
    ['GET', '/v1.0/me', 403],
    ['GET', '/beta/groups', 403],
    ['GET', '/v1.0/subscribedSkus', 403],
  ])('CON-5 S31: %s %s is refused and recorded', async (method, path, status) => {
    const answer = await fetch(world.graph.origin + path, {
      method,
      headers: { authorization: `Bearer ${await appToken(world.entra)}` },
    });
    expect(answer.status).toBe(status);
    expect(world.graph.refusedWrites).toMatchObject([{ method, path }]);
  });

  it('every answer carries the request ids, and errors repeat them', async () => {
    const mine = randomUUID();
    const answer = await world.get('/v1.0/users/nobody@harbourlane.example', { 'client-request-id': mine });
    expect(answer.headers.get('client-request-id')).toBe(mine);
    expect(answer.headers.get('date')).toBe(NOW.toUTCString());
    expect(answer.body).toEqual({
      error: {
        code: 'Request_ResourceNotFound',
        message: expect.any(String),
        innerError: {
          date: '2026-11-18T10:20:00',
          'request-id': answer.headers.get('request-id'),
          'client-request-id': mine,
        },
      },
    });
  });
});

describe('MAP-1 teams and their members', () => {
  it('groups that are teams are found by their provisioning, any other filter on it is refused', async () => {
    const names = valueOf(await world.get(`/v1.0/groups?${TEAMS_ONLY}`)).map((group) => group.displayName);
    expect(names).toEqual([
      'Service Desk',
      'Escalations',
      'Network Operations',
      'Projects',
      'Field Engineers',
      'Alumni',
    ]);
    const all = valueOf(await world.get('/v1.0/groups'));
    expect(all.length).toBeGreaterThan(names.length);
    const other = await world.get("/v1.0/groups?$filter=resourceProvisioningOptions/Any(x:x ne 'Team')");
    expect([other.status, errorOf(other).code]).toEqual([400, 'Request_UnsupportedQuery']);
  });

  it('pages follow the opaque link to the end, and the link keeps the query', async () => {
    const names: unknown[] = [];
    let next: string | undefined = `/v1.0/groups?${TEAMS_ONLY}&$select=id,displayName&$top=4`;
    while (next !== undefined) {
      const page: Answer = await world.get(next);
      names.push(...valueOf(page).map((group) => Object.keys(group).join()));
      const link = page.body['@odata.nextLink'] as string | undefined;
      next = link?.replace(world.graph.origin, '');
    }
    expect(names).toEqual(Array.from({ length: 6 }, () => 'id,displayName'));
  });

  it('a link of another query, a made-up token and $skip are refused', async () => {
    const page = await world.get(`/v1.0/groups?${TEAMS_ONLY}&$top=4`);
    const token = new URL(String(page.body['@odata.nextLink'])).searchParams.get('$skiptoken');
    expect(errorOf(await world.get(`/v1.0/groups?$top=4&$skiptoken=${token}`)).code).toBe(
      'Directory_ExpiredPageToken',
    );
    expect((await world.get(`/v1.0/groups?$skiptoken=abc`)).status).toBe(400);
    expect((await world.get('/v1.0/groups?$skip=2')).status).toBe(400);
  });

  it.each(['0', '1000', 'x', '-1'])('a page of %s is refused', async (top) => {
    const answer = await world.get(`/v1.0/groups?$top=${top}`);
    expect([answer.status, errorOf(answer).message]).toEqual([
      400,
      `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`,
    ]);
  });

  it('$count and $search need ConsistencyLevel: eventual', async () => {
    expect((await world.get('/v1.0/groups?$count=true')).status).toBe(400);
    expect((await world.get('/v1.0/groups?$count=true', EVENTUAL)).body['@odata.count']).toBe(8);
    expect((await world.get('/v1.0/users?$search="displayName:sam"')).status).toBe(400);
  });

  it.each([
    ['neither', '', {}],
    ['only the count', '?$count=true', {}],
    ['only the header', '', EVENTUAL],
  ])('the cast to users with %s is 400 Request_UnsupportedQuery', async (_what, query, headers) => {
    const answer = await world.get(CAST + query, headers);
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'Request_UnsupportedQuery']);
  });

  it('the cast answers the selected properties only, in both spellings', async () => {
    const query = '?$select=id,mail&$count=true&$top=1';
    const expected = [{ id: userIdOf('Aisha Khan'), mail: 'aisha.khan@harbourlane.example' }];
    expect(valueOf(await world.get(CAST + query, EVENTUAL))).toEqual(expected);
    expect(
      valueOf(await world.get(`/v1.0/groups/${SERVICE_DESK}/members/graph.user${query}`, EVENTUAL)),
    ).toEqual(expected);
    const toGroups = await world.get(
      `/v1.0/groups/${SERVICE_DESK}/members/microsoft.graph.group${query}`,
      EVENTUAL,
    );
    expect([toGroups.status, errorOf(toGroups).code]).toEqual([400, 'Request_UnsupportedQuery']);
  });

  it('follow-up pages need the header as well', async () => {
    const page = await world.get(`${CAST}?$count=true&$top=5`, EVENTUAL);
    const next = String(page.body['@odata.nextLink']).replace(world.graph.origin, '');
    expect((await world.get(next)).status).toBe(400);
    expect((await world.get(next, EVENTUAL)).status).toBe(200);
  });

  it('without User.Read.All members come as 200 with nothing but their id', async () => {
    await lacking('User.Read.All');
    const members = valueOf(await world.get(`${CAST}?$select=id,displayName,mail&$count=true`, EVENTUAL));
    expect(members[0]).toEqual({ id: userIdOf('Aisha Khan'), displayName: null, mail: null });
  });

  it('G16: plain members say their type, and may be no users', async () => {
    const hardware = world.desk.groups.find((group) => group.kind === 'security')?.id;
    const types = valueOf(await world.get(`/v1.0/groups/${hardware}/members?$select=id`)).map(
      (m) => m['@odata.type'],
    );
    expect(types).toEqual([
      '#microsoft.graph.user',
      '#microsoft.graph.user',
      '#microsoft.graph.device',
      '#microsoft.graph.group',
    ]);
  });

  it('G20: an unknown group is 404, a malformed id 400', async () => {
    expect((await world.get(`/v1.0/groups/${randomUUID()}/members`)).status).toBe(404);
    expect((await world.get('/v1.0/groups/not-a-guid/members')).status).toBe(400);
  });

  it('an empty team is an empty list', async () => {
    expect(valueOf(await world.get(`/v1.0/groups/${teamIdOf('Alumni')}/members`))).toEqual([]);
  });
});

describe('MAP-8 MAP-9 users', () => {
  const names = async (query: string, headers = {}) =>
    valueOf(await world.get(`/v1.0/users?${query}&$select=displayName`, headers)).map(
      (user) => user.displayName,
    );

  it('without $select only the default properties come: no addresses, no account state', async () => {
    const answer = await world.get(`/v1.0/users/${userIdOf('Elena García')}`);
    expect(answer.body).toMatchObject({ displayName: 'Elena García' });
    for (const name of ['proxyAddresses', 'otherMails', 'accountEnabled', 'userType']) {
      expect(answer.body).not.toHaveProperty(name);
    }
  });

  it('a user is found by id and by sign-in name, a guest by the escaped one', async () => {
    const guest = encodeURIComponent('robin.vale_contractor.example#EXT#@harbourlane.onmicrosoft.com');
    for (const key of [userIdOf('Robin Vale'), userIdOf('Robin Vale').toUpperCase(), guest]) {
      expect((await world.get(`/v1.0/users/${key}?$select=userType`)).body).toMatchObject({
        userType: 'Guest',
      });
    }
    expect((await world.get('/v1.0/users/null')).status).toBe(404);
  });

  it.each([
    ["$filter=mail eq 'Aisha.Khan@harbourlane.example'", ['Aisha Khan']],
    ["$filter=userPrincipalName eq 'dvolkov@harbourlane.example'", ['Dmitri Volkov']],
    ["$filter=startswith(displayName,'sam')", ['Sam Lee', 'Samira Haddad', 'Sam Ortiz']],
    [
      "$filter=startswith(displayName,'hugo') or startswith(mail,'ben.')",
      ['Ben Osei-Tutu', 'Hugo Lindqvist'],
    ],
    ["$filter=proxyAddresses/any(p:p eq 'smtp:elena@harbourlane.example')", ['Elena García']],
    ["$filter=otherMails/any(m:m eq 'noah.fischer@mailbox.example')", ['Noah Fischer']],
    [
      "$filter=userType eq 'Guest' and accountEnabled eq true",
      ['Robin Vale', 'Quentin Moreau', 'Gwen Avery'],
    ],
    ["$filter=displayName eq 'O''Nobody'", []],
  ])('%s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it.each([
    "$filter=endswith(mail,'x')",
    "$filter=mail ne 'x'",
    "$filter=jobTitle eq 'x'",
    "$filter=mail eq 'a' and mail eq 'b' or mail eq 'c'",
    '$filter=mail eq x',
    "$filter=mail eq 'unfinished",
  ])('%s is refused', async (query) => {
    const answer = await world.get(`/v1.0/users?${query}`);
    expect([answer.status, errorOf(answer).code]).toEqual([400, 'Request_UnsupportedQuery']);
  });

  it('$search finds words of a name', async () => {
    expect(await names('$search="displayName:ort" OR "mail:ben."', EVENTUAL)).toEqual([
      'Ben Osei-Tutu',
      'Sam Ortiz',
    ]);
    expect((await world.get('/v1.0/users?$search=sam', EVENTUAL)).status).toBe(400);
  });

  it('an unknown property in $select is refused', async () => {
    expect((await world.get('/v1.0/users?$select=email')).status).toBe(400);
  });
});

describe('AV-8 presence', () => {
  const users = () => world.desk.users;

  it('answers in another order, once per user, and leaves out whom it does not know', async () => {
    const [a, b] = [userIdOf('Aisha Khan'), userIdOf('Ben Osei-Tutu')];
    const answer = await world.presences([a, b, a.toUpperCase(), randomUUID(), userIdOf('Daria Morozova')]);
    expect(valueOf(answer)).toEqual([
      expect.objectContaining({ id: b, availability: 'Busy', activity: 'InACall' }),
      expect.objectContaining({
        id: a,
        availability: 'Available',
        activity: 'Available',
        outOfOfficeSettings: { message: null, isOutOfOffice: false },
      }),
    ]);
  });

  it('G22: 650 ids are answered, 651 and none are refused', async () => {
    const ids = Array.from({ length: 651 }, () => randomUUID());
    expect((await world.presences(ids.slice(1))).status).toBe(200);
    expect((await world.presences(ids)).status).toBe(400);
    expect((await world.presences([])).status).toBe(400);
  });

  it.each([[['aisha.khan@harbourlane.example']], [[7]], ['text'], [null]])(
    'ids %o are refused',
    async (ids) => {
      expect((await world.presences(ids)).status).toBe(400);
    },
  );

  it('needs the content type', async () => {
    const answer = await world.presences([userIdOf('Aisha Khan')], { 'content-type': 'text/plain' });
    expect(errorOf(answer).message).toContain('Content-Type');
  });

  it('AV-1 AV-3: out of office shows in two ways, and nulls and new values occur', async () => {
    const value = valueOf(await world.presences(users().map((user) => user.id)));
    const of = (name: string) => value.find((presence) => presence.id === userIdOf(name));
    expect(of('Patrick Doyle')).toMatchObject({ availability: 'Available', activity: 'OutOfOffice' });
    expect(of('Leila Farahani')).toMatchObject({
      activity: 'Available',
      outOfOfficeSettings: { isOutOfOffice: true },
    });
    expect(of('Gustavo Lima')).toMatchObject({ availability: null, outOfOfficeSettings: null });
    expect(of('Ewan Fraser')).toMatchObject({ availability: 'Levitating' });
  });

  it('can be planted and lasts until reset', async () => {
    const userId = userIdOf('Aisha Khan');
    await plant('presence', { userId, availability: 'Away', outOfOffice: true });
    expect(valueOf(await world.presences([userId]))).toMatchObject([
      { availability: 'Away', activity: 'Away', outOfOfficeSettings: { isOutOfOffice: true } },
    ]);
    await plant('presence', { userId, missing: true });
    expect(valueOf(await world.presences([userId]))).toEqual([]);
    world.graph.reset();
    expect(valueOf(await world.presences([userId]))).toMatchObject([{ availability: 'Available' }]);
  });
});

describe('AV-5 AV-6 shifts', () => {
  it('a schedule says zone and state', async () => {
    const answer = await world.get(`/v1.0/teams/${SERVICE_DESK}/schedule`);
    expect(answer.body).toMatchObject({
      id: SERVICE_DESK,
      enabled: true,
      timeZone: 'Europe/London',
      provisionStatus: 'Completed',
    });
  });

  it.each([
    ['a team that never opened Shifts', teamIdOf('Field Engineers')],
    ['a group that is no team', ''],
    ['nothing', randomUUID()],
  ])('%s is 404 with the error as JSON inside the message', async (_what, id) => {
    const team = id === '' ? world.desk.groups.find((group) => group.kind === 'security')?.id : id;
    for (const path of ['schedule', 'schedule/shifts', 'schedule/timesOff']) {
      const answer = await world.get(`/v1.0/teams/${team}/${path}`);
      expect([answer.status, errorOf(answer).code]).toEqual([404, 'NotFound']);
      expect(JSON.parse(errorOf(answer).message)).toMatchObject({
        error: {
          code: 'NotFound',
          message: 'Sorry, the team was not found, or you may not have access to it.',
        },
      });
    }
  });

  it.each([
    [
      'sharedShift/startDateTime ge 2026-11-18T00:00:00Z and sharedShift/startDateTime ge 2026-11-19T00:00:00Z',
      'A property is allowed to appear at most once in the $filter query.',
    ],
    [
      'sharedShift/startDateTime le 2026-11-18T00:00:00Z',
      "Only the 'GreaterThanOrEqual' operator is allowed on entity property 'sharedShift/startDateTime'.",
    ],
    [
      'sharedShift/endDateTime ge 2026-11-18T00:00:00Z',
      "Only the 'LessThanOrEqual' operator is allowed on entity property 'sharedShift/endDateTime'.",
    ],
    [
      'sharedShift/startDateTime gt 2026-11-18T00:00:00Z',
      "Only the 'GreaterThanOrEqual' operator is allowed on entity property 'sharedShift/startDateTime'.",
    ],
  ])('the filter %s earns the message of the real service', async (filter, message) => {
    const answer = await shifts(`$filter=${filter}`);
    expect([answer.status, errorOf(answer)]).toMatchObject([400, { code: 'BadRequest', message }]);
  });

  it.each([
    "$filter=userId eq 'x'",
    '$filter=sharedShift/startDateTime ge 2026-11-18T00:00:00Z or sharedShift/endDateTime le 2026-11-18T00:00:00Z',
    '$filter=sharedTimeOff/startDateTime ge 2026-11-18T00:00:00Z',
    '$filter=sharedShift/startDateTime ge 2026-11-18T00:00:00%2B02:00',
    '$filter=sharedShift/startDateTime ge 2026-11-18',
    '$top=50',
    '$select=id',
  ])('%s is refused', async (query) => {
    expect((await shifts(query)).status).toBe(400);
  });

  it('answers what lies wholly inside the window: a shift that only overlaps is missing', async () => {
    const mine = (answer: Answer) =>
      valueOf(answer).filter((shift) => shift.userId === userIdOf('Aisha Khan'));
    const now = mine(await shifts(around(4)));
    expect(now).toEqual([]); // the running shift began three hours ago and ends in five
    const wide = mine(await shifts(around(24)));
    expect(wide.map((shift) => shift.sharedShift)).toContainEqual(
      expect.objectContaining({ startDateTime: '2026-11-18T07:15:00Z', endDateTime: '2026-11-18T15:15:00Z' }),
    );
  });

  it('the ends of the window belong to it', async () => {
    const exact = window(new Date('2026-11-18T07:15:00Z'), new Date('2026-11-18T15:15:00Z'));
    expect(valueOf(await shifts(exact)).map((shift) => shift.userId)).toContain(userIdOf('Aisha Khan'));
    const later = window(new Date('2026-11-18T07:15:00.001Z'), new Date('2026-11-18T15:15:00Z'));
    expect(valueOf(await shifts(later)).map((shift) => shift.userId)).not.toContain(userIdOf('Aisha Khan'));
  });

  it('unfiltered, the whole history comes from its beginning, 200 to a page', async () => {
    const first = await shifts('');
    expect(valueOf(first)).toHaveLength(200);
    expect(valueOf(first)[0]?.sharedShift).toMatchObject({ startDateTime: '2020-01-06T09:00:00Z' });
    const second = await world.get(String(first.body['@odata.nextLink']).replace(world.graph.origin, ''));
    expect(valueOf(second).length).toBeGreaterThan(0);
  });

  it('G23: drafts, open slots, staged deletions and pending edits are among them', async () => {
    const desk = valueOf(await shifts(around(24)));
    expect(desk.some((shift) => shift.userId === null)).toBe(true);
    const noc = valueOf(await shifts(around(24), teamIdOf('Network Operations')));
    expect(noc.some((shift) => shift.isStagedForDeletion === true && shift.sharedShift !== null)).toBe(true);
    const projects = valueOf(await shifts('', teamIdOf('Projects')));
    expect(projects.some((shift) => shift.sharedShift === null && shift.draftShift !== null)).toBe(true);
    expect(projects.some((shift) => shift.sharedShift !== null && shift.draftShift !== null)).toBe(true);
  });

  it('nights run over midnight, and leave over whole local days', async () => {
    const nights = valueOf(await shifts(around(30), teamIdOf('Network Operations')))
      .filter((shift) => shift.userId === userIdOf('Viktor Novak'))
      .map((shift) => shift.sharedShift);
    expect(nights).toContainEqual(
      expect.objectContaining({ startDateTime: '2026-11-17T22:00:00Z', endDateTime: '2026-11-18T06:00:00Z' }),
    );
    const times = window(
      new Date(NOW.getTime() - 2 * DAY),
      new Date(NOW.getTime() + 2 * DAY),
      'sharedTimeOff',
    );
    const off = valueOf(await world.get(`/v1.0/teams/${SERVICE_DESK}/schedule/timesOff?${times}`));
    expect(off).toEqual([
      expect.objectContaining({
        userId: userIdOf('Leila Farahani'),
        sharedTimeOff: expect.objectContaining({
          startDateTime: '2026-11-18T00:00:00Z',
          endDateTime: '2026-11-19T00:00:00Z',
        }),
      }),
    ]);
  });

  it('leave longer than the window is invisible', async () => {
    const team = teamIdOf('Escalations');
    const off = async (days: number) => {
      const query = window(
        new Date(NOW.getTime() - days * DAY),
        new Date(NOW.getTime() + days * DAY),
        'sharedTimeOff',
      );
      return valueOf(await world.get(`/v1.0/teams/${team}/schedule/timesOff?${query}`)).length;
    };
    expect([await off(30), await off(120)]).toEqual([0, 1]);
  });

  it('any hour has somebody on shift in Network Operations', () => {
    const noc =
      world.desk.groups.find((group) => group.displayName === 'Network Operations')?.schedule?.shifts ?? [];
    for (let hour = -72; hour < 72; hour += 1) {
      const at = NOW.getTime() + hour * 3_600_000;
      const covering = noc.filter(
        ({ userId, shared }) =>
          userId !== null && shared !== null && shared.start.getTime() <= at && at < shared.end.getTime(),
      );
      expect(covering.length).toBeGreaterThan(0);
    }
  });

  it('shifts can be planted, broken ones too, and last until reset', async () => {
    const userId = randomUUID();
    const span = { startDateTime: '2026-11-18T12:00:00Z', endDateTime: '2026-11-18T11:00:00Z' };
    expect((await plant('shifts', { teamId: SERVICE_DESK, userId, ...span })).status).toBe(200);
    const seen = async () =>
      valueOf(await shifts(around(24))).filter((shift) => shift.userId === userId).length;
    expect(await seen()).toBe(1);
    world.graph.reset();
    expect(await seen()).toBe(0);
    expect((await plant('shifts', { teamId: teamIdOf('Field Engineers'), userId, ...span })).status).toBe(
      400,
    );
  });

  it('members and users can be changed', async () => {
    await plant('members', { teamId: teamIdOf('Alumni'), userId: userIdOf('Aisha Khan') });
    await plant('users', {
      userId: userIdOf('Aisha Khan'),
      mail: 'new@harbourlane.example',
      accountEnabled: false,
    });
    const path = `/v1.0/groups/${teamIdOf('Alumni')}/members?$select=mail,accountEnabled`;
    expect(valueOf(await world.get(path))).toMatchObject([
      { mail: 'new@harbourlane.example', accountEnabled: false },
    ]);
    await plant('members', { teamId: teamIdOf('Alumni'), userId: userIdOf('Aisha Khan'), remove: true });
    expect(valueOf(await world.get(path))).toEqual([]);
  });
});

describe('G1 throttling', () => {
  const fiveAtOnce = (team: string) =>
    Promise.all(Array.from({ length: 5 }, () => world.get(`/v1.0/teams/${team}/schedule`)));

  it('the fifth call to one team within a second is 429 with Retry-After in seconds', async () => {
    const answers = await fiveAtOnce(SERVICE_DESK);
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect((await world.get(`/v1.0/teams/${teamIdOf('Projects')}/schedule`)).status).toBe(200);
  });

  it('can be left out for measurements', async () => {
    const { desk, entra } = world;
    const quick = await startGraph({ port: 0, desk, entra, clock, throttling: false });
    const headers = { authorization: `Bearer ${await appToken(entra)}` };
    const calls = Array.from({ length: 6 }, () =>
      fetch(`${quick.origin}/v1.0/teams/${SERVICE_DESK}/schedule`, { headers }),
    );
    const statuses = (await Promise.all(calls)).map((answer) => answer.status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    await quick.close();
  });
});

function plant(door: string, body: object): Promise<Response> {
  return fetch(`${world.graph.origin}/_sandbox/${door}`, { method: 'POST', body: JSON.stringify(body) });
}
