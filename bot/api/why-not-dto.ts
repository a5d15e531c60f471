import type { z } from 'zod';
import type { whyNotSchema } from '#contract/dispatch-schemas.ts';
import type { StoredDecision } from '#core/dispatch/ports.ts';
import type { DecisionRecord } from '#core/dispatch/record.ts';
import type { WhyNot } from '#core/dispatch/why-not.ts';
import { toGateDto, toTeamsPartDto } from './candidate-dto.ts';
import { namesIn, toOutcomeDto } from './decision-dto.ts';

type Dto = z.input<typeof whyNotSchema>;

/** "Why not Lee?" as a wire value. Of somebody who was no candidate there is nothing to say about Teams either. */
export function toWhyNotDto(
  { decisionId, record }: StoredDecision,
  technicianId: string,
  answer: WhyNot,
): Dto {
  const asked = record.candidates.find(({ input }) => input.facts.technicianId === technicianId);
  const teams = asked ? toTeamsPartDto(record, asked) : { teams: [], shiftsDidNotMatter: null };
  return {
    decisionId,
    technicianId,
    technicianName: asked?.input.facts.name ?? null,
    answer: toAnswerDto(record, answer),
    ...teams,
  };
}

function toAnswerDto(record: DecisionRecord, answer: WhyNot): Dto['answer'] {
  switch (answer.answer) {
    case 'not-a-candidate':
      return { kind: 'not-a-candidate' };
    case 'was-chosen':
      return { kind: 'was-chosen', reasons: [...answer.reasons] };
    case 'skipped': {
      const { gate, gates, keepsTheTurn } = answer;
      return { kind: 'skipped', gate: toGateDto(gate), gates: gates.map(toGateDto), keepsTheTurn };
    }
    case 'outranked':
      return {
        kind: 'outranked',
        word: answer.word,
        by: answer.by,
        chosenId: answer.chosenId,
        chosenName: namesIn(record)(answer.chosenId),
        gaps: answer.gaps.map(({ part, points }) => ({ part, points })),
        reasons: [...answer.reasons],
      };
    default:
      return { kind: answer.answer, outcome: toOutcomeDto(answer.outcome, namesIn(record)) };
  }
}
