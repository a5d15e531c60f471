import { describe, expect, it } from 'vitest';
import { HOLD_SECONDS, holdsRows } from '../../../tab/src/components/attention.ts';
import {
  type BoardRoute,
  countGroups,
  isUntouched,
  readRoute,
  routeParts,
  visibleRows,
} from '../../../tab/src/features/board/board-view.ts';
import { initialsOf } from '../../../tab/src/features/board/initials.ts';
import {
  endFault,
  fromFieldTime,
  toFieldTime,
  usualEnd,
} from '../../../tab/src/features/board/local-time.ts';
import { type BoardPerson, presenceWords, whyWords } from '../../../tab/src/features/board/person-words.ts';
import { badgeOf } from '../../../tab/src/features/board/presence-status.ts';
import { inputsLine, troubles } from '../../../tab/src/features/board/source-words.ts';
import { arrange } from '../../../tab/src/features/board/steady-order.ts';
import { weekDays } from '../../../tab/src/features/board/week-days.ts';
import { boardTexts } from '../../../tab/src/texts/board.ts';
import { createFormats } from '../../../tab/src/texts/language.ts';
import { peopleTexts } from '../../../tab/src/texts/people.ts';

const NOW = new Date('2026-11-21T16:02:00Z');
const formats = createFormats({ locale: 'en-GB', language: 'en', zone: 'Europe/London' });

function aPerson(name: string, change: Partial<BoardPerson> = {}): BoardPerson {
  return {
    technicianId: name,
    name,
    mapping: 'auto',
    group: 'working',
    verdict: 'working',
    reasons: ['presence'],
    presence: { word: 'available', besides: null },
    shift: {
      state: 'neutral',
      neutralBecause: 'no-rota-chosen',
      coveredUntil: null,
      next: null,
      timeOff: null,
    },
    override: null,
    ...change,
  };
}

const [ana, ben, cho] = [aPerson('Ana'), aPerson('Ben'), aPerson('Chloé')] as const;

describe('ux S1: rows stand still while somebody points at them', () => {
  const before = arrange([], [ana, ben, cho], { isHeld: true, at: NOW });
  const later = new Date(NOW.getTime() + 20_000);
  const away = aPerson('Ana', { group: 'on-break' });

  it('without a hold everybody stands where they belong', () => {
    const placed = arrange(before, [ben, cho, away], { isHeld: false, at: later });
    expect(placed.map(({ person, group, movedAt }) => [person.name, group, movedAt])).toEqual([
      ['Ben', 'working', null],
      ['Chloé', 'working', null],
      ['Ana', 'on-break', null],
    ]);
  });
  it('held, a row keeps its place, shows the new facts, and says since when it belongs elsewhere', () => {
    const held = arrange(before, [ben, cho, away], { isHeld: true, at: later });
    expect(held.map(({ person, group, movedAt }) => [person.name, group, movedAt])).toEqual([
      ['Ana', 'working', later],
      ['Ben', 'working', null],
      ['Chloé', 'working', null],
    ]);
    expect(held[0]?.person).toBe(away);
    const again = arrange(held, [ben, cho, away], { isHeld: true, at: new Date(later.getTime() + 20_000) });
    expect(again[0]?.movedAt).toEqual(later);
    expect(arrange(again, [ana, ben, cho], { isHeld: true, at: NOW })[0]?.movedAt).toBeNull();
  });
  it('held, those who left go and nobody comes in between', () => {
    const held = arrange(before, [ana, aPerson('Abe'), cho], { isHeld: true, at: later });
    expect(held.map(({ person }) => person.name)).toEqual(['Ana', 'Chloé']);
  });

  const moved = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);
  it.each([
    ['a pointer that just moved', true, false, moved(1), true],
    ['a focus that just moved', false, true, moved(1), true],
    ['nobody', false, false, moved(1), false],
    ['a pointer that rests', true, false, moved(HOLD_SECONDS), false],
    ['a focus that rests', false, true, moved(HOLD_SECONDS), false],
    ['a focus from the start', false, true, null, false],
  ])('%s', (_name, isPointerInside, isFocusInside, lastMoveAt, holds) => {
    expect(holdsRows({ isPointerInside, isFocusInside, lastMoveAt }, NOW)).toBe(holds);
  });
});

describe('ux S1: filter and pages', () => {
  const placed = arrange([], [ana, ben, aPerson('Chloé', { group: 'on-break' })], { isHeld: false, at: NOW });
  it.each([
    ['everybody', null, '', ['Ana', 'Ben', 'Chloé']],
    ['one group', 'on-break', '', ['Chloé']],
    ['a part of the name, whatever its case and accents', null, ' CHLOE', ['Chloé']],
    ['nobody of that name in the group', 'working', 'chloe', []],
  ] as const)('%s', (_name, group, search, names) => {
    const { rows, total } = visibleRows(placed, { group, search }, 50);
    expect(rows.map(({ person }) => person.name)).toEqual(names);
    expect(total).toBe(names.length);
  });
  it('a page has its limit and knows the total', () => {
    const { rows, total } = visibleRows(placed, { group: null, search: '' }, 2);
    expect([rows.length, total]).toEqual([2, 3]);
  });
  it('counts every group, the empty ones too', () => {
    expect(countGroups([ana, ben])).toEqual({ working: 2, 'on-break': 0, 'off-shift': 0, 'no-signal': 0 });
  });
  it('S0: nothing is set up until somebody is mapped or says a word', () => {
    const nobody = aPerson('Dan', { mapping: null });
    const says = { says: 'off', from: NOW.toISOString(), until: NOW.toISOString() } as const;
    expect(isUntouched([nobody])).toBe(true);
    expect(isUntouched([nobody, ana])).toBe(false);
    expect(isUntouched([aPerson('Dan', { mapping: null, override: says })])).toBe(false);
  });
});

describe('ux 4.2: deep links of the board', () => {
  const at = new Date('2026-11-22T15:00:00Z');
  const places: readonly [string, BoardRoute][] = [
    ['', { at: null, technicianId: null }],
    ['t/12', { at: null, technicianId: '12' }],
    ['at/2026-11-22T15:00:00Z', { at, technicianId: null }],
    ['at/2026-11-22T15:00:00Z/t/12', { at, technicianId: '12' }],
  ];
  it.each(places)('%s', (text, route) => {
    expect(readRoute(text.split('/').filter(Boolean))).toEqual(route);
    expect(routeParts(route).join('/')).toBe(text);
  });
  it.each(['x', 't', 'at', 'at/tomorrow', 't/1/t/2', 't/1/x', 'at/2026-99-99T00:00Z'])(
    '%s is no place',
    (text) => {
      expect(readRoute(text.split('/'))).toBeNull();
    },
  );
});

describe('ux 2.1: words and badge', () => {
  const t = peopleTexts.en;
  const shift = (change: Partial<BoardPerson['shift']>) => ({ ...ana.shift, ...change });
  const until = '2026-11-21T17:00:00Z';
  const next = { start: '2026-11-23T08:00:00Z', end: '2026-11-23T16:00:00Z' };
  it.each<[string, Partial<BoardPerson>, string, string]>([
    ['available, no rota', {}, 'Available', ''],
    [
      'on shift',
      { reasons: ['presence', 'on-shift'], shift: shift({ state: 'covers', coveredUntil: until }) },
      'Available',
      'On shift until 17:00',
    ],
    [
      'be right back',
      { presence: { word: 'be-right-back', besides: null } },
      'Be right back',
      'Counts as working',
    ],
    [
      'out of office besides',
      { group: 'on-break', presence: { word: 'out-of-office', besides: 'available' } },
      'Out of office (Available in Teams)',
      '',
    ],
    [
      'not mapped',
      { mapping: null, presence: null, group: 'no-signal', reasons: ['not-mapped'] },
      'Not mapped',
      'Not mapped to a Microsoft user',
    ],
    [
      'unreadable',
      { presence: null, reasons: ['presence-unreadable'] },
      'Could not be read',
      'Presence can’t be read',
    ],
    ['left out', { presence: null, reasons: ['presence-not-used'] }, 'Not used', ''],
    [
      'off shift',
      { group: 'off-shift', reasons: ['off-shift', 'presence'], shift: shift({ next }) },
      'Available',
      'Off shift · next shift Mon 23 Nov, 08:00',
    ],
    [
      'own word first',
      {
        reasons: ['override-break', 'on-shift'],
        override: { says: 'on-break', from: until, until: '2026-11-21T16:30:00Z' },
        shift: shift({ coveredUntil: until }),
      },
      'Available',
      'Own word: on a break until 16:30 · On shift until 17:00',
    ],
  ])('%s', (_name, change, presence, why) => {
    const person = aPerson('Ana', change);
    expect(presenceWords(person, t)).toBe(presence);
    expect(whyWords(person, t, formats, NOW)).toBe(why);
  });
  it('the dot shows what presence shows, and whether out of office decided', () => {
    expect(badgeOf({ word: 'in-a-call', besides: null })).toEqual({ status: 'busy', outOfOffice: false });
    expect(badgeOf({ word: 'out-of-office', besides: 'busy' })).toEqual({
      status: 'busy',
      outOfOffice: true,
    });
  });
  it.each([
    ['Ben Osei-Tutu', 'BO'],
    ['Prince', 'P'],
    ['Ana de la Cruz', 'AC'],
    ['${name} {{7*7}} **Holm**', ''],
    ['', ''],
  ])('initials of "%s"', (name, initials) => expect(initialsOf(name)).toBe(initials));
});

describe('ux 0.3: what was used, and what was not', () => {
  const t = boardTexts.en;
  const team = (displayName: string) => ({ id: displayName, displayName });
  const technicians = { source: 'technicians', team: null, used: true, reason: null } as const;
  it('names presence and rota teams, and why one was left out', () => {
    const presence = { source: 'presence', team: null, used: true, reason: null } as const;
    const rota = { source: 'shifts', team: team('Service Desk'), used: true, reason: null } as const;
    expect(inputsLine([technicians, presence, rota], t, formats)).toBe(
      'Used: presence, Shifts (Service Desk).',
    );
    const later = { ...presence, used: false, reason: 'too-far-ahead' };
    expect(inputsLine([technicians, later], t, formats)).toBe(
      'Not used: presence, because that time is too far ahead.',
    );
  });
  it('one line for each failure, with what it means; expected gaps are no failure', () => {
    const failed = (source: 'presence' | 'shifts', reason: string, name: string | null, used = false) =>
      ({ source, team: name === null ? null : team(name), used, reason }) as const;
    const found = troubles(
      [
        technicians,
        failed('presence', 'graph_down', null, true),
        failed('shifts', 'no_schedule', 'A'),
        failed('shifts', 'graph_slow', 'B'),
        failed('shifts', 'graph_slow', 'C'),
      ],
      t.trouble,
      formats,
    );
    expect(found.map(({ code }) => code)).toEqual(['graph_down', 'no_schedule', 'graph_slow']);
    expect(found[0]?.text).toBe(t.trouble.presencePartly);
    expect(found[1]?.text).toContain('A has no schedule');
    expect(found[2]?.text).toContain('B and C');
    expect(troubles([failed('presence', 'too-far-ahead', null)], t.trouble, formats)).toEqual([]);
  });
});

describe('AV-9: ends of own words', () => {
  it('a field holds the clock of the browser', () => {
    const at = new Date(2026, 10, 21, 9, 5);
    expect(toFieldTime(at)).toBe('2026-11-21T09:05');
    expect(fromFieldTime('2026-11-21T09:05')).toEqual(at);
    expect([fromFieldTime(''), fromFieldTime('2026-11')]).toEqual([null, null]);
  });
  it('starts with an end that fits what is said', () => {
    const now = new Date(2026, 10, 21, 16, 2, 30);
    expect(usualEnd('off', now)).toEqual(new Date(2026, 10, 22));
    expect(usualEnd('on-break', now)).toEqual(new Date(2026, 10, 21, 16, 48));
    expect(usualEnd('working', now)).toEqual(new Date(2026, 10, 21, 18, 15));
  });
  it.each([
    ['missing', null, 'missing'],
    ['now', 0, 'over'],
    ['in a minute', 1, null],
    ['in 14 days', 14 * 24 * 60, null],
    ['a minute later', 14 * 24 * 60 + 1, 'too-far'],
  ])('an end that is %s', (_name, minutes, fault) => {
    const until = minutes === null ? null : new Date(NOW.getTime() + minutes * 60_000);
    expect(endFault(until, NOW)).toBe(fault);
  });
});

describe('the week of a technician', () => {
  it('a shift stands on the day on which it begins; the first day tells the end of one from before', () => {
    const span = (start: string, end: string) => ({ start: `2026-11-${start}Z`, end: `2026-11-${end}Z` });
    const days = weekDays({
      isRead: true,
      days: [
        { day: '2026-11-21', ...span('21T00:00:00', '22T00:00:00') },
        { day: '2026-11-22', ...span('22T00:00:00', '23T00:00:00') },
      ],
      shifts: [span('20T22:00:00', '21T06:00:00'), span('21T22:00:00', '22T06:00:00')],
      timesOff: [span('22T08:00:00', '22T09:00:00')],
    });
    expect(
      days.map(({ shifts, until, hasTimeOff }) => [shifts.length, until?.toISOString() ?? null, hasTimeOff]),
    ).toEqual([
      [1, '2026-11-21T06:00:00.000Z', false],
      [0, null, true],
    ]);
  });
});
