import { closestName } from './closest-name.ts';
import type { Entity, NameIndex, NameKind } from './known.ts';
import type { Token } from './tokens.ts';

/** A name in a sentence that nobody has, or that several have. */
export type NameProblem =
  | {
      readonly kind: 'unknown';
      readonly what: NameKind | 'scope';
      readonly name: string;
      readonly closest: string | null;
    }
  | { readonly kind: 'ambiguous'; readonly name: string; readonly choices: readonly Entity[] };

export interface FoundName {
  readonly entities: readonly Entity[];
  readonly end: number;
}

/** The longest known name among `kinds` that begins at `at`; `null` when none does. */
export function nameAt(
  tokens: readonly Token[],
  at: number,
  kinds: readonly NameKind[],
  index: NameIndex,
): FoundName | null {
  if (!isWord(tokens[at])) return null;
  for (let end = Math.min(tokens.length, at + LONGEST_NAME); end > at; end -= 1) {
    const run = tokens.slice(at, end);
    if (!isWord(run.at(-1)) || run.some((token) => !isWord(token) && !isSeparator(token))) continue;
    const words = run.filter(isWord).map(({ name }) => name);
    const entities = index.find(words, kinds);
    if (entities.length > 0) return { entities, end };
  }
  return null;
}

/** `tokens` as a name that nobody has, `null` when they do not look like a name at all. In quotes, capitals or digits they do;
 *  in small letters only as near a known name as a slip of typing. `shy`: in German every noun has a capital. */
export function unknownName(options: {
  readonly tokens: readonly Token[];
  readonly what: NameKind | 'scope';
  readonly kinds: readonly NameKind[];
  readonly index: NameIndex;
  readonly shy: boolean;
}): NameProblem | null {
  const { tokens, what, kinds, index, shy } = options;
  if (tokens.length === 0 || tokens.length > LONGEST_UNKNOWN) return null;
  const quoted = tokens.every((token) => token.quoted);
  if (!quoted && tokens.some(({ word }) => NO_NAME.has(word))) return null;
  const words = tokens.map((token) => token.name);
  const closest = closestName(words, kinds, index);
  const capital = !shy && tokens.every(({ text }) => /^[\p{Lu}\p{N}]/u.test(text));
  if (!quoted && !capital && closest?.typo !== true) return null;
  const name = tokens.map(({ text }) => text).join(' ');
  return { kind: 'unknown', what, name, closest: closest?.name ?? null };
}

export function isSeparator(token: Token | undefined): boolean {
  return SEPARATORS.has(token?.word ?? '');
}

function isWord(token: Token | undefined): boolean {
  return token !== undefined && /[\p{L}\p{N}]/u.test(token.name);
}

const SEPARATORS = new Set(['and', 'or', 'und', 'oder', 'sowie', ',', '/', '&', '+']);
const LONGEST_NAME = 8;
const LONGEST_UNKNOWN = 4;

/** Words that make a sentence, not a name: with one of them the sentence says more than the grammar knows. */
const NO_NAME: ReadonlySet<string> = new Set(
  `on in at for from of to by with without after before until since during between while when if unless except but not no
   only than over under above below about around more less least most again instead also too then because who that which whose
   is are was were be been has have had do does did can could will would shall should must may might get gets goes go take takes
   he she it they them him his her their we you i me my our your this these those there here
   all any every each some other others nobody anyone everyone someone people anybody everybody somebody
   ticket tickets work day days night nights morning evening afternoon weekend weekends week weeks hour hours minute minutes
   today tomorrow tonight yesterday holiday holidays am pm oclock time times monday tuesday wednesday thursday friday saturday sunday
   mondays tuesdays wednesdays thursdays fridays saturdays sundays lunch
   am an auf aus ausser bei bis fur fuer im in mit nach ohne seit um von vor wahrend wenn falls nicht kein keine nur als aber
   ist sind war hat haben wird werden kann soll muss darf er sie es ihn ihm wir ihr man der die das den dem des ein eine einen
   alle jeder jede jemand niemand uhr tag tage nacht abend morgen mittag woche wochenende stunde stunden minuten feiertag feiertage
   montag dienstag mittwoch donnerstag freitag samstag sonntag montags dienstags mittwochs donnerstags freitags samstags sonntags
   nachts abends morgens mittags heute gestern
   dont doesnt cant cannot wont shouldnt isnt
   never always prefer avoid ignore treat nie niemals immer bevorzuge vermeide ignoriere ? % < > =`.split(
    /\s+/,
  ),
);
