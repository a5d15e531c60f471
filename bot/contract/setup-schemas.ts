import { CLOUDS } from '#kernel/vocabulary.ts';
import { z } from 'zod';

/** What the set-up page shows. Times are ISO 8601 in UTC. */

const teamSchema = z.object({ id: z.string(), displayName: z.string() });

/** How consent stands as far as it is known, and how it came so. */
export const consentStandingSchema = z.object({
  state: z.enum(['missing', 'spreading', 'granted', 'incomplete', 'revoked']),
  /** Names of permissions of Microsoft Graph, such as `Schedule.Read.All`. */
  missingPermissions: z.array(z.string()),
  /** When Microsoft first confirmed what stands now; `null`: it never did. */
  confirmedAt: z.iso.datetime().nullable(),
  /** The last yes that came by way of us, whatever became of it. `null`: none did. */
  lastGrant: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
  /** How the last return from Microsoft ended; `refusal` in Microsoft's own words. Known for 30 days. */
  lastReturn: z
    .object({
      outcome: z.enum(['granted', 'refused', 'wrong-tenant']),
      refusal: z.string().nullable(),
      by: z.string(),
      at: z.iso.datetime(),
    })
    .nullable(),
  /** A consent page that was opened and has not come back; its link still works. */
  pending: z
    .object({ by: z.string(), isMine: z.boolean(), startedAt: z.iso.datetime(), expiresAt: z.iso.datetime() })
    .nullable(),
});

export const consentLookSchema = consentStandingSchema.extend({
  /** A failure that hid how it stands now; the rest is what was known before. */
  problem: z.object({ code: z.string(), retryAfterSeconds: z.number().nullable() }).nullable(),
});

export const consentStartSchema = z.object({ url: z.url(), expiresAt: z.iso.datetime() });

/** Teams that an admin chose; write it back with the version that was read. */
export const teamChoiceSchema = z.object({
  teams: z.array(teamSchema),
  version: z.number().int(),
});

export const teamListSchema = z.object({ teams: z.array(teamSchema) });

export const chooseTeamsSchema = z.strictObject({
  teamIds: z.array(z.guid('is not a team id')).max(1000),
  expectedVersion: z.number().int().min(0),
});

export const setupSchema = z.object({
  cloud: z.enum(CLOUDS),
  /** CON-7: what Microsoft does not offer in this cloud. */
  lacks: z.array(z.enum(['shifts', 'presence'])),
  /** `null`: no ticketing system is connected, so there are no technicians. */
  psa: z.object({ kind: z.string() }).nullable(),
  consent: consentStandingSchema,
  /** Teams that auto-map looks through; none: all of them. */
  ticked: teamChoiceSchema,
  /** Teams whose shifts tell who is on the clock; none: those of `ticked` that have a schedule. */
  rota: teamChoiceSchema,
  /** `null` for whoever may not see runs. */
  runs: z
    .object({
      underWay: z.string().nullable(),
      /** A review that waits for Apply or Cancel. */
      open: z.string().nullable(),
      lastApplied: z
        .object({
          runId: z.string(),
          state: z.enum(['complete', 'partial', 'held', 'undone']),
          by: z.string(),
          at: z.iso.datetime(),
          canUndo: z.boolean(),
        })
        .nullable(),
      last: z
        .object({
          runId: z.string(),
          state: z.string(),
          failure: z.string().nullable(),
          at: z.iso.datetime(),
        })
        .nullable(),
    })
    .nullable(),
});
