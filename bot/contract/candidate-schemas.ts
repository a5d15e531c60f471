import { z } from 'zod';

/** Wire shapes of what a decision says of one technician. Words and codes: no presence as received, no time of a shift. */

export const candidateWordSchema = z.enum([
  'suggested',
  'eligible',
  'lower',
  'skipped',
  'judged-without-presence',
]);

/** In the order in which they are asked (DIS-2). */
export const GATES = ['active', 'pool', 'excluded', 'capacity', 'calendar', 'presence', 'lease'] as const;

const GATE_CODES = [
  'active',
  'inactive',
  'in-pool',
  'not-in-pool',
  'not-excluded',
  'never-by-rule',
  'own-word-break',
  'own-word-off',
  'passed-on-it',
  'refused-by-psa',
  'has-capacity',
  'load-unknown',
  'at-capacity',
  'at-limit-by-rule',
  'calendar-free',
  'calendar-not-used',
  'calendar-unknown',
  'calendar-busy',
  'psa-time-off',
  'outside-working-hours',
  'working',
  'working-by-rule',
  'own-word-working',
  'no-signal',
  'not-mapped',
  'presence-unread',
  'presence-not-used',
  'on-break',
  'on-break-by-rule',
  'slot-free',
  'slot-taken',
] as const;

const SCORE_REASONS = [
  'no-open-work',
  'some-open-work',
  'much-open-work',
  'load-not-known',
  'all-skills',
  'some-skills',
  'no-skill-matches',
  'skills-not-known',
  'no-skills-asked',
  'shift-covers',
  'shift-neutral',
  'off-shift',
  'no-shift-in-window',
  'shifts-time-off',
  'shifts-not-used',
  'same-family',
  'account-team',
  'recent-work',
  'new-to-company',
  'affinity-not-known',
  'free-at-once',
  'free-soon',
  'free-late',
  'earliest-not-known',
  'never-assigned',
  'long-since-assigned',
  'recently-assigned',
] as const;

const TURN_REASONS = [
  'next-in-turn',
  'waits-for-turn',
  'keeps-the-turn',
  'named-by-rule',
  'moved-by-rule',
  'moved-by-model',
] as const;

const SCORE_PARTS = ['load', 'skill', 'shift', 'affinity', 'earliness', 'fairness'] as const;

export const gateCodeSchema = z.enum(GATE_CODES);
export const scorePartSchema = z.enum(SCORE_PARTS);
export const candidateReasonSchema = z.enum([...GATE_CODES, ...SCORE_REASONS, ...TURN_REASONS]);

export const gateResultSchema = z
  .object({
    gate: z.enum(GATES),
    passed: z.boolean(),
    code: gateCodeSchema,
    sentence: z
      .number()
      .int()
      .nullable()
      .describe('The instruction that spoke, as its place in `instructions` of the decision, from 0.'),
  })
  .meta({ id: 'GateResult' });

export const scoreSchema = z
  .object({
    score: z.number().describe('0 to 100, for showing.'),
    total: z
      .number()
      .describe('For comparing within one decision; below 0 or above 100 where rules or a model moved it.'),
    parts: z.array(
      z.object({
        part: scorePartSchema,
        value: z.number().describe('0 to 1.'),
        weight: z.number().describe('Share of the score, 0 to 100; the parts add up to 100.'),
        reason: z.enum(SCORE_REASONS),
      }),
    ),
    rule: z
      .object({ points: z.number(), sentence: z.number().int() })
      .nullable()
      .describe('What “prefer” or “avoid” added.'),
    modelPoints: z
      .number()
      .nullable()
      .describe('What a language model added, within bounds; null when none had a say.'),
  })
  .meta({ id: 'Score' });

const candidateFields = {
  technicianId: z.string(),
  name: z.string(),
  place: z.number().int().describe('Place in the order of the decision, from 1.'),
  word: candidateWordSchema,
  gates: z.array(gateResultSchema).describe('In order, up to the first that failed.'),
  tier: z.number().int().describe('Groups that instructions make: lower goes first whatever the rest says.'),
  score: scoreSchema.nullable().describe('null in Round Robin and for the skipped.'),
  reasons: z.array(candidateReasonSchema).min(1).describe('Most decisive first.'),
  mapped: z.boolean(),
  openTickets: z.number().nullable(),
  openLoad: z.number().nullable().describe('Open work weighted by priority; null when it was not known.'),
  capacity: z.number().describe('In units of openLoad.'),
  assignedToday: z.number().int(),
  lastAssignedAt: z.iso.datetime().nullable().describe('null: never.'),
  modelReasons: z
    .array(
      z.enum([
        'skill_match',
        'open_work',
        'shift',
        'client_history',
        'assigned_today',
        'advice',
        'ticket_subject',
      ]),
    )
    .describe('What a language model gave as reasons, for or against; empty when none was asked.'),
};

export const candidateSchema = z.object(candidateFields).meta({ id: 'Candidate' });

export const dispatchRemedySchema = z.enum([
  'run-auto-map',
  'open-consent',
  'open-health',
  'choose-rota-teams',
  'create-schedule',
  'switch-on-teams-availability',
]);

export const teamsCheckSchema = z
  .object({
    check: z.enum(['toggle', 'mapped', 'signal', 'break', 'rota']),
    state: z.enum(['passed', 'failed', 'not-reached']),
    code: z.enum([
      'teams-availability-on',
      'teams-availability-off',
      'mapped',
      'not-mapped',
      'own-word',
      'presence',
      'presence-not-used',
      'no-presence',
      'not-on-break',
      'on-break',
      'own-word-break',
      'on-shift',
      'off-shift',
      'no-shift-in-window',
      'shifts-time-off',
      'rota-not-used',
      'not-reached',
    ]),
    remedy: z
      .enum([
        ...dispatchRemedySchema.options,
        'check-teams-account',
        'set-override',
        'end-override',
        'change-shifts',
      ])
      .nullable(),
  })
  .meta({ id: 'TeamsCheck' });

export const shiftsBecauseSchema = z
  .object({
    because: z.enum(['no-rota-chosen', 'no-schedule', 'not-mapped', 'round-robin', 'outweighed']),
    remedy: dispatchRemedySchema.nullable(),
  })
  .meta({ id: 'ShiftsDidNotMatter' });

/** What Teams had to do with one candidate (AV-10). */
export const teamsPartFields = {
  teams: z
    .array(teamsCheckSchema)
    .describe('What Teams had to do with it: five checks in order; the first that failed is the answer.'),
  shiftsDidNotMatter: shiftsBecauseSchema
    .nullable()
    .describe('Why shifts had no say; null when they had one, or nothing kept them from it.'),
};

/** For the tab. */
export const shownCandidateSchema = z.object({ ...candidateFields, ...teamsPartFields });
