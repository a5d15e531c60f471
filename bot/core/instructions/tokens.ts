import { fold, foldedName } from './fold.ts';

/** A word, a number, or a sign that may mean something. */
export interface Token {
  /** As written. */
  readonly text: string;
  /** Folded: what keywords are compared with. */
  readonly word: string;
  /** `word` with ae, oe and ue as typed for ä, ö and ü on a keyboard without them. */
  readonly plain: string;
  /** Folded, without the 's of a genitive: what names are compared with. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** The tokens of one sentence in order. Brackets, quotes, hyphens, full stops and exclamation marks say nothing by themselves;
 *  every other sign stays, so that a sentence with a sign that nobody understood is not taken for understood. */
export function tokensOf(sentence: string): readonly Token[] {
  const tokens: Token[] = [];
  const quotes = quotedSpans(sentence);
  for (const found of sentence.matchAll(TOKEN)) {
    const text = found[0];
    const start = found.index;
    const quoted = quotes.some(([from, to]) => start > from && start < to);
    tokens.push({ ...formsOf(text), text, start, end: start + text.length, quoted });
  }
  return tokens;
}

export function isComma(token: Token | undefined): boolean {
  return token?.text === ',' || token?.text === ':';
}

const WORD = String.raw`[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060]*(?:['’][\p{L}\p{M}]+)*`;
const NUMBER = String.raw`\p{Nd}+[.,]\p{Nd}+(?![\p{L}\p{N}])`;
const SILENT = String.raw`\s.!;*_()\[\]"“”„«»‹›‘’'\-‐‑–—…\u00ad\u200b-\u200d\u2060\ufeff`;
/** "!P1", as those who write code say "not P1". */
const DENIAL = String.raw`!(?=[\p{L}\p{N}])`;
const TOKEN = new RegExp(`${NUMBER}|${WORD}|${DENIAL}|[^${SILENT}]`, 'gu');
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

function formsOf(text: string): Pick<Token, 'word' | 'plain' | 'name'> {
  const seen = text.replaceAll(INVISIBLE, '');
  const word = fold(seen);
  return { word, plain: word.replaceAll(/([aou])e/g, '$1'), name: foldedName(seen) };
}

function quotedSpans(sentence: string): readonly (readonly [number, number])[] {
  return [...sentence.matchAll(QUOTED)].map((found) => [found.index, found.index + found[0].length]);
}

/** Quotes as they are typed in English and German. One that stays open quotes nothing. */
export const QUOTED =
  /"[^"\n]{1,120}"|“[^”“\n]{1,120}”|„[^“”„\n]{1,120}[“”]|«[^»\n]{1,120}»|»[^«\n]{1,120}«/g;
