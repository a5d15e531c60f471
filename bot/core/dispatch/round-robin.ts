import type { JudgedCandidate } from './candidate.ts';
import { namesAnybody, type RulePlan, sentenceFor } from './rule-plan.ts';
import { compareLots, lastAssignment, order } from './tie-break.ts';

/** Somebody who passed every gate, with the turn that rules give. Lower goes first whatever the rest says. */
export interface Turn {
  readonly input: JudgedCandidate;
  readonly tier: number;
}

/** Sorts first who is next in turn (DIS-3): oldest last assignment, never-assigned before everybody, then the pool's order. There is no pointer to keep, so
 *  whoever is skipped still has the oldest assignment next time, and a newcomer or returner gets one ticket, not a row of them. */
export function compareTurns(a: Turn, b: Turn, ticketId: string): number {
  return (
    order(a.tier, b.tier) ||
    order(lastAssignment(a.input.facts), lastAssignment(b.input.facts)) ||
    order(a.input.facts.poolPosition, b.input.facts.poolPosition) ||
    compareLots(a.input.facts, b.input.facts, ticketId)
  );
}

/** Rules in a mode without scores: `always` before `prefer` before everybody else before `avoid`. Both wishes at once cancel out. */
export function turnTier(plan: RulePlan, { facts }: JudgedCandidate): number {
  if (namesAnybody(plan.always) && sentenceFor(plan.always, facts) !== null) return 0;
  const isPreferred = sentenceFor(plan.prefer, facts) !== null;
  const isAvoided = sentenceFor(plan.avoid, facts) !== null;
  if (isPreferred === isAvoided) return 2;
  return isPreferred ? 1 : 3;
}

/** The one among those who `may` whom `compare` puts first; `null` when nobody may. One pass: nobody needs the others sorted. */
export function firstOf<Entry>(
  entries: readonly Entry[],
  compare: (a: Entry, b: Entry) => number,
  may: (entry: Entry) => boolean,
): Entry | null {
  let first: Entry | null = null;
  for (const entry of entries) {
    if (may(entry) && (first === null || compare(entry, first) < 0)) first = entry;
  }
  return first;
}
