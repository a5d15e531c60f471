import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Autotask, createAutotask } from '#adapters/psa/autotask/autotask.ts';
import type { TechnicianWork } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { DAY, HOUR, MINUTE } from '#kernel/interval.ts';
import { silentLogger } from '#kernel/logger.ts';
import { type AutotaskSim, startAutotask } from '../../sandbox/autotask/autotask.ts';
import { ticketNumberOf } from '../../sandbox/autotask/autotask-json.ts';
import { TECHNICIAN_ROLE } from '../../sandbox/autotask/autotask-state.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import { assignTicket } from '../../support/assign-ticket.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
/** The first says their own default role, the second has it among the service desk roles. */
const [AISHA, BEN] = [2, 3];
const WEI = 43;
let now = NOW;
let psa: AutotaskSim;
let autotask: Autotask;

beforeAll(async () => {
  psa = await startAutotask({ port: 0, desk: createDesk(NOW), clock: { now: () => now } });
});
afterAll(() => psa.close());
beforeEach(() => {
  now = NOW;
  psa.reset();
  autotask = createAutotask({
    clock: { now: () => now },
    sleep: async () => {},
    logger: silentLogger,
    allowLoopback: true,
  });
});

function connection(): PsaConnection {
  const { integrationCode, admin } = psa.access;
  return {
    deskId: '0a000000-0000-4000-8000-00000000000a',
    kind: 'autotask',
    settings: { baseUrl: psa.origin, userName: admin.userName },
    secrets: { integrationCode, secret: admin.secret },
    connectedAt: NOW,
    connectedBy: null,
  };
}

const assign = (technician: number | null, ticketId = '4711', owner: number | null = null) =>
  assignTicket(autotask, connection(), {
    ticketId,
    technicianId: technician === null ? null : String(technician),
    ifOwnerIs: owner === null ? null : String(owner),
  });
const find = (ref: string) => autotask.findTicket(connection(), ref, 'interactive');
const routes = () => psa.requests.map(({ route }) => route).filter((route) => route !== 'zone-information');
const ticket = (id = 4711) => psa.state().ticket(id);

describe('the role of an owner', () => {
  it.each([
    ['their own default', AISHA],
    ['the default among their service desk roles', BEN],
  ])('DIS-8: a resource takes the ticket in %s', async (_, agent) => {
    expect(await assign(agent)).toEqual({ kind: 'assigned' });
    expect(ticket()).toMatchObject({ agent_id: agent, roleId: TECHNICIAN_ROLE });
  });

  it('DIS-8: a ticket that is given back has neither resource nor role', async () => {
    await assign(AISHA);
    expect(await assign(null, '4711', AISHA)).toEqual({ kind: 'assigned' });
    expect(ticket()).toMatchObject({ agent_id: 1, roleId: null });
  });

  it.each([
    ['no role at all', []],
    ['an inactive default', [{ roleId: TECHNICIAN_ROLE, isDefault: true, isActive: false }]],
  ])('DIS-9: a technician with %s is refused in our words, and nothing is written', async (_, roles) => {
    psa.state().setRoles(BEN, { own: null, roles });
    expect(await assign(BEN)).toEqual({
      kind: 'technician-refused',
      text: expect.stringContaining('no service desk role'),
    });
    expect(routes()).not.toContain('write-ticket');
  });

  it('DIS-9: a role that Autotask does not take is refused in its words, once', async () => {
    psa.state().setRoles(AISHA, { own: 99, roles: [] });
    expect(await assign(AISHA)).toEqual({
      kind: 'technician-refused',
      text: 'Role does not exist or is invalid.',
    });
    expect(routes().filter((route) => route === 'write-ticket')).toHaveLength(1);
  });

  it('DIS-9: a technician outside of the ticket’s queue is refused; without a queue nobody asks', async () => {
    psa.state().setQueues(AISHA, ['Projects']);
    expect(await assign(AISHA)).toEqual({
      kind: 'technician-refused',
      text: expect.stringContaining('Queue'),
    });
    const before = ticket();
    if (before) psa.state().putTicket({ ...before, team: '' });
    expect(await assign(AISHA)).toEqual({ kind: 'assigned' });
  });

  it('DIS-9: an inactive, an unknown and a made-up technician are refused without a write', async () => {
    psa.state().changeAgent(AISHA, { isdisabled: true });
    expect(await assign(AISHA)).toMatchObject({ kind: 'technician-refused' });
    expect(await assign(424_242)).toMatchObject({ kind: 'technician-refused' });
    const wish = { ticketId: '4711', technicianId: 'x" or 1', ifOwnerIs: null };
    expect(await assignTicket(autotask, connection(), wish)).toMatchObject({
      kind: 'technician-refused',
    });
    expect(routes()).not.toContain('write-ticket');
  });
});

describe('a secondary resource', () => {
  const help = () => psa.state().addSecondary({ ticketId: 4711, agent: AISHA, roleId: TECHNICIAN_ROLE });

  it('DIS-8: stops helping before the ticket becomes theirs; others help on', async () => {
    help();
    psa.state().addSecondary({ ticketId: 4711, agent: BEN, roleId: TECHNICIAN_ROLE });
    expect(await assign(AISHA)).toEqual({ kind: 'assigned' });
    expect(psa.state().secondaries()).toMatchObject([{ agent: BEN }]);
  });

  it('DIS-8: helps on when Autotask does not give them the ticket', async () => {
    help();
    psa.state().setQueues(AISHA, []);
    expect(await assign(AISHA)).toMatchObject({ kind: 'technician-refused' });
    expect(psa.state().secondaries()).toMatchObject([
      { ticketId: 4711, agent: AISHA, roleId: TECHNICIAN_ROLE },
    ]);
  });

  it.each([
    ['write-ticket', '503'],
    ['write-ticket', '500'],
    ['write-ticket', 'html:404'],
    ['remove-secondary-resource', '503'],
    ['remove-secondary-resource', 'reset-after'],
  ])('REL-2: helps on when %s fails with %s', async (route, fault) => {
    help();
    psa.faults.set({ route, fault, times: 1 });
    await expect(assign(AISHA)).rejects.toMatchObject({ code: 'psa_down' });
    expect(psa.state().secondaries()).toMatchObject([
      { ticketId: 4711, agent: AISHA, roleId: TECHNICIAN_ROLE },
    ]);
    expect(await assign(AISHA)).toEqual({ kind: 'assigned' });
    expect(psa.state().secondaries()).toEqual([]);
  });

  it('REL-2: does not help with their own ticket when only the answer was lost', async () => {
    help();
    psa.faults.set({ route: 'write-ticket', fault: 'reset-after', times: 1 });
    await expect(assign(AISHA)).rejects.toMatchObject({ code: 'psa_down' });
    expect(ticket()).toMatchObject({ agent_id: AISHA });
    expect(routes()).not.toContain('add-secondary-resource');
  });

  it('REL-2: a lost answer in between is mended by whoever repeats it', async () => {
    help();
    psa.faults.set({ route: 'remove-secondary-resource', fault: 'reset-after', times: 1 });
    await expect(assign(AISHA)).rejects.toMatchObject({ code: 'psa_down' });
    expect(await assign(AISHA)).toEqual({ kind: 'assigned' });
    expect(psa.state().work.assignments()).toHaveLength(1);
  });
});

describe('REL-2: what Autotask answers is not what counts', () => {
  it('a refusal of what the ticket shows all the same is an assignment', async () => {
    const before = ticket() ?? expect.fail('no ticket');
    vi.spyOn(psa.state(), 'queuesOf').mockImplementationOnce(() => {
      psa.state().putTicket({ ...before, agent_id: AISHA, roleId: TECHNICIAN_ROLE });
      return [];
    });
    expect(await assign(AISHA)).toEqual({ kind: 'assigned' });
  });
});

describe('more tickets than a list is cut at', () => {
  const aged = (count: number, days: number, changes: object = {}) => {
    const known = ticket() ?? expect.fail('no ticket');
    const dateoccurred = new Date(NOW.getTime() - days * DAY).toISOString();
    return Array.from({ length: count }, () => {
      const id = psa.state().nextTicketId();
      psa.state().putTicket({ ...known, id, dateoccurred, ...changes });
      return String(id);
    });
  };
  const list = (phase: 'open' | 'any', limit: number) =>
    autotask.listTickets(connection(), { phase, unassignedOnly: true, limit }, 'interactive');
  const ids = (tickets: readonly { readonly id: string }[]) => tickets.map(({ id }) => id);

  it('PSA-2: the newest are listed, of open tickets and of all', async () => {
    aged(5_100, 200);
    const fresh = aged(2, 0);
    expect(ids(await list('open', 2))).toEqual(fresh.toReversed());
    const any = ids(await list('any', 200));
    expect(any.slice(0, 2)).toEqual(fresh.toReversed());
    expect(any.length).toBeLessThan(200);
  });

  it('PSA-2: the newest of a very busy fortnight are listed', async () => {
    aged(5_100, 3);
    const fresh = aged(2, 0);
    expect(ids(await list('any', 2))).toEqual(fresh.toReversed());
  });

  it('DIS-4: fresh work counts, and who knows a busy company is known', async () => {
    aged(5_100, 30, { agent_id: BEN, roleId: TECHNICIAN_ROLE });
    aged(1, 0, { agent_id: WEI, roleId: TECHNICIAN_ROLE, client_id: 11 });
    const question = {
      ticket: { id: '4711', company: { id: '11', name: 'x' }, queue: null },
      technicianIds: [String(WEI)],
      slot: { start: NOW, end: new Date(NOW.getTime() + HOUR) },
      calendar: false,
    };
    const before = psa
      .state()
      .tickets()
      .filter((one) => one.agent_id === WEI && one.status_id !== 9).length;
    const { work } = await autotask.readWork(connection(), question, 'interactive');
    expect(work.get(String(WEI))).toMatchObject({ openTickets: before, affinity: 'recent-work' });
  });
});

describe('what a ticket says', () => {
  it('PSA-2: is found with and without the T, in either case, and by id; it links to Autotask', async () => {
    const number = ticketNumberOf({ id: 4711, dateoccurred: ticket()?.dateoccurred ?? '' });
    for (const typed of [number, number.toLowerCase(), number.slice(1), `#${number}`, '4711']) {
      expect(await find(typed)).toMatchObject({ id: '4711', ref: number });
    }
    expect((await find('4711'))?.link).toBe(
      `${psa.origin}/zone5/Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenTicketDetail&TicketID=4711`,
    );
  });

  it('PSA-2: what is no reference costs no call', async () => {
    for (const typed of ['', '#', 'printer', '4711 or 1=1', 'T2026.1']) expect(await find(typed)).toBeNull();
    expect(psa.requests).toEqual([]);
  });

  it('PERF-1: costs one call once the names are known', async () => {
    await find('4701');
    const before = routes().length;
    await find('4701');
    expect(routes().slice(before)).toEqual(['tickets']);
  });

  it('SPEC 0: what one connection knows does not serve the next one of the desk', async () => {
    await find('4711');
    const before = routes().length;
    const next = { ...connection(), connectedAt: new Date(NOW.getTime() + 1) };
    await autotask.findTicket(next, '4711', 'interactive');
    expect(routes().slice(before)).toContain('ticket-fields');
  });

  it('PSA-2: the name of an owner that may not be read is left out', async () => {
    psa.faults.set({ route: 'resources', fault: '403' });
    expect(await find('4701')).toMatchObject({ ownerId: String(AISHA), ownerName: null });
  });

  it('PSA-2: retired priorities and queues are no choice for instructions', async () => {
    const { priorities, queues } = await autotask.readCatalogue(connection(), 'interactive');
    expect(priorities.map(({ id, label }) => [id, label])).toEqual([
      ['4', 'Critical'],
      ['1', 'High'],
      ['2', 'Medium'],
      ['3', 'Low'],
    ]);
    expect(queues.map(({ name }) => name)).not.toContain('Old queue');
  });
});

describe('the calendar', () => {
  const slot = { start: new Date(NOW.getTime() + 10 * MINUTE), end: new Date(NOW.getTime() + 70 * MINUTE) };
  const at = (minutes: number) => new Date(slot.start.getTime() + minutes * MINUTE);
  async function work(start = slot.start): Promise<(agent: number) => TechnicianWork | undefined> {
    const question = {
      ticket: { id: '4711', company: { id: '11', name: 'x' }, queue: null },
      technicianIds: [AISHA, BEN].map(String),
      slot: { start, end: new Date(start.getTime() + HOUR) },
      calendar: true,
    };
    const reading = await autotask.readWork(connection(), question, 'interactive');
    expect(reading.unread).toEqual([]);
    return (agent) => reading.work.get(String(agent));
  }

  it('DIS-2: a service call blocks whoever goes there, a cancelled one nobody', async () => {
    const call = { ticket: 4711, start: at(-20), end: at(40) };
    psa.state().addServiceCall({ ...call, agent: AISHA, isCancelled: false });
    psa.state().addServiceCall({ ...call, agent: BEN, isCancelled: true });
    const of = await work();
    expect(of(AISHA)).toMatchObject({ calendar: 'busy', earliestStart: at(40) });
    expect(of(BEN)).toMatchObject({ calendar: 'free' });
  });

  it('DIS-2: time off counts once it is granted', async () => {
    const away = { start: at(-60), end: at(60) };
    psa.state().addWish({ ...away, agent: AISHA, status: 'Submitted' });
    psa.state().addWish({ ...away, agent: AISHA, status: 'Rejected' });
    psa.state().work.addEntry({ ...away, agent: BEN, ticket: null, kind: 'time-off', subject: '' });
    const of = await work();
    expect(of(AISHA)).toMatchObject({ calendar: 'free' });
    expect(of(BEN)).toMatchObject({ calendar: 'time-off', earliestStart: at(60) });
  });

  it.each([
    ['Saturday noon', '2026-11-28T12:00:00Z', 'outside-hours'],
    ['Monday morning', '2026-11-23T09:10:00Z', 'free'],
    ['Friday evening, which is Saturday in the east', '2026-11-27T20:00:00Z', 'free'],
    ['Sunday evening, which is Monday in the east', '2026-11-29T20:00:00Z', 'free'],
  ])('DIS-2: only days without hours everywhere on earth are days off: %s', async (_, start, calendar) => {
    psa.state().work.setHours({ from: '09:00', to: '17:30', days: [1, 2, 3, 4, 5], zone: 'Europe/London' });
    const from = new Date(start);
    expect((await work(from))(AISHA)).toMatchObject({
      calendar,
      earliestStart: calendar === 'free' ? from : null,
    });
  });

  it('PERF-1: the second reading within an hour costs five calls, whatever the desk', async () => {
    await work();
    const before = routes().length;
    await work();
    const calls = routes().slice(before);
    expect(calls).toHaveLength(5);
    expect(calls.filter((route) => route === 'tickets')).toHaveLength(2);
    expect(calls).toEqual(expect.arrayContaining(['appointments', 'service-calls', 'time-off']));
    now = new Date(NOW.getTime() + HOUR + MINUTE);
    await work();
    expect(routes()).toContain('ticket-fields');
    expect(routes().filter((route) => route === 'skills')).toHaveLength(2);
  });

  it('DIS-6: when nothing can be read the reading fails', async () => {
    await work();
    now = new Date(NOW.getTime() + HOUR + MINUTE);
    psa.faults.set({ route: '*', fault: '403' });
    await expect(work()).rejects.toMatchObject({ code: 'psa_permission_missing' });
  });

  it('DIS-8: a booking of our own is found again by whole number, resource and start', async () => {
    const book = (ticketRef: string, agent = AISHA) =>
      autotask.book(
        connection(),
        { ticketId: '4711', ticketRef, technicianId: String(agent), slot },
        'interactive',
      );
    const first = await book('T20261122.4711');
    expect(first).toMatchObject({ kind: 'booked' });
    expect(await book('T20261122.4711')).toEqual(first);
    expect(await book('T20261122.471')).toEqual({ kind: 'conflict' });
    expect(psa.state().work.entries()).toHaveLength(1);
    psa.state().changeAgent(BEN, { isdisabled: true });
    expect(await book('T20261122.4711', BEN)).toEqual({
      kind: 'refused',
      text: expect.stringContaining('inactive'),
    });
  });

  it('PSA-2: a list of every ticket looks back until it has enough', async () => {
    const before = ticket();
    if (before) {
      psa.state().putTicket({ ...before, dateoccurred: new Date(NOW.getTime() - 400 * DAY).toISOString() });
    }
    const list = (limit: number) =>
      autotask.listTickets(connection(), { phase: 'any', unassignedOnly: false, limit }, 'interactive');
    await list(5);
    expect(routes().filter((route) => route === 'tickets')).toHaveLength(1);
    expect((await list(200)).at(-1)?.id).toBe('4711');
  });
});

describe('limits', () => {
  it('REL-1: three calls at a time to one entity, the others wait their turn', async () => {
    await find('4711');
    const before = routes().length;
    const release = psa.hold('Tickets');
    const answers = Promise.all(['4711', '4712', '4713', '4714', '4715', '4716', '4717'].map(find));
    while (routes().length < before + 3) await new Promise((resolve) => setImmediate(resolve));
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(routes().slice(before)).toEqual(['tickets', 'tickets', 'tickets']);
    // Other entities have threads of their own.
    expect(await autotask.listTechnicians(connection(), 'interactive')).not.toHaveLength(0);
    release();
    expect((await answers).map((found) => found?.id)).toEqual([
      '4711',
      '4712',
      '4713',
      '4714',
      '4715',
      '4716',
      '4717',
    ]);
    expect(psa.requests.map(({ status }) => status)).not.toContain(429);
  });

  it('REL-1: the 10,001st call of an hour is psa_throttled, and dispatch says so', async () => {
    await find('4711');
    psa.useUp(10_000);
    await expect(find('4711')).rejects.toMatchObject({ code: 'psa_throttled' });
    await expect(assign(AISHA)).rejects.toMatchObject({ code: 'psa_throttled' });
    expect(psa.state().work.assignments()).toEqual([]);
  });
});

describe('a callout', () => {
  const secret = 'handed-out';
  const read = (callout: object | string, header?: (body: string) => string) => {
    const body = typeof callout === 'string' ? callout : JSON.stringify(callout);
    const signature = createHmac('sha1', secret).update(body).digest('base64');
    return autotask.readHook(connection(), {
      headers: { 'x-hook-signature': header?.(signature) ?? `sha1=${signature}` },
      body,
      secret,
    });
  };
  const update = { Action: 'Update', Guid: 'g-1', EntityType: 'Ticket', Id: 4711, SequenceNumber: 7 };

  it('DIS-1: names its ticket, and itself by webhook and count', async () => {
    const reading = { kind: 'tickets', ticketIds: ['4711'], eventId: 'g-1:7' };
    expect(await read(update)).toEqual(reading);
    expect(await read({ ...update, Action: 'Create', Fields: { x: 1 } })).toEqual(reading);
    expect(await read({ ...update, SequenceNumber: undefined })).toMatchObject({ eventId: null });
  });

  it.each([
    ['about an account', { ...update, EntityType: 'Account' }],
    ['about the webhook itself', { ...update, Action: 'Deactivated' }],
    ['with an id that is none', { ...update, Id: 'all' }],
    ['that is no JSON', 'ok'],
  ])('DIS-1: one %s names no ticket', async (_, callout) => {
    expect(await read(callout)).toMatchObject({ kind: 'tickets', ticketIds: [] });
  });

  it.each<[string, (signature: string) => string]>([
    ['no signature', () => ''],
    ['the hash alone', (signature) => signature],
    ['another hash', (signature) => `sha256=${signature}`],
    ['half of it', (signature) => `sha1=${signature.slice(0, 14)}`],
    ['an empty one', () => 'sha1='],
  ])('SEC-1: %s is forged', async (_, header) => {
    expect(await read(update, header)).toEqual({ kind: 'forged' });
  });

  it('SEC-1: without a secret of ours everything is forged', async () => {
    const body = JSON.stringify(update);
    const signature = createHmac('sha1', '').update(body).digest('base64');
    const headers = { 'x-hook-signature': `sha1=${signature}` };
    expect(await autotask.readHook(connection(), { headers, body, secret: '' })).toEqual({ kind: 'forged' });
  });
});
