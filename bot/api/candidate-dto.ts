import type { z } from 'zod';
import type {
  candidateSchema,
  gateResultSchema,
  scoreSchema,
  shiftsBecauseSchema,
  shownCandidateSchema,
  teamsCheckSchema,
} from '#contract/candidate-schemas.ts';
import { inOrder } from '#core/dispatch/decision.ts';
import type { GateResult } from '#core/dispatch/eligibility.ts';
import type { ModelTrace } from '#core/dispatch/ports.ts';
import type { Score } from '#core/dispatch/ranking.ts';
import type { CandidateDecision, DecisionRecord } from '#core/dispatch/record.ts';
import { checkTeams } from '#core/dispatch/teams-checks.ts';
import { whyShiftsDidNotMatter } from '#core/dispatch/why-not.ts';

/** Candidates as wire values: verdict words and codes, never the presence behind them nor the time of a shift (DIS-7). */

export interface CandidatePage {
  readonly offset: number;
  readonly limit: number;
}

/** A decision as kept, or as imagined: then no model was asked. */
interface Decided {
  readonly record: DecisionRecord;
  readonly modelTrace: Pick<ModelTrace, 'reasons'> | null;
}

interface Placed {
  readonly place: number;
  readonly candidate: CandidateDecision;
}

/** One page of candidates in the order of the decision, and where the next one begins. */
export function toCandidatesDto(decided: Decided, page: CandidatePage) {
  return pageOf(decided.record, page, (placed) => toCandidateDto(decided, placed));
}

/** The same with what Teams had to do with each. */
export function toShownCandidatesDto(decided: Decided, page: CandidatePage) {
  return pageOf(
    decided.record,
    page,
    (placed): z.input<typeof shownCandidateSchema> => ({
      ...toCandidateDto(decided, placed),
      ...toTeamsPartDto(decided.record, placed.candidate),
    }),
  );
}

export function toGateDto({ gate, passed, code, sentence }: GateResult): z.input<typeof gateResultSchema> {
  return { gate, passed, code, sentence };
}

/** AV-10 of one candidate. */
export function toTeamsPartDto(
  record: DecisionRecord,
  candidate: CandidateDecision,
): {
  teams: z.input<typeof teamsCheckSchema>[];
  shiftsDidNotMatter: z.input<typeof shiftsBecauseSchema> | null;
} {
  const shifts = whyShiftsDidNotMatter(record, candidate.input.facts.technicianId);
  return {
    teams: checkTeams(record, candidate).map(({ check, state, code, remedy }) => ({
      check,
      state,
      code,
      remedy,
    })),
    shiftsDidNotMatter: shifts && { because: shifts.because, remedy: shifts.remedy },
  };
}

function pageOf<Dto>(
  record: DecisionRecord,
  { offset, limit }: CandidatePage,
  toDto: (placed: Placed) => Dto,
): { candidateCount: number; candidates: Dto[]; nextOffset: number | null } {
  const candidateCount = record.candidates.length;
  const end = offset + limit;
  const candidates = inOrder(record)
    .slice(offset, end)
    .map((candidate, index) => toDto({ candidate, place: offset + index + 1 }));
  return { candidateCount, candidates, nextOffset: end < candidateCount ? end : null };
}

function toCandidateDto(
  { record, modelTrace }: Decided,
  { candidate, place }: Placed,
): z.input<typeof candidateSchema> {
  const { facts } = candidate.input;
  return {
    technicianId: facts.technicianId,
    name: facts.name,
    place,
    word: candidate.word,
    gates: candidate.gates.map(toGateDto),
    tier: candidate.tier,
    score: candidate.score && toScoreDto(candidate.score),
    reasons: [...candidate.reasons],
    mapped: facts.isMapped,
    openTickets: facts.openTickets,
    openLoad: facts.openLoad,
    capacity: facts.capacity ?? record.workflow.capacity,
    assignedToday: facts.assignmentsToday,
    lastAssignedAt: facts.lastAssignedAt?.toISOString() ?? null,
    modelReasons: [...(modelTrace?.reasons?.[facts.technicianId] ?? [])],
  };
}

function toScoreDto({ score, total, parts, rule, modelPoints }: Score): z.input<typeof scoreSchema> {
  return {
    score,
    total,
    parts: parts.map(({ part, value, weight, reason }) => ({ part, value, weight, reason })),
    rule: rule && { points: rule.points, sentence: rule.sentence },
    modelPoints,
  };
}
