import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createTurns } from '#adapters/graph/turns.ts';

it('P13: large answers that arrive together are read one per turn of the event loop, in their order', async () => {
  const turn = createTurns();
  const read: string[] = [];
  const all = ['first', 'second', 'third'].map(async (name) => {
    await turn();
    read.push(name);
  });
  expect(read).toEqual([]);
  for (let seen = 0; read.length < 3; seen = read.length) {
    await nextTurn();
    expect(read.length - seen).toBeLessThanOrEqual(1);
  }
  await Promise.all(all);
  expect(read).toEqual(['first', 'second', 'third']);
});

it('P13: whoever comes later waits for one turn only', async () => {
  const turn = createTurns();
  await turn();
  let isRead = false;
  void turn().then(() => {
    isRead = true;
  });
  await nextTurn();
  await nextTurn();
  expect(isRead).toBe(true);
});
