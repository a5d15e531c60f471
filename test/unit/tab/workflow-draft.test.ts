import { describe, expect, it } from 'vitest';
import { faultsOf as coreFaults, LONGEST_NAME } from '#core/dispatch/check-setup.ts';
import { LONGEST_INSTRUCTIONS as CORE_LONGEST } from '#core/instructions/compile.ts';
import {
  findOutside,
  movedBy,
  poolMembers,
  withGone,
} from '../../../tab/src/features/workflows/pool-list.ts';
import { rotaNote } from '../../../tab/src/features/workflows/rota-note.ts';
import {
  changedFields,
  draftOf,
  putOnTop,
  SETUP_FIELDS,
  type SetupDraft,
  setupOf,
} from '../../../tab/src/features/workflows/setup-draft.ts';
import {
  BOUNDS,
  faultsOf,
  LONGEST_INSTRUCTIONS,
  serverFaults,
} from '../../../tab/src/features/workflows/setup-faults.ts';
import {
  sharedWords,
  faultyIn,
  wordMapOf,
  wordsDraftOf,
} from '../../../tab/src/features/workflows/words-draft.ts';
import type { WorkflowSetup } from '../../../tab/src/features/workflows/workflow-types.ts';
import { A_SETUP } from './a-setup.ts';

const aSetup = (changes: Partial<WorkflowSetup> = {}): WorkflowSetup => ({
  ...A_SETUP,
  name: 'New tickets',
  ...changes,
});
const TEAM = { id: '11111111-1111-4111-8111-111111111111', displayName: 'Service Desk' };
const OTHER = { id: '22222222-2222-4222-8222-222222222222', displayName: 'Escalations' };
const TERMS = { today: '2026-11-22', before: '' };

describe('bounds that the server keeps', () => {
  it('may have instructions as long as the grammar reads', () => {
    expect(LONGEST_INSTRUCTIONS).toBe(CORE_LONGEST);
    expect(LONGEST_NAME).toBe(80);
  });
});

describe('TAB-4: settings of a workflow while they are changed', () => {
  it('what was read and not touched goes back as it came', () => {
    const setup = aSetup({
      takes: { queues: ['7', '3'], priorities: ['1'] },
      pool: ['t-2', 't-1'],
      rotaTeams: [TEAM],
      shadowUntil: '2026-11-30T15:30:00.000Z',
      instructions: 'Treat Away as available.',
    });
    expect(setupOf(draftOf(setup), setup)).toEqual(setup);
    expect(changedFields(draftOf(setup), draftOf(setup))).toEqual([]);
  });

  it.each<[string, Partial<SetupDraft>, readonly string[]]>([
    ['a name with a space more', { name: ' New tickets ' }, []],
    ['another name', { name: 'Old tickets' }, ['name']],
    ['a number that was typed anew', { capacity: ' 12 ' }, []],
    ['another number', { capacity: '13' }, ['capacity']],
    ['one weight', { weights: { ...draftOf(aSetup()).weights, load: '31' } }, ['weights']],
    ['everybody while others stay remembered', { pool: { kind: 'everyone', ids: ['t-1'] } }, []],
    ['a pool', { pool: { kind: 'chosen', ids: ['t-1'] } }, ['pool']],
    ['two fields, in the order of the form', { act: 'assign', name: 'X' }, ['name', 'act']],
    ['a line break in instructions', { instructions: 'Treat Away as available.' }, ['instructions']],
  ])('unsaved changes: %s', (_name, changes, expected) => {
    const before = draftOf(aSetup());
    expect(changedFields(before, { ...before, ...changes })).toEqual(expected);
  });

  it('the order of the pool is a change, the order of ticks is none', () => {
    const before = draftOf(aSetup({ pool: ['a', 'b'], takes: { queues: ['1', '2'], priorities: [] } }));
    expect(changedFields(before, { ...before, queues: ['2', '1'] })).toEqual([]);
    expect(changedFields(before, { ...before, pool: { kind: 'chosen', ids: ['b', 'a'] } })).toEqual(['pool']);
  });

  it('every field of the form counts as a change of its own', () => {
    const before = draftOf(aSetup());
    expect([...SETUP_FIELDS].toSorted()).toEqual(Object.keys(before).toSorted());
  });

  it('a shadow lasts to the end of the day that was chosen, and is read back as that day', () => {
    const setup = setupOf({ ...draftOf(aSetup()), shadowUntil: '2026-11-28' }, aSetup());
    expect(setup.shadowUntil).toBe(new Date(2026, 10, 29).toISOString());
    expect(draftOf(setup).shadowUntil).toBe('2026-11-28');
    expect(setupOf({ ...draftOf(setup), shadowUntil: '' }, setup).shadowUntil).toBeNull();
  });

  it('two leads at once: what I changed lies on top of what the other saved', () => {
    const base = draftOf(aSetup());
    const theirs = draftOf(aSetup({ capacity: 8, act: 'assign' }));
    const mine: SetupDraft = { ...base, capacity: '20', name: 'Mine' };
    expect(putOnTop(base, theirs, mine)).toEqual({ ...theirs, capacity: '20', name: 'Mine' });
  });
});

describe('field faults', () => {
  it.each<[string, Partial<SetupDraft>, unknown]>([
    ['no name', { name: '  ' }, [['name', { kind: 'empty' }]]],
    ['a long name', { name: 'x'.repeat(81) }, [['name', { kind: 'too-long', most: 80 }]]],
    ['a pool of nobody', { pool: { kind: 'chosen', ids: [] } }, [['pool', { kind: 'pool' }]]],
    ['letters', { capacity: 'ten' }, [['capacity', { kind: 'number', min: 1, max: 500 }]]],
    ['half minutes', { workMinutes: '30.5' }, [['workMinutes', { kind: 'number', min: 5, max: 480 }]]],
    ['too often', { retryMinutes: '0' }, [['retryMinutes', { kind: 'number', min: 1, max: 120 }]]],
    ['nothing', { escalateMinutes: '' }, [['escalateMinutes', { kind: 'number', min: 5, max: 1440 }]]],
    [
      'more than a model may',
      { modelShiftPoints: '31' },
      [['modelShiftPoints', { kind: 'number', min: 0, max: 30 }]],
    ],
    [
      '2,001 characters',
      { instructions: 'x'.repeat(2001) },
      [['instructions', { kind: 'too-long', most: 2000 }]],
    ],
    ['2,000 characters', { instructions: 'x'.repeat(2000) }, []],
    ['yesterday', { shadowUntil: '2026-11-21' }, [['shadowUntil', { kind: 'past' }]]],
    ['today', { shadowUntil: '2026-11-22' }, []],
    ['89 days ahead', { shadowUntil: '2027-02-19' }, []],
    ['90 days ahead', { shadowUntil: '2027-02-20' }, [['shadowUntil', { kind: 'too-far', most: 90 }]]],
    [
      '21 rota teams',
      { rotaTeams: Array.from({ length: 21 }, (_each, index) => ({ ...TEAM, id: `team-${index}` })) },
      [['rotaTeams', { kind: 'too-many', most: 20 }]],
    ],
  ])('%s', (_name, changes, expected) => {
    expect([...faultsOf({ ...draftOf(aSetup()), ...changes }, TERMS)]).toEqual(expected);
  });

  it('a shadow that ended long ago is no fault as long as nobody touches it', () => {
    const draft = { ...draftOf(aSetup()), shadowUntil: '2026-10-01' };
    expect(faultsOf(draft, { today: '2026-11-22', before: '2026-10-01' }).size).toBe(0);
  });

  it.each(Object.entries(BOUNDS))('%s: the same bounds as the server', (field, { min, max }) => {
    const known = { technicians: [], skills: [], priorities: [], queues: [], companies: [] };
    for (const value of [min - 1, min, max, max + 1]) {
      const setup = aSetup({ [field]: value });
      const server = coreFaults({ ...setup, shadowUntil: null, rotaTeams: [] } as never, known, new Date());
      expect([...faultsOf(draftOf(setup), TERMS).keys()]).toEqual(server.map((fault) => fault.field));
    }
  });

  it('weights: the one that is wrong has the fault, and all at 0 is one of its own', () => {
    const { weights } = draftOf(aSetup());
    const one = faultsOf({ ...draftOf(aSetup()), weights: { ...weights, skill: '101' } }, TERMS);
    expect([...one.keys()]).toEqual(['weights.skill']);
    const none = { load: '0', skill: '0', shift: '0', affinity: '0', earliness: '0', fairness: '0' };
    expect([...faultsOf({ ...draftOf(aSetup()), weights: none }, TERMS)]).toEqual([
      ['weights', { kind: 'weights' }],
    ]);
  });

  it('faults that the server names stand at their fields, in the order of the form', () => {
    const faults = [
      { field: 'setup.weights.load', problem: 'p', remedy: 'r' },
      { field: 'setup.takes.queues.0', problem: 'p', remedy: 'r' },
      { field: 'instructions', problem: 'p', remedy: 'r', rule: 'too-many-sentences' },
      { field: 'elsewhere', problem: 'p', remedy: 'r' },
    ];
    expect([...serverFaults({ faults })]).toEqual([
      ['queues', { kind: 'refused' }],
      ['instructions', { kind: 'sentences' }],
      ['weights.load', { kind: 'refused' }],
    ]);
    expect(serverFaults({}).size).toBe(0);
  });
});

describe('pool', () => {
  const PEOPLE = [
    { id: '1', name: 'Ana Ruiz' },
    { id: '2', name: 'Zoë Müller' },
  ];
  it('keeps its order, and people who left the PSA stay visible', () => {
    expect(poolMembers(['2', '9'], PEOPLE)).toEqual([
      { id: '2', name: 'Zoë Müller', isKnown: true },
      { id: '9', name: '9', isKnown: false },
    ]);
  });
  it('finds by parts of the name without accents, and leaves out who is in', () => {
    expect(findOutside(PEOPLE, [], 'mul zoe').map(({ id }) => id)).toEqual(['2']);
    expect(findOutside(PEOPLE, ['2'], 'zoe')).toEqual([]);
  });
  it('moves by one and stays at the ends', () => {
    expect(movedBy(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(movedBy(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
    expect(movedBy(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(movedBy(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
  });
  it('what is ticked and gone comes first', () => {
    expect(
      withGone(PEOPLE, [{ id: '7', name: 'Old queue' }]).map(({ name, isGone }) => [name, isGone]),
    ).toEqual([
      ['Old queue', true],
      ['Ana Ruiz', false],
      ['Zoë Müller', false],
    ]);
  });
});

describe('AV-5a: rota teams are apart from the teams of auto-map', () => {
  it.each([
    ['the same, in another order', [TEAM, OTHER], [OTHER, TEAM], { kind: 'same' }],
    ['fewer', [TEAM], [TEAM, OTHER], { kind: 'other', teams: [TEAM, OTHER] }],
    ['none against one', [], [TEAM], { kind: 'other', teams: [TEAM] }],
    ['auto-map looks through all', [TEAM], [], { kind: 'all' }],
  ])('%s', (_name, rota, ticked, expected) => {
    expect(rotaNote(rota, ticked)).toEqual(expected);
  });
});

describe('INS-3: priority words', () => {
  const PRIORITIES = [
    { id: '10', label: 'Critical', rank: 1, words: ['P1'] },
    { id: '20', label: 'High', rank: 2, words: ['P2', 'urgent'] },
  ];
  it('what was read goes back as it came', () => {
    expect(wordsDraftOf(PRIORITIES)).toEqual({ 10: 'P1', 20: 'P2, urgent' });
    expect(wordMapOf(PRIORITIES, wordsDraftOf(PRIORITIES))).toEqual({
      P1: ['10'],
      P2: ['20'],
      urgent: ['20'],
    });
  });
  it('commas, semicolons and spaces; one word for several priorities; the same word twice counts once', () => {
    const map = wordMapOf(PRIORITIES, { 10: ' P1 ;  urgent, ', 20: 'p1, P2, P2' });
    expect(map).toEqual({ P1: ['10', '20'], urgent: ['10'], P2: ['20'] });
    expect(sharedWords(map)).toEqual(['P1']);
  });
  it('two words are no word, and neither are more than 20 characters', () => {
    expect(faultyIn({ 10: 'P1', 20: 'x'.repeat(21), 30: 'on fire', 40: 'x'.repeat(20) })).toEqual([
      '20',
      '30',
    ]);
  });
});
