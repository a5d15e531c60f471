import { contains, type Interval, overlaps } from '#kernel/interval.ts';

/** AV-5. `neutral`: nothing may be concluded from shifts. */
export type ShiftState = 'covers' | 'has-shifts-not-covering' | 'none-in-window' | 'neutral';
export type NeutralBecause = 'not-mapped' | 'no-rota-chosen' | 'shifts-unreadable' | 'no-schedule';

export interface ShiftCoverage {
  readonly state: ShiftState;
  /** Set exactly when `state` is `neutral`. */
  readonly neutralBecause: NeutralBecause | null;
  /** End of the unbroken cover that holds the slot's start; adjoining shifts count as one. `null` without cover. */
  readonly coveredUntil: Date | null;
  /** Whether one unbroken cover holds the whole slot. */
  readonly coversWholeSlot: boolean;
  /** First shift in the planning window that starts after the slot's start and after any cover of it. */
  readonly next: Interval | null;
  /** Time off that holds the slot's start; adjoining pieces count as one. */
  readonly timeOff: Interval | null;
}

export function neutralCoverage(because: NeutralBecause, timeOff: Interval | null = null): ShiftCoverage {
  return {
    state: 'neutral',
    neutralBecause: because,
    coveredUntil: null,
    coversWholeSlot: false,
    next: null,
    timeOff,
  };
}

/** How one user's published shifts stand to `slot`. All intervals half-open, so a shift that ends at the slot's start does not
 *  cover it. `planningWindow` starts now and reaches at least to the slot. Shifts that are not positive stretches are left out. */
export function coverSlot(options: {
  readonly shifts: readonly Interval[];
  readonly timesOff: readonly Interval[];
  readonly slot: Interval;
  readonly planningWindow: Interval;
}): ShiftCoverage {
  const { slot, planningWindow } = options;
  const stretches = joinAdjoining(options.shifts);
  const cover = stretches.find((stretch) => contains(stretch, slot.start)) ?? null;
  const inWindow = stretches.some((stretch) => overlaps(stretch, planningWindow));
  const next = stretches.find(
    (stretch) => stretch.start > slot.start && stretch.start < planningWindow.end && stretch !== cover,
  );
  return {
    state: stateOf(cover !== null, inWindow),
    neutralBecause: null,
    coveredUntil: cover?.end ?? null,
    coversWholeSlot: cover !== null && cover.end >= slot.end,
    next: next ?? null,
    timeOff: joinAdjoining(options.timesOff).find((off) => contains(off, slot.start)) ?? null,
  };
}

function stateOf(covers: boolean, inWindow: boolean): ShiftState {
  if (covers) return 'covers';
  return inWindow ? 'has-shifts-not-covering' : 'none-in-window';
}

/** Sorted stretches in which touching or overlapping intervals are one: 08–12 and 12–17 are a day without a hole. */
export function joinAdjoining(intervals: readonly Interval[]): readonly Interval[] {
  const sorted = intervals
    .filter((interval) => interval.end > interval.start)
    .toSorted((a, b) => a.start.getTime() - b.start.getTime());
  const joined: Interval[] = [];
  for (const interval of sorted) {
    const last = joined.at(-1);
    if (last && interval.start <= last.end) {
      joined[joined.length - 1] = {
        start: last.start,
        end: interval.end > last.end ? interval.end : last.end,
      };
    } else {
      joined.push({ start: interval.start, end: interval.end });
    }
  }
  return joined;
}
