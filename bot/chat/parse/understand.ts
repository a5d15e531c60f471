import { ENGLISH_GRAMMAR } from './english.ts';
import { GERMAN_GRAMMAR } from './german.ts';
import type { Grammar } from './grammar.ts';
import type { Intent, IntentTable, SaidAction } from './intents.ts';
import { INTENTS } from './intents.ts';
import type { Capture } from './phrase-patterns.ts';
import type { Recognised, Recogniser, Sentence } from './recognise.ts';
import { createRecogniser, wordsOf } from './recognise.ts';
import type { SentenceWord } from './sentence.ts';
import { sentenceWords } from './sentence.ts';
import type { CleanText, Mention } from './strip.ts';
import { strip } from './strip.ts';
import { findLeftoverTicket, findTicket } from './tickets.ts';
import type { TimeContext, TimeSaid } from './time-types.ts';
import { readTime } from './times.ts';
import type { Token } from './tokens.ts';
import { tokenise } from './tokens.ts';

/** What a sentence was about. A slot is missing when nothing was said. */
export interface Slots {
  /** As the PSA writes it, without "#". */
  readonly ticket?: string;
  /** Never `none`. */
  readonly time?: TimeSaid;
  /** As said: "ben", "Elena García", "her", or "me" for the asker. May be a team that no word marks as one: look for a
   *  team of that name when nobody is called so. */
  readonly who?: string;
  /** Entra object id, when `who` was mentioned and Teams said who that is. */
  readonly userId?: string;
  /** As said: "escalations", "the night team", "L2". After "only …" it may be a person. */
  readonly team?: string;
  /** Of auto-map: every team that was named, in order. */
  readonly teams?: readonly string[];
  /** Of a follow-up that is a button in words, or what the asker says of themselves. */
  readonly action?: SaidAction;
}

export interface Understood {
  /** `null`: not understood. */
  readonly intent: Intent | null;
  /** Whether Rollcall does this. `false` also when not understood. */
  readonly offered: boolean;
  readonly slots: Slots;
  /** What to suggest when not understood or not offered, best first, at most three offered intents; otherwise empty. */
  readonly closest: readonly Intent[];
  readonly said: CleanText;
}

/** What a message means: mention and politeness off, then ticket, time, intent, names. Read in every language that we know; the one in which it
 *  makes more sense counts, the reader's own when both do. Knows no technician and no team; `findPerson` and `findTeam` do that with the slots.
 *  Never throws; linear in the text, which is cut at 2,000 characters. */
export function understand(
  options: TimeContext & { readonly text: string; readonly mentions?: readonly Mention[] },
): Understood {
  const said = strip(options);
  const tokens = tokenise(said.text, said.mentions);
  const readers = isGerman(options.locale)
    ? { own: GERMAN, other: ENGLISH }
    : { own: ENGLISH, other: GERMAN };
  const text = { said, tokens, context: options };
  const own = readIn(readers.own, text);
  const other = mayBeIn(readers.other, own, tokens) ? readIn(readers.other, text) : null;
  const best = other && other.found.fit > own.found.fit ? other : own;
  const slots = slotsOf(best.found, { said, ticket: best.ticket, time: best.time });
  const intent = settleIntent(best.found.intent, slots);
  return {
    ...judge(intent, own),
    slots: intent === 'availability.team' ? asTeam(slots) : slots,
    said,
  };
}

interface Reader {
  readonly grammar: Grammar;
  readonly recogniser: Recogniser;
  /** Words of its phrasings and times that the other language does not have. */
  readonly tellingWords: ReadonlySet<string>;
}

const ENGLISH = readerOf(ENGLISH_GRAMMAR, GERMAN_GRAMMAR);
const GERMAN = readerOf(GERMAN_GRAMMAR, ENGLISH_GRAMMAR);

function readerOf(grammar: Grammar, other: Grammar): Reader {
  const foreign = wordsOf(other);
  const tellingWords = new Set([...wordsOf(grammar)].filter((word) => !foreign.has(word)));
  return { grammar, recogniser: createRecogniser(grammar), tellingWords };
}

function isGerman(locale: string | undefined): boolean {
  return /^de(?:-|$)/i.test(locale ?? '');
}

/** Reading costs as much again, so only for words that the other language alone has, or where one's own made nothing of them. */
function mayBeIn(other: Reader, own: Reading, tokens: readonly Token[]): boolean {
  if (own.found.fit === 0) return own.sentence.words.length > 0;
  return tokens.some(({ norm }) => other.tellingWords.has(norm));
}

interface Reading {
  readonly reader: Reader;
  readonly sentence: Sentence;
  readonly found: Recognised;
  readonly ticket: string | null;
  readonly time: TimeSaid;
}

function readIn(
  reader: Reader,
  text: { readonly said: CleanText; readonly tokens: readonly Token[]; readonly context: TimeContext },
): Reading {
  const { said, tokens, context } = text;
  const { contractions } = reader.grammar;
  const { ticket, time, isTimeWord } = readFacts(tokens, reader.grammar, context);
  const sentence: Sentence = {
    words: sentenceWords(tokens, { ticket, isTaken: isTimeWord, contractions }),
    allWords: sentenceWords(tokens, { ticket, isTaken: () => false, contractions }),
    hasTime: time.kind !== 'none',
  };
  const found = HELP_ALONE.test(said.text)
    ? asHelp(sentence)
    : recogniseOrGuess(sentence, time, reader.recogniser);
  return { reader, sentence, found, ticket: ticket?.ticket ?? null, time };
}

function readFacts(tokens: readonly Token[], { timeTokens, lunchAt }: Grammar, context: TimeContext) {
  const plain = findTicket(tokens);
  const [first, last] = plain ? [tokens[plain.from], tokens[plain.to - 1]] : [];
  const lunch = tokens[lunchAt(tokens) ?? -1];
  const isTaken = (token: Token) =>
    isWithin(token, first, last) || (lunch !== undefined && isWithin(token, lunch, lunch));
  const time = readTime(timeTokens(tokens), context, isTaken);
  const isTimeWord = (token: Token) =>
    time.spans.some((span) => token.start >= span.start && token.end <= span.end);
  return { time, isTimeWord, ticket: plain ?? findLeftoverTicket(tokens, isTimeWord) };
}

function isWithin(token: Token, first: Token | undefined, last: Token | undefined): boolean {
  return first !== undefined && last !== undefined && token.start >= first.start && token.end <= last.end;
}

/** Nothing but our mention, or nothing but "?". */
const HELP_ALONE = /^[?!. ]*$/;
/** Less than anything that a phrasing has; a time and nothing else is understood whole, though. */
const GUESSED = 1;
const ONLY_A_TIME = 1010;

function asHelp(sentence: Sentence): Recognised {
  return { intent: 'help', captures: [], words: sentence.words, action: null, fit: GUESSED };
}

/** What no phrasing has: a time alone asks for that time, a mention alone for that person. */
function recogniseOrGuess(sentence: Sentence, time: TimeSaid, { recognise }: Recogniser): Recognised {
  const found = recognise(sentence);
  if (found.intent) return found;
  const { words } = sentence;
  if (words.length === 0 && time.kind !== 'none')
    return { ...found, intent: 'availability.now', fit: ONLY_A_TIME };
  const [only] = words;
  if (words.length === 1 && only?.kind === 'mention')
    return {
      ...found,
      intent: 'technician.state',
      captures: [{ name: 'who', from: 0, to: 1 }],
      fit: GUESSED,
    };
  return found;
}

function slotsOf(
  found: Recognised,
  facts: { readonly said: CleanText; readonly ticket: string | null; readonly time: TimeSaid },
): Slots {
  const { ticket, time, said } = facts;
  const named = Object.assign(
    {},
    ...found.captures.map((capture) => captured(capture, found.words, said.text)),
  ) as Slots;
  const isAboutMe = /^(?:my|meine?)$/.test(found.words[0]?.norm ?? '') && found.intent === 'technician.next';
  return {
    ...named,
    ...(isAboutMe ? { who: 'me' } : {}),
    ...(ticket === null ? {} : { ticket }),
    ...(time.kind === 'none' ? {} : { time }),
    ...(found.action ? { action: found.action } : {}),
  };
}

function captured(capture: Capture, words: readonly SentenceWord[], text: string): Slots {
  const [first, last] = [words[capture.from], words[capture.to - 1]];
  if (!first || !last) return {};
  if (capture.name === 'self') return { who: 'me' };
  const raw = text.slice(first.start, last.end);
  if (capture.name === 'teams') return { teams: teamNames(raw) };
  if (capture.name === 'team') return { team: raw };
  const mention = words.slice(capture.from, capture.to).find((word) => word.kind === 'mention');
  if (mention) {
    const who = text.slice(mention.start, mention.end);
    return mention.userId ? { who, userId: mention.userId } : { who };
  }
  return { who: raw.replace(/'s$/i, '') };
}

function teamNames(raw: string): readonly string[] {
  return raw
    .split(/,|;|&|\b(?:and|und)\b/i)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The same question about now, another time or one team; a "person" whose name reads like a team's is one. */
function settleIntent(intent: Intent | null, slots: Slots): Intent | null {
  const isAboutPeople = intent === 'technician.state' && slots.who !== undefined;
  if (isAboutPeople && slots.userId === undefined && looksLikeTeam(slots.who ?? ''))
    return 'availability.team';
  if (intent !== 'availability.now' && intent !== 'availability.at') return intent;
  if (slots.team !== undefined) return 'availability.team';
  return slots.time && slots.time.kind !== 'now' ? 'availability.at' : 'availability.now';
}

function asTeam(slots: Slots): Slots {
  const { who, ...rest } = slots;
  return who === undefined ? slots : { ...rest, team: who };
}

const TEAM_WORDS =
  /\b(?:teams?|desk|servicedesk|helpdesk|noc|soc|tier|level|line|queue|squad|crew|dept|department|abteilung|bereitschaft|support|escalations?|projects|operations|ops|infra|infrastructure|[lt]\d)\b/i;

function looksLikeTeam(name: string): boolean {
  return !name.includes('@') && TEAM_WORDS.test(name);
}

function judge(
  intent: Intent | null,
  { reader, sentence }: Reading,
): Pick<Understood, 'intent' | 'offered' | 'closest'> {
  if (!intent) return { intent, offered: false, closest: reader.recogniser.closest(sentence) };
  const entry = entryOf(intent, INTENTS);
  return { intent, offered: entry?.offered ?? false, closest: entry?.instead ?? [] };
}

function entryOf(intent: Intent, table: IntentTable) {
  return table.find((entry) => entry.intent === intent);
}
