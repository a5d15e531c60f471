/** Edits that turn `a` into `b`: insert, delete, replace, or swap two neighbours (optimal string alignment).
 *  Counts to `most` only: anything above is `most + 1`. Folded text expected. */
export function editDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most || a.length > LONGEST_WORD || b.length > LONGEST_WORD)
    return most + 1;
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = nextRow(a, b, row, last, before);
    if (leastOf(current) > most) return most + 1;
    before = last;
    last = current;
  }
  return Math.min(at(last, b.length), most + 1);
}

/** Edits that a typed word of `length` letters may be off: short words have too many neighbours to guess. */
export function allowedEdits(length: number): 0 | 1 | 2 {
  if (length < 4) return 0;
  return length < 7 ? 1 : 2;
}

/** Nobody mistypes a longer name; without a bound junk would cost quadratic time. */
const LONGEST_WORD = 40;

function nextRow(
  a: string,
  b: string,
  row: number,
  last: readonly number[],
  before: readonly number[],
): readonly number[] {
  const current = [row];
  const letter = a.charCodeAt(row - 1);
  for (let column = 1; column <= b.length; column += 1) {
    const other = b.charCodeAt(column - 1);
    const replaced = at(last, column - 1) + (letter === other ? 0 : 1);
    const moved = Math.min(at(last, column), at(current, column - 1)) + 1;
    let cost = Math.min(replaced, moved);
    const swapped =
      row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other;
    if (swapped) cost = Math.min(cost, at(before, column - 2) + 1);
    current.push(cost);
  }
  return current;
}

function leastOf(row: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const cost of row) if (cost < least) least = cost;
  return least;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
