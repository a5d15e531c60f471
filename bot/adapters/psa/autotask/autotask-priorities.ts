import type { TicketPriority } from '#core/dispatch/ports.ts';

/** One value of a picklist. */
export interface PickValue {
  readonly value: string;
  readonly label: string;
  readonly sortOrder: number;
  readonly isActive: boolean;
}

/** What desks call their priorities. */
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:critical|emergency|urgent|immediate)\b/i, 1],
  [/\b(?:high|major)\b/i, 2],
  [/\b(?:medium|normal|moderate|standard)\b/i, 3],
  [/\b(?:low|minor)\b/i, 4],
];
/** "P1", "Priority 2", "3 - Medium", and neither "Medium 8 hours" nor "4 hours". */
const NUMBER = /^\s*([1-9])\b(?!\s*(?:h|d|m))|\b(?:p|prio|priority|sev|severity)[\s#-]*([1-9])\b/i;

/** Ranks by number or word of the labels; if one of those in use has neither, all go by the order in which Autotask shows them. Values say
 *  nothing: a new database has Critical as 4 and High as 1. Most urgent first. */
export function rankPriorities(values: readonly PickValue[]): readonly TicketPriority[] {
  const ordered = values.toSorted(
    (a, b) =>
      Number(b.isActive) - Number(a.isActive) ||
      a.sortOrder - b.sortOrder ||
      Number(a.value) - Number(b.value),
  );
  const speaks = ordered.every(({ label, isActive }) => !isActive || rankOfLabel(label) !== null);
  return ordered
    .map(({ value, label }, index) => ({
      id: value,
      label,
      rank: (speaks ? rankOfLabel(label) : null) ?? index + 1,
    }))
    .toSorted((a, b) => a.rank - b.rank);
}

function rankOfLabel(label: string): number | null {
  const [, alone, named] = NUMBER.exec(label) ?? [];
  const number = alone ?? named;
  if (number !== undefined) return Number(number);
  return WORDS.find(([word]) => word.test(label))?.[1] ?? null;
}
