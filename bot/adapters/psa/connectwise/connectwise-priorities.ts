import type { TicketPriority } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { z } from 'zod';
import { blankToNull } from '../person-words.ts';
import type { ConnectWiseTalk } from './connectwise-client.ts';
import { type priorityReferenceSchema, RIGHTS, textSchema } from './connectwise-fields.ts';
import { createHourMemory } from './connectwise-memory.ts';
import { readRows } from './connectwise-rows.ts';

const prioritySchema = z.object({
  id: z.number().int(),
  name: textSchema,
  level: textSchema,
  sortOrder: z.number().nullish(),
});
const MOST_PRIORITIES = 1000;

/** `Priority.level` of the vendor's document. */
const RANKS: Readonly<Record<string, number>> = { critical: 1, high: 2, medium: 3, low: 4 };
/** A priority without a level is as urgent as most tickets are. */
const MIDDLE = 3;

export type PriorityReference = z.output<typeof priorityReferenceSchema>;

export interface ConnectWisePriorities {
  /** Most urgent first; up to an hour old. */
  list(talk: ConnectWiseTalk): Promise<readonly TicketPriority[]>;
  /** What tells the rank of these references. The list of priorities is read only if one of them does not tell its level. */
  rankerFor(
    talk: ConnectWiseTalk,
    references: readonly (PriorityReference | null | undefined)[],
  ): Promise<(reference: PriorityReference) => number>;
}

export function createConnectWisePriorities(needs: { readonly clock: Clock }): ConnectWisePriorities {
  const memory = createHourMemory<readonly TicketPriority[]>(needs);

  const list = (talk: ConnectWiseTalk): Promise<readonly TicketPriority[]> =>
    memory.recall(talk, 'priorities', async () => {
      const rows = await readRows(talk, {
        path: '/service/priorities',
        conditions: null,
        row: prioritySchema,
        right: RIGHTS.readTables,
        most: MOST_PRIORITIES,
      });
      return rows
        .toSorted((a, b) => rankOf(a) - rankOf(b) || (a.sortOrder ?? 0) - (b.sortOrder ?? 0) || a.id - b.id)
        .map((row) => ({ id: String(row.id), label: labelOf(row), rank: rankOf(row) }));
    });

  return {
    list,
    async rankerFor(talk, references) {
      if (references.every((each) => !each || levelOf(each) !== null)) return rankOf;
      const known = new Map((await list(talk)).map(({ id, rank }) => [id, rank]));
      return (reference) => RANKS[levelOf(reference) ?? ''] ?? known.get(String(reference.id)) ?? MIDDLE;
    },
  };
}

export function labelOf({ id, name }: PriorityReference): string {
  return blankToNull(name) ?? `Priority ${id}`;
}

function levelOf({ level }: PriorityReference): string | null {
  return blankToNull(level)?.toLowerCase() ?? null;
}

function rankOf(priority: PriorityReference): number {
  return RANKS[levelOf(priority) ?? ''] ?? MIDDLE;
}
