import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScorePart } from '#core/dispatch/ranking.ts';
import { hashPair } from '#core/dispatch/tie-break.ts';
import { addMilliseconds, HOUR } from '#kernel/interval.ts';
import {
  aCandidate,
  ask,
  chosen,
  COVERED,
  decisionOf,
  NONE,
  NOW,
  ON_LEAVE,
  RANKED,
  rulesFrom,
  SLOT,
  TICKET,
  UNCOVERED,
  type Wish,
} from './builders.ts';
import { neutralCoverage } from '#core/availability/shift-coverage.ts';

function part(name: ScorePart['part'], wish: Wish, changes = {}) {
  // Somebody else is mapped, so that an unmapped Lee is no matter of the whole pool.
  const score = decisionOf(ask([aCandidate('lee', wish), aCandidate('ana')], changes), 'lee').score;
  return score?.parts.find((each) => each.part === name);
}

const skilled = { ticket: { ...TICKET, requiredSkills: ['Exchange', 'identity'] } };
const ago = (hours: number) => addMilliseconds(NOW, -hours * HOUR);

describe('DIS-4: parts and weights', () => {
  it('weighs load 30, skill 25, shift 15, affinity 10, earliness 10, fairness 10', () => {
    const { score } = decisionOf(ask([aCandidate('lee')]), 'lee');
    expect(score?.parts.map(({ part, weight }) => [part, weight])).toEqual([
      ['load', 30],
      ['skill', 25],
      ['shift', 15],
      ['affinity', 10],
      ['earliness', 10],
      ['fairness', 10],
    ]);
    // 30 × 1 + 25 × 0.5 + 15 × 1 + 10 × 0 + 10 × 0.5 + 10 × 1
    expect(score?.total).toBe(72.5);
  });

  it.each<[ScorePart['part'], Wish, object, number, string]>([
    ['load', { openLoad: 0 }, {}, 1, 'no-open-work'],
    ['load', { openLoad: 4 }, {}, 0.6, 'some-open-work'],
    ['load', { openLoad: 3, capacity: 4 }, {}, 0.25, 'much-open-work'],
    ['load', { openLoad: null }, {}, 0.5, 'load-not-known'],
    ['skill', {}, {}, 0.5, 'no-skills-asked'],
    ['skill', { skills: null }, skilled, 0.5, 'skills-not-known'],
    ['skill', { skills: ['exchange'] }, skilled, 0.5, 'some-skills'],
    ['skill', { skills: ['identity', 'exchange', 'more'] }, skilled, 1, 'all-skills'],
    ['skill', { skills: ['printers'] }, skilled, 0, 'no-skill-matches'],
    ['shift', { shift: COVERED }, {}, 1, 'shift-covers'],
    ['shift', { shift: neutralCoverage('shifts-unreadable') }, {}, 0.5, 'shift-neutral'],
    ['shift', { shift: UNCOVERED }, {}, 0.4, 'off-shift'],
    ['shift', { shift: NONE }, {}, 0.1, 'no-shift-in-window'],
    ['shift', { shift: ON_LEAVE }, {}, 0, 'shifts-time-off'],
    ['shift', { shift: ON_LEAVE, isMapped: false }, {}, 0.5, 'shift-neutral'],
    ['shift', { shift: NONE }, { workflow: { ...RANKED, rotaTeams: [] } }, 0.5, 'shifts-not-used'],
    [
      'shift',
      { shift: NONE },
      { rules: rulesFrom({ kind: 'ignore-shifts', scope: 'always' }) },
      0.5,
      'shifts-not-used',
    ],
    ['affinity', { affinity: 'same-family' }, {}, 1, 'same-family'],
    ['affinity', { affinity: 'account-team' }, {}, 0.7, 'account-team'],
    ['affinity', { affinity: 'recent-work' }, {}, 0.4, 'recent-work'],
    ['earliness', { earliestStart: SLOT.start }, {}, 1, 'free-at-once'],
    ['earliness', { earliestStart: addMilliseconds(NOW, 2 * HOUR) }, {}, 0.75, 'free-soon'],
    ['earliness', { earliestStart: addMilliseconds(NOW, 9 * HOUR) }, {}, 0, 'free-late'],
    ['fairness', { lastAssignedAt: null }, {}, 1, 'never-assigned'],
    ['fairness', { lastAssignedAt: ago(48) }, {}, 1, 'long-since-assigned'],
    ['fairness', { lastAssignedAt: ago(6), assignmentsToday: 3 }, {}, 0.25, 'recently-assigned'],
  ])('%s %#', (name, wish, changes, value, reason) => {
    const found = part(name, wish, changes);
    expect(found?.value).toBeCloseTo(value, 10);
    expect(found?.reason).toBe(reason);
  });

  it('being free soon counts twice for the most urgent priority, and the parts still add up to 100', () => {
    const ticket = { ...TICKET, priority: { id: 'p1', label: 'Critical', rank: 1 } };
    const parts = decisionOf(ask([aCandidate('lee')], { ticket }), 'lee').score?.parts ?? [];
    const weight = (name: string) => parts.find(({ part }) => part === name)?.weight ?? 0;
    expect(weight('earliness')).toBeCloseTo(2 * weight('fairness'), 10);
    expect(parts.reduce((sum, each) => sum + each.weight, 0)).toBeCloseTo(100, 10);
  });

  it('presence has no weight: everybody at work scores the same', () => {
    const totals = ['Available', 'Busy', 'InACall', 'DoNotDisturb', 'BeRightBack'].map(
      (shows) => decisionOf(ask([aCandidate('lee', { shows })]), 'lee').score?.total,
    );
    expect(new Set(totals).size).toBe(1);
  });

  it('somebody pushed down by the rota is called lower', () => {
    const record = ask([
      aCandidate('lee', { shift: UNCOVERED }),
      aCandidate('ana'),
      aCandidate('ben', { openLoad: 4 }),
    ]);
    expect(record.candidates.map(({ word }) => word)).toEqual(['lower', 'suggested', 'eligible']);
  });
});

describe('DIS-4: ties', () => {
  it('go to the longest since the last assignment, then fewer today, then the lower load, then the hash', () => {
    const flat = {
      ...RANKED,
      weights: { load: 0, skill: 1, shift: 0, affinity: 0, earliness: 0, fairness: 0 },
    };
    const decideTie = (lee: Wish, ana: Wish) =>
      chosen(ask([aCandidate('lee', lee), aCandidate('ana', ana)], { workflow: flat }));
    expect(decideTie({ lastAssignedAt: ago(5), assignmentsToday: 9 }, { lastAssignedAt: ago(4) })).toBe(
      'lee',
    );
    expect(decideTie({ lastAssignedAt: null, assignmentsToday: 9 }, { lastAssignedAt: ago(4) })).toBe('lee');
    expect(decideTie({ assignmentsToday: 1, openLoad: 3 }, { assignmentsToday: 2, openLoad: 0 })).toBe('lee');
    expect(decideTie({ openLoad: 1 }, { openLoad: 2 })).toBe('lee');
    const first = hashPair('4711', 'lee') < hashPair('4711', 'ana') ? 'lee' : 'ana';
    expect(decideTie({}, {})).toBe(first);
  });

  it('the hash favours nobody over many tickets', () => {
    const wins = new Map<string, number>();
    for (let ticket = 0; ticket < 3000; ticket += 1) {
      const ids = ['1', '2', '3'];
      const winner =
        ids.toSorted((a, b) => hashPair(String(ticket), a) - hashPair(String(ticket), b))[0] ?? '';
      wins.set(winner, (wins.get(winner) ?? 0) + 1);
    }
    for (const count of wins.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
    expect(hashPair('1', '23')).not.toBe(hashPair('12', '3'));
  });
});

describe('DIS-5: a model moves a score by at most 30 of 100', () => {
  it.each([
    [30, 30],
    [31, 30],
    [-1000, -30],
    [Number.NaN, 0],
    [Infinity, 0],
    [12.5, 12.5],
  ])('%d becomes %d', (wished, points) => {
    const record = ask([aCandidate('lee')], { model: { state: 'used', points: new Map([['lee', wished]]) } });
    expect(decisionOf(record, 'lee').score?.modelPoints).toBe(points);
  });

  it('S26: a model that obeys the ticket lifts nobody past a gate, nor from far behind', () => {
    const model = {
      state: 'used',
      points: new Map([
        ['away', 1e9],
        ['last', 1e9],
      ]),
    } as const;
    const record = ask(
      [
        aCandidate('away', { shows: 'Away' }),
        aCandidate('last', { openLoad: 9, shift: NONE, affinity: 'none' }),
        aCandidate('best', { affinity: 'same-family' }),
      ],
      { model },
    );
    expect(chosen(record)).toBe('best');
    expect(decisionOf(record, 'away').score).toBeNull();
  });

  it.each(['timed-out', 'failed', 'invalid-answer'] as const)(
    'when it %s, rules alone decide and the decision says so',
    (state) => {
      const record = ask([aCandidate('lee'), aCandidate('ana', { openLoad: 5 })], {
        model: { state, points: new Map([['ana', 30]]) },
      });
      expect(chosen(record)).toBe('lee');
      expect(record.notes).toContainEqual({ note: 'model', because: state, remedy: null });
    },
  );
});

it('DIS-4: the order in which candidates are handed in never changes the choice', () => {
  const someone = fc.record({
    openLoad: fc.integer({ min: 0, max: 3 }),
    assignmentsToday: fc.integer({ min: 0, max: 1 }),
    hours: fc.option(fc.integer({ min: 1, max: 2 })),
    shows: fc.constantFrom('Available', 'Away', 'PresenceUnknown'),
    isMapped: fc.boolean(),
    shift: fc.constantFrom(COVERED, UNCOVERED, NONE),
  });
  fc.assert(
    fc.property(
      fc.array(someone, { minLength: 1, maxLength: 14 }),
      fc.constantFrom('ranked', 'round-robin'),
      fc.infiniteStream(fc.nat()),
      (people, mode, stream) => {
        const candidates = people.map(({ hours, ...wish }, poolPosition) =>
          aCandidate(`t${poolPosition}`, {
            ...wish,
            poolPosition,
            lastAssignedAt: hours === null ? null : ago(hours),
          }),
        );
        const keys = new Map(candidates.map((each) => [each, stream.next().value]));
        const shuffled = candidates.toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
        const workflow = { ...RANKED, mode } as const;
        expect(ask(shuffled, { workflow }).outcome).toEqual(ask(candidates, { workflow }).outcome);
      },
    ),
  );
});
