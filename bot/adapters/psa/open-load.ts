/** Open tickets of one technician, and the same weighted by priority. */
export interface OpenLoad {
  readonly openTickets: number;
  readonly openLoad: number;
}

export const NOTHING_OPEN: OpenLoad = { openTickets: 0, openLoad: 0 };
export const LOAD_UNREAD = { openTickets: null, openLoad: null } as const;

/** By rank; every other one counts 1. */
const WEIGHTS: Readonly<Record<number, number>> = { 1: 2, 2: 1.5 };

/** Load by owner; who is missing has nothing open. `rank`: of the ticket's priority, `null` where it has none. */
export function countLoads<Id>(
  open: readonly { readonly ownerId: Id; readonly rank: number | null }[],
): ReadonlyMap<Id, OpenLoad> {
  const loads = new Map<Id, OpenLoad>();
  for (const { ownerId, rank } of open) {
    const { openTickets, openLoad } = loads.get(ownerId) ?? NOTHING_OPEN;
    const weight = WEIGHTS[rank ?? 0] ?? 1;
    loads.set(ownerId, { openTickets: openTickets + 1, openLoad: openLoad + weight });
  }
  return loads;
}
