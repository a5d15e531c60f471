import { describe, expect, it } from 'vitest';
import { availabilityAt, type PresenceInput } from '#core/availability/availability-at.ts';
import type { Override } from '#core/availability/ports.ts';
import { judgePresence } from '#core/availability/presence-rules.ts';
import { coverSlot, neutralCoverage, type ShiftCoverage } from '#core/availability/shift-coverage.ts';
import { checkConsidered, checkShiftsMatter } from '#core/availability/why-not-considered.ts';

const NOW = new Date('2026-11-21T16:00:00Z');
const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);
const SLOT = { start: NOW, end: NOW };

function seen(availability: string): PresenceInput {
  return {
    used: true,
    verdict: judgePresence({ availability, activity: availability, outOfOffice: false }),
  };
}

function rota(from: number, to: number): ShiftCoverage {
  return coverSlot({
    shifts: [{ start: hours(from), end: hours(to) }],
    timesOff: [],
    slot: SLOT,
    planningWindow: { start: NOW, end: hours(24) },
  });
}

function aTechnician(
  options: {
    mapped?: boolean;
    presence?: PresenceInput;
    shift?: ShiftCoverage;
    says?: Override['says'];
  } = {},
) {
  const userId = options.mapped === false ? null : 'u1';
  const override = options.says && {
    technicianId: '2',
    says: options.says,
    from: hours(-1),
    until: hours(1),
  };
  return availabilityAt({
    technician: { technicianId: '2', name: 'Ana', userId, mapping: userId && 'auto' },
    presence: options.presence ?? seen('Available'),
    shift: options.shift ?? (userId ? rota(-1, 1) : neutralCoverage('not-mapped')),
    overrides: override ? [override] : [],
    slot: SLOT,
  });
}

const cases: readonly [string, Parameters<typeof aTechnician>[0], string, string | null][] = [
  ['working', {}, 'passed passed passed passed passed', null],
  [
    'not mapped: the rest cannot be asked',
    { mapped: false },
    'passed failed not-reached not-reached not-reached',
    'not-mapped',
  ],
  [
    'no signal',
    { presence: seen('PresenceUnknown') },
    'passed passed failed not-reached passed',
    'no-presence',
  ],
  [
    'presence unreadable is not a failed check',
    { presence: { used: false, because: 'unreadable' } },
    'passed passed unknown not-reached passed',
    null,
  ],
  [
    'presence left out for a later time',
    { presence: { used: false, because: 'too-far-ahead' } },
    'passed passed passed passed passed',
    null,
  ],
  ['on a break', { presence: seen('Away') }, 'passed passed passed failed passed', 'on-break'],
  ['off rota', { shift: rota(2, 8) }, 'passed passed passed passed failed', 'off-shift'],
  [
    'on a break comes before off rota',
    { presence: seen('Offline'), shift: rota(2, 8) },
    'passed passed passed failed failed',
    'on-break',
  ],
  ['no shift for a day', { shift: rota(30, 38) }, 'passed passed passed passed failed', 'no-shift-in-window'],
  [
    'time off',
    { shift: { ...rota(-1, 1), timeOff: { start: hours(-2), end: hours(2) } } },
    'passed passed passed passed failed',
    'time-off',
  ],
  [
    'no rota chosen',
    { shift: neutralCoverage('no-rota-chosen') },
    'passed passed passed passed passed',
    null,
  ],
  [
    'Shifts unreadable',
    { shift: neutralCoverage('shifts-unreadable') },
    'passed passed passed passed unknown',
    null,
  ],
  [
    'AV-9: the own word beats presence and rota',
    { says: 'working', presence: seen('Away'), shift: rota(2, 8) },
    'passed passed passed passed passed',
    null,
  ],
  [
    'AV-9: the own word counts without a mapping',
    { says: 'working', mapped: false },
    'passed passed passed passed passed',
    null,
  ],
  ['AV-9: own word "lunch"', { says: 'on-break' }, 'passed passed passed failed passed', 'own-word-break'],
  ['AV-9: own word "off"', { says: 'off' }, 'passed passed passed failed passed', 'own-word-off'],
];

describe('AV-10: why is a technician not considered?', () => {
  it.each(cases)('%s', (_name, options, states, first) => {
    const checks = checkConsidered(aTechnician(options));
    expect(checks.map(({ check }) => check)).toEqual(['toggle', 'mapped', 'signal', 'break', 'rota']);
    expect(checks.map(({ state }) => state).join(' ')).toBe(states);
    expect(checks.find(({ state }) => state === 'failed')?.code ?? null).toBe(first);
  });

  it.each(cases)('%s: every check that failed or could not be read has its remedy', (_name, options) => {
    for (const { state, remedy } of checkConsidered(aTechnician(options))) {
      if (state === 'failed' || state === 'unknown') expect(remedy).not.toBeNull();
    }
  });

  it.each(cases)('%s: no check fails for somebody in the group Working', (_name, options) => {
    const technician = aTechnician(options);
    const fails = checkConsidered(technician).some(({ state }) => state === 'failed' || state === 'unknown');
    if (technician.group === 'working' && technician.shift.neutralBecause !== 'shifts-unreadable') {
      expect(fails).toBe(false);
    }
    if (technician.group !== 'working') expect(fails).toBe(true);
  });

  it('outside a workflow Teams availability counts for everybody, and the first check says so', () => {
    expect(checkConsidered(aTechnician())[0]).toEqual({
      check: 'toggle',
      state: 'passed',
      code: 'outside-workflow',
      remedy: null,
    });
  });
});

describe('AV-10: why do shifts not matter?', () => {
  it.each([
    ['no-rota-chosen', true, 'failed not-reached passed not-reached not-reached', 'choose-rota-teams'],
    ['no-schedule', true, 'passed failed passed not-reached not-reached', 'create-schedule'],
    ['unreadable', true, 'passed unknown passed not-reached not-reached', 'mend-connection'],
    ['read', false, 'passed passed failed not-reached not-reached', 'map-technician'],
    ['read', true, 'passed passed passed not-reached not-reached', undefined],
  ] as const)('rota %s, mapped %s', (state, mapped, states, remedy) => {
    const checks = checkShiftsMatter(aTechnician({ mapped }), state);
    expect(checks.map(({ check }) => check)).toEqual([
      'rota-team',
      'schedule',
      'mapped',
      'round-robin',
      'outweighed',
    ]);
    expect(checks.map((each) => each.state).join(' ')).toBe(states);
    expect(checks.find((each) => each.remedy !== null)?.remedy).toBe(remedy);
  });
});
