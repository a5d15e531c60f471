import { editDistance } from './edit-distance.ts';
import type { Token } from './tokens.ts';
import type { DateReading, DaySaid, PartSaid, Read, Which } from './time-words.ts';
import {
  dayNamed,
  digitsAt,
  isGlued,
  MONTHS,
  NUMBER_WORDS,
  partNamed,
  weekdayNamed,
  wordAt,
  words,
} from './time-words.ts';

/** A day, weekend or week at `at`: "tomorow", "next fri", "this weekend", "25/12", "the 25th", "in 2 days". */
export function readDay(tokens: readonly Token[], at: number): Read<DaySaid> {
  return (
    readDayAfter(tokens, at) ??
    readNamedDay(tokens, at) ??
    readWeekday(tokens, at) ??
    readWeek(tokens, at) ??
    readInDays(tokens, at) ??
    readDate(tokens, at)
  );
}

/** A part of a day: "morning", "this afternoon", "tonight"; "am" and "pm" only right behind a day. */
export function readPart(
  tokens: readonly Token[],
  at: number,
  behindDay: boolean,
): Read<{ readonly part: PartSaid; readonly isToday: boolean }> {
  const tonight = dayNamed(tokens, at);
  if (tonight?.value === 'tonight') return { value: { part: 'tonight', isToday: false }, next: tonight.next };
  const word = wordAt(tokens, at);
  if (behindDay && (word === 'am' || word === 'pm'))
    return { value: { part: word === 'am' ? 'morning' : 'afternoon', isToday: false }, next: at + 1 };
  const isToday = word === 'this';
  const start = isToday ? at + 1 : at;
  if (WORKING.has(wordAt(tokens, start)) && wordAt(tokens, start + 1) === 'hours')
    return { value: { part: 'working-hours', isToday }, next: start + 2 };
  const part = partNamed(wordAt(tokens, start));
  if (!part || wordAt(tokens, at - 1) === 'good') return null;
  const behind = wordAt(tokens, start + 1);
  if (NAMES_A_TEAM.has(behind)) return null;
  return { value: { part, isToday }, next: BELONGS_TO_PART.has(behind) ? start + 2 : start + 1 };
}

const WORKING = words('business working office');
/** "the night team" is a team, "the night shift" a time. */
const NAMES_A_TEAM = words('team teams crew desk squad group people guys owl');
const BELONGS_TO_PART = words('shift shifts time hour break');

function readDayAfter(tokens: readonly Token[], at: number): Read<DaySaid> {
  const start = wordAt(tokens, at) === 'the' ? at + 1 : at;
  if (wordAt(tokens, start) !== 'day' || wordAt(tokens, start + 1) !== 'after') return null;
  const named = dayNamed(tokens, start + 2);
  return named?.value === 1 ? { value: { kind: 'offset', days: 2 }, next: named.next } : null;
}

function readNamedDay(tokens: readonly Token[], at: number): Read<DaySaid> {
  const named = dayNamed(tokens, at);
  if (!named || named.value === 'tonight') return null;
  return { value: { kind: 'offset', days: named.value }, next: named.next };
}

function readWhich(
  tokens: readonly Token[],
  at: number,
): { readonly which: Which | null; readonly next: number } {
  const word = wordAt(tokens, at);
  if (word === 'next') return { which: 'next', next: at + 1 };
  if (word === 'last') return { which: 'last', next: at + 1 };
  if (word === 'this' || word === 'coming') return { which: 'coming', next: at + 1 };
  return { which: null, next: at };
}

/** "fri", "next fri", "friday next week", "next week friday", "fri 4/12". */
function readWeekday(tokens: readonly Token[], at: number): Read<DaySaid> {
  const { which, next } = readWhich(tokens, at);
  const weekday = weekdayNamed(wordAt(tokens, next));
  if (weekday === null) return which === 'next' ? readWeekThenDay(tokens, next) : null;
  if (which === null) {
    const comma = wordAt(tokens, next + 1) === ',' ? 2 : 1;
    const date = readDate(tokens, next + comma);
    if (date?.value.kind === 'date') return { value: { ...date.value, weekday }, next: date.next };
    if (wordAt(tokens, next + 1) === 'next' && wordAt(tokens, next + 2) === 'week')
      return { value: { kind: 'weekday', weekday, which: 'in-next-week' }, next: next + 3 };
  }
  return { value: { kind: 'weekday', weekday, which: which ?? 'coming' }, next: next + 1 };
}

function readWeekThenDay(tokens: readonly Token[], at: number): Read<DaySaid> {
  if (wordAt(tokens, at) !== 'week') return null;
  const dayAt = wordAt(tokens, at + 1) === 'on' ? at + 2 : at + 1;
  const weekday = weekdayNamed(wordAt(tokens, dayAt));
  return weekday === null
    ? null
    : { value: { kind: 'weekday', weekday, which: 'in-next-week' }, next: dayAt + 1 };
}

/** "weekend" may stand alone; "week" needs "this", "next" or "the rest of the". */
function readWeek(tokens: readonly Token[], at: number): Read<DaySaid> {
  const { which, next } = readWhich(tokens, at);
  const word = wordAt(tokens, next);
  if (word === 'weekend' || word === 'weekends' || word === 'wknd')
    return { value: { kind: 'weekend', which: which ?? 'coming' }, next: next + 1 };
  if (word === 'week' && wordAt(tokens, next + 1) === 'end')
    return { value: { kind: 'weekend', which: which ?? 'coming' }, next: next + 2 };
  if (word === 'week' && which) return { value: { kind: 'week', which }, next: next + 1 };
  const rest = ['rest', 'of', 'the', 'week'].every((each, step) => wordAt(tokens, at + step) === each);
  return rest ? { value: { kind: 'week', which: 'coming' }, next: at + 4 } : null;
}

function readInDays(tokens: readonly Token[], at: number): Read<DaySaid> {
  if (wordAt(tokens, at) !== 'in') return null;
  const counted = digitsAt(tokens, at + 1) ?? NUMBER_WORDS.get(wordAt(tokens, at + 1));
  const count = wordAt(tokens, at + 1) === 'a' ? 1 : counted;
  const unit = wordAt(tokens, at + 2);
  if (count === undefined) return null;
  if (unit === 'day' || unit === 'days') return { value: { kind: 'offset', days: count }, next: at + 3 };
  if (unit === 'week' || unit === 'weeks')
    return { value: { kind: 'offset', days: count * 7 }, next: at + 3 };
  return null;
}

function readDate(tokens: readonly Token[], at: number): Read<DaySaid> {
  return (
    readIsoDate(tokens, at) ??
    readNumberDate(tokens, at) ??
    readWordDate(tokens, at) ??
    readOrdinal(tokens, at)
  );
}

function dateSaid(dayFirst: DateReading, monthFirst: DateReading, year: number | null): DaySaid {
  return { kind: 'date', dayFirst, monthFirst, year, weekday: null };
}

function readIsoDate(tokens: readonly Token[], at: number): Read<DaySaid> {
  const year = fullYearAt(tokens, at);
  const [month, day] = [digitsAt(tokens, at + 2), digitsAt(tokens, at + 4)];
  if (year === null || month === null || day === null) return null;
  if (!isRow(tokens, at, '-') || !isRow(tokens, at + 2, '-')) return null;
  return { value: dateSaid({ day, month }, { day, month }, year), next: at + 5 };
}

/** "25/12", "25/12/2026", "25-12-2026", "25.12.2026"; "25.12" only when no clock could show it. */
function readNumberDate(tokens: readonly Token[], at: number): Read<DaySaid> {
  const [first, second] = [digitsAt(tokens, at), digitsAt(tokens, at + 2)];
  const mark = wordAt(tokens, at + 1);
  if (first === null || second === null || first < 1 || second < 1 || first > 31 || second > 31) return null;
  if (!'/.-'.includes(mark) || !isRow(tokens, at, mark) || isAlways(first, second)) return null;
  const year = isRow(tokens, at + 2, mark) ? yearBehind(tokens, at + 4, mark) : null;
  const plainly = year !== null || mark === '/' || (mark === '.' && first > 24 && second <= 12);
  if (!plainly) return null;
  const dotted = year === null && mark === '.' && wordAt(tokens, at + 3) === '.';
  const end = dotted ? at + 4 : at + 3;
  const dayFirst = { day: first, month: second };
  // Dots and dashes are written day first everywhere.
  const monthFirst = mark === '/' ? { day: second, month: first } : dayFirst;
  return { value: dateSaid(dayFirst, monthFirst, year), next: year === null ? end : at + 5 };
}

/** "24/7" is no date. */
function isAlways(first: number, second: number): boolean {
  return first === 24 && second === 7;
}

/** Number, mark, number without a space between. */
function isRow(tokens: readonly Token[], at: number, mark: string): boolean {
  return wordAt(tokens, at + 1) === mark && isGlued(tokens, at + 1) && isGlued(tokens, at + 2);
}

/** "25 Dec", "25th of December", "Dec 25th", each with or without a year. */
function readWordDate(tokens: readonly Token[], at: number): Read<DaySaid> {
  const day = readDayNumber(tokens, at);
  if (day) {
    const monthAt = wordAt(tokens, day.next) === 'of' ? day.next + 1 : day.next;
    return wordDate(tokens, monthNamed(wordAt(tokens, monthAt)), day.value, monthAt + 1);
  }
  const month = monthNamed(wordAt(tokens, at));
  if (month === null) return null;
  const behind = readDayNumber(tokens, wordAt(tokens, at + 1) === '.' ? at + 2 : at + 1);
  // "may 3pm" is a question that begins with "may".
  if (!behind || /^(?:am|pm|:|h)$/.test(wordAt(tokens, behind.next))) return null;
  return wordDate(tokens, month, behind.value, behind.next);
}

function wordDate(tokens: readonly Token[], month: number | null, day: number, next: number): Read<DaySaid> {
  if (month === null) return null;
  const yearAtToken = wordAt(tokens, next) === ',' ? next + 1 : next;
  const year = fullYearAt(tokens, yearAtToken);
  const reading = { day, month };
  return { value: dateSaid(reading, reading, year), next: year === null ? next : yearAtToken + 1 };
}

function readDayNumber(tokens: readonly Token[], at: number): Read<number> {
  const day = digitsAt(tokens, at);
  if (day === null || day < 1 || day > 31) return null;
  return { value: day, next: isOrdinal(tokens, at + 1) ? at + 2 : at + 1 };
}

/** "the 25th". */
function readOrdinal(tokens: readonly Token[], at: number): Read<DaySaid> {
  const day = readDayNumber(tokens, at);
  if (!day || !isOrdinal(tokens, at + 1) || NOT_A_DAY.has(wordAt(tokens, day.next))) return null;
  return { value: { kind: 'day-of-month', day: day.value }, next: day.next };
}

/** "2nd line" is a team. */
const NOT_A_DAY = words('line level tier team floor shift');

function isOrdinal(tokens: readonly Token[], at: number): boolean {
  return isGlued(tokens, at) && /^(?:st|nd|rd|th)$/.test(wordAt(tokens, at));
}

const LONG_MONTHS = [...MONTHS.keys()].filter((name) => name.length > 5);

export function monthNamed(word: string): number | null {
  const known = MONTHS.get(word);
  if (known !== undefined) return known;
  if (word.length < 6 || word.length > 10) return null;
  const near = LONG_MONTHS.find((name) => name[0] === word[0] && editDistance(word, name, 1) <= 1);
  return near === undefined ? null : (MONTHS.get(near) ?? null);
}

/** "2026", or "26" behind dots and slashes; three short numbers with dashes are no date. */
function yearBehind(tokens: readonly Token[], at: number, mark: string): number | null {
  const short = mark === '-' ? null : digitsAt(tokens, at);
  return short === null ? fullYearAt(tokens, at) : 2000 + short;
}

function fullYearAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at];
  const year = Number(token?.norm);
  return token?.kind === 'number' && token.norm.length === 4 && year >= 2000 && year <= 2099 ? year : null;
}
