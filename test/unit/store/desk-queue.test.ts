import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createDeskQueue } from '#adapters/store/desk-queue.ts';

describe('taking turns within a desk', () => {
  it('DIS-9: those of one desk work one after the other, in their order; desks side by side', async () => {
    const inTurn = createDeskQueue();
    const told: string[] = [];
    const work = (name: string) => async () => {
      told.push(`${name} begins`);
      await Promise.resolve();
      told.push(`${name} ends`);
      return name;
    };
    const names = await Promise.all([
      inTurn('a', work('a1')),
      inTurn('a', work('a2')),
      inTurn('b', work('b1')),
    ]);
    expect(names).toEqual(['a1', 'a2', 'b1']);
    expect(told.filter((line) => line.startsWith('a'))).toEqual([
      'a1 begins',
      'a1 ends',
      'a2 begins',
      'a2 ends',
    ]);
    expect(told.indexOf('b1 begins')).toBeLessThan(told.indexOf('a1 ends'));
  });

  it('a failure is its own, and the next one’s turn comes', async () => {
    const inTurn = createDeskQueue();
    const failing = inTurn('a', () => Promise.reject(new Error('no')));
    const next = inTurn('a', async () => 'fine');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('fine');
  });

  it('whoever waits too long is told so, does nothing, and keeps nobody behind from their turn', async () => {
    const inTurn = createDeskQueue(20);
    const { promise: stuck, resolve: end } = Promise.withResolvers<string>();
    const first = inTurn('a', () => stuck);
    let isDone = false;
    const impatient = inTurn('a', async () => {
      isDone = true;
    });
    await expect(impatient).rejects.toMatchObject({ code: 'store_down' });
    end('at last');
    expect(await first).toBe('at last');
    expect(await inTurn('a', async () => 'next')).toBe('next');
    await pause(0);
    expect(isDone).toBe(false);
  });
});
