import { expect, it } from 'vitest';
import { createAutotask } from '#adapters/psa/autotask/autotask.ts';
import type { Clock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { startAutotask } from '../../sandbox/autotask/autotask.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import { publishedData } from '../../support/published-data.ts';
import { peopleOf } from './people-of.ts';
import {
  type PsaAdapter,
  type PsaSimulation,
  type PsaUnderTest,
  technicianSourceSuite,
} from './technician-source.suite.ts';
import { AUTOTASK_TICKETS } from './autotask-tickets.ts';
import { ticketSourceSuite } from './ticket-source.suite.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

technicianSourceSuite({ name: 'Autotask', isRemote: true, start: startSimulation, adapter: anAdapter });
ticketSourceSuite(AUTOTASK_TICKETS);

function anAdapter({
  clock,
  sleep,
}: Pick<Parameters<PsaUnderTest['adapter']>[0], 'clock' | 'sleep'>): PsaAdapter {
  return createAutotask({ clock, sleep, logger: silentLogger, allowLoopback: true });
}

async function startSimulation(clock: Clock): Promise<PsaSimulation> {
  const desk = createDesk(NOW);
  const psa = await startAutotask({ port: 0, desk, clock });
  const { integrationCode, admin, ticketReader } = psa.access;
  const callsTo = (route: string) => psa.requests.filter((request) => request.route === route);
  return {
    people: peopleOf(desk.agents),
    connectionOf: (deskId) => ({
      deskId,
      kind: 'autotask',
      settings: { baseUrl: psa.origin, userName: admin.userName },
      secrets: { integrationCode, secret: admin.secret },
      connectedAt: NOW,
      connectedBy: null,
    }),
    network: {
      withWrongSecret: (connection) => ({
        ...connection,
        secrets: { integrationCode, secret: 'of last year' },
      }),
      withoutRight: (connection) => ({
        ...connection,
        settings: { ...connection.settings, userName: ticketReader.userName },
        secrets: { integrationCode, secret: ticketReader.secret },
      }),
      spoilList: (fault, times) => psa.faults.set({ route: 'resources', fault, ...(times && { times }) }),
      spoilSignIn: (fault, times) =>
        psa.faults.set({ route: 'zone-information', fault, ...(times && { times }) }),
      forgetSignIns: () => psa.setZone(7),
      stale: { status: 401, triesUnchanged: false },
      goBlind: () => psa.state().setBlind(true),
      signIns: () => callsTo('zone-information').length,
      listCalls: () => callsTo('resources').map((request) => request.status),
    },
    reset: () => psa.reset(),
    close: () => psa.close(),
  };
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: object }>> };
}

it('PSA-2: every question is one that the vendor describes', async (test) => {
  const contract = publishedData('contracts', 'autotask.openapi.json') ?? test.skip('no contract data');
  const { paths } = contract as Contract;
  const clock = { now: () => NOW };
  const psa = await startAutotask({ port: 0, desk: createDesk(NOW), clock });
  const { integrationCode, admin } = psa.access;
  const check = await anAdapter({ clock, sleep: async () => {} }).checkPsa({
    deskId: '0a000000-0000-4000-8000-00000000000a',
    kind: 'autotask',
    settings: { baseUrl: psa.origin, userName: admin.userName },
    secrets: { integrationCode, secret: admin.secret },
    connectedAt: NOW,
    connectedBy: null,
  });
  expect(check.ok).toBe(true);
  expect(psa.requests.map((request) => request.route)).toEqual([
    'zone-information',
    'resource-count',
    'resources',
    'ticket-count',
  ]);
  for (const { method, path } of psa.requests) {
    const { pathname } = new URL(path, psa.origin);
    const template = pathname.replace(/^(\/zone\d+)?\/ATServicesRest\/V1\.0/, '');
    expect(paths[template]?.[method.toLowerCase()], template).toBeDefined();
  }
  await psa.close();
});
