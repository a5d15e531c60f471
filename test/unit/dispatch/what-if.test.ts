import { describe, expect, it } from 'vitest';
import { type Change, whatIf } from '#core/dispatch/what-if.ts';
import { checkTeams } from '#core/dispatch/teams-checks.ts';
import { whyNot, whyShiftsDidNotMatter } from '#core/dispatch/why-not.ts';
import { addMilliseconds, HOUR } from '#kernel/interval.ts';
import {
  aCandidate,
  ask,
  chosen,
  decisionOf,
  NONE,
  NOW,
  RANKED,
  ROUND_ROBIN,
  rulesFrom,
  says,
  UNCOVERED,
} from './builders.ts';

const later = { start: addMilliseconds(NOW, 3 * HOUR), end: addMilliseconds(NOW, 4 * HOUR) };
const ana = aCandidate('ana', { openLoad: 3, poolPosition: 1 });

describe('DIS-7: what-if', () => {
  it('without a change is the decision itself', () => {
    const people = [aCandidate('lee', { shows: 'Away' }), ana, aCandidate('x', { isMapped: false })];
    for (const changes of [
      {},
      { workflow: ROUND_ROBIN },
      { presenceReading: 'graph-down' },
      { presenceReading: 'partly-read' },
    ] as const) {
      const record = ask(people, changes);
      expect(whatIf(record, [])).toEqual({ record, before: record.outcome, differs: false, notes: [] });
    }
    const allAway = ask([aCandidate('lee', { shows: 'Away' })]);
    expect(whatIf(allAway, []).record).toEqual(allAway);
  });

  it.each<[string, object, Change, string]>([
    ['Lee away', {}, { change: 'away', technicianId: 'lee' }, 'ana'],
    ['Lee back', { shows: 'Away', openLoad: 0 }, { change: 'back', technicianId: 'lee' }, 'lee'],
    [
      'Lee back from an own word',
      { overrides: [says('lee', 'off')] },
      { change: 'back', technicianId: 'lee' },
      'lee',
    ],
    [
      'Lee away later than presence reaches',
      {},
      { change: 'other-time', slot: later, facts: new Map() },
      'lee',
    ],
    ['rota off', { shift: NONE, openLoad: 0 }, { change: 'rota-off' }, 'lee'],
  ])('%s', (_, wish, change, winner) => {
    expect(chosen(whatIf(ask([aCandidate('lee', wish), ana]), [change]).record)).toBe(winner);
  });

  it('rota off changes a choice that the rota made', () => {
    const record = ask([aCandidate('lee', { shift: NONE }), aCandidate('ana', { openLoad: 4 })]);
    expect(chosen(record)).toBe('ana');
    const { record: result, differs } = whatIf(record, [{ change: 'rota-off' }]);
    expect([chosen(result), differs, result.shifts.because]).toEqual(['lee', true, 'rota-switched-off']);
  });

  it('a rule off', () => {
    const who = { kind: 'technician', technicianId: 'lee', name: 'Lee' } as const;
    const rules = rulesFrom(
      { kind: 'never', who, scope: 'always' },
      { kind: 'treat-state', state: 'busy', as: 'unavailable' },
    );
    const record = ask([aCandidate('lee'), ana, aCandidate('ben', { shows: 'Busy' })], { rules });
    expect(chosen(record)).toBe('ana');
    expect(chosen(whatIf(record, [{ change: 'rule-off', sentence: 0 }]).record)).toBe('lee');
    expect(chosen(whatIf(record, [{ change: 'rule-off', sentence: 1 }]).record)).toBe('ben');
    expect(whatIf(record, [{ change: 'rule-off', sentence: 9 }])).toMatchObject({
      differs: false,
      notes: ['no-such-rule'],
    });
  });

  it('of two rules about states nobody can tell which one spoke, and that is said', () => {
    const rules = rulesFrom(
      { kind: 'treat-state', state: 'busy', as: 'unavailable' },
      { kind: 'treat-state', state: 'in-a-call', as: 'unavailable' },
    );
    const result = whatIf(ask([aCandidate('lee', { shows: 'Busy' }), ana], { rules }), [
      { change: 'rule-off', sentence: 0 },
    ]);
    expect(result.notes).toEqual(['rule-about-presence-not-known']);
  });

  it('another time: presence beyond its reach has no say, and what is not known is said', () => {
    const record = ask([aCandidate('lee', { shows: 'Away' }), ana]);
    const { record: result, notes } = whatIf(record, [
      { change: 'other-time', slot: later, facts: new Map() },
    ]);
    expect([chosen(result), result.presence.because]).toEqual(['lee', 'too-far-ahead']);
    expect(notes).toEqual(['shifts-not-known', 'calendar-not-known']);
    const early = ask([aCandidate('lee', { tooFarAhead: true }), ana], {
      slot: later,
      presenceReading: 'not-read',
    });
    const sooner = whatIf(early, [
      { change: 'other-time', slot: { start: NOW, end: later.end }, facts: new Map() },
    ]);
    expect(sooner.notes).toContain('presence-not-known');
    expect(sooner.record.outcome.kind).toBe('chosen');
  });

  it('leaves the record as it was', () => {
    const record = ask([aCandidate('lee'), ana]);
    const before = structuredClone(record);
    whatIf(record, [{ change: 'away', technicianId: 'lee' }, { change: 'rota-off' }]);
    expect(record).toEqual(before);
    expect(whatIf(record, [{ change: 'away', technicianId: 'nobody' }]).notes).toEqual([
      'technician-not-in-decision',
    ]);
  });
});

describe('CHAT-5 and DIS-7: why not Lee', () => {
  it('names the gate', () => {
    const answer = whyNot(ask([aCandidate('lee', { shows: 'Away' }), ana]), 'lee');
    expect(answer).toMatchObject({
      answer: 'skipped',
      gate: { gate: 'presence', code: 'on-break' },
      keepsTheTurn: false,
    });
  });

  it('names what the other one is ahead in, the widest first', () => {
    const record = ask([
      aCandidate('lee', { openLoad: 5, shift: UNCOVERED, affinity: 'same-family' }),
      aCandidate('ana'),
    ]);
    expect(whyNot(record, 'lee')).toMatchObject({
      answer: 'outranked',
      by: 'score',
      chosenId: 'ana',
      gaps: [
        { part: 'load', points: 15 },
        { part: 'shift', points: 9 },
        { part: 'affinity', points: -10 },
      ],
    });
  });

  it('tells turn, tie and rule apart', () => {
    const first = aCandidate('ana', { lastAssignedAt: null });
    expect(whyNot(ask([aCandidate('lee'), first], { workflow: ROUND_ROBIN }), 'lee')).toMatchObject({
      by: 'turn',
      gaps: [],
    });
    const tied = ask([aCandidate('lee'), aCandidate('ana')]);
    expect(whyNot(tied, chosen(tied) === 'lee' ? 'ana' : 'lee')).toMatchObject({ by: 'tie', gaps: [] });
    const rules = rulesFrom({
      kind: 'always',
      who: { kind: 'technician', technicianId: 'ana', name: 'Ana' },
      scope: 'always',
    });
    expect(whyNot(ask([aCandidate('lee'), ana], { rules }), 'lee')).toMatchObject({ by: 'rule' });
    expect(whyNot(tied, chosen(tied))).toMatchObject({ answer: 'was-chosen' });
    expect(whyNot(tied, 'nobody')).toEqual({ answer: 'not-a-candidate' });
  });

  it.each([
    ['toggle', { workflow: { ...RANKED, teamsAvailability: 'off' } }, {}, 'teams-availability-off'],
    ['mapped', {}, { isMapped: false }, 'not-mapped'],
    ['signal', {}, { shows: 'PresenceUnknown' }, 'no-presence'],
    ['break', {}, { shows: 'Away' }, 'on-break'],
    ['rota', {}, { shift: UNCOVERED }, 'off-shift'],
  ] as const)('AV-10: the first check of Teams that failed is %s', (check, changes, wish, code) => {
    const record = ask([aCandidate('lee', wish), ana], changes);
    const checks = checkTeams(record, decisionOf(record, 'lee'));
    expect(checks.map((each) => each.check)).toEqual(['toggle', 'mapped', 'signal', 'break', 'rota']);
    expect(checks.find(({ state }) => state === 'failed')).toMatchObject({ check, code });
  });

  it('AV-10: why shifts did not matter, in order', () => {
    const lee = [aCandidate('lee', { openLoad: 9 }), aCandidate('ana', { shift: UNCOVERED })];
    const because = (people = lee, changes = {}) =>
      whyShiftsDidNotMatter(ask(people, changes), 'lee')?.because ?? null;
    expect(because(lee, { workflow: { ...ROUND_ROBIN, rotaTeams: [] } })).toBe('no-rota-chosen');
    expect(because(lee, { shiftsReading: 'no-schedule' })).toBe('no-schedule');
    expect(because([aCandidate('lee', { isMapped: false })])).toBe('not-mapped');
    expect(because(lee, { workflow: ROUND_ROBIN })).toBe('round-robin');
    expect(because()).toBe('outweighed');
    expect(because([aCandidate('lee')])).toBeNull();
  });
});
