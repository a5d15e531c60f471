import { expect, it } from 'vitest';
import { createHaloPsa } from '#adapters/psa/halopsa/halopsa.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import type { Desk } from '../../sandbox/desk/desk-types.ts';
import { startHaloPsa } from '../../sandbox/halopsa/halopsa.ts';
import { publishedData } from '../../support/published-data.ts';
import { peopleOf } from './people-of.ts';
import {
  type PsaAdapter,
  type PsaSimulation,
  type PsaUnderTest,
  technicianSourceSuite,
} from './technician-source.suite.ts';
import type { PsaCall, TicketAdapter, TicketChange, TicketSimulation } from './ticket-simulation.ts';
import { ticketSourceSuite } from './ticket-source.suite.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

const HALOPSA: PsaUnderTest = {
  name: 'HaloPSA',
  isRemote: true,
  start: (clock) => startSimulation(createDesk(NOW), clock),
  adapter: anAdapter,
};

technicianSourceSuite(HALOPSA);

ticketSourceSuite({
  name: 'HaloPSA',
  knows: { hours: true, skills: true, conflicts: true, signsHooks: false },
  start: startTickets,
  adapter: ({ clock, sleep }) => anAdapter({ clock, sleep }),
});

const ROUTES: Readonly<Record<PsaCall, string>> = {
  ticket: 'ticket',
  tickets: 'tickets',
  'write-ticket': 'write-tickets',
  calendar: 'appointments',
  'write-calendar': 'write-appointments',
  catalogue: 'priorities',
};

async function startTickets(clock: Clock): Promise<TicketSimulation> {
  const desk = createDesk(NOW);
  const halo = await startHaloPsa({ port: 0, desk, clock, throttling: false });
  const { clientId, clientSecret } = halo.application;
  const state = halo.state();
  const fields = ({ owner, closed, client, priority, title, description, openedAt }: TicketChange) => ({
    ...(owner !== undefined && { agent_id: owner ?? 1 }),
    ...(closed !== undefined && { status_id: closed ? 9 : 1 }),
    ...(client !== undefined && { client_id: client }),
    ...(priority !== undefined && { priority_id: priority }),
    ...(title !== undefined && { summary: title }),
    ...(description !== undefined && { details: description }),
    ...(openedAt !== undefined && { dateoccurred: openedAt.toISOString() }),
  });
  return {
    desk,
    connectionOf: (deskId) => ({
      deskId,
      kind: 'halopsa',
      settings: { baseUrl: halo.baseUrl, tokenUrl: halo.tokenUrl },
      secrets: { clientId, clientSecret },
      connectedAt: NOW,
      connectedBy: null,
    }),
    withoutRight: (connection, right) => ({
      ...connection,
      settings: {
        ...connection.settings,
        scope: right === 'read' ? 'read:agents' : 'read:agents read:tickets read:calendar read:customers',
      },
    }),
    technicianId: String,
    ticketId: String,
    ticketRef: String,
    addTicket(ticket) {
      const id = state.nextTicketId();
      const [known] = state.tickets();
      if (!known) throw new Error('the made-up desk has no ticket');
      const plain = { owner: null, closed: false, client: 11, priority: 3, openedAt: NOW } as const;
      state.putTicket({ ...known, id, ...fields({ ...plain, ...ticket }) });
      return id;
    },
    changeTicket(id, change) {
      if (change === 'remove') return state.removeTicket(id);
      const known = state.ticket(id);
      if (!known) throw new Error(`no ticket ${id}`);
      state.putTicket({ ...known, ...fields(change) });
    },
    disableAgent: (agent) => state.changeAgent(agent, { isdisabled: true }),
    addEntry: (entry) => void state.work.addEntry({ ...entry, ticket: null, subject: 'Elsewhere' }),
    setHours: (hours) => state.work.setHours(hours),
    assignments: () => halo.assignments(),
    bookings: () =>
      state.work
        .entries()
        .flatMap(({ ticket, agent, start, end }) =>
          ticket === null ? [] : [{ ticketId: String(ticket), technicianId: String(agent), start, end }],
        ),
    afterNextWrite: (act) => state.work.afterNextWrite(act),
    spoil: (call, fault, times) => halo.faults.set({ route: ROUTES[call], fault, ...(times && { times }) }),
    calls: (call) => halo.requests.filter(({ route }) => route === ROUTES[call]).length,
    requests: () => halo.requests.filter(({ route }) => route !== 'token').length,
    sendHook: (url, ticketId, proof) => halo.sendHook(url, ticketId, proof),
    reset: () => halo.reset(),
    close: () => halo.close(),
  };
}

function anAdapter({
  clock,
  sleep,
}: Pick<Parameters<PsaUnderTest['adapter']>[0], 'clock' | 'sleep'>): PsaAdapter & TicketAdapter {
  return createHaloPsa({ clock, sleep, logger: silentLogger, allowLoopback: true });
}

async function startSimulation(desk: Desk, clock: Clock): Promise<PsaSimulation> {
  const halo = await startHaloPsa({ port: 0, desk, clock });
  const { clientId, clientSecret } = halo.application;
  const callsTo = (route: string) => halo.requests.filter((request) => request.route === route);
  return {
    people: peopleOf(desk.agents),
    connectionOf: (deskId) => ({
      deskId,
      kind: 'halopsa',
      settings: { baseUrl: halo.baseUrl, tokenUrl: halo.tokenUrl },
      secrets: { clientId, clientSecret },
      connectedAt: NOW,
      connectedBy: null,
    }),
    network: {
      withWrongSecret: (connection) => ({
        ...connection,
        secrets: { clientId, clientSecret: 'of last year' },
      }),
      withoutRight: (connection) => ({
        ...connection,
        settings: { ...connection.settings, scope: 'read:tickets' },
      }),
      spoilList: (fault, times) => halo.faults.set({ route: 'agents', fault, ...(times && { times }) }),
      spoilSignIn: (fault, times) => halo.faults.set({ route: 'token', fault, ...(times && { times }) }),
      forgetSignIns: () => halo.revokeTokens(),
      stale: { status: 401, triesUnchanged: true },
      goBlind: () => halo.state().setBlind(true),
      signIns: () => callsTo('token').length,
      listCalls: () => callsTo('agents').map((request) => request.status),
    },
    reset: () => halo.reset(),
    close: () => halo.close(),
  };
}

it('PSA-3: an application that may not use every right says so, and one with named rights signs in', async () => {
  const application = {
    clientId: 'reader',
    clientSecret: 'a-secret',
    scopes: ['read:agents', 'read:tickets'],
  };
  const halo = await startHaloPsa({ port: 0, desk: createDesk(NOW), application });
  const connection: PsaConnection = {
    deskId: '0a000000-0000-4000-8000-00000000000a',
    kind: 'halopsa',
    settings: { baseUrl: `${halo.baseUrl}/`, tokenUrl: halo.tokenUrl },
    secrets: { clientId: 'reader', clientSecret: 'a-secret' },
    connectedAt: NOW,
    connectedBy: null,
  };
  const source = anAdapter({ clock: { now: () => NOW }, sleep: async () => {} });
  expect(await source.checkPsa(connection)).toMatchObject({
    ok: false,
    steps: [{ step: 'Sign in', problem: expect.stringContaining('"all"') }],
  });
  const named = { ...connection.settings, scope: 'read:agents read:tickets', tenant: 'harbourlane' };
  expect(await source.checkPsa({ ...connection, settings: named })).toMatchObject({ ok: true });
  expect(halo.requests.at(-3)?.path).toContain('tenant=harbourlane');
  await halo.close();
});

interface Contract {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly parameters?: readonly { readonly name: string }[] }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: object }>> };
}

it('PSA-2: every question is one that the vendor describes, with parameters that it names', async (test) => {
  const contract = publishedData('contracts', 'halopsa.openapi.json') ?? test.skip('no contract data');
  const { paths, components } = contract as Contract;
  const psa = await startHaloPsa({ port: 0, desk: createDesk(NOW) });
  const { clientId, clientSecret } = psa.application;
  const source = anAdapter({ clock: { now: () => NOW }, sleep: async () => {} });
  await source.checkPsa({
    deskId: '0a000000-0000-4000-8000-00000000000a',
    kind: 'halopsa',
    settings: { baseUrl: psa.baseUrl, tokenUrl: psa.tokenUrl },
    secrets: { clientId, clientSecret },
    connectedAt: NOW,
    connectedBy: null,
  });
  const asked = psa.requests.filter((request) => request.route !== 'token');
  expect(asked.map((request) => request.route)).toEqual(['agents', 'tickets']);
  for (const request of asked) {
    const { pathname, searchParams } = new URL(request.path, psa.origin);
    const known = paths[pathname.replace(/^\/api/, '')]?.['get']?.parameters?.map((each) => each.name) ?? [];
    expect([...searchParams.keys()].length).toBeGreaterThan(0);
    for (const name of searchParams.keys()) expect(known, pathname).toContain(name);
  }
  const fields = Object.keys(components.schemas['Uname']?.properties ?? {});
  for (const field of ['id', 'name', 'email', 'googleemail', 'exchange_account', 'isdisabled', 'isapiagent'])
    expect(fields).toContain(field);
  await psa.close();
});
