import { readClock } from './read-clock.ts';
import type { HourCue } from './read-clock.ts';
import { monthNamed, readDay, readPart } from './read-day.ts';
import { readDuration } from './read-duration.ts';
import type { DaySaid, PointSaid, Read } from './time-words.ts';
import {
  dayNamed,
  digitsAt,
  isGlued,
  NUMBER_WORDS,
  partNamed,
  weekdayNamed,
  wordAt,
  words,
} from './time-words.ts';
import type { Token } from './tokens.ts';

/** A whole expression of time, not yet placed on a calendar. */
export type Said =
  | { readonly kind: 'now' }
  /** `minutes`: how long from there, when that was said. */
  | { readonly kind: 'point'; readonly point: PointSaid; readonly minutes: number | null }
  /** `from: 'now'` for "until 5". */
  | { readonly kind: 'range'; readonly from: PointSaid | 'now'; readonly to: PointSaid }
  /** "after 5", "from 3pm". */
  | { readonly kind: 'after'; readonly from: PointSaid; readonly side: 'start' | 'end' }
  /** "in 2 hours". */
  | { readonly kind: 'in'; readonly minutes: number }
  /** "for the next hour". */
  | { readonly kind: 'for'; readonly minutes: number };

/** The expression that starts exactly at `at`, or `null`. Looks a bounded number of tokens ahead. */
export function readSaid(tokens: readonly Token[], at: number): Read<Said> {
  return (
    readFromNow(tokens, at) ??
    readBetween(tokens, at) ??
    readNow(tokens, at) ??
    readUntil(tokens, at) ??
    readAfter(tokens, at) ??
    readBareRange(tokens, at) ??
    readPointOrRange(tokens, at, 'no')
  );
}

/** Whether an expression can begin at `at` at all: most words of a sentence cannot, and this is cheaper than trying. */
export function mayStartTime(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  if (word === '') return false;
  if (tokens[at]?.kind === 'number' || OPENINGS.has(word)) return true;
  return (
    NUMBER_WORDS.has(word) ||
    dayNamed(tokens, at) !== null ||
    weekdayNamed(word) !== null ||
    partNamed(word) !== null ||
    monthNamed(word) !== null
  );
}

const OPENINGS = words(
  'now rn atm currently presently right just at as this on in for during over within from between btw until till til ' +
    'before up after since by around about approx roughly circa ~ @ the next last coming day weekend weekends wknd week ' +
    'rest half halb halv halvt puoli a an couple quarter noon midday midnight eod cob close end business working office',
);
const NOW = words('now rn atm currently presently');
const NOW_PHRASES = [
  'right now',
  'just now',
  'at the moment',
  'at this moment',
  'at present',
  'this minute',
  'as of now',
].map((phrase) => phrase.split(' '));
const UNTIL = words('until till til before');
const RANGE_LINKS = words('- to until till til through thru');
const AFTER = words('after since from');

function readNow(tokens: readonly Token[], at: number): Read<Said> {
  const next = nowEnd(tokens, at);
  if (next === null) return null;
  // "from now until 5", "now to 5"
  const to = RANGE_LINKS.has(wordAt(tokens, next)) ? readPoint(tokens, next + 1, 'yes') : null;
  if (to) return { value: { kind: 'range', from: 'now', to: to.value }, next: to.next };
  return { value: { kind: 'now' }, next };
}

function nowEnd(tokens: readonly Token[], at: number): number | null {
  const start = wordAt(tokens, at) === 'from' ? at + 1 : at;
  if (NOW.has(wordAt(tokens, start))) return start + 1;
  const phrase = NOW_PHRASES.find((each) =>
    each.every((word, step) => wordAt(tokens, start + step) === word),
  );
  return phrase ? start + phrase.length : null;
}

/** "in 2 hours", "2 hours from now", "for the next hour", "within 30 min", "20 min". */
function readFromNow(tokens: readonly Token[], at: number): Read<Said> {
  const word = wordAt(tokens, at);
  if (word === 'in') {
    const upcoming = readNextStretch(tokens, at + 1);
    if (upcoming) return upcoming;
    const duration = readDuration(tokens, at + 1);
    return duration && { value: { kind: 'in', minutes: duration.value }, next: duration.next };
  }
  const stretch = readNextStretch(tokens, STRETCH_LEADS.has(word) ? at + 1 : at);
  if (stretch) return stretch;
  const leads = word === 'for' || word === 'within';
  const duration = leads ? readDuration(tokens, at + 1) : readDuration(tokens, at, { spelledUnit: true });
  if (!duration) return null;
  const later = ['from now', 'later'].find((phrase) =>
    phrase.split(' ').every((each, step) => wordAt(tokens, duration.next + step) === each),
  );
  if (later && !leads)
    return { value: { kind: 'in', minutes: duration.value }, next: duration.next + later.split(' ').length };
  return { value: { kind: 'for', minutes: duration.value }, next: duration.next };
}

const STRETCH_LEADS = words('for within over during');

/** "the next hour", "next 2 hours". */
function readNextStretch(tokens: readonly Token[], at: number): Read<Said> {
  const start = wordAt(tokens, at) === 'the' ? at + 1 : at;
  if (wordAt(tokens, start) !== 'next') return null;
  const duration = readDuration(tokens, start + 1, { bareUnit: true });
  return duration && { value: { kind: 'for', minutes: duration.value }, next: duration.next };
}

function readUntil(tokens: readonly Token[], at: number): Read<Said> {
  const upTo =
    wordAt(tokens, at) === 'up' && (wordAt(tokens, at + 1) === 'to' || UNTIL.has(wordAt(tokens, at + 1)));
  if (!upTo && !UNTIL.has(wordAt(tokens, at))) return null;
  const to = readPoint(tokens, upTo ? at + 2 : at + 1, 'yes');
  return to && { value: { kind: 'range', from: 'now', to: to.value }, next: to.next };
}

function readBetween(tokens: readonly Token[], at: number): Read<Said> {
  if (wordAt(tokens, at) !== 'between' && wordAt(tokens, at) !== 'btw') return null;
  const from = nowEnd(tokens, at + 1) === null ? readPoint(tokens, at + 1, 'yes') : null;
  const linkAt = from?.next ?? nowEnd(tokens, at + 1) ?? at;
  const link = wordAt(tokens, linkAt);
  if (link !== 'and' && !RANGE_LINKS.has(link)) return null;
  const to = readPoint(tokens, linkAt + 1, 'yes');
  return to && { value: { kind: 'range', from: from?.value ?? 'now', to: to.value }, next: to.next };
}

/** "from 9 to 11", "from 3pm", "after 5". "After lunch" is the afternoon, not the rest of the day. */
function readAfter(tokens: readonly Token[], at: number): Read<Said> {
  const word = wordAt(tokens, at);
  if (!AFTER.has(word)) return null;
  const read = readPointOrRange(tokens, at + 1, 'yes');
  if (!read || read.value.kind !== 'point') return word === 'from' ? read : null;
  const { point } = read.value;
  if (word === 'after' && point.part === 'lunch')
    return {
      value: { kind: 'point', point: { ...point, part: 'afternoon' }, minutes: null },
      next: read.next,
    };
  // "from tomorrow" without an end is that day.
  if (word === 'from' && !point.clock) return read;
  return { value: { kind: 'after', from: point, side: word === 'after' ? 'end' : 'start' }, next: read.next };
}

/** "9-5", "9 to 11", "9:30-11": two numbers may be hours without any cue, one may not. */
function readBareRange(tokens: readonly Token[], at: number): Read<Said> {
  if (digitsAt(tokens, at) === null || (isGlued(tokens, at) && isName(tokens, at - 1))) return null;
  const from = readClock(tokens, at, 'yes');
  if (!from || !RANGE_LINKS.has(wordAt(tokens, from.next)) || digitsAt(tokens, from.next + 1, 4) === null)
    return null;
  const range = readPointOrRange(tokens, at, 'yes');
  return range?.value.kind === 'range' ? range : null;
}

/** The 2 of "site-2" or "v.2" belongs to a name. */
function isName(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.norm !== '(' && tokens[at]?.norm !== '@' && tokens[at] !== undefined;
}

function readPointOrRange(tokens: readonly Token[], at: number, cue: HourCue): Read<Said> {
  const from = readPoint(tokens, at, cue);
  if (!from) return null;
  const to = RANGE_LINKS.has(wordAt(tokens, from.next)) ? readPoint(tokens, from.next + 1, 'yes') : null;
  if (to) return { value: { kind: 'range', from: from.value, to: to.value }, next: to.next };
  return { value: { kind: 'point', point: from.value, minutes: null }, next: from.next };
}

/** A day, part and clock time in any order, each at most once: "friday afternoon", "3pm tomorrow", "mon, at 9". */
function readPoint(tokens: readonly Token[], at: number, cue: HourCue): Read<PointSaid> {
  let point: PointSaid = { day: null, part: null, clock: null };
  let next = at;
  for (let round = 0; round < 3; round += 1) {
    const more = readComponent(tokens, next, point, round === 0 ? cue : 'no');
    if (!more) break;
    point = more.value;
    next = more.next;
  }
  return next === at ? null : { value: point, next };
}

function readComponent(
  tokens: readonly Token[],
  at: number,
  point: PointSaid,
  cue: HourCue,
): Read<PointSaid> {
  const start = wordAt(tokens, at) === ',' && at > 0 && isBegun(point) ? at + 1 : at;
  const direct = point.day ? null : readDay(tokens, start);
  if (direct) return { value: { ...point, day: direct.value }, next: direct.next };
  const lead = readLead(tokens, start);
  const day = point.day ? null : readDay(tokens, lead.next);
  if (day && fitsDay(lead, day.value)) return { value: { ...point, day: day.value }, next: day.next };
  const part = point.part ? null : readPart(tokens, lead.next, point.day !== null && lead.word === '');
  if (part && fitsPart(lead)) {
    const today: DaySaid | null = part.value.isToday ? { kind: 'offset', days: 0 } : null;
    return { value: { ...point, part: part.value.part, day: point.day ?? today }, next: part.next };
  }
  if (point.clock || !fitsClock(lead)) return null;
  const behindDay: HourCue = point.day || point.part ? 'at-end' : 'no';
  const isAsked = wordAt(tokens, lead.next - 1) === 'about';
  const isCued = isAsked || lead.isHourCue || cue === 'yes' || isHourBeforeDay(tokens, lead.next);
  const hourCue = isCued ? 'yes' : behindDay;
  const clock = readClock(tokens, lead.next, hourCue);
  if (!clock) return null;
  const value = lead.isApproximate ? { ...clock.value, approximate: true } : clock.value;
  return { value: { ...point, clock: value }, next: clock.next };
}

/** "9 tonight", "9 in the morning". */
function isHourBeforeDay(tokens: readonly Token[], at: number): boolean {
  if (digitsAt(tokens, at) === null) return false;
  const partAt = wordAt(tokens, at + 1) === 'in' && wordAt(tokens, at + 2) === 'the' ? at + 3 : at + 1;
  return dayNamed(tokens, at + 1) !== null || (partAt > at + 1 && partNamed(wordAt(tokens, partAt)) !== null);
}

function isBegun(point: PointSaid): boolean {
  return point.day !== null || point.part !== null || point.clock !== null;
}

interface Lead {
  /** The preposition, or empty. */
  readonly word: string;
  readonly hasThe: boolean;
  readonly isHourCue: boolean;
  readonly isApproximate: boolean;
  readonly next: number;
}

const PREPOSITIONS = words('on in for during over around about at by @ approx roughly circa ~');
const HOUR_CUES = words('at by @ around about approx roughly circa ~');
const APPROXIMATE = words('around about approx roughly circa ~');

const ASKS = words('what how');

/** At most a preposition, "about" and "the": a verb's own word, as in "who's in on friday", is not swallowed with it. */
function readLead(tokens: readonly Token[], at: number): Lead {
  // In "what about 5" the word asks; it does not make the time a rough one.
  const isAsking = wordAt(tokens, at) === 'about' && ASKS.has(wordAt(tokens, at - 1));
  const word = PREPOSITIONS.has(wordAt(tokens, at)) && !isAsking ? wordAt(tokens, at) : '';
  const behind = word === '' ? at : at + 1;
  const extra = word !== '' && APPROXIMATE.has(wordAt(tokens, behind));
  const theAt = extra ? behind + 1 : behind;
  const hasThe = wordAt(tokens, theAt) === 'the';
  return {
    word,
    hasThe,
    isHourCue: HOUR_CUES.has(word) || extra,
    isApproximate: APPROXIMATE.has(word) || extra,
    next: hasThe ? theAt + 1 : theAt,
  };
}

/** "on" and "in" in front of "tomorrow" and "this weekend" belong to "who's on", not to the day. */
function fitsDay(lead: Lead, day: DaySaid): boolean {
  if (lead.word === 'in') return false;
  if (lead.word !== 'on') return true;
  return lead.hasThe || (day.kind !== 'offset' && day.kind !== 'weekend' && day.kind !== 'week');
}

function fitsPart(lead: Lead): boolean {
  if (lead.word === 'on' || lead.word === 'in') return lead.hasThe;
  return !lead.isApproximate;
}

function fitsClock(lead: Lead): boolean {
  return (
    !lead.hasThe && lead.word !== 'on' && lead.word !== 'in' && lead.word !== 'during' && lead.word !== 'over'
  );
}
