import { fold } from './fold.ts';
import type { MentionSpan } from './strip.ts';

/** A piece of a sentence. Digits in front of letters stand alone: "3pm" is "3" and a glued "pm", "L2" stays whole. */
export interface Token {
  readonly kind: 'word' | 'number' | 'mark' | 'mention';
  /** Folded; of a mention the folded name, of "who's" → "whos". */
  readonly norm: string;
  /** Folded, without a possessive "'s": "aisha's" → "aisha". */
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** No space before it. */
  readonly glued: boolean;
  /** Entra object id of a mentioned person, when Teams said it. */
  readonly userId: string | null;
}

/** The tokens of a cleaned text, in order. Linear; emoji and other symbols become marks. */
export function tokenise(text: string, mentions: readonly MentionSpan[] = []): readonly Token[] {
  const tokens: Token[] = [];
  const waiting = [...mentions];
  let at = 0;
  while (at < text.length && tokens.length < MOST_TOKENS) {
    const mention = waiting[0];
    if (mention && at >= mention.start) {
      waiting.shift();
      tokens.push(mentionToken(text, mention));
      at = Math.max(mention.end, at);
    } else if (text[at] === ' ') {
      at += 1;
    } else {
      const token = readToken(text, at);
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

/** More than 2,000 characters of prose hold; only junk has more, and every one of them costs a look at all grammars. */
const MOST_TOKENS = 400;
const LETTER = /[\p{L}\p{M}\p{N}]/u;

function readToken(text: string, start: number): Token {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end += 1;
  if (end > start) return plainToken(text, 'number', start, end);
  let next = wordStep(text, end);
  while (next > end) {
    end = next;
    next = wordStep(text, end);
  }
  if (end > start) return plainToken(text, 'word', start, end);
  return plainToken(text, 'mark', start, start + widthAt(text, start));
}

/** The end of the letter at `at`, of an apostrophe between letters, or `at` itself when the word is over. */
function wordStep(text: string, at: number): number {
  if (at >= text.length) return at;
  if (isLetterAt(text, at)) return at + widthAt(text, at);
  if (text[at] === "'" && isLetterAt(text, at - 1) && isLetterAt(text, at + 1)) return at + 1;
  return at;
}

function isLetterAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code)) return false;
  if (code < 128) return isDigit(code) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return LETTER.test(String.fromCodePoint(text.codePointAt(at) ?? 0));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xff_ff ? 2 : 1;
}

function plainToken(text: string, kind: Token['kind'], start: number, end: number): Token {
  const raw = text.slice(start, end);
  const possessive = kind === 'word' && /'s$/i.test(raw);
  return {
    kind,
    norm: kind === 'mark' ? raw : fold(raw),
    stem: kind === 'mark' ? raw : fold(possessive ? raw.slice(0, -2) : raw),
    start,
    end,
    glued: start > 0 && text[start - 1] !== ' ',
    userId: null,
  };
}

function mentionToken(text: string, mention: MentionSpan): Token {
  const { start, end, userId } = mention;
  const norm = fold(mention.name);
  return {
    kind: 'mention',
    norm,
    stem: norm,
    start,
    end,
    glued: start > 0 && text[start - 1] !== ' ',
    userId,
  };
}
