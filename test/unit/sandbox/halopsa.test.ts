import { Ajv } from 'ajv';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import { startExchange } from '../../sandbox/exchange/exchange.ts';
import { publishedData } from '../../support/published-data.ts';
import { type HaloPsaSim, SANDBOX_HALO_APPLICATION, startHaloPsa } from '../../sandbox/halopsa/halopsa.ts';

const NOW = new Date('2026-07-06T09:00:00Z');
const LATER = new Date('2026-07-06T10:00:00Z');
let now = NOW;
let halo: HaloPsaSim;
let token = '';

beforeAll(async () => {
  halo = await startHaloPsa({ port: 0, desk: createDesk(NOW), clock: { now: () => now } });
});
beforeEach(async () => {
  now = NOW;
  halo.reset();
  token = (await signIn()).body['access_token'] as string;
});
afterAll(() => halo.close());

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly retryAfter: string | null;
}

async function signIn(change: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { clientId, clientSecret } = SANDBOX_HALO_APPLICATION;
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'all',
    ...change,
  };
  return answer(await fetch(halo.tokenUrl, { method: 'POST', body: new URLSearchParams(form) }));
}

async function get(path: string, bearer = token): Promise<Answer> {
  return answer(await fetch(halo.baseUrl + path, { headers: { authorization: `Bearer ${bearer}` } }));
}

async function write(body: unknown, path = '/Tickets'): Promise<Answer> {
  return answer(
    await fetch(halo.baseUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

async function control(name: string, body: unknown): Promise<Answer> {
  return answer(
    await fetch(`${halo.origin}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body) }),
  );
}

async function answer(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, body, retryAfter: response.headers.get('retry-after') };
}

const rows = (reply: Answer): readonly Record<string, unknown>[] =>
  reply.body as unknown as Record<string, unknown>[];
const idsOf = (reply: Answer): readonly unknown[] => rows(reply).map(({ id }) => id);

describe('signing in to HaloPSA', () => {
  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['an unknown application', { client_id: 'nobody' }, 400, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    ['no grant', { grant_type: '' }, 400, 'invalid_request'],
    ['no scope', { scope: '' }, 400, 'invalid_scope'],
    ['a scope that does not exist', { scope: 'everything' }, 400, 'invalid_scope'],
  ])('PSA-3: %s is refused', async (_, change, status, error) => {
    expect(await signIn(change)).toMatchObject({
      status,
      body: { error, error_description: expect.any(String) },
    });
  });

  it('a token opens what its scope says, and only that', async () => {
    const reader = (await signIn({ scope: 'read:tickets' })).body['access_token'] as string;
    expect((await get('/Tickets', reader)).status).toBe(200);
    expect((await get('/Agent', reader)).status).toBe(403);
  });

  it('a token ends after its hour, and when it is revoked; no token and a foreign one are 401', async () => {
    expect((await get('/Agent')).status).toBe(200);
    now = new Date(NOW.getTime() + 3_600_000);
    expect((await get('/Agent')).status).toBe(401);
    const fresh = (await signIn()).body['access_token'] as string;
    await control('revoke-tokens', {});
    expect((await get('/Agent', fresh)).status).toBe(401);
    expect((await get('/Agent', 'made-up')).status).toBe(401);
  });
});

describe('agents', () => {
  it('PSA-2: a plain list has the enabled people and "Unassigned", no disabled and no API agents', async () => {
    const ids = idsOf(await get('/Agent'));
    expect(ids).toContain(1);
    expect(ids).toContain(2);
    expect(ids).not.toContain(56); // disabled
    expect(ids).not.toContain(57); // API
  });

  it.each([
    ['includedisabled=true', 56, true],
    ['includeapiagents=true', 57, true],
    ['includeenabled=false', 2, false],
    ['includeenabled=false&includedisabled=true', 56, true],
    ['includeunassigned=false', 1, false],
  ])('PSA-2: with %s agent %i is listed: %s', async (query, id, isListed) => {
    expect(idsOf(await get(`/Agent?${query}`)).includes(id)).toBe(isListed);
  });

  it('PSA-3: an application whose agent is in no team gets empty lists, not an error', async () => {
    await control('mode', { blind: true });
    expect(rows(await get('/Agent'))).toEqual([]);
    expect((await get('/Tickets')).body).toMatchObject({ record_count: 0, tickets: [] });
    expect((await get('/Agent/2')).status).toBe(404);
  });

  it('one agent by id; an unknown id is 404; "me" is the API agent', async () => {
    expect((await get('/Agent/2')).body).toMatchObject({
      id: 2,
      name: 'Aisha Khan',
      email: 'aisha.khan@harbourlane.example',
    });
    expect((await get('/Agent/999')).status).toBe(404);
    expect((await get('/Agent/me')).body).toMatchObject({ id: 57, isapiagent: true });
  });

  it('an administrator can change and remove an agent, until reset', async () => {
    await control('agents', { id: 2, email: 'new@harbourlane.example' });
    await control('agents', { id: 3, remove: true });
    expect((await get('/Agent/2')).body['email']).toBe('new@harbourlane.example');
    expect((await get('/Agent/3')).status).toBe(404);
    expect(await control('agents', { id: 999, remove: true })).toMatchObject({
      status: 400,
      body: { field: 'id' },
    });
  });
});

describe('tickets', () => {
  it('PSA-2: pages by number, counts all, and caps a page at 100 whatever is asked', async () => {
    const all = Array.from({ length: 120 }, (_, index) => ({ summary: `Ticket ${index}` }));
    expect((await write(all)).status).toBe(201);
    const first = await get('/Tickets?page_no=1&page_size=500&open_only=true');
    const second = await get('/Tickets?page_no=2&page_size=500&open_only=true');
    const [a, b] = [first, second].map(({ body }) => body['tickets'] as { id: number }[]);
    expect(a).toHaveLength(100);
    expect(first.body['record_count']).toBe(100 + (b?.length ?? 0));
    expect(new Set([...(a ?? []), ...(b ?? [])].map(({ id }) => id)).size).toBe(first.body['record_count']);
  });

  it('PSA-2: open_only leaves closed tickets out', async () => {
    const count = async (query: string) => Number((await get(`/Tickets${query}`)).body['record_count']);
    expect((await count('')) - (await count('?open_only=true'))).toBe(3);
  });

  it('a list leaves the text out; one ticket shows it when asked', async () => {
    expect((await get('/Tickets/4711')).body['details']).toBeUndefined();
    expect((await get('/Tickets/4711?includedetails=true')).body['details']).toContain('Outlook');
    expect((await get('/Tickets/1')).status).toBe(404);
  });

  it('DIS-8: an assignment is written by id, and read back', async () => {
    const written = await write([{ id: 4711, agent_id: 7, team: 'Escalations' }]);
    expect(written).toMatchObject({ status: 201, body: { id: 4711, agent_id: 7, reassigncount: 1 } });
    expect((await get('/Tickets/4711')).body).toMatchObject({
      agent_id: 7,
      agent_name: 'Priya Nair',
      team: 'Escalations',
    });
  });

  it.each<[string, unknown, number]>([
    ['an object instead of a list', { id: 4711, agent_id: 7 }, 400],
    ['an unknown ticket', [{ id: 1, agent_id: 7 }], 404],
    ['an unknown agent', [{ id: 4711, agent_id: 999 }], 400],
    ['a disabled agent', [{ id: 4711, agent_id: 56 }], 400],
    ['an API agent', [{ id: 4711, agent_id: 57 }], 400],
    ['an unknown team', [{ id: 4711, team: 'Nowhere' }], 400],
    ['a new ticket without a summary', [{ agent_id: 7 }], 400],
    [
      'one good and one bad row',
      [
        { id: 4711, agent_id: 7 },
        { id: 1, agent_id: 7 },
      ],
      404,
    ],
  ])('DIS-8: %s is refused and nothing is written', async (_, body, status) => {
    const before = halo.state().tickets();
    expect((await write(body)).status).toBe(status);
    expect(halo.state().tickets()).toEqual(before);
  });

  it('_validate_only answers and writes nothing', async () => {
    expect((await write([{ id: 4711, agent_id: 7, _validate_only: true }])).body['agent_id']).toBe(7);
    expect((await get('/Tickets/4711')).body['agent_id']).toBe(1);
  });

  it('CON-5: no other write exists', async () => {
    for (const [method, path] of [
      ['POST', '/Agent'],
      ['DELETE', '/Tickets/4711'],
      ['PUT', '/Tickets/4711'],
      ['POST', '/Team'],
    ] as const) {
      const reply = await fetch(halo.baseUrl + path, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      expect([404, 405]).toContain(reply.status);
    }
  });
});

it('PSA-2: the 401st call within five minutes is 429 with Retry-After, and passes when the window has moved on', async () => {
  for (let call = 0; call < 400; call += 1) expect((await get('/Status')).status).toBe(200);
  now = new Date(NOW.getTime() + 60_000);
  expect(await get('/Status')).toMatchObject({ status: 429, retryAfter: '240' });
  now = new Date(NOW.getTime() + 300_000);
  expect((await get('/Status')).status).toBe(200);
});

it('REL-1: faults answer in HaloPSA’s shape', async () => {
  halo.faults.set({ route: 'agents', fault: '500', times: 1 });
  expect(await get('/Agent')).toMatchObject({ status: 500, body: { ClassName: 'System.Exception' } });
  expect((await get('/Agent')).status).toBe(200);
});

it('CT-5: Exchange refuses everything: no tenant has granted it', async () => {
  const exchange = await startExchange({ port: 0 });
  for (const [method, path] of [
    ['POST', '/adminapi/beta/some-tenant/InvokeCommand'],
    ['GET', '/anything'],
  ] as const) {
    const reply = await fetch(exchange.origin + path, { method, headers: { authorization: 'Bearer x' } });
    expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('invalid_token'),
    ]);
  }
  await exchange.close();
});

describe('the calendar', () => {
  const entry = { ticket: null, kind: 'appointment', subject: 'On site' } as const;
  const appointments = async (query: string) => rows(await get(`/Appointment?${query}`)).length;
  const post = (body: unknown) => write(body, '/Appointment');
  const row = {
    subject: 'Ticket 4711',
    start_date: NOW.toISOString(),
    end_date: LATER.toISOString(),
    agents: [{ id: 2 }],
    ticket_id: 4711,
  };

  it('PSA-2: shows what begins and ends inside the window, of the agents named and of nobody else', async () => {
    halo.state().work.addEntry({ ...entry, agent: 2, start: NOW, end: LATER });
    const window = (start: string, end: string) => `start_date=${start}&end_date=${end}`;
    const day = window('2026-07-01T00:00:00Z', '2026-07-30T00:00:00Z');
    expect(await appointments(`agents=2,3&${day}`)).toBe(1);
    expect(await appointments(`agents=3&${day}`)).toBe(0);
    expect(await appointments(day)).toBe(0);
    const late = new Date(NOW.getTime() + 1000).toISOString();
    expect(await appointments(`agents=2&${window(late, '2026-07-30T00:00:00Z')}`)).toBe(0);
  });

  it('PSA-2: shows holidays when asked only', async () => {
    halo.state().work.addEntry({ ...entry, kind: 'time-off', agent: 2, start: NOW, end: LATER });
    expect(await appointments('agents=2')).toBe(0);
    expect(await appointments('agents=2&showholidays=true')).toBe(1);
  });

  it('PSA-2: takes appointments as a list, and gives them an id', async () => {
    const written = await post([row]);
    expect(written).toMatchObject({ status: 201, body: { agent_id: 2, ticket_id: 4711 } });
    expect(halo.state().work.entries()).toMatchObject([{ agent: 2, ticket: 4711, start: NOW, end: LATER }]);
  });

  it('PSA-2: takes a time without a zone for local time', async () => {
    const local = (at: Date): string => at.toISOString().replace('Z', '');
    await post([{ ...row, start_date: local(NOW), end_date: local(LATER) }]);
    expect(halo.state().work.entries()[0]?.start).toEqual(new Date(NOW.getTime() - 3_600_000));
  });

  it.each([
    ['an object instead of a list', row],
    ['no end', [{ ...row, end_date: undefined }]],
    ['an end before the start', [{ ...row, end_date: row.start_date }]],
    ['nobody', [{ ...row, agents: [] }]],
    ['an unknown agent', [{ ...row, agents: [{ id: 999 }] }]],
    ['a disabled agent', [{ ...row, agents: [{ id: 56 }] }]],
    ['an unknown ticket', [{ ...row, ticket_id: 1 }]],
    ['no subject', [{ ...row, subject: '' }]],
  ])('PSA-2: refuses %s', async (_name, body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { Message: expect.any(String) } });
    expect(halo.state().work.entries()).toEqual([]);
  });
});

describe('lists of tickets', () => {
  const idsOf = async (query: string) =>
    ((await get(`/Tickets?${query}`)).body['tickets'] as { id: number }[]).map(({ id }) => id);

  it('PSA-2: dates count only with the column that HaloPSA spells its own way', async () => {
    const day = `startdate=${new Date(NOW.getTime() - 3_600_000).toISOString()}&enddate=${LATER.toISOString()}`;
    expect((await idsOf(`${day}&datesearch=dateoccured`)).length).toBe(1);
    expect((await idsOf(`${day}&datesearch=dateoccurred`)).length).toBeGreaterThan(20);
  });

  it('PSA-2: are in the order of a column that exists', async () => {
    const [down, up] = [await idsOf('order=id&orderdesc=true'), await idsOf('order=id')];
    expect(down).toEqual(up.toReversed());
    expect((await get('/Tickets?order=nonsense')).status).toBe(400);
  });

  it('PSA-2: name agent and status only when asked', async () => {
    const first = async (query: string) =>
      ((await get(`/Tickets?${query}`)).body['tickets'] as Record<string, unknown>[])[0];
    expect(await first('page_no=1')).not.toHaveProperty('agent_name');
    expect(await first('includeagent=true')).toHaveProperty('agent_name', 'Unassigned');
  });
});

describe('the vendor’s description of the API', () => {
  interface Contract {
    readonly paths: Readonly<
      Record<string, Readonly<Record<string, { parameters?: readonly { name: string }[] }>>>
    >;
    readonly components: { readonly schemas: Readonly<Record<string, object>> };
  }
  const contract = (test: { skip(note: string): never }): Contract => {
    const data = publishedData('contracts', 'halopsa.openapi.json');
    return data === null ? test.skip('no contract data') : (data as Contract);
  };

  it.for([
    ['/Agent', '/Agent', 'Uname'],
    ['/Agent/2', '/Agent/{id}', 'Uname'],
    ['/Agent/me', '/Agent/me', 'Uname'],
    ['/Team', '/Team', 'SectionDetail'],
    ['/Tickets', '/Tickets', 'Faults'],
    ['/Tickets/4711?includedetails=true', '/Tickets/{id}', 'Faults'],
    ['/Priority', '/Priority', 'Policy'],
    ['/Status', '/Status', 'TStatus'],
    ['/Client', '/Client', 'Area'],
    ['/Workday/1', '/Workday/{id}', 'Workdays'],
    ['/Appointment?showall=true&showholidays=true', '/Appointment', 'Appointment'],
    ['/Holiday', '/Holiday', 'Holidays'],
  ])(
    'PSA-2: %s is in it, and each field of the answer is of its type',
    async ([path = '', template = '', schema = ''], test) => {
      const { paths, components } = contract(test);
      expect(paths[template]?.['get']).toBeDefined();
      for (const kind of ['appointment', 'time-off'] as const)
        halo.state().work.addEntry({ agent: 2, ticket: null, start: NOW, end: LATER, kind, subject: kind });
      const reply = await get(path);
      const items = Array.isArray(reply.body)
        ? rows(reply)
        : ((reply.body['tickets'] ?? reply.body['clients'] ?? [reply.body]) as object[]);
      expect(items.length).toBeGreaterThan(0);
      const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
      ajv.addSchema({ $id: 'contract', components: { schemas: closed(components.schemas) } });
      const validate = ajv.getSchema(`contract#/components/schemas/${schema}`);
      for (const item of items) {
        expect(validate?.(item), JSON.stringify(validate?.errors)).toBe(true);
      }
    },
  );

  it.for<[string, string[]]>([
    ['/Agent', ['includeenabled', 'includedisabled', 'includeapiagents', 'includeunassigned']],
    ['/Tickets', ['page_no', 'page_size', 'open_only', 'agent_id', 'client_id', 'order', 'orderdesc']],
    ['/Tickets', ['datesearch', 'startdate', 'enddate', 'includeagent', 'includestatus']],
    [
      '/Appointment',
      ['agents', 'start_date', 'end_date', 'showall', 'showappointments', 'showholidays', 'pageinate'],
    ],
    ['/Holiday', ['agent_id', 'start_date', 'end_date', 'inclusive_start', 'inclusive_end']],
    ['/Status', ['excludeclosed']],
    ['/Client', ['page_no', 'page_size']],
    ['/Tickets/{id}', ['includedetails']],
  ])('PSA-2: the questions understood at %s are questions of the vendor', ([template, names], test) => {
    const { paths } = contract(test);
    const known = paths[template]?.['get']?.parameters?.map(({ name }) => name) ?? [];
    for (const name of names) expect(known).toContain(name);
  });

  /** A field that the vendor does not name is a fault of the simulator. */
  function closed(schemas: Readonly<Record<string, object>>): object {
    return Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [name, { ...schema, additionalProperties: false }]),
    );
  }
});
