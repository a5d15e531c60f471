import { describe, expect, it } from 'vitest';
import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import { nextBack } from '#core/availability/next-back.ts';
import type { Override } from '#core/availability/ports.ts';
import { neutralCoverage, type ShiftCoverage } from '#core/availability/shift-coverage.ts';

const NOW = new Date('2026-11-21T16:00:00Z');
const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);

function aTechnician(
  name: string,
  group: TechnicianAvailability['group'],
  options: { shift?: Partial<ShiftCoverage>; override?: [Override['says'], number] } = {},
): TechnicianAvailability {
  const [says, until] = options.override ?? [];
  return {
    technicianId: name,
    name,
    userId: `u-${name}`,
    mapping: 'auto',
    verdict: 'on-break',
    group,
    reasons: ['presence'],
    presence: null,
    shift: options.shift
      ? { ...neutralCoverage('no-rota-chosen'), state: 'covers', neutralBecause: null, ...options.shift }
      : neutralCoverage('no-rota-chosen'),
    override: says && until ? { technicianId: name, says, from: NOW, until: hours(until) } : null,
  };
}

const off = (next: [number, number] | null, more: Partial<ShiftCoverage> = {}): Partial<ShiftCoverage> => ({
  state: 'has-shifts-not-covering',
  next: next && { start: hours(next[0]), end: hours(next[1]) },
  ...more,
});
const leave = (until: number) => ({ start: hours(-1), end: hours(until) });

describe('ux S1: who comes back next', () => {
  it.each([
    [
      'the next shift of somebody off shift',
      [aTechnician('A', 'off-shift', { shift: off([6, 14]) })],
      'A',
      6,
    ],
    ['the end of an own word', [aTechnician('A', 'on-break', { override: ['on-break', 0.75] })], 'A', 0.75],
    ['nobody knows when Away ends', [aTechnician('A', 'on-break')], null, 0],
    [
      'Away on a shift: neither',
      [aTechnician('A', 'on-break', { shift: { coveredUntil: hours(3), next: leave(9) } })],
      null,
      0,
    ],
    [
      'the earliest of several',
      [
        aTechnician('A', 'off-shift', { shift: off([6, 14]) }),
        aTechnician('B', 'on-break', { override: ['off', 2] }),
        aTechnician('C', 'off-shift', { shift: off([4, 8]) }),
      ],
      'B',
      2,
    ],
    [
      'two at once: by name',
      [
        aTechnician('B', 'off-shift', { shift: off([6, 8]) }),
        aTechnician('A', 'off-shift', { shift: off([6, 14]) }),
      ],
      'A',
      6,
    ],
    ['those who work never come back', [aTechnician('A', 'working', { shift: off([6, 14]) })], null, 0],
    [
      'whoever gives no signal is not absent',
      [aTechnician('A', 'no-signal', { shift: off([6, 14]) })],
      null,
      0,
    ],
    [
      'an own word that outlasts the shift: the next one',
      [
        aTechnician('A', 'off-shift', {
          override: ['off', 4],
          shift: { coveredUntil: hours(3), next: leave(0) },
        }),
      ],
      null,
      0,
    ],
    [
      'an own word that ends within the shift',
      [aTechnician('A', 'off-shift', { override: ['off', 2], shift: { coveredUntil: hours(3) } })],
      'A',
      2,
    ],
    [
      'an own word that ends within the next shift',
      [aTechnician('A', 'off-shift', { override: ['off', 8], shift: off([6, 14]) })],
      'A',
      8,
    ],
    [
      'time off over the next shift, whole',
      [aTechnician('A', 'off-shift', { shift: off([6, 14], { timeOff: leave(20) }) })],
      null,
      0,
    ],
    [
      'time off before the next shift',
      [aTechnician('A', 'off-shift', { shift: off([6, 14], { timeOff: leave(5) }) })],
      'A',
      6,
    ],
    [
      'time off that ends during a shift',
      [aTechnician('A', 'off-shift', { shift: { coveredUntil: hours(3), timeOff: leave(1) } })],
      'A',
      1,
    ],
  ])('%s', (_name, technicians, name, after) => {
    const back = nextBack(technicians, NOW);
    expect(back && { name: back.name, at: back.at }).toEqual(name && { name, at: hours(after) });
  });
});
