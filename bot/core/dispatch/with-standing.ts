import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { Candidate } from './candidate.ts';
import type { Standing } from './ports.ts';

/** What only the store knows, laid over what `gather` read, which holds nothing of it. Work that was given since the PSA was read counts as
 *  open. */
export function withStanding(
  candidates: readonly Candidate[],
  { turns, leased, passed }: Standing,
  refused: ReadonlySet<TechnicianId>,
): readonly Candidate[] {
  return candidates.map((candidate) => {
    const { facts, availability } = candidate;
    const { technicianId } = facts;
    const turn = turns.get(technicianId);
    const isKnown = turn || leased.has(technicianId) || passed.has(technicianId) || refused.has(technicianId);
    if (!isKnown) return candidate;
    const since = turn?.assignedSince ?? 0;
    return {
      availability,
      facts: {
        ...facts,
        openLoad: facts.openLoad === null ? null : facts.openLoad + since,
        openTickets: facts.openTickets === null ? null : facts.openTickets + since,
        lastAssignedAt: turn?.lastAssignedAt ?? null,
        assignmentsToday: turn?.assignedToday ?? 0,
        slotLease: leased.has(technicianId) ? 'taken' : 'free',
        ...(passed.has(technicianId) && { hasPassed: true }),
        ...(refused.has(technicianId) && { isRefusedByPsa: true }),
      },
    };
  });
}
