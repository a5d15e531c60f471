import type { Token } from './tokens.ts';

/** A word of a sentence without its times and marks, contractions written out. */
export interface SentenceWord {
  readonly kind: 'word' | 'ticket' | 'mention';
  /** Folded. */
  readonly norm: string;
  readonly start: number;
  readonly end: number;
  readonly userId: string | null;
}

/** Longer sentences are read to here: nobody asks a question in more words, and junk must stay cheap. */
export const MOST_SENTENCE_WORDS = 24;

/** The words of `tokens` that neither `isTaken` nor a ticket `[ticketFrom, ticketTo)` claims; the ticket is one word. */
export function sentenceWords(
  tokens: readonly Token[],
  options: {
    readonly isTaken: (token: Token) => boolean;
    readonly ticket: { readonly from: number; readonly to: number } | null;
    readonly contractions: ReadonlyMap<string, readonly string[]>;
  },
): readonly SentenceWord[] {
  const words: SentenceWord[] = [];
  const { ticket } = options;
  for (const [at, token] of tokens.entries()) {
    if (words.length >= MOST_SENTENCE_WORDS) break;
    if (ticket && at >= ticket.from && at < ticket.to) {
      if (at === ticket.from) words.push(wordOf(token, 'ticket', '#'));
    } else if (!options.isTaken(token)) words.push(...plainWords(token, options.contractions));
  }
  return words;
}

function plainWords(
  token: Token,
  contractions: ReadonlyMap<string, readonly string[]>,
): readonly SentenceWord[] {
  if (token.kind === 'mention') return [wordOf(token, 'mention', token.norm)];
  if (token.kind === 'mark' && token.norm !== '→') return [];
  const long = contractions.get(token.norm);
  if (long) return long.map((norm) => wordOf(token, 'word', norm));
  return [wordOf(token, 'word', token.stem)];
}

function wordOf(token: Token, kind: SentenceWord['kind'], norm: string): SentenceWord {
  return { kind, norm, start: token.start, end: token.end, userId: token.userId };
}
