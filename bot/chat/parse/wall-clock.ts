import { MINUTE } from '#kernel/interval.ts';
import type { CalendarDay, PlacedTime, WallTime } from '#kernel/zoned-time.ts';
import { addDays, atWallTime, calendarDayAt } from '#kernel/zoned-time.ts';
import type { ClockChangeNote, DayParts, MinuteSpan } from './time-types.ts';
import type { ClockSaid, PartSaid } from './time-words.ts';

/** Everything that decides which instant a said time is. */
export interface ResolveContext {
  readonly now: Date;
  readonly zone: string;
  readonly workingHours: MinuteSpan;
  readonly dayParts: DayParts;
  /** How an ambiguous date or "half 3" is read this time. */
  readonly reading: { readonly isMonthFirst: boolean; readonly isHalfTo: boolean };
}

/** A said time on the calendar. `end` is `null` for a moment. */
export interface ResolvedTime {
  readonly start: Date;
  readonly end: Date | null;
  readonly alternative: Date | null;
  readonly clockChanges: readonly ClockChangeNote[];
  readonly rolled: boolean;
}

const NOON = 12 * 60;
const DAY_MINUTES = 24 * 60;

export interface PlaceOptions extends ResolveContext {
  /** Minutes after midnight that the words allow: one or two. */
  readonly minutes: readonly number[];
  readonly isWorking: (minute: number) => boolean;
}

export interface PlacedMinute extends PlacedTime {
  readonly wall: WallTime;
}

/** `minute` minutes after midnight of `day` on the wall; 1,440 and more lie on the next day. */
export function placeMinute(
  day: CalendarDay,
  minute: number,
  { zone }: Pick<ResolveContext, 'zone'>,
): PlacedMinute {
  const on = addDays(day, Math.floor(minute / DAY_MINUTES));
  const rest = minute % DAY_MINUTES;
  const wall = { ...on, hour: Math.floor(rest / 60), minute: rest % 60 };
  return { ...atWallTime(wall, zone), wall };
}

export function noteOf({ wall, at, clockChange, again }: PlacedMinute): readonly ClockChangeNote[] {
  if (!clockChange) return [];
  const doubled = again && at.getTime() === again.getTime() ? 'second' : 'first';
  const using = clockChange === 'does-not-exist' ? 'moved-forward' : doubled;
  return [{ kind: clockChange, hour: wall.hour, minute: wall.minute, at, using }];
}

/** Half-open; over midnight when the span ends before it starts. */
export function isWithin(minute: number, span: MinuteSpan): boolean {
  if (span.startMinute <= span.endMinute) return span.startMinute <= minute && minute < span.endMinute;
  return minute >= span.startMinute || minute < span.endMinute;
}

/** "Tonight" is the evening and the night: someone who works 18 to 22 is there for a part of it. */
export function partSpan(part: PartSaid, { dayParts, workingHours }: ResolveContext): MinuteSpan {
  if (part === 'working-hours') return workingHours;
  if (part !== 'tonight') return dayParts[part];
  return { startMinute: dayParts.evening.startMinute, endMinute: dayParts.night.endMinute };
}

/** Minutes after midnight that `clock` may mean, without regard to a part of the day. */
export function clockMinutes(clock: ClockSaid, context: ResolveContext): readonly number[] {
  if (clock.named === 'close') return [context.workingHours.endMinute];
  const isTo = clock.half === 'to' || (clock.half === 'unsure' && context.reading.isHalfTo);
  const minute = (clock.hour * 60 + clock.minute - (isTo ? 60 : 0) + DAY_MINUTES) % DAY_MINUTES;
  return clock.sure ? [minute] : [minute % NOON, (minute % NOON) + NOON];
}

/** As `clockMinutes`, narrowed by "in the morning" or "tonight", which may push small hours to the next day. */
export function minutesFor(
  clock: ClockSaid,
  part: PartSaid | null,
  context: ResolveContext,
): readonly number[] {
  const minutes = clockMinutes(clock, context);
  if (part === null) return minutes;
  const narrowed = minutes.flatMap((minute) => inPart(minute, part));
  return narrowed.length > 0 ? narrowed : minutes;
}

function inPart(minute: number, part: PartSaid): readonly number[] {
  if (part === 'night' || part === 'tonight') {
    if (minute < 6 * 60) return [minute + DAY_MINUTES];
    return minute >= NOON + 4 * 60 ? [minute] : [];
  }
  if (part === 'working-hours') return [minute];
  const isMorning = minute < NOON;
  // "11:30 at lunch" is before noon and still lunch.
  if (part === 'lunch') return minute >= 11 * 60 && minute < 15 * 60 ? [minute] : [];
  return isMorning === (part === 'morning') ? [minute] : [];
}

/** Which of the minutes a time on a said day is: still ahead if the day is today, then inside working hours. */
export function chooseMinute(options: PlaceOptions & { readonly day: CalendarDay }): {
  readonly minute: number;
  readonly other: number | null;
} {
  const { minutes, day, isWorking } = options;
  const ahead = minutes.filter((minute) => isAhead(placeMinute(day, minute, options), options));
  const usable = ahead.length > 0 ? ahead : minutes;
  const minute = usable.find((each) => isWorking(each)) ?? usable[0] ?? 0;
  return { minute, other: minutes.find((each) => each !== minute) ?? null };
}

/** The next time at which a wall shows one of the minutes, inside working hours if one of them is. */
export function nextAt(options: PlaceOptions): ResolvedTime {
  const upcoming = options.minutes
    .map((minute) => ({ minute, ...nextOccurrence(minute, options) }))
    .toSorted((a, b) => a.placed.at.getTime() - b.placed.at.getTime());
  const chosen = upcoming.find((each) => options.isWorking(each.minute)) ?? upcoming[0];
  const other = upcoming.find((each) => each !== chosen);
  return {
    start: chosen?.placed.at ?? options.now,
    end: null,
    alternative: other?.placed.at ?? null,
    clockChanges: chosen ? noteOf(chosen.placed) : [],
    rolled: chosen?.rolled ?? false,
  };
}

function nextOccurrence(
  minute: number,
  options: PlaceOptions,
): { readonly placed: PlacedMinute; readonly rolled: boolean } {
  const day = calendarDayAt(options.now, options.zone);
  const placed = placeMinute(day, minute, options);
  if (isAhead(placed, options)) return { placed, rolled: false };
  // Between the two 01:30s of a clock change the first is gone and the second is meant.
  if (placed.again && isAhead({ at: placed.again }, options))
    return { placed: { ...placed, at: placed.again }, rolled: false };
  return { placed: placeMinute(addDays(day, 1), minute, options), rolled: true };
}

/** The running minute counts as ahead: "at 15:00" said at 15:00:20 is now. */
function isAhead({ at }: { readonly at: Date }, { now }: Pick<ResolveContext, 'now'>): boolean {
  return at.getTime() >= Math.floor(now.getTime() / MINUTE) * MINUTE;
}
