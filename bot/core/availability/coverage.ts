import { type Interval, MINUTE, overlaps } from '#kernel/interval.ts';
import type { TechnicianId, UserId } from '#kernel/vocabulary.ts';
import type { RosterTechnician, Shift, TimeOff } from './ports.ts';
import { joinAdjoining } from './shift-coverage.ts';

/** A stretch during which the same number of mapped people is on shift. */
export interface Staffed extends Interval {
  readonly count: number;
}

/** A stretch with fewer people than wanted. */
export interface Gap extends Interval {
  /** The fewest at any time of it; 0 is nobody. */
  readonly lowest: number;
}

export interface PersonOnRota {
  readonly userId: UserId;
  /** `null`: in Shifts, but no technician is mapped to this user, so the person is shown and not counted. */
  readonly technicianId: TechnicianId | null;
  /** Of the technician; `null` without one. */
  readonly name: string | null;
  /** Sorted, adjoining ones joined, as planned: they may reach beyond the window. */
  readonly shifts: readonly Interval[];
  readonly timesOff: readonly Interval[];
}

export interface Coverage {
  /** The whole window without holes, in order. */
  readonly staffed: readonly Staffed[];
  /** In order. */
  readonly gaps: readonly Gap[];
  /** Minutes with at least the wanted number of people. */
  readonly coveredMinutes: number;
  readonly totalMinutes: number;
  /** Everyone with a shift or time off in the window: technicians by first shift, then people who are not mapped. */
  readonly people: readonly PersonOnRota[];
}

/** Whom a window has on shift. Time off beats a shift; a person in two rota teams counts once; people who are no technicians do not count. */
export function coverageOf(options: {
  readonly window: Interval;
  readonly shifts: readonly Shift[];
  readonly timesOff: readonly TimeOff[];
  readonly technicians: readonly RosterTechnician[];
  /** People wanted at any time; at least 1. */
  readonly minimum: number;
}): Coverage {
  const { window, minimum } = options;
  const people = peopleOf(options);
  const counted = people.filter(({ technicianId }) => technicianId !== null);
  const staffed = staff(
    window,
    counted.flatMap(({ shifts, timesOff }) => without(shifts, timesOff)),
  );
  return {
    staffed,
    gaps: gapsOf(staffed, minimum),
    ...minutesCovered(staffed, window, minimum),
    people,
  };
}

/** Of `window`, which lies within `staffed`: for the arithmetic of a single day. */
export function minutesCovered(
  staffed: readonly Staffed[],
  window: Interval,
  minimum: number,
): Pick<Coverage, 'coveredMinutes' | 'totalMinutes'> {
  const covered = staffed
    .filter(({ count }) => count >= minimum)
    .reduce((sum, stretch) => sum + Math.max(0, lengthOf(cut(stretch, window))), 0);
  return {
    coveredMinutes: Math.floor(covered / MINUTE),
    totalMinutes: Math.round(lengthOf(window) / MINUTE),
  };
}

function peopleOf(options: Parameters<typeof coverageOf>[0]): readonly PersonOnRota[] {
  const { window } = options;
  const technicians = new Map<UserId, RosterTechnician>();
  for (const technician of options.technicians) {
    const { userId } = technician;
    if (userId !== null && !technicians.has(userId)) technicians.set(userId, technician);
  }
  const shifts = Map.groupBy(touching(options.shifts, window), ({ userId }) => userId);
  const timesOff = Map.groupBy(touching(options.timesOff, window), ({ userId }) => userId);
  const userIds = new Set([...shifts.keys(), ...timesOff.keys()]);
  return [...userIds]
    .map((userId) => ({
      userId,
      technicianId: technicians.get(userId)?.technicianId ?? null,
      name: technicians.get(userId)?.name ?? null,
      shifts: joinAdjoining(shifts.get(userId) ?? []),
      timesOff: joinAdjoining(timesOff.get(userId) ?? []),
    }))
    .filter((person) => person.technicianId !== null || person.shifts.length > 0)
    .toSorted(byFirstShift);
}

function touching<Item extends Interval>(items: readonly Item[], window: Interval): readonly Item[] {
  return items.filter((item) => item.end > item.start && overlaps(item, window));
}

function byFirstShift(a: PersonOnRota, b: PersonOnRota): number {
  const mapped = Number(a.technicianId === null) - Number(b.technicianId === null);
  const start = firstShift(a) - firstShift(b);
  const name = (a.name ?? '').localeCompare(b.name ?? '', 'en');
  return mapped || start || name || (a.userId < b.userId ? -1 : 1);
}

/** People with time off only come after those with shifts. */
function firstShift({ shifts }: PersonOnRota): number {
  return shifts[0]?.start.getTime() ?? Number.MAX_SAFE_INTEGER;
}

/** `shifts` without the times off in them; both sorted and free of overlaps. */
function without(shifts: readonly Interval[], timesOff: readonly Interval[]): readonly Interval[] {
  return shifts.flatMap((shift) => {
    const left: Interval[] = [];
    let { start } = shift;
    for (const off of timesOff) {
      if (!overlaps(off, { start, end: shift.end })) continue;
      if (off.start > start) left.push({ start, end: off.start });
      start = off.end;
      if (start >= shift.end) break;
    }
    if (start < shift.end) left.push({ start, end: shift.end });
    return left;
  });
}

/** Counts heads along the window. */
function staff(window: Interval, shifts: readonly Interval[]): readonly Staffed[] {
  const changes = new Map<number, number>();
  const change = (at: Date, by: number): void => {
    changes.set(at.getTime(), (changes.get(at.getTime()) ?? 0) + by);
  };
  for (const shift of shifts) {
    const inside = cut(shift, window);
    if (inside.end <= inside.start) continue;
    change(inside.start, 1);
    change(inside.end, -1);
  }
  const staffed: Staffed[] = [];
  let { start } = window;
  let count = 0;
  const push = (end: Date): void => {
    if (end > start) staffed.push({ start, end, count });
    start = end;
  };
  for (const [at, by] of [...changes].toSorted(([a], [b]) => a - b)) {
    if (by === 0) continue;
    push(new Date(at));
    count += by;
  }
  push(window.end);
  return staffed;
}

function gapsOf(staffed: readonly Staffed[], minimum: number): readonly Gap[] {
  const gaps: Gap[] = [];
  for (const { start, end, count } of staffed) {
    if (count >= minimum) continue;
    const last = gaps.at(-1);
    if (last && last.end.getTime() === start.getTime()) {
      gaps[gaps.length - 1] = { start: last.start, end, lowest: Math.min(last.lowest, count) };
    } else {
      gaps.push({ start, end, lowest: count });
    }
  }
  return gaps;
}

function cut({ start, end }: Interval, window: Interval): Interval {
  return { start: start > window.start ? start : window.start, end: end < window.end ? end : window.end };
}

function lengthOf({ start, end }: Interval): number {
  return end.getTime() - start.getTime();
}
