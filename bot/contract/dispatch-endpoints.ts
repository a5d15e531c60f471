import { z } from 'zod';
import {
  assignAnswerSchema,
  assignmentSchema,
  assignRequestSchema,
  candidatePageQuerySchema,
  decisionsQuerySchema,
  dispatchRequestSchema,
  holdsSchema,
  ownAssignmentSchema,
  respondedSchema,
  respondSchema,
  shadowReportSchema,
  shownDecisionPageSchema,
  shownDecisionSchema,
  shownRunSchema,
  standingSchema,
  ticketListSchema,
  ticketWordSchema,
  whatIfRequestSchema,
  whatIfSchema,
  whyNotSchema,
} from './dispatch-schemas.ts';
import { defineEndpoint } from './endpoint.ts';
import { PSA_ERRORS } from './graph-errors.ts';
import { workflowSetupSchema } from './workflow-schemas.ts';

/** Dispatch in the tab. */

const none = z.object({});
const id = z.string().min(1).max(100);
const decisionParams = z.object({ decisionId: id });
const assignmentParams = z.object({ assignmentId: id });
const holdParams = z.object({ holdId: id });

export const dispatchTicket = defineEndpoint({
  id: 'dispatchTicket',
  method: 'POST',
  path: '/api/dispatch',
  summary: 'Decide about a ticket',
  description: 'Suggests, or does what the workflow is set to. The same ticket twice is one assignment.',
  scope: null,
  params: none,
  query: none,
  body: dispatchRequestSchema,
  answer: shownRunSchema,
  errors: ['ticket_not_found', 'workflow_not_found', ...PSA_ERRORS],
  idempotent: true,
});

export const tryOutWorkflow = defineEndpoint({
  id: 'tryOutWorkflow',
  method: 'POST',
  path: '/api/workflows/try-out',
  summary: 'What a workflow would decide, before it is saved',
  description: 'About an open or a past ticket. Nothing is kept and nothing is written.',
  scope: null,
  params: none,
  query: none,
  body: z.strictObject({ setup: workflowSetupSchema, ticket: ticketWordSchema }),
  answer: shownRunSchema,
  errors: ['invalid_input', 'ticket_not_found', ...PSA_ERRORS],
});

export const listDecisions = defineEndpoint({
  id: 'listDecisions',
  method: 'GET',
  path: '/api/decisions',
  summary: 'Decisions, newest first, with today’s counts',
  description: 'In pages. Shadow decisions only where asked for.',
  scope: null,
  params: none,
  query: decisionsQuerySchema,
  body: null,
  answer: shownDecisionPageSchema,
  errors: [],
});

export const readDecision = defineEndpoint({
  id: 'readDecision',
  method: 'GET',
  path: '/api/decisions/{decisionId}',
  summary: 'One decision with every candidate and what Teams had to do with each',
  description: 'Candidates are in the order of the decision, in pages of 200.',
  scope: null,
  params: decisionParams,
  query: candidatePageQuerySchema,
  body: null,
  answer: shownDecisionSchema,
  errors: ['decision_not_found'],
});

export const findDecision = defineEndpoint({
  id: 'findDecision',
  method: 'GET',
  path: '/api/tickets/{ticket}/decision',
  summary: 'The newest decision about a ticket',
  description: 'By the ticket’s number or id.',
  scope: null,
  params: z.object({ ticket: ticketWordSchema }),
  query: candidatePageQuerySchema,
  body: null,
  answer: shownDecisionSchema,
  errors: ['decision_not_found'],
});

export const readStanding = defineEndpoint({
  id: 'readStanding',
  method: 'GET',
  path: '/api/decisions/{decisionId}/standing',
  summary: 'How a decision’s ticket stands now',
  description: 'Read anew from the PSA, apart from the decision: that one never waits for it.',
  scope: null,
  params: decisionParams,
  query: none,
  body: null,
  answer: standingSchema,
  errors: ['decision_not_found'],
});

export const askWhyNot = defineEndpoint({
  id: 'askWhyNot',
  method: 'GET',
  path: '/api/decisions/{decisionId}/why-not',
  summary: 'Why somebody was not chosen',
  description: 'From the record alone.',
  scope: null,
  params: decisionParams,
  query: z.strictObject({ technicianId: id }),
  body: null,
  answer: whyNotSchema,
  errors: ['decision_not_found'],
});

export const askWhatIf = defineEndpoint({
  id: 'askWhatIf',
  method: 'POST',
  path: '/api/decisions/{decisionId}/what-if',
  summary: 'What the decision would have been',
  description: 'Writes nothing. Only another time is looked up in PSA and Shifts.',
  scope: null,
  params: decisionParams,
  query: none,
  body: whatIfRequestSchema,
  answer: whatIfSchema,
  errors: ['decision_not_found', 'ticket_not_found', ...PSA_ERRORS],
});

export const listTickets = defineEndpoint({
  id: 'listTickets',
  method: 'GET',
  path: '/api/tickets',
  summary: 'Tickets of the PSA, newest first',
  description: 'Open ones that nobody has, or past ones for trying a workflow out.',
  scope: null,
  params: none,
  query: z.strictObject({
    phase: z.enum(['open', 'any']).default('open'),
    unassignedOnly: z
      .enum(['true', 'false'])
      .default('true')
      .transform((text) => text === 'true'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  body: null,
  answer: ticketListSchema,
  errors: [...PSA_ERRORS],
});

export const assignTicket = defineEndpoint({
  id: 'assignTicket',
  method: 'POST',
  path: '/api/assignments',
  summary: 'Give a ticket to a technician',
  description: 'Whoever was suggested. What somebody should know first has to be confirmed.',
  scope: null,
  params: none,
  query: none,
  body: assignRequestSchema,
  answer: assignAnswerSchema,
  errors: ['ticket_not_found', 'technician_not_found', 'decision_not_found', ...PSA_ERRORS],
  idempotent: true,
});

export const readAssignment = defineEndpoint({
  id: 'readAssignment',
  method: 'GET',
  path: '/api/assignments/{assignmentId}',
  summary: 'One assignment with its ticket as it is now',
  description: 'For dispatchers, and for the technician who was given the ticket.',
  scope: null,
  params: assignmentParams,
  query: none,
  body: null,
  answer: ownAssignmentSchema,
  errors: ['assignment_not_found'],
});

export const undoAssignment = defineEndpoint({
  id: 'undoAssignment',
  method: 'DELETE',
  path: '/api/assignments/{assignmentId}',
  summary: 'Take an assignment back',
  description: 'Within 5 minutes: the ticket belongs to whom it belonged before.',
  scope: null,
  params: assignmentParams,
  query: none,
  body: null,
  answer: assignmentSchema,
  errors: ['assignment_not_found', 'assignment_not_undoable', 'ticket_not_found', ...PSA_ERRORS],
});

export const respondToAssignment = defineEndpoint({
  id: 'respondToAssignment',
  method: 'POST',
  path: '/api/assignments/{assignmentId}/response',
  summary: 'Accept a ticket, or pass it on',
  description: 'For the technician who got it. What is passed on is decided about anew without them.',
  scope: null,
  params: assignmentParams,
  query: none,
  body: respondSchema,
  answer: respondedSchema,
  errors: ['assignment_not_found', 'conflict', 'ticket_not_found', ...PSA_ERRORS],
});

export const listHolds = defineEndpoint({
  id: 'listHolds',
  method: 'GET',
  path: '/api/holds',
  summary: 'Tickets that wait for somebody to be there',
  description: 'Those that need a person first.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: holdsSchema,
  errors: [],
});

export const retryHold = defineEndpoint({
  id: 'retryHold',
  method: 'POST',
  path: '/api/holds/{holdId}/retry',
  summary: 'Try a held ticket now',
  description: 'Instead of waiting for its next try.',
  scope: null,
  params: holdParams,
  query: none,
  body: none,
  answer: shownRunSchema,
  errors: ['hold_not_found', 'workflow_not_found', 'ticket_not_found', ...PSA_ERRORS],
});

export const stopHold = defineEndpoint({
  id: 'stopHold',
  method: 'DELETE',
  path: '/api/holds/{holdId}',
  summary: 'Stop holding a ticket',
  description: 'It waits no more and stays with nobody.',
  scope: null,
  params: holdParams,
  query: none,
  body: null,
  answer: z.null(),
  errors: ['hold_not_found'],
});

export const readShadowReport = defineEndpoint({
  id: 'readShadowReport',
  method: 'GET',
  path: '/api/workflows/{workflowId}/shadow',
  summary: 'How a workflow in shadow compares with what people did',
  description: 'With the newest differences.',
  scope: null,
  params: z.object({ workflowId: id }),
  query: none,
  body: null,
  answer: shadowReportSchema,
  errors: ['workflow_not_found'],
});
