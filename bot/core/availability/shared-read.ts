import type { Clock } from '#kernel/clock.ts';
import type { Budget } from '#kernel/vocabulary.ts';

/** AV-7: how long one live read may be shared. Longer, and "as of" would be an excuse instead of a fact. */
export const SHARED_FOR_SECONDS = 30;

export interface SharedRead<Value> {
  read(key: string, budget: Budget, load: () => Promise<Value>): Promise<Value>;
}

/** Reads by key that equal questions share: its answer for `SHARED_FOR_SECONDS` in memory, and one flight at a time per key and budget.
 *  A person never waits for a run's patience, but takes what it brought. A failure reaches everyone who waits for that flight and is then
 *  forgotten: older data never stands in for it. */
export function createSharedRead<Value>(clock: Clock): SharedRead<Value> {
  const answers = new Map<string, { readonly since: number; readonly value: Value }>();
  const flights = new Map<string, Promise<Value>>();

  function dropOld(now: number): void {
    for (const [key, answer] of answers) {
      if (now - answer.since >= SHARED_FOR_SECONDS * 1000) answers.delete(key);
    }
  }

  async function fly(key: string, load: () => Promise<Value>): Promise<Value> {
    // What is read may be as old as the start of the flight.
    const since = clock.now().getTime();
    const value = await load();
    if ((answers.get(key)?.since ?? 0) <= since) answers.set(key, { since, value });
    return value;
  }

  return {
    async read(key, budget, load) {
      dropOld(clock.now().getTime());
      const known = answers.get(key);
      if (known) return known.value;
      const flightKey = `${budget}|${key}`;
      const underWay = flights.get(flightKey);
      if (underWay) return underWay;
      const flight = fly(key, load).finally(() => flights.delete(flightKey));
      flights.set(flightKey, flight);
      return flight;
    },
  };
}
