import { z } from 'zod';

/** Wire shapes of teams, technicians and auto-map. */

export const teamSchema = z.object({ id: z.string(), displayName: z.string() }).meta({ id: 'Team' });
export const teamsSchema = z.object({ teams: z.array(teamSchema) }).meta({ id: 'Teams' });

export const consentUrlSchema = z
  .object({ url: z.url(), expiresAt: z.iso.datetime().describe('The link works once, until then.') })
  .meta({ id: 'ConsentUrl' });

export const autoMapRequestSchema = z
  .strictObject({
    teamIds: z
      .array(z.guid('Each team id is a GUID from the list of teams.'))
      .max(500)
      .default([])
      .describe('Teams to look through; empty looks through every team of the tenant (a full run).'),
    dryRun: z.boolean().default(false).describe('Only say what a run would do.'),
    clear: z
      .boolean()
      .default(true)
      .describe(
        'Also clear auto mappings of technicians that no longer match (full and complete runs only).',
      ),
    confirmMassClear: z
      .boolean()
      .default(false)
      .describe('Confirms clearing all, or more than max(5, 20 %), of the auto mappings.'),
  })
  .meta({ id: 'AutoMapRequest' });

export const unmatchedReasonSchema = z
  .enum([
    'no-email',
    'no-user-with-this-email',
    'email-shared-by-technicians',
    'email-fits-several-users',
    'user-fits-several-technicians',
    'account-disabled',
    'guest-sign-in-name-only',
    'user-mapped-by-hand-elsewhere',
    'technician-gone',
  ])
  .meta({ id: 'UnmatchedReason' });

export const suggestionSchema = z
  .object({
    userId: z.string(),
    userPrincipalName: z.string().nullable(),
    because: z.enum(['alias', 'other-mail', 'other-psa-email', 'similar-name']),
  })
  .meta({ id: 'Suggestion' });

export const autoMapResultSchema = z
  .object({
    runId: z.string(),
    dryRun: z.boolean(),
    state: z
      .enum(['complete', 'partial', 'held'])
      .describe(
        'partial: a team could not be read, so nothing was cleared. held: the clears wait for confirmMassClear.',
      ),
    scope: z.object({ full: z.boolean(), teams: z.array(teamSchema) }),
    counts: z.object({
      matched: z.number(),
      unmatched: z.number(),
      add: z.number(),
      update: z.number(),
      unchanged: z.number(),
      clear: z.number().describe('Technicians that no longer match, cleared or not.'),
      manualKept: z.number(),
      excluded: z.number(),
      ambiguous: z.number(),
    }),
    matched: z.array(
      z.object({
        technicianId: z.string(),
        userId: z.string(),
        action: z.enum(['add', 'update', 'unchanged', 'manual-kept']),
      }),
    ),
    unmatched: z.array(
      z.object({
        technicianId: z.string(),
        reason: unmatchedReasonSchema,
        suggestions: z.array(suggestionSchema),
      }),
    ),
    cleared: z
      .array(z.string())
      .describe('Technicians whose auto mapping the run cleared, or in a dry run would clear.'),
    notCleared: z
      .array(z.string())
      .describe(
        'Technicians that no longer match and keep their auto mapping: the clears are held, or clear was false.',
      ),
    skipped: z
      .array(z.string())
      .describe('Technicians left alone because somebody changed their mapping during the run.'),
    unreadTeams: z.array(z.object({ id: z.string(), displayName: z.string(), code: z.string() })),
  })
  .meta({ id: 'AutoMapResult' });

export const mappingSchema = z
  .object({
    userId: z.string(),
    userPrincipalName: z.string().nullable(),
    displayName: z.string().nullable(),
    guest: z.boolean(),
    source: z.enum(['auto', 'manual']),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Mapping' });

export const technicianSchema = z
  .object({
    technicianId: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    excluded: z.boolean().describe('Left out of auto-map.'),
    mapping: mappingSchema.nullable(),
  })
  .meta({ id: 'Technician' });

export const technicianPageSchema = z
  .object({
    technicians: z.array(technicianSchema),
    nextCursor: z.string().nullable().describe('Give it as `cursor` for the next page; null on the last.'),
  })
  .meta({ id: 'TechnicianPage' });

export const mappingRequestSchema = z
  .strictObject({
    accountId: z
      .string()
      .max(100)
      .nullable()
      .optional()
      .describe(
        'Object id of the user in Microsoft Entra. Left out: taken from the sign-in name. Null or empty: cleared.',
      ),
    signInName: z
      .string()
      .max(320)
      .nullable()
      .optional()
      .describe('Sign-in name. Left out: taken from the account id. Null or empty: cleared.'),
    allowShared: z.boolean().default(false).describe('Map although another technician has this user.'),
    excluded: z.boolean().optional().describe('Leave the technician out of auto-map, or take them in again.'),
  })
  .meta({ id: 'MappingRequest' });
