import { describe, expect, it } from 'vitest';
import { compile } from '#core/instructions/compile.ts';
import { describeRule } from '#core/instructions/describe-rule.ts';
import type { Known } from '#core/instructions/known.ts';
import {
  countOutcomes,
  sentenceLines,
  type SentenceTerms,
} from '../../../tab/src/features/workflows/sentence-words.ts';
import type { Sentence } from '../../../tab/src/features/workflows/workflow-types.ts';
import { createFormats } from '../../../tab/src/texts/language.ts';
import { workflowFormTexts } from '../../../tab/src/texts/workflow-form.ts';
import { kindTexts, sentenceTexts } from '../../../tab/src/texts/workflow-sentences.ts';

const KNOWN: Known = {
  technicians: [
    { id: '1', name: 'Ana Ruiz' },
    { id: '2', name: 'Sam Lee' },
    { id: '3', name: 'Sam Ott' },
  ] as unknown as Known['technicians'], // branded ids
  skills: ['Networking'],
  priorities: [
    { id: '10', name: 'Critical', words: ['P1'] },
    { id: '20', name: 'High', words: ['P2'] },
  ],
  queues: [{ id: '5', name: 'Projects' }],
  companies: [{ id: '8', name: 'Contoso' }],
};
const TERMS: SentenceTerms = { mode: 'ranked', teamsAvailability: 'on', hasModel: false };
const formats = {
  en: createFormats({ locale: 'en-GB', language: 'en', zone: 'UTC' }),
  de: createFormats({ locale: 'de-DE', language: 'de', zone: 'UTC' }),
};

/** As the server sends it. */
function read(text: string): readonly Sentence[] {
  return compile(text, KNOWN).sentences.map(({ outcome, ...rest }) => ({
    ...rest,
    warnings: rest.warnings.map((warning) => ({ ...warning })),
    outcome:
      outcome.kind === 'rules'
        ? { kind: 'rules', rules: outcome.rules.map((rule) => describeRule(rule, KNOWN)) }
        : outcome,
  })) as unknown as readonly Sentence[]; // the same values, readonly where zod's types are not
}

function lines(text: string, language: 'en' | 'de' = 'en', terms: Partial<SentenceTerms> = {}) {
  const words = { t: sentenceTexts[language], kinds: kindTexts[language], formats: formats[language] };
  return sentenceLines(read(text), { ...TERMS, ...terms }, words);
}

describe('INS-1: each sentence says what it became', () => {
  it.each([
    ['Treat Do not disturb as unavailable.', 'Do not disturb → on a break'],
    ['Treat Away as available.', 'Away → working'],
    ['Ignore Teams presence for P1 tickets.', 'priority Critical → presence not used'],
    ['Ignore Teams presence.', 'every ticket → presence not used'],
    ['Ignore shifts for the Projects queue.', 'queue Projects → shifts not used'],
    ['Never assign P1 tickets to Sam Lee.', 'priority Critical → never to Sam Lee'],
    ['Always give P1 tickets to Ana Ruiz.', 'priority Critical → Ana Ruiz before everybody else'],
    ['Prefer Ana Ruiz for tickets from Contoso.', 'company Contoso → Ana Ruiz preferred'],
    ['Avoid Sam Lee for P2 tickets.', 'priority High → Sam Lee only if nobody else fits'],
    ['Only 3 tickets at once for Ana Ruiz.', 'Ana Ruiz → at most 3 open tickets'],
    ['Only 1 ticket at once for Ana Ruiz.', 'Ana Ruiz → at most 1 open ticket'],
    [
      'Block on presence only for the next 30 minutes.',
      'presence counts only for work that starts within 30 minutes',
    ],
  ])('%s', (text, rule) => {
    const [line] = lines(text);
    expect(line).toMatchObject({ kind: 'rules', label: 'Rule', details: [rule] });
  });

  it('INS-2: a sentence that is half understood shows both halves and is not applied', () => {
    const [line] = lines('Never assign P1 tickets to Sam Lee on Fridays.');
    expect(line?.label).toBe('Only half understood, so not applied');
    expect(line?.details.join(' ')).toMatch(/^Understood: “.+”\. Left over: “.+”\. \S/);
  });

  it('an unknown name comes with the closest, an ambiguous one with the choices', () => {
    expect(lines('Never assign P1 tickets to Anna Riuz.')[0]?.details).toEqual([
      '“Anna Riuz” is no technician of your PSA.',
      'Did you mean “Ana Ruiz”?',
    ]);
    expect(lines('Never assign P1 tickets to Sam.')[0]?.details).toEqual([
      '“Sam” could be Sam Lee (technician) or Sam Ott (technician). Write the full name.',
    ]);
  });

  it('INS-3: a priority word that the map lacks warns', () => {
    const [line] = lines('Ignore Teams presence for P4 tickets.');
    expect(line?.kind).toBe('refers-to-unknown');
    expect(line?.warnings).toEqual([sentenceTexts.en.warning['priority-unmapped']?.('')]);
  });

  it('INS-3: advice says whether anybody reads it', () => {
    const advice = 'Be kind to new colleagues.';
    expect(lines(advice)[0]).toMatchObject({
      kind: 'advice',
      details: ['It has no effect, because no language model is configured.'],
    });
    expect(lines(advice, 'en', { hasModel: true })[0]?.details).toEqual([sentenceTexts.en.adviceForModel]);
    expect(lines(advice, 'en', { hasModel: true, mode: 'round-robin' })[0]?.details).toEqual([
      sentenceTexts.en.adviceInRoundRobin,
    ]);
  });

  it('contradictions name the other sentence', () => {
    const [first] = lines('Always give P1 tickets to Ana Ruiz. Never give P1 tickets to Ana Ruiz.');
    expect(first?.warnings.join(' ')).toContain('“Never give P1 tickets to Ana Ruiz');
  });

  it('a rule that another setting of the form leaves nothing to do says so', () => {
    const presence = 'Ignore Teams presence for P1 tickets.';
    expect(lines(presence, 'en', { teamsAvailability: 'off' })[0]?.warnings).toEqual([
      sentenceTexts.en.presenceRuleOff,
    ]);
    expect(lines('Ignore shifts.', 'en', { mode: 'round-robin' })[0]?.warnings).toEqual([
      sentenceTexts.en.shiftRuleRoundRobin,
    ]);
    expect(lines(presence, 'en', { mode: 'round-robin' })[0]?.warnings).toEqual([]);
  });

  it('counts what became of the sentences', () => {
    const text = 'Ignore shifts. Be kind to new colleagues. Never assign P1 tickets to Sam.';
    expect(countOutcomes(read(text))).toEqual({ rules: 1, advice: 1, other: 1 });
  });

  it.each(['en', 'de'] as const)(
    '%s: every example on the screen is a rule without a warning',
    (language) => {
      for (const example of workflowFormTexts[language].exampleList) {
        const [line, ...more] = lines(example, language);
        expect(more).toEqual([]);
        expect(line, example).toMatchObject({ kind: 'rules', warnings: [] });
        expect(line?.details.join(' '), example).not.toMatch(/undefined|null/);
      }
    },
  );
  it.each(['en', 'de'] as const)('%s: so is what the empty field shows', (language) => {
    const found = lines(workflowFormTexts[language].instructionsPlaceholder, language);
    expect(found.map(({ kind }) => kind)).toEqual(['rules', 'rules']);
  });
});
