import { describe, expect, it } from 'vitest';
import { judgeDiary } from '#adapters/psa/halopsa/halopsa-diary.ts';
import { openingsAround, toWorkingHours } from '#adapters/psa/halopsa/halopsa-hours.ts';
import { rankOfLabel, readPriorities } from '#adapters/psa/halopsa/halopsa-priority.ts';
import { zoneOf } from '#adapters/psa/halopsa/halopsa-zone.ts';
import { contains, type Interval } from '#kernel/interval.ts';

const time = (text: string): Date => new Date(`2026-11-${text}Z`);
const span = (from: string, to: string): Interval => ({ start: time(from), end: time(to) });

describe('INS-3 priorities of HaloPSA', () => {
  it.each([
    ['Critical', 1],
    ['P1', 1],
    ['Priority 2', 2],
    ['P3 - Critical for one person', 3],
    ['1 - High', 2],
    ['High (4 hours)', 2],
    ['2 - This week', 2],
    ['Normal', 3],
    ['LOW', 4],
    ['4 hours', null],
    ['Highway', null],
    ['Planned', null],
  ])('%s has rank %s', (label, rank) => {
    expect(rankOfLabel(label)).toBe(rank);
  });

  it('counts by order within its agreement where the label says nothing, and keeps agreements apart', () => {
    const row = (slaid: number, priorityid: number, name: string) => ({ slaid, priorityid, name });
    const known = readPriorities([
      row(2, 7, 'Planned'),
      row(2, 5, 'Gold'),
      row(1, 5, 'Critical'),
      row(2, 9, ''),
    ]);
    expect([...known.values()]).toEqual([
      { id: '1:5', label: 'Critical', rank: 1 },
      { id: '2:5', label: 'Gold', rank: 1 },
      { id: '2:7', label: 'Planned', rank: 2 },
      { id: '2:9', label: 'Priority 9', rank: 3 },
    ]);
  });
});

describe('DIS-2 working hours of HaloPSA', () => {
  const weekday = { incmonday: true, startmonday: '1900-01-01T22:00:00', endmonday: '1900-01-01T06:00:00' };

  it('a night ends on the next morning', () => {
    const hours = toWorkingHours({ timezone: 'GMT Standard Time', ...weekday });
    const nights = openingsAround(time('23T12:00:00'), hours ?? expect.fail('no hours'));
    expect(nights[0]).toEqual(span('23T22:00:00', '24T06:00:00'));
  });

  it('the same hours on all days apply to those that are worked, and the last minute is the end of the day', () => {
    const hours = toWorkingHours({
      timezone: 'UTC',
      alldayssame: true,
      start: '08:00:00',
      end: '23:59:00',
      incmonday: true,
      inctuesday: false,
    });
    expect(hours?.days.slice(0, 2)).toEqual([{ from: 480, to: 1440 }, null]);
  });

  it('a day of 23 hours and one of 25 keep the wall clock', () => {
    const day = { startsunday: '00:00', endsunday: '23:59', incsunday: true };
    const hours = toWorkingHours({ timezone: 'Europe/London', ...day }) ?? expect.fail('no hours');
    const lengthAt = (at: string): number => {
      const opening = openingsAround(new Date(at), hours).find((each) => contains(each, new Date(at)));
      return opening ? (opening.end.getTime() - opening.start.getTime()) / 3_600_000 : 0;
    };
    expect(['2026-03-29T12:00:00Z', '2026-10-25T12:00:00Z', '2026-11-22T12:00:00Z'].map(lengthAt)).toEqual([
      23, 25, 24,
    ]);
  });

  it.each([
    ['a zone that nobody knows', { timezone: 'Middle-earth Standard Time', ...weekday }],
    ['no zone', weekday],
    ['a day without its hours', { timezone: 'UTC', incmonday: true }],
  ])('%s says nothing', (_name, workday) => {
    expect(toWorkingHours(workday)).toBeNull();
  });

  it('zones go by either name', () => {
    expect(['GMT Standard Time', 'Eastern Standard Time', 'Europe/Berlin', 'UTC'].map(zoneOf)).toEqual([
      'Europe/London',
      'America/New_York',
      'Europe/Berlin',
      'Etc/UTC',
    ]);
  });
});

describe('DIS-2 a diary of HaloPSA', () => {
  const at = time('23T09:00:00');
  const office = [span('23T08:00:00', '23T17:00:00'), span('24T08:00:00', '24T17:00:00')];

  it.each([
    ['nothing', [], [], office, 'free', at],
    ['what ends just now', [span('23T08:00:00', '23T09:00:00')], [], office, 'free', at],
    ['what begins just now', [span('23T09:00:00', '23T09:30:00')], [], office, 'busy', time('23T09:30:00')],
    [
      'a chain out of order',
      [span('23T09:20:00', '23T10:00:00'), span('23T08:00:00', '23T09:30:00')],
      [],
      office,
      'busy',
      time('23T10:00:00'),
    ],
    ['busy until closing', [span('23T08:00:00', '23T17:00:00')], [], office, 'busy', time('24T08:00:00')],
    [
      'leave, whatever else there is',
      [span('23T08:00:00', '23T10:00:00')],
      [span('23T00:00:00', '24T00:00:00')],
      office,
      'time-off',
      time('24T08:00:00'),
    ],
    ['no work today', [], [], office.slice(1), 'outside-hours', time('24T08:00:00')],
    ['no work at all', [], [], [], 'outside-hours', null],
    ['hours that nobody knows', [], [], null, 'free', at],
  ] as const)('%s', (_name, busy, timeOff, openings, calendar, earliestStart) => {
    expect(judgeDiary({ busy, timeOff, openings }, at)).toEqual({ calendar, earliestStart });
  });
});
