import { describe, expect, it } from 'vitest';
import { type CalendarDay, startOfDay } from '#kernel/zoned-time.ts';
import { addMilliseconds, HOUR, MINUTE } from '#kernel/interval.ts';
import {
  aCandidate,
  ask,
  chosen,
  decisionOf,
  gateCode,
  NOW,
  RANKED,
  ROUND_ROBIN,
  rulesFrom,
  says,
  SLOT,
  type Wish,
} from './builders.ts';
import { coverSlot } from '#core/availability/shift-coverage.ts';

const other = aCandidate('ana', { poolPosition: 1 });

describe('DIS-2: the gates in order, each with its code', () => {
  it.each<[string, Wish, string, number]>([
    ['inactive', { isActive: false, isInPool: false }, 'inactive', 1],
    ['not in the pool', { isInPool: false, openLoad: 99 }, 'not-in-pool', 2],
    ['own word: a break', { overrides: [says('lee', 'on-break')], openLoad: 99 }, 'own-word-break', 3],
    ['own word: off', { overrides: [says('lee', 'off')] }, 'own-word-off', 3],
    ['full', { openLoad: 10, calendar: 'busy' }, 'at-capacity', 4],
    ['full by own capacity', { openLoad: 3, capacity: 3 }, 'at-capacity', 4],
    ['busy in the PSA calendar', { calendar: 'busy', shows: 'Away' }, 'calendar-busy', 5],
    ['PSA time off', { calendar: 'time-off' }, 'psa-time-off', 5],
    ['outside working hours', { calendar: 'outside-hours' }, 'outside-working-hours', 5],
    ['on a break', { shows: 'Away', slotLease: 'taken' }, 'on-break', 6],
    ['slot taken', { slotLease: 'taken' }, 'slot-taken', 7],
  ])('%s', (_, wish, code, gates) => {
    for (const workflow of [RANKED, ROUND_ROBIN]) {
      const record = ask([aCandidate('lee', wish), other], { workflow });
      expect(gateCode(record, 'lee')).toBe(code);
      expect(decisionOf(record, 'lee').gates).toHaveLength(gates);
      expect(decisionOf(record, 'lee').word).toBe('skipped');
      expect(decisionOf(record, 'lee').reasons[0]).toBe(code);
      expect(chosen(record)).toBe('ana');
    }
  });

  it('one short of full, load unknown or a calendar that has no say passes', () => {
    expect(gateCode(ask([aCandidate('lee', { openLoad: 9.9 })]), 'lee', 'capacity')).toBe('has-capacity');
    expect(gateCode(ask([aCandidate('lee', { openLoad: null })]), 'lee', 'capacity')).toBe('load-unknown');
    const workflow = { ...RANKED, calendar: 'ignore' } as const;
    expect(chosen(ask([aCandidate('lee', { calendar: 'busy' })], { workflow }))).toBe('lee');
    expect(chosen(ask([aCandidate('lee', { calendar: 'unknown' })]))).toBe('lee');
  });

  it('shifts never gate: time off in Shifts and no shift at all pass every gate', () => {
    const shift = coverSlot({ shifts: [], timesOff: [SLOT], slot: SLOT, planningWindow: SLOT });
    for (const workflow of [RANKED, ROUND_ROBIN]) {
      expect(decisionOf(ask([aCandidate('lee', { shift })], { workflow }), 'lee').gates).toHaveLength(7);
    }
  });
});

describe('AV-4 and G28: presence blocks slots that start at most so many minutes from now', () => {
  const at = (now: Date, milliseconds: number) => {
    const start = addMilliseconds(now, milliseconds);
    return { start, end: addMilliseconds(start, HOUR) };
  };

  it.each([
    ['119 minutes ahead', 119 * MINUTE, 'on-break'],
    ['1:59:59 ahead', 120 * MINUTE - 1000, 'on-break'],
    ['exactly 120 minutes ahead', 120 * MINUTE, 'on-break'],
    ['a millisecond more', 120 * MINUTE + 1, 'presence-not-used'],
    ['2:00:01 ahead', 120 * MINUTE + 1000, 'presence-not-used'],
    ['121 minutes ahead', 121 * MINUTE, 'presence-not-used'],
    ['now', 0, 'on-break'],
    ['in the past', -3 * HOUR, 'on-break'],
  ])('%s', (_, milliseconds, code) => {
    const record = ask([aCandidate('lee', { shows: 'Away' }), other], { slot: at(NOW, milliseconds) });
    expect(gateCode(record, 'lee', 'presence')).toBe(code);
  });

  it.each([
    ['the night clocks go forward', '2026-03-29T00:30:00Z'],
    ['the night clocks go back', '2026-10-25T00:30:00Z'],
  ])('counts real minutes in %s', (_, iso) => {
    const now = new Date(iso);
    const code = (minutes: number) =>
      gateCode(
        ask([aCandidate('lee', { shows: 'Away' }), other], { now, slot: at(now, minutes * MINUTE) }),
        'lee',
        'presence',
      );
    expect([119, 120, 121].map(code)).toEqual(['on-break', 'on-break', 'presence-not-used']);
  });

  it('is a setting of the workflow, and an instruction goes before it', () => {
    const slot = at(NOW, 45 * MINUTE);
    const lee = [aCandidate('lee', { shows: 'Offline' }), other];
    const workflow = { ...RANKED, presenceBlocksMinutes: 30 };
    expect(gateCode(ask(lee, { slot, workflow }), 'lee', 'presence')).toBe('presence-not-used');
    const rules = rulesFrom({ kind: 'presence-window', minutes: 45 });
    expect(gateCode(ask(lee, { slot, workflow, rules }), 'lee')).toBe('on-break');
  });
});

describe('AV-1 to AV-3 and AV-9 at the presence gate', () => {
  it.each([
    ['Available', 'working'],
    ['Busy', 'working'],
    ['InACall', 'working'],
    ['DoNotDisturb', 'working'],
    ['BeRightBack', 'working'],
    ['Away', 'on-break'],
    ['Offline', 'on-break'],
    ['OffWork', 'on-break'],
    ['OutOfOffice', 'on-break'],
    ['PresenceUnknown', 'no-signal'],
    ['SomethingNew', 'no-signal'],
    [null, 'presence-unread'],
  ])('%s is %s', (shows, code) => {
    expect(gateCode(ask([aCandidate('lee', { shows }), other]), 'lee', 'presence')).toBe(code);
  });

  it('the own word wins over presence', () => {
    const lee = aCandidate('lee', { shows: 'Away', overrides: [says('lee', 'working')] });
    expect(gateCode(ask([lee]), 'lee', 'presence')).toBe('own-word-working');
    const ended = { ...says('lee', 'off'), until: NOW };
    expect(chosen(ask([aCandidate('lee', { overrides: [ended] })]))).toBe('lee');
  });

  it('an unmapped technician is judged without presence, and taken', () => {
    const record = ask([aCandidate('lee', { isMapped: false }), aCandidate('ana', { openLoad: 9 })]);
    expect(gateCode(record, 'lee', 'presence')).toBe('not-mapped');
    expect(chosen(record)).toBe('lee');
    const behind = ask([aCandidate('lee', { isMapped: false, openLoad: 9 }), other]);
    expect(decisionOf(behind, 'lee').word).toBe('judged-without-presence');
  });
});

describe('AV-5: shifts over midnight and clock changes as dispatch sees them', () => {
  const zone = 'Europe/London';
  const midnight = (day: CalendarDay) => startOfDay(day, zone);
  it.each([
    ['23:30 in a night shift', { year: 2026, month: 11, day: 22 }, -30 * MINUTE, 'covers'],
    ['00:30 in a night shift', { year: 2026, month: 11, day: 22 }, 30 * MINUTE, 'covers'],
    ['the shift’s end', { year: 2026, month: 11, day: 22 }, 6 * HOUR, 'has-shifts-not-covering'],
    ['the hour that is skipped', { year: 2026, month: 3, day: 29 }, HOUR, 'covers'],
    ['the hour that comes twice', { year: 2026, month: 10, day: 25 }, 2 * HOUR, 'covers'],
  ])('%s', (_, day, after, state) => {
    const start = addMilliseconds(midnight(day), after);
    const slot = { start, end: addMilliseconds(start, HOUR) };
    const night = {
      start: addMilliseconds(midnight(day), -2 * HOUR),
      end: addMilliseconds(midnight(day), 6 * HOUR),
    };
    const now = night.start;
    const shift = coverSlot({
      shifts: [night],
      timesOff: [],
      slot,
      planningWindow: { start: now, end: addMilliseconds(now, 24 * HOUR) },
    });
    const record = ask([aCandidate('lee', { shift, slot })], { slot, now });
    expect(decisionOf(record, 'lee').input.signal.shift).toBe(state);
  });
});

describe('INS-2 and INS-3: rules bind both modes', () => {
  const lee = { kind: 'technician', technicianId: 'lee', name: 'Lee' } as const;
  const exchange = { kind: 'skill', skill: ' Exchange ' } as const;
  const free = aCandidate('lee', { skills: ['exchange'], lastAssignedAt: null });

  it.each([
    ['never for this company', { kind: 'never', who: lee, scope: { companies: ['c1'] } }, 'ana'],
    ['never for another company', { kind: 'never', who: lee, scope: { companies: ['c2'] } }, 'lee'],
    ['never a skill', { kind: 'never', who: exchange, scope: 'always' }, 'ana'],
    [
      'never: only one half of the scope fits',
      { kind: 'never', who: lee, scope: { companies: ['c1'], priorities: ['p1'] } },
      'lee',
    ],
    ['at most no ticket', { kind: 'limit', technicianId: 'lee', name: 'Lee', tickets: 0 }, 'ana'],
    ['at most one ticket', { kind: 'limit', technicianId: 'lee', name: 'Lee', tickets: 1 }, 'lee'],
    ['avoid', { kind: 'avoid', who: lee, scope: 'always' }, 'ana'],
    [
      'always the other one',
      { kind: 'always', who: { ...lee, technicianId: 'ana' }, scope: { queues: ['q1'] } },
      'ana',
    ],
    [
      'prefer the other one',
      { kind: 'prefer', who: { ...lee, technicianId: 'ana' }, scope: 'always' },
      'ana',
    ],
  ] as const)('%s', (_, rule, winner) => {
    for (const workflow of [RANKED, ROUND_ROBIN]) {
      expect(chosen(ask([free, other], { workflow, rules: rulesFrom(rule) }))).toBe(winner);
    }
  });

  it('never is stronger than always, and always never blocks', () => {
    const both = rulesFrom(
      { kind: 'always', who: lee, scope: 'always' },
      { kind: 'never', who: lee, scope: 'always' },
    );
    const record = ask([free, other], { rules: both });
    expect(chosen(record)).toBe('ana');
    expect(record.notes).toContainEqual({ note: 'always-rule', because: 'nobody-named-may', remedy: null });
    expect(decisionOf(record, 'lee').gates.at(-1)).toMatchObject({ code: 'never-by-rule', sentence: 1 });
  });

  it('treat-state changes the verdict both ways, and neither state nor sentence is kept', () => {
    const rules = rulesFrom(
      { kind: 'treat-state', state: 'do-not-disturb', as: 'unavailable' },
      { kind: 'treat-state', state: 'away', as: 'available' },
    );
    const record = ask(
      [aCandidate('dnd', { shows: 'DoNotDisturb' }), aCandidate('away', { shows: 'Away' })],
      { rules },
    );
    expect(decisionOf(record, 'dnd').gates.at(-1)).toMatchObject({
      code: 'on-break-by-rule',
      sentence: null,
    });
    expect(gateCode(record, 'away', 'presence')).toBe('working-by-rule');
  });

  it('presence is ignored for the tickets of the scope only', () => {
    const rules = rulesFrom({ kind: 'ignore-presence', scope: { priorities: ['p2'] } });
    const record = ask([aCandidate('lee', { shows: 'Away' })], { rules });
    expect(chosen(record)).toBe('lee');
    expect(record.presence).toMatchObject({ use: 'not-used', because: 'ignored-by-rule', sentence: 0 });
    const p1 = rulesFrom({ kind: 'ignore-presence', scope: { priorities: ['p1'] } });
    expect(gateCode(ask([aCandidate('lee', { shows: 'Away' }), other], { rules: p1 }), 'lee')).toBe(
      'on-break',
    );
  });
});
