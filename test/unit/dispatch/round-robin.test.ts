import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '#core/dispatch/candidate.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import {
  aCandidate,
  ask,
  chosen,
  COVERED,
  decisionOf,
  NONE,
  NOW,
  ON_LEAVE,
  ROUND_ROBIN,
  UNCOVERED,
} from './builders.ts';

const robin = (candidates: readonly Candidate[], changes = {}) =>
  ask(candidates, { workflow: ROUND_ROBIN, ...changes });
const on = (day: number) => new Date(Date.UTC(2026, 10, day));

describe('DIS-3: Round Robin', () => {
  it.each([
    [
      'the oldest last assignment',
      [
        ['ana', 3],
        ['ben', 2],
        ['lee', 4],
      ],
      'ben',
    ],
    [
      'never-assigned before everybody',
      [
        ['ana', 1],
        ['ben', null],
        ['lee', 2],
      ],
      'ben',
    ],
    [
      'never-assigned by the pool’s order',
      [
        ['ana', 1],
        ['ben', null],
        ['lee', null],
      ],
      'ben',
    ],
    [
      'equal times by the pool’s order',
      [
        ['ana', 2],
        ['ben', 1],
        ['lee', 1],
      ],
      'ben',
    ],
  ] as const)('takes %s', (_, people, winner) => {
    const candidates = people.map(([id, day], poolPosition) =>
      aCandidate(id, { poolPosition, lastAssignedAt: day === null ? null : on(day) }),
    );
    expect(chosen(robin(candidates))).toBe(winner);
    expect(chosen(robin(candidates.toReversed()))).toBe(winner);
  });

  it('a skipped technician keeps the turn, and says so', () => {
    const lee = { lastAssignedAt: on(1), poolPosition: 0 };
    const ana = aCandidate('ana', { lastAssignedAt: on(2), poolPosition: 1 });
    const away = robin([aCandidate('lee', { ...lee, shows: 'Away' }), ana]);
    expect(chosen(away)).toBe('ana');
    expect(decisionOf(away, 'lee').reasons).toEqual(['on-break', 'keeps-the-turn']);
    const after = aCandidate('ana', { lastAssignedAt: NOW, poolPosition: 1 });
    expect(chosen(robin([aCandidate('lee', lee), after]))).toBe('lee');
  });

  it('somebody who comes back gets one ticket, not a row of them', () => {
    let people = ['lee', 'ana', 'ben'].map((id, poolPosition) => ({
      id,
      poolPosition,
      lastAssignedAt: on(poolPosition === 0 ? 1 : 20),
    }));
    const winners = [0, 1, 2, 3, 4, 5].map((turn) => {
      const winner = chosen(robin(people.map(({ id, ...facts }) => aCandidate(id, facts))));
      people = people.map((each) =>
        each.id === winner ? { ...each, lastAssignedAt: addMilliseconds(NOW, turn * MINUTE) } : each,
      );
      return winner;
    });
    expect(winners).toEqual(['lee', 'ana', 'ben', 'lee', 'ana', 'ben']);
  });

  it('is the same whatever the rota says', () => {
    const shifts = [COVERED, UNCOVERED, NONE, ON_LEAVE];
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ shift: fc.constantFrom(...shifts), day: fc.option(fc.integer({ min: 1, max: 20 })) }),
          { minLength: 1, maxLength: 12 },
        ),
        (people) => {
          const wishes = people.map(({ day }, poolPosition) => ({
            poolPosition,
            lastAssignedAt: day === null ? null : on(day),
          }));
          const withRota = robin(
            wishes.map((wish, index) =>
              aCandidate(`t${index}`, { ...wish, shift: people[index]?.shift ?? COVERED }),
            ),
          );
          const without = robin(
            wishes.map((wish, index) => aCandidate(`t${index}`, wish)),
            { workflow: { ...ROUND_ROBIN, rotaTeams: [] }, shiftsReading: 'not-read' },
          );
          expect(withRota.outcome).toEqual(without.outcome);
          expect(withRota.candidates.map(({ word, reasons }) => [word, reasons])).toEqual(
            without.candidates.map(({ word, reasons }) => [word, reasons]),
          );
        },
      ),
    );
  });
});
