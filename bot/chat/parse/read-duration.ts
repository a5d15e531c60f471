import type { Token } from './tokens.ts';
import type { Read } from './time-words.ts';
import { digitsAt, isGlued, NUMBER_WORDS, wordAt } from './time-words.ts';

/** Minutes: "2 hours", "30 min", "an hour and a half", "half an hour", "1h30", "1.5 hours", "a couple of hours".
 *  With `bareUnit`, "hour" alone is one; with `spelledUnit`, "15h" is none, since it is a time of day. */
export function readDuration(
  tokens: readonly Token[],
  at: number,
  options: { readonly bareUnit?: boolean; readonly spelledUnit?: boolean } = {},
): Read<number> {
  return readHalfHour(tokens, at) ?? readCounted(tokens, at, options);
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ...['m', 'min', 'mins', 'minute', 'minutes'].map((unit) => [unit, 1] as const),
  ...['h', 'hr', 'hrs', 'hour', 'hours'].map((unit) => [unit, 60] as const),
]);
/** One letter is a unit only right behind its number: "in 2h", not "in 2 m". */
const LETTERS = new Set(['m', 'h']);

function readHalfHour(tokens: readonly Token[], at: number): Read<number> {
  const start = wordAt(tokens, at) === 'a' ? at + 1 : at;
  if (wordAt(tokens, start) !== 'half') return null;
  const unitAt = wordAt(tokens, start + 1) === 'an' ? start + 2 : start + 1;
  return wordAt(tokens, unitAt) === 'hour' ? { value: 30, next: unitAt + 1 } : null;
}

function readCounted(
  tokens: readonly Token[],
  at: number,
  options: { readonly bareUnit?: boolean; readonly spelledUnit?: boolean },
): Read<number> {
  const count = readCount(tokens, at) ?? (options.bareUnit ? { value: 1, next: at } : null);
  if (!count) return null;
  const mixed = /^h([0-5]\d)$/.exec(wordAt(tokens, count.next))?.[1];
  if (mixed !== undefined && isGlued(tokens, count.next) && !options.spelledUnit)
    return { value: count.value * 60 + Number(mixed), next: count.next + 1 };
  const unit = wordAt(tokens, count.next);
  const minutes = UNITS.get(unit);
  if (minutes === undefined) return null;
  if (LETTERS.has(unit) && (options.spelledUnit || !isGlued(tokens, count.next))) return null;
  const whole = Math.round(count.value * minutes);
  return minutes === 60 ? readRest(tokens, count.next + 1, whole) : { value: whole, next: count.next + 1 };
}

/** "… and a half", "… 30 min". */
function readRest(tokens: readonly Token[], at: number, minutes: number): Read<number> {
  if (['and', 'a', 'half'].every((word, step) => wordAt(tokens, at + step) === word))
    return { value: minutes + 30, next: at + 3 };
  const start = wordAt(tokens, at) === 'and' ? at + 1 : at;
  const more = digitsAt(tokens, start);
  if (more !== null && UNITS.get(wordAt(tokens, start + 1)) === 1)
    return { value: minutes + more, next: start + 2 };
  return { value: minutes, next: at };
}

function readCount(tokens: readonly Token[], at: number): Read<number> {
  const word = wordAt(tokens, at);
  const digits = digitsAt(tokens, at, 3);
  if (digits !== null) return readFraction(tokens, at, digits);
  if (word === 'couple' || (word === 'a' && wordAt(tokens, at + 1) === 'couple')) {
    const behind = word === 'a' ? at + 2 : at + 1;
    return { value: 2, next: wordAt(tokens, behind) === 'of' ? behind + 1 : behind };
  }
  if (word === 'a' && wordAt(tokens, at + 1) === 'few') return { value: 3, next: at + 2 };
  const count = word === 'a' || word === 'an' ? 1 : NUMBER_WORDS.get(word);
  return count === undefined ? null : { value: count, next: at + 1 };
}

function readFraction(tokens: readonly Token[], at: number, whole: number): Read<number> {
  const tenths = digitsAt(tokens, at + 2, 1);
  const isRow = wordAt(tokens, at + 1) === '.' && isGlued(tokens, at + 1) && isGlued(tokens, at + 2);
  return tenths !== null && isRow
    ? { value: whole + tenths / 10, next: at + 3 }
    : { value: whole, next: at + 1 };
}
