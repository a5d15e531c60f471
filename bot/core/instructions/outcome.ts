import type { NameKind } from './known.ts';
import type { InstructionRule } from './rules.ts';

/** Why a sentence with a rule in it was not taken. */
export type HalfProblem =
  | 'question'
  | 'condition'
  | 'time'
  | 'negation'
  /** `leftover` says something that no rule says. */
  | 'leftover'
  /** Words of a rule, but no rule made of them. */
  | 'no-rule-shape'
  | 'mixed-scope'
  | 'two-readings'
  | 'minutes-out-of-range'
  | 'too-long';

/** What the author can do about it, as a code: doors have the sentence. */
export type HalfHint =
  | 'say-it-as-an-order'
  | 'drop-the-condition'
  | 'drop-the-time'
  | 'say-it-without-negation'
  | 'one-rule-per-sentence'
  | 'use-a-known-phrasing'
  | 'one-sentence-per-kind'
  | 'minutes-within-a-day'
  | 'shorten';

export type SentenceOutcome =
  | { readonly kind: 'rules'; readonly rules: readonly InstructionRule[] }
  /** For the model, where there is one (INS-3). */
  | { readonly kind: 'advice' }
  /** Nothing of it holds. `understood` is the part that was, '' when none was; `leftover` the rest, in order. Both as written: data. */
  | {
      readonly kind: 'half-understood';
      readonly understood: string;
      readonly leftover: readonly string[];
      readonly problem: HalfProblem;
      readonly hint: HalfHint;
    }
  /** `what`: `scope` is a priority, queue or company. `closest` is the nearest known name, or `null`. */
  | {
      readonly kind: 'refers-to-unknown';
      readonly what: NameKind | 'scope' | 'state';
      readonly name: string;
      readonly closest: string | null;
    }
  | {
      readonly kind: 'refers-to-ambiguous';
      readonly name: string;
      /** At least two, by name. */
      readonly choices: readonly { readonly what: NameKind; readonly id: string; readonly name: string }[];
    };

/** Something the author should know although the sentence stands. `other` is the sentence that it meets, where there is one. */
export interface SentenceWarning {
  readonly code: /** Opposite rules for the same tickets. */
    | 'contradicts'
    /** Opposite rules of which one covers some of the other's tickets: the stronger or stricter one holds there. */
    | 'overlaps'
    /** The other sentence takes away all that this one could do. */
    | 'has-no-effect-with'
    | 'repeats'
    | 'replaced-by'
    /** The product already treats this presence so. */
    | 'already-so'
    /** "Busy" is a presence that still works; here it was taken as unavailable. */
    | 'busy-taken-as-unavailable'
    /** The PSA's priority map has no such word (INS-3). */
    | 'priority-unmapped';
  readonly other: { readonly sentence: number; readonly text: string } | null;
}

export const HINTS: Readonly<Record<HalfProblem, HalfHint>> = {
  question: 'say-it-as-an-order',
  condition: 'drop-the-condition',
  time: 'drop-the-time',
  negation: 'say-it-without-negation',
  leftover: 'one-rule-per-sentence',
  'no-rule-shape': 'use-a-known-phrasing',
  'mixed-scope': 'one-sentence-per-kind',
  'two-readings': 'use-a-known-phrasing',
  'minutes-out-of-range': 'minutes-within-a-day',
  'too-long': 'shorten',
};
