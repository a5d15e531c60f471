import { describe, expect, it } from 'vitest';
import { reasonWords, sourceLines } from '../../../tab/src/texts/decision-words.ts';
import { decisionTexts } from '../../../tab/src/texts/decisions.ts';

type Candidate = Parameters<typeof reasonWords>[0];
type Decision = Parameters<typeof sourceLines>[0];

describe('DIS-7: reasons in words', () => {
  const part = (name: string, value: number, weight: number, reason: string) => ({
    part: name,
    value,
    weight,
    reason,
  });
  const wordsOf = (reasons: readonly string[], parts: readonly object[] | null) => {
    const candidate = { reasons, score: parts && { parts } } as unknown as Candidate; // only what the words read
    return reasonWords(candidate, decisionTexts.en);
  };

  it('the decisive ones, for or against, each once; what is middling decides nothing', () => {
    const parts = [
      part('affinity', 0, 10, 'new-to-company'),
      part('skill', 0.5, 25, 'no-skills-asked'),
      part('load', 1, 30, 'no-open-work'),
      part('shift', 1, 15, 'shift-covers'),
    ];
    expect(wordsOf(['named-by-rule', 'no-open-work'], parts)).toEqual([
      'Named by an instruction',
      'No open work',
      'On shift',
      'New to the company',
    ]);
  });
  it('at most three parts of the score', () => {
    const parts = [
      part('fairness', 1, 10, 'never-assigned'),
      part('load', 1, 30, 'no-open-work'),
      part('skill', 1, 25, 'all-skills'),
      part('shift', 1, 15, 'shift-covers'),
    ];
    expect(wordsOf([], parts)).toEqual(['No open work', 'Has all skills asked for', 'On shift']);
  });
  it('whoever was skipped has no score, and still a reason', () => {
    expect(wordsOf(['on-break'], null)).toEqual(['On a break in Teams']);
  });
});

describe('DIS-6: what Teams and the model had to do with a decision', () => {
  const used = { use: 'used', because: null, sentence: null, remedy: null };
  const linesOf = (changes: object) => {
    const decision = {
      presence: used,
      shifts: used,
      model: { state: 'not-asked', trace: null },
      notes: [],
      instructions: [{ sentence: 2, text: 'Ignore presence.' }],
      ...changes,
    } as unknown as Decision; // only what the words read
    return sourceLines(decision, decisionTexts.en);
  };

  it('why presence had no say, with the instruction that said so', () => {
    const lines = linesOf({
      presence: { ...used, use: 'not-used', because: 'ignored-by-rule', sentence: 2 },
    });
    expect(lines.map(({ source, use, sentence }) => [source, use, sentence])).toEqual([
      [
        'presence',
        'not-used',
        'Presence was not used, because an instruction says so. By the instruction “Ignore presence.”',
      ],
      ['shifts', 'used', 'Shifts were read and used.'],
    ]);
  });
  it('everyone on a break is said once, with what was made of it', () => {
    const notes = [{ note: 'everyone-on-a-break', because: 'assign-by-psa', remedy: null }];
    const presence = { ...used, use: 'not-used', because: 'everyone-on-a-break' };
    expect(linesOf({ notes, presence })[0]?.sentence).toBe(
      'Everyone is on a break, so it was decided without presence.',
    );
  });
  it('the model is named only when it was asked', () => {
    expect(linesOf({ model: { state: 'timed-out', trace: null } })[2]).toEqual({
      source: 'model',
      use: 'not-used',
      sentence: 'The language model took too long; the rules alone decided.',
      remedy: null,
    });
    expect(linesOf({})).toHaveLength(2);
  });
});
