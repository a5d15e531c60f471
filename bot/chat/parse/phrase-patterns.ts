import type { SentenceWord } from './sentence.ts';

/** A phrasing as words. `a|b` either, `a?` may be missing, `~free` a word of a class, `<who>` what is captured,
 *  `+time` only in a sentence that names a time, `=` in front: the sentence with its times left in. */
export type PhrasePattern = string;

export type CaptureName = 'who' | 'team' | 'teams' | 'self';

type Element =
  | { readonly kind: 'words'; readonly any: ReadonlySet<string>; readonly optional: boolean }
  | { readonly kind: 'capture'; readonly name: CaptureName }
  | { readonly kind: 'ticket' }
  | { readonly kind: 'time' };

export interface CompiledPattern {
  readonly elements: readonly Element[];
  readonly keepsTimes: boolean;
  /** Words alone: no capture, ticket or time. */
  readonly isPlain: boolean;
}

export interface Capture {
  readonly name: CaptureName;
  /** Word indexes, end exclusive. */
  readonly from: number;
  readonly to: number;
}

export interface PhraseMatch {
  /** Comparable between patterns: words that were meant count most, spelled right more than not. */
  readonly score: number;
  /** Words that matched a word of the pattern. */
  readonly literals: number;
  readonly captures: readonly Capture[];
}

export interface MatchContext {
  readonly words: readonly SentenceWord[];
  readonly hasTime: boolean;
  /** Known words that a mistyped word may have been. */
  readonly meant: (word: string) => ReadonlySet<string>;
}

export function compilePattern(
  source: PhrasePattern,
  classes: Readonly<Record<string, string>>,
): CompiledPattern {
  const keepsTimes = source.startsWith('=');
  const elements = (keepsTimes ? source.slice(1) : source)
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => compileElement(part, classes));
  return {
    elements,
    keepsTimes,
    isPlain: elements.every((element) => element.kind === 'words') && !keepsTimes,
  };
}

/** The words that a pattern spells out, for typos and near misses. */
export function patternWords(pattern: CompiledPattern): readonly string[] {
  return pattern.elements.flatMap((element) => (element.kind === 'words' ? [...element.any] : []));
}

/** One set for each place of a pattern where one of these words must stand. */
export function requiredWords(pattern: CompiledPattern): readonly ReadonlySet<string>[] {
  return pattern.elements.flatMap((element) =>
    element.kind === 'words' && !element.optional ? [element.any] : [],
  );
}

/** How well the whole sentence fits, or `null`. */
export function matchPhrase(pattern: CompiledPattern, context: MatchContext): PhraseMatch | null {
  return step(pattern.elements, 0, 0, context, 'whole');
}

/** As `matchPhrase`, starting at word `from` and leaving the rest of the sentence alone. */
export function matchWithin(
  pattern: CompiledPattern,
  from: number,
  context: MatchContext,
): PhraseMatch | null {
  return step(pattern.elements, 0, from, context, 'part');
}

const SCORE = { exact: 10, typo: 7, ticket: 10, time: 5, filler: -1, captured: -1 };

/** Words that may stand between the words of a phrasing. */
const FILLERS = new Set(
  (
    'a an the any some just so ok okay well actually really still also right currently our us guys folks pls all ' +
    'here there please then else even only yet already today for me my'
  ).split(' '),
);

/** No name of a person or team consists of one of these, so a capture stops there. */
const NEVER_CAPTURED = new Set(
  (
    'who whom what where when why how which is are am was were be been being can could will would shall should may ' +
    'might must do does did has have had i you we they it its this that these those there anyone anybody someone ' +
    'somebody everyone everybody nobody not no if or but so because → run show tell please'
  ).split(' '),
);
/** Inside a person's name; teams may have them: "Out of Hours", "Desk for Contoso". */
const NEVER_IN_A_PERSON = new Set(
  (
    'in on at from to for of with back off by about around free available busy working and only just next again ' +
    'shift shifts ticket tickets status the a an any my our'
  ).split(' '),
);
const LONGEST_CAPTURE: Readonly<Record<CaptureName, number>> = { who: 6, team: 6, teams: 20, self: 1 };

function compileElement(part: string, classes: Readonly<Record<string, string>>): Element {
  if (part === '+time') return { kind: 'time' };
  if (part === '<ticket>') return { kind: 'ticket' };
  const capture = /^<(who|team|teams|self)>$/.exec(part)?.[1];
  if (capture) return { kind: 'capture', name: capture as CaptureName }; // the expression lists them
  const optional = part.endsWith('?');
  const names = (optional ? part.slice(0, -1) : part).split('|');
  const any = names.flatMap((name) =>
    name.startsWith('~') ? (classes[name.slice(1)] ?? '').split(' ') : [name],
  );
  return { kind: 'words', any: new Set(any.filter((word) => word !== '')), optional };
}

function step(
  elements: readonly Element[],
  at: number,
  word: number,
  context: MatchContext,
  extent: 'whole' | 'part',
): PhraseMatch | null {
  const element = elements[at];
  if (!element) return finish(word, context, extent);
  const rest = (next: number) => step(elements, at + 1, next, context, extent);
  if (element.kind === 'time') return context.hasTime ? scored(rest(word), SCORE.time) : null;
  if (element.kind === 'ticket') return matchTicket(word, context, rest);
  if (element.kind === 'capture') return matchCapture(element.name, word, context, rest);
  return matchWords(element, word, context, rest);
}

function finish(word: number, { words }: MatchContext, extent: 'whole' | 'part'): PhraseMatch | null {
  if (extent === 'part') return { score: 0, literals: 0, captures: [] };
  const left = words.slice(word);
  if (!left.every((each) => isFiller(each))) return null;
  return { score: SCORE.filler * left.length, literals: 0, captures: [] };
}

type Rest = (next: number) => PhraseMatch | null;

function matchTicket(word: number, { words }: MatchContext, rest: Rest): PhraseMatch | null {
  return words[word]?.kind === 'ticket' ? scored(rest(word + 1), SCORE.ticket) : null;
}

function matchWords(
  element: Extract<Element, { kind: 'words' }>,
  word: number,
  context: MatchContext,
  rest: Rest,
): PhraseMatch | null {
  const score = wordScore(element, context.words[word], context);
  const taken = score > 0 ? literal(rest(word + 1), score) : null;
  const left = element.optional ? rest(word) : null;
  const best = better(taken, left);
  if (best) return best;
  const filler = context.words[word];
  if (!filler || !isFiller(filler)) return null;
  return scored(matchWords(element, word + 1, context, rest), SCORE.filler);
}

function wordScore(
  element: Extract<Element, { kind: 'words' }>,
  word: SentenceWord | undefined,
  context: MatchContext,
): number {
  if (word?.kind !== 'word') return 0;
  if (element.any.has(word.norm)) return SCORE.exact;
  for (const meant of context.meant(word.norm)) if (element.any.has(meant)) return SCORE.typo;
  return 0;
}

function matchCapture(
  name: CaptureName,
  word: number,
  context: MatchContext,
  rest: Rest,
): PhraseMatch | null {
  let best: PhraseMatch | null = null;
  for (let length = 1; length <= LONGEST_CAPTURE[name]; length += 1) {
    const last = context.words[word + length - 1];
    if (!last || !mayCapture(name, last, length)) break;
    const match = rest(word + length);
    if (!match) continue;
    const capture = { name, from: word, to: word + length };
    const score = match.score + SCORE.captured * length;
    best = better(best, { ...match, score, captures: [capture, ...match.captures] });
  }
  return best;
}

function mayCapture(name: CaptureName, word: SentenceWord, place: number): boolean {
  if (name === 'self') return word.norm === 'i' || word.norm === 'me';
  if (word.kind === 'mention') return name === 'who';
  // Will and May are people too; their surnames are not.
  if (place === 1 && (word.norm === 'will' || word.norm === 'may')) return true;
  if (word.kind === 'ticket' || NEVER_CAPTURED.has(word.norm)) return false;
  // "me", "her" and "him" stand for somebody, whom the conversation knows.
  return name !== 'who' || !NEVER_IN_A_PERSON.has(word.norm);
}

/** Whether `word` says nothing about what a sentence wants. */
export function isFiller(word: SentenceWord): boolean {
  return word.kind === 'word' && FILLERS.has(word.norm);
}

function better(a: PhraseMatch | null, b: PhraseMatch | null): PhraseMatch | null {
  if (!a || !b) return a ?? b;
  return b.score > a.score ? b : a;
}

function scored(match: PhraseMatch | null, score: number): PhraseMatch | null {
  return match && { ...match, score: match.score + score };
}

function literal(match: PhraseMatch | null, score: number): PhraseMatch | null {
  return match && { ...match, score: match.score + score, literals: match.literals + 1 };
}
