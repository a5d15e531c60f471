import { Ajv, type ValidateFunction } from 'ajv';
import formatsPlugin from 'ajv-formats';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishedData } from '../../support/published-data.ts';
import { teamIdOf, userIdOf } from '../../sandbox/desk/create-desk.ts';
import { type Answer, type GraphWorld, handClock, startGraphWorld, valueOf } from './graph-world.ts';

const contract = publishedData('contracts', 'graph.openapi.json');
const hasContract = contract !== null;
if (!hasContract) console.info('skipped: no contract data');

type Json = Readonly<Record<string, unknown>>;

const TEAM = teamIdOf('Service Desk');
const WINDOW = (owner: string) =>
  `$filter=${owner}/startDateTime ge 2026-10-01T00:00:00Z and ${owner}/endDateTime le 2027-01-01T00:00:00Z`;
const EVENTUAL = { ConsistencyLevel: 'eventual' };
const ALL_OF_USERS =
  '$select=id,displayName,givenName,surname,mail,userPrincipalName,otherMails,proxyAddresses,accountEnabled,userType,jobTitle,businessPhones,createdDateTime,usageLocation';

describe.skipIf(!hasContract)('BOX-2 answers of the simulated Graph fit its published contract', () => {
  let world: GraphWorld;
  let validatorOf: (path: string, method: string, status: number) => ValidateFunction;

  beforeAll(async () => {
    world = await startGraphWorld(handClock());
    validatorOf = createValidators(contract as Json);
  });
  beforeEach(() => world.graph.reset());
  afterAll(() => world.close());

  const holds = (answer: Answer, path: string, method = 'get') => {
    const validate = validatorOf(path, method, answer.status);
    expect(validate(withZonedErrorDate(answer.body)) ? [] : validate.errors).toEqual([]);
  };

  it.each([
    ['/groups', '/v1.0/groups', {}],
    ['/groups', '/v1.0/groups?$count=true&$top=2', EVENTUAL],
    ['/groups/{group-id}', `/v1.0/groups/${TEAM}`, {}],
    ['/groups/{group-id}/members', `/v1.0/groups/${TEAM}/members?$top=999`, {}],
    [
      '/groups/{group-id}/members/graph.user',
      `/v1.0/groups/${TEAM}/members/graph.user?$count=true&$top=999&${ALL_OF_USERS}`,
      EVENTUAL,
    ],
    ['/users', `/v1.0/users?$top=999&${ALL_OF_USERS}`, {}],
    ['/users', '/v1.0/users', {}],
    ['/users/{user-id}', `/v1.0/users/${userIdOf('Elena García')}?${ALL_OF_USERS}`, {}],
    ['/organization', '/v1.0/organization', {}],
    ['/teams/{team-id}/schedule', `/v1.0/teams/${TEAM}/schedule`, {}],
    ['/teams/{team-id}/schedule/shifts', `/v1.0/teams/${TEAM}/schedule/shifts?${WINDOW('sharedShift')}`, {}],
    [
      '/teams/{team-id}/schedule/shifts',
      `/v1.0/teams/${teamIdOf('Projects')}/schedule/shifts?${WINDOW('draftShift')}`,
      {},
    ],
    [
      '/teams/{team-id}/schedule/timesOff',
      `/v1.0/teams/${TEAM}/schedule/timesOff?${WINDOW('sharedTimeOff')}`,
      {},
    ],
  ])('%s: %s', async (path, address, headers) => {
    const answer = await world.get(address, headers);
    expect(answer.status).toBe(200);
    holds(answer, path);
  });

  it('presences of everybody', async () => {
    const answer = await world.presences(world.desk.users.map((user) => user.id));
    expect(valueOf(answer).length).toBeGreaterThan(40);
    holds(answer, '/communications/getPresencesByUserId', 'post');
  });

  it.each([
    ['/users/{user-id}', '/v1.0/users/nobody', 404],
    ['/groups', '/v1.0/groups?$skip=1', 400],
    ['/teams/{team-id}/schedule', `/v1.0/teams/${teamIdOf('Alumni')}/schedule`, 404],
    ['/teams/{team-id}/members', `/v1.0/teams/${TEAM}/members`, 403],
  ])('errors of %s: %s', async (path, address, status) => {
    const answer = await world.get(address);
    expect(answer.status).toBe(status);
    holds(answer, path);
  });

  it.each(['401', '403', '404', '429', '500', '502', '503', '504'])('the fault %s', async (fault) => {
    world.graph.faults.set({ route: 'users', fault, times: 1 });
    const answer = await world.get('/v1.0/users');
    expect(answer.status).toBe(Number(fault));
    holds(answer, '/users');
  });

  it('the contract does bite: an answer of another path does not fit', async () => {
    const broken = { value: [{ id: 7, userId: [] }] };
    const validate = validatorOf('/teams/{team-id}/schedule/shifts', 'get', 200);
    expect(validate(broken)).toBe(false);
  });
});

/** The service leaves the zone out of `innerError.date`, which its own contract calls a date-time: the wire wins. */
function withZonedErrorDate(body: Json): Json {
  const error = body.error as { readonly innerError?: { readonly date?: string } } | undefined;
  if (error?.innerError?.date === undefined) return body;
  return { error: { ...error, innerError: { ...error.innerError, date: `${error.innerError.date}Z` } } };
}

/** OpenAPI 3.0 speaks a dialect: `nullable` has to become a type before a JSON schema validator sees it. */
function createValidators(document: Json): typeof validator {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formatsPlugin.default(ajv);
  // Formats that only OpenAPI's generators know.
  for (const name of ['int16', 'uint8', 'decimal', 'base64url']) ajv.addFormat(name, true);
  ajv.addSchema({ $id: 'graph', ...(withNullTypes(document) as Json) });
  const compiled = new Map<string, ValidateFunction>();

  function validator(path: string, method: string, status: number): ValidateFunction {
    const pointer = responsePointer(document, path, method, status);
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `graph#${pointer}` });
    compiled.set(pointer, known);
    return known;
  }
  return validator;
}

function responsePointer(document: Json, path: string, method: string, status: number): string {
  const responses = `/paths/${escapePointer(path)}/${method}/responses`;
  const exact = `${responses}/${status}`;
  const family = `${responses}/${String(status).charAt(0)}XX`;
  const place = lookUp(document, exact) === undefined ? family : exact;
  const response = lookUp(document, place) as Json | undefined;
  if (response === undefined) throw new Error(`the contract has no answer ${status} for ${path}`);
  const reference = response.$ref;
  const target = typeof reference === 'string' ? reference.slice(1) : place;
  return `${target}/content/application~1json/schema`.replaceAll('{', '%7B').replaceAll('}', '%7D');
}

function lookUp(document: Json, pointer: string): unknown {
  let value: unknown = document;
  for (const part of pointer.slice(1).split('/')) {
    value = (value as Json | undefined)?.[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  return value;
}

function escapePointer(text: string): string {
  return text.replaceAll('~', '~0').replaceAll('/', '~1');
}

function withNullTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNullTypes);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNullTypes(inner)]));
  if (copy.nullable !== true) return copy;
  const { nullable: _nullable, type, ...rest } = copy;
  if (typeof type === 'string')
    return { ...rest, type: [type, 'null'], ...(isEnum(rest) ? { enum: [...rest.enum, null] } : {}) };
  return { anyOf: [rest, { type: 'null' }] };
}

function isEnum(schema: object): schema is { readonly enum: readonly unknown[] } {
  return 'enum' in schema && Array.isArray(schema.enum);
}
