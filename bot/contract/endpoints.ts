import { z } from 'zod';
import { availabilitySchema } from './availability-schemas.ts';
import { defineEndpoint, type Endpoint } from './endpoint.ts';
import { GRAPH_ERRORS, PSA_ERRORS } from './graph-errors.ts';
import {
  autoMapRequestSchema,
  autoMapResultSchema,
  consentUrlSchema,
  mappingRequestSchema,
  teamsSchema,
  technicianPageSchema,
  technicianSchema,
} from './mapping-schemas.ts';
import { BASE } from './public-api-base.ts';
import { PUBLIC_DISPATCH_ENDPOINTS } from './public-dispatch-endpoints.ts';
import { PUBLIC_ROSTER_TICKET_ENDPOINTS } from './public-roster-ticket-endpoints.ts';
import { PUBLIC_WORKFLOW_ENDPOINTS } from './public-workflow-endpoints.ts';

const none = z.object({});
const noContent = z.null();
const technicianParams = z.object({ technicianId: z.string().min(1).max(100) });

/** A moment as people and programs write it: ISO 8601 with a zone or offset. */
const momentSchema = z.iso.datetime({ offset: true, error: 'is not a time such as 2026-11-21T15:00:00Z' });

export const getConsentUrl = defineEndpoint({
  id: 'getConsentUrl',
  method: 'GET',
  path: `${BASE}/consent-url`,
  summary: 'The address of Microsoft’s admin-consent page',
  description:
    'Open it in a browser as an administrator of the desk’s tenant. The link is bound to this desk and key, works once, and for ten minutes.',
  scope: 'consent:write',
  params: none,
  query: none,
  body: null,
  answer: consentUrlSchema,
  errors: [],
});

export const getTeams = defineEndpoint({
  id: 'getTeams',
  method: 'GET',
  path: `${BASE}/teams`,
  summary: 'Every team of the desk’s tenant',
  description:
    'Complete and sorted by name. While consent is missing, spreading or revoked, the problem’s code says which.',
  scope: 'mapping:read',
  params: none,
  query: none,
  body: null,
  answer: teamsSchema,
  errors: [...GRAPH_ERRORS],
});

export const postAutoMap = defineEndpoint({
  id: 'postAutoMap',
  method: 'POST',
  path: `${BASE}/auto-map`,
  summary: 'Match technicians to users by e-mail',
  description:
    'Adds and updates auto mappings; manual ones are never touched. A full and complete run also clears auto mappings that no longer match. A second run at the same time is refused with the first one’s id. When Microsoft asks for a long wait, the run ends at once: as partial with what was read before, or, where that is nothing, as graph_throttled with retryAfterSeconds and the runId; repeat it then.',
  scope: 'mapping:write',
  params: none,
  query: none,
  body: autoMapRequestSchema,
  answer: autoMapResultSchema,
  errors: [
    'run_in_progress',
    'run_expired',
    'team_not_found',
    'team_unreadable',
    'conflict',
    ...GRAPH_ERRORS,
    ...PSA_ERRORS,
  ],
  idempotent: true,
});

export const getAvailability = defineEndpoint({
  id: 'getAvailability',
  method: 'GET',
  path: `${BASE}/availability`,
  summary: 'Who is available, and why',
  description:
    'The same answer as in chat and tab. A source that could not be used is named with the reason; nobody is shown as available on a guess.',
  scope: 'availability:read',
  params: none,
  query: z.strictObject({
    at: momentSchema
      .optional()
      .describe('The moment asked about; now when left out. A moment in the past counts as now.'),
    team: z.guid('is not a team id').optional().describe('Only members of this team.'),
  }),
  body: null,
  answer: availabilitySchema,
  errors: ['psa_not_connected', 'team_unreadable', ...GRAPH_ERRORS],
});

export const getTechnicians = defineEndpoint({
  id: 'getTechnicians',
  method: 'GET',
  path: `${BASE}/technicians`,
  summary: 'Active technicians of the PSA with their mapping',
  description: 'Sorted by name, in pages.',
  scope: 'mapping:read',
  params: none,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(500).default(100),
    cursor: z.string().max(500).optional().describe('nextCursor of the page before.'),
  }),
  body: null,
  answer: technicianPageSchema,
  errors: [...PSA_ERRORS],
});

export const putMapping = defineEndpoint({
  id: 'putMapping',
  method: 'PUT',
  path: `${BASE}/technicians/{technicianId}/mapping`,
  summary: 'Map a technician by hand',
  description:
    'Account id and sign-in name: give one, and the other is resolved; given both, they must mean one user. What is null or empty counts as cleared: both removes the mapping, one of two is an error. A user that another technician has is refused with that technician’s name unless allowShared is true.',
  scope: 'mapping:write',
  params: technicianParams,
  query: none,
  body: mappingRequestSchema,
  answer: technicianSchema,
  errors: [
    'technician_not_found',
    'user_not_found',
    'user_already_mapped',
    'conflict',
    ...GRAPH_ERRORS,
    ...PSA_ERRORS,
  ],
});

export const deleteMapping = defineEndpoint({
  id: 'deleteMapping',
  method: 'DELETE',
  path: `${BASE}/technicians/{technicianId}/mapping`,
  summary: 'Remove a technician’s mapping',
  description: 'Whatever its source. Removing what is not there succeeds.',
  scope: 'mapping:write',
  params: technicianParams,
  query: none,
  body: null,
  answer: noContent,
  errors: ['conflict'],
});

/** The operations of the public API by subject, in the order in which the documentation shows them. */
export const ENDPOINT_GROUPS: readonly {
  readonly name: string;
  readonly description: string;
  readonly endpoints: readonly Endpoint[];
}[] = [
  {
    name: 'Connection',
    description: 'Consent to read the desk’s tenant, and its teams.',
    endpoints: [getConsentUrl, getTeams],
  },
  {
    name: 'Technicians',
    description: 'Who belongs to which Microsoft user, by hand and by auto-map.',
    endpoints: [postAutoMap, getTechnicians, putMapping, deleteMapping],
  },
  { name: 'Availability', description: 'Who is there now or later, and why.', endpoints: [getAvailability] },
  {
    name: 'Dispatch',
    description: 'Who takes a ticket, with every reason: decisions, assignments, and tickets that wait.',
    endpoints: PUBLIC_DISPATCH_ENDPOINTS,
  },
  {
    name: 'Workflows',
    description: 'How tickets are dispatched: the pool, the mode, Teams availability, custom instructions.',
    endpoints: PUBLIC_WORKFLOW_ENDPOINTS,
  },
  {
    name: 'Roster tickets',
    description: 'Tickets of a desk that keeps its own list, for evaluation and where no PSA is supported.',
    endpoints: PUBLIC_ROSTER_TICKET_ENDPOINTS,
  },
];

/** Every operation of the public API. */
export const ENDPOINTS: readonly Endpoint[] = ENDPOINT_GROUPS.flatMap(({ endpoints }) => endpoints);
