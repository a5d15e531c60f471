import { beforeEach, describe, expect, it } from 'vitest';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import { testDatabases } from '../../../support/database.ts';
import { createDesk, type FakeDesk, START } from './desk.ts';

const databases = await testDatabases();
const FIVE_PM = new Date('2026-11-21T17:00:00Z');
const after = (start: Date, minutes: number) => ({ start, end: addMilliseconds(start, minutes * MINUTE) });

describe.each(databases)('how long a ticket’s work counts on $engine', (database) => {
  let desk: FakeDesk;
  beforeEach(async () => {
    desk = createDesk(await database.openStore(), ['Ana', 'Ben']);
    desk.psa.put({ id: '4711' });
    await desk.workflow({ workMinutes: 90 });
  });

  it.each([
    ['no time was said: from now, as long as the workflow’s work', null, after(START, 90)],
    [
      'only a start was said: as long as the workflow’s work',
      { start: FIVE_PM, end: null },
      after(FIVE_PM, 90),
    ],
    ['an end was said: until then', after(FIVE_PM, 30), after(FIVE_PM, 30)],
  ])('%s', async (_name, slot, counted) => {
    const { decision } = await desk.dispatch('4711', { slot });
    expect(decision.record.slot).toEqual(counted);
  });
});
