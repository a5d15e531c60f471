import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { HOUR } from '#kernel/interval.ts';
import type { Budget, DeskId } from '#kernel/vocabulary.ts';

/** What seldom changes, kept in memory for an hour at most: every call counts towards the 10,000 an hour that all integrations of a desk
 *  share. */
export interface HourMemory<Value> {
  /** `undefined`: not known, or not any more. */
  get(connection: PsaConnection, key: string): Value | undefined;
  set(connection: PsaConnection, key: string, value: Value): void;
  /** What is kept, else what `read` answers. One flight at a time per budget; a failure is not kept. */
  recall(connection: PsaConnection, budget: Budget, read: () => Promise<Value>): Promise<Value>;
}

interface Kept<Value> {
  readonly connectedAt: number;
  readonly values: Map<string, { readonly value: Value; readonly until: number }>;
}

/** A desk that connects anew starts with nothing. */
export function createHourMemory<Value>({ clock }: { readonly clock: Clock }): HourMemory<Value> {
  const desks = new Map<DeskId, Kept<Value>>();
  const flights = new Map<string, Promise<Value>>();

  function keptOf({ deskId, connectedAt }: PsaConnection): Kept<Value>['values'] {
    const known = desks.get(deskId);
    if (known?.connectedAt === connectedAt.getTime()) return known.values;
    const values: Kept<Value>['values'] = new Map();
    desks.set(deskId, { connectedAt: connectedAt.getTime(), values });
    return values;
  }

  const get: HourMemory<Value>['get'] = (connection, key) => {
    const entry = keptOf(connection).get(key);
    return entry && entry.until > clock.now().getTime() ? entry.value : undefined;
  };
  const keep = (connection: PsaConnection, key: string, value: Value, askedAt: Date): void => {
    keptOf(connection).set(key, { value, until: askedAt.getTime() + HOUR });
  };

  return {
    get,
    set: (connection, key, value) => keep(connection, key, value, clock.now()),
    async recall(connection, budget, read) {
      const known = get(connection, WHOLE);
      if (known !== undefined) return known;
      const place = `${connection.deskId} ${connection.connectedAt.getTime()} ${budget}`;
      const flight = flights.get(place) ?? read().finally(() => flights.delete(place));
      flights.set(place, flight);
      const askedAt = clock.now();
      const value = await flight;
      keep(connection, WHOLE, value, askedAt);
      return value;
    },
  };
}

/** Key of a memory that holds one thing. */
const WHOLE = '';
