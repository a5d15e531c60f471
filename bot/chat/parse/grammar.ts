import type { IntentTable } from './intents.ts';
import type { Vocabulary } from './phrase-patterns.ts';
import type { Token } from './tokens.ts';

/** How people say things in one language. */
export interface Grammar {
  readonly intents: IntentTable;
  /** Words that stand for one another in the patterns. */
  readonly classes: Readonly<Record<string, string>>;
  /** The pattern that may stand behind every one that takes a team. */
  readonly teamTail: string;
  readonly vocabulary: Vocabulary;
  /** "whos" → "who is". */
  readonly contractions: ReadonlyMap<string, readonly string[]>;
  /** The tokens as the reader of times knows them; places in the text stay. */
  readonly timeTokens: (tokens: readonly Token[]) => readonly Token[];
  /** Words of times that no phrasing names. */
  readonly timeWords: readonly string[];
  /** Index of a lunch that is a break of the asker's and no time of day: "I'm at lunch 45 min". */
  readonly lunchAt: (tokens: readonly Token[]) => number | null;
}
