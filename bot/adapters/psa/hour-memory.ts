import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { HOUR } from '#kernel/interval.ts';
import type { Budget, DeskId } from '#kernel/vocabulary.ts';

/** What seldom changes in a PSA: names, working hours, skills. */
export type HourMemory<Value> = (connection: PsaConnection, budget: Budget) => Promise<Value>;

/** Keeps what `read` answers for an hour, per connection: a desk that connects anew starts with nothing. One flight at a time per connection
 *  and budget; a failure is not kept. */
export function createHourMemory<Value>(needs: {
  readonly clock: Clock;
  readonly read: HourMemory<Value>;
}): HourMemory<Value> {
  const { clock, read } = needs;
  const kept = new Map<
    DeskId,
    { readonly connectedAt: number; readonly until: number; readonly value: Value }
  >();
  const flights = new Map<string, Promise<Value>>();

  async function readAndKeep(connection: PsaConnection, budget: Budget): Promise<Value> {
    const until = clock.now().getTime() + HOUR;
    const value = await read(connection, budget);
    kept.set(connection.deskId, { connectedAt: connection.connectedAt.getTime(), until, value });
    return value;
  }

  return async (connection, budget) => {
    const connectedAt = connection.connectedAt.getTime();
    const known = kept.get(connection.deskId);
    if (known?.connectedAt === connectedAt && known.until > clock.now().getTime()) return known.value;
    const place = `${connection.deskId} ${connectedAt} ${budget}`;
    const flight = flights.get(place) ?? readAndKeep(connection, budget).finally(() => flights.delete(place));
    flights.set(place, flight);
    return flight;
  };
}
