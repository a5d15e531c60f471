import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { GRAPH_ERRORS, PSA_ERRORS } from './graph-errors.ts';
import { technicianSchema } from './mapping-schemas.ts';
import {
  badgeSchema,
  foundUsersSchema,
  mappingWishSchema,
  technicianDetailSchema,
  technicianListSchema,
  technicianPresencesSchema,
  technicianSortSchema,
} from './technicians-schemas.ts';

const BASE = '/api/technicians';
const none = z.object({});
const technicianParams = z.object({ technicianId: z.string().min(1).max(100) });

/** As many as a page has rows. */
const TECHNICIANS_A_PAGE = 100;

export const listTechnicians = defineEndpoint({
  id: 'listTechnicians',
  method: 'GET',
  path: BASE,
  summary: 'Technicians with their mapping, a page at a time',
  description:
    'The cursor belongs to its search, badge, sort and order. `skip` leaves rows out, for whoever jumps; each page costs the same.',
  scope: null,
  params: none,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(TECHNICIANS_A_PAGE).default(TECHNICIANS_A_PAGE),
    cursor: z.string().max(2000).optional(),
    skip: z.coerce.number().int().min(0).max(1_000_000).default(0),
    search: z.string().max(100).default(''),
    badge: badgeSchema.optional(),
    sort: technicianSortSchema.default('name'),
    order: z.enum(['asc', 'desc']).default('asc'),
  }),
  body: null,
  answer: technicianListSchema,
  errors: [...PSA_ERRORS],
});

export const readPresences = defineEndpoint({
  id: 'readPresences',
  method: 'GET',
  path: `${BASE}/presence`,
  summary: 'Presence and shift of the technicians in sight',
  description: 'Live, and kept nowhere. Whoever is unknown is left out.',
  scope: null,
  params: none,
  query: z.strictObject({
    ids: z
      .string()
      .max(20_000)
      .transform((text) => text.split(',').filter((id) => id !== ''))
      .refine((ids) => ids.length > 0 && ids.length <= TECHNICIANS_A_PAGE, 'must name 1 to 100 technicians'),
  }),
  body: null,
  answer: technicianPresencesSchema,
  errors: ['psa_not_connected', ...GRAPH_ERRORS],
});

export const readTechnician = defineEndpoint({
  id: 'readTechnician',
  method: 'GET',
  path: `${BASE}/{technicianId}`,
  summary: 'One technician with what helps to map them',
  description: 'Mapping, its last change, and what the last review of auto-map suggests.',
  scope: null,
  params: technicianParams,
  query: none,
  body: null,
  answer: technicianDetailSchema,
  errors: ['technician_not_found', ...PSA_ERRORS],
});

export const mapTechnician = defineEndpoint({
  id: 'mapTechnician',
  method: 'PUT',
  path: `${BASE}/{technicianId}/mapping`,
  summary: 'Map a technician by hand',
  description:
    'Account id and sign-in name: either resolves the other, both must mean one user, and clearing one of two is an error. `expected` is the mapping as it was read: another one since is a conflict, with who and when where known.',
  scope: null,
  params: technicianParams,
  query: none,
  body: mappingWishSchema,
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

export const unmapTechnician = defineEndpoint({
  id: 'unmapTechnician',
  method: 'DELETE',
  path: `${BASE}/{technicianId}/mapping`,
  summary: 'Remove a technician’s mapping',
  description: 'The query is the mapping as it was read: another one since is a conflict.',
  scope: null,
  params: technicianParams,
  query: z.strictObject({
    userId: z.string().min(1).max(100),
    source: z.enum(['auto', 'manual']),
    excluded: z.enum(['true', 'false']).transform((text) => text === 'true'),
  }),
  body: null,
  answer: technicianSchema,
  errors: ['technician_not_found', 'conflict', ...PSA_ERRORS],
});

export const excludeTechnician = defineEndpoint({
  id: 'excludeTechnician',
  method: 'PUT',
  path: `${BASE}/{technicianId}/excluded`,
  summary: 'Leave a technician out of auto-map, or take them in again',
  description: 'A mapping stays as it is.',
  scope: null,
  params: technicianParams,
  query: none,
  body: z.strictObject({ excluded: z.boolean() }),
  answer: technicianSchema,
  errors: ['technician_not_found', 'conflict', ...PSA_ERRORS],
});

export const findUsers = defineEndpoint({
  id: 'findUsers',
  method: 'GET',
  path: '/api/users',
  summary: 'Users to map a technician to',
  description:
    'Up to 20 whose name, mail or sign-in name starts with the text, each with the technicians that have them.',
  scope: null,
  params: none,
  query: z.strictObject({ search: z.string().trim().min(2).max(100) }),
  body: null,
  answer: foundUsersSchema,
  errors: [...GRAPH_ERRORS, ...PSA_ERRORS],
});
