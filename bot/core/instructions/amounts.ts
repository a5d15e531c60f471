import type { Token } from './tokens.ts';

/** What a number word stands for, English and German, folded. */
const NUMBER_WORDS: Readonly<Record<string, number>> = {
  no: 0,
  zero: 0,
  null: 0,
  a: 1,
  an: 1,
  one: 1,
  single: 1,
  ein: 1,
  eine: 1,
  einen: 1,
  eins: 1,
  einer: 1,
  two: 2,
  zwei: 2,
  three: 3,
  drei: 3,
  four: 4,
  vier: 4,
  five: 5,
  funf: 5,
  six: 6,
  sechs: 6,
  seven: 7,
  sieben: 7,
  eight: 8,
  acht: 8,
  nine: 9,
  neun: 9,
  ten: 10,
  zehn: 10,
  eleven: 11,
  elf: 11,
  twelve: 12,
  zwolf: 12,
  fifteen: 15,
  funfzehn: 15,
  twenty: 20,
  zwanzig: 20,
  thirty: 30,
  dreissig: 30,
  forty: 40,
  vierzig: 40,
  sixty: 60,
  sechzig: 60,
  ninety: 90,
  neunzig: 90,
};

/** Nobody works on more at once; a greater number is a slip, or a count of something else. */
const MOST_TICKETS = 200;

/** A whole number of tickets, 0 to 200, that is all of `tokens`; `null` when it is none. */
export function readCount(tokens: readonly Token[]): number | null {
  const [only] = tokens;
  if (tokens.length !== 1 || !only) return null;
  const number = /^\d{1,3}$/.test(only.word) ? Number(only.word) : numberWord(only);
  return number !== undefined && number <= MOST_TICKETS ? number : null;
}

/** Minutes that all of `tokens` say: "30 min", "2h", "half an hour", "1,5 Stunden", "2 hours 30 minutes". `null` when they say none. */
export function readMinutes(tokens: readonly Token[]): number | null {
  const words = tokens.flatMap(({ word, plain }) => apart(word, plain));
  const fixed = FIXED[words.join(' ')];
  if (fixed !== undefined) return fixed;
  let sum = 0;
  for (let at = 0; at < words.length; ) {
    if (at > 0 && (words[at] === 'and' || words[at] === 'und')) at += 1;
    const [amount, unit] = [amountOf(words[at]), UNITS[words[at + 1] ?? '']];
    if (amount === undefined || unit === undefined) return null;
    sum += amount * unit;
    at += 2;
  }
  return Number.isInteger(sum) && sum > 0 ? sum : null;
}

const FIXED: Readonly<Record<string, number>> = {
  hour: 60,
  stunde: 60,
  'half hour': 30,
  'half an hour': 30,
  'halbe stunde': 30,
  'halben stunde': 30,
  'quarter of an hour': 15,
  viertelstunde: 15,
  'an hour and a half': 90,
  'one and a half hours': 90,
  'anderthalb stunden': 90,
  'eineinhalb stunden': 90,
  'couple of hours': 120,
};
const UNITS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'m min mins minute minutes minuten'.split(' ').map((unit) => [unit, 1]),
  ...'h hr hrs hour hours std stunde stunden'.split(' ').map((unit) => [unit, 60]),
  ...'day days tag tage tagen'.split(' ').map((unit) => [unit, 1440]),
]);

function numberWord(token: Token): number | undefined {
  return NUMBER_WORDS[token.word] ?? NUMBER_WORDS[token.plain];
}

function amountOf(word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  return /^\d{1,5}(?:[.,]\d{1,2})?$/.test(word) ? Number(word.replace(',', '.')) : NUMBER_WORDS[word];
}

/** "30min" as two words. */
function apart(word: string, plain: string): readonly string[] {
  const parts = /^(\d+(?:[.,]\d+)?)(\p{L}+)$/u.exec(word);
  return parts?.[1] !== undefined && parts[2] !== undefined ? [parts[1], parts[2]] : [plain];
}
