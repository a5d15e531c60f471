import { z } from 'zod';
import { sentenceSchema } from './instruction-schemas.ts';

/** Wire shapes of workflows. Ids of queues, priorities and technicians are the PSA's. Times are ISO 8601 in UTC. */

export const modeSchema = z.enum(['round-robin', 'ranked']);
export const actSchema = z.enum(['suggest', 'dry-run', 'assign']);

const weight = z.number().describe('0 to 100.');
export const weightsSchema = z
  .strictObject({
    load: weight,
    skill: weight,
    shift: weight,
    affinity: weight,
    earliness: weight,
    fairness: weight,
  })
  .describe('What the parts of a score weigh against each other; only their proportions count.')
  .meta({ id: 'Weights' });

const teamSchema = z.strictObject({
  id: z.guid('is not a team id'),
  displayName: z.string().max(300),
});

/** Values beyond what a rule allows get in where the workflow names its own faults, so that all faults of a form are told together. */
export const workflowSetupSchema = z
  .strictObject({
    name: z.string().max(1000).describe('1 to 80 characters.'),
    isOn: z
      .boolean()
      .describe(
        'Whether it takes tickets that the PSA reports; from chat, tab and API it can be used either way.',
      ),
    takes: z
      .strictObject({
        queues: z.array(z.string().min(1).max(200)).max(500),
        priorities: z.array(z.string().min(1).max(200)).max(500),
      })
      .describe(
        'Ids of the PSA; an empty list asks nothing. The first workflow that takes a ticket gets it.',
      ),
    pool: z
      .union([z.literal('everyone'), z.array(z.string().min(1).max(100)).max(5000)])
      .describe('Technician ids in the order of the turn, or every active technician by name.'),
    mode: modeSchema.describe('ranked scores everybody; round-robin takes the oldest last assignment.'),
    act: actSchema.describe('What a dispatch does: offer, only record, or write to the PSA.'),
    teamsAvailability: z.enum(['on', 'off']).describe('Whether presence and shifts have a say.'),
    presenceBlocksMinutes: z
      .number()
      .describe('Presence blocks slots that start at most this many minutes from now.'),
    rotaTeams: z.array(teamSchema).max(200).describe('Teams whose shifts count, at most 20; empty: no rota.'),
    calendar: z.enum(['gate', 'ignore']).describe('Whether the PSA’s calendar can rule somebody out.'),
    weights: weightsSchema,
    capacity: z.number().describe('Open work at which a technician is full, where the PSA does not say.'),
    whenEveryoneIsOnABreak: z.enum(['assign-by-psa', 'hold', 'leave-unassigned']),
    ruleShiftPoints: z.number().describe('Points of 100 for “prefer” and “avoid”.'),
    modelShiftPoints: z.number().describe('Points of 100 for a language model; 0 uses none.'),
    books: z.enum(['nothing', 'schedule-entry']).describe('Whether an assignment books the calendar.'),
    workMinutes: z.number().describe('Length of a slot, 5 to 480.'),
    retryMinutes: z.number().describe('How often a held ticket is tried again, 1 to 120.'),
    escalateMinutes: z.number().describe('A ticket held for as long needs a person, 5 to 1440.'),
    instructions: z.string().max(20_000).describe('Custom instructions, at most 2,000 characters.'),
    shadowUntil: z.iso
      .datetime({ offset: true, error: 'is not a time such as 2026-11-21T15:00:00Z' })
      .nullable()
      .describe('Until then it decides silently beside the people; null: no shadow.'),
  })
  .meta({ id: 'WorkflowSetup' });

export const workflowSchema = z
  .object({
    workflowId: z.string(),
    version: z
      .number()
      .int()
      .describe('Grows with each save; send it back with the next one. 0: the standard workflow.'),
    position: z.number().int().describe('Place among the desk’s workflows, from 0.'),
    setup: workflowSetupSchema,
    sentences: z.array(sentenceSchema).describe('How each sentence of the instructions was understood.'),
    savedAt: z.iso.datetime().nullable(),
    savedBy: z.string().nullable(),
  })
  .meta({ id: 'Workflow' });

export const workflowsSchema = z.object({ workflows: z.array(workflowSchema) }).meta({ id: 'Workflows' });

export const workflowChangeSchema = z
  .strictObject({
    version: z.number().int().min(0).describe('The version that was read; another one since is a conflict.'),
    setup: workflowSetupSchema,
  })
  .meta({ id: 'WorkflowChange' });

/** For the tab alone. */

const namedSchema = z.object({ id: z.string(), name: z.string() });

export const workflowGroundSchema = z.object({
  /** `false`: queues, priorities and companies are not known now. */
  psaWasRead: z.boolean(),
  /** By name. */
  technicians: z.array(namedSchema),
  skills: z.array(z.string()),
  /** Most urgent first. `words`: what the desk calls it besides its name. */
  priorities: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      rank: z.number().int(),
      words: z.array(z.string()),
    }),
  ),
  queues: z.array(namedSchema),
  companies: z.array(namedSchema),
  hasModel: z.boolean(),
  /** What a new workflow begins with. */
  standard: workflowSetupSchema,
});

/** `P1` → ids of the PSA. */
export const priorityWordsSchema = z.strictObject({
  words: z.record(z.string().min(1).max(40), z.array(z.string().min(1).max(200)).max(200)),
});

export const compileRequestSchema = z.strictObject({ text: z.string().max(20_000) });
export const compiledSchema = z.object({
  /** Empty when there are faults. */
  sentences: z.array(sentenceSchema),
  /** What keeps the text from being used at all. */
  faults: z.array(
    z.object({ field: z.string(), problem: z.string(), remedy: z.string(), rule: z.string().nullable() }),
  ),
});

export const workflowVersionsSchema = z.object({
  /** Newest first. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      savedAt: z.iso.datetime().nullable(),
      savedBy: z.string().nullable(),
      setup: workflowSetupSchema,
    }),
  ),
});

export const workflowOrderSchema = z.strictObject({
  workflowIds: z.array(z.string().min(1).max(100)).max(500),
});
