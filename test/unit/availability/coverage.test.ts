import { describe, expect, it } from 'vitest';
import { coverageOf } from '#core/availability/coverage.ts';
import type { RosterTechnician, Shift } from '#core/availability/ports.ts';

const at = (time: string, day = '2026-11-21'): Date => new Date(`${day}T${time}:00Z`);
const span = (from: string, to: string) => ({ start: at(from), end: at(to) });
const DAY = { start: at('00:00'), end: at('00:00', '2026-11-22') };
const shift = (userId: string, from: string, to: string): Shift => ({ userId, ...span(from, to) });

const technicians: readonly RosterTechnician[] = [
  { technicianId: '2', name: 'Aisha', userId: 'u-aisha', mapping: 'auto' },
  { technicianId: '3', name: 'Ben', userId: 'u-ben', mapping: 'manual' },
  { technicianId: '4', name: 'Carl', userId: null, mapping: null },
];

function ofDay(shifts: readonly Shift[], timesOff: readonly Shift[] = [], minimum = 1) {
  return coverageOf({ window: DAY, shifts, timesOff, technicians, minimum });
}

describe('TAB-3: coverage of a day', () => {
  it('counts heads along the day, and every stretch without anybody is a gap', () => {
    const { staffed, gaps, coveredMinutes, totalMinutes } = ofDay([
      shift('u-aisha', '08:00', '17:00'),
      shift('u-ben', '14:00', '22:00'),
    ]);
    expect(staffed).toEqual([
      { ...span('00:00', '08:00'), count: 0 },
      { ...span('08:00', '14:00'), count: 1 },
      { ...span('14:00', '17:00'), count: 2 },
      { ...span('17:00', '22:00'), count: 1 },
      { start: at('22:00'), end: DAY.end, count: 0 },
    ]);
    expect(gaps).toEqual([
      { ...span('00:00', '08:00'), lowest: 0 },
      { start: at('22:00'), end: DAY.end, lowest: 0 },
    ]);
    expect([coveredMinutes, totalMinutes]).toEqual([14 * 60, 24 * 60]);
  });

  it('adjoining shifts leave no gap, and a minute between them is one', () => {
    expect(ofDay([shift('u-aisha', '00:00', '12:00'), shift('u-ben', '12:00', '23:59')]).gaps).toEqual([
      { start: at('23:59'), end: DAY.end, lowest: 0 },
    ]);
    const parted = ofDay([shift('u-aisha', '00:00', '12:00'), shift('u-aisha', '12:01', '23:59')]);
    expect(parted.gaps[0]).toEqual({ ...span('12:00', '12:01'), lowest: 0 });
  });

  it('fewer people than wanted is a gap, which knows how few', () => {
    const { gaps, coveredMinutes } = ofDay(
      [shift('u-aisha', '08:00', '17:00'), shift('u-ben', '14:00', '22:00')],
      [],
      2,
    );
    expect(gaps).toEqual([
      { ...span('00:00', '14:00'), lowest: 0 },
      { start: at('17:00'), end: DAY.end, lowest: 0 },
    ]);
    expect(coveredMinutes).toBe(180);
    const night = coverageOf({
      window: span('18:00', '20:00'),
      shifts: [shift('u-ben', '14:00', '22:00')],
      timesOff: [],
      technicians,
      minimum: 2,
    });
    expect(night.gaps).toEqual([{ ...span('18:00', '20:00'), lowest: 1 }]);
  });

  it('one person in two rota teams counts once', () => {
    const { staffed } = ofDay([shift('u-aisha', '00:00', '24:00'), shift('u-aisha', '08:00', '12:00')]);
    expect(staffed).toEqual([{ ...DAY, count: 1 }]);
  });

  it('AV-5: time off beats a shift', () => {
    const { gaps, people } = ofDay(
      [shift('u-aisha', '00:00', '24:00')],
      [shift('u-aisha', '10:00', '11:00'), shift('u-aisha', '15:00', '15:30')],
    );
    expect(gaps).toEqual([
      { ...span('10:00', '11:00'), lowest: 0 },
      { ...span('15:00', '15:30'), lowest: 0 },
    ]);
    expect(people).toMatchObject([{ timesOff: [span('10:00', '11:00'), span('15:00', '15:30')] }]);
  });

  it('somebody in Shifts who is no technician is shown last and covers nothing', () => {
    const { people, gaps } = ofDay([
      shift('u-temp', '00:00', '24:00'),
      shift('u-ben', '14:00', '22:00'),
      shift('u-aisha', '08:00', '17:00'),
    ]);
    expect(people.map(({ technicianId, name }) => [technicianId, name])).toEqual([
      ['2', 'Aisha'],
      ['3', 'Ben'],
      [null, null],
    ]);
    expect(gaps).toHaveLength(2);
  });

  it('an overnight shift is shown whole and counted inside the day only', () => {
    const overnight = { userId: 'u-ben', start: at('22:00', '2026-11-20'), end: at('06:00') };
    const { people, coveredMinutes } = ofDay([overnight]);
    expect(people[0]?.shifts).toEqual([{ start: overnight.start, end: overnight.end }]);
    expect(coveredMinutes).toBe(6 * 60);
  });

  it('a shift that touches the day only at its border belongs to the other day', () => {
    const before = { userId: 'u-ben', start: at('16:00', '2026-11-20'), end: at('00:00') };
    expect(ofDay([before]).people).toEqual([]);
  });

  it('nobody at all is one gap', () => {
    expect(ofDay([])).toMatchObject({ gaps: [{ ...DAY, lowest: 0 }], coveredMinutes: 0, people: [] });
  });
});
