import { editDistance } from './edit-distance.ts';
import type { Token } from './tokens.ts';

/** What was said about a time, before it is placed on a calendar. */
export interface ClockSaid {
  /** 0–24. */
  readonly hour: number;
  readonly minute: number;
  /** Whether morning or afternoon is plain: "15:30", "3pm", "noon". */
  readonly sure: boolean;
  readonly approximate: boolean;
  /** "half 3": `past` in English, `to` in German; `unsure` when the words do not tell. */
  readonly half: 'past' | 'to' | 'unsure' | null;
  /** `midnight` ends a day or starts one; `close` is the end of working hours, which only the reader's context knows. */
  readonly named: 'midnight' | 'close' | null;
}

export type Which = 'coming' | 'next' | 'last';

export interface DateReading {
  readonly day: number;
  readonly month: number;
}

export type DaySaid =
  | { readonly kind: 'offset'; readonly days: number }
  | {
      readonly kind: 'weekday';
      readonly weekday: number;
      readonly which: Which | 'in-next-week';
    }
  | {
      readonly kind: 'date';
      readonly dayFirst: DateReading;
      /** Equal to `dayFirst` when the month was written as a word. */
      readonly monthFirst: DateReading;
      readonly year: number | null;
      readonly weekday: number | null;
    }
  | { readonly kind: 'day-of-month'; readonly day: number }
  | { readonly kind: 'weekend' | 'week'; readonly which: Which };

export type PartSaid = 'morning' | 'lunch' | 'afternoon' | 'evening' | 'night' | 'tonight' | 'working-hours';

/** A day, a part of it, a clock time: at least one. */
export interface PointSaid {
  readonly day: DaySaid | null;
  readonly part: PartSaid | null;
  readonly clock: ClockSaid | null;
}

export type Read<Value> = { readonly value: Value; readonly next: number } | null;

/** The folded word at `at`; empty behind the end and for a mentioned person, whose name is no time. */
export function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return !token || token.kind === 'mention' ? '' : token.stem;
}

export function isGlued(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.glued ?? false;
}

/** The number of one to `longest` digits at `at`. */
export function digitsAt(tokens: readonly Token[], at: number, longest = 2): number | null {
  const token = tokens[at];
  if (token?.kind !== 'number' || token.norm.length > longest) return null;
  return Number(token.norm);
}

export function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, value) => [word, value]),
);

export const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'jan january',
    'feb february',
    'mar march',
    'apr april',
    'may',
    'jun june',
    'jul july',
    'aug august',
    'sep sept september',
    'oct october',
    'nov november',
    'dec december',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  [
    'monday mon mondays',
    'tuesday tue tues tuesdays',
    'wednesday wed weds wednesdays',
    'thursday thu thur thurs thursdays',
    'friday fri fridays',
    'saturday sat saturdays',
    'sunday sun sundays',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);
const LONG_WEEKDAYS = [...WEEKDAYS.keys()].filter((name) => name.endsWith('day'));

/** Days from today. `tonight` is read as a part of today. */
const DAY_OFFSETS: ReadonlyMap<string, number> = new Map([
  ...[...words('today tday tdy todays')].map((word) => [word, 0] as const),
  ...[...words('tomorrow tmrw tmw tmr tmrow tmoro tomoz tomo tomorrows')].map((word) => [word, 1] as const),
  ['yesterday', -1],
]);
/** Behind a "2": 2moro, 2nite. */
const AFTER_TWO: ReadonlyMap<string, string> = new Map([
  ['day', 'today'],
  ['moro', 'tomorrow'],
  ['moz', 'tomorrow'],
  ['morro', 'tomorrow'],
  ['morrow', 'tomorrow'],
  ['mrw', 'tomorrow'],
  ['nite', 'tonight'],
  ['night', 'tonight'],
]);
/** People's names that are one or two letters from a day. */
const NAMES_LIKE_DAYS = words('toby tony todd toda frida sundar sundari faraday munday monda tamara');

export function weekdayNamed(word: string): number | null {
  const known = WEEKDAYS.get(word);
  if (known !== undefined) return known;
  if (word.length < 6 || word.length > 11 || NAMES_LIKE_DAYS.has(word)) return null;
  const allowed = word.length < 7 ? 1 : 2;
  // Every weekday ends in "day"; most words of a sentence can be told from that without counting edits.
  if (!word.includes('d') && !word.endsWith('y')) return null;
  const near = LONG_WEEKDAYS.find((name) => editDistance(word, name, allowed) <= allowed);
  return near === undefined ? null : (WEEKDAYS.get(near) ?? null);
}

/** `tonight`, or days from today, with two typos forgiven in the long words; "today" is too close to names for two. */
export function dayNamed(tokens: readonly Token[], at: number): Read<number | 'tonight'> {
  const word = wordAt(tokens, at);
  if (word === '2' && isGlued(tokens, at + 1)) {
    const meant = AFTER_TWO.get(wordAt(tokens, at + 1));
    return meant ? { value: dayValue(meant), next: at + 2 } : null;
  }
  const exact = DAY_OFFSETS.get(word);
  if (exact !== undefined) return { value: exact, next: at + 1 };
  if (word === 'tonight' || word === 'tonite') return { value: 'tonight', next: at + 1 };
  const near = nearDay(word);
  return near ? { value: dayValue(near), next: at + 1 } : null;
}

function dayValue(name: string): number | 'tonight' {
  return name === 'tonight' ? 'tonight' : (DAY_OFFSETS.get(name) ?? 0);
}

function nearDay(word: string): string | null {
  if (!word.startsWith('t') || word.length < 4 || word.length > 10 || NAMES_LIKE_DAYS.has(word)) return null;
  if (editDistance(word, 'today', 1) <= 1) return 'today';
  if (word.length < 6) return null;
  return ['tomorrow', 'tonight'].find((name) => editDistance(word, name, 2) <= 2) ?? null;
}

const PARTS: ReadonlyMap<string, PartSaid> = new Map([
  ...[...words('morning mornings mornin')].map((word) => [word, 'morning'] as const),
  ...[...words('lunch lunchtime')].map((word) => [word, 'lunch'] as const),
  ...[...words('afternoon afternoons arvo')].map((word) => [word, 'afternoon'] as const),
  ...[...words('evening evenings')].map((word) => [word, 'evening'] as const),
  ...[...words('night nights nite overnight')].map((word) => [word, 'night'] as const),
]);
const LONG_PARTS = ['morning', 'afternoon', 'evening'];

export function partNamed(word: string): PartSaid | null {
  const known = PARTS.get(word);
  if (known) return known;
  if (word.length < 6 || word.length > 10) return null;
  const near = LONG_PARTS.find((name) => name[0] === word[0] && editDistance(word, name, 1) <= 1);
  return near === undefined ? null : (PARTS.get(near) ?? null);
}
