import { hasSkill, skillKey } from './candidate.ts';
import type { ModelAnswer } from './decision.ts';
import { failedGate } from './eligibility.ts';
import { adviceForModel } from './model-advice.ts';
import { type ModelLabels, shuffled } from './model-labels.ts';
import { textForModel } from './model-text.ts';
import type { ModelCandidate, ModelQuestion, ModelReply, Ticket } from './ports.ts';
import { boundModelPoints, compareRanks } from './ranking.ts';
import type { CandidateDecision, DecisionRecord } from './record.ts';
import { MODEL_SHIFT_LIMIT } from './tunables.ts';

/** Twenty short lines of facts are what a model ranks well, and answers about within its 8 seconds. */
const MOST_CANDIDATES = 20;
const TITLE_LENGTH = 200;
const DESCRIPTION_LENGTH = 4_000;
const NAME_LENGTH = 80;

export interface ModelQuestionNeeds {
  /** Made for `ticket` by rules alone. */
  readonly record: DecisionRecord;
  readonly ticket: Pick<Ticket, 'title' | 'description'>;
  readonly advice: readonly string[];
  /** 0 to 2^32 − 1. The same seed and record make the same question. */
  readonly seed: number;
}

/** What a model is asked about a decision; `null` when fewer than two could win, so that its answer would change nothing. Only candidates
 *  who passed every gate are in it, at most 20, in an order that `seed` alone decides: models favour places in a list
 *  (arXiv 2310.07712). */
export function modelQuestionFrom({
  record,
  ticket,
  advice,
  seed,
}: ModelQuestionNeeds): { readonly question: ModelQuestion; readonly labels: ModelLabels } | null {
  const asked = shuffled(whoCouldWin(record), seed);
  if (asked.length < 2) return null;
  const labels = new Map(asked.map(({ input }, index) => [`c${index + 1}`, input.facts.technicianId]));
  const required = [...new Set(record.ticket.requiredSkills.map(skillKey))];
  const { priority, queue } = record.ticket;
  const question: ModelQuestion = {
    candidates: asked.map((candidate, index) => ({
      label: `c${index + 1}`,
      ...factsForModel(candidate, record, required),
    })),
    advice: adviceForModel(advice, { labels, candidates: record.candidates }),
    ticket: {
      title: textForModel(ticket.title, TITLE_LENGTH),
      description: textForModel(ticket.description, DESCRIPTION_LENGTH),
      priority: priority && textForModel(priority.label, NAME_LENGTH),
      queue: queue && textForModel(queue.name, NAME_LENGTH),
    },
    seed,
  };
  return { question, labels };
}

/** A reply as points for a decision: 0 for whoever the model likes least, and never more than `shiftPoints` or DIS-5's 30 for anybody else.
 *  So no two candidates come closer to each other, or farther apart, than that. */
export function modelAnswerFrom(reply: ModelReply, labels: ModelLabels, shiftPoints: number): ModelAnswer {
  if (reply.state !== 'used') return { state: reply.state, points: new Map() };
  const limit = limitOf(shiftPoints);
  const scores = [...labels].map(([label, technicianId]) => {
    return { technicianId, score: Math.max(0, boundModelPoints(reply.scores.get(label) ?? 0, 100)) };
  });
  const lowest = Math.min(...scores.map(({ score }) => score));
  const points = scores.map(({ technicianId, score }) => {
    return [technicianId, boundModelPoints(((score - lowest) * limit) / 100, limit)] as const;
  });
  return { state: 'used', points: new Map(points) };
}

/** Best first. Whoever lies farther behind than the model may lift, or in a later group of the rules, cannot win whatever it says. */
function whoCouldWin({
  candidates,
  workflow,
  outcome,
  ticket,
}: DecisionRecord): readonly CandidateDecision[] {
  const limit = limitOf(workflow.modelShiftPoints);
  if (workflow.mode !== 'ranked' || outcome.kind !== 'chosen' || limit === 0) return [];
  const able = candidates.filter(({ gates, score }) => failedGate(gates) === null && score !== null);
  const ranked = able.toSorted((a, b) => compareRanks(a, b, ticket.id));
  const best = ranked[0];
  if (!best) return [];
  const isInReach = ({ tier, score }: CandidateDecision): boolean =>
    tier === best.tier && totalOf(score) + limit >= totalOf(best.score);
  return ranked.filter(isInReach).slice(0, MOST_CANDIDATES);
}

function limitOf(shiftPoints: number): number {
  return Math.max(0, boundModelPoints(shiftPoints, MODEL_SHIFT_LIMIT));
}

function totalOf(score: CandidateDecision['score']): number {
  return score?.total ?? 0;
}

function factsForModel(
  { input, score }: CandidateDecision,
  record: DecisionRecord,
  required: readonly string[],
): Omit<ModelCandidate, 'label'> {
  const { facts, signal } = input;
  const isShiftKnown = record.shifts.use !== 'not-used' && facts.isMapped;
  return {
    score: Math.round(score?.score ?? 0),
    openTickets: facts.openTickets,
    skillsMatched: facts.skills && required.filter((skill) => hasSkill(facts, skill)).length,
    skillsRequired: required.length,
    shift: isShiftKnown ? SHIFT[signal.shift] : 'unknown',
    knowsCompany: KNOWS_COMPANY[facts.affinity],
    assignedToday: facts.assignmentsToday,
  };
}

type Signal = CandidateDecision['input']['signal'];

const SHIFT: Readonly<Record<Signal['shift'], ModelCandidate['shift']>> = {
  covers: 'on-shift',
  'has-shifts-not-covering': 'off-shift',
  'none-in-window': 'off-shift',
  'time-off': 'time-off',
  neutral: 'unknown',
};

const KNOWS_COMPANY: Readonly<
  Record<CandidateDecision['input']['facts']['affinity'], ModelCandidate['knowsCompany']>
> = {
  'same-family': 'yes',
  'account-team': 'yes',
  'recent-work': 'yes',
  none: 'no',
  unknown: 'unknown',
};
