import { describe, expect, it } from 'vitest';
import { eligibleWords } from '../../../tab/src/features/workflows/eligible-words.ts';
import { methodWords, rotaWords, takesWords } from '../../../tab/src/features/workflows/list-words.ts';
import { draftOf, SETUP_FIELDS } from '../../../tab/src/features/workflows/setup-draft.ts';
import { setupFacts } from '../../../tab/src/features/workflows/setup-facts.ts';
import {
  type Candidate,
  candidateGroups,
  groundLines,
  outcomeLines,
  type TryAnswer,
} from '../../../tab/src/features/workflows/try-result.ts';
import type {
  Workflow,
  WorkflowGround,
  WorkflowSetup,
} from '../../../tab/src/features/workflows/workflow-types.ts';
import { decisionTexts } from '../../../tab/src/texts/decisions.ts';
import { createFormats } from '../../../tab/src/texts/language.ts';
import { workflowFormTexts } from '../../../tab/src/texts/workflow-form.ts';
import { workflowTexts } from '../../../tab/src/texts/workflows.ts';
import { A_SETUP } from './a-setup.ts';

const formats = createFormats({ locale: 'en-GB', language: 'en', zone: 'UTC' });
const NOW = new Date('2026-11-22T12:00:00Z');
const TEAM = { id: '11111111-1111-4111-8111-111111111111', displayName: 'Service Desk' };
const GROUND: WorkflowGround = {
  psaWasRead: true,
  hasModel: false,
  technicians: [{ id: 't-1', name: 'Ana Ruiz' }],
  skills: [],
  priorities: [{ id: '1', label: 'Critical', rank: 1, words: ['P1'] }],
  queues: [{ id: '5', name: 'Service board' }],
  companies: [],
  standard: A_SETUP,
};
const aWorkflow = (setup: Partial<WorkflowSetup> = {}): Workflow => ({
  workflowId: 'w',
  version: 1,
  position: 0,
  setup: { ...A_SETUP, name: 'New tickets', ...setup },
  sentences: [],
  savedAt: null,
  savedBy: null,
});

describe('S9: a workflow in the list', () => {
  const t = workflowTexts.en;
  const words = { t, formats };
  it('method and act in two words', () => {
    expect(methodWords(aWorkflow(), t)).toBe('AI · Suggest');
    expect(methodWords(aWorkflow({ mode: 'round-robin', act: 'dry-run' }), t)).toBe('Round Robin · Dry run');
  });
  it.each<[Partial<WorkflowSetup>, string]>([
    [{ rotaTeams: [TEAM] }, 'Service Desk'],
    [{}, 'No rota chosen'],
    [{ rotaTeams: [TEAM], teamsAvailability: 'off' }, 'Not used'],
    [{ rotaTeams: [TEAM], mode: 'round-robin' }, 'On-break check only'],
  ])('rota: %j → %s', (setup, expected) => {
    expect(rotaWords(aWorkflow(setup), words)).toBe(expected);
  });
  it.each<[string, Partial<WorkflowSetup>, WorkflowGround | null, readonly string[]]>([
    ['off', {}, GROUND, ['Switched off: takes no tickets by itself']],
    ['every ticket', { isOn: true }, GROUND, ['Takes every ticket']],
    [
      'some',
      { isOn: true, takes: { queues: ['5'], priorities: ['1'] } },
      GROUND,
      ['Takes Service board · Critical'],
    ],
    [
      'names not known',
      { isOn: true, takes: { queues: ['5'], priorities: [] } },
      null,
      ['Takes chosen tickets only'],
    ],
    [
      'in shadow',
      { isOn: true, shadowUntil: '2026-11-29T00:00:00.000Z' },
      GROUND,
      ['Takes every ticket', 'Shadow mode until Sat 28 Nov'],
    ],
    [
      'after the shadow',
      { isOn: true, shadowUntil: '2026-11-20T00:00:00.000Z' },
      GROUND,
      ['Takes every ticket'],
    ],
  ])('takes: %s', (_name, setup, ground, expected) => {
    expect(takesWords(aWorkflow(setup), ground, NOW, words)).toEqual(expected);
  });
});

describe('S9: who is eligible, in one line', () => {
  const words = { t: workflowFormTexts.en, formats };
  it('says pool, break with its window, limit and calendar', () => {
    expect(eligibleWords(draftOf({ ...A_SETUP, presenceBlocksMinutes: 90 }), words)).toBe(
      'Eligible when: active in the PSA · not on a break (if the work starts within 1 hour 30 minutes) · under 12 open tickets · free in the PSA calendar',
    );
  });
  it('leaves out what has no say, and what is no number yet', () => {
    const draft = draftOf({ ...A_SETUP, pool: ['t-1'], teamsAvailability: 'off', calendar: 'ignore' });
    expect(eligibleWords({ ...draft, capacity: 'x' }, words)).toBe('Eligible when: in the pool (1)');
  });
});

describe('settings for whoever may only look', () => {
  it('every setting but the name and the instructions, ids by their names', () => {
    const setup: WorkflowSetup = {
      ...A_SETUP,
      takes: { queues: ['5', '77'], priorities: [] },
      pool: ['t-1'],
      rotaTeams: [TEAM],
      shadowUntil: '2026-11-29T00:00:00.000Z',
    };
    const facts = setupFacts(setup, GROUND, { t: workflowFormTexts.en, formats });
    const values = Object.fromEntries(facts.map(({ field, value }) => [field, value]));
    expect(facts.map(({ field }) => field)).toEqual(
      SETUP_FIELDS.filter((field) => field !== 'name' && field !== 'instructions'),
    );
    expect(values).toMatchObject({
      isOn: 'No',
      queues: 'Service board and 77',
      priorities: 'Any priority',
      pool: 'Ana Ruiz',
      rotaTeams: 'Service Desk',
      teamsAvailability: 'On',
      presenceBlocksMinutes: '2 hours',
      shadowUntil: '28 Nov 2026',
    });
  });
});

describe('a try on a ticket, in words', () => {
  const t = decisionTexts.en;
  const aDecision = (changes: object): TryAnswer['decision'] =>
    ({
      outcome: { kind: 'chosen', because: null, technicianId: 't-1', technicianName: 'Ana Ruiz' },
      presence: { use: 'used', because: null, sentence: null, remedy: null },
      shifts: { use: 'used', because: null, sentence: null, remedy: null },
      model: { state: 'not-asked', trace: null },
      notes: [],
      instructions: [{ sentence: 2, text: 'Ignore presence.' }],
      candidates: [],
      ...changes,
    }) as unknown as TryAnswer['decision']; // only what the words read

  it('who would get it, or why nobody would', () => {
    expect(outcomeLines(aDecision({}), t)).toEqual(['Ana Ruiz would get it.']);
    const held = { kind: 'held', because: 'nobody-eligible', technicianId: null, technicianName: null };
    expect(outcomeLines(aDecision({ outcome: held }), t)).toEqual([
      'The ticket would be held and tried again.',
      'Nobody is eligible.',
    ]);
  });

  it('DIS-6: says what Teams had to do with it, after a rule that nobody could follow', () => {
    const notes = [{ note: 'always-rule', because: 'nobody-eligible', remedy: null }];
    expect(groundLines(aDecision({ notes }), t)).toEqual([
      'An instruction names somebody for such tickets who can’t take it now, so others follow.',
      'Presence was read and used.',
      'Shifts were read and used.',
    ]);
  });

  it('those who might get it stand apart from the skipped', () => {
    const candidates = [{ word: 'suggested' }, { word: 'skipped' }, { word: 'lower' }] as Candidate[];
    const { able, skipped } = candidateGroups(candidates);
    expect([able.length, skipped.length]).toEqual([2, 1]);
  });
});
