import type { ChangeByHand, Mapping } from './ports.ts';

/** Changes by hand after which there may be no row. */
const LEAVES_NO_ROW: ReadonlySet<string> = new Set(['removed', 'included']);

/** When a mapping changed last, and who did it by hand (`by` is `null` when a run did, or nobody knows any more). `null`: nothing is known.
 *  A run's change is no change by hand: of it the row alone tells, and of a row that a run cleared nothing. */
export function lastChangeOf(
  mapping: Mapping | null,
  change: ChangeByHand | null,
): { readonly at: Date; readonly by: string | null } | null {
  if (mapping === null) return change && LEAVES_NO_ROW.has(change.action) ? change : null;
  const isByHand = change !== null && change.at >= mapping.updatedAt;
  return { at: mapping.updatedAt, by: isByHand ? change.by : null };
}
