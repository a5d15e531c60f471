import type { RosterTicket } from './psa-types.ts';
import { listOf } from './roster-view.ts';

export const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;

/** What is typed into the form of a ticket. */
export interface TypedTicket {
  /** Empty: the next number. A ticket that stands keeps its own. */
  readonly ref: string;
  readonly title: string;
  /** `''`: none. */
  readonly priority: string;
  readonly queue: string;
  readonly company: string;
  readonly requiredSkills: string;
}

export function typedOf(ticket: RosterTicket | null): TypedTicket {
  return {
    ref: ticket?.ref ?? '',
    title: ticket?.title ?? '',
    priority: ticket?.priority ?? '',
    queue: ticket?.queue ?? '',
    company: ticket?.company ?? '',
    requiredSkills: ticket?.requiredSkills.join(', ') ?? '',
  };
}

/** What goes to the server, without the number. */
export function detailsOf({ title, priority, queue, company, requiredSkills }: TypedTicket) {
  return {
    title,
    priority: PRIORITIES.find((each) => each === priority) ?? null,
    queue: queue.trim() || null,
    company: company.trim() || null,
    requiredSkills: listOf(requiredSkills),
  };
}

/** Names that tickets have already, each once and sorted: to be chosen again instead of being spelled anew. */
export function namesIn(tickets: readonly RosterTicket[], field: 'queue' | 'company'): readonly string[] {
  return [...new Set(tickets.flatMap((ticket) => ticket[field] ?? []))].toSorted((a, b) =>
    a.localeCompare(b),
  );
}
