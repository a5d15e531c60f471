import type { JudgedCandidate } from './candidate.ts';
import { failedGate, type GateCode, type GateResult } from './eligibility.ts';
import type { Score, ScorePart } from './ranking.ts';
import type { CandidateReason, CandidateWord } from './record.ts';
import type { PresenceUse } from './sources.ts';
import { lastAssignment } from './tie-break.ts';
import type { WorkflowSettings } from './workflow.ts';

interface Judged {
  readonly input: JudgedCandidate;
  readonly gates: readonly GateResult[];
  readonly tier: number;
  readonly score: Score | null;
}

interface Terms {
  readonly mode: WorkflowSettings['mode'];
  readonly presence: PresenceUse;
  /** The one who was chosen; `null` when nobody was. */
  readonly best: Judged | null;
}

/** One candidate's word once the choice is made. */
export function wordOf(judged: Judged, { presence, best }: Terms): CandidateWord {
  if (failedGate(judged.gates)) return 'skipped';
  if (judged === best) return 'suggested';
  if (isWithoutPresence(judged.gates, presence)) return 'judged-without-presence';
  return isPutLower(judged) ? 'lower' : 'eligible';
}

/** One candidate's reasons, most decisive first. A score's other reasons stand in its parts. */
export function reasonsOf(judged: Judged, terms: Terms): readonly CandidateReason[] {
  const failed = failedGate(judged.gates);
  if (failed) return reasonsOfSkipped(judged, failed, terms);
  return judged.score ? reasonsOfScore(judged.score, judged.tier) : reasonsOfTurn(judged, terms);
}

const WITHOUT_PRESENCE: ReadonlySet<GateCode> = new Set([
  'not-mapped',
  'no-signal',
  'presence-unread',
  'presence-not-used',
] as const);

/** Reasons to leave presence out on purpose: nobody is missing anything then. */
const ON_PURPOSE: ReadonlySet<PresenceUse['because']> = new Set([
  'teams-availability-off',
  'ignored-by-rule',
  'too-far-ahead',
] as const);

function isWithoutPresence(gates: readonly GateResult[], { because }: PresenceUse): boolean {
  if (because !== null && ON_PURPOSE.has(because)) return false;
  const result = gates[PRESENCE_PLACE];
  return result !== undefined && WITHOUT_PRESENCE.has(result.code);
}

/** Where the presence gate stands among all seven. */
const PRESENCE_PLACE = 5;

function isPutLower({ score, tier }: Judged): boolean {
  if (score === null) return tier === AVOIDED_TIER;
  if (score.rule !== null && score.rule.points < 0) return true;
  return score.parts.some(({ part, value }) => part === 'shift' && value < 0.5);
}

/** See `turnTier`. */
const AVOIDED_TIER = 3;
const USUAL_TIER = 2;

function reasonsOfSkipped(
  { input }: Judged,
  failed: GateResult,
  { mode, best }: Terms,
): readonly CandidateReason[] {
  const wasNext =
    mode === 'round-robin' &&
    best !== null &&
    input.facts.isActive &&
    input.facts.isInPool &&
    goesBefore(input, best.input);
  return wasNext ? [failed.code, 'keeps-the-turn'] : [failed.code];
}

function goesBefore(a: JudgedCandidate, b: JudgedCandidate): boolean {
  const [first, second] = [lastAssignment(a.facts), lastAssignment(b.facts)];
  return first < second || (first === second && a.facts.poolPosition < b.facts.poolPosition);
}

function reasonsOfTurn(judged: Judged, { best }: Terms): readonly CandidateReason[] {
  const turn = judged === best ? 'next-in-turn' : 'waits-for-turn';
  if (judged.tier === 0) return ['named-by-rule', turn];
  return judged.tier === USUAL_TIER ? TURNS[turn] : ['moved-by-rule', turn];
}

/** One list for all who wait. */
const TURNS = { 'next-in-turn': ['next-in-turn'], 'waits-for-turn': ['waits-for-turn'] } as const;

function reasonsOfScore(score: Score, tier: number): readonly CandidateReason[] {
  const reasons: CandidateReason[] = [];
  if (tier === 0) reasons.push('named-by-rule');
  if (score.rule) reasons.push('moved-by-rule');
  if (score.modelPoints) reasons.push('moved-by-model');
  const strongest = strongestPart(score);
  if (strongest) reasons.push(strongest.reason);
  return reasons;
}

/** The part that is furthest from the middle, by weight. */
function strongestPart({ parts }: Score): ScorePart | undefined {
  let strongest = parts[0];
  for (const part of parts) {
    if (strongest === undefined || distance(part) > distance(strongest)) strongest = part;
  }
  return strongest;
}

function distance({ value, weight }: ScorePart): number {
  return Math.abs(value - 0.5) * weight;
}
