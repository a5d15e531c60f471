import { describe, expect, it } from 'vitest';
import { nextOpening, type WorkingHours } from '#adapters/psa/connectwise/connectwise-hours.ts';
import { zoneOf } from '#adapters/psa/connectwise/connectwise-zone.ts';

const NINE_TO_FIVE = { from: 9 * 60, to: 17 * 60 };

function hours(changes: Partial<WorkingHours> = {}): WorkingHours {
  return {
    zone: 'Europe/London',
    week: new Map([1, 2, 3, 4, 5].map((day) => [day as 1, NINE_TO_FIVE])),
    holidays: new Map(),
    ...changes,
  };
}

describe('DIS-2: the next working moment', () => {
  it.each([
    ['inside the hours is now', '2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z'],
    ['a day ends at its last moment', '2026-11-23T17:00:00Z', '2026-11-24T09:00:00Z'],
    ['over the weekend', '2026-11-27T17:00:00Z', '2026-11-30T09:00:00Z'],
    ['by the wall clock in summer', '2026-07-06T07:00:00Z', '2026-07-06T08:00:00Z'],
    ['over the change of clocks in October', '2026-10-23T16:30:00Z', '2026-10-26T09:00:00Z'],
  ])('%s', (_, at, opening) => {
    expect(nextOpening(hours(), new Date(at))).toEqual(new Date(opening));
  });

  it('hours that reach over midnight belong to the day on which they begin', () => {
    const night = hours({ week: new Map([[5, { from: 22 * 60, to: 30 * 60 }]]) });
    expect(nextOpening(night, new Date('2026-11-28T05:59:00Z'))).toEqual(new Date('2026-11-28T05:59:00Z'));
    expect(nextOpening(night, new Date('2026-11-28T06:00:00Z'))).toEqual(new Date('2026-12-04T22:00:00Z'));
  });

  it('a holiday is not worked, and one of some hours leaves the rest of the day', () => {
    const holidays = new Map<string, readonly ('all-day' | typeof NINE_TO_FIVE)[]>([
      ['2026-11-23', ['all-day']],
      ['2026-11-24', [{ from: 8 * 60, to: 12 * 60 }]],
      ['2026-11-25', [{ from: 11 * 60, to: 13 * 60 }]],
    ]);
    const at = (text: string) => nextOpening(hours({ holidays }), new Date(text))?.toISOString();
    expect(at('2026-11-23T10:00:00Z')).toBe('2026-11-24T12:00:00.000Z');
    expect(at('2026-11-25T10:59:00Z')).toBe('2026-11-25T10:59:00.000Z');
    expect(at('2026-11-25T11:00:00Z')).toBe('2026-11-25T13:00:00.000Z');
  });

  it('there is none for whoever never works', () => {
    expect(nextOpening(hours({ week: new Map() }), new Date('2026-11-23T09:00:00Z'))).toBeNull();
  });
});

describe('PSA-2: the zone behind the name of a time zone setup', () => {
  it.each([
    ['Europe/London', 'Europe/London'],
    ['GMT-5/Eastern Time: US & Canada', 'America/New_York'],
    ['GMT-7/Arizona', 'America/Phoenix'],
    ['GMT-7/Mountain Time: US & Canada', 'America/Denver'],
    ['GMT/Greenwich Mean Time: Dublin, Edinburgh, Lisbon, London', 'Europe/London'],
    ['GMT+1/Amsterdam, Berlin, Bern, Rome', 'Europe/Amsterdam'],
    ['GMT+10/Canberra, Melbourne, Sydney', 'Australia/Sydney'],
    ['GMT/Coordinated Universal Time', 'UTC'],
    ['GMT+3/Somewhere else', null],
    ['GMT Standard Time', null],
    ['', null],
  ])('"%s" is %s', (name, zone) => {
    expect(zoneOf(name)).toBe(zone);
  });
});
