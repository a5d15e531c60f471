import { isZone } from '#kernel/zoned-time.ts';
import type { Said } from './read-said.ts';
import { mayStartTime, readSaid } from './read-said.ts';
import { resolveTime } from './resolve-time.ts';
import type { Span, TimeChoice, TimeContext, TimeEcho, TimeQuestion, TimeSaid } from './time-types.ts';
import { DEFAULT_DAY_PARTS, DEFAULT_WORKING_HOURS } from './time-types.ts';
import type { DaySaid, PointSaid } from './time-words.ts';
import type { Token } from './tokens.ts';
import { tokenise } from './tokens.ts';
import type { ResolveContext, ResolvedTime } from './wall-clock.ts';

/** The time that a text names; `none` when it names none, which a question about availability reads as now.
 *  Never throws; linear in the text. */
export function parseTime(options: TimeContext & { readonly text: string }): TimeSaid {
  return readTime(tokenise(options.text), options);
}

/** As `parseTime`, for tokens of which some (a ticket's) are already spoken for. */
export function readTime(
  tokens: readonly Token[],
  options: TimeContext,
  isTaken: (token: Token) => boolean = () => false,
): TimeSaid {
  const pieces = findPieces(tokens, isTaken);
  const zone = isZone(options.zone) ? options.zone : 'UTC';
  const { said, spans } = combine(pieces);
  const nothing = { spans, echo: emptyEcho(zone) };
  if (!said) return { kind: 'none', ...nothing };
  if (said.kind === 'now') return { kind: 'now', ...nothing };
  return { spans, ...place(said, options, zone) };
}

interface Piece {
  readonly said: Said;
  readonly span: Span;
}

/** A sentence has a few; what follows is junk, and each costs calendar arithmetic. */
const MOST_PIECES = 8;

function findPieces(tokens: readonly Token[], isTaken: (token: Token) => boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < tokens.length && pieces.length < MOST_PIECES) {
    const token = tokens[at];
    const read = token && !isTaken(token) && mayStartTime(tokens, at) ? readSaid(tokens, at) : null;
    const last = read && tokens[read.next - 1];
    if (token && read && last && !tokens.slice(at, read.next).some((each) => isTaken(each))) {
      pieces.push({ said: read.value, span: { start: token.start, end: last.end } });
      at = read.next;
    } else at += 1;
  }
  return pieces;
}

/** "tomorrow … at 3" is one time in two places; the first of two that contradict each other holds. */
function combine(pieces: readonly Piece[]): { readonly said: Said | null; readonly spans: readonly Span[] } {
  let said: Said | null = null;
  const spans: Span[] = [];
  for (const piece of pieces) {
    const merged: Said | null = said ? merge(said, piece.said) : piece.said;
    if (!merged) continue;
    said = merged;
    spans.push(piece.span);
  }
  return { said, spans };
}

function merge(first: Said, second: Said): Said | null {
  if (first.kind === 'now') return second;
  if (second.kind === 'now') return first;
  return mergeInto(first, second) ?? mergeInto(second, first);
}

function mergeInto(base: Said, more: Said): Said | null {
  if (base.kind === 'point' && more.kind === 'for' && base.point.clock && base.minutes === null)
    return { ...base, minutes: more.minutes };
  if (more.kind !== 'point') return null;
  if (base.kind === 'point') {
    const point = mergePoints(base.point, more.point);
    return point && { ...base, point };
  }
  const isDay = more.point.day !== null && !more.point.clock && !more.point.part;
  if (!isDay) return null;
  if (base.kind === 'after' && !base.from.day)
    return { ...base, from: { ...base.from, day: more.point.day } };
  if (base.kind !== 'range' || base.to.day) return null;
  // "tomorrow … until 5" starts with that day, "today … until 5" now.
  const isToday = more.point.day?.kind === 'offset' && more.point.day.days === 0;
  const startsNow = base.from === 'now' && isToday;
  const from = base.from === 'now' ? more.point : { ...base.from, day: base.from.day ?? more.point.day };
  return { ...base, from: startsNow ? 'now' : from, to: { ...base.to, day: more.point.day } };
}

function mergePoints(a: PointSaid, b: PointSaid): PointSaid | null {
  if ((a.day && b.day) || (a.part && b.part) || (a.clock && b.clock)) return null;
  return { day: a.day ?? b.day, part: a.part ?? b.part, clock: a.clock ?? b.clock };
}

type Placed = { readonly echo: TimeEcho } & (
  | TimeChoice
  | { readonly kind: 'none' }
  | { readonly kind: 'ask'; readonly question: TimeQuestion; readonly choices: readonly TimeChoice[] }
);

/** Reads `said` in every way that its words allow and asks when two differ. */
function place(said: Exclude<Said, { kind: 'now' }>, options: TimeContext, zone: string): Placed {
  const points = pointsOf(said);
  const usual = usualReading(options.locale ?? 'en-GB');
  const isOpenDate = points.some((point) => isOpen(point.day));
  const isOpenHalf = usual.isHalfTo && points.some((point) => point.clock?.half === 'unsure');
  const others = [
    ...(isOpenDate ? [{ ...usual, isMonthFirst: !usual.isMonthFirst }] : []),
    ...(isOpenHalf ? [{ ...usual, isHalfTo: false }] : []),
  ];
  const resolved = [usual, ...others]
    .map((reading) => resolveTime(said, contextFor(options, zone, reading)))
    .filter((each) => each !== null);
  const [first, second] = resolved;
  const approximate = points.some((point) => point.clock?.approximate);
  if (!first) return { kind: 'none', echo: emptyEcho(zone) };
  if (!second || isSame(first, second)) return placed(first, options.now, zone, approximate);
  const choices = resolved.slice(0, 2).map((each) => toChoice(each, options.now));
  const question = isOpenDate ? 'day-or-month' : 'half-hour';
  return { kind: 'ask', question, choices, echo: { ...emptyEcho(zone), approximate } };
}

function pointsOf(said: Said): readonly PointSaid[] {
  if (said.kind === 'point') return [said.point];
  if (said.kind === 'after') return [said.from];
  if (said.kind !== 'range') return [];
  return said.from === 'now' ? [said.to] : [said.from, said.to];
}

function isOpen(day: DaySaid | null): boolean {
  return day?.kind === 'date' && day.dayFirst.day !== day.monthFirst.day;
}

/** Germans, Dutch and Nordic people say "half 3" for 14:30, in English too now and then. */
const HALF_TO_LANGUAGES = /^(?:de|lb|nl|fy|af|sv|nb|nn|no|da|is|fo|fi)(?:-|$)/i;
const MONTH_FIRST_LOCALES = /^(?:en|en-us|en-ph|es-us|es-pr|fil)(?:-|$)/i;

function usualReading(locale: string): ResolveContext['reading'] {
  const isBritish = /^en-(?!us|ph)/i.test(locale);
  return {
    isMonthFirst: !isBritish && MONTH_FIRST_LOCALES.test(locale),
    isHalfTo: HALF_TO_LANGUAGES.test(locale),
  };
}

function contextFor(options: TimeContext, zone: string, reading: ResolveContext['reading']): ResolveContext {
  return {
    now: options.now,
    zone,
    workingHours: options.workingHours ?? DEFAULT_WORKING_HOURS,
    dayParts: options.dayParts ?? DEFAULT_DAY_PARTS,
    reading,
  };
}

function isSame(a: ResolvedTime, b: ResolvedTime): boolean {
  return a.start.getTime() === b.start.getTime() && a.end?.getTime() === b.end?.getTime();
}

function placed(time: ResolvedTime, now: Date, zone: string, approximate: boolean): Placed {
  const begun =
    time.end !== null && time.start.getTime() < now.getTime() && time.end.getTime() > now.getTime();
  const over = (time.end ?? time.start).getTime() < Math.floor(now.getTime() / 60_000) * 60_000;
  const echo: TimeEcho = {
    zone,
    alternative: time.alternative,
    clockChanges: time.clockChanges,
    rolledToTomorrow: time.rolled,
    approximate,
    startedAt: begun ? time.start : null,
    inPast: over,
  };
  return { ...toChoice(time, now), echo };
}

/** What is over is not asked about: a range that has begun starts now. */
function toChoice(time: ResolvedTime, now: Date): TimeChoice {
  if (!time.end) return { kind: 'moment', at: time.start };
  const begun = time.start.getTime() < now.getTime() && time.end.getTime() > now.getTime();
  return { kind: 'range', start: begun ? now : time.start, end: time.end };
}

function emptyEcho(zone: string): TimeEcho {
  return {
    zone,
    alternative: null,
    clockChanges: [],
    rolledToTomorrow: false,
    approximate: false,
    startedAt: null,
    inPast: false,
  };
}
