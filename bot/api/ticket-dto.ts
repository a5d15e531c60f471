import type { z } from 'zod';
import type {
  actorSchema,
  assignAnswerSchema,
  assignmentSchema,
  assignWarningSchema,
  holdSchema,
  ticketFactsSchema,
  ticketSchema,
} from '#contract/dispatch-schemas.ts';
import type { AssignAnswer, AssignWarning } from '#core/dispatch/dispatch-service.ts';
import type { Actor, Assignment, Hold, Ticket } from '#core/dispatch/ports.ts';
import type { TicketFacts } from '#core/dispatch/record.ts';
import { toIntervalDto } from './to-dto.ts';

/** Tickets, assignments and holds as wire values. */

export function toTicketFactsDto(ticket: TicketFacts): z.input<typeof ticketFactsSchema> {
  const { id, ref, link, priority, queue, status, ownerId, ownerName, company, requiredSkills } = ticket;
  return {
    ticketId: id,
    ref,
    link,
    priority: priority && { id: priority.id, label: priority.label, rank: priority.rank },
    queue: queue && { id: queue.id, name: queue.name },
    status: { id: status.id, label: status.label, phase: status.phase },
    ownerId,
    ownerName,
    company: company && { id: company.id, name: company.name },
    requiredSkills: [...requiredSkills],
    openedAt: ticket.openedAt?.toISOString() ?? null,
  };
}

export function toTicketDto(ticket: Ticket): z.input<typeof ticketSchema> {
  return { ...toTicketFactsDto(ticket), title: ticket.title };
}

export function toActorDto({ kind, id, name }: Actor): z.input<typeof actorSchema> {
  return { kind, id, name };
}

export function toAssignmentDto(assignment: Assignment): z.input<typeof assignmentSchema> {
  const { assignmentId, ticketId, ticketRef, technicianId, technicianName, decisionId } = assignment;
  const { workflowId, slot, books, booking, source, by, state, problem, tries, response } = assignment;
  return {
    assignmentId,
    ticketId,
    ticketRef,
    technicianId,
    technicianName,
    decisionId,
    workflowId,
    slot: toIntervalDto(slot),
    books,
    booking,
    source,
    by: toActorDto(by),
    state,
    problem,
    ownerFoundName: assignment.ownerFoundName,
    tries,
    decidedAt: assignment.decidedAt.toISOString(),
    settledAt: assignment.settledAt?.toISOString() ?? null,
    response: response && { kind: response.kind, reason: response.reason, at: response.at.toISOString() },
  };
}

export function toHoldDto(hold: Hold): z.input<typeof holdSchema> {
  const { holdId, ticketId, ticketRef, workflowId, decisionId, because, tries } = hold;
  return {
    holdId,
    ticketId,
    ticketRef,
    workflowId,
    decisionId,
    because,
    tries,
    heldAt: hold.heldAt.toISOString(),
    nextTryAt: hold.nextTryAt.toISOString(),
    escalateAt: hold.escalateAt.toISOString(),
    escalatedAt: hold.escalatedAt?.toISOString() ?? null,
  };
}

export function toAssignAnswerDto(answer: AssignAnswer): z.input<typeof assignAnswerSchema> {
  return {
    kind: answer.kind,
    ticket: toTicketDto(answer.ticket),
    assignment: answer.kind === 'tried' ? toAssignmentDto(answer.assignment) : null,
    warnings: answer.kind === 'needs-confirmation' ? answer.warnings.map(toWarningDto) : [],
  };
}

function toWarningDto(warning: AssignWarning): z.input<typeof assignWarningSchema> {
  return {
    code: warning.code,
    ownerId: warning.code === 'owned' ? warning.ownerId : null,
    ownerName: warning.code === 'owned' ? warning.ownerName : null,
    says: warning.code === 'own-word' ? warning.says : null,
    until: warning.code === 'own-word' ? warning.until.toISOString() : null,
  };
}
