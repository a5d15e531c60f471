import { ROLES } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';

const none = z.object({});

/** Who is signed in, and what the tab needs to draw its first screen. */
export const meSchema = z.object({
  person: z.object({ userId: z.string(), name: z.string(), role: z.enum(ROLES) }),
  desk: z.object({ deskId: z.string(), zone: z.string(), locale: z.string() }),
  /** Permissions of the person, by the names of the policy: what is missing is not offered. The server asks again with each call. */
  may: z.array(z.string()),
  /** People who can help, at most three each. */
  ask: z.object({ lead: z.array(z.string()), admin: z.array(z.string()) }),
  /** The technician that is mapped to this person; `null` when none is. */
  technicianId: z.string().nullable(),
  version: z.string(),
});

export const getMe = defineEndpoint({
  id: 'getMe',
  method: 'GET',
  path: '/api/me',
  summary: 'Who is signed in',
  description: 'The person behind the sign-in token, with role and permissions.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: meSchema,
  errors: [],
});
