import type { Pattern } from './pattern.ts';
import { parsePattern } from './pattern.ts';

/** What a phrasing makes. */
export type Family =
  | 'state'
  | 'state-off'
  | 'ignore'
  | 'never'
  | 'always'
  | 'prefer'
  | 'avoid'
  | 'limit'
  | 'window';

/** Phrasings of one language, written as pattern.ts reads them; `<macro>` stands for alternatives that many of them share.
 *  Slots: `states` and `stateful` (presences; the latter with the people who show them), `people`, `verdict`, `topics` (presence, shifts),
 *  `presence`, `who`, `tech` (no skills), `about` (tickets: "P1 tickets"), `named` (`about` that names something), `when` ("for P1 tickets"),
 *  `front` (either, at the start), `always`, `count`, `minutes`. */
export interface PhraseBook {
  readonly language: 'en' | 'de';
  readonly macros: Readonly<Record<string, string>>;
  readonly phrases: Readonly<Record<Family, readonly string[]>>;
}

export interface Phrase {
  readonly family: Family;
  readonly language: 'en' | 'de';
  readonly pattern: Pattern;
}

/** The phrasings of a book, ready to match. Throws when one names a macro that the book does not have: a slip of ours. */
export function phrasesOf(book: PhraseBook): readonly Phrase[] {
  return Object.entries(book.phrases).flatMap(([family, sources]) =>
    sources.map((source) => ({
      family: family as Family,
      language: book.language,
      pattern: parsePattern(expand(source, book.macros)),
    })),
  );
}

function expand(source: string, macros: PhraseBook['macros']): string {
  return source.replaceAll(/<(\w+)>/g, (_, name: string) => {
    const words = macros[name];
    if (words === undefined) throw new Error(`phrase "${source}": no macro <${name}>`);
    return words;
  });
}
