import type { Interval } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { CandidateFacts, JudgedCandidate } from './candidate.ts';
import { decideJudged, type ModelAnswer } from './decision.ts';
import type { DecisionRecord, Outcome } from './record.ts';
import { planRules } from './rule-plan.ts';
import type { Signal } from './signal.ts';
import { notBefore } from './slot.ts';
import {
  notUsed,
  type PresenceBecause,
  type PresenceUse,
  type ShiftsUse,
  type SourceQuestion,
  usePresence,
  useShifts,
} from './sources.ts';

/** What is known of a technician at the other time. Whatever is left out counts as unknown, which is neutral. */
export interface OtherTimeFacts {
  readonly calendar: CandidateFacts['calendar'];
  readonly earliestStart: Date | null;
  readonly slotLease: CandidateFacts['slotLease'];
  readonly shift: Signal['shift'];
  readonly shiftNeutralBecause: Signal['shiftNeutralBecause'];
}

export type Change =
  | { readonly change: 'away' | 'back'; readonly technicianId: TechnicianId }
  | { readonly change: 'rota-off' }
  /** All rules of one sentence. */
  | { readonly change: 'rule-off'; readonly sentence: number }
  | {
      readonly change: 'other-time';
      readonly slot: Interval;
      readonly facts: ReadonlyMap<TechnicianId, OtherTimeFacts>;
    };

/** What a what-if could not know. */
export type WhatIfNote =
  | 'technician-not-in-decision'
  | 'no-such-rule'
  | 'rule-about-presence-not-known'
  | 'presence-not-known'
  | 'shifts-not-known'
  | 'calendar-not-known'
  | 'model-not-asked-again';

export interface WhatIf {
  readonly record: DecisionRecord;
  readonly differs: boolean;
  readonly before: Outcome;
  readonly notes: readonly WhatIfNote[];
}

/** What `record` would have come to under `changes`, at the moment at which it was decided. Reads and writes nothing. */
export function whatIf(record: DecisionRecord, changes: readonly Change[]): WhatIf {
  const world = changes.reduce(applyChange, worldOf(record));
  const model = modelAnswer(record);
  const notes = new Set(world.notes);
  if (record.model === 'used' && changes.length > 0) notes.add('model-not-asked-again');
  const plan = planRules(world.rules, record.ticket);
  const question = {
    ...record,
    slot: world.slot,
    rules: world.rules,
    plan,
    candidates: world.candidates,
    model,
    now: record.decidedAt,
  };
  const presence = presenceIn(record, question, { notes, isToldAbout: world.isToldAbout });
  const shifts = shiftsIn(record, question, { rota: world.rota, notes });
  const result = decideJudged({ ...question, presence, shifts });
  return {
    record: result,
    differs: !isSameOutcome(record.outcome, result.outcome),
    before: record.outcome,
    notes: [...notes],
  };
}

interface World {
  readonly decidedAt: Date;
  readonly slot: Interval;
  readonly rules: DecisionRecord['rules'];
  readonly candidates: readonly JudgedCandidate[];
  readonly rota: 'as-it-was' | 'off' | 'other-time';
  /** Somebody's presence is part of the question, so presence has a say even if it could not be read. */
  readonly isToldAbout: boolean;
  readonly notes: readonly WhatIfNote[];
}

function worldOf(record: DecisionRecord): World {
  return {
    decidedAt: record.decidedAt,
    slot: record.slot,
    rules: record.rules,
    candidates: record.candidates.map(({ input }) => input),
    rota: 'as-it-was',
    isToldAbout: false,
    notes: [],
  };
}

function applyChange(world: World, change: Change): World {
  if (change.change === 'rota-off') return { ...world, rota: 'off' };
  if (change.change === 'rule-off') return withoutRule(world, change.sentence);
  if (change.change === 'other-time') return atOtherTime(world, change);
  const { technicianId } = change;
  if (!world.candidates.some(({ facts }) => facts.technicianId === technicianId)) {
    return { ...world, notes: [...world.notes, 'technician-not-in-decision'] };
  }
  const presence = change.change === 'away' ? 'on-break' : 'working';
  const candidates = world.candidates.map((candidate) =>
    candidate.facts.technicianId === technicianId ? showing(candidate, presence) : candidate,
  );
  return { ...world, candidates, isToldAbout: true };
}

/** Back or away in Teams: the own word has ended, and somebody without a mapping is imagined with one. */
function showing({ facts, signal }: JudgedCandidate, presence: 'on-break' | 'working'): JudgedCandidate {
  return {
    facts: { ...facts, overrides: [], isMapped: true },
    signal: { ...signal, presence, presenceByRule: null },
  };
}

function withoutRule(world: World, sentence: number): World {
  const off = world.rules.filter((rule) => rule.sentence === sentence);
  if (off.length === 0) return { ...world, notes: [...world.notes, 'no-such-rule'] };
  const rules = world.rules.filter((rule) => rule.sentence !== sentence);
  if (!off.some(({ kind }) => kind === 'treat-state')) return { ...world, rules };
  // A decision does not keep which state somebody was in, so with a second such rule nobody can tell which of them spoke.
  if (rules.some(({ kind }) => kind === 'treat-state')) {
    return { ...world, rules, notes: [...world.notes, 'rule-about-presence-not-known'] };
  }
  const candidates = world.candidates.map(({ facts, signal }) => ({
    facts,
    signal: { ...signal, presenceByRule: null },
  }));
  return { ...world, rules, candidates };
}

function atOtherTime(world: World, { slot, facts: known }: Extract<Change, { change: 'other-time' }>): World {
  const notes = new Set(world.notes);
  const candidates = world.candidates.map(({ facts, signal }) => {
    const then = known.get(facts.technicianId);
    if (!then) notes.add('shifts-not-known').add('calendar-not-known');
    return then ? atTime({ facts, signal }, then) : atTime({ facts, signal }, UNKNOWN);
  });
  return {
    ...world,
    slot: notBefore(slot, world.decidedAt),
    candidates,
    rota: 'other-time',
    notes: [...notes],
  };
}

const UNKNOWN: OtherTimeFacts = {
  calendar: 'unknown',
  earliestStart: null,
  slotLease: 'free',
  shift: 'neutral',
  shiftNeutralBecause: 'not-read',
};

function atTime({ facts, signal }: JudgedCandidate, then: OtherTimeFacts): JudgedCandidate {
  const { calendar, earliestStart, slotLease, shift, shiftNeutralBecause } = then;
  return {
    facts: { ...facts, calendar, earliestStart, slotLease },
    signal: { ...signal, shift, shiftNeutralBecause },
  };
}

/** Presence as far as the decision knew it. Settings and time are asked anew; what could not be read then is still not known. */
function presenceIn(
  record: DecisionRecord,
  question: SourceQuestion,
  { notes, isToldAbout }: { readonly notes: Set<WhatIfNote>; readonly isToldAbout: boolean },
): PresenceUse {
  const wanted = usePresence(question, 'read');
  if (wanted.use === 'not-used') return wanted;
  const { because } = record.presence;
  if (because !== null && FAILED.has(because) && !isToldAbout) return record.presence;
  const mapped = question.candidates.filter(({ facts }) => facts.isMapped);
  const unknown = mapped.filter(({ signal }) => UNKNOWN_PRESENCE.has(signal.presence)).length;
  if (unknown === 0 || because === 'partly-read') return because === 'partly-read' ? record.presence : wanted;
  notes.add('presence-not-known');
  const use = unknown === mapped.length ? 'not-used' : 'partly';
  return { use, because: 'not-read', sentence: null, remedy: null };
}

/** Reasons that a change of rules or time does not take away. */
const FAILED: ReadonlySet<PresenceBecause> = new Set([
  'not-read',
  'graph-down',
  'graph-slow',
  'consent-missing',
  'consent-spreading',
  'consent-revoked',
  'not-in-cloud',
  'nobody-mapped',
] as const);

const UNKNOWN_PRESENCE: ReadonlySet<Signal['presence']> = new Set(['unread', 'too-far-ahead'] as const);

function shiftsIn(
  record: DecisionRecord,
  question: SourceQuestion,
  { rota, notes }: { readonly rota: World['rota']; readonly notes: Set<WhatIfNote> },
): ShiftsUse {
  if (rota === 'off') return notUsed('rota-switched-off', null);
  const wanted = useShifts(question, 'read');
  if (wanted.use === 'not-used' || rota === 'other-time') return wanted;
  if (record.shifts.because !== 'ignored-by-rule') return record.shifts;
  // The rule that kept shifts out is off now; whether they were read all the same shows in the signals.
  const isKnown = question.candidates.some(({ signal }) => signal.shiftNeutralBecause !== 'not-read');
  if (isKnown) return wanted;
  notes.add('shifts-not-known');
  return notUsed('not-read', null);
}

function modelAnswer(record: DecisionRecord): ModelAnswer {
  const points = new Map<TechnicianId, number>();
  for (const { input, score } of record.candidates) {
    if (score?.modelPoints) points.set(input.facts.technicianId, score.modelPoints);
  }
  return { state: record.model, points };
}

function isSameOutcome(a: Outcome, b: Outcome): boolean {
  if (a.kind === 'chosen' && b.kind === 'chosen') return a.technicianId === b.technicianId;
  if (a.kind === 'chosen' || b.kind === 'chosen') return false;
  return a.kind === b.kind && a.because === b.because;
}
