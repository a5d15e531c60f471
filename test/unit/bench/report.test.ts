import { describe, expect, it } from 'vitest';
import type { Row } from '../../../bench/measurement.ts';
import { formatTable, isFailed } from '../../../bench/report.ts';
import { median, pairedRatio, percentile } from '../../../bench/statistics.ts';

const WORD = 'MISS';

function aRow(over: Partial<Row> = {}): Row {
  return { id: 'B5', what: 'requests', value: '8', target: '= 8', isMet: true, kind: 'count', ...over };
}

describe('a report of the bench', () => {
  it.each([
    ['a target that is met', aRow(), false, 'ok', false],
    ['a count that is not', aRow({ isMet: false }), false, WORD, true],
    ['a time that is not', aRow({ isMet: false, kind: 'time' }), false, WORD, true],
    ['a count that is not, in a quick run', aRow({ isMet: false }), true, WORD, true],
    ['a time that is not, in a quick run', aRow({ isMet: false, kind: 'time' }), true, 'not judged', false],
  ])('DESIGN 4: judges %s', (_name, row, isQuick, verdict, fails) => {
    const options = { isQuick };
    const [, , line = ''] = formatTable([row], options).split('\n');
    expect(line.endsWith(`  ${verdict}`)).toBe(true);
    expect(isFailed([row], options)).toBe(fails);
  });

  it('DESIGN 4: writes the word for a target not met in the rows of those targets and nowhere else', () => {
    const table = formatTable([aRow(), aRow({ isMet: false, value: '9' }), aRow()], { isQuick: false });
    expect(table.split('\n').filter((line) => line.includes(WORD))).toEqual([
      expect.stringContaining(`9      = 8     ${WORD}`),
    ]);
  });

  it('stands in columns, however long the values are', () => {
    const table = formatTable(
      [aRow({ what: 'a', value: '1' }), aRow({ what: 'a longer one', value: '12345' })],
      {
        isQuick: false,
      },
    );
    const starts = table.split('\n').map((line) => line.search(/target|= 8|-+ {2}-+$/));
    expect(new Set([starts[0], starts[2], starts[3]]).size).toBe(1);
  });
});

describe('what the bench computes', () => {
  it.each([
    [[5], 0.5, 5],
    [[3, 1, 2], 0.5, 2],
    [[4, 3, 2, 1], 0.5, 2],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.99, 10],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0, 1],
  ])('the percentile of %j at %d is one of its values', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('has no percentile of nothing', () => {
    expect(() => median([])).toThrow('no values');
  });

  it('compares slices that ran beside each other, so that a load that comes and goes meets both', () => {
    expect(pairedRatio([2, 20, 6], [1, 10, 2])).toEqual({ median: 2, min: 2, max: 3 });
  });
});
