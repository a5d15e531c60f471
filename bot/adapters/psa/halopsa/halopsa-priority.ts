import type { TicketPriority } from '#core/dispatch/ports.ts';
import { z } from 'zod';
import { blankToNull } from '../person-words.ts';

/** A row of `GET /Priority`: priorities hang on a service-level agreement, and each has its own "P1". */
export const prioritySchema = z.object({
  priorityid: z.number().int(),
  slaid: z.number().int(),
  name: z.string().nullish(),
  ishidden: z.boolean().nullish(),
});
type PriorityRow = z.output<typeof prioritySchema>;

/** How a ticket names its priority. */
export function priorityKey(slaId: number, priorityId: number): string {
  return `${slaId}:${priorityId}`;
}

/** All priorities by `priorityKey`, hidden ones too: old tickets have them. */
export function readPriorities(rows: readonly PriorityRow[]): ReadonlyMap<string, TicketPriority> {
  const ordered = rows.toSorted((a, b) => a.slaid - b.slaid || a.priorityid - b.priorityid);
  const known = new Map<string, TicketPriority>();
  for (const row of ordered) {
    const place = ordered.filter(({ slaid }) => slaid === row.slaid).indexOf(row) + 1;
    const name = blankToNull(row.name);
    const id = priorityKey(row.slaid, row.priorityid);
    const rank = rankOfLabel(name ?? '') ?? place;
    known.set(id, { id, label: name ?? `Priority ${row.priorityid}`, rank });
  }
  return known;
}

/** Ids of the priorities that people no longer choose. */
export function hiddenPriorities(rows: readonly PriorityRow[]): ReadonlySet<string> {
  return new Set(
    rows.filter(({ ishidden }) => ishidden).map((row) => priorityKey(row.slaid, row.priorityid)),
  );
}

const WORDS: readonly (readonly [RegExp, number])[] = [
  [/\b(critical|urgent|emergency)\b/i, 1],
  [/\bhigh\b/i, 2],
  [/\b(medium|normal|moderate|standard)\b/i, 3],
  [/\blow\b/i, 4],
];

/** What a label says of its urgency: "P1", then a word, then a number at its start ("2 - This week"); `null` when it says nothing. */
export function rankOfLabel(label: string): number | null {
  const named = /\bp(?:rio(?:rity)?)?[\s.-]?([1-9])\b/i.exec(label)?.[1];
  if (named !== undefined) return Number(named);
  const word = WORDS.find(([pattern]) => pattern.test(label));
  if (word !== undefined) return word[1];
  const first = /^\s*([1-9])\s*(?:[-.:)]|$)/.exec(label)?.[1];
  return first === undefined ? null : Number(first);
}
