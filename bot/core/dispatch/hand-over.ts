import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import type { Interval } from '#kernel/interval.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import { calendarDayAt, startOfDay } from '#kernel/zoned-time.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { TicketDispatcher } from './dispatch-ticket.ts';
import { auditOf, newAssignment } from './new-assignment.ts';
import type { Assignment, RunSource, Ticket } from './ports.ts';
import { NOTHING } from './run-dispatch.ts';
import type { Workflow } from './workflow.ts';

/** What a person wants done with a ticket. */
export interface Handing {
  /** Read a moment ago: only while it belongs to whom it belongs there is anything written. */
  readonly ticket: Ticket;
  readonly workflow: Workflow | null;
  readonly technicianId: TechnicianId | null;
  readonly technicianName: string | null;
  readonly decisionId: string | null;
  readonly slot: Interval;
  readonly source: RunSource;
  /** From before the ticket was read: who got it since is not given it again. Now unless said. */
  readonly since?: Date;
}

export interface HandOver {
  /** Throws `assignment_not_found`. */
  find(deskId: DeskId, assignmentId: string): Promise<Assignment>;
  /** Written down nowhere yet. */
  draw(caller: Caller, what: Handing): Assignment;
  /** Writes down what is to be done, then does it; what another press has done meanwhile is answered as it is. Throws `conflict` while another assignment of the ticket is under way. */
  hand(caller: Caller, what: Handing): Promise<Assignment>;
  /** Brings what is written down to the PSA: how it stands after that, whoever brought it. */
  bring(deskId: DeskId, assignment: Assignment): Promise<Assignment>;
}

/** The ticket as the PSA has it once the assignment is written: it was read before that. */
export function asWritten(ticket: Ticket, assignment: Assignment | null): Ticket {
  if (assignment?.state !== 'done') return ticket;
  return { ...ticket, ownerId: assignment.technicianId, ownerName: assignment.technicianName };
}

/** How tickets change hands because a person says so. */
export function createHandOver(needs: DispatchNeeds & { readonly dispatcher: TicketDispatcher }): HandOver {
  const { clock, store, dispatcher } = needs;

  function draw(caller: Caller, what: Handing): Assignment {
    const { decisionId, technicianId, technicianName, ticket } = what;
    return newAssignment(what, {
      assignmentId: needs.newId(),
      decisionId,
      by: { kind: caller.kind, id: caller.id, name: caller.name },
      technicianId,
      technicianName,
      ifOwnerIs: ticket.ownerId,
      at: clock.now(),
    });
  }

  async function bring(deskId: DeskId, assignment: Assignment): Promise<Assignment> {
    const { assignmentId } = assignment;
    const written = await dispatcher.deliver(deskId, assignmentId);
    return written?.assignment ?? (await store.readAssignment(deskId, assignmentId)) ?? assignment;
  }

  return {
    draw,
    bring,

    async find(deskId, assignmentId) {
      const assignment = await store.readAssignment(deskId, assignmentId);
      if (assignment) return assignment;
      throw new AppError('assignment_not_found', 'no assignment has this id');
    },

    async hand(caller, what) {
      const { deskId } = caller;
      const assignment = draw(caller, what);
      const at = assignment.decidedAt;
      const zone = await needs.desks.readZone(deskId);
      const dayStart = startOfDay(calendarDayAt(at, zone), zone);
      const since = what.since ?? at;
      const wish = { deskId, ticketId: what.ticket.id, slot: what.slot, since, dayStart };
      const standing = await store.reserve(wish, ({ current }) => {
        const isDone = current?.state === 'done' && current.technicianId === what.technicianId;
        if (current?.state === 'pending' || isDone) return { reservation: NOTHING, result: current };
        const reservation = { ...NOTHING, assignment, audit: [auditOf({ caller }, assignment)] };
        return { reservation, result: assignment };
      });
      if (standing.state === 'done') return standing;
      if (standing.assignmentId !== assignment.assignmentId) {
        const waiting = standing.technicianName ?? 'nobody';
        throw new AppError('conflict', `another assignment of this ticket is under way, to ${waiting}`, {
          details: { technicianName: standing.technicianName },
        });
      }
      return bring(deskId, assignment);
    },
  };
}
