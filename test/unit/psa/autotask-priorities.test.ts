import { describe, expect, it } from 'vitest';
import { rankPriorities } from '#adapters/psa/autotask/autotask-priorities.ts';

const ranks = (...labels: readonly string[]) =>
  Object.fromEntries(
    rankPriorities(
      // Values run against the order in which they are shown.
      labels.map((label, index) => ({
        value: String(90 - index),
        label,
        sortOrder: index,
        isActive: !label.startsWith('Retired'),
      })),
    ).map(({ label, rank }) => [label, rank]),
  );

describe('INS-3: ranks of priorities', () => {
  it.each<[string, readonly string[], Readonly<Record<string, number>>]>([
    ['by word', ['Low', 'Medium', 'High', 'Critical'], { Critical: 1, High: 2, Medium: 3, Low: 4 }],
    ['by word, in any case', ['urgent!', 'NORMAL'], { 'urgent!': 1, NORMAL: 3 }],
    ['by P and number', ['P3', 'P1', 'Priority 2'], { P1: 1, 'Priority 2': 2, P3: 3 }],
    ['by number in front', ['2 - Low', '1 - High'], { '1 - High': 1, '2 - Low': 2 }],
    ['hours are no rank', ['High 4 hours', 'Low - 8h'], { 'High 4 hours': 2, 'Low - 8h': 4 }],
    ['by order, as soon as one says nothing', ['Ruby', 'High'], { Ruby: 1, High: 2 }],
    [
      'a retired one without a word spoils nothing',
      ['High', 'Retired', 'Low'],
      { High: 2, Retired: 3, Low: 4 },
    ],
    ['a word within a word is none', ['Highway', 'Lowlands'], { Highway: 1, Lowlands: 2 }],
    ['none', [], {}],
  ])('%s', (_, labels, expected) => {
    expect(ranks(...labels)).toEqual(expected);
  });

  it('most urgent first', () => {
    expect(
      rankPriorities([
        { value: '3', label: 'Low', sortOrder: 1, isActive: true },
        { value: '4', label: 'Critical', sortOrder: 2, isActive: true },
      ]).map(({ id }) => id),
    ).toEqual(['4', '3']);
  });
});
