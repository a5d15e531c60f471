import { GROUPS } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { shiftSchema, sourceSchema } from './availability-schemas.ts';
import { suggestionSchema, technicianSchema, unmatchedReasonSchema } from './mapping-schemas.ts';

/** Wire shapes of the technicians' screen. Times are ISO 8601 in UTC. */

export const badgeSchema = z.enum(['auto', 'manual', 'unmapped', 'excluded']);
export const technicianSortSchema = z.enum(['name', 'email', 'user', 'badge']);

/** Of everybody whom the search finds; `auto`, `manual` and `unmapped` make up `all`, `excluded` lies across. */
export const technicianCountsSchema = z.object({
  all: z.number(),
  auto: z.number(),
  manual: z.number(),
  unmapped: z.number(),
  excluded: z.number(),
});

export const technicianListSchema = z.object({
  technicians: z.array(technicianSchema),
  /** `null` on the last page. */
  nextCursor: z.string().nullable(),
  /** Rows in all, with search and badge applied. */
  total: z.number(),
  counts: technicianCountsSchema,
});

export const technicianDetailSchema = technicianSchema.extend({
  /** `by` is `null` when auto-map did it, or nobody knows any more. */
  lastChange: z.object({ at: z.iso.datetime(), by: z.string().nullable() }).nullable(),
  /** What the last review of auto-map says about somebody who is not mapped. */
  lastReview: z
    .object({
      action: z.string(),
      reason: unmatchedReasonSchema.nullable(),
      /** Technicians or users that stand in each other's way, by name. */
      rivals: z.array(z.string()),
      suggestions: z.array(
        suggestionSchema.extend({
          displayName: z.string().nullable(),
          guest: z.boolean(),
          /** The two values that were compared. */
          technicianValue: z.string(),
          userValue: z.string(),
        }),
      ),
    })
    .nullable(),
});

/** What a technician's mapping was when it was read; `null`: neither mapped nor excluded. */
const mappingAsReadSchema = z
  .strictObject({
    userId: z.string().max(100).nullable(),
    source: z.enum(['auto', 'manual']).nullable(),
    excluded: z.boolean(),
  })
  .nullable();

export const mappingWishSchema = z.strictObject({
  /** Left out: taken from the sign-in name. Null or empty: cleared. */
  accountId: z.string().max(100).nullable().optional(),
  /** Left out: taken from the account id. Null or empty: cleared. */
  signInName: z.string().max(320).nullable().optional(),
  /** Map although another technician has this user. */
  allowShared: z.boolean().default(false),
  /** `auto` only to put back what auto-map had made. */
  source: z.enum(['auto', 'manual']).default('manual'),
  expected: mappingAsReadSchema,
});

export const foundUsersSchema = z.object({
  users: z.array(
    z.object({
      userId: z.string(),
      displayName: z.string().nullable(),
      userPrincipalName: z.string().nullable(),
      mail: z.string().nullable(),
      guest: z.boolean(),
      enabled: z.boolean(),
      mappedTo: z.array(z.object({ technicianId: z.string(), name: z.string() })),
    }),
  ),
});

export const presenceWordSchema = z.enum([
  'out-of-office',
  'off-work',
  'offline',
  'away',
  'be-right-back',
  'focusing',
  'presenting',
  'do-not-disturb',
  'in-a-call',
  'in-a-meeting',
  'busy',
  'busy-idle',
  'available-idle',
  'available',
  'presence-unknown',
  'presence-new',
  'no-answer',
]);

export const technicianPresencesSchema = z.object({
  asOf: z.iso.datetime(),
  sources: z.array(sourceSchema),
  technicians: z.array(
    z.object({
      technicianId: z.string(),
      group: z.enum(GROUPS),
      /** `null`: not mapped, or presence could not be read. */
      presence: presenceWordSchema.nullable(),
      shift: shiftSchema,
      override: z
        .object({ says: z.enum(['working', 'on-break', 'off']), until: z.iso.datetime() })
        .nullable(),
    }),
  ),
});
