import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rosterTicketSchema, rosterTicketsSchema } from '#contract/roster-ticket-schemas.ts';
import { startApiWorld } from './api-world.ts';
import { expectShape, faultFields } from './dispatch-world.ts';

const BASE = '/public-api/teams-availability/roster/tickets';
const DETAILS = {
  title: 'Outlook keeps asking for a password',
  priority: 'P2',
  queue: 'Service Desk',
  company: 'Contoso Dental',
  requiredSkills: ['Exchange'],
};

let world: Awaited<ReturnType<typeof startApiWorld>>;
let key: string;

beforeEach(async () => {
  world = await startApiWorld();
  key = await world.makeKey(['dispatch:read', 'dispatch:write']);
});
afterEach(() => world.stop());

const ask = (method: string, path = '', body?: unknown, headers: Record<string, string> = {}) =>
  world.call(`${BASE}${path}`, key, { method, headers, ...(body === undefined ? {} : { body }) });

describe('PSA-1: tickets of the built-in roster', () => {
  it('are written down, read, changed, closed and opened again', async () => {
    const added = await ask('POST', '', DETAILS);
    expectShape(rosterTicketSchema, added);
    expect(added.json).toMatchObject({ ref: '1', status: 'open', ownerId: null, version: 1, ...DETAILS });
    const changed = await ask('PUT', '/1', { ...DETAILS, priority: null, expectedVersion: 1 });
    expectShape(rosterTicketSchema, changed);
    expect(changed.json).toMatchObject({ priority: null, version: 2 });
    const close = (status: string, expectedVersion: number) =>
      ask('PUT', '/1/status', { status, expectedVersion });
    expect((await close('closed', 2)).json).toMatchObject({ status: 'closed', version: 3 });
    const open = await ask('GET');
    expectShape(rosterTicketsSchema, open);
    expect(open.json.tickets).toEqual([]);
    expect((await ask('GET', '?phase=any')).json.tickets).toHaveLength(1);
    expect((await close('open', 3)).json.status).toBe('open');
    expect((await ask('GET', '/1')).json.version).toBe(4);
  });
  it('a number of the desk’s own is kept, and may hold a slash', async () => {
    expect((await ask('POST', '', { ...DETAILS, ref: '#inc/7' })).json.ref).toBe('INC/7');
    expect((await ask('GET', '/inc%2F7')).json.ref).toBe('INC/7');
    expect(await ask('POST', '', { ...DETAILS, ref: 'INC/7' })).toMatchObject({
      status: 409,
      json: { code: 'conflict' },
    });
  });
  it('the second of two who change the same version is told', async () => {
    await ask('POST', '', DETAILS);
    const change = () => ask('PUT', '/1', { ...DETAILS, expectedVersion: 1 });
    expect([(await change()).status, (await change()).status]).toEqual([200, 409]);
    expect(await ask('PUT', '/9', { ...DETAILS, expectedVersion: 1 })).toMatchObject({
      status: 404,
      json: { code: 'ticket_not_found' },
    });
  });
  it('every fault is named by its field', async () => {
    const answer = await ask('POST', '', {
      ...DETAILS,
      ref: 'a?b',
      title: ' ',
      queue: 'x'.repeat(101),
      requiredSkills: Array.from({ length: 21 }, (_, index) => `s${index}`),
    });
    expect(answer.status).toBe(400);
    expect(faultFields(answer).toSorted()).toEqual(['queue', 'ref', 'requiredSkills', 'title']);
    expect(faultFields(await ask('POST', '', { ...DETAILS, priority: 'P5', owner: 'Ana' }))).toEqual([
      'priority',
      'owner',
    ]);
    expect(faultFields(await ask('PUT', '/1', DETAILS))).toEqual(['expectedVersion']);
    expect(faultFields(await ask('GET', '?limit=201&unassignedOnly=yes'))).toEqual([
      'unassignedOnly',
      'limit',
    ]);
  });
  it('API-2: a repeated request writes one ticket', async () => {
    const headers = { 'idempotency-key': 'one-ticket' };
    const [first, again] = [await ask('POST', '', DETAILS, headers), await ask('POST', '', DETAILS, headers)];
    expect(again.json).toEqual(first.json);
    expect((await ask('GET')).json.tickets).toHaveLength(1);
  });
});
