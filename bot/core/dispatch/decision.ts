import type { InstructionRule } from '#core/instructions/rules.ts';
import type { Interval } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { Candidate, JudgedCandidate } from './candidate.ts';
import { failedGate, passGates } from './eligibility.ts';
import { reasonsOf, wordOf } from './explain-candidate.ts';
import type { Ticket } from './ports.ts';
import { compareRanks, createScorer, rankTier } from './ranking.ts';
import type {
  CandidateDecision,
  DecisionNote,
  DecisionRecord,
  ModelState,
  Outcome,
  TicketFacts,
} from './record.ts';
import { compareTurns, firstOf, turnTier } from './round-robin.ts';
import { namesAnybody, planRules, type RulePlan } from './rule-plan.ts';
import { readSignal } from './signal.ts';
import { notBefore } from './slot.ts';
import {
  notUsed,
  type PresenceReading,
  type PresenceUse,
  type ShiftsReading,
  type ShiftsUse,
  usePresence,
  useShifts,
} from './sources.ts';
import type { WorkflowSettings } from './workflow.ts';

/** A model's answer: points of 100 it would add, by technician. Those it does not name get none. */
export interface ModelAnswer {
  readonly state: ModelState;
  readonly points: ReadonlyMap<TechnicianId, number>;
}

export const NO_MODEL: ModelAnswer = { state: 'not-asked', points: new Map() };

export interface DecisionQuestion {
  readonly ticket: Ticket;
  /** When the work is to be done; a start before `factsAt` counts as then. */
  readonly slot: Interval;
  readonly workflow: WorkflowSettings;
  readonly rules: readonly InstructionRule[];
  /** One per technician, in any order. */
  readonly candidates: readonly Candidate[];
  readonly presenceReading: PresenceReading;
  readonly shiftsReading: ShiftsReading;
  readonly model: ModelAnswer;
  /** Whether a ticket that somebody has is left with them; only where the workflow assigns unless said. */
  readonly stopsAtOwner?: boolean;
  /** The moment that everybody's facts are about; `now` unless said. Reading them takes a while, and a model some seconds. */
  readonly factsAt?: Date;
  readonly now: Date;
}

/** Who takes `ticket` at `slot`, with every candidate's gates, score and reasons (SPEC section 6). Takes time in proportion to the candidates. */
export function decide(question: DecisionQuestion): DecisionRecord {
  const { title: _title, description: _description, ...ticket } = question.ticket;
  const plan = planRules(question.rules, ticket);
  const candidates = question.candidates.map((candidate) => ({
    facts: candidate.facts,
    signal: readSignal(candidate, plan),
  }));
  const factsAt = question.factsAt ?? question.now;
  const terms = { ...question, slot: notBefore(question.slot, factsAt), plan, candidates };
  return decideJudged({
    ...terms,
    ticket,
    presence: usePresence({ ...terms, now: factsAt }, question.presenceReading),
    shifts: useShifts(terms, question.shiftsReading),
  });
}

export interface JudgedQuestion {
  readonly ticket: TicketFacts;
  readonly slot: Interval;
  readonly workflow: WorkflowSettings;
  readonly rules: readonly InstructionRule[];
  readonly plan: RulePlan;
  readonly candidates: readonly JudgedCandidate[];
  readonly presence: PresenceUse;
  readonly shifts: ShiftsUse;
  readonly model: ModelAnswer;
  readonly stopsAtOwner?: boolean;
  readonly now: Date;
}

/** The same on verdict words, so that a what-if needs nothing from outside. */
export function decideJudged(question: JudgedQuestion): DecisionRecord {
  const noNeed = noNeedFor(question);
  const first = draftAll(question, question.presence);
  const onBreak = isEveryoneOnABreak(first) ? question.workflow.whenEveryoneIsOnABreak : null;
  const presence =
    onBreak === 'assign-by-psa' ? notUsed('everyone-on-a-break' as const, null) : question.presence;
  const drafts = onBreak === 'assign-by-psa' ? draftAll(question, presence) : first;
  const best = noNeed ? null : firstOf(drafts, comparator(question), isEligible);
  nameAll(drafts, { mode: question.workflow.mode, presence, best });
  return {
    decidedAt: question.now,
    slot: question.slot,
    ticket: question.ticket,
    workflow: question.workflow,
    rules: question.rules,
    presence,
    shifts: question.shifts,
    model: question.model.state,
    outcome: noNeed ?? outcomeOf(drafts, best, onBreak),
    // Nothing had to be read to leave a ticket where it is.
    notes: noNeed ? [] : notesOf(question, { presence, onBreak, drafts }),
    candidates: drafts,
  };
}

/** Candidates as people read them: the suggested one, those who may in their order, then the skipped in the pool's order. */
export function inOrder(record: DecisionRecord): readonly CandidateDecision[] {
  const compare = comparatorOf(record.workflow.mode, record.ticket.id);
  const chosen = record.candidates.filter(({ word }) => word === 'suggested');
  const able = record.candidates.filter(({ word }) => word !== 'suggested' && word !== 'skipped');
  const skipped = record.candidates.filter(({ word }) => word === 'skipped');
  const byPool = skipped.toSorted((a, b) => a.input.facts.poolPosition - b.input.facts.poolPosition);
  return [...chosen, ...able.toSorted(compare), ...byPool];
}

/** A candidate's decision before the choice. */
type Draft = Omit<CandidateDecision, 'word' | 'reasons'> &
  Pick<Mutable<CandidateDecision>, 'word' | 'reasons'>;
type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

function draftAll(question: JudgedQuestion, presence: PresenceUse): readonly Draft[] {
  const { workflow, plan, model } = question;
  const isRanked = workflow.mode === 'ranked';
  const tierOf = isRanked ? rankTier : turnTier;
  const scoreOf = createScorer(question);
  const terms = { workflow, plan, slot: question.slot, presence };
  return question.candidates.map((input) => {
    const gates = passGates(input, terms);
    const isOut = failedGate(gates) !== null;
    const tier = isOut ? LAST_TIER : tierOf(plan, input);
    const points = model.state === 'used' ? (model.points.get(input.facts.technicianId) ?? 0) : null;
    const score = isRanked && !isOut ? scoreOf(input, points) : null;
    return { word: 'skipped', gates, tier, score, reasons: NOT_YET, input };
  });
}

const LAST_TIER = 9;
const NOT_YET: CandidateDecision['reasons'] = [];

function isEligible({ gates }: Draft): boolean {
  return failedGate(gates) === null;
}

type Comparable = Pick<Draft, 'input' | 'tier' | 'score'>;

function comparator({ workflow, ticket }: JudgedQuestion): (a: Comparable, b: Comparable) => number {
  return comparatorOf(workflow.mode, ticket.id);
}

function comparatorOf(
  mode: WorkflowSettings['mode'],
  ticketId: string,
): (a: Comparable, b: Comparable) => number {
  const compare = mode === 'ranked' ? compareRanks : compareTurns;
  return (a, b) => compare(a, b, ticketId);
}

/** Whoever got as far as presence is on a break, and there is somebody. Full or absent people are no candidates for this question. */
function isEveryoneOnABreak(drafts: readonly Draft[]): boolean {
  let isSomebody = false;
  for (const { gates } of drafts) {
    const failed = failedGate(gates);
    if (failed === null || failed.gate === 'lease') return false;
    if (failed.gate === 'presence') isSomebody = true;
  }
  return isSomebody;
}

function noNeedFor({ ticket, workflow, stopsAtOwner }: JudgedQuestion): Outcome | null {
  if (ticket.status.phase === 'closed') return { kind: 'not-needed', because: 'ticket-closed' };
  // Somebody may well ask who else could take a ticket.
  const stops = stopsAtOwner ?? workflow.act === 'assign';
  if (stops && ticket.ownerId !== null) return { kind: 'not-needed', because: 'already-owned' };
  return null;
}

function outcomeOf(
  drafts: readonly Draft[],
  best: Draft | null,
  onBreak: WorkflowSettings['whenEveryoneIsOnABreak'] | null,
): Outcome {
  if (best) return { kind: 'chosen', technicianId: best.input.facts.technicianId };
  if (onBreak === 'hold') return { kind: 'held', because: 'everyone-on-a-break' };
  if (onBreak === 'leave-unassigned') return { kind: 'left-unassigned', because: 'everyone-on-a-break' };
  const failures = drafts.map(({ gates }) => failedGate(gates)?.gate);
  if (failures.includes('lease')) return { kind: 'held', because: 'slots-taken' };
  const isEmpty = failures.every((gate) => gate === 'active' || gate === 'pool');
  return { kind: 'held', because: isEmpty ? 'pool-empty' : 'nobody-eligible' };
}

function notesOf(
  { workflow, plan, shifts, model }: JudgedQuestion,
  found: {
    readonly presence: PresenceUse;
    readonly onBreak: WorkflowSettings['whenEveryoneIsOnABreak'] | null;
    readonly drafts: readonly Draft[];
  },
): readonly DecisionNote[] {
  const { presence, onBreak, drafts } = found;
  const notes: DecisionNote[] = [];
  if (onBreak) notes.push({ note: 'everyone-on-a-break', because: onBreak, remedy: null });
  else if (presence.because) {
    notes.push({ note: 'presence', because: presence.because, remedy: presence.remedy });
  }
  if (shifts.because) notes.push({ note: 'shifts', because: shifts.because, remedy: shifts.remedy });
  if (workflow.mode === 'ranked' && model.state !== 'used' && model.state !== 'not-asked') {
    notes.push({ note: 'model', because: model.state, remedy: null });
  }
  if (namesAnybody(plan.always) && !drafts.some(({ tier }) => tier === 0)) {
    notes.push({ note: 'always-rule', because: 'nobody-named-may', remedy: null });
  }
  return notes;
}

/** Words and reasons need the choice, and the choice needs every draft: they are filled in, because a second object for each of thousands of
 *  candidates doubles the collector's work. Nobody else has seen the drafts yet. */
function nameAll(drafts: readonly Draft[], terms: Parameters<typeof wordOf>[1]): void {
  for (const draft of drafts) {
    draft.word = wordOf(draft, terms);
    draft.reasons = reasonsOf(draft, terms);
  }
}
