import { describe, expect, it } from 'vitest';
import { availabilityAt, type PresenceInput } from '#core/availability/availability-at.ts';
import { judgePresence } from '#core/availability/presence-rules.ts';
import { neutralCoverage, type ShiftCoverage } from '#core/availability/shift-coverage.ts';

const SLOT = { start: new Date('2026-11-21T16:00:00Z'), end: new Date('2026-11-21T16:00:00Z') };

const shown = (value: string): PresenceInput => ({
  used: true,
  verdict: judgePresence({ availability: value, activity: value, outOfOffice: false }),
});
const TOO_FAR: PresenceInput = { used: false, because: 'too-far-ahead' };
const UNREADABLE: PresenceInput = { used: false, because: 'unreadable' };

const covered: ShiftCoverage = {
  ...neutralCoverage('not-mapped'),
  state: 'covers',
  neutralBecause: null,
  coveredUntil: new Date('2026-11-21T17:00:00Z'),
  coversWholeSlot: true,
};
const uncovered: ShiftCoverage = {
  ...covered,
  state: 'has-shifts-not-covering',
  coveredUntil: null,
  coversWholeSlot: false,
};
const none: ShiftCoverage = { ...uncovered, state: 'none-in-window' };
const noRota = neutralCoverage('no-rota-chosen');
const leave = { start: new Date('2026-11-21T00:00:00Z'), end: new Date('2026-11-22T00:00:00Z') };

function judge(options: {
  presence?: PresenceInput;
  shift?: ShiftCoverage;
  mapped?: boolean;
  says?: 'working' | 'on-break' | 'off';
}) {
  const override = options.says && {
    technicianId: '7',
    says: options.says,
    from: new Date('2026-11-21T15:00:00Z'),
    until: new Date('2026-11-21T17:00:00Z'),
  };
  return availabilityAt({
    technician: {
      technicianId: '7',
      name: 'Aisha Khan',
      userId: options.mapped === false ? null : 'u7',
      mapping: options.mapped === false ? null : 'auto',
    },
    presence: options.presence ?? shown('Available'),
    shift: options.mapped === false ? neutralCoverage('not-mapped') : (options.shift ?? noRota),
    overrides: override ? [override] : [],
    slot: SLOT,
  });
}

describe('CHAT-2: group by presence and rota', () => {
  it.each([
    ['working, no rota', shown('Available'), noRota, 'working', ['presence']],
    ['working, covered', shown('Busy'), covered, 'working', ['presence', 'on-shift']],
    ['working, off rota', shown('Available'), uncovered, 'off-shift', ['off-shift', 'presence']],
    ['working, no shift in sight', shown('Available'), none, 'off-shift', ['no-shift-in-window', 'presence']],
    ['on a break, no rota', shown('Away'), noRota, 'on-break', ['presence']],
    ['on a break, covered', shown('Away'), covered, 'on-break', ['presence', 'on-shift']],
    ['on a break, off rota', shown('Away'), uncovered, 'off-shift', ['off-shift', 'presence']],
    ['no signal, covered', shown('PresenceUnknown'), covered, 'no-signal', ['presence', 'on-shift']],
    ['no signal, off rota', shown('PresenceUnknown'), uncovered, 'no-signal', ['presence', 'off-shift']],
    ['presence unreadable, covered', UNREADABLE, covered, 'no-signal', ['presence-unreadable', 'on-shift']],
    ['presence unreadable, no rota', UNREADABLE, noRota, 'no-signal', ['presence-unreadable']],
    ['far ahead, covered', TOO_FAR, covered, 'working', ['presence-not-used', 'on-shift']],
    ['far ahead, no rota: as if presence were working', TOO_FAR, noRota, 'working', ['presence-not-used']],
    [
      'far ahead, rota unreadable',
      TOO_FAR,
      neutralCoverage('shifts-unreadable'),
      'working',
      ['presence-not-used', 'shifts-unreadable'],
    ],
    ['far ahead, off rota', TOO_FAR, uncovered, 'off-shift', ['off-shift', 'presence-not-used']],
    [
      'rota unreadable',
      shown('Available'),
      neutralCoverage('shifts-unreadable'),
      'working',
      ['presence', 'shifts-unreadable'],
    ],
    [
      'time off wins over a shift',
      shown('Available'),
      { ...covered, timeOff: leave },
      'off-shift',
      ['time-off', 'presence'],
    ],
  ] as const)('%s', (_promise, presence, shift, group, reasons) => {
    const judged = judge({ presence, shift });
    expect(judged.group).toBe(group);
    expect(judged.reasons).toEqual(reasons);
  });
});

describe('AV-3: an unmapped technician is listed without a signal, never as available', () => {
  it.each([shown('Available'), TOO_FAR, UNREADABLE])('whatever presence says (%#)', (presence) => {
    const judged = judge({ presence, mapped: false });
    expect(judged).toMatchObject({
      verdict: 'no-signal',
      group: 'no-signal',
      reasons: ['not-mapped'],
      presence: null,
    });
  });
});

describe('AV-9: a technician’s own word wins', () => {
  it.each([
    ['working', 'Away', uncovered, 'working', 'working', 'override-working'],
    ['on-break', 'Available', covered, 'on-break', 'on-break', 'override-break'],
    ['off', 'Available', covered, 'on-break', 'off-shift', 'override-off'],
  ] as const)('%s over %s', (says, value, shift, verdict, group, reason) => {
    const judged = judge({ says, presence: shown(value), shift });
    expect(judged).toMatchObject({ verdict, group });
    expect(judged.reasons[0]).toBe(reason);
    expect(judged.override?.until).toEqual(new Date('2026-11-21T17:00:00Z'));
  });
  it('an override that ended before the slot is not looked at', () => {
    const judged = availabilityAt({
      technician: { technicianId: '7', name: 'Aisha', userId: 'u7', mapping: 'auto' },
      presence: shown('Available'),
      shift: noRota,
      overrides: [
        {
          technicianId: '7',
          says: 'off',
          from: new Date('2026-11-21T10:00:00Z'),
          until: new Date('2026-11-21T16:00:00Z'),
        },
      ],
      slot: SLOT,
    });
    expect(judged).toMatchObject({ group: 'working', override: null });
  });
});
