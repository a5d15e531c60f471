import {
  type AssignOutcome,
  type OwnerWish,
  type PsaHooks,
  type PsaTickets,
  ROSTER_PRIORITIES,
  type RosterPriority,
  type RosterTicket,
  type RosterTicketStore,
  type Ticket,
  type TicketPriority,
} from '#core/dispatch/ports.ts';
import type { PsaConnection, RosterStore } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { createReadRosterWork } from './roster-work.ts';

export interface RosterTicketNeeds {
  readonly roster: Pick<RosterStore, 'listRoster'>;
  readonly tickets: RosterTicketStore;
  readonly clock: Clock;
}

/** The desk's own tickets as a PSA's. It has no calendar that could be read or booked, and sends no webhooks: whoever sends one is a stranger.
 *  Nothing is kept in memory; all throw `store_down`. Queues and companies go by their names. */
export function createRosterTickets(
  needs: RosterTicketNeeds,
): PsaTickets<PsaConnection> & PsaHooks<PsaConnection> {
  const { roster, tickets, clock } = needs;

  async function assign(
    { deskId }: PsaConnection,
    { ticketId, technicianId, ifOwnerIs }: OwnerWish & { readonly ticketId: string },
  ): Promise<AssignOutcome> {
    const people = await roster.listRoster(deskId);
    const nameOf = (id: TechnicianId): string | null =>
      people.find((entry) => entry.technicianId === id)?.name ?? null;
    const isActive = people.some((entry) => entry.technicianId === technicianId && entry.active);
    // Twice: of two at once the second finds the ticket as the first left it.
    for (const isLast of [false, true]) {
      const ticket = await tickets.readRosterTicket(deskId, ticketId);
      if (ticket === null) return { kind: 'gone' };
      const { ownerId } = ticket;
      if (ownerId === technicianId) return { kind: 'assigned' };
      if (ticket.status === 'closed') return { kind: 'closed' };
      if (ownerId !== ifOwnerIs && ownerId !== null) {
        return { kind: 'owned', ownerId, ownerName: nameOf(ownerId) };
      }
      if (technicianId !== null && !isActive) {
        return { kind: 'technician-refused', text: 'Not an active technician of the roster.' };
      }
      // A ticket that was given back meanwhile is taken from nobody.
      const wish = { ref: ticket.ref, technicianId, ifOwnerIs: ownerId, at: clock.now() };
      if (await tickets.assignRosterTicket(deskId, wish)) return { kind: 'assigned' };
      if (isLast) break;
    }
    return { kind: 'refused', text: 'The ticket kept changing.' };
  }

  return {
    async findTicket({ deskId }, ref) {
      const key = rosterRef(ref);
      const found = key === null ? null : await tickets.readRosterTicket(deskId, key);
      return found && toTicket(found);
    },

    async listTickets({ deskId }, question) {
      const found = await tickets.listRosterTickets(deskId, question);
      return found.map(toTicket);
    },

    readWork: createReadRosterWork(needs),

    async readCatalogue({ deskId }) {
      const [names, people] = await Promise.all([tickets.readRosterNames(deskId), roster.listRoster(deskId)]);
      return {
        priorities: ROSTER_PRIORITIES.map(toPriority),
        queues: names.queues.map(toNamed),
        companies: names.companies.slice(0, MOST_COMPANIES).map(toNamed),
        skills: [...new Set(people.flatMap(({ skills }) => skills))].toSorted(),
      };
    },

    // The store is ours: it is read in the moment of writing.
    beginAssign: (where, ticketId) => (wish) => assign(where, { ...wish, ticketId }),
    book: async () => ({ kind: 'not-supported' }),
    readHook: async () => ({ kind: 'forged' }),
  };
}

/** As every PSA's catalogue: beyond that nobody picks one from a list. */
const MOST_COMPANIES = 2000;

/** What people typed as a ticket's number in the form in which it is kept; `null` when no ticket can be called that. */
function rosterRef(typed: string): string | null {
  const ref = typed.replaceAll(/[#\s]/g, '').toUpperCase();
  return /^[A-Z0-9][A-Z0-9._/-]{0,39}$/.test(ref) ? ref : null;
}

function toTicket(ticket: RosterTicket): Ticket {
  const { ref, title, priority, queue, company, requiredSkills, status, ownerId, openedAt } = ticket;
  return {
    id: ref,
    ref,
    link: null,
    priority: priority === null ? null : toPriority(priority),
    queue: queue === null ? null : toNamed(queue),
    status: { id: status, label: status === 'open' ? 'Open' : 'Closed', phase: status },
    ownerId,
    ownerName: null,
    company: company === null ? null : toNamed(company),
    title,
    description: '',
    requiredSkills,
    openedAt,
  };
}

function toPriority(priority: RosterPriority): TicketPriority {
  return { id: priority, label: priority, rank: ROSTER_PRIORITIES.indexOf(priority) + 1 };
}

function toNamed(name: string): { readonly id: string; readonly name: string } {
  return { id: name, name };
}
