import { contains, type Interval, overlaps } from '#kernel/interval.ts';
import {
  addDays,
  atWallTime,
  calendarDayAt,
  type CalendarDay,
  type Weekday,
  weekdayOf,
} from '#kernel/zoned-time.ts';

/** Minutes of a wall clock since midnight; `to` beyond 1,440 is on the next day. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

/** When somebody works, by the wall clock of `zone`. */
export interface WorkingHours {
  readonly zone: string;
  readonly week: ReadonlyMap<Weekday, Opening>;
  /** By day (`2026-12-25`): the hours that nobody works; `all-day`. */
  readonly holidays: ReadonlyMap<string, readonly (Opening | 'all-day')[]>;
}

/** Longer than any run of holidays. */
const DAYS_AHEAD = 21;

/** The first working moment at or after `at`; `null` when there is none within three weeks. */
export function nextOpening(hours: WorkingHours, at: Date): Date | null {
  const today = calendarDayAt(at, hours.zone);
  // Yesterday's hours may reach over midnight.
  for (let ahead = -1; ahead <= DAYS_AHEAD; ahead += 1) {
    for (const opening of openingsOf(hours, addDays(today, ahead))) {
      if (contains(opening, at)) return at;
      if (opening.start > at) return opening.start;
    }
  }
  return null;
}

/** In order. */
function openingsOf({ zone, week, holidays }: WorkingHours, day: CalendarDay): readonly Interval[] {
  const opening = week.get(weekdayOf(day));
  if (!opening) return [];
  let open: readonly Interval[] = [placed(opening, day, zone)];
  for (const holiday of holidays.get(dayText(day)) ?? []) {
    if (holiday === 'all-day') return [];
    const cut = placed(holiday, day, zone);
    open = open.flatMap((part) => without(part, cut));
  }
  return open;
}

function placed({ from, to }: Opening, day: CalendarDay, zone: string): Interval {
  return { start: wallInstant(day, from, zone), end: wallInstant(day, to, zone) };
}

function wallInstant(day: CalendarDay, minutes: number, zone: string): Date {
  const { year, month, day: date } = addDays(day, Math.floor(minutes / 1440));
  const rest = minutes % 1440;
  return atWallTime({ year, month, day: date, hour: Math.floor(rest / 60), minute: rest % 60 }, zone).at;
}

function without(part: Interval, cut: Interval): readonly Interval[] {
  if (!overlaps(part, cut)) return [part];
  const before = { start: part.start, end: cut.start };
  const after = { start: cut.end, end: part.end };
  return [before, after].filter(({ start, end }) => start < end);
}

function dayText({ year, month, day }: CalendarDay): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
