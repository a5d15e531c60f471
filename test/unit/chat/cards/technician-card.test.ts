import { describe, expect, it } from 'vitest';
import type { Card } from '#chat/cards/card.ts';
import { technicianCard, type TechnicianCardOptions } from '#chat/cards/technician-card.ts';
import { whichOneCard } from '#chat/cards/which-one-card.ts';
import { neutralCoverage } from '#core/availability/shift-coverage.ts';
import {
  anAnswer,
  aPerson,
  at,
  aViewer,
  covers,
  NOW,
  offShift,
  shows,
  TAB,
  tabLinks,
  unmapped,
  unused,
} from './card-facts.ts';
import { buttonsOf, dataOf, good, inputOf, readOut, textsOf } from './card-lint.ts';

function draw(over: Partial<TechnicianCardOptions> = {}): Card {
  const technician = over.technician ?? aPerson('Ben Osei-Tutu');
  const whole = {
    answer: anAnswer([technician]),
    technician,
    viewer: aViewer(),
    links: TAB,
    now: NOW,
    question: 'state',
    ...over,
  } as const;
  return good(technicianCard(whole), tabLinks(`board/t/${encodeURIComponent(technician.technicianId)}`));
}

const onBreak = aPerson('Ben Osei-Tutu', {
  verdict: 'on-break',
  group: 'on-break',
  presence: shows('away'),
  shift: covers('22:00', { next: { start: at('2026-11-23T14:00:00Z'), end: at('2026-11-23T22:00:00Z') } }),
});

describe('one technician (C6)', () => {
  it('CHAT-3: "is Ben available" answers with the verdict, then what it rests on', () => {
    const card = draw({ technician: onBreak });
    expect(textsOf(card).slice(0, 7)).toEqual([
      'Ben Osei-Tutu: on a break',
      'Away, as of 16:02, Europe/London',
      'On shift until 22:00',
      'Next shift: Monday 14:00–22:00',
      'For new work now: skipped.',
      'Mapping: Auto-mapped',
      'Used: presence, Shifts (Service Desk).',
    ]);
    expect(card.speak).toBe('Ben Osei-Tutu: on a break. Away. As of 16:02, Europe/London.');
    expect(buttonsOf(card)).toEqual(['Refresh', 'Details']);
    expect(dataOf(card, 'Refresh')).toMatchObject({
      technicianId: 'id-Ben Osei-Tutu',
      question: 'state',
      start: null,
    });
    expect(card.refresh?.action['verb']).toBe('technician.show');
  });

  it.each([
    [
      'on shift',
      aPerson('Ben Osei-Tutu', { shift: covers('17:00') }),
      'Ben Osei-Tutu is on shift until 17:00',
    ],
    [
      'off shift',
      aPerson('Ben Osei-Tutu', { shift: offShift(['2026-11-22T08:00:00Z', '2026-11-22T16:00:00Z']) }),
      'Ben Osei-Tutu is next on shift tomorrow 08:00',
    ],
    [
      'not planned',
      aPerson('Ben Osei-Tutu', { shift: offShift(null) }),
      'No planned shift of Ben Osei-Tutu is known',
    ],
    [
      'time off',
      aPerson('Ben Osei-Tutu', {
        shift: offShift(null, { timeOff: { start: NOW, end: at('2026-11-24T08:00:00Z') } }),
      }),
      'Ben Osei-Tutu has time off until Tuesday 08:00',
    ],
  ])('CHAT-3: "when is Ben back" with Ben %s leads with the time', (_, technician, title) => {
    expect(textsOf(draw({ technician, question: 'next' }))[0]).toBe(title);
  });

  it.each([
    ['working', aPerson('Ana'), 'For new work now: can be given.'],
    [
      'off shift but available',
      aPerson('Ana', { group: 'off-shift', shift: offShift(null) }),
      'For new work now: can be given, but people on shift come first.',
    ],
    ['on a break', onBreak, 'For new work now: skipped.'],
    ['without a signal', unmapped('Ana'), 'For new work now: judged without presence.'],
  ])('AV-10: somebody %s is told what that means for work', (_, technician, line) => {
    expect(textsOf(draw({ technician }))).toContain(line);
  });

  it('CHAT-3: asked about another time, it says which and claims nothing about now', () => {
    const slot = { start: at('2026-11-22T15:00:00Z'), end: at('2026-11-22T17:00:00Z') };
    const technician = aPerson('Ana', {
      presence: null,
      reasons: ['presence-not-used', 'on-shift'],
      shift: covers('2026-11-22T18:00:00Z'),
    });
    const card = draw({
      technician,
      answer: anAnswer([technician], { slot, isNow: false, sources: [unused('presence', 'too-far-ahead')] }),
    });
    expect(readOut(card)).toContain('Asked about Sun 22 Nov, 15:00–17:00');
    expect(readOut(card)).toContain('On shift for all of it, until tomorrow 18:00');
    expect(readOut(card)).not.toContain('For new work now');
    expect(dataOf(card, 'Refresh')).toMatchObject({
      start: slot.start.toISOString(),
      end: slot.end.toISOString(),
    });
  });

  it('CHAT-3: without a mapping it says what that costs', () => {
    const card = draw({ technician: unmapped('Hugo') });
    expect(readOut(card)).toContain('Not mapped to a Microsoft user, as of 16:02');
    expect(readOut(card)).toContain('Without a mapping neither presence nor shifts can be read.');
    expect(readOut(card)).toContain('Mapping: Not mapped');
  });

  it('UX-12: in a channel it keeps mapping, time off and dispatch to itself', () => {
    const technician = aPerson('Ana', {
      group: 'off-shift',
      presence: shows('out-of-office', 'available'),
      shift: neutralCoverage('no-schedule', { start: NOW, end: at('2026-11-24T08:00:00Z') }),
    });
    for (const question of ['state', 'next'] as const) {
      const text = readOut(draw({ technician, question, viewer: aViewer({ isPublic: true }) }));
      expect(text).not.toMatch(/Time off|time off|Mapping|new work|Available in Teams/);
      expect(text).toContain('Out of office');
    }
  });

  it('S23: a hostile name stays text in the heading and in what is spoken', () => {
    const card = draw({ technician: aPerson('**[x](https://evil)**') });
    expect(card.speak).toContain('［x］(https:∕∕evil)');
  });
});

describe('which one (C7)', () => {
  const people = [
    { technicianId: '1', name: 'Sam Lee', group: 'working', teamHint: 'Service Desk' },
    { technicianId: '2', name: 'Sam Ortiz', group: 'on-break', teamHint: 'Escalations' },
    { technicianId: '3', name: 'Samira Haddad', group: null, teamHint: null },
  ] as const;
  const data = { question: 'next', start: null, end: null };
  const whichOne = (among: typeof people | readonly [...typeof people, ...typeof people]): Card =>
    good(whichOneCard({ asked: 'Sam', people: among, verb: 'technician.show', data, viewer: aViewer() }));

  it('CHAT-3: people whom a name fits differ by team and state, and the press keeps the question', () => {
    const card = whichOne(people);
    expect(textsOf(card)[0]).toBe('Which Sam?');
    expect(inputOf(card, 'technicianId')).toMatchObject({
      value: '1',
      choices: [
        { title: 'Sam Lee · Service Desk · Working', value: '1' },
        { title: 'Sam Ortiz · Escalations · On a break', value: '2' },
        { title: 'Samira Haddad', value: '3' },
      ],
    });
    expect(buttonsOf(card)).toEqual(['Show', 'None of these']);
    expect(dataOf(card, 'Show')).toMatchObject({ verb: 'technician.show', question: 'next' });
  });

  it('CHAT-3: more than five are not listed, typing more is quicker', () => {
    const card = whichOne([...people, ...people]);
    expect(readOut(card)).toContain('6 people match "Sam".');
    expect(inputOf(card, 'technicianId')).toBeUndefined();
  });
});
