import { Ajv } from 'ajv';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AutotaskSim, SANDBOX_AUTOTASK_ACCESS, startAutotask } from '../../sandbox/autotask/autotask.ts';
import { TECHNICIAN_ROLE } from '../../sandbox/autotask/autotask-state.ts';
import { AUTOTASK_TABLES } from '../../sandbox/autotask/autotask-tables.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import { publishedData } from '../../support/published-data.ts';

const NOW = new Date('2026-07-06T09:00:00Z');
const { integrationCode, admin, ticketReader } = SANDBOX_AUTOTASK_ACCESS;
const GOOD = { ApiIntegrationCode: integrationCode, UserName: admin.userName, Secret: admin.secret };
const ALL = { filter: [{ op: 'gte', field: 'id', value: 0 }] };
let now = NOW;
let psa: AutotaskSim;

beforeAll(async () => {
  psa = await startAutotask({ port: 0, desk: createDesk(NOW), clock: { now: () => now } });
});
beforeEach(() => {
  now = NOW;
  psa.reset();
});
afterAll(() => psa.close());

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function ask(
  path: string,
  body: unknown = ALL,
  headers: Record<string, string> = GOOD,
): Promise<Answer> {
  const url = path.startsWith('http') ? path : `${psa.origin}/zone5/ATServicesRest/V1.0${path}`;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reply = await fetch(url, { method: 'POST', headers, body: text });
  const answered = await reply.text();
  return {
    status: reply.status,
    body: answered === '' ? {} : (JSON.parse(answered) as Record<string, unknown>),
  };
}

const items = ({ body }: Answer) => body['items'] as readonly Record<string, unknown>[];

describe('signing in to Autotask', () => {
  it('PSA-3: the zone is found by the user’s name; an unknown or blank one is 500', async () => {
    const zone = (user: string) => fetch(`${psa.origin}/ATServicesRest/V1.0/zoneInformation?user=${user}`);
    const known = await zone(encodeURIComponent(admin.userName));
    expect(await known.json()).toMatchObject({ url: expect.stringMatching(/\/zone5\/ATServicesRest\/$/) });
    for (const user of ['nobody', '']) expect((await zone(user)).status).toBe(500);
  });

  it.each([
    ['no integration code', { UserName: admin.userName, Secret: admin.secret }],
    ['no secret', { ApiIntegrationCode: integrationCode, UserName: admin.userName }],
    ['a wrong secret', { ...GOOD, Secret: ticketReader.secret }],
    ['an unknown user', { ...GOOD, UserName: 'x' }],
  ])('PSA-3: %s is 401', async (_, headers) => {
    expect((await ask('/Resources/query', ALL, headers as Record<string, string>)).status).toBe(401);
  });

  it('PSA-3: a right that the user lacks, and impersonation on a read, are refused as validation is', async () => {
    const reader = { ...GOOD, UserName: ticketReader.userName, Secret: ticketReader.secret };
    for (const headers of [reader, { ...GOOD, ImpersonationResourceId: '2' }]) {
      expect(await ask('/Resources/query', ALL, headers)).toMatchObject({
        status: 500,
        body: { errors: [expect.stringContaining('adequate permissions')] },
      });
    }
    expect((await ask('/Tickets/query/count', ALL, reader)).status).toBe(200);
  });

  it('PSA-2: after a move the zone before knows nobody', async () => {
    psa.setZone(7);
    expect((await ask('/Resources/query')).status).toBe(401);
    expect((await ask(`${psa.origin}/zone7/ATServicesRest/V1.0/Resources/query`)).status).toBe(200);
  });
});

describe('queries', () => {
  it.each<[string, unknown]>([
    ['no body', ''],
    ['no filter', {}],
    ['an empty filter', { filter: [] }],
    ['an unknown field', { filter: [{ op: 'eq', field: 'mood', value: 1 }] }],
    ['an unknown field to show', { ...ALL, IncludeFields: ['mood'] }],
    ['an unknown operator', { filter: [{ op: 'like', field: 'id', value: 1 }] }],
    ['more rows than a page holds', { ...ALL, MaxRecords: 501 }],
    [
      'more values than are taken',
      { filter: [{ op: 'in', field: 'id', value: Array.from({ length: 501 }, () => 1) }] },
    ],
    ['a list without values', { filter: [{ op: 'in', field: 'id', value: [] }] }],
    ['more conditions than are taken', { filter: Array.from({ length: 501 }, () => ALL.filter[0]) }],
  ])('PSA-2: %s is 500 with errors', async (_, body) => {
    expect(await ask('/Resources/query', body)).toMatchObject({
      status: 500,
      body: { errors: [expect.any(String)] },
    });
  });

  it('PSA-2: pages lead on by address, with POST and the same body, and show everybody once', async () => {
    const body = { ...ALL, MaxRecords: 20 };
    const ids: unknown[] = [];
    let next: string | null = '/Resources/query';
    while (next !== null) {
      const answer = await ask(next, body);
      ids.push(...items(answer).map(({ id }) => id));
      next = (answer.body['pageDetails'] as { readonly nextPageUrl: string | null }).nextPageUrl;
      if (next !== null) {
        expect((await fetch(next, { headers: GOOD })).status).toBe(405);
        expect((await ask(next, '')).status).toBe(500);
      }
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([2, 56, 57]));
    expect(ids).not.toContain(1);
  });

  it('PSA-2: inactive and API users are listed unless they are filtered out', async () => {
    const active = {
      filter: [{ op: 'eq', field: 'isActive', value: true }],
      IncludeFields: ['id', 'licenseType'],
    };
    const shown = items(await ask('/Resources/query', active));
    expect(shown).toContainEqual({ id: 57, licenseType: 7 });
    expect(shown.map(({ id }) => id)).not.toContain(56);
  });
});

describe('writes', () => {
  const send = async (method: string, path: string, body: unknown, headers = GOOD): Promise<Answer> => {
    const url = `${psa.origin}/zone5/ATServicesRest/V1.0${path}`;
    const reply = await fetch(url, { method, headers, body: JSON.stringify(body) });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  };
  const owner = { id: 4711, assignedResourceID: 2, assignedResourceRoleID: TECHNICIAN_ROLE };
  const refused = (text: string) => ({ status: 500, body: { errors: [expect.stringContaining(text)] } });

  it.each<[string, object, string]>([
    ['a resource without a role', { id: 4711, assignedResourceID: 2 }, 'must assign both'],
    ['a role without a resource', { id: 4711, assignedResourceRoleID: TECHNICIAN_ROLE }, 'must assign both'],
    ['nobody in a role', { ...owner, assignedResourceID: null }, 'must assign both'],
    ['somebody unknown', { ...owner, assignedResourceID: 99_999 }, 'does not exist'],
    ['the made-up nobody of another PSA', { ...owner, assignedResourceID: 1 }, 'does not exist'],
    ['an API user', { ...owner, assignedResourceID: 57 }, 'does not exist'],
    ['somebody inactive', { ...owner, assignedResourceID: 56 }, 'inactive'],
    ['a role of nobody', { ...owner, assignedResourceRoleID: 1 }, 'Role does not exist'],
    ['a field that tickets lack', { ...owner, mood: 'good' }, 'Unable to find mood'],
  ])('DIS-8: a ticket is not given to %s', async (_, body, text) => {
    expect(await send('PATCH', '/Tickets', body)).toMatchObject(refused(text));
    expect(psa.state().ticket(4711)).toMatchObject({ agent_id: 1, roleId: null });
    expect(psa.state().work.assignments()).toEqual([]);
  });

  it('DIS-8: nor to whoever helps already, nor to whoever has no role in its queue', async () => {
    const row = psa.state().addSecondary({ ticketId: 4711, agent: 2, roleId: TECHNICIAN_ROLE });
    expect(await send('PATCH', '/Tickets', owner)).toMatchObject(refused('already a secondary'));
    const path = '/Tickets/4711/SecondaryResources';
    expect((await send('DELETE', `/Tickets/4712/SecondaryResources/${row.id}`, {})).status).toBe(404);
    expect(await send('DELETE', `${path}/${row.id}`, {})).toEqual({ status: 200, body: { itemId: row.id } });
    psa.state().setQueues(2, ['Projects']);
    expect(await send('PATCH', '/Tickets', owner)).toMatchObject(refused('not associated with the Queue'));
    psa.state().setQueues(2, ['Service Desk']);
    expect(await send('PATCH', '/Tickets', owner)).toEqual({ status: 200, body: { itemId: 4711 } });
    expect(await send('POST', path, { resourceID: 2, roleID: TECHNICIAN_ROLE })).toMatchObject(
      refused('primary'),
    );
    expect(psa.state().work.assignments()).toEqual([{ ticketId: '4711', technicianId: '2', at: NOW }]);
  });

  it('DIS-8: a ticket that is gone is 404, and both ids null give it back', async () => {
    expect((await send('PATCH', '/Tickets', { ...owner, id: 99_999 })).status).toBe(404);
    const nobody = { id: 4701, assignedResourceID: null, assignedResourceRoleID: null };
    expect((await send('PATCH', '/Tickets', nobody)).status).toBe(200);
    expect(psa.state().work.assignments()).toMatchObject([{ ticketId: '4701', technicianId: null }]);
  });

  it('PSA-3: viewing is no right to change', async () => {
    const { viewer } = SANDBOX_AUTOTASK_ACCESS;
    const headers = { ...GOOD, UserName: viewer.userName, Secret: viewer.secret };
    expect(await send('PATCH', '/Tickets', owner, headers)).toMatchObject(refused('adequate permissions'));
    expect((await ask('/Tickets/query', ALL, headers)).status).toBe(200);
  });

  it.each<[string, object, string]>([
    ['without a title', { title: '' }, 'title'],
    ['that ends before it begins', { endDateTime: '2026-07-06T08:00:00Z' }, 'after'],
    ['of somebody inactive', { resourceID: 56 }, 'inactive'],
    ['of a ticket, which appointments do not know', { ticketID: 4711 }, 'Unable to find ticketID'],
  ])('DIS-8: no appointment %s', async (_, change, text) => {
    const body = {
      resourceID: 2,
      title: 'Ticket',
      startDateTime: '2026-07-06T09:00:00Z',
      endDateTime: '2026-07-06T10:00:00Z',
    };
    expect(await send('POST', '/Appointments', { ...body, ...change })).toMatchObject(refused(text));
    expect(psa.state().work.entries()).toEqual([]);
  });
});

it('REL-1: a fourth call at a time to one entity is 429; other entities have threads of their own', async () => {
  const release = psa.hold('Tickets');
  const three = [1, 2, 3].map(() => ask('/Tickets/query'));
  while (psa.requests.length < 3) await new Promise((resolve) => setImmediate(resolve));
  expect(await ask('/Tickets/query/count')).toMatchObject({
    status: 429,
    body: { errors: [expect.stringContaining('threads')] },
  });
  expect((await ask('/Resources/query')).status).toBe(200);
  release();
  expect((await Promise.all(three)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await ask('/Tickets/query/count')).status).toBe(200);
});

it('PSA-2: 10,000 calls an hour for all integrations together, then 429 without a time', async () => {
  psa.useUp(9_999);
  expect((await ask('/Tickets/query/count')).status).toBe(200);
  expect((await ask('/Tickets/query/count')).status).toBe(429);
  now = new Date(NOW.getTime() + 3_600_000);
  expect((await ask('/Tickets/query/count')).status).toBe(200);
});

it('PSA-2: each field of each entity is of the type that is described', async (test) => {
  const data = publishedData('contracts', 'autotask.openapi.json') ?? test.skip('no contract data');
  const { components } = data as {
    readonly components: { readonly schemas: Readonly<Record<string, object>> };
  };
  const schemas = Object.fromEntries(
    Object.entries(components.schemas).map(([name, schema]) => [
      name,
      { ...schema, additionalProperties: false },
    ]),
  );
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: 'contract', components: { schemas } });
  const span = { start: NOW, end: new Date(NOW.getTime() + 3_600_000) };
  psa.state().addSecondary({ ticketId: 4711, agent: 2, roleId: TECHNICIAN_ROLE });
  psa.state().addServiceCall({ ...span, agent: 2, ticket: 4711, isCancelled: true });
  psa.state().addWish({ ...span, agent: 2, status: 'Submitted' });
  psa.state().work.addEntry({ ...span, agent: 2, ticket: null, kind: 'appointment', subject: 'x' });
  const answer = await ask('/Resources/query');
  const validate = (name: string, value: unknown) => {
    const check = ajv.getSchema(`contract#/components/schemas/${name}`);
    // `nullable` is OpenAPI's word, which JSON Schema does not know: nothing is said of what is null.
    const known = Object.entries(value as object).filter(([, each]) => each !== null);
    expect(check?.(Object.fromEntries(known)), JSON.stringify(check?.errors)).toBe(true);
  };
  for (const { entity, single } of AUTOTASK_TABLES) {
    // In the vendor's API, and left out of what is published.
    if (!(single in schemas)) expect(['Skill', 'ResourceSkill']).toContain(single);
    const rows = items(await ask(`/${entity}/query`));
    expect(rows.length, entity).toBeGreaterThan(0);
    for (const row of single in schemas ? rows : []) validate(single, row);
  }
  validate('PageDetails', answer.body['pageDetails']);
  validate('ErrorResponse', (await ask('/Resources/query', {})).body);
});
