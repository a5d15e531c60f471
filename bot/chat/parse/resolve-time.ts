import type { Interval } from '#kernel/interval.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { CalendarDay } from '#kernel/zoned-time.ts';
import { addDays, calendarDayAt, startOfDay } from '#kernel/zoned-time.ts';
import { placeDay } from './place-day.ts';
import type { Said } from './read-said.ts';
import type { ClockChangeNote, MinuteSpan } from './time-types.ts';
import type { PlaceOptions, ResolveContext, ResolvedTime } from './wall-clock.ts';
import { chooseMinute, isWithin, minutesFor, nextAt, noteOf, partSpan, placeMinute } from './wall-clock.ts';
import type { PointSaid } from './time-words.ts';

/** Where `said` lies; `null` when the calendar has no such day in this reading. Not for `now`. */
export function resolveTime(said: TimedSaid, context: ResolveContext): ResolvedTime | null {
  const coming = withLength(resolveOnce(said, context));
  if (!coming || (coming.end ?? coming.start).getTime() >= context.now.getTime()) return coming;
  // "monday 9-5" said on Monday evening is next week's.
  const later = aWeekLater(said);
  return later ? withLength(resolveOnce(later, context)) : coming;
}

/** "31 dec to 25 dec": nothing lies between an end and its start. */
function withLength(time: ResolvedTime | null): ResolvedTime | null {
  return time?.end && time.end.getTime() <= time.start.getTime() ? null : time;
}

type TimedSaid = Exclude<Said, { kind: 'now' }>;

function aWeekLater(said: TimedSaid): TimedSaid | null {
  if (said.kind === 'point' && said.point.day?.kind === 'weekday' && said.point.day.which === 'coming')
    return { ...said, point: { ...said.point, day: { ...said.point.day, which: 'next' } } };
  if (said.kind !== 'range' || said.from === 'now') return null;
  const { day } = said.from;
  if (day?.kind !== 'weekday' || day.which !== 'coming') return null;
  const to = said.to.day === day ? { ...said.to, day: null } : said.to;
  return { ...said, from: { ...said.from, day: { ...day, which: 'next' } }, to };
}

function resolveOnce(said: TimedSaid, context: ResolveContext): ResolvedTime | null {
  if (said.kind === 'in') return plain(minutesFromNow(context, said.minutes), null);
  if (said.kind === 'for') return plain(context.now, minutesFromNow(context, said.minutes));
  if (said.kind === 'after') return resolveAfter(said.from, said.side, context);
  if (said.kind === 'point') return resolvePoint(said.point, said.minutes, context);
  return said.from === 'now' ? resolveUntil(said.to, context) : resolveRange(said.from, said.to, context);
}

function plain(start: Date, end: Date | null): ResolvedTime {
  return { start, end, alternative: null, clockChanges: [], rolled: false };
}

function minutesFromNow({ now }: ResolveContext, minutes: number): Date {
  return addMilliseconds(now, minutes * MINUTE);
}

function today({ now, zone }: ResolveContext): CalendarDay {
  return calendarDayAt(now, zone);
}

function resolvePoint(
  point: PointSaid,
  minutes: number | null,
  context: ResolveContext,
): ResolvedTime | null {
  if (point.clock) {
    const moment = resolveMoment(point, context, 'single');
    return moment && minutes !== null
      ? { ...moment, end: addMilliseconds(moment.start, minutes * MINUTE) }
      : moment;
  }
  return point.part ? resolvePart(point, context) : resolveDays(point, context);
}

function resolveDays(point: PointSaid, context: ResolveContext): ResolvedTime | null {
  const days = point.day && placeDay(point.day, today(context), context.reading.isMonthFirst);
  if (!days) return null;
  return plain(startOfDay(days.first, context.zone), startOfDay(addDays(days.last, 1), context.zone));
}

function resolvePart(point: PointSaid, context: ResolveContext): ResolvedTime | null {
  if (!point.part) return null;
  const span = partSpan(point.part, context);
  const said = point.day && placeDay(point.day, today(context), context.reading.isMonthFirst);
  if (point.day && !said) return null;
  if (said) return plainSpan(said.first, span, context, false);
  // In the small hours "tonight" and "night" are the one that is under way.
  const runsOver = span.endMinute <= span.startMinute;
  const underWay = runsOver ? plainSpan(addDays(today(context), -1), span, context, false) : null;
  if (underWay?.end && underWay.end.getTime() > context.now.getTime()) return underWay;
  const first = plainSpan(today(context), span, context, false);
  if (!first.end || first.end.getTime() > context.now.getTime()) return first;
  return plainSpan(addDays(today(context), 1), span, context, true);
}

function plainSpan(
  day: CalendarDay,
  span: MinuteSpan,
  context: ResolveContext,
  rolled: boolean,
): ResolvedTime {
  const endMinute = span.endMinute <= span.startMinute ? span.endMinute + 24 * 60 : span.endMinute;
  const start = placeMinute(day, span.startMinute, context).at;
  return { ...plain(start, placeMinute(day, endMinute, context).at), rolled };
}

/** A clock time on its day, or its next occurrence. `single` reads midnight of a day as the one that ends it. */
function resolveMoment(
  point: PointSaid,
  context: ResolveContext,
  role: 'single' | 'start',
): ResolvedTime | null {
  const { clock } = point;
  if (!clock) return null;
  const minutes = minutesFor(clock, point.part, context);
  const options: PlaceOptions = {
    ...context,
    minutes,
    isWorking: (minute) => isWithin(minute, context.workingHours),
  };
  if (!point.day && !isNightly(point)) return nextAt(options);
  const said = point.day ?? { kind: 'offset', days: 0 };
  const days = placeDay(said, today(context), context.reading.isMonthFirst);
  if (!days) return null;
  const endsDay = clock.named === 'midnight' && role === 'single' && !point.part;
  const chosen = chooseMinute({ ...options, day: days.first, minutes: endsDay ? [24 * 60, 0] : minutes });
  const placed = placeMinute(days.first, chosen.minute, context);
  return {
    start: placed.at,
    end: null,
    alternative: chosen.other === null ? null : placeMinute(days.first, chosen.other, context).at,
    clockChanges: noteOf(placed),
    rolled: false,
  };
}

/** "tonight at 9" names its day, "in the morning at 9" does not. */
function isNightly(point: PointSaid): boolean {
  return point.part === 'tonight';
}

function resolveUntil(to: PointSaid, context: ResolveContext): ResolvedTime | null {
  if (!to.clock) {
    const boundary = resolvePoint(to, null, context);
    return boundary && { ...boundary, start: context.now, end: boundary.start };
  }
  const moment = to.day || isNightly(to) ? resolveMoment(to, context, 'single') : nextUntil(to, context);
  return moment && { ...moment, start: context.now, end: moment.start };
}

/** The end of working hours is still an end inside them: "until 7" at 16:02 is 19:00. */
function nextUntil(to: PointSaid, context: ResolveContext): ResolvedTime | null {
  if (!to.clock) return null;
  const { workingHours } = context;
  const minutes = minutesFor(to.clock, to.part, context);
  const isWorking = (minute: number) => minute === workingHours.endMinute || isWithin(minute, workingHours);
  const inWork = nextAt({ ...context, minutes, isWorking });
  if (!inWork.rolled) return inWork;
  // Nothing left today: the nearest of both readings, such as 02:00 for "until 2" said at 20:00.
  return nextAt({ ...context, minutes, isWorking: () => true });
}

/** "from 3pm" starts there; "after lunch time" style parts start where the part ends. Lasts to the end of working hours,
 *  or of the day when those are over. */
function resolveAfter(from: PointSaid, side: 'start' | 'end', context: ResolveContext): ResolvedTime | null {
  const at = resolvePoint(from, null, context);
  if (!at) return null;
  const start = side === 'end' && at.end ? at.end : at.start;
  const day = calendarDayAt(start, context.zone);
  const workEnd = placeMinute(day, context.workingHours.endMinute, context).at;
  const end = workEnd.getTime() > start.getTime() ? workEnd : startOfDay(addDays(day, 1), context.zone);
  return { ...at, start, end };
}

function resolveRange(from: PointSaid, to: PointSaid, context: ResolveContext): ResolvedTime | null {
  const shared = !from.day && (to.clock || to.part) ? { ...from, day: to.day } : from;
  if (shared.clock && to.clock) return resolveClockRange(shared, to, context);
  const start = shared.clock ? resolveMoment(shared, context, 'start') : resolvePoint(shared, null, context);
  if (!start) return null;
  const end = rangeEnd(to, start, context);
  return end && { ...start, end, alternative: null };
}

/** Where a range ends whose ends are not both clock times: "today until 5", "monday to friday". */
function rangeEnd(to: PointSaid, start: ResolvedTime, context: ResolveContext): Date | null {
  const day = calendarDayAt(start.start, context.zone);
  if (!to.clock) {
    const end = resolvePoint(to, null, context);
    // "fri to mon" said on Monday: the Monday behind that Friday.
    return end?.end && end.end.getTime() <= start.start.getTime()
      ? addMilliseconds(end.end, WEEK)
      : (end?.end ?? null);
  }
  if (to.day) return resolveMoment(to, context, 'start')?.start ?? null;
  const minutes = minutesFor(to.clock, to.part, context);
  const options = { ...context, day, minutes, isWorking: (minute: number) => isWithinEnd(minute, context) };
  return placeMinute(day, chooseMinute(options).minute, context).at;
}

const WEEK = 7 * 24 * 60 * MINUTE;

function isWithinEnd(minute: number, { workingHours }: ResolveContext): boolean {
  return minute === workingHours.endMinute || isWithin(minute, workingHours);
}

/** Two clock times: the shortest stretch that fits what was said, in working hours when both are open to two readings. */
function resolveClockRange(from: PointSaid, to: PointSaid, context: ResolveContext): ResolvedTime | null {
  if (!from.clock || !to.clock) return null;
  if (from.day && to.day && from.day !== to.day) return resolveApart(from, to, context);
  const part = from.part ?? to.part;
  const ends = minutesFor(to.clock, part, context);
  const bothOpen = !from.clock.sure && !to.clock.sure;
  const starts = minutesFor(from.clock, part, context);
  const stretches = starts.map((start) => stretchFrom(start, ends));
  const best = bothOpen
    ? (stretches.find((each) => isWithin(each.startMinute, context.workingHours)) ?? stretches[0])
    : stretches.toSorted((a, b) => lengthOf(a) - lengthOf(b))[0];
  if (!best) return null;
  const other = bothOpen ? stretches.find((each) => each !== best) : undefined;
  return placeStretch(from, best, other ?? null, context);
}

function stretchFrom(start: number, ends: readonly number[]): MinuteSpan {
  const after = ends.map((end) => (end <= start ? end + 24 * 60 : end));
  return { startMinute: start, endMinute: Math.min(...after) };
}

function lengthOf(span: MinuteSpan): number {
  return span.endMinute - span.startMinute;
}

/** On the said day; otherwise today while it is not over, else tomorrow. */
function placeStretch(
  from: PointSaid,
  span: MinuteSpan,
  other: MinuteSpan | null,
  context: ResolveContext,
): ResolvedTime | null {
  const said = from.day && placeDay(from.day, today(context), context.reading.isMonthFirst);
  if (from.day && !said) return null;
  const place = (day: CalendarDay): Interval & { clockChanges: readonly ClockChangeNote[] } => {
    const [start, end] = [span.startMinute, span.endMinute].map((minute) =>
      placeMinute(day, minute, context),
    );
    const placed = [start, end].filter((each) => each !== undefined);
    const notes = placed.flatMap((each) => noteOf(each));
    return { start: start?.at ?? context.now, end: end?.at ?? context.now, clockChanges: notes };
  };
  const first = place(said ? said.first : today(context));
  const rolled = !said && first.end.getTime() <= context.now.getTime();
  const day = rolled ? addDays(today(context), 1) : (said?.first ?? today(context));
  const alternative = other && placeMinute(day, other.startMinute, context).at;
  return { ...(rolled ? place(day) : first), alternative, rolled };
}

/** "from monday 9am to friday 5pm". */
function resolveApart(from: PointSaid, to: PointSaid, context: ResolveContext): ResolvedTime | null {
  const [start, end] = [resolveMoment(from, context, 'start'), resolveMoment(to, context, 'start')];
  if (!start || !end) return null;
  const clockChanges = [...start.clockChanges, ...end.clockChanges];
  const until = end.start.getTime() <= start.start.getTime() ? addMilliseconds(end.start, WEEK) : end.start;
  return { ...start, end: until, alternative: null, clockChanges };
}
