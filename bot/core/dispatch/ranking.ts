import { HOUR, type Interval } from '#kernel/interval.ts';
import { type CandidateFacts, hasSkill, type JudgedCandidate, skillKey } from './candidate.ts';
import type { Affinity, Ticket } from './ports.ts';
import { type RulePlan, sentenceFor } from './rule-plan.ts';
import type { ShiftFinding } from './signal.ts';
import type { ShiftsUse } from './sources.ts';
import { compareEquals, order } from './tie-break.ts';
import {
  EARLINESS_HORIZON_HOURS,
  FAIRNESS_HORIZON_HOURS,
  MODEL_SHIFT_LIMIT,
  type Weights,
} from './tunables.ts';
import type { WorkflowSettings } from './workflow.ts';

export type ScoreReason =
  | 'no-open-work'
  | 'some-open-work'
  | 'much-open-work'
  | 'load-not-known'
  | 'all-skills'
  | 'some-skills'
  | 'no-skill-matches'
  | 'skills-not-known'
  | 'no-skills-asked'
  | 'shift-covers'
  | 'shift-neutral'
  | 'off-shift'
  | 'no-shift-in-window'
  | 'shifts-time-off'
  | 'shifts-not-used'
  | 'same-family'
  | 'account-team'
  | 'recent-work'
  | 'new-to-company'
  | 'affinity-not-known'
  | 'free-at-once'
  | 'free-soon'
  | 'free-late'
  | 'earliest-not-known'
  | 'never-assigned'
  | 'long-since-assigned'
  | 'recently-assigned';

export interface ScorePart {
  readonly part: keyof Weights;
  /** 0 to 1. */
  readonly value: number;
  /** Share of the score that this part had, 0 to 100; the six add up to 100. */
  readonly weight: number;
  readonly reason: ScoreReason;
}

export interface Score {
  readonly parts: readonly ScorePart[];
  /** What `prefer` or `avoid` added, in points; `null` where no rule names the technician, or both kinds do. */
  readonly rule: { readonly points: number; readonly sentence: number } | null;
  /** What a model added, in points, bounded; `null` when none had a say. */
  readonly modelPoints: number | null;
  /** For comparing within one decision, in hundredths of a point; below 0 and above 100 when rules or a model moved it there. */
  readonly total: number;
  /** `total` for showing: 0 to 100. */
  readonly score: number;
}

export interface RankTerms {
  readonly ticket: Pick<Ticket, 'priority' | 'requiredSkills'>;
  readonly workflow: WorkflowSettings;
  readonly plan: RulePlan;
  readonly slot: Interval;
  readonly now: Date;
  readonly shifts: ShiftsUse;
}

/** Scores candidates by the parts and weights of DIS-4. `modelPoints` is what a model wants to add, `null` when none spoke. */
export function createScorer(
  terms: RankTerms,
): (candidate: JudgedCandidate, modelPoints: number | null) => Score {
  const weights = sharesOf(terms.workflow.weights, terms.ticket);
  const required = [...new Set(terms.ticket.requiredSkills.map(skillKey))];
  const modelLimit = Math.min(MODEL_SHIFT_LIMIT, Math.max(0, terms.workflow.modelShiftPoints));
  return (candidate, wished) => {
    const { facts } = candidate;
    const parts = [
      partOf('load', weights, valueLoad(facts, terms.workflow.capacity)),
      partOf('skill', weights, valueSkill(facts, required)),
      partOf('shift', weights, valueShift(candidate, terms.shifts)),
      partOf('affinity', weights, AFFINITY[facts.affinity]),
      partOf('earliness', weights, valueEarliness(facts, terms.slot)),
      partOf('fairness', weights, valueFairness(facts, terms.now)),
    ];
    const rule = ruleShift(facts, terms);
    const modelPoints = wished === null ? null : boundModelPoints(wished, modelLimit);
    let points = 0;
    for (const { value, weight } of parts) points += value * weight;
    const total = Math.round((points + (rule?.points ?? 0) + (modelPoints ?? 0)) * 100) / 100;
    return { parts, rule, modelPoints, total, score: Math.min(100, Math.max(0, total)) };
  };
}

/** Somebody who passed every gate, with a score. */
export interface Ranked {
  readonly input: JudgedCandidate;
  /** 0 for those whom an `always` rule names, 1 for the others. */
  readonly tier: number;
  readonly score: Score | null;
}

/** Sorts first who ranks first; equal to a hundredth of a point is equal, and then DIS-4's order of ties decides. */
export function compareRanks(a: Ranked, b: Ranked, ticketId: string): number {
  return (
    order(a.tier, b.tier) ||
    order(b.score?.total ?? 0, a.score?.total ?? 0) ||
    compareEquals(a.input.facts, b.input.facts, ticketId)
  );
}

export function rankTier(plan: RulePlan, { facts }: JudgedCandidate): number {
  return sentenceFor(plan.always, facts) === null ? 1 : 0;
}

/** DIS-5: text in a ticket may reach the model, so what comes back is held to the limit, and anything that is no number is nothing. */
export function boundModelPoints(wished: number, limit: number): number {
  return Number.isFinite(wished) ? Math.min(limit, Math.max(-limit, wished)) : 0;
}

interface Valued {
  readonly value: number;
  readonly reason: ScoreReason;
}

function partOf(part: keyof Weights, weights: Weights, { value, reason }: Valued): ScorePart {
  return { part, value, weight: weights[part], reason };
}

/** Weights as shares of 100, so that scores stay comparable when an admin changes one. Being free soon counts twice for the most urgent. */
function sharesOf(weights: Weights, { priority }: Pick<Ticket, 'priority'>): Weights {
  const earliness = priority?.rank === 1 ? weights.earliness * 2 : weights.earliness;
  const wanted = { ...weights, earliness };
  const sum = Object.values(wanted).reduce((total, each) => total + each, 0);
  const share = (each: number): number => (sum > 0 ? (100 * each) / sum : 0);
  return {
    load: share(wanted.load),
    skill: share(wanted.skill),
    shift: share(wanted.shift),
    affinity: share(wanted.affinity),
    earliness: share(wanted.earliness),
    fairness: share(wanted.fairness),
  };
}

function valueLoad({ openLoad, capacity }: CandidateFacts, usual: number): Valued {
  if (openLoad === null) return { value: 0.5, reason: 'load-not-known' };
  if (openLoad <= 0) return { value: 1, reason: 'no-open-work' };
  const most = capacity ?? usual;
  const value = most > 0 ? 1 - Math.min(1, openLoad / most) : 0;
  return { value, reason: value >= 0.5 ? 'some-open-work' : 'much-open-work' };
}

function valueSkill(facts: CandidateFacts, required: readonly string[]): Valued {
  if (required.length === 0) return { value: 0.5, reason: 'no-skills-asked' };
  if (facts.skills === null) return { value: 0.5, reason: 'skills-not-known' };
  const matched = required.filter((skill) => hasSkill(facts, skill)).length;
  if (matched === 0) return { value: 0, reason: 'no-skill-matches' };
  return {
    value: matched / required.length,
    reason: matched === required.length ? 'all-skills' : 'some-skills',
  };
}

const SHIFT: Readonly<Record<ShiftFinding, Valued>> = {
  covers: { value: 1, reason: 'shift-covers' },
  neutral: { value: 0.5, reason: 'shift-neutral' },
  'has-shifts-not-covering': { value: 0.4, reason: 'off-shift' },
  'none-in-window': { value: 0.1, reason: 'no-shift-in-window' },
  'time-off': { value: 0, reason: 'shifts-time-off' },
};

/** Unmapped people are neutral whatever else is said of them. */
function valueShift({ facts, signal }: JudgedCandidate, shifts: ShiftsUse): Valued {
  if (shifts.use === 'not-used') return { value: 0.5, reason: 'shifts-not-used' };
  return facts.isMapped ? SHIFT[signal.shift] : SHIFT.neutral;
}

/** The ticket's own family of tickets says more than the account, and that more than some work of late. Unknown is in the middle. */
const AFFINITY: Readonly<Record<Affinity, Valued>> = {
  'same-family': { value: 1, reason: 'same-family' },
  'account-team': { value: 0.7, reason: 'account-team' },
  'recent-work': { value: 0.4, reason: 'recent-work' },
  none: { value: 0, reason: 'new-to-company' },
  unknown: { value: 0.5, reason: 'affinity-not-known' },
};

function valueEarliness({ earliestStart }: CandidateFacts, slot: Interval): Valued {
  if (earliestStart === null) return { value: 0.5, reason: 'earliest-not-known' };
  const hours = (earliestStart.getTime() - slot.start.getTime()) / HOUR;
  if (hours <= 0) return { value: 1, reason: 'free-at-once' };
  const value = 1 - Math.min(1, hours / EARLINESS_HORIZON_HOURS);
  return { value, reason: value >= 0.5 ? 'free-soon' : 'free-late' };
}

/** Half for the time since the last assignment, half for how few came today. */
function valueFairness({ lastAssignedAt, assignmentsToday }: CandidateFacts, now: Date): Valued {
  const few = 1 / (1 + Math.max(0, assignmentsToday));
  if (lastAssignedAt === null) return { value: (1 + few) / 2, reason: 'never-assigned' };
  const hours = Math.max(0, now.getTime() - lastAssignedAt.getTime()) / HOUR;
  const value = (Math.min(1, hours / FAIRNESS_HORIZON_HOURS) + few) / 2;
  return { value, reason: value >= 0.5 ? 'long-since-assigned' : 'recently-assigned' };
}

function ruleShift(facts: CandidateFacts, { plan, workflow }: RankTerms): Score['rule'] {
  const preferred = sentenceFor(plan.prefer, facts);
  const avoided = sentenceFor(plan.avoid, facts);
  if (preferred !== null && avoided !== null) return null;
  if (preferred !== null) return { points: workflow.ruleShiftPoints, sentence: preferred };
  if (avoided !== null) return { points: -workflow.ruleShiftPoints, sentence: avoided };
  return null;
}
