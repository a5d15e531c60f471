import type {
  askWhatIf,
  askWhyNot,
  assignTicket,
  listDecisions,
  listHolds,
  readDecision,
  readStanding,
} from '#contract/dispatch-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';

export type DecisionPage = AnswerOf<typeof listDecisions>;
/** A decision as the list shows it. */
export type DecisionRow = DecisionPage['decisions'][number];
export type Hold = AnswerOf<typeof listHolds>['holds'][number];
export type Decision = AnswerOf<typeof readDecision>;
export type Candidate = Decision['candidates'][number];
export type Standing = AnswerOf<typeof readStanding>;
export type Assignment = NonNullable<Standing['assignment']>;
export type AssignAnswer = AnswerOf<typeof assignTicket>;
export type WhyNot = AnswerOf<typeof askWhyNot>;
export type WhatIf = AnswerOf<typeof askWhatIf>;
/** What mends something, of a whole decision or of one check. */
export type Remedy = NonNullable<Candidate['teams'][number]['remedy']>;
