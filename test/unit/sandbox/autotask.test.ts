import { Ajv } from 'ajv';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AutotaskSim, SANDBOX_AUTOTASK_ACCESS, startAutotask } from '../../sandbox/autotask/autotask.ts';
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

it('PSA-2: 10,000 calls an hour for all integrations together, then 429 without a time', async () => {
  psa.useUp(9_999);
  expect((await ask('/Tickets/query/count')).status).toBe(200);
  expect((await ask('/Tickets/query/count')).status).toBe(429);
  now = new Date(NOW.getTime() + 3_600_000);
  expect((await ask('/Tickets/query/count')).status).toBe(200);
});

it('PSA-2: each field of a resource is of the type that is described', async (test) => {
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
  const answer = await ask('/Resources/query');
  const validate = (name: string, value: unknown) => {
    const check = ajv.getSchema(`contract#/components/schemas/${name}`);
    // `nullable` is OpenAPI's word, which JSON Schema does not know: nothing is said of what is null.
    const known = Object.entries(value as object).filter(([, each]) => each !== null);
    expect(check?.(Object.fromEntries(known)), JSON.stringify(check?.errors)).toBe(true);
  };
  for (const item of items(answer)) validate('Resource', item);
  validate('PageDetails', answer.body['pageDetails']);
  validate('ErrorResponse', (await ask('/Resources/query', {})).body);
});
