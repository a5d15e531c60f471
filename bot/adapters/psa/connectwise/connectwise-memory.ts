import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { HOUR } from '#kernel/interval.ts';
import type { ConnectWiseTalk } from './connectwise-client.ts';

/** Far more than the desks of one deployment ask about in an hour. */
const MOST_KEPT = 500;

/** What changes rarely, kept in memory for an hour and per connection: one that is saved anew remembers nothing. */
export interface HourMemory<Value> {
  /** What `read` answered in the last hour about `what`. One flight at a time per budget; a failure is not kept. Throws what `read` throws. */
  recall(talk: ConnectWiseTalk, what: string, read: () => Promise<Value>): Promise<Value>;
}

export function createHourMemory<Value>({ clock }: { readonly clock: Clock }): HourMemory<Value> {
  const kept = new Map<string, { readonly value: Value; readonly until: number }>();
  const flights = new Map<string, Promise<Value>>();

  async function learn(key: string, read: () => Promise<Value>): Promise<Value> {
    const askedAt = clock.now().getTime();
    const value = await read();
    kept.delete(key);
    kept.set(key, { value, until: askedAt + HOUR });
    for (const [oldest] of kept) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return value;
  }

  return {
    recall({ connection, budget }, what, read) {
      const key = `${keyOf(connection)} ${what}`;
      const known = kept.get(key);
      if (known && clock.now().getTime() < known.until) return Promise.resolve(known.value);
      const place = `${budget} ${key}`;
      const flight = flights.get(place) ?? learn(key, read).finally(() => flights.delete(place));
      flights.set(place, flight);
      return flight;
    },
  };
}

/** No two connections of a desk have the same. */
function keyOf({ deskId, connectedAt }: PsaConnection): string {
  return `${deskId} ${connectedAt.toISOString()}`;
}
