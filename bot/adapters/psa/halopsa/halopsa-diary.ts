import type { CalendarState, TechnicianWork } from '#core/dispatch/ports.ts';
import { contains, type Interval } from '#kernel/interval.ts';

/** What fills the days of one agent. */
export interface Diary {
  readonly busy: readonly Interval[];
  readonly timeOff: readonly Interval[];
  /** When work is done; `null`: not known. */
  readonly openings: readonly Interval[] | null;
}

/** A diary that never ends has a fault; nobody waits this long for it. */
const MOST_STEPS = 500;

/** How `at` stands in a diary, and the first moment from then on at which nothing is in the way. */
export function judgeDiary(diary: Diary, at: Date): Pick<TechnicianWork, 'calendar' | 'earliestStart'> {
  return { calendar: stateAt(diary, at), earliestStart: firstFree(diary, at) };
}

function stateAt({ busy, timeOff, openings }: Diary, at: Date): CalendarState {
  const covers = (intervals: readonly Interval[]) => intervals.some((interval) => contains(interval, at));
  if (covers(timeOff)) return 'time-off';
  if (openings !== null && !covers(openings)) return 'outside-hours';
  return covers(busy) ? 'busy' : 'free';
}

function firstFree({ busy, timeOff, openings }: Diary, from: Date): Date | null {
  const blocking = [...busy, ...timeOff];
  let at = from;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const inTheWay = blocking.find((interval) => contains(interval, at));
    const isOpen = openings === null || openings.some((opening) => contains(opening, at));
    if (!inTheWay && isOpen) return at;
    const next = inTheWay?.end ?? nextOpening(openings ?? [], at);
    if (next === null) return null;
    at = next;
  }
  return null;
}

function nextOpening(openings: readonly Interval[], at: Date): Date | null {
  const later = openings.map(({ start }) => start).filter((start) => start > at);
  return later.length === 0 ? null : new Date(Math.min(...later.map((start) => start.getTime())));
}
