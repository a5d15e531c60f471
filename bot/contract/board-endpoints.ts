import { z } from 'zod';
import {
  boardSchema,
  coverageSchema,
  overrideSaysSchema,
  overrideSchema,
  whySchema,
} from './board-schemas.ts';
import { defineEndpoint } from './endpoint.ts';
import { GRAPH_ERRORS } from './graph-errors.ts';

const none = z.object({});
const technicianParams = z.object({ technicianId: z.string().min(1).max(100) });
const momentSchema = z.iso.datetime({ offset: true, error: 'is not a time such as 2026-11-21T15:00:00Z' });
const zoneSchema = z.string().min(1).max(64);
const teamSchema = z.guid('is not a team id');

export const getBoard = defineEndpoint({
  id: 'getBoard',
  method: 'GET',
  path: '/api/board',
  summary: 'Who is available, with presence',
  description: 'Live: presence is at most 30 seconds old, and is kept nowhere.',
  scope: null,
  params: none,
  query: z.strictObject({ at: momentSchema.optional(), team: teamSchema.optional() }),
  body: null,
  answer: boardSchema,
  errors: ['psa_not_connected', 'team_unreadable', ...GRAPH_ERRORS],
});

export const getWhy = defineEndpoint({
  id: 'getWhy',
  method: 'GET',
  path: '/api/technicians/{technicianId}/why',
  summary: 'One technician: availability, week, and why they are not considered',
  description: 'The days of the week are those of `zone`, which is the desk’s own when left out.',
  scope: null,
  params: technicianParams,
  query: z.strictObject({ at: momentSchema.optional(), zone: zoneSchema.optional() }),
  body: null,
  answer: whySchema,
  errors: ['technician_not_found', 'psa_not_connected'],
});

export const putOverride = defineEndpoint({
  id: 'putOverride',
  method: 'PUT',
  path: '/api/technicians/{technicianId}/override',
  summary: 'Say until when a technician is on the clock, on a break or off',
  description:
    'Everybody for the technician mapped to them, leads for anybody. It wins over presence and shifts and ends by itself, within 14 days.',
  scope: null,
  params: technicianParams,
  query: none,
  body: z.strictObject({
    says: overrideSaysSchema,
    /** Now when left out. */
    from: momentSchema.optional(),
    until: momentSchema,
  }),
  answer: overrideSchema,
  errors: ['technician_not_found', 'psa_not_connected'],
});

export const deleteOverride = defineEndpoint({
  id: 'deleteOverride',
  method: 'DELETE',
  path: '/api/technicians/{technicianId}/override',
  summary: 'End what a technician said',
  description: 'Ends what counts now; where that is nothing, takes back what was said about later.',
  scope: null,
  params: technicianParams,
  query: none,
  body: null,
  answer: z.object({ ended: z.boolean() }),
  errors: ['psa_not_connected'],
});

export const getCoverage = defineEndpoint({
  id: 'getCoverage',
  method: 'GET',
  path: '/api/coverage',
  summary: 'Whom the rota has on shift, and where it has nobody',
  description: 'Days of `zone`, which is the desk’s own when left out; today when `from` is left out.',
  scope: null,
  params: none,
  query: z.strictObject({
    from: z.iso.date('is not a day such as 2026-11-21').optional(),
    days: z.coerce.number().int().min(1).max(14).default(1),
    team: teamSchema.optional(),
    zone: zoneSchema.optional(),
  }),
  body: null,
  answer: coverageSchema,
  errors: ['team_not_found', 'psa_not_connected'],
});
