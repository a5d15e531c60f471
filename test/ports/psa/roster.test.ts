import { describe, expect, it } from 'vitest';
import { createRosterPsa } from '#adapters/psa/roster/roster.ts';
import type { PsaConnection, RosterEntry, RosterStore } from '#core/settings/ports.ts';
import { newId } from '#kernel/ids.ts';
import { testDatabases } from '../../support/database.ts';
import { type PsaSimulation, technicianSourceSuite } from './technician-source.suite.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const DESK_A = '0a000000-0000-4000-8000-00000000000a';
const DESK_B = '0b000000-0000-4000-8000-00000000000b';

function anEntry(name: string, changes: Partial<RosterEntry> = {}): RosterEntry {
  return {
    technicianId: newId(),
    name,
    email: `${name.toLowerCase().replace(' ', '.')}@desk.example`,
    otherEmails: [],
    active: true,
    skills: [],
    externalId: null,
    version: 1,
    updatedAt: NOW,
    ...changes,
  };
}

/** The store is the roster's outside world: each simulation brings a desk's list of its own. */
interface RosterSimulation extends PsaSimulation {
  readonly store: RosterStore;
}

const databases = await testDatabases();

for (const database of databases) {
  const simulations = new Map<PsaSimulation, RosterStore>();
  technicianSourceSuite({
    name: `the built-in roster on ${database.engine}`,
    isRemote: false,
    async start() {
      const simulation = await startSimulation((await database.openStore()).roster);
      simulations.set(simulation, simulation.store);
      return simulation;
    },
    adapter({ psa }) {
      const store = simulations.get(psa);
      if (!store) throw new Error('a simulation that this file did not start');
      return createRosterPsa({ store });
    },
  });
}

async function startSimulation(store: RosterStore): Promise<RosterSimulation> {
  const otherEmails = ['aisha@home.example', 'a.khan@desk.example'];
  for (const deskId of [DESK_A, DESK_B]) {
    const write = [
      anEntry('Aisha Khan', { otherEmails }),
      anEntry('Ben Osei', { email: null }),
      anEntry('Carl Yu', { active: false }),
      anEntry('Dana Roy'),
    ];
    await store.changeRoster(deskId, () => ({ write, remove: [], audit: [], result: null }));
  }
  return {
    store,
    connectionOf,
    people: {
      withoutEmail: 'Ben Osei',
      withOtherEmails: { name: 'Aisha Khan', otherEmails },
      inactive: 'Carl Yu',
      apiUser: null,
      active: ['Aisha Khan', 'Ben Osei', 'Dana Roy'],
    },
    network: null,
    reset: () => {},
    close: async () => {},
  };
}

function connectionOf(deskId: string): PsaConnection {
  return { deskId, kind: 'roster', settings: {}, secrets: {}, connectedAt: NOW, connectedBy: null };
}

describe.each(databases)('an empty roster on $engine', (database) => {
  it('PSA-1: can be connected, and says that it is empty rather than that everybody left', async () => {
    const { roster: store } = await database.openStore();
    const psa = createRosterPsa({ store });
    const write = [anEntry('Carl Yu', { active: false })];
    await store.changeRoster(DESK_A, () => ({ write, remove: [], audit: [], result: null }));
    for (const deskId of [DESK_A, DESK_B]) {
      expect(await psa.checkPsa(connectionOf(deskId))).toMatchObject({ ok: true, technicianCount: 0 });
      await expect(psa.listTechnicians(connectionOf(deskId), 'interactive')).rejects.toMatchObject({
        code: 'roster_empty',
      });
    }
  });
});
