import { Ajv } from 'ajv';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ConnectWiseSim,
  SANDBOX_CONNECTWISE_ACCESS,
  startConnectWise,
} from '../../sandbox/connectwise/connectwise.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import { publishedData } from '../../support/published-data.ts';

const NOW = new Date('2026-07-06T09:00:00Z');
const { companyId, clientId, admin, ticketReader } = SANDBOX_CONNECTWISE_ACCESS;
let now = NOW;
let psa: ConnectWiseSim;

beforeAll(async () => {
  psa = await startConnectWise({ port: 0, desk: createDesk(NOW), clock: { now: () => now } });
});
beforeEach(() => {
  now = NOW;
  psa.reset();
});
afterAll(() => psa.close());

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

const GOOD = {
  clientId,
  authorization: basic(`${companyId}+${admin.publicKey}:${admin.privateKey}`),
} as const;

async function get(path: string, headers: Readonly<Record<string, string>> = GOOD): Promise<Answer> {
  const reply = await fetch(`${psa.origin}/v4_6_release/apis/3.0${path}`, { headers });
  return { status: reply.status, body: await reply.json(), headers: reply.headers };
}

async function control(name: string, body: unknown): Promise<void> {
  const reply = await fetch(`${psa.origin}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) });
  expect(reply.status).toBe(200);
}

const rows = ({ body }: Answer): readonly Record<string, unknown>[] =>
  body as readonly Record<string, unknown>[];
const idsOf = (answer: Answer): readonly unknown[] => rows(answer).map(({ id }) => id);

describe('signing in to ConnectWise PSA', () => {
  it('PSA-3: the company’s codebase is looked up without keys; an unknown company is null', async () => {
    const lookUp = async (company: string): Promise<unknown> =>
      (await fetch(`${psa.origin}/login/companyinfo/${company}`)).json();
    expect(await lookUp(companyId)).toMatchObject({ Codebase: 'v4_6_release/', CompanyID: companyId });
    expect(await lookUp('nobody')).toBeNull();
  });

  it.each([
    ['no keys', { clientId }],
    ['no client id', { authorization: GOOD.authorization }],
    ['an unknown client id', { ...GOOD, clientId: '00000000-0000-4000-8000-000000000000' }],
    [
      'keys without the company',
      { clientId, authorization: basic(`${admin.publicKey}:${admin.privateKey}`) },
    ],
    [
      'keys of another company',
      { clientId, authorization: basic(`x+${admin.publicKey}:${admin.privateKey}`) },
    ],
    ['a wrong private key', { clientId, authorization: basic(`${companyId}+${admin.publicKey}:wrong`) }],
    ['a bearer token', { clientId, authorization: 'Bearer x' }],
  ])('PSA-3: %s is refused in the vendor’s shape', async (_, headers) => {
    expect(await get('/system/members', headers as Record<string, string>)).toMatchObject({
      status: 401,
      body: { code: expect.any(String), message: expect.any(String), errors: [] },
    });
  });

  it('PSA-3: an API member may what its security role says, and only that', async () => {
    const reader = {
      clientId,
      authorization: basic(`${companyId}+${ticketReader.publicKey}:${ticketReader.privateKey}`),
    };
    expect((await get('/service/tickets/count', reader)).status).toBe(200);
    for (const path of ['/system/members', '/system/members/count', '/system/members/2'])
      expect((await get(path, reader)).status).toBe(403);
  });

  it('PSA-2: after an upgrade the codebase before is gone', async () => {
    await control('codebase', { codebase: 'v2027_1' });
    expect((await get('/system/members')).status).toBe(404);
    const moved = await fetch(`${psa.origin}/v2027_1/apis/3.0/system/members`, { headers: GOOD });
    expect(moved.status).toBe(200);
  });
});

describe('members', () => {
  it('PSA-2: everybody is listed unless the conditions say otherwise: inactive and API members too', async () => {
    const ids = idsOf(await get('/system/members?pageSize=1000'));
    expect(ids).toEqual(expect.arrayContaining([2, 56, 57]));
    expect(ids).not.toContain(1); // "Unassigned" is HaloPSA's
    const active = idsOf(await get('/system/members?pageSize=1000&conditions=inactiveFlag%3Dfalse'));
    expect(active).not.toContain(56);
    expect(active).toContain(57);
  });

  it('PSA-2: a page holds 25 unless asked, 1000 at most, and names the next one', async () => {
    const first = await get('/system/members?orderBy=id');
    expect(rows(first)).toHaveLength(25);
    expect(first.headers.get('link')).toMatch(/page=2.*rel="next"/);
    const second = await get('/system/members?orderBy=id&page=2');
    expect(idsOf(first)).not.toEqual(expect.arrayContaining([idsOf(second)[0]]));
    expect((await get('/system/members?pageSize=1000')).headers.get('link')).toBeNull();
  });

  it.each([
    'pageSize=1001',
    'pageSize=0',
    'page=0',
    'page=x',
    'conditions=inactiveFlag',
    'conditions=noSuchField%3D1',
    'conditions=inactiveFlag%3Dfalse%20or%20id%3E1',
    'orderBy=mood',
  ])('PSA-2: %s is refused', async (query) => {
    expect(await get(`/system/members?${query}`)).toMatchObject({ status: 400, body: { errors: [] } });
  });

  it('PSA-2: fields picks, conditions by id page on', async () => {
    const page = await get(
      '/system/members?fields=id,primaryEmail&conditions=id%3E50%20and%20inactiveFlag%3Dfalse',
    );
    expect(rows(page).every(({ id }) => Number(id) > 50)).toBe(true);
    expect(Object.keys(rows(page)[0] ?? {}).toSorted()).toEqual(['id', 'primaryEmail']);
  });

  it('PSA-3: who may inquire "My" sees the own record alone, and no error', async () => {
    await control('mode', { blind: true });
    expect(idsOf(await get('/system/members'))).toEqual([57]);
  });

  it('an administrator can change and remove a member, until reset', async () => {
    await control('agents', { id: 2, email: 'new@harbourlane.example' });
    await control('agents', { id: 3, remove: true });
    expect((await get('/system/members/2')).body).toMatchObject({ primaryEmail: 'new@harbourlane.example' });
    expect((await get('/system/members/3')).status).toBe(404);
    psa.reset();
    expect((await get('/system/members/3')).status).toBe(200);
  });

  it('CON-5: nothing can be written', async () => {
    for (const method of ['POST', 'PATCH', 'PUT', 'DELETE']) {
      const reply = await fetch(`${psa.origin}/v4_6_release/apis/3.0/system/members/2`, {
        method,
        headers: GOOD,
      });
      expect([404, 405]).toContain(reply.status);
    }
  });
});

async function send(method: string, path: string, body: unknown): Promise<Answer> {
  const reply = await fetch(`${psa.origin}/v4_6_release/apis/3.0${path}`, {
    method,
    headers: { ...GOOD, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: reply.status, body: await reply.json(), headers: reply.headers };
}

describe('conditions', () => {
  const found = async (conditions: string): Promise<readonly unknown[]> =>
    idsOf(
      await get(`/service/tickets?pageSize=1000&orderBy=id&conditions=${encodeURIComponent(conditions)}`),
    );

  it.each([
    ['id=4711', [4711]],
    ['owner/id=13', [4720]],
    ['owner/id=null and closedFlag=false and company/id=13', [4716, 4734, 48213]],
    ['summary="VPN drops every ten minutes"', [4715]],
    ['id>=4739 and id<4741 AND closedFlag = true', [4739, 4740]],
    ['dateEntered>[2026-07-06T09:00:00Z]', []],
    ['id<4713 and owner/id!=null', [4700, 4701]],
  ])('PSA-2: %s', async (conditions, ids) => {
    expect(await found(conditions)).toEqual(ids);
  });

  it.each([
    'closedFlag=0',
    'summary=VPN',
    'summary="VPN',
    "summary='VPN'",
    'dateEntered>2026-07-06T09:00:00Z',
    'dateEntered>"2026-07-06T09:00:00Z"',
    'dateEntered>[yesterday]',
    'id>null',
    'id=1 or id=2',
    'id=1 and',
    'id=1 id=2',
    'board.id=1',
    'mood=1',
    'summary="x" or "1"="1"',
  ])('PSA-2: %s is refused', async (conditions) => {
    const reply = await get(`/service/tickets?conditions=${encodeURIComponent(conditions)}`);
    expect(reply).toMatchObject({ status: 400, body: { code: 'InvalidRequest' } });
  });
});

describe('writing a ticket', () => {
  const patch = (body: unknown, id = 4711) => send('PATCH', `/service/tickets/${id}`, body);
  const ownerOf = async (id = 4711) =>
    ((await get(`/service/tickets/${id}`)).body as { owner?: unknown }).owner;

  it('DIS-8: the owner changes, is logged, and goes again', async () => {
    const given = await patch([{ op: 'replace', path: 'owner', value: { id: 13 } }]);
    expect(given).toMatchObject({ status: 200, body: { owner: { id: 13, name: 'Rosa Kim' } } });
    await patch([{ op: 'replace', path: 'owner', value: null }]);
    expect(await ownerOf()).toBeUndefined();
    expect(psa.assignments()).toEqual([
      { ticketId: '4711', technicianId: '13', at: NOW },
      { ticketId: '4711', technicianId: null, at: NOW },
    ]);
  });

  it('DIS-8: a change of resources is 200 and does nothing', async () => {
    const reply = await patch([{ op: 'replace', path: 'resources', value: 'Rosa13' }]);
    expect(reply.status).toBe(200);
    expect(await ownerOf()).toBeUndefined();
    expect(psa.assignments()).toEqual([]);
  });

  it.each([
    ['an object', { op: 'replace', path: 'owner', value: { id: 13 } }, 400],
    ['nothing', [], 400],
    ['an unknown operation', [{ op: 'set', path: 'owner', value: { id: 13 } }], 400],
    ['an unknown member', [{ op: 'replace', path: 'owner', value: { id: 4242 } }], 400],
    ['an inactive member', [{ op: 'replace', path: 'owner', value: { id: 56 } }], 400],
    ['an API member', [{ op: 'replace', path: 'owner', value: { id: 57 } }], 400],
    ['a bare number', [{ op: 'replace', path: 'owner', value: 13 }], 400],
    ['an id', [{ op: 'replace', path: 'id', value: 1 }], 400],
  ])('PSA-2: %s is refused, and nothing changes', async (_, body, status) => {
    expect(await patch(body)).toMatchObject({ status, body: { code: 'InvalidObject' } });
    expect(await ownerOf()).toBeUndefined();
    expect(psa.assignments()).toEqual([]);
  });

  it('PSA-2: all or nothing', async () => {
    const reply = await patch([
      { op: 'replace', path: 'summary', value: 'Changed' },
      { op: 'replace', path: 'owner', value: { id: 4242 } },
    ]);
    expect(reply.status).toBe(400);
    expect((await get('/service/tickets/4711')).body).toMatchObject({
      summary: expect.stringMatching(/^Outlook/),
    });
  });

  it('PSA-2: a ticket that is not there is 404, and one that is being changed 409', async () => {
    const body = [{ op: 'replace', path: 'owner', value: { id: 13 } }];
    expect(await patch(body, 1)).toMatchObject({ status: 404, body: { code: 'NotFound' } });
    psa.state().setConflicts(1);
    expect((await patch(body)).status).toBe(409);
    expect((await patch(body)).status).toBe(200);
  });
});

describe('a new schedule entry', () => {
  const entry = {
    objectId: 4711,
    type: { id: 4, identifier: 'S' },
    member: { id: 13 },
    dateStart: '2026-07-06T10:00:00Z',
    dateEnd: '2026-07-06T11:00:00Z',
    allowScheduleConflictsFlag: false,
  };

  it('DIS-8: is created once; what overlaps it is a conflict unless that is allowed', async () => {
    expect((await send('POST', '/schedule/entries', entry)).status).toBe(201);
    const again = { ...entry, dateStart: '2026-07-06T10:59:59Z', dateEnd: '2026-07-06T12:00:00Z' };
    expect(await send('POST', '/schedule/entries', again)).toMatchObject({
      status: 400,
      body: { errors: [{ message: expect.stringContaining('conflict') }] },
    });
    const allowed = { ...again, allowScheduleConflictsFlag: true };
    expect((await send('POST', '/schedule/entries', allowed)).status).toBe(201);
    const adjoining = { ...entry, dateStart: '2026-07-06T12:00:00Z', dateEnd: '2026-07-06T13:00:00Z' };
    expect((await send('POST', '/schedule/entries', adjoining)).status).toBe(201);
    expect(rows(await get('/schedule/entries'))).toHaveLength(3);
  });

  it.each([
    ['no type', { type: undefined }, 'type'],
    ['the type of an activity', { type: { id: 1 } }, 'objectId'],
    ['a type whose letter is another', { type: { id: 4, identifier: 'C' } }, 'type'],
    ['an unknown ticket', { objectId: 1 }, 'objectId'],
    ['an unknown member', { member: { id: 4242 } }, 'member'],
    ['an inactive member', { member: { id: 56 } }, 'member'],
    ['fractions of a second', { dateStart: '2026-07-06T10:00:00.000Z' }, 'dateStart'],
    ['a local time', { dateStart: '2026-07-06T10:00:00' }, 'dateStart'],
    ['an end before the start', { dateEnd: '2026-07-06T10:00:00Z' }, 'dateEnd'],
  ])('PSA-2: with %s is refused, and the field is named', async (_, changes, field) => {
    expect(await send('POST', '/schedule/entries', { ...entry, ...changes })).toMatchObject({
      status: 400,
      body: { code: 'InvalidObject', errors: [{ resource: 'schedule', field }] },
    });
    expect(rows(await get('/schedule/entries'))).toEqual([]);
  });
});

it('PSA-2: the 1001st call within a minute is 429 with Retry-After in seconds, and passes later', async () => {
  for (let call = 0; call < 1000; call += 1) expect((await get('/service/tickets/count')).status).toBe(200);
  now = new Date(NOW.getTime() + 45_000);
  const refused = await get('/service/tickets/count');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '15']);
  now = new Date(NOW.getTime() + 60_000);
  expect((await get('/service/tickets/count')).status).toBe(200);
});

describe('the vendor’s description of the API', () => {
  interface Contract {
    readonly paths: Readonly<
      Record<string, Readonly<Record<string, { parameters?: readonly { name: string }[] }>>>
    >;
    readonly components: { readonly schemas: Readonly<Record<string, object>> };
  }
  const contract = (test: { skip(note: string): never }): Contract => {
    const data = publishedData('contracts', 'connectwise-psa.openapi.json');
    return data === null ? test.skip('no contract data') : (data as Contract);
  };

  it.for([
    ['/system/members?pageSize=1000', '/system/members', 'Member'],
    ['/system/members/2', '/system/members/{id}', 'Member'],
    ['/system/members/count', '/system/members/count', 'Count'],
    ['/service/tickets/count', '/service/tickets/count', 'Count'],
    ['/system/members?page=0', '/system/members', 'ErrorResponse'],
    ['/service/tickets?pageSize=1000', '/service/tickets', 'Ticket'],
    ['/service/tickets/4701', '/service/tickets/{id}', 'Ticket'],
    ['/service/tickets/1', '/service/tickets/{id}', 'ErrorResponse'],
    ['/service/tickets/4711/notes', '/service/tickets/{parentId}/notes', 'ServiceNote'],
    ['/service/priorities', '/service/priorities', 'Priority'],
    ['/service/boards', '/service/boards', 'Board'],
    ['/company/companies', '/company/companies', 'Company'],
    ['/company/companies/13/teams', '/company/companies/{parentId}/teams', 'CompanyTeam'],
    ['/schedule/entries', '/schedule/entries', 'ScheduleEntry'],
  ])(
    'PSA-2: %s is in it, and each field of the answer is of its type',
    async ([path = '', template = '', schema = ''], test) => {
      const { paths, components } = contract(test);
      expect(paths[template]?.['get']).toBeDefined();
      psa.state().work.addEntry({
        agent: 13,
        ticket: 4711,
        kind: 'appointment',
        subject: 'x',
        start: NOW,
        end: new Date(NOW.getTime() + 60_000),
      });
      const reply = await get(path);
      const items = Array.isArray(reply.body) ? rows(reply) : [reply.body];
      expect(items.length).toBeGreaterThan(0);
      const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
      ajv.addSchema({ $id: 'contract', components: { schemas: closed(components.schemas) } });
      const validate = ajv.getSchema(`contract#/components/schemas/${schema}`);
      for (const item of items) expect(validate?.(item), JSON.stringify(validate?.errors)).toBe(true);
    },
  );

  it('PSA-2: the questions understood are questions of the vendor', (test) => {
    const { paths } = contract(test);
    const known = paths['/system/members']?.['get']?.parameters?.map(({ name }) => name) ?? [];
    for (const name of ['conditions', 'fields', 'orderBy', 'page', 'pageSize', 'clientId'])
      expect(known).toContain(name);
  });

  /** A field that the vendor does not name is a fault of the simulator. */
  function closed(schemas: Readonly<Record<string, object>>): object {
    return Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, { ...schema, additionalProperties: false }]),
    );
  }
});
