import type { CalendarDay } from '#kernel/zoned-time.ts';
import { addDays, isCalendarDay, weekdayOf } from '#kernel/zoned-time.ts';
import type { DateReading, DaySaid, Which } from './time-words.ts';

/** Both included. */
export interface DaysPlaced {
  readonly first: CalendarDay;
  readonly last: CalendarDay;
}

/** The days that were said, seen from `today`; `null` when the calendar has no such day. A date without a year is the
 *  coming one; "next fri" is the one after the coming one if that is still this week (Monday to Sunday). */
export function placeDay(said: DaySaid, today: CalendarDay, isMonthFirst: boolean): DaysPlaced | null {
  switch (said.kind) {
    case 'offset':
      return oneDay(addDays(today, said.days));
    case 'weekday':
      return oneDay(addDays(today, weekdayDistance(said.weekday, said.which, weekdayOf(today))));
    case 'weekend':
      return weekend(said.which, today);
    case 'week':
      return week(said.which, today);
    case 'day-of-month':
      return dayOfMonth(said.day, today);
    default:
      return date(said, today, isMonthFirst);
  }
}

function oneDay(day: CalendarDay): DaysPlaced {
  return { first: day, last: day };
}

function weekdayDistance(weekday: number, which: Which | 'in-next-week', now: number): number {
  if (which === 'in-next-week') return 8 - now + (weekday - 1);
  if (which === 'last') return -((now - weekday + 6) % 7) - 1;
  const coming = (weekday - now + 7) % 7;
  return which === 'next' && now + coming <= 7 ? coming + 7 : coming;
}

/** On Saturday and Sunday the current one; "next weekend" is the one after the coming one, which ends this week. */
function weekend(which: Which, today: CalendarDay): DaysPlaced {
  const weeks = { coming: 0, next: 7, last: -7 }[which];
  const saturday = addDays(today, 6 - weekdayOf(today) + weeks);
  return { first: saturday, last: addDays(saturday, 1) };
}

function week(which: Which, today: CalendarDay): DaysPlaced {
  const weeks = { coming: 0, next: 7, last: -7 }[which];
  const monday = addDays(today, 1 - weekdayOf(today) + weeks);
  return { first: monday, last: addDays(monday, 6) };
}

function dayOfMonth(day: number, today: CalendarDay): DaysPlaced | null {
  // Within four months there is one with 31 days, and with 29 or 30.
  for (let ahead = 0; ahead < 4; ahead += 1) {
    const months = today.month - 1 + ahead;
    const candidate = { year: today.year + Math.floor(months / 12), month: (months % 12) + 1, day };
    if (isCalendarDay(candidate) && !isBefore(candidate, today)) return oneDay(candidate);
  }
  return null;
}

function date(
  said: Extract<DaySaid, { kind: 'date' }>,
  today: CalendarDay,
  isMonthFirst: boolean,
): DaysPlaced | null {
  const place = (reading: DateReading) => datePlaced(reading, said.year, today);
  const wanted = place(isMonthFirst ? said.monthFirst : said.dayFirst);
  if (said.weekday === null || !wanted) return wanted;
  // "fri 4/12" settles which of the two was meant: the other reading falls away when only one is a Friday.
  const other = place(isMonthFirst ? said.dayFirst : said.monthFirst);
  const fits = (placed: DaysPlaced | null) => placed !== null && weekdayOf(placed.first) === said.weekday;
  return fits(other) && !fits(wanted) ? null : wanted;
}

function datePlaced(reading: DateReading, year: number | null, today: CalendarDay): DaysPlaced | null {
  if (year !== null) {
    const day = { ...reading, year };
    return isCalendarDay(day) ? oneDay(day) : null;
  }
  // Eight years hold a 29 February, over 2100 as well.
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const day = { ...reading, year: today.year + ahead };
    if (isCalendarDay(day) && !isBefore(day, today)) return oneDay(day);
  }
  return null;
}

function isBefore(a: CalendarDay, b: CalendarDay): boolean {
  return a.year - b.year < 0 || (a.year === b.year && (a.month - b.month || a.day - b.day) < 0);
}
