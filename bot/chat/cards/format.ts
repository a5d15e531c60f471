import {
  calendarDayAt,
  daysBetween,
  formatDayTime,
  formatRelativeDay,
  formatTime,
  isZone,
  type Place,
} from '#kernel/zoned-time.ts';
import { isGerman } from '../texts/texts.ts';
import type { Viewer } from './card.ts';

/** Where `viewer` reads the clock. Names of days are in the language of the words around them; 12 or 24 hours is the viewer's habit. */
export function placeOf(viewer: Pick<Viewer, 'zone' | 'locale'>): Place {
  const zone = isZone(viewer.zone) ? viewer.zone : 'UTC';
  return { zone, locale: spokenFor(viewer.locale) };
}

/** "16:02, Europe/London". */
export function clockAndZone(at: Date, place: Place): string {
  return `${formatTime(at, place)}, ${place.zone}`;
}

/** "17:00" on the day of `now`, "tomorrow 08:00", "Monday 08:00" within a week, else "Wed 2 Dec, 08:00". */
export function formatWhen(at: Date, now: Date, place: Place): string {
  const distance = daysBetween(calendarDayAt(now, place.zone), calendarDayAt(at, place.zone));
  if (distance === 0) return formatTime(at, place);
  if (distance < -1 || distance > 6) return formatDayTime(at, place);
  return `${formatRelativeDay(at, { ...place, now })} ${formatTime(at, place)}`;
}

/** A moment, or a stretch as people write it: "15:00", "tomorrow 14:00–16:00", "Sat 28 Nov, 22:00–Sun 29 Nov, 06:00". */
export function formatSpan(span: { start: Date; end: Date | null }, now: Date, place: Place): string {
  const { start, end } = span;
  const from = formatWhen(start, now, place);
  if (end === null || end <= start) return from;
  const sameDay = daysBetween(calendarDayAt(start, place.zone), calendarDayAt(end, place.zone)) === 0;
  return `${from}–${sameDay ? formatTime(end, place) : formatWhen(end, now, place)}`;
}

/** The same with the day always named: "Sun 22 Nov, 15:00", "Sun 22 Nov, 14:00–16:00". */
export function formatSlot(slot: { start: Date; end: Date | null }, place: Place): string {
  const { start, end } = slot;
  const from = formatDayTime(start, place);
  if (end === null || end <= start) return from;
  const sameDay = daysBetween(calendarDayAt(start, place.zone), calendarDayAt(end, place.zone)) === 0;
  return `${from}–${sameDay ? formatTime(end, place) : formatDayTime(end, place)}`;
}

const places = new Map<string, string>();

function spokenFor(locale: string): string {
  const known = places.get(locale);
  if (known !== undefined) return known;
  const answer = speaksOurs(locale) ? locale : `en-GB-u-hc-${hoursOf(locale)}`;
  // Locales come from people's clients: a handful per desk, and no room for a stranger's thousands.
  if (places.size < 200) places.set(locale, answer);
  return answer;
}

function speaksOurs(locale: string): boolean {
  return /^en(-|$)/i.test(locale) || isGerman(locale);
}

function hoursOf(locale: string): 'h12' | 'h23' {
  try {
    if (Intl.DateTimeFormat.supportedLocalesOf(locale).length === 0) return 'h23';
    const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
    return hour12 ? 'h12' : 'h23';
  } catch {
    return 'h23'; // not a language tag
  }
}
