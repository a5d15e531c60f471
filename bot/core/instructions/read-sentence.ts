import type { NameOutcome, Reading } from './effects.ts';
import { readingOf } from './effects.ts';
import { createSlotFiller } from './fill-slot.ts';
import type { NameIndex } from './known.ts';
import type { HalfProblem } from './outcome.ts';
import { HINTS } from './outcome.ts';
import type { SentenceOutcome } from './outcome.ts';
import { matchPattern, saysWord } from './pattern.ts';
import type { Phrase } from './phrase-book.ts';
import { phrasesOf } from './phrase-book.ts';
import { ENGLISH } from './phrases-english.ts';
import { GERMAN } from './phrases-german.ts';
import { problemOf, soundsLikeRule, talksToModel } from './rule-words.ts';
import type { RuleEffect } from './rules.ts';
import type { Token } from './tokens.ts';
import { isComma, tokensOf } from './tokens.ts';

export type SentenceReading =
  | { readonly kind: 'effects'; readonly effects: readonly RuleEffect[]; readonly doubtful: boolean }
  | { readonly kind: 'outcome'; readonly outcome: Exclude<SentenceOutcome, { kind: 'rules' }> };

/** What one sentence says. Rules come only from a sentence of which every word was understood: a phrasing must fit it from end to end.
 *  Where one fits a part, the sentence is half-understood and nothing of it holds. */
export function readSentence(sentence: string, index: NameIndex): SentenceReading {
  if (talksToModel(sentence)) return advice;
  const tokens = withoutCourtesy(tokensOf(sentence));
  if (tokens.length === 0) return advice;
  if (tokens.length > MOST_TOKENS) {
    return soundsLikeRule(tokens, index) ? half({ sentence, tokens, problem: 'too-long' }) : advice;
  }
  const strict = fits({ tokens, index, loose: false });
  const whole = strict.filter((fit) => fit.start === 0 && fit.end === tokens.length);
  if (whole.length > 0) return oneReading(sentence, tokens, whole);
  const named = fits({ tokens, index, loose: true }).find(({ reading }) => reading.kind !== 'effects');
  if (named?.reading.kind === 'name') return { kind: 'outcome', outcome: named.reading.outcome };
  if (named?.reading.kind === 'problem') return half({ sentence, tokens, problem: named.reading.problem });
  const part = longest(strict);
  if (part) return half({ sentence, tokens, part });
  return soundsLikeRule(tokens, index) ? half({ sentence, tokens, problem: 'no-rule-shape' }) : advice;
}

interface Fit {
  readonly start: number;
  readonly end: number;
  readonly reading: Reading;
}

/** No phrasing is longer; without a bound a text of one sentence would cost seconds. */
const MOST_TOKENS = 60;
const advice: SentenceReading = { kind: 'outcome', outcome: { kind: 'advice' } };
const PHRASES: readonly Phrase[] = [...phrasesOf(ENGLISH), ...phrasesOf(GERMAN)];

/** Where phrasings fit: anywhere when strict; from end to end only when `loose`, because an unknown name could be any words. */
function fits(asked: { tokens: readonly Token[]; index: NameIndex; loose: boolean }): readonly Fit[] {
  const { tokens, loose } = asked;
  const bold = createSlotFiller({ ...asked, shy: false });
  const shy = loose ? createSlotFiller({ ...asked, shy: true }) : bold;
  const found: Fit[] = [];
  const phrases = possiblePhrases(tokens);
  const starts = loose ? 1 : tokens.length;
  for (let start = 0; start < starts; start += 1) {
    for (const { family, language, pattern } of phrases) {
      const fill = language === 'de' ? shy : bold;
      for (const { end, bindings } of matchPattern({ pattern, tokens, start, fill })) {
        if (loose && end !== tokens.length) continue;
        const reading = readingOf(family, bindings);
        if (reading) found.push({ start, end, reading });
      }
    }
  }
  return found;
}

/** Phrasings of which every word that must be said is said somewhere: a cheap look that spares most of the matching. */
function possiblePhrases(tokens: readonly Token[]): readonly Phrase[] {
  const said = new Map<string, boolean>();
  const isSaid = (word: string): boolean => {
    const known = said.get(word) ?? tokens.some((token) => saysWord(token, word));
    said.set(word, known);
    return known;
  };
  return PHRASES.filter(({ pattern }) =>
    pattern.elements.every(
      (element) =>
        element.kind === 'slot' || element.optional || element.options.some((words) => words.every(isSaid)),
    ),
  );
}

/** One outcome of phrasings that fit the whole sentence; they may differ in shape, not in what they say. */
function oneReading(sentence: string, tokens: readonly Token[], whole: readonly Fit[]): SentenceReading {
  const effects = whole.flatMap(({ reading }) => (reading.kind === 'effects' ? [reading] : []));
  const [first] = effects;
  if (first) {
    const said = new Set(effects.map((reading) => JSON.stringify(reading.effects, withoutName)));
    return said.size === 1 ? first : half({ sentence, tokens, problem: 'two-readings' });
  }
  const names = whole.flatMap(({ reading }): NameOutcome[] =>
    reading.kind === 'name' ? [reading.outcome] : [],
  );
  if (names[0]) return { kind: 'outcome', outcome: names[0] };
  const problem = whole.flatMap(({ reading }) => (reading.kind === 'problem' ? [reading.problem] : []))[0];
  return half({ sentence, tokens, problem: problem ?? 'no-rule-shape' });
}

/** What a person is called does not change what is said of them. */
function withoutName(key: string, value: unknown): unknown {
  return key === 'name' ? undefined : value;
}

function longest(found: readonly Fit[]): Fit | null {
  let best: Fit | null = null;
  for (const fit of found) if (!best || fit.end - fit.start > best.end - best.start) best = fit;
  return best;
}

function half(options: {
  readonly sentence: string;
  readonly tokens: readonly Token[];
  readonly part?: Fit;
  readonly problem?: HalfProblem;
}): SentenceReading {
  const { sentence, tokens, part } = options;
  const before = tokens.slice(0, part?.start ?? tokens.length);
  const after = part ? tokens.slice(part.end) : [];
  const left = [before, after].map((run) => run.filter((token) => !isComma(token)));
  const problem = options.problem ?? problemOf(left[0] ?? [], left[1] ?? []);
  return {
    kind: 'outcome',
    outcome: {
      kind: 'half-understood',
      understood: part ? written(sentence, tokens.slice(part.start, part.end)) : '',
      leftover: left.map((run) => written(sentence, run)).filter((text) => text !== ''),
      problem,
      hint: HINTS[problem],
    },
  };
}

function written(sentence: string, tokens: readonly Token[]): string {
  return sentence.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
}

const COURTESY = new Set('please kindly bitte also auch thanks danke'.split(' '));
const OPENERS = new Set(['and', 'und', 'note', 'rule', 'regel', 'hinweis']);

/** Without the words around an order that say nothing. */
function withoutCourtesy(tokens: readonly Token[]): readonly Token[] {
  let [start, end] = [0, tokens.length];
  const courteous = (token: Token | undefined): boolean => COURTESY.has(token?.word ?? '') || isComma(token);
  while (start < end && (courteous(tokens[start]) || OPENERS.has(tokens[start]?.word ?? ''))) start += 1;
  while (end > start && courteous(tokens[end - 1])) end -= 1;
  return tokens.slice(start, end);
}
