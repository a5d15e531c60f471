import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCandidates, encodeCandidates } from '#adapters/store/candidate-codec.ts';
import type { CandidateDecision } from '#core/dispatch/record.ts';
import { aCandidate, ask, ROUND_ROBIN, rulesFrom, TICKET } from '../dispatch/builders.ts';

/** Every number that JSON can hold; −0 is 0 there. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const whole = fc.integer();
const moment = fc.date({
  noInvalidDate: true,
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
});
const orNull = <Value>(some: fc.Arbitrary<Value>) => fc.option(some, { nil: null });
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '\0', '"', '\uD800'));

const gate = fc.record({
  gate: fc.constantFrom('active', 'pool', 'presence', 'lease'),
  passed: fc.boolean(),
  code: fc.constantFrom('active', 'inactive', 'never-by-rule', 'on-break', 'slot-taken'),
  sentence: orNull(fc.nat(50)),
});
const part = fc.record({
  part: fc.constantFrom('load', 'skill', 'shift', 'fairness'),
  value: number,
  weight: number,
  reason: fc.constantFrom('no-open-work', 'some-skills', 'free-late'),
});
const score = fc.record({
  parts: fc.array(part, { maxLength: 6 }),
  rule: orNull(fc.record({ points: number, sentence: fc.nat(50) })),
  modelPoints: orNull(number),
  total: number,
  score: number,
});
const override = fc.record({
  technicianId: text,
  says: fc.constantFrom('working', 'on-break', 'off'),
  from: moment,
  until: moment,
});
const facts = fc.record(
  {
    technicianId: text,
    name: text,
    isActive: fc.boolean(),
    isInPool: fc.boolean(),
    poolPosition: whole,
    skills: orNull(fc.array(text, { maxLength: 4 })),
    openLoad: orNull(number),
    openTickets: orNull(whole),
    capacity: orNull(number),
    calendar: fc.constantFrom('free', 'busy', 'time-off', 'outside-hours', 'unknown'),
    earliestStart: orNull(moment),
    isMapped: fc.boolean(),
    overrides: fc.array(override, { maxLength: 2 }),
    lastAssignedAt: orNull(moment),
    assignmentsToday: whole,
    affinity: fc.constantFrom('same-family', 'none', 'unknown'),
    hasPassed: fc.boolean(),
    isRefusedByPsa: fc.boolean(),
    slotLease: fc.constantFrom('free', 'taken'),
  },
  {
    requiredKeys: [
      'technicianId',
      'name',
      'isActive',
      'isInPool',
      'poolPosition',
      'skills',
      'openLoad',
      'openTickets',
      'capacity',
      'calendar',
      'earliestStart',
      'isMapped',
      'overrides',
      'lastAssignedAt',
      'assignmentsToday',
      'affinity',
      'slotLease',
    ],
  },
);
const signal = fc.record({
  presence: fc.constantFrom('working', 'on-break', 'no-signal', 'too-far-ahead', 'unread'),
  presenceByRule: orNull(fc.constantFrom('working', 'on-break')),
  shift: fc.constantFrom('covers', 'neutral', 'time-off'),
  shiftNeutralBecause: orNull(fc.constantFrom('not-mapped', 'not-read')),
});
const candidate = fc.record({
  word: fc.constantFrom('suggested', 'eligible', 'lower', 'skipped', 'judged-without-presence'),
  gates: fc.array(gate, { maxLength: 7 }),
  tier: fc.nat(9),
  score: orNull(score),
  reasons: fc.array(fc.constantFrom('on-break', 'keeps-the-turn', 'moved-by-model'), { maxLength: 3 }),
  input: fc.record({ facts, signal }),
}) as fc.Arbitrary<CandidateDecision>; // the literals above are widened to string by fast-check's types

describe('candidates of a decision as they are kept', () => {
  it('DIS-7: come back exactly as they were, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 12 }), (candidates) => {
        expect(decodeCandidates(encodeCandidates(candidates))).toEqual(candidates);
      }),
      { numRuns: 400 },
    );
  });

  it('DIS-7: are those of a real decision, in both modes, with rules and a model', () => {
    const rules = rulesFrom(
      { kind: 'never', who: { kind: 'technician', technicianId: 't3', name: 'Lee' }, scope: 'always' },
      { kind: 'prefer', who: { kind: 'skill', skill: 'Exchange' }, scope: 'always' },
    );
    const people = Array.from({ length: 60 }, (_, index) =>
      aCandidate(`t${index}`, {
        poolPosition: index,
        isActive: index % 11 !== 0,
        isMapped: index % 4 !== 0,
        skills: index % 3 ? ['exchange', `skill ${index % 7}`] : null,
        openLoad: (index % 9) * 1.5,
        shows: index % 5 ? 'Available' : 'Away',
        earliestStart: new Date(Date.UTC(2026, 10, 21, 16, index)),
        lastAssignedAt: index % 6 ? new Date(Date.UTC(2026, 10, 20, 9, index, 7, 13)) : null,
      }),
    );
    const model = { state: 'used', points: new Map([['t5', 12.5]]) } as const;
    const ticket = { ...TICKET, requiredSkills: ['Exchange', 'Skill 3'] };
    for (const changes of [{ model }, { workflow: ROUND_ROBIN }]) {
      const { candidates } = ask(people, { rules, ticket, ...changes });
      expect(new Set(candidates.map(({ word }) => word)).size).toBeGreaterThan(2);
      expect(decodeCandidates(encodeCandidates(candidates))).toEqual(candidates);
    }
  });

  it('PERF-4: five thousand of them take well under 1.5 MB', () => {
    const people = Array.from({ length: 5000 }, (_, index) =>
      aCandidate(`0a000000-0000-4000-8000-${String(index).padStart(12, '0')}`, {
        name: `Technician Number ${index}`,
        poolPosition: index,
        skills: ['exchange', 'intune', `skill ${index % 60}`],
        openLoad: (index % 17) * 0.75,
        earliestStart: new Date(Date.UTC(2026, 10, 21, 16, index % 90)),
        lastAssignedAt: new Date(Date.UTC(2026, 10, 20, 9) - index * 731_234),
      }),
    );
    const ticket = { ...TICKET, requiredSkills: ['Exchange', 'Skill 3', 'Citrix'] };
    const { candidates } = ask(people, { ticket });
    expect(encodeCandidates(candidates).length).toBeLessThan(1_200_000);
  });

  it('a body that names what is not there is refused rather than half read', () => {
    const { candidates } = ask([aCandidate('t1')]);
    const body = JSON.parse(encodeCandidates(candidates)) as { paths: unknown };
    expect(() => decodeCandidates(JSON.stringify({ ...body, paths: [] }))).toThrow(RangeError);
  });
});
