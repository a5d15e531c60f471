import type { TechnicianId } from '#kernel/vocabulary.ts';

/** Whom each label of a question stands for. Stays in the house: a model never learns it. */
export type ModelLabels = ReadonlyMap<string, TechnicianId>;

/** Fisher and Yates's shuffle with mulberry32 as its dice: small, even enough for twenty, and the same everywhere for the same seed. */
export function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const roll = createDice(seed);
  const left = [...items];
  const order: Item[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(roll() * left.length), 1));
  return order;
}

/** Numbers from 0 to below 1. */
function createDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
