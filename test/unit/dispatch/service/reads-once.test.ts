import { describe, expect, it } from 'vitest';
import { testDatabases } from '../../../support/database.ts';
import { createDesk } from './desk.ts';

describe.each(await testDatabases())('dispatch on $engine', (database) => {
  it('B15: thousands of technicians are read once for a ticket, whoever is told of it afterwards', async () => {
    const desk = createDesk(await database.openStore(), ['Ana', 'Ben']);
    await desk.workflow({ act: 'assign', mode: 'round-robin' });
    desk.psa.put({ id: '4711' });
    desk.reads.roster = 0;
    const run = await desk.dispatch('4711');
    expect(run.assignment).toMatchObject({ state: 'done', technicianId: 'Ana' });
    expect(run.decision.record.presence.use).toBe('used');
    expect(desk.events).toMatchObject([{ event: 'assigned', userId: 'u-ana' }]);
    expect(desk.reads.roster).toBe(1);
  });

  it('DIS-8: somebody who is not mapped is told of nothing', async () => {
    const desk = createDesk(await database.openStore(), ['Ana']);
    desk.technicians.splice(0, 1, { technicianId: 'Ana', name: 'Ana', userId: null, mapping: null });
    await desk.workflow({ act: 'assign', mode: 'round-robin' });
    desk.psa.put({ id: '4711' });
    await desk.dispatch('4711');
    expect(desk.events).toMatchObject([{ event: 'assigned', userId: null }]);
  });
});
