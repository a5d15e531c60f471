import { Temporal } from 'temporal-polyfill';

/** Wall clocks of people ↔ instants of ours. IANA zones only ("Europe/London"): a Windows name ("GMT Standard Time")
 *  is not a zone here. Every function that takes a zone throws a RangeError for one that `isZone` refuses. */

/** A day on somebody's calendar; months and days count from 1 (ISO 8601 calendar). */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** What a wall clock shows. `hour` 0–23. */
export interface WallTime extends CalendarDay {
  readonly hour: number;
  readonly minute: number;
}

export type ClockChange = 'exists-twice' | 'does-not-exist';

/** Where a wall time falls. */
export interface PlacedTime {
  /** The first of two when it exists twice; moved forward by the length of the gap when it does not exist. */
  readonly at: Date;
  readonly clockChange: ClockChange | null;
  /** The second of two; `null` for every other time. */
  readonly again: Date | null;
}

/** Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The instant at which clocks in `zone` show `wall`, with what a clock change does to it. */
export function atWallTime(wall: WallTime, zone: string): PlacedTime {
  const plain = new Temporal.PlainDateTime(wall.year, wall.month, wall.day, wall.hour, wall.minute);
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = plain.toZonedDateTime(zone, { disambiguation: 'later' });
  const first = new Date(earlier.epochMilliseconds);
  const second = new Date(later.epochMilliseconds);
  if (first.getTime() === second.getTime()) return { at: first, clockChange: null, again: null };
  if (earlier.toPlainDateTime().equals(plain))
    return { at: first, clockChange: 'exists-twice', again: second };
  return { at: second, clockChange: 'does-not-exist', again: null };
}

/** What clocks in `zone` show at `at`, cut to the minute. */
export function wallTimeAt(at: Date, zone: string): WallTime {
  const { year, month, day, hour, minute } = zoned(at, zone);
  return { year, month, day, hour, minute };
}

export function calendarDayAt(at: Date, zone: string): CalendarDay {
  const { year, month, day } = zoned(at, zone);
  return { year, month, day };
}

/** The first instant of `day` in `zone`: midnight, or later where a clock change skips midnight. */
export function startOfDay(day: CalendarDay, zone: string): Date {
  return new Date(plainDay(day).toZonedDateTime(zone).epochMilliseconds);
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return fromPlain(plainDay(day).add({ days }));
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return plainDay(from).until(plainDay(to), { largestUnit: 'day' }).days;
}

export function weekdayOf(day: CalendarDay): Weekday {
  return plainDay(day).dayOfWeek as Weekday; // the ISO calendar has no other weekdays
}

/** Whether the calendar has this day: 29 February only in leap years. */
export function isCalendarDay(day: CalendarDay): boolean {
  if (day.month < 1 || day.month > 12 || day.day < 1 || day.day > 31) return false;
  return day.day <= new Temporal.PlainYearMonth(day.year, day.month).daysInMonth;
}

/** Whether `text` names a zone of the IANA database that this runtime knows. Offsets ("+01:00") do not. */
export function isZone(text: string): boolean {
  if (!ZONE_SHAPE.test(text)) return false;
  const known = knownZones.get(text);
  if (known !== undefined) return known;
  const answer = runtimeKnowsZone(text);
  if (knownZones.size >= CACHE_LIMIT) knownZones.clear();
  knownZones.set(text, answer);
  return answer;
}

/** For whom a time is written. An unknown or missing locale is written as British English. */
export interface Place {
  readonly zone: string;
  readonly locale?: string | undefined;
}

/** "15:00"; "3:00 PM" where the locale says so. */
export function formatTime(at: Date, place: Place): string {
  return spaced(formatter('time', place).format(at));
}

/** "Sun 22 Nov". */
export function formatDay(at: Date, place: Place): string {
  return spaced(formatter('day', place).format(at)).replaceAll(',', '');
}

/** "Sun 22 Nov, 15:00". */
export function formatDayTime(at: Date, place: Place): string {
  return `${formatDay(at, place)}, ${formatTime(at, place)}`;
}

/** "today", "tomorrow", "yesterday"; a weekday for the rest of the next six days ("Wednesday"); otherwise the day
 *  ("Wed 2 Dec"), with its year when that is not the year of `now`. In the words of the locale. */
export function formatRelativeDay(at: Date, place: Place & { readonly now: Date }): string {
  const today = calendarDayAt(place.now, place.zone);
  const day = calendarDayAt(at, place.zone);
  const distance = daysBetween(today, day);
  if (Math.abs(distance) <= 1) return relativeFormatter(localeOf(place)).format(distance, 'day');
  if (distance > 0 && distance < 7) return formatter('weekday', place).format(at);
  return day.year === today.year ? formatDay(at, place) : `${formatDay(at, place)} ${day.year}`;
}

/** "New York" for "America/New_York": how people name a zone in brackets behind a time. */
export function formatZone(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

const DEFAULT_LOCALE = 'en-GB';
/** Formatters cost 20 to 100 µs to make. A desk has a handful of zones and locales; the bound keeps strangers' out. */
const CACHE_LIMIT = 200;
/** Starts with a letter, so neither offsets nor numbers; Windows names fail later, at the runtime's own list. */
const ZONE_SHAPE = /^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/;

const knownZones = new Map<string, boolean>();
const knownLocales = new Map<string, string>();
const formatters = new Map<string, Intl.DateTimeFormat>();
const relativeFormatters = new Map<string, Intl.RelativeTimeFormat>();

const STYLES = {
  time: { timeStyle: 'short' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  weekday: { weekday: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

function zoned(at: Date, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

function plainDay(day: CalendarDay): Temporal.PlainDate {
  return new Temporal.PlainDate(day.year, day.month, day.day);
}

function fromPlain({ year, month, day }: Temporal.PlainDate): CalendarDay {
  return { year, month, day };
}

function runtimeKnowsZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // the runtime's way of saying no is a RangeError
  }
}

function formatter(style: keyof typeof STYLES, place: Place): Intl.DateTimeFormat {
  const locale = localeOf(place);
  return cached(
    formatters,
    `${style} ${locale} ${place.zone}`,
    () => new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: place.zone }),
  );
}

function relativeFormatter(locale: string): Intl.RelativeTimeFormat {
  return cached(relativeFormatters, locale, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
}

function localeOf(place: Place): string {
  return cached(knownLocales, place.locale ?? DEFAULT_LOCALE, () =>
    supportedLocale(place.locale ?? DEFAULT_LOCALE),
  );
}

function supportedLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? DEFAULT_LOCALE;
  } catch {
    return DEFAULT_LOCALE; // not a language tag at all
  }
}

function cached<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const found = cache.get(key);
  if (found !== undefined) return found;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  const made = make();
  cache.set(key, made);
  return made;
}

/** Some locales part hour and "PM" with a narrow no-break space, which reads as a box in a few Teams clients. */
function spaced(text: string): string {
  return text.replaceAll('\u202f', ' ').replaceAll('\u00a0', ' ');
}
