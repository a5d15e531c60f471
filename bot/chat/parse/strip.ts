import { fold } from './fold.ts';

/** A mention entity of the message. */
export interface Mention {
  /** Exactly as it stands in the message: `<at>Ben Osei</at>`. */
  readonly text: string;
  readonly name: string;
  /** Entra object id; `null` when Teams did not say. */
  readonly userId: string | null;
  readonly isBot: boolean;
}

/** Where a mentioned person stands in `CleanText.text`. */
export interface MentionSpan {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly userId: string | null;
}

export interface CleanText {
  /** What was said without our mention, one line, invisible characters gone: for echoes, still data and no markup. */
  readonly original: string;
  /** `original` without politeness: what the grammars read. Spans count UTF-16 units of this text. */
  readonly text: string;
  /** In order. */
  readonly mentions: readonly MentionSpan[];
}

/** Longer messages are cut here before anything else looks at them (row S25). */
export const MESSAGE_LIMIT = 2000;

/** `said` made ready for reading. Linear in its length; never throws. */
export function strip(options: { readonly text: string; readonly mentions?: readonly Mention[] }): CleanText {
  const mentions = (options.mentions ?? []).slice(0, MOST_MENTIONS);
  const cut = options.text.slice(0, MESSAGE_LIMIT).toWellFormed().replaceAll(PRIVATE_USE, '');
  const marked = markMentions(cut, mentions);
  const plain = plainPunctuation(decodeEntities(marked.replaceAll(STRAY_MENTION_TAG, ' ')));
  const tidy = oneLine(plain.slice(0, MESSAGE_LIMIT));
  const botNames = ['rollcall', ...mentions.filter((each) => each.isBot).map((each) => fold(each.name))];
  const addressed = withoutBotName(tidy, botNames);
  const wanted = withoutPoliteness(addressed);
  return { original: unmark(addressed, mentions).text, ...unmark(wanted, mentions) };
}

/** More than a person types; each costs one search through the text. */
const MOST_MENTIONS = 50;
/** A mentioned person is one private-use character while the text is cleaned; none may come from outside. */
const FIRST_MARK = 0xe000;
const MARK = /[\ue000-\ue031]/g;
const PRIVATE_USE = /\p{Co}/gu;
const STRAY_MENTION_TAG = /<\/?at(?: [^<>]{0,60})?>/gi;
/** All but U+FEFF, which stands inside words and is invisible. */
const SPACES = /[^\S\ufeff]+/g;
/** Controls, zero-width and direction characters, fillers and variation selectors. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]|\u034f|[\ufe00-\ufe0f]/gu;
const LONGEST_NAME = 100;

function markMentions(text: string, mentions: readonly Mention[]): string {
  return mentions.reduce((marked, mention, index) => {
    const start = mention.text === '' ? -1 : marked.indexOf(mention.text);
    if (start < 0) return marked;
    const mark = mention.isBot ? ' ' : ` ${String.fromCharCode(FIRST_MARK + index)} `;
    return marked.slice(0, start) + mark + marked.slice(start + mention.text.length);
  }, text);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
};

/** One pass, so "&amp;lt;" stays the text that its author saw. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:nbsp|amp|lt|gt|quot|apos|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

function plainPunctuation(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[‘’ʼ´`]/g, "'")
    .replaceAll(/[“”„]/g, '"')
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll(/->|=>|[➔➜➡⇒]/g, '→');
}

/** Spaces first, since tabs and line ends are controls; again at the end for those on both sides of a removed one. */
function oneLine(text: string): string {
  return text.replaceAll(SPACES, ' ').replaceAll(INVISIBLE, '').replaceAll(SPACES, ' ').trim();
}

/** "hey Rollcall, who is in" → "hey, who is in"; a message that is only our name becomes empty. */
function withoutBotName(text: string, names: readonly string[]): string {
  const address = addressOf(names);
  const opened = text.replace(address.opening, '$1').trim();
  const end = lastVisible(opened);
  const closing = names.find((name) => endsWithWord(fold(opened.slice(0, end)), name));
  if (closing === undefined || fold(opened.slice(0, end)).length !== end) return opened;
  return opened.slice(0, end - closing.length).trimEnd();
}

const addresses = new Map<string, { readonly opening: RegExp }>();

function addressOf(names: readonly string[]): { readonly opening: RegExp } {
  const key = names.join('\n');
  const known = addresses.get(key);
  if (known) return known;
  const either = names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)).join('|');
  const opening = new RegExp(
    String.raw`^((?:hey|hi|hello|ok|okay|thanks|thank you)?,? ?)@?(?:${either})(?![\p{L}\p{N}])[,.:!]? ?`,
    'iu',
  );
  // One app has one name, or one per language; the bound is for strangers' entities.
  if (addresses.size >= 50) addresses.clear();
  addresses.set(key, { opening });
  return { opening };
}

/** Each is followed by a word boundary; tried at the start of the text, again and again. */
const POLITE_OPENING = new RegExp(
  `^(?:${[
    'please',
    'pls',
    'plz',
    'hey',
    'hi',
    'hello',
    'ok',
    'okay',
    'good (?:morning|afternoon|evening)',
    'thanks(?=[,.!])',
    'thank you(?=[,.!])',
    '(?:can|could|would|will) (?:you|u)(?: please)?(?: (?:just|quickly))? (?:tell me|show me|check|see|find out|say|look up|let me know)',
    '(?:can|could|would|will) (?:you|u)(?: please)?(?= help| run| show| map| match| dispatch| assign)',
    '(?:please )?(?:tell|let) (?:me|us) know',
    'tell (?:me|us)',
    '(?:i|we) (?:want|need|would like) to(?: know|(?= run| map| match| see| show))',
    "i'd like to know",
    '(?:do|does) (?:you|anyone|anybody|we|u) know(?: if)?',
    'any idea',
    'quick question',
    "(?:just|i was|i am|i'm) wondering",
  ].join('|')})(?![\\p{L}\\p{N}'])[,.:!;?-]? ?`,
  'iu',
);
const POLITE_ENDINGS = ['please', 'pls', 'plz', 'thanks', 'thank you', 'thx', 'ta', 'cheers', 'mate'];

/** Politeness goes only while something else is left: "hi" and "thanks" alone are what was meant. */
function withoutPoliteness(text: string): string {
  let rest = text;
  for (let round = 0; round < 6; round += 1) {
    const shorter = withoutEnding(rest.replace(POLITE_OPENING, '').trimStart());
    if (shorter === rest || !HAS_WORD.test(shorter)) break;
    rest = shorter;
  }
  return rest;
}

const HAS_WORD = /[\p{L}\p{N}\ue000-\ue031]/u;

function withoutEnding(text: string): string {
  const end = lastVisible(text);
  const lower = text.slice(0, end).toLowerCase();
  const ending = POLITE_ENDINGS.find((each) => endsWithWord(lower, each));
  if (ending === undefined || lower.length !== end) return text;
  const rest = text.slice(0, end - ending.length).trimEnd();
  return HAS_WORD.test(rest) ? rest : text;
}

function endsWithWord(text: string, word: string): boolean {
  if (word === '' || !text.endsWith(word)) return false;
  const before = text[text.length - word.length - 1];
  return before === undefined || before === ' ' || before === ',' || before === '@';
}

/** Length of `text` without the marks at its end; by hand, because a pattern here is quadratic on "!!!!…x". */
function lastVisible(text: string): number {
  let end = text.length;
  while (end > 0 && ' ,.!?'.includes(text[end - 1] ?? '')) end -= 1;
  return end;
}

function unmark(text: string, mentions: readonly Mention[]): Pick<CleanText, 'text' | 'mentions'> {
  const spans: MentionSpan[] = [];
  let grown = 0;
  const named = text.replaceAll(MARK, (mark, at: number) => {
    const mention = mentions[mark.charCodeAt(0) - FIRST_MARK];
    const name = oneLine(plainPunctuation((mention?.name ?? '').slice(0, LONGEST_NAME)));
    const start = at + grown;
    grown += name.length - mark.length;
    spans.push({ start, end: start + name.length, name, userId: mention?.userId ?? null });
    return name;
  });
  return { text: named, mentions: spans };
}
