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
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: object }>> };
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
