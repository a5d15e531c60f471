import type { TechnicianId } from '#kernel/vocabulary.ts';
import { failedGate, type GateResult } from './eligibility.ts';
import type { ScorePart } from './ranking.ts';
import type { CandidateDecision, CandidateReason, CandidateWord, DecisionRecord } from './record.ts';
import type { DispatchRemedy } from './sources.ts';

/** A part of the score beside the chosen one's. `points`: how many the chosen one was ahead; negative where behind. */
export interface Gap {
  readonly part: ScorePart['part'] | 'rule' | 'model';
  readonly points: number;
}

export type WhyNot =
  | { readonly answer: 'not-a-candidate' }
  | { readonly answer: 'was-chosen'; readonly reasons: readonly CandidateReason[] }
  /** The gate that said no, with those passed before it. */
  | {
      readonly answer: 'skipped';
      readonly gate: GateResult;
      readonly gates: readonly GateResult[];
      readonly keepsTheTurn: boolean;
    }
  /** May take it, but somebody else goes first. `gaps`: the widest first, only those that are not zero; empty in Round Robin. */
  | {
      readonly answer: 'outranked';
      readonly word: CandidateWord;
      readonly by: 'rule' | 'score' | 'tie' | 'turn';
      readonly chosenId: TechnicianId;
      readonly gaps: readonly Gap[];
      readonly reasons: readonly CandidateReason[];
    }
  /** May take it, and nobody was chosen. */
  | { readonly answer: 'nobody-was-chosen'; readonly outcome: DecisionRecord['outcome'] };

/** "Why not Lee?" from the record alone. */
export function whyNot(record: DecisionRecord, technicianId: TechnicianId): WhyNot {
  const asked = find(record, technicianId);
  if (!asked) return { answer: 'not-a-candidate' };
  if (asked.word === 'suggested') return { answer: 'was-chosen', reasons: asked.reasons };
  const gate = failedGate(asked.gates);
  if (gate) {
    const keepsTheTurn = asked.reasons.includes('keeps-the-turn');
    return { answer: 'skipped', gate, gates: asked.gates, keepsTheTurn };
  }
  const chosen = record.outcome.kind === 'chosen' ? find(record, record.outcome.technicianId) : undefined;
  if (!chosen) return { answer: 'nobody-was-chosen', outcome: record.outcome };
  return {
    answer: 'outranked',
    word: asked.word,
    by: decidedBy(asked, chosen),
    chosenId: chosen.input.facts.technicianId,
    gaps: gapsBetween(asked, chosen),
    reasons: asked.reasons,
  };
}

/** AV-10 "Why do shifts not matter?", the first that holds; `null` when they did have a say in who was chosen or nothing kept them from it. */
export function whyShiftsDidNotMatter(
  record: DecisionRecord,
  technicianId: TechnicianId,
): {
  readonly because: 'no-rota-chosen' | 'no-schedule' | 'not-mapped' | 'round-robin' | 'outweighed';
  readonly remedy: DispatchRemedy | null;
} | null {
  const asked = find(record, technicianId);
  if (record.workflow.rotaTeams.length === 0) {
    return { because: 'no-rota-chosen', remedy: 'choose-rota-teams' };
  }
  if (record.shifts.because === 'no-schedule' || asked?.input.signal.shiftNeutralBecause === 'no-schedule') {
    return { because: 'no-schedule', remedy: 'create-schedule' };
  }
  if (asked && !asked.input.facts.isMapped) return { because: 'not-mapped', remedy: 'run-auto-map' };
  if (record.workflow.mode === 'round-robin') return { because: 'round-robin', remedy: null };
  return asked && isOutweighed(asked, record) ? { because: 'outweighed', remedy: null } : null;
}

function find(record: DecisionRecord, technicianId: TechnicianId): CandidateDecision | undefined {
  return record.candidates.find(({ input }) => input.facts.technicianId === technicianId);
}

function decidedBy(asked: CandidateDecision, chosen: CandidateDecision): 'rule' | 'score' | 'tie' | 'turn' {
  if (asked.tier !== chosen.tier) return 'rule';
  if (!asked.score || !chosen.score) return 'turn';
  return asked.score.total === chosen.score.total ? 'tie' : 'score';
}

function gapsBetween(asked: CandidateDecision, chosen: CandidateDecision): readonly Gap[] {
  const theirs = pointsOf(asked);
  return pointsOf(chosen)
    .map(({ part, points }, index) => ({ part, points: round(points - (theirs[index]?.points ?? 0)) }))
    .filter(({ points }) => points !== 0)
    .toSorted((a, b) => b.points - a.points);
}

/** Always the same parts in the same order, and none in Round Robin. */
function pointsOf({ score }: CandidateDecision): readonly Gap[] {
  if (!score) return [];
  return [
    ...score.parts.map(({ part, value, weight }): Gap => ({ part, points: value * weight })),
    { part: 'rule', points: score.rule?.points ?? 0 },
    { part: 'model', points: score.modelPoints ?? 0 },
  ];
}

/** Better on the rota than the chosen one, and not chosen. */
function isOutweighed(asked: CandidateDecision, record: DecisionRecord): boolean {
  if (asked.word === 'suggested' || asked.score === null || record.outcome.kind !== 'chosen') return false;
  const chosen = find(record, record.outcome.technicianId);
  return (
    chosen !== undefined &&
    gapsBetween(asked, chosen).some(({ part, points }) => part === 'shift' && points < 0)
  );
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}
