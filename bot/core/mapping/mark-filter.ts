import { emailKey } from './email-key.ts';
import { foldedName } from './name-key.ts';

/** A large tenant has a hundred thousand members, few of which meet a technician. These filters tell the many from their letters alone,
 *  without making a key of each: `false` is certain, `true` is worth the key. PERF-3 cannot be met otherwise. */
export type MarkFilter = (value: string) => boolean;

/** For `emailKey`. */
export function createEmailFilter(emails: Iterable<string | null>): MarkFilter {
  const keys = [...emails].map(emailKey).filter((key) => key !== null);
  if (keys.length === 0) return () => false;
  const known = new Set<number | null>([null, ...keys.map(localPartMark)]);
  return (value) => known.has(localPartMark(value));
}

/** For `nameKeys`. */
export function createNameFilter(names: Iterable<string>): MarkFilter {
  const known = new Set<number>();
  const add = (mark: number): boolean => {
    known.add(mark);
    return false;
  };
  for (const name of names) someNameMark(foldedName(name), add);
  const isKnown = (mark: number): boolean => known.has(mark);
  return (name) => BEYOND_LATIN.test(name) || someNameMark(name, isKnown);
}

const SPACE = 32;
const AT = 64;

/** A number that values with an equal key share, out of what stands before the `@`: whole organisations share the rest. `null` for
 *  letters beyond printable ASCII, which only the key can tell. */
function localPartMark(value: string): number | null {
  let mark = 0;
  let end = value.length;
  while (end > 0 && value.charCodeAt(end - 1) === SPACE) end -= 1;
  let index = 0;
  while (index < end && value.charCodeAt(index) === SPACE) index += 1;
  for (; index < end; index += 1) {
    const code = value.charCodeAt(index);
    if (code === AT) return mark;
    if (code < SPACE || code > 126) return null;
    mark = (Math.imul(mark, 31) + (code >= 65 && code <= 90 ? code + 32 : code)) | 0;
  }
  return mark;
}

/** Latin with its accents ends here: each of its letters and digits folds to one character. Names beyond are only told by their keys. */
const LATIN = 0x180;
const BEYOND_LATIN = /[\u0180-\uffff]/;
/** What `foldedName` makes of a Latin character; 0 for what parts words. */
const FOLDED = Uint16Array.from({ length: LATIN }, (_, code) => {
  const folded = foldedName(String.fromCharCode(code));
  return folded.length === 1 ? folded.charCodeAt(0) : 0;
});
const FIRST_LETTERS = 3;

/** Offers one number for the words in whatever order, and one for the first letters and the last word, to `test` until it says yes.
 *  The name is Latin, or folded. */
function someNameMark(name: string, test: (mark: number) => boolean): boolean {
  let words = 0;
  let word = 0;
  let length = 0;
  let first: number | null = null;
  let last = 0;
  for (let index = 0; index <= name.length; index += 1) {
    const code = index < name.length ? name.charCodeAt(index) : SPACE;
    const letter = FOLDED[code] ?? code;
    if (letter > 0) {
      word = (Math.imul(word, 31) + letter) | 0;
      length += 1;
      if (length === FIRST_LETTERS) first ??= word;
    } else if (length > 0) {
      first ??= word;
      last = word;
      words = (words + Math.imul(word, word | 1)) | 0;
      word = 0;
      length = 0;
    }
  }
  return test(words) || test((Math.imul(first ?? 0, 131) + last) | 0);
}
