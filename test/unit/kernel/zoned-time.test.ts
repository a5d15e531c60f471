import { describe, expect, it } from 'vitest';
import {
  addDays,
  atWallTime,
  calendarDayAt,
  daysBetween,
  formatDayTime,
  formatRelativeDay,
  formatTime,
  formatZone,
  isCalendarDay,
  isZone,
  startOfDay,
  wallTimeAt,
  weekdayOf,
} from '#kernel/zoned-time.ts';

const LONDON = 'Europe/London';
const NEW_YORK = 'America/New_York';

function wall(text: string) {
  const [date = '', time = ''] = text.split(' ');
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { year, month, day, hour, minute };
}

describe('zones', () => {
  it.each(['Europe/London', 'America/New_York', 'UTC', 'Pacific/Kiritimati', 'Etc/GMT+5'])(
    '%s is a zone',
    (text) => {
      expect(isZone(text)).toBe(true);
    },
  );

  it.each([
    'GMT Standard Time',
    'W. Europe Standard Time',
    '+01:00',
    '01',
    '',
    'Europe/Atlantis',
    'x'.repeat(500),
  ])('%s is not a zone', (text) => {
    expect(isZone(text)).toBe(false);
    expect(isZone(text)).toBe(false);
  });
});

describe('wall time and instant', () => {
  it.each([
    ['2026-11-21 16:02', LONDON, '2026-11-21T16:02:00.000Z', null, null],
    ['2026-07-01 09:00', LONDON, '2026-07-01T08:00:00.000Z', null, null],
    ['2026-03-29 00:59', LONDON, '2026-03-29T00:59:00.000Z', null, null],
    ['2026-03-29 01:30', LONDON, '2026-03-29T01:30:00.000Z', 'does-not-exist', null],
    ['2026-03-29 02:00', LONDON, '2026-03-29T01:00:00.000Z', null, null],
    ['2026-10-25 01:30', LONDON, '2026-10-25T00:30:00.000Z', 'exists-twice', '2026-10-25T01:30:00.000Z'],
    ['2026-10-25 02:00', LONDON, '2026-10-25T02:00:00.000Z', null, null],
    ['2026-03-08 02:15', NEW_YORK, '2026-03-08T07:15:00.000Z', 'does-not-exist', null],
    ['2026-11-01 01:15', NEW_YORK, '2026-11-01T05:15:00.000Z', 'exists-twice', '2026-11-01T06:15:00.000Z'],
    ['2028-02-29 12:00', 'UTC', '2028-02-29T12:00:00.000Z', null, null],
  ] as const)('%s in %s is %s (%s)', (text, zone, at, clockChange, again) => {
    const placed = atWallTime(wall(text), zone);
    expect(placed.at.toISOString()).toBe(at);
    expect(placed.clockChange).toBe(clockChange);
    expect(placed.again?.toISOString() ?? null).toBe(again);
  });

  it('a time that does not exist shows on the clock as that much later', () => {
    const { at } = atWallTime(wall('2026-03-29 01:30'), LONDON);
    expect(wallTimeAt(at, LONDON)).toEqual(wall('2026-03-29 02:30'));
  });

  it('reads an instant as the wall clock of the zone', () => {
    expect(wallTimeAt(new Date('2026-11-22T02:30:59Z'), NEW_YORK)).toEqual(wall('2026-11-21 21:30'));
    expect(calendarDayAt(new Date('2026-12-31T23:30:00Z'), 'Asia/Tokyo')).toEqual({
      year: 2027,
      month: 1,
      day: 1,
    });
  });

  it('refuses a zone that is none', () => {
    expect(() => wallTimeAt(new Date(0), 'GMT Standard Time')).toThrow(RangeError);
  });
});

describe('days', () => {
  it('a day with a clock change is 23 or 25 hours long', () => {
    const hours = (month: number, day: number) => {
      const start = startOfDay({ year: 2026, month, day }, LONDON).getTime();
      return (startOfDay(addDays({ year: 2026, month, day }, 1), LONDON).getTime() - start) / 3_600_000;
    };
    expect([hours(3, 29), hours(10, 25), hours(6, 1)]).toEqual([23, 25, 24]);
  });

  it('starts later where a clock change skips midnight', () => {
    // Santiago goes from 00:00 straight to 01:00 on 6 September 2026.
    const start = startOfDay({ year: 2026, month: 9, day: 6 }, 'America/Santiago');
    expect(wallTimeAt(start, 'America/Santiago')).toEqual(wall('2026-09-06 01:00'));
  });

  it('adds days over month, leap day and year', () => {
    expect(addDays({ year: 2028, month: 2, day: 28 }, 1)).toEqual({ year: 2028, month: 2, day: 29 });
    expect(addDays({ year: 2026, month: 2, day: 28 }, 1)).toEqual({ year: 2026, month: 3, day: 1 });
    expect(addDays({ year: 2026, month: 12, day: 31 }, 1)).toEqual({ year: 2027, month: 1, day: 1 });
    expect(addDays({ year: 2026, month: 1, day: 1 }, -1)).toEqual({ year: 2025, month: 12, day: 31 });
    expect(daysBetween({ year: 2026, month: 12, day: 25 }, { year: 2027, month: 1, day: 1 })).toBe(7);
    expect(daysBetween({ year: 2027, month: 1, day: 1 }, { year: 2026, month: 12, day: 25 })).toBe(-7);
  });

  it('counts weekdays from Monday', () => {
    expect(weekdayOf({ year: 2026, month: 11, day: 23 })).toBe(1);
    expect(weekdayOf({ year: 2026, month: 11, day: 22 })).toBe(7);
  });

  it('knows which days a calendar has', () => {
    expect(isCalendarDay({ year: 2028, month: 2, day: 29 })).toBe(true);
    for (const day of [
      { year: 2026, month: 2, day: 29 },
      { year: 2026, month: 4, day: 31 },
      { year: 2026, month: 13, day: 1 },
      { year: 2026, month: 0, day: 1 },
      { year: 2026, month: 1, day: 0 },
    ])
      expect(isCalendarDay(day)).toBe(false);
  });
});

describe('words for cards', () => {
  const now = new Date('2026-11-21T16:02:00Z');

  it('writes times as the locale does', () => {
    const at = new Date('2026-11-22T15:00:00Z');
    expect(formatTime(at, { zone: LONDON })).toBe('15:00');
    expect(formatTime(new Date('2026-11-22T00:05:00Z'), { zone: LONDON })).toBe('00:05');
    expect(formatTime(at, { zone: NEW_YORK, locale: 'en-US' })).toBe('10:00 AM');
    expect(formatDayTime(at, { zone: LONDON })).toBe('Sun 22 Nov, 15:00');
    expect(formatDayTime(at, { zone: LONDON, locale: 'en-US' })).toBe('Sun Nov 22, 3:00 PM');
  });

  it('falls back to British English for a locale that is none', () => {
    const at = new Date('2026-11-22T15:00:00Z');
    for (const locale of ['', 'not a locale', 'xx-Klingon-0'])
      expect(formatDayTime(at, { zone: LONDON, locale })).toBe('Sun 22 Nov, 15:00');
  });

  it.each([
    ['2026-11-21T23:59:00Z', 'today'],
    ['2026-11-22T00:00:00Z', 'tomorrow'],
    ['2026-11-20T12:00:00Z', 'yesterday'],
    ['2026-11-25T12:00:00Z', 'Wednesday'],
    ['2026-11-27T12:00:00Z', 'Friday'],
    ['2026-11-28T12:00:00Z', 'Sat 28 Nov'],
    ['2026-11-18T12:00:00Z', 'Wed 18 Nov'],
    ['2027-01-02T12:00:00Z', 'Sat 2 Jan 2027'],
  ])('%s is "%s"', (at, words) => {
    expect(formatRelativeDay(new Date(at), { now, zone: LONDON })).toBe(words);
  });

  it('judges the day in the zone, not in UTC', () => {
    const at = new Date('2026-11-22T03:00:00Z');
    expect(formatRelativeDay(at, { now, zone: NEW_YORK })).toBe('today');
    expect(formatRelativeDay(at, { now, zone: LONDON, locale: 'de-DE' })).toBe('morgen');
  });

  it('names a zone by its city', () => {
    expect([formatZone(NEW_YORK), formatZone('UTC')]).toEqual(['New York', 'UTC']);
    expect(formatZone('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  });
});
