/** Edits that turn `a` into `b`: insert, delete, replace, or swap two neighbours. Counts to `most` only: above is `most + 1`. */
export function editDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most || Math.max(a.length, b.length) > LONGEST) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    before = last;
    last = current;
  }
  return Math.min(last[b.length] ?? 0, most + 1);
}

/** Whether `typed` is `keyword` with one slip. The first letter must be there, or swapped with the second:
 *  that is what keeps "ever" from "never" and "navailable" from both of its readings. Short words have too many neighbours. */
export function isSlipOf(typed: string, keyword: string): boolean {
  if (keyword.length < 5 || typed.length < 4 || OTHER_WORDS.has(typed)) return false;
  const swappedStart = typed[0] === keyword[1] && typed[1] === keyword[0];
  if (typed[0] !== keyword[0] && !swappedStart) return false;
  return editDistance(typed, keyword, 1) === 1;
}

/** A longer word is junk; without a bound it would cost quadratic time. */
const LONGEST = 40;

/** Words of their own that lie one letter beside a keyword. */
const OTHER_WORDS: ReadonlySet<string> = new Set(
  `newer nerve threat tread trait court county could would without shirt shirts shift shirts presents present president
   kleine keiner keines keinem keinen eine immerhin some more most least other others avoids ticked ticker wicket
   prefect gives given nexts text texts worked wording hold holds untie unite waste lifts
   queen aways awake alway's timer limp limo gone outlook shirts`.split(/\s+/),
);
