import type { tryOutWorkflow } from '#contract/dispatch-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import type { decisionTexts } from '../../texts/decisions.ts';
import type { tryTexts } from '../../texts/workflow-panels.ts';

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

/** What Teams and the model had to do with it, each once. */
export function sourceLines(decision: Decision, t: Words, own: (typeof tryTexts)['en']): readonly string[] {
  const { presence, shifts, model, notes } = decision;
  const sentence = (place: number | null): readonly string[] => {
    const found = decision.instructions.find((each) => each.sentence === place);
    return found === undefined ? [] : [t.byInstruction(found.text)];
  };
  const onBreak = notes.find(({ note }) => note === 'everyone-on-a-break');
  const lines = [
    ...(onBreak === undefined ? [] : [t.everyoneOnABreak[onBreak.because] ?? '']),
    ...(notes.some(({ note }) => note === 'always-rule') ? [t.alwaysRule] : []),
    // Said above already, with what was made of it.
    ...(presence.because === 'everyone-on-a-break' && onBreak !== undefined
      ? []
      : [presence.because === null ? own.presenceUsed : t.presence[presence.because]]),
    ...sentence(presence.sentence),
    shifts.because === null ? own.shiftsUsed : t.shifts[shifts.because],
    ...sentence(shifts.sentence),
    ...(model.state === 'not-asked' ? [] : [t.model[model.state]]),
  ];
  return [...new Set(lines.filter((line) => line !== ''))];
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

/** Reasons in words, most decisive first; of a ranked candidate also the parts of the score, each once. */
export function reasonLines({ reasons, score }: Candidate, t: Words): readonly string[] {
  const parts = [...(score?.parts ?? [])].toSorted(
    (a, b) => Math.abs(b.value - 0.5) * b.weight - Math.abs(a.value - 0.5) * a.weight,
  );
  const telling = parts.filter(({ value }) => value !== 0.5).slice(0, MOST_PARTS);
  return [...new Set([...reasons, ...telling.map(({ reason }) => reason)].map((code) => t.reason[code]))];
}

/** More than these would hide the decisive ones. */
const MOST_PARTS = 3;
