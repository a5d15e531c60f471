import { z } from 'zod';
import { presenceWordSchema } from './technicians-schemas.ts';

/** Wire shapes of custom instructions: codes that a reader words, and pieces of the text as written, which are data. */

export const ruleDescriptionSchema = z
  .object({
    code: z.enum([
      'state-is-unavailable',
      'state-is-available',
      'presence-not-used',
      'shifts-not-used',
      'never-gets',
      'always-first',
      'preferred',
      'avoided',
      'at-most-open',
      'presence-blocks-within',
    ]),
    state: presenceWordSchema
      .exclude(['presence-unknown', 'presence-new', 'no-answer'])
      .nullable()
      .describe('The presence that the rule names.'),
    who: z.object({ kind: z.enum(['technician', 'skill']), name: z.string() }).nullable(),
    tickets: z.number().int().nullable(),
    minutes: z.number().int().nullable(),
    scope: z
      .union([
        z.literal('always'),
        z.object({
          priorities: z.array(z.string()),
          queues: z.array(z.string()),
          companies: z.array(z.string()),
        }),
      ])
      .nullable()
      .describe('Names of what the rule is about; null for rules that ask none.'),
  })
  .meta({ id: 'RuleDescription' });

const nameKindSchema = z.enum(['technician', 'skill', 'priority', 'queue', 'company']);

export const sentenceOutcomeSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('rules'), rules: z.array(ruleDescriptionSchema) }),
    z.object({ kind: z.literal('advice') }),
    z.object({
      kind: z.literal('half-understood'),
      understood: z.string(),
      leftover: z.array(z.string()),
      problem: z.enum([
        'question',
        'condition',
        'time',
        'negation',
        'leftover',
        'no-rule-shape',
        'mixed-scope',
        'two-readings',
        'minutes-out-of-range',
        'too-long',
      ]),
      hint: z.enum([
        'say-it-as-an-order',
        'drop-the-condition',
        'drop-the-time',
        'say-it-without-negation',
        'one-rule-per-sentence',
        'use-a-known-phrasing',
        'one-sentence-per-kind',
        'minutes-within-a-day',
        'shorten',
      ]),
    }),
    z.object({
      kind: z.literal('refers-to-unknown'),
      what: z.enum([...nameKindSchema.options, 'scope', 'state']),
      name: z.string(),
      closest: z.string().nullable(),
    }),
    z.object({
      kind: z.literal('refers-to-ambiguous'),
      name: z.string(),
      choices: z.array(z.object({ what: nameKindSchema, id: z.string(), name: z.string() })),
    }),
  ])
  .describe(
    'rules: what it became. advice: kept for the language model. half-understood, refers-to-unknown, refers-to-ambiguous: nothing of it holds.',
  );

export const sentenceSchema = z
  .object({
    text: z.string().describe('As written.'),
    outcome: sentenceOutcomeSchema,
    warnings: z.array(
      z.object({
        code: z.enum([
          'contradicts',
          'overlaps',
          'has-no-effect-with',
          'repeats',
          'replaced-by',
          'already-so',
          'busy-taken-as-unavailable',
          'priority-unmapped',
        ]),
        other: z.object({ sentence: z.number().int(), text: z.string() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'Sentence' });
