import type { getRun, getRunRows } from '#contract/run-endpoints.ts';
import type { AnswerOf } from '../../../api/client.ts';

export type Run = AnswerOf<typeof getRun>;
export type Row = AnswerOf<typeof getRunRows>['rows'][number];
export type RowGroup = 'changes' | 'clears' | 'unmatched' | 'unchanged' | 'kept';

/** In which order a person goes through a review. */
export const GROUPS: readonly RowGroup[] = ['changes', 'clears', 'unmatched', 'unchanged', 'kept'];

/** What the person wants of a review, before it is applied. */
export interface Wishes {
  /** Technicians whose change is skipped, by the group of their row. */
  readonly skipped: ReadonlyMap<string, 'changes' | 'clears'>;
  /** Whether clears are wanted at all (MAP-6a). */
  readonly clear: boolean;
}

/** Clears are ticked from the start unless the valve holds them. */
export function firstWishes({ counts, clearsNeedConfirmation }: Run): Wishes {
  return { skipped: new Map(), clear: counts.clear > 0 && !clearsNeedConfirmation };
}

export interface Plan {
  readonly changes: number;
  readonly clears: number;
  /** Clears that stay unwritten because they are not wanted are no skips of rows. */
  readonly skipped: number;
  /** Asked before it is done: the valve holds these clears otherwise. */
  readonly needsConfirmation: boolean;
}

/** What Apply would do now. */
export function planOf({ counts, clearsNeedConfirmation }: Run, { skipped, clear }: Wishes): Plan {
  const of = (group: 'changes' | 'clears'): number =>
    [...skipped.values()].filter((each) => each === group).length;
  const clears = clear ? counts.clear - of('clears') : 0;
  return {
    changes: counts.add + counts.update - of('changes'),
    clears,
    skipped: of('changes') + (clear ? of('clears') : 0),
    needsConfirmation: clearsNeedConfirmation && clears > 0,
  };
}

/** The wishes with one more row taken or skipped. */
export function withRow(wishes: Wishes, row: Row, isTaken: boolean): Wishes {
  const skipped = new Map(wishes.skipped);
  if (isTaken) skipped.delete(row.technicianId);
  else skipped.set(row.technicianId, row.action === 'clear' ? 'clears' : 'changes');
  return { ...wishes, skipped };
}

/** Whether the row is one that a run writes. */
export function isChange({ action }: Row): boolean {
  return action === 'add' || action === 'update' || action === 'clear';
}

export function countOf({ counts }: Run, group: RowGroup): number {
  if (group === 'changes') return counts.add + counts.update;
  if (group === 'clears') return counts.clear;
  if (group === 'unmatched') return counts.unmatched;
  return group === 'unchanged' ? counts.unchanged : counts.manualKept + counts.excluded;
}

/** The first group that has something to show. */
export function firstGroup(run: Run): RowGroup {
  return GROUPS.find((group) => countOf(run, group) > 0) ?? 'changes';
}

/** ux: above 80 % the cause is one, and two hundred rows would hide it. */
const MOSTLY_PERCENT = 80;
/** Two technicians who do not match are two technicians. */
const FEW = 5;

export function isMostlyUnmatched({ counts }: Run): boolean {
  const all = counts.matched + counts.unmatched;
  return counts.unmatched >= FEW && counts.unmatched * 100 > all * MOSTLY_PERCENT;
}

export function isUnderWay({ state }: Run): boolean {
  return state === 'scanning' || state === 'waiting';
}

/** A review that can be applied at `now`. */
export function isOpen({ state, applicableUntil }: Run, now: Date): boolean {
  return state === 'preview' && applicableUntil !== null && new Date(applicableUntil) > now;
}
