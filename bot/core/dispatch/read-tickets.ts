import { assertMay, may } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { DispatchService } from './dispatch-service.ts';
import type { Assignment, Ticket } from './ports.ts';
import type { Runner } from './run-dispatch.ts';

/** The most tickets that a list shows. */
const MOST_TICKETS = 200;
/** Numbers of an address that are tried as tickets. */
const NUMBERS_TRIED = 2;

/** Tickets as they stand now, for doors that show them again; nothing here writes. */
export function createTicketReader(
  needs: DispatchNeeds & { readonly runner: Runner },
): Pick<DispatchService, 'listTickets' | 'standingOf' | 'readAssignment' | 'findByLink'> {
  const { store, runner, logger } = needs;

  async function ticketIfReadable(deskId: DeskId, ticketId: string): Promise<Ticket | null> {
    try {
      return await runner.readTicket(deskId, ticketId);
    } catch (cause) {
      logger.debug('dispatch.ticket-unread', { error: toAppError(cause) });
      return null;
    }
  }

  async function isTheirs(caller: Caller, { technicianId }: Assignment): Promise<boolean> {
    if (caller.kind !== 'person') return false;
    const { technicians } = await needs.roster.readRoster(caller.deskId, 'interactive');
    const own = technicians.find((each) => each.technicianId === technicianId);
    return own !== undefined && own.userId === caller.id;
  }

  return {
    async listTickets(caller, question) {
      assertMay(caller, 'dispatch.read');
      const limit = Math.min(question.limit, MOST_TICKETS);
      return needs.tickets.listTickets(caller.deskId, { ...question, limit }, 'interactive');
    },

    async standingOf(caller, decisionId) {
      assertMay(caller, 'dispatch.read');
      const { deskId } = caller;
      const decision = await store.readDecision(deskId, decisionId);
      if (decision === null) throw new AppError('decision_not_found', 'no such decision');
      const ticketId = decision.record.ticket.id;
      const [ticket, assignments, holds] = await Promise.all([
        ticketIfReadable(deskId, ticketId),
        store.assignmentsOf(deskId, ticketId),
        store.listHolds(deskId),
      ]);
      const [newest] = assignments;
      const isSince = newest !== undefined && newest.decidedAt >= decision.record.decidedAt;
      const hold = holds.find((each) => each.ticketId === ticketId) ?? null;
      return { decision, ticket, assignment: isSince ? newest : null, hold };
    },

    async readAssignment(caller, assignmentId) {
      assertMay(caller, 'assignment.answer');
      const assignment = await store.readAssignment(caller.deskId, assignmentId);
      if (assignment === null) throw new AppError('assignment_not_found', 'no assignment has this id');
      const isAllowed = may(caller, 'dispatch.read') || (await isTheirs(caller, assignment));
      if (!isAllowed) assertMay(caller, 'dispatch.read');
      return { assignment, ticket: await ticketIfReadable(caller.deskId, assignment.ticketId) };
    },

    async findByLink(caller, address) {
      assertMay(caller, 'dispatch.read');
      const url = URL.canParse(address) ? new URL(address) : null;
      if (url === null) return null;
      for (const number of numbersIn(url)) {
        const ticket = await ticketIfReadable(caller.deskId, number);
        if (ticket?.link && isSamePage(url, new URL(ticket.link))) return ticket;
      }
      return null;
    },
  };
}

/** What may be a ticket's id, whatever the PSA calls it in its addresses. */
function numbersIn(url: URL): readonly string[] {
  const values = [...url.searchParams.values()].filter((value) => /^\d{1,12}$/.test(value));
  return [...new Set(values)].slice(0, NUMBERS_TRIED);
}

/** The PSA's own page of a ticket; what else the address says (a tab, a view) does not matter. */
function isSamePage(url: URL, page: URL): boolean {
  if (url.origin !== page.origin || url.pathname.toLowerCase() !== page.pathname.toLowerCase()) return false;
  return [...page.searchParams].every(([name, value]) => url.searchParams.get(name) === value);
}
