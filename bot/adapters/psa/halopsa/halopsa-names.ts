import type { Named, TicketPriority } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { createHourMemory, type HourMemory } from '../hour-memory.ts';
import { blankToNull } from '../person-words.ts';
import type { HaloPsaClient } from './halopsa-client.ts';
import { hiddenPriorities, prioritySchema, readPriorities } from './halopsa-priority.ts';

/** What the numbers in a ticket mean. Up to an hour old. */
export interface HaloPsaNames {
  /** By `priorityKey`. */
  readonly priorities: ReadonlyMap<string, TicketPriority>;
  /** Keys of those that people can no longer choose. */
  readonly hidden: ReadonlySet<string>;
  /** Statuses by id. */
  readonly statuses: ReadonlyMap<number, { readonly label: string; readonly phase: 'open' | 'closed' }>;
  readonly teams: readonly Named[];
}

const statusesSchema = z.array(z.object({ id: z.number().int(), name: z.string().nullish() }));
const teamsSchema = z.array(
  z.object({ id: z.number().int(), name: z.string().nullish(), inactive: z.boolean().nullish() }),
);

/** Priorities, statuses and teams. Throws `psa_down`, `psa_throttled`, `psa_refused`, `psa_permission_missing`. */
export function createHaloPsaNames(needs: {
  readonly client: HaloPsaClient;
  readonly clock: Clock;
}): HourMemory<HaloPsaNames> {
  const { client, clock } = needs;

  async function read(connection: PsaConnection, budget: Budget): Promise<HaloPsaNames> {
    const ask = <Value>(path: string, query: Readonly<Record<string, string>>, schema: z.ZodType<Value>) =>
      client.get(connection, { path, query, schema, right: 'read:tickets', budget });
    const [priorities, all, open, teams] = await Promise.all([
      ask('/Priority', {}, z.array(prioritySchema)),
      // A status does not say whether it means closed: those that are missing from the second list do.
      ask('/Status', { showall: 'true' }, statusesSchema),
      ask('/Status', { showall: 'true', excludeclosed: 'true' }, statusesSchema),
      ask('/Team', { includeenabled: 'true', includedisabled: 'false' }, teamsSchema),
    ]);
    const openIds = new Set(open.map(({ id }) => id));
    return {
      priorities: readPriorities(priorities),
      hidden: hiddenPriorities(priorities),
      statuses: new Map(
        all.map(({ id, name }) => [
          id,
          { label: blankToNull(name) ?? `Status ${id}`, phase: openIds.has(id) ? 'open' : 'closed' } as const,
        ]),
      ),
      teams: teams
        .filter(({ inactive }) => inactive !== true)
        .flatMap(({ id, name }) =>
          blankToNull(name) === null ? [] : [{ id: String(id), name: name?.trim() ?? '' }],
        ),
    };
  }

  return createHourMemory({ clock, read });
}
