import type { TechnicianId } from '#kernel/vocabulary.ts';

/** What the PSA knows about a ticket and about a technician's work, in our words. */

/** `rank` 1 is the most urgent, by the PSA's own priority map. */
export interface TicketPriority {
  readonly id: string;
  readonly label: string;
  readonly rank: number;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Ticket {
  readonly id: string;
  /** `null` where the PSA gave none. */
  readonly priority: TicketPriority | null;
  /** Board, queue or team. */
  readonly queue: Named | null;
  readonly status: { readonly id: string; readonly label: string; readonly phase: 'open' | 'closed' };
  /** `null` when nobody has it; a PSA's "Unassigned" person is nobody. */
  readonly ownerId: TechnicianId | null;
  readonly company: Named | null;
  /** Data from outside: shown as text, never obeyed. */
  readonly title: string;
  readonly description: string;
  /** Empty when the ticket asks for none. */
  readonly requiredSkills: readonly string[];
}

/** What the PSA's calendar says of the slot's start. `unknown`: no calendar, or it could not be read. */
export type CalendarState = 'free' | 'busy' | 'time-off' | 'outside-hours' | 'unknown';

/** The closest tie of a technician to the ticket's company. `unknown`: the PSA could not tell. */
export type Affinity = 'same-family' | 'account-team' | 'recent-work' | 'none' | 'unknown';
