import type { InstructionRule } from '#core/instructions/rules.ts';
import type { Interval } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { JudgedCandidate } from './candidate.ts';
import type { GateCode, GateResult } from './eligibility.ts';
import type { Ticket } from './ports.ts';
import type { Score, ScoreReason } from './ranking.ts';
import type { DispatchRemedy, PresenceBecause, PresenceUse, ShiftsBecause, ShiftsUse } from './sources.ts';
import type { WorkflowSettings } from './workflow.ts';

/** The five words in which a decision speaks of a candidate. `lower`: may take it, but the rota or an instruction put them further down.
 *  `judged-without-presence`: may take it, and presence should have had a say but could not. */
export type CandidateWord = 'suggested' | 'eligible' | 'lower' | 'skipped' | 'judged-without-presence';

/** What Round Robin says of somebody. `keeps-the-turn`: skipped although next, and still next for the following ticket. */
export type TurnReason =
  | 'next-in-turn'
  | 'waits-for-turn'
  | 'keeps-the-turn'
  | 'named-by-rule'
  | 'moved-by-rule';

export type CandidateReason = GateCode | ScoreReason | TurnReason | 'moved-by-model';

export interface CandidateDecision {
  readonly word: CandidateWord;
  /** In order, up to the first that failed. */
  readonly gates: readonly GateResult[];
  /** Groups that rules make: lower goes before higher whatever the rest says. */
  readonly tier: number;
  /** `null` in Round Robin and for the skipped. */
  readonly score: Score | null;
  /** Most decisive first; never empty. Of a score's parts only the strongest: the others stand in `score`. */
  readonly reasons: readonly CandidateReason[];
  /** What was decided on, for what-if. */
  readonly input: JudgedCandidate;
}

/** What became of asking a model (DIS-5). `not-asked`: the workflow uses none, or there was nothing to ask. */
export type ModelState = 'not-asked' | 'used' | 'timed-out' | 'failed' | 'invalid-answer';

/** A sentence that belongs to the whole decision. */
export type DecisionNote =
  | { readonly note: 'presence'; readonly because: PresenceBecause; readonly remedy: DispatchRemedy | null }
  | { readonly note: 'shifts'; readonly because: ShiftsBecause; readonly remedy: DispatchRemedy | null }
  | {
      readonly note: 'model';
      readonly because: Exclude<ModelState, 'not-asked' | 'used'>;
      readonly remedy: null;
    }
  | {
      readonly note: 'everyone-on-a-break';
      readonly because: WorkflowSettings['whenEveryoneIsOnABreak'];
      readonly remedy: null;
    }
  | { readonly note: 'always-rule'; readonly because: 'nobody-named-may'; readonly remedy: null };

export type Outcome =
  | { readonly kind: 'chosen'; readonly technicianId: TechnicianId }
  /** Retried later, escalated on a timer (DIS-10). */
  | {
      readonly kind: 'held';
      readonly because: 'everyone-on-a-break' | 'slots-taken' | 'nobody-eligible' | 'pool-empty';
    }
  | { readonly kind: 'left-unassigned'; readonly because: 'everyone-on-a-break' }
  | { readonly kind: 'not-needed'; readonly because: 'ticket-closed' | 'already-owned' };

/** A ticket without its text: a decision keeps no words of a customer. */
export type TicketFacts = Omit<Ticket, 'title' | 'description'>;

/** The outcome of one run with all that led to it (DIS-7). Verdict words and codes: no presence as received, no time of a shift. */
export interface DecisionRecord {
  readonly decidedAt: Date;
  readonly slot: Interval;
  readonly ticket: TicketFacts;
  readonly workflow: WorkflowSettings;
  readonly rules: readonly InstructionRule[];
  readonly presence: PresenceUse;
  readonly shifts: ShiftsUse;
  readonly model: ModelState;
  readonly outcome: Outcome;
  readonly notes: readonly DecisionNote[];
  /** In the order in which candidates were handed in; `inOrder` sorts them for people. */
  readonly candidates: readonly CandidateDecision[];
}
