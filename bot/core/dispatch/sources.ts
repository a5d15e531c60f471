import { MINUTE, type Interval } from '#kernel/interval.ts';
import type { JudgedCandidate } from './candidate.ts';
import type { RulePlan } from './rule-plan.ts';
import type { WorkflowSettings } from './workflow.ts';

/** How reading presence went, as the service found it. */
export type PresenceReading =
  | 'read'
  | 'partly-read'
  | 'not-read'
  | 'graph-down'
  | 'graph-slow'
  | 'consent-missing'
  | 'consent-spreading'
  | 'consent-revoked'
  | 'not-in-cloud';

export type ShiftsReading =
  | 'read'
  | 'partly-read'
  | 'not-read'
  | 'unreadable'
  | 'no-schedule'
  | 'not-in-cloud';

/** Where a decision's link leads for mending. */
export type DispatchRemedy =
  | 'run-auto-map'
  | 'open-consent'
  | 'open-health'
  | 'choose-rota-teams'
  | 'create-schedule'
  | 'switch-on-teams-availability';

export type PresenceBecause =
  | Exclude<PresenceReading, 'read'>
  | 'teams-availability-off'
  | 'ignored-by-rule'
  | 'too-far-ahead'
  | 'nobody-mapped'
  | 'everyone-on-a-break';

export type ShiftsBecause =
  | Exclude<ShiftsReading, 'read'>
  | 'teams-availability-off'
  | 'ignored-by-rule'
  | 'round-robin'
  | 'no-rota-chosen'
  | 'nobody-mapped'
  | 'rota-switched-off';

/** Whether an input had a say (DIS-6). `because` is `null` exactly when it was used whole. */
export interface SourceUse<Because extends string> {
  readonly use: 'used' | 'partly' | 'not-used';
  readonly because: Because | null;
  /** The instruction that decided so. */
  readonly sentence: number | null;
  /** `null` when there is nothing to mend. */
  readonly remedy: DispatchRemedy | null;
}

export type PresenceUse = SourceUse<PresenceBecause>;
export type ShiftsUse = SourceUse<ShiftsBecause>;

export interface SourceQuestion {
  readonly workflow: WorkflowSettings;
  readonly plan: RulePlan;
  readonly slot: Interval;
  readonly now: Date;
  readonly candidates: readonly JudgedCandidate[];
}

/** AV-4: whether presence may block this slot. A start in the past counts as now; the last minute of the window blocks too. */
export function isWithinPresenceWindow({ workflow, plan, slot, now }: SourceQuestion): boolean {
  const minutes = plan.presenceWindowMinutes ?? workflow.presenceBlocksMinutes;
  return slot.start.getTime() <= now.getTime() + minutes * MINUTE;
}

/** Whether presence has a say, and why not: first what was wanted so, then what went wrong. */
export function usePresence(question: SourceQuestion, reading: PresenceReading): PresenceUse {
  if (question.workflow.teamsAvailability === 'off') {
    return notUsed('teams-availability-off', 'switch-on-teams-availability');
  }
  const sentence = question.plan.ignorePresence;
  if (sentence !== null) return { ...notUsed('ignored-by-rule', null), sentence };
  if (!isWithinPresenceWindow(question)) return notUsed('too-far-ahead', null);
  if (reading !== 'read' && reading !== 'partly-read' && reading !== 'not-read') {
    return notUsed(reading, reading.startsWith('consent') ? 'open-consent' : 'open-health');
  }
  if (!isAnybodyMapped(question.candidates)) return notUsed('nobody-mapped', 'run-auto-map');
  if (reading === 'not-read') return notUsed('not-read', 'open-health');
  return reading === 'read' ? USED : { ...USED, use: 'partly', because: reading, remedy: 'open-health' };
}

/** Whether shifts have a say in the score. They never gate. */
export function useShifts(question: SourceQuestion, reading: ShiftsReading): ShiftsUse {
  const { workflow, plan } = question;
  if (workflow.mode === 'round-robin') return notUsed('round-robin', null);
  if (workflow.teamsAvailability === 'off') {
    return notUsed('teams-availability-off', 'switch-on-teams-availability');
  }
  if (plan.ignoreShifts !== null) {
    return { ...notUsed('ignored-by-rule', null), sentence: plan.ignoreShifts };
  }
  if (workflow.rotaTeams.length === 0) return notUsed('no-rota-chosen', 'choose-rota-teams');
  if (reading === 'no-schedule') return notUsed(reading, 'create-schedule');
  if (!isAnybodyMapped(question.candidates)) return notUsed('nobody-mapped', 'run-auto-map');
  if (reading === 'read') return USED;
  if (reading === 'partly-read') return { ...USED, use: 'partly', because: reading, remedy: 'open-health' };
  return notUsed(reading, 'open-health');
}

export function notUsed<Because extends string>(
  because: Because,
  remedy: DispatchRemedy | null,
): SourceUse<Because> {
  return { use: 'not-used', because, sentence: null, remedy };
}

const USED = { use: 'used', because: null, sentence: null, remedy: null } as const;

/** People outside the pool are no candidates of this workflow: whether they are mapped mends nothing here. */
function isAnybodyMapped(candidates: readonly JudgedCandidate[]): boolean {
  const pool = candidates.filter(({ facts }) => facts.isActive && facts.isInPool);
  // An empty pool is a case of its own, which auto-map does not mend.
  return pool.length === 0 || pool.some(({ facts }) => facts.isMapped);
}
