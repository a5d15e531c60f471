import type { tryOutWorkflow } from '#contract/dispatch-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import { sourceLines } from '../../texts/decision-words.ts';
import type { decisionTexts } from '../../texts/decisions.ts';

export type TryAnswer = AnswerOf<typeof tryOutWorkflow>;
type Decision = TryAnswer['decision'];
export type Candidate = Decision['candidates'][number];

type Words = (typeof decisionTexts)['en'];

/** What the decision says as a whole: who would get the ticket, or why nobody would. */
export function outcomeLines({ outcome }: Decision, t: Words): readonly string[] {
  const { kind, because, technicianName } = outcome;
  if (kind === 'chosen') return [t.outcome.suggested(technicianName ?? outcome.technicianId ?? '')];
  return [t.outcome[kind], ...(because === null ? [] : [t.because[because]])];
}

/** What Teams and the model had to do with it, after a rule that could not be followed. */
export function groundLines(decision: Decision, t: Words): readonly string[] {
  const isAlwaysRule = decision.notes.some(({ note }) => note === 'always-rule');
  return [
    ...(isAlwaysRule ? [t.alwaysRule] : []),
    ...sourceLines(decision, t).map(({ sentence }) => sentence),
  ];
}

/** Those who might get it, and those who were skipped, each in the order of the decision. */
export function candidateGroups(candidates: readonly Candidate[]): {
  readonly able: readonly Candidate[];
  readonly skipped: readonly Candidate[];
} {
  return {
    able: candidates.filter(({ word }) => word !== 'skipped'),
    skipped: candidates.filter(({ word }) => word === 'skipped'),
  };
}
