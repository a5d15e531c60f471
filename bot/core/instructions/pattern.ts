import { isSlipOf } from './edit-distance.ts';
import type { Token } from './tokens.ts';
import { isComma } from './tokens.ts';

/** A phrasing: `words` with alternatives `a|b`, several words as `a_b`, optional `[a|b]`, and slots `{name}` or `{name?}`. */
export interface Pattern {
  readonly elements: readonly Element[];
}

type Element =
  | { readonly kind: 'words'; readonly options: readonly (readonly string[])[]; readonly optional: boolean }
  | { readonly kind: 'slot'; readonly slot: string; readonly optional: boolean };

export interface Binding<V> {
  readonly slot: string;
  readonly value: V;
}

export interface Match<V> {
  /** First token that the pattern did not take. */
  readonly end: number;
  readonly bindings: readonly Binding<V>[];
}

/** What the tokens from `start` up to `end` are as `slot`; `null` when they are no such thing. */
export type FillSlot<V> = (slot: string, start: number, end: number) => V | null;

/** Reads a pattern as the phrase lists write it. */
export function parsePattern(source: string): Pattern {
  return {
    elements: source.split(' ').map((piece): Element => {
      const slot = /^\{(\w+)(\??)\}$/.exec(piece);
      if (slot?.[1] !== undefined) return { kind: 'slot', slot: slot[1], optional: slot[2] === '?' };
      const optional = piece.startsWith('[');
      const words = optional ? piece.slice(1, -1) : piece;
      return { kind: 'words', options: words.split('|').map((option) => option.split('_')), optional };
    }),
  };
}

/** Every way in which `pattern` fits the tokens from `start` on. Commas between its parts do not count. */
export function matchPattern<V>(options: {
  readonly pattern: Pattern;
  readonly tokens: readonly Token[];
  readonly start: number;
  readonly fill: FillSlot<V>;
}): readonly Match<V>[] {
  const { pattern, tokens, start, fill } = options;
  const matches: Match<V>[] = [];
  const step = (place: number, at: number, bindings: readonly Binding<V>[]): void => {
    const element = pattern.elements[place];
    if (!element) {
      matches.push({ end: at, bindings });
      return;
    }
    if (element.optional) step(place + 1, at, bindings);
    const from = place === 0 ? at : afterCommas(tokens, at);
    if (element.kind === 'words') {
      for (const option of element.options) {
        if (saysWords(tokens, from, option)) step(place + 1, from + option.length, bindings);
      }
      return;
    }
    const last = Math.min(tokens.length, from + LONGEST_SLOT);
    for (let end = from + 1; end <= last; end += 1) {
      const value = fill(element.slot, from, end);
      if (value !== null) step(place + 1, end, [...bindings, { slot: element.slot, value }]);
    }
  };
  step(0, start, []);
  return matches;
}

/** Whether the tokens from `at` on say `words`, one slip of typing each. */
export function saysWords(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every((word, offset) => {
    const token = tokens[at + offset];
    return token !== undefined && saysWord(token, word);
  });
}

export function saysWord(token: Token, keyword: string): boolean {
  if (token.word === keyword || token.plain === keyword) return true;
  return !token.quoted && isSlipOf(token.word, keyword);
}

/** A list of names is longer than anything else that a slot holds. */
const LONGEST_SLOT = 18;

function afterCommas(tokens: readonly Token[], at: number): number {
  let next = at;
  while (isComma(tokens[next])) next += 1;
  return next;
}
