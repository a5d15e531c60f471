import { describe, expect, it } from 'vitest';
import { coverSlot, joinAdjoining } from '#core/availability/shift-coverage.ts';
import type { Interval } from '#kernel/interval.ts';

const at = (text: string): Date => new Date(text);
const span = (start: string, end: string): Interval => ({ start: at(start), end: at(end) });
const moment = (text: string): Interval => span(text, text);

function cover(options: {
  shifts?: Interval[];
  timesOff?: Interval[];
  slot: Interval;
  now?: string;
  hours?: number;
}) {
  const now = at(options.now ?? '2026-11-21T16:00:00Z');
  const end = new Date(now.getTime() + (options.hours ?? 24) * 3_600_000);
  return coverSlot({
    shifts: options.shifts ?? [],
    timesOff: options.timesOff ?? [],
    slot: options.slot,
    planningWindow: { start: now, end: end > options.slot.end ? end : options.slot.end },
  });
}

describe('AV-5: shifts are half-open', () => {
  const day = span('2026-11-21T09:00:00Z', '2026-11-21T17:00:00Z');
  it.each([
    ['a shift that starts at 09:00 covers 09:00', '2026-11-21T09:00:00Z', 'covers'],
    ['a shift that ends at 17:00 covers 16:59:59', '2026-11-21T16:59:59Z', 'covers'],
    ['a shift that ends at 17:00 does not cover 17:00', '2026-11-21T17:00:00Z', 'has-shifts-not-covering'],
    [
      'a shift that starts at 09:00 does not cover 08:59:59',
      '2026-11-21T08:59:59Z',
      'has-shifts-not-covering',
    ],
  ])('%s', (_promise, slot, state) => {
    expect(cover({ shifts: [day], slot: moment(slot), now: '2026-11-21T08:00:00Z' }).state).toBe(state);
  });
});

describe('AV-5: the planning window', () => {
  it('no shift in the next 24 hours is none-in-window', () => {
    const later = span('2026-11-22T16:00:00Z', '2026-11-22T20:00:00Z');
    expect(cover({ shifts: [later], slot: moment('2026-11-21T16:00:00Z') }).state).toBe('none-in-window');
  });
  it('a shift one minute inside the window counts', () => {
    const later = span('2026-11-22T15:59:00Z', '2026-11-22T20:00:00Z');
    const coverage = cover({ shifts: [later], slot: moment('2026-11-21T16:00:00Z') });
    expect(coverage.state).toBe('has-shifts-not-covering');
    expect(coverage.next).toEqual(later);
  });
  it('the window is stretched to the slot', () => {
    const shift = span('2026-11-24T08:00:00Z', '2026-11-24T12:00:00Z');
    expect(cover({ shifts: [shift], slot: moment('2026-11-24T09:00:00Z') }).state).toBe('covers');
  });
  it('a shift that ended before now is not in the window', () => {
    const over = span('2026-11-21T07:00:00Z', '2026-11-21T16:00:00Z');
    expect(cover({ shifts: [over], slot: moment('2026-11-21T16:00:00Z') }).state).toBe('none-in-window');
  });
});

describe('AV-5: overnight, clock changes and adjoining shifts', () => {
  it('an overnight shift covers both sides of midnight', () => {
    const night = span('2026-11-21T22:00:00Z', '2026-11-22T06:00:00Z');
    expect(cover({ shifts: [night], slot: moment('2026-11-22T00:00:00Z') }).state).toBe('covers');
    expect(cover({ shifts: [night], slot: moment('2026-11-22T05:59:59Z') }).state).toBe('covers');
    expect(cover({ shifts: [night], slot: moment('2026-11-22T06:00:00Z') }).state).toBe(
      'has-shifts-not-covering',
    );
  });
  it('08–12 and 12–17 are one cover until 17:00', () => {
    const shifts = [
      span('2026-11-21T12:00:00Z', '2026-11-21T17:00:00Z'),
      span('2026-11-21T08:00:00Z', '2026-11-21T12:00:00Z'),
    ];
    const coverage = cover({ shifts, slot: moment('2026-11-21T09:00:00Z'), now: '2026-11-21T09:00:00Z' });
    expect(coverage.coveredUntil).toEqual(at('2026-11-21T17:00:00Z'));
    expect(coverage.next).toBeNull();
  });
  it('the night of the spring change in London is one hour shorter in instants, and covered whole', () => {
    // 28 Mar 22:00 GMT to 29 Mar 07:00 BST.
    const night = span('2026-03-28T22:00:00Z', '2026-03-29T06:00:00Z');
    const slot = span('2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z');
    const coverage = cover({ shifts: [night], slot, now: '2026-03-28T21:00:00Z' });
    expect(coverage).toMatchObject({ state: 'covers', coversWholeSlot: true });
  });
  it('the hour that happens twice in October is covered both times', () => {
    // 24 Oct 22:00 BST to 25 Oct 06:00 GMT; 01:30 happens at 00:30Z and again at 01:30Z.
    const night = span('2026-10-24T21:00:00Z', '2026-10-25T06:00:00Z');
    for (const slot of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
      expect(cover({ shifts: [night], slot: moment(slot), now: '2026-10-24T20:00:00Z' }).state).toBe(
        'covers',
      );
    }
  });
  it('shifts that end before they start, or last no time, say nothing', () => {
    const odd = [
      span('2026-11-21T18:00:00Z', '2026-11-21T12:00:00Z'),
      span('2026-11-21T16:00:00Z', '2026-11-21T16:00:00Z'),
    ];
    expect(cover({ shifts: odd, slot: moment('2026-11-21T16:00:00Z') }).state).toBe('none-in-window');
  });
});

describe('AV-5: ranges and time off', () => {
  const day = span('2026-11-21T09:00:00Z', '2026-11-21T17:00:00Z');
  it('a range that outlasts the shift is covered in part', () => {
    const slot = span('2026-11-21T16:00:00Z', '2026-11-21T18:00:00Z');
    expect(cover({ shifts: [day], slot })).toMatchObject({ state: 'covers', coversWholeSlot: false });
  });
  it('a range up to the shift’s end is covered whole', () => {
    const slot = span('2026-11-21T16:00:00Z', '2026-11-21T17:00:00Z');
    expect(cover({ shifts: [day], slot }).coversWholeSlot).toBe(true);
  });
  it('time off that holds the slot is shown, however it stands to a shift', () => {
    const leave = span('2026-11-20T00:00:00Z', '2026-11-23T00:00:00Z');
    const coverage = cover({ shifts: [day], timesOff: [leave], slot: moment('2026-11-21T16:00:00Z') });
    expect(coverage.timeOff).toEqual(leave);
  });
  it('time off that ends at the slot is over', () => {
    const leave = span('2026-11-20T00:00:00Z', '2026-11-21T16:00:00Z');
    expect(cover({ timesOff: [leave], slot: moment('2026-11-21T16:00:00Z') }).timeOff).toBeNull();
  });
});

it('AV-5: joining keeps every covered moment and adds none', () => {
  const joined = joinAdjoining([
    span('2026-11-21T12:00:00Z', '2026-11-21T13:00:00Z'),
    span('2026-11-21T08:00:00Z', '2026-11-21T10:00:00Z'),
    span('2026-11-21T09:00:00Z', '2026-11-21T11:00:00Z'),
  ]);
  expect(joined).toEqual([
    span('2026-11-21T08:00:00Z', '2026-11-21T11:00:00Z'),
    span('2026-11-21T12:00:00Z', '2026-11-21T13:00:00Z'),
  ]);
});
