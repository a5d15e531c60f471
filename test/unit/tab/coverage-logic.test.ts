import { describe, expect, it } from 'vitest';
import {
  coveredPercent,
  coveredSpans,
  coverageRouteParts,
  hourMarks,
  moveDay,
  placeIn,
  readCoverageRoute,
  stretches,
} from '../../../tab/src/features/coverage/coverage-view.ts';

const at = (time: string): Date => new Date(`2026-11-21T${time}:00Z`);
const span = (start: string, end: string) => ({ start: at(start), end: at(end) });
const wire = (start: string, end: string) => ({ start: at(start).toISOString(), end: at(end).toISOString() });
const DAY = span('00:00', '24:00');

describe('ux S2: the picture of a day', () => {
  it.each([
    ['inside', span('06:00', '12:00'), { left: 25, width: 25 }],
    ['over the start', { start: new Date('2026-11-20T12:00:00Z'), end: at('06:00') }, { left: 0, width: 25 }],
    ['over the end', { start: at('18:00'), end: new Date('2026-11-22T06:00:00Z') }, { left: 75, width: 25 }],
    ['outside', { start: new Date('2026-11-20T12:00:00Z'), end: at('00:00') }, null],
  ])('a block %s', (_name, block, place) => expect(placeIn(DAY, block)).toEqual(place));

  it('hours are those of the wall, on days of 23 and 25 hours too', () => {
    const london = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/London',
      hour: 'numeric',
      hourCycle: 'h23',
    });
    const hourOf = (moment: Date): number => Number(london.format(moment));
    const spring = { start: new Date('2026-03-29T00:00:00Z'), end: new Date('2026-03-29T23:00:00Z') };
    const autumn = { start: new Date('2026-10-24T23:00:00Z'), end: new Date('2026-10-26T00:00:00Z') };
    expect(hourMarks(spring, 3, hourOf).map(hourOf)).toEqual([0, 3, 6, 9, 12, 15, 18, 21]);
    expect(hourMarks(autumn, 3, hourOf).map(hourOf)).toEqual([0, 3, 6, 9, 12, 15, 18, 21]);
  });

  it('a minute without anybody is never 100 %', () => {
    expect(coveredPercent({ coveredMinutes: 1439, totalMinutes: 1440 })).toBe(99);
    expect(coveredPercent({ coveredMinutes: 1440, totalMinutes: 1440 })).toBe(100);
    expect(coveredPercent({ coveredMinutes: 0, totalMinutes: 0 })).toBe(0);
  });

  it('what is covered is drawn as one, whoever takes over from whom', () => {
    const staffed = [
      { ...wire('00:00', '08:00'), count: 1 },
      { ...wire('08:00', '12:00'), count: 3 },
      { ...wire('12:00', '13:00'), count: 0 },
      { ...wire('13:00', '24:00'), count: 2 },
    ];
    expect(coveredSpans({ staffed, minimum: 1 })).toEqual([span('00:00', '12:00'), span('13:00', '24:00')]);
    expect(coveredSpans({ staffed, minimum: 3 })).toEqual([span('08:00', '12:00')]);
  });

  it('as a list: who is on shift in each stretch, without time off and without strangers', () => {
    const person = (
      name: string,
      shifts: readonly ReturnType<typeof wire>[],
      off: readonly ReturnType<typeof wire>[] = [],
    ) => ({
      technicianId: name,
      name,
      shifts: [...shifts],
      timesOff: [...off],
    });
    const people = [
      person('Ana', [wire('00:00', '12:00')], [wire('08:00', '12:00')]),
      person('Ben', [wire('08:00', '12:00')]),
      { ...person('Temp', [wire('00:00', '24:00')]), technicianId: null },
    ];
    const staffed = [
      { ...wire('00:00', '08:00'), count: 1 },
      { ...wire('08:00', '12:00'), count: 1 },
      { ...wire('12:00', '24:00'), count: 0 },
    ];
    expect(stretches({ people, staffed }).map(({ names }) => names)).toEqual([['Ana'], ['Ben'], []]);
  });
});

describe('ux 4.2: deep links of coverage', () => {
  it.each([
    ['', { day: null, isWeek: false }],
    ['2026-11-21', { day: '2026-11-21', isWeek: false }],
    ['2026-11-21/week', { day: '2026-11-21', isWeek: true }],
    ['week', { day: null, isWeek: true }],
  ])('coverage/%s', (text, route) => {
    const rest = text.split('/').filter(Boolean);
    expect(readCoverageRoute(rest)).toEqual(route);
    expect(coverageRouteParts(route)).toEqual(['coverage', ...rest]);
  });
  it.each(['x', '2026-02-30', '2026-11-21/month', '2026-11-21/week/week'])(
    'coverage/%s is no place',
    (text) => {
      expect(readCoverageRoute(text.split('/'))).toBeNull();
    },
  );
  it('days are moved on the calendar, over the end of a month and a change of clocks', () => {
    expect([moveDay('2026-11-30', 1), moveDay('2026-10-25', 1), moveDay('2026-03-01', -1)]).toEqual([
      '2026-12-01',
      '2026-10-26',
      '2026-02-28',
    ]);
  });
});
