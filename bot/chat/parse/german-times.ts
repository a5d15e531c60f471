import { editDistance } from './edit-distance.ts';
import { GERMAN_DAYS, GERMAN_PHRASES, GERMAN_WORDS } from './german-time-words.ts';
import { type Token } from './tokens.ts';

/** German words of time as the reader of times knows them, so that calendar, clocks and clock changes have one grammar. A token that stands for
 *  several spans the same place of the text. What is no word of time stays as it is. */
export function germanTimeTokens(tokens: readonly Token[]): readonly Token[] {
  const read: Token[] = [];
  let at = 0;
  while (at < tokens.length) {
    const step = rewriteAt(tokens, at);
    read.push(...step.tokens);
    at = step.next;
  }
  return read;
}

interface Step {
  readonly tokens: readonly Token[];
  readonly next: number;
}

function rewriteAt(tokens: readonly Token[], at: number): Step {
  return (
    readMinutesBehindUhr(tokens, at) ??
    readUhr(tokens, at) ??
    readMinutesAround(tokens, at) ??
    readDate(tokens, at) ??
    readPhrase(tokens, at) ??
    readCompound(tokens, at) ??
    readWord(tokens, at)
  );
}

function normAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return !token || token.kind === 'mention' ? '' : token.norm;
}

function numberAt(tokens: readonly Token[], at: number, most: number): number | null {
  const token = tokens[at];
  if (token?.kind !== 'number' || token.norm.length > 2) return null;
  return Number(token.norm) <= most ? Number(token.norm) : null;
}

/** A row of English words in the place of `tokens[from, to)`. Figures and marks keep together. */
function say(tokens: readonly Token[], from: number, to: number, english: string): Step {
  const [first, last] = [tokens[from], tokens[to - 1]];
  if (!first || !last) return { tokens: [], next: to };
  const parts = english.split(' ').filter((part) => part !== '');
  const made = parts.map((part, index): Token => {
    const norm = part.startsWith('_') ? part.slice(1) : part;
    return {
      kind: kindOf(norm),
      norm,
      stem: norm,
      start: first.start,
      end: last.end,
      glued: part.startsWith('_') || (index === 0 && first.glued),
      userId: null,
    };
  });
  return { tokens: made, next: to };
}

function kindOf(norm: string): Token['kind'] {
  if (/^\d+$/.test(norm)) return 'number';
  return /^[\p{L}]/u.test(norm) ? 'word' : 'mark';
}

/** "17 Uhr 30", "17:30 Uhr". */
function readMinutesBehindUhr(tokens: readonly Token[], at: number): Step | null {
  const hour = numberAt(tokens, at, 24);
  if (hour === null) return null;
  const behind = numberAt(tokens, at + 2, 59);
  if (normAt(tokens, at + 1) === 'uhr' && behind !== null && tokens[at + 2]?.norm.length === 2)
    return say(tokens, at, at + 3, `${normAt(tokens, at)} _: _${normAt(tokens, at + 2)}`);
  const mark = normAt(tokens, at + 1);
  const isClock = (mark === ':' || mark === '.') && tokens[at + 1]?.glued && behind !== null;
  if (!isClock || !tokens[at + 2]?.glued || normAt(tokens, at + 3) !== 'uhr') return null;
  return say(tokens, at, at + 4, `${normAt(tokens, at)} _: _${normAt(tokens, at + 2)}`);
}

/** "3 Uhr" is 3 or 15 o'clock, as in English; "15 Uhr" and "03 Uhr" are sure. */
function readUhr(tokens: readonly Token[], at: number): Step | null {
  const isWord = HOURS.get(normAt(tokens, at));
  const hour = isWord ?? numberAt(tokens, at, 24);
  if (hour === null || normAt(tokens, at + 1) !== 'uhr') return null;
  const text = isWord === undefined ? normAt(tokens, at) : String(isWord);
  const isSure = hour > 12 || hour === 0 || text.startsWith('0');
  return say(tokens, at, at + 2, isSure ? `${text} uhr` : `${text} oclock`);
}

/** "zehn nach 3", "10 vor 3", "Viertel nach 3", "Viertel vor 3", "dreiviertel 3", "fünf vor halb 3". */
function readMinutesAround(tokens: readonly Token[], at: number): Step | null {
  const first = normAt(tokens, at);
  if (first === 'dreiviertel') {
    const hour = hourAt(tokens, at + 1);
    return hour === null ? null : say(tokens, at, at + 2, clockText(hour, -15));
  }
  const minutes = first === 'viertel' ? 15 : minutesAt(tokens, at);
  const side = normAt(tokens, at + 1);
  if (minutes === null || (side !== 'nach' && side !== 'vor')) return null;
  const isHalf = normAt(tokens, at + 2) === 'halb';
  const hour = hourAt(tokens, isHalf ? at + 3 : at + 2);
  if (hour === null || hour === 0) return null;
  const from = isHalf ? -30 : 0;
  const next = isHalf ? at + 4 : at + 3;
  const end = normAt(tokens, next) === 'uhr' ? next + 1 : next;
  return say(tokens, at, end, clockText(hour, from + (side === 'nach' ? minutes : -minutes)));
}

const HOURS: ReadonlyMap<string, number> = new Map(
  [
    'ein eins',
    'zwei zwo',
    'drei',
    'vier',
    'funf fuenf',
    'sechs',
    'sieben',
    'acht',
    'neun',
    'zehn',
    'elf',
    'zwolf zwoelf',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

function hourAt(tokens: readonly Token[], at: number): number | null {
  return HOURS.get(normAt(tokens, at)) ?? numberAt(tokens, at, 12);
}

function minutesAt(tokens: readonly Token[], at: number): number | null {
  const word = normAt(tokens, at);
  const minutes = word === 'zwanzig' ? 20 : (HOURS.get(word) ?? numberAt(tokens, at, 29));
  return minutes === 5 || minutes === 10 || minutes === 20 ? minutes : null;
}

/** Figures without a nought in front, so that the half of the day stays open. */
function clockText(hour: number, plus: number): string {
  const minutes = (hour * 60 + plus + 720) % 720;
  const [shown, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${shown === 0 ? 12 : shown} _: _${String(rest).padStart(2, '0')}`;
}

/** "25.12.", "25. Dezember", "5.12.2026", "am 25." */
function readDate(tokens: readonly Token[], at: number): Step | null {
  const day = numberAt(tokens, at, 31);
  if (day === null || day < 1 || normAt(tokens, at + 1) !== '.' || !tokens[at + 1]?.glued) return null;
  const named = MONTHS.get(normAt(tokens, at + 2));
  if (named) {
    const dot = normAt(tokens, at + 3) === '.' && tokens[at + 3]?.glued ? 1 : 0;
    return say(tokens, at, at + 3 + dot, `${day} ${named}`);
  }
  const month = tokens[at + 2]?.glued ? numberAt(tokens, at + 2, 12) : null;
  const hasSecondDot = normAt(tokens, at + 3) === '.' && tokens[at + 3]?.glued;
  // "15.30" is a time of day; a date has its second dot.
  if (month && hasSecondDot) {
    const year = tokens[at + 4];
    const isYear = year?.kind === 'number' && year.glued && /^(?:20)?\d\d$/.test(year.norm);
    const text = `${day} ${MONTH_NAMES[month - 1] ?? ''}`;
    if (!isYear) return say(tokens, at, at + 4, text);
    return say(tokens, at, at + 5, `${text} ${year.norm.length === 2 ? `20${year.norm}` : year.norm}`);
  }
  const isDay = DAY_LEADS.has(normAt(tokens, at - 1)) && !tokens[at + 2]?.glued;
  return isDay ? say(tokens, at, at + 2, `${day} _${ordinalOf(day)}`) : null;
}

const DAY_LEADS = new Set(['am', 'zum', 'vom', 'den', 'dem', 'der']);
const MONTH_NAMES =
  'january february march april may june july august september october november december'.split(' ');
const MONTHS: ReadonlyMap<string, string> = new Map(
  [
    'jan januar janner',
    'feb februar',
    'mrz marz maerz mar',
    'apr april',
    'mai',
    'jun juni',
    'jul juli',
    'aug august',
    'sep sept september',
    'okt oktober',
    'nov november',
    'dez dezember',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, MONTH_NAMES[index] ?? ''] as const)),
);

function ordinalOf(day: number): string {
  const special: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' };
  return special[day] ?? 'th';
}

/** The longest phrase that starts here. */
function readPhrase(tokens: readonly Token[], at: number): Step | null {
  const phrases = GERMAN_PHRASES.get(normAt(tokens, at)) ?? [];
  for (const { words, english } of phrases)
    if (words.every((word, step) => normAt(tokens, at + step) === word))
      return say(tokens, at, at + words.length, english);
  return null;
}

/** "Montagabend", "Dienstagvormittags". */
function readCompound(tokens: readonly Token[], at: number): Step | null {
  const word = normAt(tokens, at);
  const day = [...GERMAN_DAYS.keys()].find((name) => name.length > 5 && word.startsWith(name));
  if (day === undefined || word === day) return null;
  const part = DAY_PARTS.get(word.slice(day.length).replace(/s$/, ''));
  return part === undefined ? null : say(tokens, at, at + 1, `${GERMAN_DAYS.get(day) ?? ''} ${part}`);
}

const DAY_PARTS: ReadonlyMap<string, string> = new Map([
  ['fruh', 'morning'],
  ['frueh', 'morning'],
  ['morgen', 'morning'],
  ['vormittag', 'morning'],
  ['mittag', 'lunch'],
  ['nachmittag', 'afternoon'],
  ['abend', 'evening'],
  ['nacht', 'night'],
]);

function readWord(tokens: readonly Token[], at: number): Step {
  const token = tokens[at];
  if (!token) return { tokens: [], next: at + 1 };
  if (token.kind === 'mention' || token.kind === 'mark') return { tokens: [token], next: at + 1 };
  const day = GERMAN_DAYS.get(token.norm) ?? nearDay(token.norm) ?? shortDay(tokens, at);
  if (day) return say(tokens, at, at + 1, day);
  // "morgen" behind a day is its morning.
  if (PART_BEHIND_DAY.has(token.norm) && isDay(normAt(tokens, at - 1)))
    return say(tokens, at, at + 1, PART_BEHIND_DAY.get(token.norm) ?? '');
  if (token.norm === 'mittag')
    return say(tokens, at, at + 1, CLOCK_LEADS.has(normAt(tokens, at - 1)) ? 'noon' : 'lunch');
  if (CLOSING.has(token.norm) && CLOCK_LEADS.has(normAt(tokens, at - 1)))
    return say(tokens, at, at + 1, 'eod');
  const english = GERMAN_WORDS.get(token.norm);
  return english === undefined ? { tokens: [token], next: at + 1 } : say(tokens, at, at + 1, english);
}

const CLOCK_LEADS = new Set(['bis', 'vor', 'ab', 'gegen', 'um', 'zum', 'nach', 'seit']);
/** Without such a word in front they are what somebody does, and no time. */
const CLOSING = new Set(['feierabend', 'dienstschluss', 'geschaftsschluss', 'arbeitsende']);
const PART_BEHIND_DAY: ReadonlyMap<string, string> = new Map([
  ['morgen', 'morning'],
  ['fruh', 'morning'],
  ['frueh', 'morning'],
]);

function isDay(norm: string): boolean {
  return norm === 'heute' || norm === 'morgen' || norm === 'gestern' || GERMAN_DAYS.has(norm);
}

/** "Dienstg": one letter of a long weekday. */
function nearDay(word: string): string | undefined {
  if (word.length < 6 || !word.includes('t')) return undefined;
  for (const [name, english] of GERMAN_DAYS)
    if (name.length >= 6 && name[0] === word[0] && editDistance(word, name, 1) <= 1) return english;
  return undefined;
}

const SHORT_DAYS: ReadonlyMap<string, string> = new Map([
  ['mo', 'monday'],
  ['di', 'tuesday'],
  ['mi', 'wednesday'],
  ['do', 'thursday'],
  ['fr', 'friday'],
  ['sa', 'saturday'],
  ['so', 'sunday'],
]);
const DAY_WORDS = new Set(['am', 'bis', 'ab', 'von', 'vom', 'diesen', 'nachsten', 'naechsten', 'kommenden']);

/** "Mo 9-17", "am Do", but not "so" in the middle of a sentence. */
function shortDay(tokens: readonly Token[], at: number): string | undefined {
  const day = SHORT_DAYS.get(normAt(tokens, at));
  const behind = tokens[at + 1];
  const isMeant = DAY_WORDS.has(normAt(tokens, at - 1)) || behind?.kind === 'number';
  return day && isMeant ? day : undefined;
}
