import type { Token } from './tokens.ts';
import type { ClockSaid, Read } from './time-words.ts';
import { digitsAt, isGlued, NUMBER_WORDS, wordAt, words } from './time-words.ts';

/** Whether a bare number may be an hour: `yes` behind "at", `at-end` behind a day, where it must not go on. */
export type HourCue = 'yes' | 'at-end' | 'no';

/** A clock time at `at`: "3pm", "15.30", "1500", "half 3", "noon", "end of day"; "3" only with a cue. */
export function readClock(tokens: readonly Token[], at: number, cue: HourCue): Read<ClockSaid> {
  return (
    readNamedTime(tokens, at, cue) ??
    readHalf(tokens, at) ??
    readQuarter(tokens, at) ??
    readDigits(tokens, at, cue)
  );
}

/** A number in front of one of these counts things. */
const COUNTED = words(
  'm min mins minute minutes hour hours hr hrs day days week weeks month months people person persons tech techs ' +
    'technician technicians ticket tickets of percent times shift shifts x others more st nd rd th line',
);
const TO_WORDS = words('halb halv halvt puoli');
/** Hours as German, Dutch and Nordic speakers write them behind their "half"; with one of them, "half" is Dutch. */
const FOREIGN_HOURS: ReadonlyMap<string, number> = new Map(
  [
    'eins ein een ett en yksi',
    'zwei twee tva to kaksi',
    'drei drie tre kolme',
    'vier fyra fire nelja',
    'funf vijf fem viisi',
    'sechs zes sex seks kuusi',
    'sieben zeven sju syv seitseman',
    'acht atta otte atte kahdeksan',
    'neun negen nio ni yhdeksan',
    'zehn tien tio ti kymmenen',
    'elf elva elleve yksitoista',
    'zwolf twaalf tolv kaksitoista',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

function clock(hour: number, minute: number, more: Partial<ClockSaid> = {}): ClockSaid {
  return { hour, minute, sure: true, approximate: false, half: null, named: null, ...more };
}

function readNamedTime(tokens: readonly Token[], at: number, cue: HourCue): Read<ClockSaid> {
  const [first, second, third, fourth] = [0, 1, 2, 3].map((step) => wordAt(tokens, at + step));
  if (first === 'noon' || first === 'midday') return { value: clock(12, 0), next: at + 1 };
  if (first === 'midnight') return { value: clock(0, 0, { named: 'midnight' }), next: at + 1 };
  const close = clock(0, 0, { named: 'close' });
  if (first === 'eod' || first === 'cob') return { value: close, next: at + 1 };
  if (first === 'close' && second === 'of' && third === 'business') return { value: close, next: at + 3 };
  if (first === 'close' && cue === 'yes') return { value: close, next: at + 1 };
  if (first !== 'end' || second !== 'of') return null;
  const [noun, length] = third === 'the' || third === 'my' ? [fourth, 4] : [third, 3];
  return noun && END_OF.has(noun) ? { value: close, next: at + length } : null;
}

const END_OF = words('day play business work');

/** "half 3", "half three", "half past 3", "halb 3". */
function readHalf(tokens: readonly Token[], at: number): Read<ClockSaid> {
  const word = wordAt(tokens, at);
  const own = TO_WORDS.has(word);
  if (word !== 'half' && !own) return null;
  const past = wordAt(tokens, at + 1) === 'past' && !own;
  const hourAt = past ? at + 2 : at + 1;
  const foreign = FOREIGN_HOURS.get(wordAt(tokens, hourAt));
  const hour = hourNamed(tokens, hourAt) ?? foreign ?? null;
  if (hour === null || hour < 1 || hour > 12 || COUNTED.has(wordAt(tokens, hourAt + 1))) return null;
  const isTo = own || foreign !== undefined;
  const half = past ? 'past' : isTo ? ('to' as const) : ('unsure' as const); // three words of one table
  return withMeridiem(tokens, hourAt + 1, hour, 30, { half, sure: false });
}

/** "quarter past 3", "quarter to 3", "ten past 3". Not "9 to 5", which is a range. */
function readQuarter(tokens: readonly Token[], at: number): Read<ClockSaid> {
  const start = wordAt(tokens, at) === 'a' && wordAt(tokens, at + 1) === 'quarter' ? at + 1 : at;
  const quarter = wordAt(tokens, start) === 'quarter';
  const minutes = quarter ? 15 : hourNamed(tokens, start);
  const link = wordAt(tokens, start + 1);
  const hour = hourNamed(tokens, start + 2);
  if (minutes === null || minutes < 1 || hour === null || hour > 12) return null;
  if (link === 'past') return withMeridiem(tokens, start + 3, hour, minutes, { sure: false });
  if (link !== 'to' || !quarter) return null;
  return withMeridiem(tokens, start + 3, hour === 1 ? 12 : hour - 1, 60 - minutes, { sure: false });
}

function hourNamed(tokens: readonly Token[], at: number): number | null {
  return digitsAt(tokens, at) ?? NUMBER_WORDS.get(wordAt(tokens, at)) ?? null;
}

function readDigits(tokens: readonly Token[], at: number, cue: HourCue): Read<ClockSaid> {
  const token = tokens[at];
  if (token?.kind === 'number' && token.norm.length > 2) return readMilitary(tokens, at, cue);
  const hour = token?.kind === 'number' ? digitsAt(tokens, at) : readHourWord(tokens, at, cue);
  if (hour === null || hour > 24) return null;
  const minute = readMinutes(tokens, at + 1);
  if (minute)
    return hour === 24 && minute.value > 0 ? null : finish(tokens, minute.next, at, hour, minute.value);
  if (wordAt(tokens, at + 1) === '/' || wordAt(tokens, at + 1) === '%') return null;
  return readMarkedHour(tokens, at, hour) ?? readBareHour(tokens, at, hour, cue);
}

function readHourWord(tokens: readonly Token[], at: number, cue: HourCue): number | null {
  const hour = NUMBER_WORDS.get(wordAt(tokens, at)) ?? null;
  const marked = wordAt(tokens, at + 1) === 'oclock' || readMeridiem(tokens, at + 1) !== null;
  return cue === 'yes' || marked ? hour : null;
}

/** "1500", "0930", "1500hrs"; "930" only with a cue. */
function readMilitary(tokens: readonly Token[], at: number, cue: HourCue): Read<ClockSaid> {
  const digits = wordAt(tokens, at);
  const [hour, minute] = [Number(digits.slice(0, -2)), Number(digits.slice(-2))];
  const meridiem = readMeridiem(tokens, at + 1);
  if (digits.length > 4 || hour > 23 || minute > 59) return null;
  if (digits.length === 3 && cue !== 'yes' && !meridiem) return null;
  if (digits.length === 3 || meridiem) return finish(tokens, at + 1, at, hour, minute);
  const unit = /^(?:h|hrs|hours|hour)$/.test(wordAt(tokens, at + 1));
  return { value: clock(hour, minute), next: unit ? at + 2 : at + 1 };
}

/** ":30", ".30", "h30". */
function readMinutes(tokens: readonly Token[], at: number): Read<number> {
  if (!isGlued(tokens, at)) return null;
  const mark = wordAt(tokens, at);
  const inWord = /^[hu](\d\d)$/.exec(mark)?.[1];
  if (inWord !== undefined) return Number(inWord) < 60 ? { value: Number(inWord), next: at + 1 } : null;
  const minutes = tokens[at + 1];
  if ((mark !== ':' && mark !== '.') || !minutes?.glued || minutes.kind !== 'number') return null;
  if (minutes.norm.length !== 2 || Number(minutes.norm) > 59) return null;
  return { value: Number(minutes.norm), next: at + 2 };
}

/** "3pm", "3 o'clock", "3ish", "15h", "15 Uhr". */
function readMarkedHour(tokens: readonly Token[], at: number, hour: number): Read<ClockSaid> {
  const unsure = isUnsure(tokens, at, hour);
  const next = wordAt(tokens, at + 1);
  if (readMeridiem(tokens, at + 1)) return finish(tokens, at + 1, at, hour, 0);
  if (next === 'oclock') return withMeridiem(tokens, at + 2, hour, 0, { sure: !unsure });
  if (next === 'o' && wordAt(tokens, at + 2) === 'clock')
    return withMeridiem(tokens, at + 3, hour, 0, { sure: !unsure });
  const dashed = next === '-' && wordAt(tokens, at + 2) === 'ish';
  if (next === 'ish' || dashed)
    return { value: clock(hour, 0, { sure: !unsure, approximate: true }), next: at + (dashed ? 3 : 2) };
  if (next === 'uhr' || next === 'uur' || (next === 'h' && isGlued(tokens, at + 1)))
    return { value: clock(hour, 0), next: at + 2 };
  return null;
}

function readBareHour(tokens: readonly Token[], at: number, hour: number, cue: HourCue): Read<ClockSaid> {
  const next = wordAt(tokens, at + 1);
  if (cue === 'no' || COUNTED.has(next)) return null;
  if (cue === 'at-end' && next !== '' && !GOES_ON.has(next)) return null;
  return { value: clock(hour, 0, { sure: !isUnsure(tokens, at, hour) }), next: at + 1 };
}

/** What may follow "monday 9" for the 9 to be an hour. */
const GOES_ON = words('- to till til until through ? . ! , in on for');

function finish(
  tokens: readonly Token[],
  next: number,
  at: number,
  hour: number,
  minute: number,
): Read<ClockSaid> {
  return withMeridiem(tokens, next, hour, minute, { sure: !isUnsure(tokens, at, hour) });
}

/** Hours 1 to 11 name two times of a day, unless written "03". */
function isUnsure(tokens: readonly Token[], at: number, hour: number): boolean {
  return hour >= 1 && hour <= 11 && !wordAt(tokens, at).startsWith('0');
}

function withMeridiem(
  tokens: readonly Token[],
  at: number,
  hour: number,
  minute: number,
  more: Partial<ClockSaid>,
): Read<ClockSaid> {
  const meridiem = readMeridiem(tokens, at);
  if (!meridiem) {
    const ish = wordAt(tokens, at) === 'ish';
    return { value: clock(hour, minute, { ...more, approximate: ish }), next: ish ? at + 1 : at };
  }
  const twelve = meridiem.value === 'pm' ? 12 : 0;
  if (hour > 12) return { value: clock(hour, minute, more), next: meridiem.next };
  // "half 3 pm" may still be 14:30: only the half of the day is sure, which the hour then carries.
  const sureHour = more.half ? hour : (hour % 12) + twelve;
  const half = more.half ? { half: more.half, hour: hour === 12 ? twelve : hour + twelve } : {};
  return { value: clock(sureHour, minute, { ...more, sure: true, ...half }), next: meridiem.next };
}

/** "pm", "p.m.", "p" when glued. */
function readMeridiem(tokens: readonly Token[], at: number): Read<'am' | 'pm'> {
  const word = wordAt(tokens, at);
  if (word === 'am' || word === 'pm') {
    return { value: word, next: at + 1 };
  }
  if (word !== 'a' && word !== 'p') return null;
  const value = word === 'a' ? 'am' : 'pm';
  const dotted = wordAt(tokens, at + 1) === '.' && wordAt(tokens, at + 2) === 'm' && isGlued(tokens, at + 1);
  if (dotted) return { value, next: wordAt(tokens, at + 3) === '.' ? at + 4 : at + 3 };
  return isGlued(tokens, at) ? { value, next: at + 1 } : null;
}
