import { editDistance } from './edit-distance.ts';
import type { Grammar } from './grammar.ts';
import type { Intent, IntentEntry, IntentTable, SaidAction } from './intents.ts';
import type { Capture, CompiledPattern, MatchContext, PhraseMatch, Vocabulary } from './phrase-patterns.ts';
import {
  compilePattern,
  isFiller,
  matchPhrase,
  matchWithin,
  patternWords,
  requiredWords,
} from './phrase-patterns.ts';
import type { SentenceWord } from './sentence.ts';

/** A sentence for recognising: once without the words of its times, once with them. */
export interface Sentence {
  readonly words: readonly SentenceWord[];
  readonly allWords: readonly SentenceWord[];
  readonly hasTime: boolean;
}

export interface Recognised {
  /** `null`: not understood. */
  readonly intent: Intent | null;
  readonly captures: readonly Capture[];
  /** The words that `captures` index. */
  readonly words: readonly SentenceWord[];
  readonly action: SaidAction | null;
  /** How well it fits, comparable between grammars; 0 when not understood. */
  readonly fit: number;
}

export interface Recogniser {
  readonly recognise: (sentence: Sentence) => Recognised;
  /** Offered intents whose words come nearest, best first, at most three; never empty with the usual table. */
  readonly closest: (sentence: Sentence) => readonly Intent[];
}

/** Reads sentences by the intents of one language. Compile once: the patterns cost a few milliseconds. */
export function createRecogniser(grammar: Grammar): Recogniser {
  const { intents: table, vocabulary } = grammar;
  const rules = table.flatMap((entry) => rulesOf(entry, grammar));
  const meant = typoFinder(new Set(rules.flatMap((rule) => patternWords(rule.pattern))));
  const candidates = ruleFinder(rules);
  const nearMisses = nearMissFinder(table, rules, vocabulary);
  return {
    recognise: (sentence) => {
      const lookup = meant(sentence.allWords);
      return recognise(sentence, candidates(sentence.allWords, lookup), { meant: lookup, vocabulary });
    },
    closest: (sentence) => nearMisses(sentence, meant(sentence.words)),
  };
}

/** Every word that the phrasings and times of a language name. */
export function wordsOf(grammar: Grammar): ReadonlySet<string> {
  const rules = grammar.intents.flatMap((entry) => rulesOf(entry, grammar));
  return new Set([...rules.flatMap(({ pattern }) => patternWords(pattern)), ...grammar.timeWords]);
}

interface Rule {
  readonly entry: IntentEntry;
  readonly pattern: CompiledPattern;
  readonly action: SaidAction | null;
}

/** Fewer matched words than this in a sentence with other words around them are a coincidence. */
const LOOSE_LITERALS = 2;
/** A mistyped word is looked up in the whole vocabulary; a sentence has few. */
const MOST_TYPOS = 16;
/** More than the longest sentence can score. */
const WHOLE_SENTENCE = 1000;
const NOTHING: ReadonlySet<string> = new Set();

function rulesOf(entry: IntentEntry, { classes, teamTail }: Grammar): readonly Rule[] {
  const plain = entry.patterns.map((source) => ({ source, action: null }));
  const tails = entry.takesTeam
    ? entry.patterns.map((source) => ({
        source: `${source} ${teamTail}`,
        action: null,
      }))
    : [];
  const actions = (entry.actions ?? []).flatMap(({ action, patterns }) =>
    patterns.map((source) => ({ source, action })),
  );
  return [...plain, ...tails, ...actions].map(({ source, action }) => ({
    entry,
    pattern: compilePattern(source, classes),
    action,
  }));
}

type MeantLookup = (word: string) => ReadonlySet<string>;

function recognise(
  sentence: Sentence,
  rules: readonly Rule[],
  known: Pick<MatchContext, 'meant' | 'vocabulary'>,
): Recognised {
  const bare: MatchContext = { words: sentence.words, hasTime: sentence.hasTime, ...known };
  const whole: MatchContext = { words: sentence.allWords, hasTime: sentence.hasTime, ...known };
  const anchored = bestOf(rules, (rule) => matchPhrase(rule.pattern, rule.pattern.keepsTimes ? whole : bare));
  const best = anchored ?? bestOf(rules, (rule) => matchLoosely(rule, bare));
  if (!best) return { intent: null, captures: [], words: sentence.words, action: null, fit: 0 };
  const { rule, match } = best;
  const words = rule.pattern.keepsTimes ? sentence.allWords : sentence.words;
  // A whole sentence understood is better than any part of one.
  const fit = (anchored ? WHOLE_SENTENCE : 0) + Math.max(match.score, 1);
  return { intent: rule.entry.intent, captures: match.captures, words, action: rule.action, fit };
}

function bestOf(
  rules: readonly Rule[],
  matchRule: (rule: Rule) => PhraseMatch | null,
): { readonly rule: Rule; readonly match: PhraseMatch } | null {
  let best: { readonly rule: Rule; readonly match: PhraseMatch } | null = null;
  for (const rule of rules) {
    const match = matchRule(rule);
    if (match && (!best || match.score > best.match.score)) best = { rule, match };
  }
  return best;
}

/** "my printer is on fire, who is available": a question inside other words, without names that they could be. */
function matchLoosely(rule: Rule, context: MatchContext): PhraseMatch | null {
  if (!rule.entry.isLoose || !rule.pattern.isPlain) return null;
  let best: PhraseMatch | null = null;
  for (let from = 0; from < context.words.length; from += 1) {
    const match = matchWithin(rule.pattern, from, context);
    if (match && match.literals >= LOOSE_LITERALS && (!best || match.score > best.score)) best = match;
  }
  return best;
}

/** The rules that a sentence could meet, in the order of the table. Each rule is filed under the words of that element
 *  which the fewest rules share, so a sentence looks at a few dozen of several hundred. */
function ruleFinder(
  rules: readonly Rule[],
): (words: readonly SentenceWord[], meant: MeantLookup) => readonly Rule[] {
  const uses = new Map<string, number>();
  for (const { pattern } of rules)
    for (const word of patternWords(pattern)) uses.set(word, (uses.get(word) ?? 0) + 1);
  const unfiled: number[] = [];
  const filed = new Map<string, number[]>();
  for (const [at, { pattern }] of rules.entries()) {
    const key = rarestElement(pattern, uses);
    if (!key) unfiled.push(at);
    for (const word of key ?? []) filed.set(word, [...(filed.get(word) ?? []), at]);
  }
  return (words, meant) => {
    const found = new Set(unfiled);
    for (const { norm } of words)
      for (const word of [norm, ...meant(norm)]) for (const at of filed.get(word) ?? []) found.add(at);
    return [...found].sort((a, b) => a - b).flatMap((at) => rules[at] ?? []);
  };
}

function rarestElement(
  pattern: CompiledPattern,
  uses: ReadonlyMap<string, number>,
): ReadonlySet<string> | undefined {
  const commonness = (words: ReadonlySet<string>) =>
    [...words].reduce((sum, word) => sum + (uses.get(word) ?? 0), 0);
  return requiredWords(pattern).toSorted((a, b) => commonness(a) - commonness(b))[0];
}

/** For each word that is none of ours: the words of ours that it may have been. Looked up once per sentence. */
function typoFinder(vocabulary: ReadonlySet<string>): (words: readonly SentenceWord[]) => MeantLookup {
  const known = [...vocabulary]
    .filter((word) => word.length >= 4)
    .map((word) => ({ word, letters: lettersOf(word) }));
  return (words) => {
    const found = new Map<string, ReadonlySet<string>>();
    for (const { kind, norm } of words.slice(0, MOST_TYPOS))
      if (kind === 'word' && !vocabulary.has(norm) && !found.has(norm))
        found.set(norm, neighbours(norm, known));
    return (word) => found.get(word) ?? NOTHING;
  };
}

function neighbours(
  word: string,
  known: readonly { readonly word: string; readonly letters: number }[],
): ReadonlySet<string> {
  if (word.length < 4 || word.length > 16) return NOTHING;
  const letters = lettersOf(word);
  const near = known.filter((each) => bitCount(each.letters ^ letters) <= MOST_LETTERS_APART);
  return new Set(near.map((each) => each.word).filter((each) => isTypoOf(word, each)));
}

/** Two edits exchange at most two letters for two others. */
const MOST_LETTERS_APART = 4;

/** Which letters a word has, one bit each: a cheap first look before counting edits. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Words of four letters have too many neighbours among names (Fred, free): there only swapped letters count. */
function isTypoOf(word: string, known: string): boolean {
  if (known.length < 4 || Math.abs(known.length - word.length) > 2) return false;
  if (known.length === 4)
    return word.length === 4 && sorted(word) === sorted(known) && editDistance(word, known, 1) === 1;
  const allowed = Math.min(word.length, known.length) < 7 ? 1 : 2;
  return editDistance(word, known, allowed) <= allowed;
}

function sorted(word: string): string {
  return word.split('').sort().join('');
}

const USUAL: readonly Intent[] = ['availability.now', 'technician.state', 'help'];

/** Counts the words that a sentence shares with each intent; a word that many intents have says little. */
function nearMissFinder(
  table: IntentTable,
  rules: readonly Rule[],
  vocabulary: Vocabulary,
): (sentence: Sentence, meant: MeantLookup) => readonly Intent[] {
  const homes = new Map<string, Set<IntentEntry>>();
  for (const { entry, pattern } of rules)
    for (const word of patternWords(pattern)) homes.set(word, (homes.get(word) ?? new Set()).add(entry));
  return (sentence, meant) => {
    const points = new Map<Intent, number>();
    for (const { norm } of sentence.words.filter((word) => !isFiller(word, vocabulary)))
      for (const word of homes.has(norm) ? [norm] : meant(norm)) {
        const sharers = homes.get(word);
        // Squared, so that one telling word outweighs several that half of the intents have; a typo may be no word of ours.
        const weight = (word === norm ? 1 : 0.5) / (sharers?.size ?? 1) ** 2;
        for (const intent of intentsOf(sharers)) points.set(intent, (points.get(intent) ?? 0) + weight);
      }
    const offered = new Set(table.filter((entry) => entry.offered).map((entry) => entry.intent));
    const best = [...points].filter(([intent]) => offered.has(intent)).sort((a, b) => b[1] - a[1]);
    const usual = USUAL.filter((intent) => offered.has(intent));
    return [...new Set([...best.map(([intent]) => intent), ...usual])].slice(0, 3);
  };
}

function intentsOf(entries: ReadonlySet<IntentEntry> | undefined): readonly Intent[] {
  return [...(entries ?? [])].flatMap((entry) => (entry.offered ? [entry.intent] : (entry.instead ?? [])));
}
