import { z } from 'zod';
import {
  candidateReasonSchema,
  candidateSchema,
  candidateWordSchema,
  dispatchRemedySchema,
  gateResultSchema,
  scorePartSchema,
  shownCandidateSchema,
  teamsPartFields,
} from './candidate-schemas.ts';
import { intervalSchema } from './availability-schemas.ts';
import { actSchema, modeSchema, weightsSchema } from './workflow-schemas.ts';

/** Wire shapes of dispatch: tickets, decisions, assignments, holds. Names, titles and texts of a PSA are data. Times are ISO 8601 in UTC. */

const momentSchema = z.iso.datetime();
/** A moment as people and programs write it. */
const writtenMomentSchema = z.iso.datetime({
  offset: true,
  error: 'is not a time such as 2026-11-21T15:00:00Z',
});

const namedSchema = z.object({ id: z.string(), name: z.string() });

const ticketFields = {
  ticketId: z.string().describe('The PSA’s key.'),
  ref: z.string().describe('What people call it, such as 4711; without “#”.'),
  link: z.string().nullable().describe('Its page in the PSA.'),
  priority: z
    .object({ id: z.string(), label: z.string(), rank: z.number().int().describe('1 is the most urgent.') })
    .nullable(),
  queue: namedSchema.nullable(),
  status: z.object({ id: z.string(), label: z.string(), phase: z.enum(['open', 'closed']) }),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  company: namedSchema.nullable(),
  requiredSkills: z.array(z.string()),
  openedAt: momentSchema.nullable(),
};

/** As a decision keeps it. */
export const ticketFactsSchema = z.object(ticketFields).meta({ id: 'TicketFacts' });
/** As the PSA showed it a moment ago. */
export const ticketSchema = z
  .object({ ...ticketFields, title: z.string().describe('Data from the PSA; no decision keeps it.') })
  .meta({ id: 'Ticket' });

export const actorSchema = z
  .object({ kind: z.enum(['person', 'key', 'system']), id: z.string(), name: z.string() })
  .meta({ id: 'Actor' });

export const runSourceSchema = z.enum(['chat', 'tab', 'api', 'webhook', 'retry', 'pass', 'shadow']);

const remedySchema = dispatchRemedySchema
  .nullable()
  .describe('What mends it; null when there is nothing to.');
const sentenceSchema = z.number().int().nullable().describe('The instruction that decided so, from 0.');
const sourceUses = z.enum(['used', 'partly', 'not-used']);

export const presenceUseSchema = z
  .object({
    use: sourceUses,
    because: z
      .enum([
        'partly-read',
        'not-read',
        'graph-down',
        'graph-slow',
        'consent-missing',
        'consent-spreading',
        'consent-revoked',
        'not-in-cloud',
        'teams-availability-off',
        'ignored-by-rule',
        'too-far-ahead',
        'nobody-mapped',
        'everyone-on-a-break',
      ])
      .nullable()
      .describe('Why presence had no say, or only in part; null when it was used whole.'),
    sentence: sentenceSchema,
    remedy: remedySchema,
  })
  .meta({ id: 'PresenceUse' });

export const shiftsUseSchema = z
  .object({
    use: sourceUses,
    because: z
      .enum([
        'partly-read',
        'not-read',
        'unreadable',
        'no-schedule',
        'not-in-cloud',
        'teams-availability-off',
        'ignored-by-rule',
        'round-robin',
        'no-rota-chosen',
        'nobody-mapped',
        'rota-switched-off',
      ])
      .nullable(),
    sentence: sentenceSchema,
    remedy: remedySchema,
  })
  .meta({ id: 'ShiftsUse' });

export const modelStateSchema = z.enum(['not-asked', 'used', 'timed-out', 'failed', 'invalid-answer']);

export const outcomeSchema = z
  .object({
    kind: z.enum(['chosen', 'held', 'left-unassigned', 'not-needed']),
    because: z
      .enum([
        'everyone-on-a-break',
        'slots-taken',
        'nobody-eligible',
        'pool-empty',
        'ticket-closed',
        'already-owned',
      ])
      .nullable()
      .describe('null exactly when somebody was chosen.'),
    technicianId: z.string().nullable().describe('Who was chosen.'),
    technicianName: z.string().nullable(),
  })
  .meta({ id: 'DispatchOutcome' });

export const assignmentSchema = z
  .object({
    assignmentId: z.string(),
    ticketId: z.string(),
    ticketRef: z.string(),
    technicianId: z.string().nullable().describe('null: the ticket is given back to nobody.'),
    technicianName: z.string().nullable(),
    decisionId: z.string().nullable(),
    workflowId: z.string().nullable(),
    slot: intervalSchema,
    books: z.enum(['nothing', 'schedule-entry']),
    booking: z.enum(['not-wanted', 'pending', 'booked', 'conflict', 'refused', 'not-supported']),
    source: runSourceSchema,
    by: actorSchema,
    state: z
      .enum(['pending', 'done', 'owned', 'refused', 'gone', 'undone'])
      .describe(
        'pending: the PSA has not confirmed it yet. owned: somebody else got the ticket first. refused: the PSA does not want it. gone: closed or deleted.',
      ),
    problem: z.string().nullable().describe('The PSA’s own words, or an error code of the last try.'),
    ownerFoundName: z.string().nullable(),
    tries: z.number().int(),
    decidedAt: momentSchema,
    settledAt: momentSchema.nullable(),
    response: z
      .object({ kind: z.enum(['accepted', 'passed']), reason: z.string().nullable(), at: momentSchema })
      .nullable()
      .describe('What the technician answered.'),
  })
  .meta({ id: 'Assignment' });

export const holdSchema = z
  .object({
    holdId: z.string(),
    ticketId: z.string(),
    ticketRef: z.string(),
    workflowId: z.string(),
    decisionId: z.string().describe('The newest decision about it.'),
    because: z.string().describe('As in the outcome of that decision.'),
    tries: z.number().int(),
    heldAt: momentSchema,
    nextTryAt: momentSchema,
    escalateAt: momentSchema,
    escalatedAt: momentSchema.nullable().describe('Since then it needs a person.'),
  })
  .meta({ id: 'Hold' });
export const holdsSchema = z.object({ holds: z.array(holdSchema) }).meta({ id: 'Holds' });

const decisionFields = {
  decisionId: z.string(),
  decidedAt: momentSchema,
  ticket: ticketFactsSchema,
  source: runSourceSchema,
  by: actorSchema,
  outcome: outcomeSchema,
  presence: presenceUseSchema,
  shifts: shiftsUseSchema,
  hasInstructionInTicket: z
    .boolean()
    .describe('Text of the ticket tried to tell the language model whom to choose.'),
};

export const decisionSummarySchema = z
  .object({
    ...decisionFields,
    workflowId: z.string(),
    workflowName: z.string(),
    workflowVersion: z.number().int(),
    mode: modeSchema,
    act: actSchema,
    model: modelStateSchema,
    assignment: assignmentSchema.nullable().describe('The newest one that the decision led to.'),
    humanOwnerId: z.string().nullable().describe('For shadow decisions: whom people gave the ticket to.'),
  })
  .meta({ id: 'DecisionSummary' });

export const decisionPageSchema = z
  .object({
    decisions: z.array(decisionSummarySchema),
    nextCursor: z.string().nullable().describe('Give it as `cursor` for the next page; null on the last.'),
  })
  .meta({ id: 'DecisionPage' });

/** All of a decision but its candidates. */
const decidedFields = {
  ...decisionFields,
  slot: intervalSchema,
  workflow: z
    .object({
      workflowId: z.string(),
      name: z.string(),
      version: z.number().int(),
      mode: modeSchema,
      act: actSchema,
      teamsAvailability: z.enum(['on', 'off']),
      presenceBlocksMinutes: z.number(),
      rotaTeamIds: z.array(z.string()),
      calendar: z.enum(['gate', 'ignore']),
      weights: weightsSchema,
      capacity: z.number(),
      whenEveryoneIsOnABreak: z.enum(['assign-by-psa', 'hold', 'leave-unassigned']),
      ruleShiftPoints: z.number(),
      modelShiftPoints: z.number(),
    })
    .describe('The version of the workflow that decided.'),
  model: z.object({
    state: modelStateSchema,
    trace: z
      .object({
        model: z.string(),
        schemaVersion: z.number().int(),
        seed: z.number(),
        promptHash: z.string(),
      })
      .nullable(),
  }),
  notes: z
    .array(
      z.object({
        note: z.enum(['presence', 'shifts', 'model', 'everyone-on-a-break', 'always-rule']),
        because: z.string().describe('A code of that subject.'),
        remedy: dispatchRemedySchema.nullable(),
      }),
    )
    .describe('What belongs to the whole decision.'),
  instructions: z
    .array(z.object({ sentence: z.number().int(), text: z.string() }))
    .describe('The sentences whose rules held, as written.'),
  candidateCount: z.number().int(),
  nextOffset: z
    .number()
    .int()
    .nullable()
    .describe('Give it as `offset` for the next candidates; null on the last page.'),
};

/** A decision with one page of its candidates, in the order of the decision. */
export const decisionSchema = z
  .object({ ...decidedFields, candidates: z.array(candidateSchema) })
  .meta({ id: 'Decision' });
export const shownDecisionSchema = z.object({
  ...decidedFields,
  candidates: z.array(shownCandidateSchema),
});

/** Nobody reads more candidates on one page. */
export const CANDIDATES_A_PAGE = 200;
export const candidatePageQuerySchema = z.strictObject({
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(CANDIDATES_A_PAGE).default(CANDIDATES_A_PAGE),
});

export const DECISION_STATES = ['any', 'held', 'suggested', 'assigned', 'without-teams', 'shadow'] as const;
export const decisionsQuerySchema = z.strictObject({
  state: z.enum(DECISION_STATES).default('any').describe('Shadow decisions only where asked for.'),
  workflowId: z.string().min(1).max(100).optional(),
  text: z
    .string()
    .trim()
    .max(100)
    .optional()
    .describe('Part of a ticket’s number or of the chosen technician’s name.'),
  since: writtenMomentSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(100).optional().describe('nextCursor of the page before.'),
});

export const ticketWordSchema = z.string().trim().min(1).max(100).describe('Its number or its id.');

export const dispatchRequestSchema = z
  .strictObject({
    ticket: ticketWordSchema,
    workflowId: z
      .string()
      .min(1)
      .max(100)
      .nullable()
      .default(null)
      .describe('Left out: the first workflow that takes the ticket, else the first of the desk.'),
    slot: z
      .strictObject({ start: writtenMomentSchema, end: writtenMomentSchema })
      .refine(({ start, end }) => !(Date.parse(end) <= Date.parse(start)), {
        path: ['end'],
        error: 'must be after the start',
      })
      .nullable()
      .default(null)
      .describe('Left out: from now, as long as the workflow’s work takes.'),
    mode: z
      .enum(['suggest', 'dispatch'])
      .describe('suggest never writes to the PSA; dispatch does what the workflow is set to.'),
  })
  .meta({ id: 'DispatchRequest' });

export const dispatchRunSchema = z
  .object({
    decision: decisionSchema,
    ticket: ticketSchema,
    assignment: assignmentSchema.nullable().describe('null: nothing is to be written.'),
    hold: holdSchema.nullable().describe('null: the ticket does not wait.'),
    isRepeat: z
      .boolean()
      .describe('Another run decided about this ticket a moment ago; this is its decision.'),
  })
  .meta({ id: 'DispatchRun' });

export const assignWarningSchema = z
  .object({
    code: z.enum(['owned', 'closed', 'on-break', 'own-word', 'not-in-pool']),
    ownerId: z.string().nullable(),
    ownerName: z.string().nullable(),
    says: z.enum(['on-break', 'off']).nullable(),
    until: momentSchema.nullable(),
  })
  .meta({ id: 'AssignWarning' });

export const assignRequestSchema = z
  .strictObject({
    ticket: ticketWordSchema,
    technicianId: z.string().min(1).max(100),
    decisionId: z
      .string()
      .min(1)
      .max(100)
      .nullable()
      .default(null)
      .describe('The decision that was looked at.'),
    confirmed: z
      .array(assignWarningSchema.shape.code)
      .max(10)
      .default([])
      .describe('Warnings that were seen; the assignment is wanted all the same.'),
  })
  .meta({ id: 'AssignRequest' });

export const assignAnswerSchema = z
  .object({
    kind: z
      .enum(['tried', 'needs-confirmation', 'already'])
      .describe(
        'tried: see `assignment.state`. needs-confirmation: nothing was written; send the codes of `warnings` as `confirmed`. already: the technician has it.',
      ),
    ticket: ticketSchema,
    assignment: assignmentSchema.nullable(),
    warnings: z.array(assignWarningSchema),
  })
  .meta({ id: 'AssignAnswer' });

const gapSchema = z.object({
  part: z.enum([...scorePartSchema.options, 'rule', 'model']),
  points: z.number().describe('How many the chosen one was ahead; negative where behind.'),
});

export const whyNotSchema = z
  .object({
    decisionId: z.string(),
    technicianId: z.string(),
    technicianName: z.string().nullable().describe('null for somebody who was no candidate.'),
    answer: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('not-a-candidate') }),
      z.object({ kind: z.literal('was-chosen'), reasons: z.array(candidateReasonSchema) }),
      z.object({
        kind: z.literal('skipped'),
        gate: gateResultSchema,
        gates: z.array(gateResultSchema),
        keepsTheTurn: z.boolean(),
      }),
      z.object({
        kind: z.literal('outranked'),
        word: candidateWordSchema,
        by: z.enum(['rule', 'score', 'tie', 'turn']),
        chosenId: z.string(),
        chosenName: z.string().nullable(),
        gaps: z.array(gapSchema),
        reasons: z.array(candidateReasonSchema),
      }),
      z.object({ kind: z.literal('nobody-was-chosen'), outcome: outcomeSchema }),
    ]),
    ...teamsPartFields,
  })
  .meta({ id: 'WhyNot' });

export const whatIfRequestSchema = z
  .strictObject({
    changes: z
      .array(
        z.discriminatedUnion('change', [
          z.strictObject({ change: z.literal('away'), technicianId: z.string().min(1).max(100) }),
          z.strictObject({ change: z.literal('back'), technicianId: z.string().min(1).max(100) }),
          z.strictObject({ change: z.literal('rota-off') }),
          z.strictObject({ change: z.literal('rule-off'), sentence: z.number().int().min(0).max(1000) }),
          z.strictObject({ change: z.literal('other-time'), start: writtenMomentSchema }),
        ]),
      )
      .min(1)
      .max(20),
  })
  .meta({ id: 'WhatIfRequest' });

export const whatIfSchema = z
  .object({
    decisionId: z.string(),
    differs: z.boolean(),
    before: outcomeSchema,
    after: outcomeSchema,
    presence: presenceUseSchema,
    shifts: shiftsUseSchema,
    slot: intervalSchema,
    notes: z
      .array(
        z.enum([
          'technician-not-in-decision',
          'no-such-rule',
          'rule-about-presence-not-known',
          'presence-not-known',
          'shifts-not-known',
          'calendar-not-known',
          'model-not-asked-again',
        ]),
      )
      .describe('What could not be known.'),
    candidateCount: z.number().int(),
    candidates: z.array(candidateSchema).describe('The first 200, in the order of the imagined decision.'),
  })
  .meta({ id: 'WhatIf' });

/** For the tab alone. */

export const decisionCountsSchema = z.object({
  held: z.number().int(),
  suggested: z.number().int(),
  assigned: z.number().int(),
  withoutTeams: z.number().int(),
});

export const shownDecisionPageSchema = z.object({
  decisions: z.array(decisionSummarySchema),
  nextCursor: z.string().nullable(),
  /** Since the desk's midnight. */
  today: decisionCountsSchema,
});

export const shownRunSchema = z.object({
  decision: shownDecisionSchema,
  ticket: ticketSchema,
  assignment: assignmentSchema.nullable(),
  hold: holdSchema.nullable(),
  isRepeat: z.boolean(),
});

/** How a decision's ticket stands now. */
export const standingSchema = z.object({
  /** `null`: the PSA does not answer, or has the ticket no more. */
  ticket: ticketSchema.nullable(),
  /** The newest one since the decision, whoever made it. */
  assignment: assignmentSchema.nullable(),
  hold: holdSchema.nullable(),
});

export const ticketListSchema = z.object({ tickets: z.array(ticketSchema) });

export const ownAssignmentSchema = z.object({
  assignment: assignmentSchema,
  /** `null`: the PSA does not answer, or has the ticket no more. */
  ticket: ticketSchema.nullable(),
});

export const respondSchema = z.strictObject({
  kind: z.enum(['accepted', 'passed']),
  /** Why it was passed on, as a person writes it. */
  reason: z.string().trim().max(500).nullable().default(null),
});
export const respondedSchema = z.object({
  assignment: assignmentSchema,
  /** Whom a passed ticket goes to now; `null` when it was accepted, or the next run failed. */
  next: z
    .object({
      decisionId: z.string(),
      outcome: outcomeSchema,
      assignment: assignmentSchema.nullable(),
      hold: holdSchema.nullable(),
    })
    .nullable(),
});

export const shadowReportSchema = z.object({
  workflowId: z.string(),
  since: momentSchema,
  until: momentSchema.nullable(),
  /** Tickets that were decided about silently. */
  decided: z.number().int(),
  /** Of them, those that people have given to somebody. */
  compared: z.number().int(),
  agreed: z.number().int(),
  /** Newest first, at most 100. */
  differences: z.array(decisionSummarySchema),
});
