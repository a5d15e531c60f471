import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, rulesOf } from '#core/instructions/compile.ts';
import { describeRule } from '#core/instructions/describe-rule.ts';
import { DESK } from './a-desk.ts';

const texts = (text: string): readonly string[] =>
  compile(text, DESK).sentences.map((sentence) => sentence.text);

describe('INS-1: sentences', () => {
  it.each([
    ['Never Lee for P1. Always Ana for P2!', ['Never Lee for P1.', 'Always Ana for P2!']],
    [
      '- Never Lee for P1\n* Always Ana for P2\n1. Prefer Lee',
      ['Never Lee for P1', 'Always Ana for P2', 'Prefer Lee'],
    ],
    ['Lee max. 3 tickets. Ask Dr. Lee.', ['Lee max. 3 tickets.', 'Ask Dr. Lee.']],
    [
      'Presence blocks only the next 1.5 hours. Be kind.',
      ['Presence blocks only the next 1.5 hours.', 'Be kind.'],
    ],
    [
      'Only look at presence for the next 30 min. Be kind.',
      ['Only look at presence for the next 30 min.', 'Be kind.'],
    ],
    ['Never Lee for Fabrikam Inc. Always Ana for P1.', ['Never Lee for Fabrikam Inc.', 'Always Ana for P1.']],
    ['Say "Hello. How are you?" to all. Be kind.', ['Say "Hello. How are you?" to all.', 'Be kind.']],
    ['Never Lee\nfor Contoso', ['Never Lee for Contoso']],
    ['Never Lee for Contoso\nExcept for P1', ['Never Lee for Contoso Except for P1']],
    ['Never Lee for Contoso.\n\nExcept for P1.', ['Never Lee for Contoso.', 'Except for P1.']],
    ['Nie Lee, z. B. bei P1. Immer Ana.', ['Nie Lee, z. B. bei P1.', 'Immer Ana.']],
    ['  \r\n\r\n ', []],
  ])('%j', (text, sentences) => {
    expect(texts(text)).toEqual(sentences);
  });
});

describe('INS-1: rules that meet', () => {
  const warnings = (text: string) =>
    compile(text, DESK).sentences.map((sentence) =>
      sentence.warnings.map(({ code, other }) => [code, other?.text ?? null]),
    );

  it.each([
    ['Never Lee for P1.', 'Always Lee for P1.', 'contradicts', 'contradicts'],
    ['Never Lee.', 'Prefer Lee for P1.', 'overlaps', 'overlaps'],
    ['Avoid Lee for P1.', 'Always Lee for Contoso.', 'overlaps', 'overlaps'],
    ['Treat DND as unavailable.', 'Consider DND busy.', null, 'repeats'],
    [
      'Ignore presence always.',
      'Block presence only for the next 30 minutes.',
      'has-no-effect-with',
      'has-no-effect-with',
    ],
    ['Treat DND as unavailable.', 'Ignore presence.', 'has-no-effect-with', 'has-no-effect-with'],
    ['Presence blocks only the next hour.', 'Presence blocks only the next 2 hours.', 'replaced-by', null],
    ['Lee at most 3 tickets.', 'Lee at most 2 tickets.', 'replaced-by', null],
    ['Never Lee for P1.', 'Always Lee for P2.', null, null],
    ['Never Lee for P1.', 'Always Ana for P1.', null, null],
    ['Never Lee for P1.', 'Avoid Lee for Contoso.', null, null],
    ['Ignore presence for P1.', 'Presence blocks only the next hour.', null, null],
  ])('%s %s', (first, second, onFirst, onSecond) => {
    const between = warnings(`${first}\n${second}`).map((list) => list.filter(([, other]) => other !== null));
    expect(between).toEqual([onFirst ? [[onFirst, second]] : [], onSecond ? [[onSecond, first]] : []]);
  });

  it('says when a word was taken one of two ways, and when nothing changes', () => {
    expect(warnings('Consider DND busy. Treat Offline as unavailable. Treat DND as available.')).toEqual([
      [
        ['busy-taken-as-unavailable', null],
        ['contradicts', 'Treat DND as available.'],
      ],
      [['already-so', null]],
      [
        ['already-so', null],
        ['contradicts', 'Consider DND busy.'],
      ],
    ]);
  });
});

describe('INS-1: limits', () => {
  it('2,000 characters and 50 sentences are read, one more is a fault of the field', () => {
    expect(compile('a'.repeat(2000), DESK).faults).toEqual([]);
    expect(compile('a'.repeat(2001), DESK)).toMatchObject({
      sentences: [],
      faults: [{ field: 'instructions', rule: 'too-long' }],
    });
    expect(compile('Be kind.\n'.repeat(50), DESK).sentences).toHaveLength(50);
    expect(compile('Be kind.\n'.repeat(51), DESK)).toMatchObject({
      sentences: [],
      faults: [{ field: 'instructions', rule: 'too-many-sentences' }],
    });
  });
});

describe('INS-1: describing a rule', () => {
  it('gives codes and names, never ids of the PSA', () => {
    const text =
      'Never Lee for P1 tickets from Contoso. Treat DND as unavailable. Lee max 3. Presence window 1 h. Ignore shifts.';
    const rules = rulesOf(compile(text.replace('Presence window', 'Presence window:'), DESK).sentences);
    const none = { state: null, who: null, tickets: null, minutes: null, scope: null };
    const who = { kind: 'technician', name: 'Lee Wong' };
    expect(rules.map((rule) => describeRule(rule, DESK))).toEqual([
      {
        ...none,
        code: 'never-gets',
        who,
        scope: {
          priorities: ['Priority 1 - Critical', 'Critical (Gold SLA)'],
          queues: [],
          companies: ['Contoso Dental'],
        },
      },
      { ...none, code: 'state-is-unavailable', state: 'do-not-disturb' },
      { ...none, code: 'at-most-open', who, tickets: 3 },
      { ...none, code: 'presence-blocks-within', minutes: 60 },
      { ...none, code: 'shifts-not-used', scope: 'always' },
    ]);
  });
});

const RULE_SENTENCES = [
  'Never Lee for Contoso.',
  'Ignore presence for P1',
  'Treat DND as unavailable.',
  'Lee höchstens 3 Tickets gleichzeitig',
  'Be kind.',
  'Never Lee on Fridays.',
  'Presence blocks only the next hour.',
  'Always Sam for P9',
];
const WORDS =
  'never always Lee Ana Sam for P1 Contoso unless except ignore presence not treat as unavailable DND , . " \n - 3 tickets at most on Fridays und nie bei ? P9 and only next 30 minutes'.split(
    ' ',
  );

describe('INS-2: whatever is written', () => {
  it('compiling never throws, and every rule carries the sentence that it came from', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fc.constantFrom(...WORDS), { maxLength: 40 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(any, (text) => {
        const { sentences } = compile(text, DESK);
        for (const rule of rulesOf(sentences)) expect(sentences[rule.sentence]?.text).toBe(rule.source);
      }),
      { numRuns: 150 },
    );
  });

  it('two texts joined by a line compile to what each compiles to', () => {
    const text = fc
      .array(fc.constantFrom(...RULE_SENTENCES), { minLength: 1, maxLength: 4 })
      .map((list) => list.join('\n'));
    fc.assert(
      fc.property(text, text, (one, two) => {
        const first = outcomes(one, 0);
        expect(outcomes(`${one}\n${two}`, 0)).toEqual([...first, ...outcomes(two, first.length)]);
      }),
      { numRuns: 40 },
    );
  });

  it('words that the grammar does not know never become a rule', () => {
    const unknown = fc.stringMatching(/^[bcdfgjkqvwxyz]{4,9}$/);
    const shapes = [
      'Never Lee for Contoso *',
      '* never Lee for Contoso',
      'Ignore presence for *',
      'Treat * as unavailable',
      'Lee at most 3 * tickets',
      'Prefer * for P1',
      '*',
    ];
    fc.assert(
      fc.property(unknown, fc.constantFrom(...shapes), (word, shape) => {
        expect(rulesOf(compile(shape.replace('*', word), DESK).sentences)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

function outcomes(text: string, offset: number) {
  return compile(text, DESK).sentences.map(({ outcome }) =>
    outcome.kind === 'rules'
      ? { ...outcome, rules: outcome.rules.map((rule) => ({ ...rule, sentence: rule.sentence + offset })) }
      : outcome,
  );
}
