import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { createConnectWise } from '#adapters/psa/connectwise/connectwise.ts';
import type { Clock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { startConnectWise } from '../../sandbox/connectwise/connectwise.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import { publishedData } from '../../support/published-data.ts';
import { peopleOf } from './people-of.ts';
import {
  type PsaAdapter,
  type PsaSimulation,
  type PsaUnderTest,
  technicianSourceSuite,
} from './technician-source.suite.ts';
import { ticketSourceSuite } from './ticket-source.suite.ts';
import { simulateTickets } from './connectwise-simulation.ts';
import type { TicketAdapter } from './ticket-simulation.ts';
import { assignTicket } from '../../support/assign-ticket.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

technicianSourceSuite({
  name: 'ConnectWise PSA',
  isRemote: true,
  start: startSimulation,
  adapter: anAdapter,
});

ticketSourceSuite({
  name: 'ConnectWise PSA',
  knows: { hours: true, skills: false, conflicts: true, signsHooks: true, secretInAddressOnly: true },
  start: simulateTickets,
  adapter: anAdapter,
});

function anAdapter({
  clock,
  sleep,
}: Pick<Parameters<PsaUnderTest['adapter']>[0], 'clock' | 'sleep'>): PsaAdapter & TicketAdapter {
  return createConnectWise({ clock, sleep, logger: silentLogger, allowLoopback: true });
}

async function startSimulation(clock: Clock): Promise<PsaSimulation> {
  const desk = createDesk(NOW);
  const psa = await startConnectWise({ port: 0, desk, clock });
  const { companyId, clientId, admin, ticketReader } = psa.access;
  const { publicKey, privateKey } = admin;
  const callsTo = (route: string) => psa.requests.filter((request) => request.route === route);
  return {
    people: peopleOf(desk.agents),
    connectionOf: (deskId) => ({
      deskId,
      kind: 'connectwise',
      settings: { baseUrl: psa.origin, companyId, clientId },
      secrets: { publicKey, privateKey },
      connectedAt: NOW,
      connectedBy: null,
    }),
    network: {
      withWrongSecret: (connection) => ({
        ...connection,
        secrets: { publicKey, privateKey: 'of last year' },
      }),
      withoutRight: (connection) => ({
        ...connection,
        secrets: { publicKey: ticketReader.publicKey, privateKey: ticketReader.privateKey },
      }),
      spoilList: (fault, times) => psa.faults.set({ route: 'members', fault, ...(times && { times }) }),
      spoilSignIn: (fault, times) =>
        psa.faults.set({ route: 'company-info', fault, ...(times && { times }) }),
      forgetSignIns: () => psa.setCodebase('v2026_2'),
      stale: { status: 404, triesUnchanged: false },
      goBlind: () => psa.state().setBlind(true),
      signIns: () => callsTo('company-info').length,
      listCalls: () => callsTo('members').map((request) => request.status),
    },
    reset: () => psa.reset(),
    close: () => psa.close(),
  };
}

interface Contract {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly parameters?: readonly { readonly name: string }[] }>>>
  >;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly properties: Readonly<Record<string, object>> }>>;
  };
}

it('PSA-2: every question is one that the vendor describes, with parameters and fields that it names', async (test) => {
  const contract =
    publishedData('contracts', 'connectwise-psa.openapi.json') ?? test.skip('no contract data');
  const { paths, components } = contract as Contract;
  const clock = { now: () => NOW };
  const psa = await startConnectWise({ port: 0, desk: createDesk(NOW), clock });
  const { companyId, clientId, admin } = psa.access;
  const check = await anAdapter({ clock, sleep: async () => {} }).checkPsa({
    deskId: '0a000000-0000-4000-8000-00000000000a',
    kind: 'connectwise',
    settings: { baseUrl: psa.origin, companyId, clientId },
    secrets: { publicKey: admin.publicKey, privateKey: admin.privateKey },
    connectedAt: NOW,
    connectedBy: null,
  });
  expect(check.ok).toBe(true);
  const asked = psa.requests.filter((request) => request.route !== 'company-info');
  expect(asked.map((request) => request.route)).toEqual(['member-count', 'members', 'ticket-count']);
  for (const request of asked) {
    const { pathname, searchParams } = new URL(request.path, psa.origin);
    const template = pathname.replace('/v4_6_release/apis/3.0', '');
    const known = paths[template]?.['get']?.parameters?.map((each) => each.name) ?? [];
    for (const name of searchParams.keys()) expect(known, pathname).toContain(name);
    expect(request.method).toBe('GET');
  }
  const fields = new URL(asked[1]?.path ?? '', psa.origin).searchParams.get('fields')?.split(',') ?? [];
  expect(fields).toContain('primaryEmail');
  const known = Object.keys(components.schemas['Member']?.properties ?? {});
  for (const field of fields) expect(known).toContain(field);
  await psa.close();
});

it('PSA-2: every question and every write of dispatch is one that the vendor describes', async (test) => {
  const contract =
    publishedData('contracts', 'connectwise-psa.openapi.json') ?? test.skip('no contract data');
  const { paths, components } = contract as Contract;
  const psa = await simulateTickets({ now: () => NOW });
  const source = anAdapter({ clock: { now: () => NOW }, sleep: async () => {} });
  const where = psa.connectionOf('0a000000-0000-4000-8000-00000000000a');
  const slot = { start: NOW, end: new Date(NOW.getTime() + 3_600_000) };
  const ticket = await source.findTicket(where, '4711', 'interactive');
  if (ticket === null) throw new Error('ticket 4711 was not found');
  const question = { ticket, technicianIds: ['13'], slot, calendar: true };
  await source.readWork(where, question, 'interactive');
  await source.readCatalogue(where, 'interactive');
  await source.listTickets(where, { phase: 'open', unassignedOnly: true, limit: 5 }, 'interactive');
  const wish = { ticketId: '4711', technicianId: '13', ifOwnerIs: null };
  await assignTicket(source, where, wish);
  await assignTicket(source, where, { ...wish, technicianId: null, ifOwnerIs: '13' });
  await source.book(where, { ticketId: '4711', ticketRef: '4711', technicianId: '13', slot }, 'interactive');

  const requests = psa.received();
  expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(['GET', 'PATCH', 'POST']));
  const unknown = new Set<string>();
  for (const { method, path } of requests) {
    const { pathname, searchParams } = new URL(path, 'http://psa.example');
    const asked = pathname.replace('/v4_6_release/apis/3.0', '');
    const template = Object.keys(paths).find((known) =>
      new RegExp(`^${known.replaceAll(/\{\w+\}/g, '\\d+')}$`).test(asked),
    );
    const operation = paths[template ?? '']?.[method.toLowerCase()];
    if (operation === undefined) unknown.add(asked);
    // Two lists are described by hand and without the parameters that all lists have.
    if (operation === undefined || 'x-authored' in (paths[template ?? ''] ?? {})) continue;
    const known = operation.parameters?.map(({ name }) => name) ?? [];
    for (const name of searchParams.keys()) expect(known, asked).toContain(name);
    const schema = SCHEMAS[template ?? ''];
    const described = Object.keys(components.schemas[schema ?? '']?.properties ?? {});
    for (const field of searchParams.get('fields')?.split(',') ?? [])
      expect(described, `${asked} ${schema}`).toContain(field);
  }
  // Calendars and holidays are described elsewhere (django-connectwise).
  expect([...unknown].toSorted()).toEqual(['/schedule/calendars', '/schedule/holidayLists/1/holidays']);

  const ajv = new Ajv({ strict: false, validateFormats: false });
  const closed = Object.entries(components.schemas).map(([name, schema]) => [
    name,
    { ...schema, additionalProperties: false },
  ]);
  ajv.addSchema({ $id: 'contract', components: { schemas: Object.fromEntries(closed) as object } });
  const writes = psa.writes();
  expect(writes.map(({ route }) => route)).toEqual(['patch-ticket', 'patch-ticket', 'add-schedule-entry']);
  for (const { route, body } of writes) {
    const name = route === 'patch-ticket' ? 'PatchOperation' : 'ScheduleEntry';
    const validate = ajv.getSchema(`contract#/components/schemas/${name}`);
    for (const item of Array.isArray(body) ? body : [body])
      expect(validate?.(item), JSON.stringify(validate?.errors)).toBe(true);
  }
  await psa.close();
});

const SCHEMAS: Readonly<Record<string, string>> = {
  '/service/tickets': 'Ticket',
  '/service/tickets/{id}': 'Ticket',
  '/service/tickets/{parentId}/notes': 'ServiceNote',
  '/service/priorities': 'Priority',
  '/service/boards': 'Board',
  '/company/companies': 'Company',
  '/schedule/entries': 'ScheduleEntry',
  '/system/members': 'Member',
};
