import { z } from 'zod';
import { MODEL_REASONS, type ModelReason } from '#core/dispatch/ports.ts';
import { LONGEST_NOTE } from './prompt.ts';

export interface Ranking {
  /** By label, 0 to 100; every label once. All 0 where the model abstained. */
  readonly scores: ReadonlyMap<string, number>;
  readonly reasons: ReadonlyMap<string, readonly ModelReason[]>;
  readonly hasInstructionInTicket: boolean;
}

/** Why an answer cannot be used, in a word for the log: the answer itself never goes there. */
export type Invalid =
  | 'no-completion'
  | 'refused'
  | 'filtered'
  | 'cut-short'
  | 'not-json'
  | 'other-shape'
  | 'other-candidates';

/** A chat completion as far as it is used (OpenAI API v1, POST /chat/completions). Compatible servers leave things out. */
const COMPLETION = z.object({
  choices: z.tuple(
    [
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    ],
    z.unknown(),
  ),
});

/** Servers that ignore the schema leave out what is null. Twenty codes are more than there are. */
const ANSWER = z.object({
  ranking: z
    .array(
      z.object({
        candidate: z.string(),
        score: z.number().min(0).max(100),
        reasons: z.array(z.enum(MODEL_REASONS)).max(20).nullish(),
        note: z.string().max(LONGEST_NOTE).nullish(),
      }),
    )
    .max(100),
  abstain: z.boolean().nullish(),
  ticket_attempted_instruction: z.boolean().nullish(),
});

/** The ranking in a completion, or why there is none. Whatever the server promised about schemas: the labels are exactly those asked about. */
export function readCompletion(
  body: unknown,
  labels: readonly string[],
): { readonly ranking: Ranking } | { readonly invalid: Invalid } {
  const completion = COMPLETION.safeParse(body);
  if (!completion.success) return { invalid: 'no-completion' };
  const [{ message, finish_reason: finish }] = completion.data.choices;
  if (message.refusal) return { invalid: 'refused' };
  if (finish === 'content_filter') return { invalid: 'filtered' };
  if (finish === 'length') return { invalid: 'cut-short' };
  const value = jsonIn(message.content ?? '');
  if (value === undefined) return { invalid: 'not-json' };
  const answer = ANSWER.safeParse(value);
  if (!answer.success) return { invalid: 'other-shape' };
  return rankingOf(answer.data, labels);
}

function rankingOf(
  { ranking, abstain, ticket_attempted_instruction: attempted }: z.infer<typeof ANSWER>,
  labels: readonly string[],
): { readonly ranking: Ranking } | { readonly invalid: Invalid } {
  const scores = new Map(ranking.map(({ candidate, score }) => [candidate, abstain === true ? 0 : score]));
  const isExact =
    ranking.length === labels.length &&
    scores.size === labels.length &&
    labels.every((label) => scores.has(label));
  if (!isExact) return { invalid: 'other-candidates' };
  const reasons = new Map(ranking.map((each) => [each.candidate, [...new Set(each.reasons)]]));
  return { ranking: { scores, reasons, hasInstructionInTicket: attempted === true } };
}

/** The one object in a text: models without a schema think aloud before it, and wrap it in a fence. `undefined`: there is none. */
function jsonIn(content: string): unknown {
  const spoken = content.replace(/^\s*<think>[^]*?<\/think>/, '');
  const start = spoken.indexOf('{');
  const end = spoken.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  try {
    return JSON.parse(spoken.slice(start, end + 1)) as unknown;
  } catch {
    return undefined;
  }
}
