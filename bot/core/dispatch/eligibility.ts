import { contains, type Interval } from '#kernel/interval.ts';
import type { JudgedCandidate } from './candidate.ts';
import { type RulePlan, sentenceFor } from './rule-plan.ts';
import type { PresenceUse } from './sources.ts';
import type { WorkflowSettings } from './workflow.ts';

/** The gates in the order in which they are asked (DIS-2). Shifts are not among them. */
export type Gate = 'active' | 'pool' | 'excluded' | 'capacity' | 'calendar' | 'presence' | 'lease';

export type GateCode =
  | 'active'
  | 'inactive'
  | 'in-pool'
  | 'not-in-pool'
  | 'not-excluded'
  | 'never-by-rule'
  | 'own-word-break'
  | 'own-word-off'
  | 'passed-on-it'
  | 'refused-by-psa'
  | 'has-capacity'
  | 'load-unknown'
  | 'at-capacity'
  | 'at-limit-by-rule'
  | 'calendar-free'
  | 'calendar-not-used'
  | 'calendar-unknown'
  | 'calendar-busy'
  | 'psa-time-off'
  | 'outside-working-hours'
  | 'working'
  | 'working-by-rule'
  | 'own-word-working'
  | 'no-signal'
  | 'not-mapped'
  | 'presence-unread'
  | 'presence-not-used'
  | 'on-break'
  | 'on-break-by-rule'
  | 'slot-free'
  | 'slot-taken';

export interface GateResult {
  readonly gate: Gate;
  readonly passed: boolean;
  readonly code: GateCode;
  /** The instruction that spoke. Never set for presence: it would tell which state somebody was in. */
  readonly sentence: number | null;
}

export interface GateTerms {
  readonly workflow: WorkflowSettings;
  readonly plan: RulePlan;
  readonly slot: Interval;
  readonly presence: PresenceUse;
}

/** Every gate up to the first that fails, in order; all seven where none fails. Written out: it runs for every technician of a desk, and
 *  a list of checks took three times as long. */
export function passGates(candidate: JudgedCandidate, terms: GateTerms): readonly GateResult[] {
  const { facts } = candidate;
  const active = facts.isActive ? RESULTS.active : RESULTS.inactive;
  if (!active.passed) return ONLY_INACTIVE;
  const pool = facts.isInPool ? RESULTS.inPool : RESULTS.notInPool;
  if (!pool.passed) return ONLY_NOT_IN_POOL;
  const excluded = checkExcluded(candidate, terms);
  if (!excluded.passed) return [active, pool, excluded];
  const capacity = checkCapacity(candidate, terms);
  if (!capacity.passed) return [active, pool, excluded, capacity];
  const calendar = checkCalendar(candidate, terms);
  if (!calendar.passed) return [active, pool, excluded, capacity, calendar];
  const presence = checkPresence(candidate, terms);
  if (!presence.passed) return [active, pool, excluded, capacity, calendar, presence];
  const lease = facts.slotLease === 'free' ? RESULTS.slotFree : RESULTS.slotTaken;
  return [active, pool, excluded, capacity, calendar, presence, lease];
}

/** The gate that a candidate failed at; `null` when every gate was passed. */
export function failedGate(gates: readonly GateResult[]): GateResult | null {
  const last = gates[gates.length - 1];
  return last && !last.passed ? last : null;
}

function checkExcluded({ facts }: JudgedCandidate, { plan, slot }: GateTerms): GateResult {
  const sentence = sentenceFor(plan.never, facts);
  if (sentence !== null) return { ...RESULTS.never, sentence };
  if (facts.hasPassed === true) return RESULTS.passedOnIt;
  if (facts.isRefusedByPsa === true) return RESULTS.refusedByPsa;
  const word = ownWord(facts.overrides, slot);
  if (word === 'on-break') return RESULTS.ownWordBreak;
  return word === 'off' ? RESULTS.ownWordOff : RESULTS.notExcluded;
}

function checkCapacity({ facts }: JudgedCandidate, { plan, workflow }: GateTerms): GateResult {
  const limit = plan.limits.get(facts.technicianId);
  if (limit && facts.openTickets !== null && facts.openTickets >= limit.tickets) {
    return { ...RESULTS.atLimit, sentence: limit.sentence };
  }
  if (facts.openLoad === null) return RESULTS.loadUnknown;
  return facts.openLoad >= (facts.capacity ?? workflow.capacity) ? RESULTS.atCapacity : RESULTS.hasCapacity;
}

function checkCalendar({ facts }: JudgedCandidate, { workflow }: GateTerms): GateResult {
  return workflow.calendar === 'ignore' ? RESULTS.calendarNotUsed : CALENDAR[facts.calendar];
}

function checkPresence({ facts, signal }: JudgedCandidate, { presence, slot }: GateTerms): GateResult {
  if (ownWord(facts.overrides, slot) === 'working') return RESULTS.ownWordWorking;
  if (presence.use === 'not-used') return RESULTS.presenceNotUsed;
  if (!facts.isMapped) return RESULTS.notMapped;
  if (signal.presenceByRule !== null && signal.presenceByRule !== signal.presence) {
    return signal.presenceByRule === 'on-break' ? RESULTS.onBreakByRule : RESULTS.workingByRule;
  }
  return PRESENCE[signal.presence];
}

/** What a technician says of the slot's start (AV-9); `null` when nothing. */
export function ownWord(
  overrides: JudgedCandidate['facts']['overrides'],
  slot: Interval,
): 'working' | 'on-break' | 'off' | null {
  if (overrides.length === 0) return null;
  return overrides.find(({ from, until }) => contains({ start: from, end: until }, slot.start))?.says ?? null;
}

/** One object per outcome: thousands of candidates share them. */
const RESULTS = {
  active: passed('active', 'active'),
  inactive: failed('active', 'inactive'),
  inPool: passed('pool', 'in-pool'),
  notInPool: failed('pool', 'not-in-pool'),
  notExcluded: passed('excluded', 'not-excluded'),
  never: failed('excluded', 'never-by-rule'),
  ownWordBreak: failed('excluded', 'own-word-break'),
  ownWordOff: failed('excluded', 'own-word-off'),
  passedOnIt: failed('excluded', 'passed-on-it'),
  refusedByPsa: failed('excluded', 'refused-by-psa'),
  hasCapacity: passed('capacity', 'has-capacity'),
  loadUnknown: passed('capacity', 'load-unknown'),
  atCapacity: failed('capacity', 'at-capacity'),
  atLimit: failed('capacity', 'at-limit-by-rule'),
  calendarNotUsed: passed('calendar', 'calendar-not-used'),
  ownWordWorking: passed('presence', 'own-word-working'),
  presenceNotUsed: passed('presence', 'presence-not-used'),
  notMapped: passed('presence', 'not-mapped'),
  workingByRule: passed('presence', 'working-by-rule'),
  onBreakByRule: failed('presence', 'on-break-by-rule'),
  slotFree: passed('lease', 'slot-free'),
  slotTaken: failed('lease', 'slot-taken'),
} as const;

const ONLY_INACTIVE: readonly GateResult[] = [RESULTS.inactive];
const ONLY_NOT_IN_POOL: readonly GateResult[] = [RESULTS.active, RESULTS.notInPool];

const CALENDAR = {
  free: passed('calendar', 'calendar-free'),
  busy: failed('calendar', 'calendar-busy'),
  'time-off': failed('calendar', 'psa-time-off'),
  'outside-hours': failed('calendar', 'outside-working-hours'),
  unknown: passed('calendar', 'calendar-unknown'),
} as const;

const PRESENCE = {
  working: passed('presence', 'working'),
  'on-break': failed('presence', 'on-break'),
  'no-signal': passed('presence', 'no-signal'),
  'too-far-ahead': passed('presence', 'presence-unread'),
  unread: passed('presence', 'presence-unread'),
} as const;

function passed(gate: Gate, code: GateCode): GateResult {
  return { gate, passed: true, code, sentence: null };
}

function failed(gate: Gate, code: GateCode): GateResult {
  return { gate, passed: false, code, sentence: null };
}
