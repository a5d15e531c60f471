/** Edits that turn `a` into `b`: insert, delete, replace, or swap two neighbours (optimal string alignment).
 *  Counts to `most` only: anything above is `most + 1`. Folded text expected. */
export function editDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most || a.length > LONGEST_WORD || b.length > LONGEST_WORD)
    return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = nextRow(a, b, row, last, before);
    if (Math.min(...current) > most) return most + 1;
    before = last;
    last = current;
  }
  return Math.min(last[b.length] ?? most + 1, most + 1);
}

/** Edits that a typed word of `length` letters may be off: short words have too many neighbours to guess. */
export function allowedEdits(length: number): 0 | 1 | 2 {
  if (length < 4) return 0;
  return length < 7 ? 1 : 2;
}

/** Nobody mistypes a longer name; without a bound junk would cost quadratic time. */
const LONGEST_WORD = 40;

function nextRow(a: string, b: string, row: number, last: number[], before: number[]): number[] {
  const current = [row];
  for (let column = 1; column <= b.length; column += 1) {
    const same = a[row - 1] === b[column - 1];
    let cost = Math.min(
      at(last, column) + 1,
      at(current, column - 1) + 1,
      at(last, column - 1) + (same ? 0 : 1),
    );
    const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    if (swapped) cost = Math.min(cost, at(before, column - 2) + 1);
    current.push(cost);
  }
  return current;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
