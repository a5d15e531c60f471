/** How many calls an entity answers at a time, for one tracking identifier. */
const MOST_THREADS = 3;

export interface ThreadBook {
  /** Runs `serve` as one of the threads of `entity`; `null`: there are three already. */
  run<Value>(code: string, entity: string, serve: () => Value): Promise<Value | null>;
  /** Calls to `entity` stay unanswered, and in their threads, until the answer is called. */
  hold(entity: string): () => void;
  reset(): void;
}

export function createThreadBook(options: { readonly counts: boolean }): ThreadBook {
  const running = new Map<string, number>();
  let holds = new Map<string, PromiseWithResolvers<void>>();
  return {
    async run(code, entity, serve) {
      const lane = `${code} ${entity}`;
      const before = running.get(lane) ?? 0;
      if (options.counts && before >= MOST_THREADS) return null;
      running.set(lane, before + 1);
      try {
        // A database takes its time: calls that come at once meet here.
        await new Promise((resolve) => setImmediate(resolve));
        await holds.get(entity)?.promise;
        return serve();
      } finally {
        running.set(lane, (running.get(lane) ?? 1) - 1);
      }
    },
    hold(entity) {
      const gate = Promise.withResolvers<void>();
      holds.set(entity, gate);
      return () => {
        holds.delete(entity);
        gate.resolve();
      };
    },
    reset() {
      for (const gate of holds.values()) gate.resolve();
      holds = new Map();
    },
  };
}
