import { z } from 'zod';
import {
  assignAnswerSchema,
  assignmentSchema,
  assignRequestSchema,
  candidatePageQuerySchema,
  decisionPageSchema,
  decisionSchema,
  decisionsQuerySchema,
  dispatchRequestSchema,
  dispatchRunSchema,
  holdsSchema,
  whatIfRequestSchema,
  whatIfSchema,
  whyNotSchema,
} from './dispatch-schemas.ts';
import { defineEndpoint } from './endpoint.ts';
import { PSA_ERRORS } from './graph-errors.ts';
import { BASE } from './public-api-base.ts';

/** Dispatch in the public API. */

const none = z.object({});
const id = z.string().min(1).max(100);
const decisionParams = z.object({ decisionId: id });
const holdParams = z.object({ holdId: id });

export const postDispatch = defineEndpoint({
  id: 'postDispatch',
  method: 'POST',
  path: `${BASE}/dispatch`,
  summary: 'Decide about a ticket',
  description:
    'Who should take it, with every candidate’s gates, score and reasons. Never waits for Microsoft: where presence could not be used, `decision.presence` says why. The same ticket twice is one assignment.',
  scope: 'dispatch:write',
  params: none,
  query: none,
  body: dispatchRequestSchema,
  answer: dispatchRunSchema,
  errors: ['ticket_not_found', 'workflow_not_found', ...PSA_ERRORS],
  idempotent: true,
});

export const getDecisions = defineEndpoint({
  id: 'getDecisions',
  method: 'GET',
  path: `${BASE}/decisions`,
  summary: 'Decisions, newest first',
  description: 'Without their candidates, in pages.',
  scope: 'dispatch:read',
  params: none,
  query: decisionsQuerySchema,
  body: null,
  answer: decisionPageSchema,
  errors: [],
});

export const getDecision = defineEndpoint({
  id: 'getDecision',
  method: 'GET',
  path: `${BASE}/decisions/{decisionId}`,
  summary: 'One decision with every candidate',
  description:
    'Gates, score parts and reasons as words and codes, in the order of the decision. More than 200 candidates come in pages.',
  scope: 'dispatch:read',
  params: decisionParams,
  query: candidatePageQuerySchema,
  body: null,
  answer: decisionSchema,
  errors: ['decision_not_found'],
});

export const getWhyNot = defineEndpoint({
  id: 'getWhyNot',
  method: 'GET',
  path: `${BASE}/decisions/{decisionId}/why-not`,
  summary: 'Why somebody was not chosen',
  description: 'From the record alone.',
  scope: 'dispatch:read',
  params: decisionParams,
  query: z.strictObject({ technicianId: id }),
  body: null,
  answer: whyNotSchema,
  errors: ['decision_not_found'],
});

export const postWhatIf = defineEndpoint({
  id: 'postWhatIf',
  method: 'POST',
  path: `${BASE}/decisions/{decisionId}/what-if`,
  summary: 'What the decision would have been',
  description:
    'Somebody away or back, no rota, an instruction off, another time. Writes nothing; only another time is looked up in PSA and Shifts.',
  scope: 'dispatch:read',
  params: decisionParams,
  query: none,
  body: whatIfRequestSchema,
  answer: whatIfSchema,
  errors: ['decision_not_found', 'ticket_not_found', ...PSA_ERRORS],
  idempotent: true,
});

export const postAssignment = defineEndpoint({
  id: 'postAssignment',
  method: 'POST',
  path: `${BASE}/assignments`,
  summary: 'Give a ticket to a technician',
  description:
    'Whoever was suggested. What somebody should know first comes back as `warnings`, and nothing is written until they are `confirmed`.',
  scope: 'dispatch:write',
  params: none,
  query: none,
  body: assignRequestSchema,
  answer: assignAnswerSchema,
  errors: ['ticket_not_found', 'technician_not_found', 'decision_not_found', ...PSA_ERRORS],
  idempotent: true,
});

export const deleteAssignment = defineEndpoint({
  id: 'deleteAssignment',
  method: 'DELETE',
  path: `${BASE}/assignments/{assignmentId}`,
  summary: 'Take an assignment back',
  description: 'Within 5 minutes, while the ticket is as it was left: it belongs to whom it belonged before.',
  scope: 'dispatch:write',
  params: z.object({ assignmentId: id }),
  query: none,
  body: null,
  answer: assignmentSchema,
  errors: ['assignment_not_found', 'assignment_not_undoable', 'ticket_not_found', ...PSA_ERRORS],
});

export const getHolds = defineEndpoint({
  id: 'getHolds',
  method: 'GET',
  path: `${BASE}/holds`,
  summary: 'Tickets that wait for somebody to be there',
  description: 'Those that need a person first.',
  scope: 'dispatch:read',
  params: none,
  query: none,
  body: null,
  answer: holdsSchema,
  errors: [],
});

export const postHoldRetry = defineEndpoint({
  id: 'postHoldRetry',
  method: 'POST',
  path: `${BASE}/holds/{holdId}/retry`,
  summary: 'Try a held ticket now',
  description: 'Instead of waiting for its next try.',
  scope: 'dispatch:write',
  params: holdParams,
  query: none,
  body: null,
  answer: dispatchRunSchema,
  errors: ['hold_not_found', 'workflow_not_found', 'ticket_not_found', ...PSA_ERRORS],
  idempotent: true,
});

export const deleteHold = defineEndpoint({
  id: 'deleteHold',
  method: 'DELETE',
  path: `${BASE}/holds/{holdId}`,
  summary: 'Stop holding a ticket',
  description: 'It waits no more and stays with nobody.',
  scope: 'dispatch:write',
  params: holdParams,
  query: none,
  body: null,
  answer: z.null(),
  errors: ['hold_not_found'],
});

export const PUBLIC_DISPATCH_ENDPOINTS = [
  postDispatch,
  getDecisions,
  getDecision,
  getWhyNot,
  postWhatIf,
  postAssignment,
  deleteAssignment,
  getHolds,
  postHoldRetry,
  deleteHold,
] as const;
