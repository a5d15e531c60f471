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

/** Words that say something about the words around them, in one language; all folded. */
export interface Vocabulary {
  /** May stand between the words of a phrasing. */
  readonly fillers: ReadonlySet<string>;
  /** No name of a person or team consists of one of these, so a capture stops there. */
  readonly neverCaptured: ReadonlySet<string>;
  /** Teams may have them: "Out of Hours", "Desk for Contoso". */
  readonly neverInPerson: ReadonlySet<string>;
  /** First names that are such words too; their surnames are not. */
  readonly names: ReadonlySet<string>;
  /** The asker. */
  readonly self: ReadonlySet<string>;
}

export interface MatchContext {
  readonly vocabulary: Vocabulary;
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

function finish(
  word: number,
  { words, vocabulary }: MatchContext,
  extent: 'whole' | 'part',
): PhraseMatch | null {
  if (extent === 'part') return { score: 0, literals: 0, captures: [] };
  const left = words.slice(word);
  if (!left.every((each) => isFiller(each, vocabulary))) return null;
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
  if (!filler || !isFiller(filler, context.vocabulary)) return null;
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
    if (!last || !mayCapture(name, last, { place: length, vocabulary: context.vocabulary })) break;
    const match = rest(word + length);
    if (!match) continue;
    const capture = { name, from: word, to: word + length };
    const score = match.score + SCORE.captured * length;
    best = better(best, { ...match, score, captures: [capture, ...match.captures] });
  }
  return best;
}

function mayCapture(
  name: CaptureName,
  word: SentenceWord,
  { place, vocabulary }: { readonly place: number; readonly vocabulary: Vocabulary },
): boolean {
  if (name === 'self') return vocabulary.self.has(word.norm);
  if (word.kind === 'mention') return name === 'who';
  if (place === 1 && vocabulary.names.has(word.norm)) return true;
  if (word.kind === 'ticket' || vocabulary.neverCaptured.has(word.norm)) return false;
  // "me", "her" and "him" stand for somebody, whom the conversation knows.
  return name !== 'who' || !vocabulary.neverInPerson.has(word.norm);
}

/** Whether `word` says nothing about what a sentence wants. */
export function isFiller(word: SentenceWord, { fillers }: Vocabulary): boolean {
  return word.kind === 'word' && fillers.has(word.norm);
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
