import { z } from 'zod';
import { unmatchedReasonSchema } from './mapping-schemas.ts';

/** What the review of an auto-map run shows. Times are ISO 8601 in UTC. */

const teamSchema = z.object({ id: z.string(), displayName: z.string() });

export const runStateSchema = z.enum([
  'scanning',
  'waiting',
  'preview',
  'complete',
  'partial',
  'held',
  'failed',
  'cancelled',
  'interrupted',
  'undone',
]);

/** In which order the review shows its rows, and under which heading. */
export const ROW_GROUPS = ['changes', 'clears', 'unmatched', 'unchanged', 'kept'] as const;

export const runCountsSchema = z.object({
  matched: z.number().int(),
  unmatched: z.number().int(),
  add: z.number().int(),
  update: z.number().int(),
  unchanged: z.number().int(),
  clear: z.number().int(),
  manualKept: z.number().int(),
  excluded: z.number().int(),
  ambiguous: z.number().int(),
});

export const runSchema = z.object({
  runId: z.string(),
  state: runStateSchema,
  scope: z.object({ isFull: z.boolean(), teams: z.array(teamSchema) }),
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** Until when a review can be applied; `null` for every other state. */
  applicableUntil: z.iso.datetime().nullable(),
  teamsScanned: z.number().int(),
  membersScanned: z.number().int(),
  /** Whether every page of every team was read; without it nothing is cleared. */
  scanComplete: z.boolean(),
  unreadTeams: z.array(teamSchema.extend({ code: z.string() })),
  /** Error code of a run that failed. */
  failure: z.string().nullable(),
  /** While it is under way. `teamsTotal` is 0 until the teams are known. */
  progress: z
    .object({
      teamsDone: z.number().int(),
      teamsTotal: z.number().int(),
      members: z.number().int(),
      waitingUntil: z.iso.datetime().nullable(),
      endsAt: z.iso.datetime(),
    })
    .nullable(),
  counts: runCountsSchema,
  clearsNeedConfirmation: z.boolean(),
  /** What became of the changes; `null` before the run was applied. */
  result: z
    .object({
      written: z.number().int(),
      cleared: z.number().int(),
      notCleared: z.number().int(),
      leftOut: z.number().int(),
      /** Somebody changed these technicians’ mappings after the review. */
      skipped: z.number().int(),
    })
    .nullable(),
  canUndo: z.boolean(),
});

const userSchema = z.object({
  userId: z.string(),
  signInName: z.string().nullable(),
  displayName: z.string().nullable(),
  isGuest: z.boolean(),
});

export const runRowSchema = z.object({
  technicianId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  action: z.enum([
    'add',
    'update',
    'unchanged',
    'clear',
    'manual-kept',
    'excluded',
    'ambiguous',
    'unmatched',
  ]),
  reason: unmatchedReasonSchema.nullable(),
  /** After the run; for a clear and for what is kept, the user of before. */
  user: userSchema.nullable(),
  matchedOn: z.object({ field: z.enum(['mail', 'userPrincipalName']), value: z.string() }).nullable(),
  /** Names of those who stand in the way. */
  rivals: z.array(z.string()),
  suggestions: z.array(
    userSchema.extend({
      because: z.enum(['alias', 'other-mail', 'other-psa-email', 'similar-name']),
      technicianValue: z.string(),
      userValue: z.string(),
    }),
  ),
  /** Before the run; names as far as they are still known. */
  before: z
    .object({ userId: z.string(), signInName: z.string().nullable(), displayName: z.string().nullable() })
    .nullable(),
  outcome: z.enum(['written', 'skipped-changed']).nullable(),
});

export const runRowsSchema = z.object({
  rows: z.array(runRowSchema),
  /** Of this group and search, on all pages. */
  total: z.number().int(),
  nextOffset: z.number().int().nullable(),
});
