import { Temporal } from 'temporal-polyfill';
import type { RotaKey } from './desk.ts';
import type { DeskShift, DeskSpan, DeskTimeOff } from './desk-types.ts';
import { guidOf } from './ids.ts';

export interface PersonRota {
  readonly shifts: readonly DeskShift[];
  readonly timesOff: readonly DeskTimeOff[];
}

/** Local hours of a repeating shift; an end before the start is the next morning. `days`: 1 is Monday. */
interface Pattern {
  readonly from: string;
  readonly to: string;
  readonly days: readonly number[];
}

const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const PATTERNS: Partial<Record<RotaKey, Pattern>> = {
  early: { from: '07:00', to: '15:00', days: WEEKDAYS },
  day: { from: '09:00', to: '17:30', days: WEEKDAYS },
  late: { from: '14:00', to: '22:00', days: WEEKDAYS },
  weekend: { from: '08:00', to: '20:00', days: [6, 7] },
  leave: { from: '09:00', to: '17:30', days: WEEKDAYS },
  'draft-leave': { from: '09:00', to: '17:30', days: WEEKDAYS },
  'noc-morning': { from: '06:00', to: '14:00', days: EVERY_DAY },
  'noc-evening': { from: '14:00', to: '22:00', days: EVERY_DAY },
  'noc-night': { from: '22:00', to: '06:00', days: EVERY_DAY },
};
const DAYS_BACK = 7;
const DAYS_AHEAD = 14;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The shifts and leave of one person, around `now`, in a team whose wall clock is `zone`. */
export function rotaOf(userId: string, rota: RotaKey, now: Date, zone: string): PersonRota {
  const pattern = PATTERNS[rota];
  const spans = pattern === undefined ? spansAround(rota, now) : spansOfPattern(pattern, now, zone);
  const shifts = spans.map((span, index) => aShift(userId, rota, span, index));
  return { shifts, timesOff: timesOffOf(userId, rota, now, zone) };
}

function spansOfPattern(pattern: Pattern, now: Date, zone: string): readonly DeskSpan[] {
  const today = localDay(now, zone);
  const spans: DeskSpan[] = [];
  for (let offset = -DAYS_BACK; offset <= DAYS_AHEAD; offset += 1) {
    const day = today.add({ days: offset });
    if (!pattern.days.includes(day.dayOfWeek)) continue;
    const lastDay = pattern.to <= pattern.from ? day.add({ days: 1 }) : day;
    spans.push({ start: instant(day, pattern.from, zone), end: instant(lastDay, pattern.to, zone) });
  }
  return spans;
}

/** Shifts that stand at a fixed distance from now, so that each case holds at any hour. */
function spansAround(rota: RotaKey, now: Date): readonly DeskSpan[] {
  const quarter = Math.floor(now.getTime() / (HOUR / 4)) * (HOUR / 4);
  const hours = (from: number, to: number): DeskSpan => ({
    start: new Date(quarter + from * HOUR),
    end: new Date(quarter + to * HOUR),
  });
  const daily = (from: number, to: number): readonly DeskSpan[] =>
    [-2, -1, 0, 1, 2, 3].map((day) => hours(from + day * 24, to + day * 24));
  switch (rota) {
    case 'now':
      return daily(-3, 5);
    case 'soon':
      return daily(3, 11);
    case 'ended':
      return daily(-9, -1);
    case 'adjoining':
      return [hours(-4, 1), hours(1, 6)];
    case 'draft-only':
    case 'staged':
    case 'edited':
      return [hours(-2, 6)];
    default:
      return [];
  }
}

function aShift(userId: string, rota: RotaKey, span: DeskSpan, index: number): DeskShift {
  const moved = { start: new Date(span.start.getTime() + DAY), end: new Date(span.end.getTime() + DAY) };
  return {
    id: `SHFT_${guidOf(`shift:${userId}:${rota}:${index}`)}`,
    userId,
    isStagedForDeletion: rota === 'staged',
    label: index % 3 === 0 ? null : 'Desk',
    notes: null,
    shared: rota === 'draft-only' ? null : span,
    draft: rota === 'edited' ? moved : draftOf(rota, span),
  };
}

function draftOf(rota: RotaKey, span: DeskSpan): DeskSpan | null {
  return rota === 'draft-only' ? span : null;
}

function timesOffOf(userId: string, rota: RotaKey, now: Date, zone: string): readonly DeskTimeOff[] {
  const today = localDay(now, zone);
  const wholeDays = (from: number, to: number): DeskSpan => ({
    start: instant(today.add({ days: from }), '00:00', zone),
    end: instant(today.add({ days: to }), '00:00', zone),
  });
  const entry = (name: string, shared: DeskSpan | null, draft: DeskSpan | null): DeskTimeOff => ({
    id: `TOFF_${guidOf(`time-off:${userId}:${name}`)}`,
    userId,
    isStagedForDeletion: false,
    shared,
    draft,
  });
  switch (rota) {
    case 'leave':
      return [entry('today', wholeDays(0, 1), null), entry('past', wholeDays(-30, -25), null)];
    case 'long-leave':
      return [entry('long', wholeDays(-40, 45), null)];
    case 'draft-leave':
      return [entry('draft', null, wholeDays(0, 1))];
    default:
      return [];
  }
}

/** Slots that nobody has taken: Shifts lists them among the shifts, without a user. */
export function openSlots(teamKey: string, now: Date, zone: string): readonly DeskShift[] {
  const spans = spansOfPattern({ from: '12:00', to: '20:00', days: EVERY_DAY }, now, zone);
  return spans.map((shared, index) => ({
    id: `SHFT_${guidOf(`open:${teamKey}:${index}`)}`,
    userId: null,
    isStagedForDeletion: false,
    label: 'Open slot',
    notes: 'Swap with the late shift',
    shared,
    draft: null,
  }));
}

/** What an unfiltered read drags along: shifts of 2020, more than one page of them. */
export function oldShifts(userId: string): readonly DeskShift[] {
  return Array.from({ length: 250 }, (_, index) => {
    const start = new Date(Date.UTC(2020, 0, 6 + index, 9));
    return {
      id: `SHFT_${guidOf(`old:${userId}:${index}`)}`,
      userId,
      isStagedForDeletion: false,
      label: 'Desk',
      notes: null,
      shared: { start, end: new Date(start.getTime() + 8 * HOUR) },
      draft: null,
    };
  });
}

function localDay(now: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}

function instant(day: Temporal.PlainDate, time: string, zone: string): Date {
  const zoned = day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) });
  return new Date(zoned.epochMilliseconds);
}
