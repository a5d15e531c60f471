import { describe, expect, it } from 'vitest';
import { forWords, openWords, spokenSentences } from '../../../tab/src/features/dispatch/candidate-words.ts';
import type { Candidate, Decision, Standing } from '../../../tab/src/features/dispatch/dispatch-types.ts';
import { headlineOf, undoableUntil } from '../../../tab/src/features/dispatch/headline.ts';
import { changesOf, NOTHING_IMAGINED } from '../../../tab/src/features/dispatch/what-if-form.ts';
import { answerLines, gateLines } from '../../../tab/src/features/dispatch/why-words.ts';
import { decisionTexts } from '../../../tab/src/texts/decisions.ts';
import { decisionPageTexts } from '../../../tab/src/texts/dispatch-decision.ts';
import { reasonTexts } from '../../../tab/src/texts/dispatch-reasons.ts';
import { createFormats } from '../../../tab/src/texts/language.ts';

const formats = createFormats({ locale: 'en-GB', language: 'en', zone: 'UTC' });
const words = { t: decisionPageTexts.en, shared: decisionTexts.en, formats };
const why = { t: reasonTexts.en, shared: decisionTexts.en, formats };

const people = [
  { technicianId: '1', name: 'Aisha Khan' },
  { technicianId: '2', name: 'Ben Osei' },
];
const decision = (changes: object = {}) =>
  ({
    outcome: { kind: 'chosen', because: null, technicianId: '1', technicianName: 'Aisha Khan' },
    ticket: { ownerId: null },
    workflow: { act: 'suggest' },
    source: 'tab',
    ...changes,
  }) as Decision;
const ticket = (changes: object = {}) => ({
  ownerId: null,
  ownerName: null,
  status: { phase: 'open' },
  ...changes,
});
const aishas = () => ticket({ ownerId: '1', ownerName: 'Aisha Khan' });
const standing = (changes: object = {}) =>
  ({ ticket: ticket(), assignment: null, hold: null, ...changes }) as Standing;
const assignment = (changes: object) => ({
  state: 'done',
  technicianId: '1',
  technicianName: 'Aisha Khan',
  booking: 'not-wanted',
  problem: null,
  response: null,
  ownerFoundName: null,
  settledAt: '2026-11-22T10:00:00.000Z',
  ...changes,
});

describe('ux S4: the headline says how the ticket stands', () => {
  const titleOf = (about: Decision, now: Standing | null) => headlineOf(about, now, people, words).title;

  it.each<[string, object, object | null]>([
    ['Aisha Khan is suggested.', {}, {}],
    ['Aisha Khan is suggested.', {}, null],
    ['Dry run: Aisha Khan would get it.', { workflow: { act: 'dry-run' } }, {}],
    ['In shadow: Aisha Khan would get it.', { source: 'shadow' }, {}],
    ['The ticket is closed.', {}, { ticket: ticket({ status: { phase: 'closed' } }) }],
    [
      'The ticket belongs to Wei Zhang by now.',
      {},
      { ticket: ticket({ ownerId: '9', ownerName: 'Wei Zhang' }) },
    ],
    ['Assigned to Aisha Khan.', {}, { assignment: assignment({}), ticket: aishas() }],
    ['Assigned to Aisha Khan.', {}, { assignment: assignment({}), ticket: null }],
    // What became of it in the PSA goes before what was written.
    [
      'The ticket belongs to Wei Zhang by now.',
      {},
      { assignment: assignment({}), ticket: ticket({ ownerId: '9', ownerName: 'Wei Zhang' }) },
    ],
    ['The ticket belongs to nobody by now.', {}, { assignment: assignment({}) }],
    [
      'The ticket is closed.',
      {},
      { assignment: assignment({}), ticket: { ...aishas(), status: { phase: 'closed' } } },
    ],
    ['Aisha Khan gets it as soon as the PSA answers.', {}, { assignment: assignment({ state: 'pending' }) }],
    [
      'It belongs to Wei Zhang already.',
      {},
      { assignment: assignment({ state: 'owned', ownerFoundName: 'Wei Zhang' }) },
    ],
    ['The PSA refused to give it to Aisha Khan.', {}, { assignment: assignment({ state: 'refused' }) }],
    ['Taken back: the ticket belongs to nobody.', {}, { assignment: assignment({ technicianId: null }) }],
    [
      'It is taken back as soon as the PSA answers.',
      {},
      { assignment: assignment({ state: 'pending', technicianId: null }), ticket: aishas() },
    ],
    [
      'The PSA refuses to take it back.',
      {},
      { assignment: assignment({ state: 'refused', technicianId: null }), ticket: aishas() },
    ],
    // Given back to whom it belonged before: named by the decision's own candidates.
    [
      'Assigned to Ben Osei.',
      {},
      {
        assignment: assignment({ technicianId: '2', technicianName: null }),
        ticket: ticket({ ownerId: '2' }),
      },
    ],
  ])('%s', (title, about, now) => {
    expect(titleOf(decision(about), now && standing(now))).toBe(title);
  });

  it.each([
    ['In shadow', { source: 'shadow' }, 'A workflow in shadow decides silently: nothing was written.'],
    ['Dry run', { workflow: { act: 'dry-run' } }, 'This workflow only rehearses: nothing was written.'],
  ])(
    '%s: whom it would have chosen stays the point when people gave the ticket to somebody',
    (kind, about, only) => {
      const now = standing({ ticket: ticket({ ownerId: '9', ownerName: 'Wei Zhang' }) });
      expect(headlineOf(decision(about), now, people, words)).toEqual({
        title: `${kind}: Aisha Khan would get it.`,
        lines: [only, 'The ticket belongs to Wei Zhang by now.'],
        isUrgent: false,
      });
    },
  );

  it('DIS-8: words of the PSA are quoted as data; a code of ours is not shown', () => {
    const linesOf = (problem: string) =>
      headlineOf(
        decision(),
        standing({ assignment: assignment({ state: 'refused', problem }) }),
        people,
        words,
      ).lines;
    expect(linesOf('Agent may not <b>own</b> this')).toEqual([
      'The PSA says: “Agent may not <b>own</b> this”',
      'Nothing was written.',
    ]);
    expect(linesOf('psa_down')).toEqual(['Nothing was written.']);
  });

  it('DIS-10: a ticket that waits says when it is tried next; escalated, since when it needs a person', () => {
    const outcome = {
      kind: 'held',
      because: 'everyone-on-a-break',
      technicianId: null,
      technicianName: null,
    };
    const hold = { nextTryAt: '2026-11-22T10:05:00Z', escalateAt: '2026-11-22T10:30:00Z', escalatedAt: null };
    const lines = (now: Standing) => headlineOf(decision({ outcome }), now, people, words);
    expect(lines(standing({ hold })).lines[0]).toBe('Everyone is on a break.');
    expect(lines(standing({ hold })).lines[1]).toMatch(/10:05, and a lead is told at .*10:30/);
    const late = lines(standing({ hold: { ...hold, escalatedAt: '2026-11-22T10:30:00Z' } }));
    expect(late.isUrgent).toBe(true);
    expect(late.lines[1]).toMatch(/^It has needed a person since .*10:30/);
    expect(lines(standing()).lines[1]).toBe('It had to wait then, and doesn’t wait any more.');
  });
});

describe('taking back', () => {
  it.each<[object, string | null]>([
    [{}, '2026-11-22T10:05:00.000Z'],
    [{ state: 'pending', settledAt: null }, null],
    [{ state: 'undone' }, null],
    [{ technicianId: null, technicianName: null }, null],
    // What an undo itself wrote, back to the earlier owner.
    [{ technicianName: null }, null],
  ])('%j can be taken back until %s', (changes, until) => {
    const now = standing({ assignment: assignment(changes), ticket: aishas() });
    expect(undoableUntil(now)?.toISOString() ?? null).toBe(until);
  });
  it.each<[string, object | null, boolean]>([
    ['somebody else has it', { ownerId: '9' }, false],
    ['nobody has it', { ownerId: null }, false],
    ['it is closed', { status: { phase: 'closed' } }, false],
    ['the PSA does not answer', null, true],
  ])('once %s in the PSA', (_name, changes, isOffered) => {
    const now = standing({ assignment: assignment({}), ticket: changes && { ...aishas(), ...changes } });
    expect(undoableUntil(now) !== null).toBe(isOffered);
  });
});

const part = (name: string, value: number, weight: number, reason: string) => ({
  part: name,
  value,
  weight,
  reason,
});
const NOBODY_SPECIAL: object = {
  technicianId: '1',
  name: 'Aisha Khan',
  reasons: ['working'],
  score: null,
  gates: [],
  openTickets: 2,
};
const candidate = (changes: object) => ({ ...NOBODY_SPECIAL, ...changes }) as Candidate;

describe('ux S4: reasons', () => {
  const score = {
    parts: [
      part('load', 1, 30, 'no-open-work'),
      part('affinity', 0, 10, 'new-to-company'),
      part('skill', 0.5, 25, 'no-skills-asked'),
      part('shift', 1, 15, 'shift-covers'),
    ],
    rule: { points: 15, sentence: 2 },
  };
  it('what speaks for the chosen one is nothing that speaks against', () => {
    const reasons = ['no-open-work', 'new-to-company'];
    expect(forWords(candidate({ reasons, score }), decisionTexts.en)).toEqual(['No open work', 'On shift']);
  });
  it('open tickets stand beside the median only when everyone is known', () => {
    const team = [2, 5, 9].map((openTickets) => candidate({ openTickets }));
    const how = { t: decisionPageTexts.en, formats };
    const [first] = team;
    expect(first && openWords(first, team, { ...how, isWhole: true })).toBe(
      '2 open tickets, the median is 5',
    );
    expect(first && openWords(first, team, { ...how, isWhole: false })).toBe('2 open tickets');
    const unknown = candidate({ openTickets: null });
    expect(openWords(unknown, [unknown], { ...how, isWhole: true })).toBeNull();
  });
  it('the sentences that had a say are those that presence, a gate or a score names', () => {
    const gates = [{ gate: 'excluded', passed: false, code: 'never-by-rule', sentence: 0 }];
    const about = { presence: { sentence: 4 }, shifts: { sentence: null } } as Decision;
    expect(spokenSentences(about, [candidate({ gates, score })])).toEqual(new Set([4, 0, 2]));
  });
});

describe('AV-10: why not', () => {
  it('an outranked person hears who was ahead, in what, and where they were better', () => {
    const answer = {
      kind: 'outranked',
      by: 'score',
      chosenId: '1',
      chosenName: 'Aisha Khan',
      gaps: [
        { part: 'load', points: 8.04 },
        { part: 'shift', points: -3.5 },
      ],
    };
    expect(answerLines({ answer } as never, why)).toEqual([
      'Could take it, but Aisha Khan has more points.',
      'Aisha Khan was ahead in open work (by 8 points).',
      'Aisha Khan was behind in shifts (by 3.5 points).',
    ]);
  });
  it('the checks stand in their order; after the one that failed none was asked', () => {
    const gates = [
      { gate: 'active', passed: true, code: 'active', sentence: null },
      { gate: 'pool', passed: true, code: 'in-pool', sentence: null },
      { gate: 'excluded', passed: false, code: 'never-by-rule', sentence: 1 },
    ];
    const instructions = [{ sentence: 1, text: 'Never assign Ben.' }];
    const lines = gateLines(candidate({ gates }), { instructions }, why);
    expect(lines.map(({ state }) => state)).toEqual([
      'passed',
      'passed',
      'failed',
      ...Array.from({ length: 4 }, () => 'not-reached'),
    ]);
    expect(lines[2]).toMatchObject({
      words: 'here it ends. Excluded by an instruction.',
      instruction: 'By the instruction “Never assign Ben.”',
    });
  });
});

describe('DIS-7: what-if', () => {
  it('asks for what was changed, all at once', () => {
    expect(changesOf(NOTHING_IMAGINED)).toEqual([]);
    const start = '2026-11-23T09:30';
    expect(changesOf({ technicianId: '2', move: 'back', isRotaOff: true, rulesOff: [0, 3], start })).toEqual([
      { change: 'back', technicianId: '2' },
      { change: 'rota-off' },
      { change: 'rule-off', sentence: 0 },
      { change: 'rule-off', sentence: 3 },
      { change: 'other-time', start: new Date(start).toISOString() },
    ]);
  });
  it('a time that is none is not asked about', () => {
    expect(changesOf({ ...NOTHING_IMAGINED, start: 'tomorrow' })).toBeNull();
  });
});
