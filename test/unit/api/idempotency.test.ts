import { expect, it } from 'vitest';
import { createIdempotency } from '#api/idempotency.ts';
import { DAY } from '#kernel/interval.ts';

function aMemory() {
  let now = 0;
  let runs = 0;
  const idempotency = createIdempotency({ now: () => new Date(now) });
  const run = async (): Promise<number> => {
    runs += 1;
    return runs;
  };
  return {
    ask: (key: string, desk = 'desk') => idempotency.once(desk, key, 'request', run),
    fail: (key: string) => idempotency.once('desk', key, 'request', () => Promise.reject(new Error('no'))),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

it('O13: a day after the first answer the request runs again', async () => {
  const memory = aMemory();
  expect(await memory.ask('a')).toBe(1);
  memory.pass(DAY - 1);
  expect(await memory.ask('a')).toBe(1);
  memory.pass(1);
  expect(await memory.ask('a')).toBe(2);
});
it('P14: at most twenty answers of a desk are kept, the newest', async () => {
  const memory = aMemory();
  for (let key = 0; key <= 20; key += 1) await memory.ask(String(key));
  expect(await memory.ask('1')).toBe(2);
  expect(await memory.ask('0')).toBe(22);
});
it('a failure is no answer', async () => {
  const memory = aMemory();
  await expect(memory.fail('a')).rejects.toThrow('no');
  expect(await memory.ask('a')).toBe(1);
});
it('SPEC 0: desks do not share keys', async () => {
  const memory = aMemory();
  expect([await memory.ask('a'), await memory.ask('a', 'other')]).toEqual([1, 2]);
});
