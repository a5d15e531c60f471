import { testDatabases } from '../../support/database.ts';
import { type RosterSimulation, simulateRoster } from './roster-simulation.ts';
import { ticketSourceSuite } from './ticket-source.suite.ts';

for (const database of await testDatabases()) {
  let simulation: RosterSimulation;
  ticketSourceSuite({
    name: `the built-in roster on ${database.engine}`,
    knows: { hours: false, skills: true, conflicts: false, signsHooks: false },
    lacks: ['network', 'texts', 'calendar', 'booking', 'hooks'],
    async start(clock) {
      simulation = simulateRoster(await database.openStore({ clock }), clock);
      return simulation;
    },
    adapter: ({ clock }) => simulation.adapterOf(clock),
  });
}
