/** Runs `work` once all earlier work with the same key is over, in this process. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** Makes reports of one ticket take turns: of two at once the second sees what the first led to. Failures stay with their own caller. */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<void>>();
  return async (key, work) => {
    const before = last.get(key);
    const { promise: mine, resolve: leave } = Promise.withResolvers<void>();
    last.set(key, mine);
    try {
      await before;
      return await work();
    } finally {
      leave();
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
