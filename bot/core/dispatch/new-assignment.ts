import { auditEntry } from '#kernel/audit.ts';
import type { Assignment } from './ports.ts';
import type { RunTerms } from './run-dispatch.ts';
import type { Workflow } from './workflow.ts';

/** An assignment that is to be written, due at once. `tries`: 1 for one that is in hand from the start; 0 unless said. */
export function newAssignment(
  terms: Pick<RunTerms, 'ticket' | 'slot' | 'source'> & { readonly workflow: Workflow | null },
  what: Pick<
    Assignment,
    'assignmentId' | 'decisionId' | 'by' | 'technicianId' | 'technicianName' | 'ifOwnerIs'
  > & { readonly at: Date; readonly tries?: 0 | 1 },
): Assignment {
  const { at, tries = 0, ...rest } = what;
  const books = what.technicianId === null ? 'nothing' : (terms.workflow?.setup.books ?? 'nothing');
  return {
    ...rest,
    ticketId: terms.ticket.id,
    ticketRef: terms.ticket.ref,
    workflowId: terms.workflow?.workflowId ?? null,
    slot: terms.slot,
    books,
    booking: books === 'nothing' ? 'not-wanted' : 'pending',
    source: terms.source,
    state: 'pending',
    problem: null,
    ownerFoundName: null,
    tries,
    decidedAt: at,
    settledAt: null,
    nextTryAt: at,
    response: null,
  };
}

export function auditOf(
  { caller }: Pick<RunTerms, 'caller'>,
  { ticketId, ticketRef, ifOwnerIs, technicianId, technicianName, decidedAt }: Assignment,
): ReturnType<typeof auditEntry> {
  return auditEntry(caller, decidedAt, {
    subject: 'dispatch',
    subjectId: ticketId,
    action: technicianId === null ? 'taken back' : 'assigned',
    before: { ticket: ticketRef, technicianId: ifOwnerIs },
    after: { ticket: ticketRef, technicianId, technician: technicianName },
  });
}
