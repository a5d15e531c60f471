import type { Assignment } from '#core/dispatch/ports.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { fromJson, fromMoment, fromMomentOrNull, toJson, toMoment, toMomentOrNull } from './columns.ts';
import type { AssignmentTable } from './dispatch-tables.ts';

/** States in which an assignment counts for its technician. Those that came to nothing, or were taken back, count for nobody. */
export const COUNTING: readonly Assignment['state'][] = ['pending', 'done'];

export function toAssignmentRow(
  deskId: DeskId,
  assignment: Assignment,
  leaseUntil: Date | null,
): AssignmentTable {
  const { slot, response } = assignment;
  return {
    desk_id: deskId,
    assignment_id: assignment.assignmentId,
    ticket_id: assignment.ticketId,
    ticket_ref: assignment.ticketRef,
    technician_id: assignment.technicianId,
    technician_name: assignment.technicianName,
    if_owner_is: assignment.ifOwnerIs,
    decision_id: assignment.decisionId,
    workflow_id: assignment.workflowId,
    slot_start: toMoment(slot.start),
    slot_end: toMoment(slot.end),
    books: assignment.books,
    booking: assignment.booking,
    source: assignment.source,
    decided_by: toJson(assignment.by),
    state: assignment.state,
    problem: assignment.problem,
    owner_found_name: assignment.ownerFoundName,
    tries: assignment.tries,
    decided_at: toMoment(assignment.decidedAt),
    settled_at: toMomentOrNull(assignment.settledAt),
    next_try_at: toMoment(assignment.nextTryAt),
    claimed_until: null,
    lease_until: toMomentOrNull(leaseUntil),
    response: response?.kind ?? null,
    response_reason: response?.reason ?? null,
    responded_at: toMomentOrNull(response?.at ?? null),
  };
}

export function toAssignment(row: AssignmentTable): Assignment {
  return {
    assignmentId: row.assignment_id,
    ticketId: row.ticket_id,
    ticketRef: row.ticket_ref,
    technicianId: row.technician_id,
    technicianName: row.technician_name,
    ifOwnerIs: row.if_owner_is,
    decisionId: row.decision_id,
    workflowId: row.workflow_id,
    slot: { start: fromMoment(row.slot_start), end: fromMoment(row.slot_end) },
    books: row.books,
    booking: row.booking,
    source: row.source,
    by: fromJson(row.decided_by),
    state: row.state,
    problem: row.problem,
    ownerFoundName: row.owner_found_name,
    tries: row.tries,
    decidedAt: fromMoment(row.decided_at),
    settledAt: fromMomentOrNull(row.settled_at),
    nextTryAt: fromMoment(row.next_try_at),
    response:
      row.response === null || row.responded_at === null
        ? null
        : { kind: row.response, reason: row.response_reason, at: fromMoment(row.responded_at) },
  };
}

/** Newest first, by the time of the decision. */
export function newestFirst(a: AssignmentTable, b: AssignmentTable): number {
  return b.decided_at - a.decided_at || (a.assignment_id < b.assignment_id ? 1 : -1);
}
