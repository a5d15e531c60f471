import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHaloPsa } from '#adapters/psa/halopsa/halopsa.ts';
import { createHaloPsaHook } from '#adapters/psa/halopsa/halopsa-hook.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { HOUR } from '#kernel/interval.ts';
import { silentLogger } from '#kernel/logger.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import { type HaloPsaSim, startHaloPsa } from '../../sandbox/halopsa/halopsa.ts';
import { type Simulator, startSimulator } from '../../sandbox/simulator.ts';
import { publishedData } from '../../support/published-data.ts';
import { assignTicket } from '../../support/assign-ticket.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const slot = { start: NOW, end: new Date(NOW.getTime() + HOUR) };
const wish = { ticketId: '4711', ticketRef: '4711', technicianId: '13', slot };
let halo: HaloPsaSim;

beforeAll(async () => {
  halo = await startHaloPsa({ port: 0, desk: createDesk(NOW), clock: { now: () => NOW } });
});
afterAll(() => halo.close());
beforeEach(() => halo.reset());

const anAdapter = () =>
  createHaloPsa({
    clock: { now: () => NOW },
    sleep: async () => {},
    logger: silentLogger,
    allowLoopback: true,
  });

function connectionTo(baseUrl: string): PsaConnection {
  return {
    deskId: '0a000000-0000-4000-8000-00000000000a',
    kind: 'halopsa',
    settings: { baseUrl, tokenUrl: halo.tokenUrl },
    secrets: { clientId: halo.application.clientId, clientSecret: halo.application.clientSecret },
    connectedAt: NOW,
    connectedBy: null,
  };
}

describe('PSA-2 requests to HaloPSA', () => {
  interface Contract {
    readonly paths: Readonly<
      Record<string, Readonly<Record<string, { readonly parameters?: readonly { readonly name: string }[] }>>>
    >;
    readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: object }>> };
  }

  it('are ones that the vendor describes, with parameters and fields that it names', async (test) => {
    const data = publishedData('contracts', 'halopsa.openapi.json') ?? test.skip('no contract data');
    const { paths, components } = data as Contract;
    const [source, connection] = [anAdapter(), connectionTo(halo.baseUrl)];
    const ticket = (await source.findTicket(connection, '#4711', 'interactive')) ?? expect.fail('no ticket');
    await source.listTickets(connection, { phase: 'open', unassignedOnly: true, limit: 200 }, 'interactive');
    await source.readWork(connection, { ticket, technicianIds: ['13'], slot, calendar: true }, 'interactive');
    await source.readCatalogue(connection, 'interactive');
    await assignTicket(source, connection, { ticketId: '4711', technicianId: '13', ifOwnerIs: null });
    await source.book(connection, wish, 'interactive');
    const asked = halo.requests.filter(({ route }) => route !== 'token');
    for (const { method, path } of asked) {
      const { pathname, searchParams } = new URL(path, halo.origin);
      const template = pathname.replace(/^\/api/, '').replace(/\/\d+$/, '/{id}');
      const operation = paths[template]?.[method.toLowerCase()];
      expect(operation, `${method} ${template}`).toBeDefined();
      const known = operation?.parameters?.map(({ name }) => name) ?? [];
      for (const name of searchParams.keys()) expect(known, template).toContain(name);
    }
    expect(new Set(asked.map(({ route }) => route))).toEqual(
      new Set([
        'ticket',
        'tickets',
        'priorities',
        'statuses',
        'teams',
        'agents',
        'appointments',
        'holidays',
        'workday',
        'clients',
        'write-tickets',
        'write-appointments',
      ]),
    );
    // Only a column that HaloPSA knows by this spelling narrows the list down: without it all tickets of a company would be read.
    expect(asked.some(({ path }) => path.includes('client_id=11&datesearch=dateoccured&startdate='))).toBe(
      true,
    );
    const fieldsOf = (schema: string) => Object.keys(components.schemas[schema]?.properties ?? {});
    for (const name of ['id', 'agent_id', 'sla_id', 'priority_id', 'team', 'client_id', 'dateoccurred'])
      expect(fieldsOf('Faults')).toContain(name);
    for (const name of ['subject', 'start_date', 'end_date', 'agent_id', 'agents', 'ticket_id'])
      expect(fieldsOf('Appointment')).toContain(name);
    for (const name of [
      'reassign_ticket',
      'inform_user',
      '_warning',
      'holiday_id',
      'shift_type_id',
      'is_task',
    ])
      expect(fieldsOf('Appointment')).toContain(name);
  });
});

describe('DIS-2 time off', () => {
  it('counts once it is approved', async () => {
    const away = { start: new Date(NOW.getTime() - HOUR), end: new Date(NOW.getTime() + HOUR) };
    halo.state().addWish({ ...away, agent: 13 });
    const question = {
      ticket: { id: '4711', company: null, queue: null },
      technicianIds: ['13', '14'],
      slot,
      calendar: true,
    };
    halo.state().work.addEntry({ ...away, agent: 14, ticket: null, kind: 'time-off', subject: 'Leave' });
    const { work } = await anAdapter().readWork(connectionTo(halo.baseUrl), question, 'interactive');
    expect([work.get('13')?.calendar, work.get('14')?.calendar]).toEqual(['free', 'time-off']);
  });
});

describe('REL-1 a token that HaloPSA forgot', () => {
  it('is renewed in the middle of an assignment, which is written once', async () => {
    halo.faults.set({ route: 'write-tickets', fault: '401', times: 1 });
    const assignment = { ticketId: '4711', technicianId: '13', ifOwnerIs: null };
    const outcome = await assignTicket(anAdapter(), connectionTo(halo.baseUrl), assignment);
    expect(outcome).toEqual({ kind: 'assigned' });
    expect(halo.requests.filter(({ route }) => route === 'token')).toHaveLength(2);
    expect(halo.assignments()).toEqual([{ ticketId: '4711', technicianId: '13', at: NOW }]);
  });
});

describe('TAB-5 the address of a ticket', () => {
  it.each([
    ['', '/tickets?id=4711'],
    ['/', '/tickets?id=4711'],
  ])('is the PSA’s own page beside its API (base address with "%s" behind)', async (tail, path) => {
    const ticket = await anAdapter().findTicket(connectionTo(halo.baseUrl + tail), '4711', 'interactive');
    expect(ticket?.link).toBe(halo.origin + path);
  });
});

describe('DIS-1 messages of HaloPSA', () => {
  const hook = createHaloPsaHook();
  const secret = 'sesame:open';
  const read = (body: unknown, authorization: string | undefined = `Bearer ${secret}`) =>
    hook.readHook(connectionTo(halo.baseUrl), {
      headers: { authorization },
      body: JSON.stringify(body),
      secret,
    });
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

  it.each([
    [basic(`rollcall:${secret}`), 'tickets'],
    [basic(`:${secret}`), 'tickets'],
    [`bearer ${secret}`, 'tickets'],
    [basic(`${secret}:`), 'forged'],
    [basic(`rollcall:${secret} `), 'forged'],
    [secret, 'forged'],
    ['', 'forged'],
    ['Basic', 'forged'],
    [`Bearer ${secret.toUpperCase()}`, 'forged'],
  ])('SEC-1: %s is %s', async (authorization, kind) => {
    expect((await read({ ticket: { id: 4711 } }, authorization)).kind).toBe(kind);
  });

  it('SEC-1: without a secret of ours nothing is proven', async () => {
    const message = { headers: { authorization: basic('rollcall:') }, body: '{}', secret: '' };
    expect(await hook.readHook(connectionTo(halo.baseUrl), message)).toEqual({ kind: 'forged' });
  });

  it.each([
    [{ id: 'e1', ticket: { id: 4711 } }, ['4711'], 'e1'],
    [{ id: 'e1', object_id: '4712' }, ['4712'], 'e1'],
    [
      [{ id: 'e1', ticket: { id: 4711 } }, { id: 'e2', ticket: { id: 4711 } }, { ticket: { id: 4713 } }],
      ['4711', '4713'],
      null,
    ],
    [{ events: [{ id: 'e1', ticket: { id: 4711 } }] }, ['4711'], 'e1'],
    [{ id: 'e1', ticket: { id: '4711/../4700' } }, [], 'e1'],
    [{ id: 'e1', client: { id: 11 } }, [], 'e1'],
    [[null, 7, 'x', { ticket: { id: -1 } }, { ticket: { id: 4711 } }], ['4711'], null],
  ])('%j names %j', async (body, ticketIds, eventId) => {
    expect(await read(body)).toEqual({ kind: 'tickets', ticketIds, eventId });
  });

  it('the simulated HaloPSA sends batches, and Basic when it was set up so', async () => {
    let got = { authorization: '', body: '' };
    const address = await startSimulator({
      name: 'hook',
      port: 0,
      routes: [
        {
          method: 'POST',
          pattern: '/hook',
          name: 'hook',
          handle({ headers, body }) {
            got = { authorization: headers.authorization ?? '', body };
            return { status: 204 };
          },
        },
      ],
    });
    await halo.sendHook(`${address.origin}/hook`, ['4711', '4712'], secret, { authentication: 'basic' });
    await address.close();
    const message = { headers: { authorization: got.authorization }, body: got.body, secret };
    expect(await hook.readHook(connectionTo(halo.baseUrl), message)).toMatchObject({
      ticketIds: ['4711', '4712'],
    });
  });
});

describe('answers of HaloPSA that the simulated one has no reason to give', () => {
  let answer: { status: number; body: unknown };
  let writes: number;
  let ticket: object;
  let lists: Readonly<Record<string, readonly object[]>>;
  let other: Simulator;
  beforeAll(async () => {
    const get = (pattern: string, body: () => unknown) => ({
      method: 'GET',
      pattern: `/api${pattern}`,
      name: pattern,
      handle: () => ({ status: 200, body: body() }),
    });
    const write = (pattern: string) => ({
      method: 'POST',
      pattern: `/api${pattern}`,
      name: `write ${pattern}`,
      handle() {
        writes += 1;
        return answer;
      },
    });
    other = await startSimulator({
      name: 'odd-halopsa',
      port: 0,
      routes: [
        get('/Tickets/:id', () => ticket),
        get('/Workday/:id', () => WORKDAY),
        get('/Tickets', () => ({ record_count: 0, tickets: [] })),
        ...['/Priority', '/Status', '/Team', '/Agent', '/Appointment', '/Holiday'].map((pattern) =>
          get(pattern, () => lists[pattern] ?? []),
        ),
        write('/Tickets'),
        write('/Appointment'),
      ],
    });
  });
  afterAll(() => other.close());
  beforeEach(() => {
    writes = 0;
    lists = {};
    ticket = { id: 4711, status_id: 1, agent_id: 0, dateoccurred: '2026-11-23T08:00:00' };
  });
  /** Mondays, eight to six. NOW is one. */
  const WORKDAY = {
    timezone: 'UTC',
    alldayssame: true,
    start: '08:00',
    end: '18:00',
    incmonday: true,
  };
  const where = () => connectionTo(`${other.origin}/api`);
  const assign = (technicianId: string | null = '13', ifOwnerIs: string | null = null) =>
    assignTicket(anAdapter(), where(), { ticketId: '4711', technicianId, ifOwnerIs });
  const book = () => anAdapter().book(where(), wish, 'interactive');

  it('a time without a zone is UTC, an owner of number 0 is nobody, and numbers without names stand for themselves', async () => {
    ticket = { ...ticket, sla_id: 3, priority_id: 2, client_id: 7, team: 'Night crew' };
    expect(await anAdapter().findTicket(where(), '4711', 'interactive')).toMatchObject({
      openedAt: new Date('2026-11-23T08:00:00Z'),
      ownerId: null,
      priority: { id: '3:2', label: 'Priority 2', rank: 2 },
      company: { id: '7', name: 'Client 7' },
      queue: { id: 'Night crew', name: 'Night crew' },
      title: '',
      description: '',
    });
  });

  it.each([
    ['Please enter a Category', 'refused'],
    ['This agent is not in the team of the ticket', 'technician-refused'],
    ['x'.repeat(500), 'refused'],
  ])('DIS-8: a refusal is told in HaloPSA’s words, 300 characters of them: %s', async (words, kind) => {
    answer = { status: 400, body: { Message: words } };
    expect(await assign()).toEqual({ kind, text: words.slice(0, 300) });
    expect(writes).toBe(1);
  });

  it('DIS-8: a refusal to take a ticket back is about no technician', async () => {
    ticket = { ...ticket, agent_id: 13 };
    answer = { status: 400, body: { message: 'Tickets must have an agent' } };
    expect(await assign(null, '13')).toEqual({ kind: 'refused', text: 'Tickets must have an agent' });
  });

  it('DIS-8: a change that HaloPSA takes and does not make is no assignment', async () => {
    answer = { status: 201, body: { id: 4711 } };
    expect(await assign()).toMatchObject({ kind: 'refused' });
  });

  it('DIS-8: a ticket that was given back meanwhile may be given to another', async () => {
    answer = { status: 404, body: { ClassName: 'System.Exception', Message: 'no such ticket' } };
    expect(await assign('13', '2')).toEqual({ kind: 'gone' });
    expect(writes).toBe(1);
  });

  it('DIS-8: an answer about another ticket is no ticket', async () => {
    ticket = { ...ticket, id: 0 };
    expect(await assign()).toEqual({ kind: 'gone' });
    expect(writes).toBe(0);
  });

  it.each([
    [{ id: 0, _warning: 'This overlaps another appointment' }, { kind: 'conflict' }],
    [
      { id: 0, _warning: 'Outside of the contract' },
      { kind: 'refused', text: 'Outside of the contract' },
    ],
    [
      { id: 5, start_date: '2026-11-23T10:00:00Z' },
      {
        kind: 'refused',
        text: expect.stringContaining('2026-11-23T10:00:00Z instead of 2026-11-23T09:00:00Z'),
      },
    ],
    [[{ id: 5, start_date: '2026-11-23T09:00:00' }], { kind: 'booked', entryId: '5' }],
  ])('DIS-8: a booking that is answered %j is %j', async (body, outcome) => {
    answer = { status: 201, body };
    expect(await book()).toEqual(outcome);
    expect(writes).toBe(1);
  });

  describe('DIS-2 calendars', () => {
    const calendarOf = async (...agents: readonly string[]) => {
      const question = { ticket: { id: '4711', company: null, queue: null }, technicianIds: agents, slot };
      const { work, unread } = await anAdapter().readWork(
        where(),
        { ...question, calendar: true },
        'interactive',
      );
      expect(unread).toEqual([]);
      return agents.map((agent) => work.get(agent)?.calendar);
    };
    const today = (hour: string): string => `2026-11-23T${hour}:00`;
    const entry = (row: object) => ({ id: 1, start_date: today('08:30'), end_date: today('09:30'), ...row });

    it('a meeting of several keeps all of them busy; a to-do and a shift keep nobody busy', async () => {
      lists = { '/Appointment': [entry({ agent_id: 13, agents: [{ id: 13 }, { id: 14 }] })] };
      expect(await calendarOf('13', '14', '15')).toEqual(['busy', 'busy', 'free']);
      lists = {
        '/Appointment': [entry({ agent_id: 13, is_task: true }), entry({ agent_id: 14, shift_type_id: 3 })],
      };
      expect(await calendarOf('13', '14')).toEqual(['free', 'free']);
    });

    it('an appointment of a whole day lasts for it, though it ends when it begins', async () => {
      const midnight = { start_date: today('00:00'), end_date: today('00:00') };
      lists = { '/Appointment': [entry({ ...midnight, agent_id: 13, allday: true })] };
      expect(await calendarOf('13')).toEqual(['busy']);
    });

    it('a bank holiday is one for everybody with those working hours', async () => {
      const agents = [
        { id: 13, workday_id: 1 },
        { id: 14, workday_id: 2 },
        { id: 15, workday_id: 0 },
      ];
      lists = { '/Agent': agents, '/Holiday': [{ workday_id: 1, agent_id: 0, date: today('00:00') }] };
      expect(await calendarOf('13', '14', '15')).toEqual(['time-off', 'free', 'free']);
    });

    it('who works by shifts is judged by them, where HaloPSA shows any', async () => {
      const agents = [13, 14].map((id) => ({ id, workday_id: 1, enableshifts: true }));
      lists = { '/Agent': agents, '/Appointment': [entry({ agent_id: 13, shift_type_id: 3 })] };
      expect(await calendarOf('13', '14')).toEqual(['free', 'outside-hours']);
      lists = { '/Agent': agents };
      expect(await calendarOf('13', '14')).toEqual(['free', 'free']);
    });
  });
});
