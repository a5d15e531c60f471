import { allowedEdits, editDistance } from './edit-distance.ts';
import { fold, foldedWords } from './fold.ts';
import type { NicknameBook } from './nicknames.ts';
import { ENGLISH_NICKNAMES } from './nicknames.ts';

export interface Nameable {
  readonly id: string;
  readonly name: string;
  /** Entra object id. */
  readonly userId?: string | null | undefined;
  readonly signInName?: string | null | undefined;
}

export type NameMatch<P> =
  /** `fuzzy`: good enough for an answer that prints the full name, never for a change. */
  | { readonly kind: 'one'; readonly person: P; readonly fuzzy: boolean }
  /** 2 to 5, by name. */
  | { readonly kind: 'several'; readonly people: readonly P[] }
  | { readonly kind: 'too-many'; readonly count: number }
  /** `closest` is worth naming in the answer, or `null`. */
  | { readonly kind: 'nobody'; readonly closest: P | null };

/** Whom of `people` was meant by `said`. `people` are those whom the asker may see: nobody else is matched or named.
 *  First kind of hit wins: mention, full name, first or last name with nicknames, beginning, typo, sign-in name. */
export function findPerson<P extends Nameable>(options: {
  readonly said: string;
  readonly people: readonly P[];
  /** Entra object id of a mention. */
  readonly userId?: string | null | undefined;
  readonly nicknames?: NicknameBook | undefined;
}): NameMatch<P> {
  const { said, people, userId } = options;
  const mentioned = userId ? people.find((person) => person.userId === userId) : undefined;
  if (mentioned) return { kind: 'one', person: mentioned, fuzzy: false };
  const words = foldedWords(withoutPossessive(said)).slice(0, MOST_WORDS);
  if (words.length === 0) return { kind: 'nobody', closest: null };
  const named = people.map((person) => ({ person, words: nameWords(person.name) }));
  // The mentioned user is no technician by id: the name alone may name one, but is no proof of it.
  const certain = !userId;
  for (const stage of stagesFor({ said, words, nicknames: options.nicknames ?? ENGLISH_NICKNAMES })) {
    const hits = stage.pick(named).map((hit) => hit.person);
    if (hits.length > 0) return matchOf(hits, stage.fuzzy || !certain);
  }
  return { kind: 'nobody', closest: closestName(words, named) };
}

interface Named<P> {
  readonly person: P;
  readonly words: readonly string[];
}

interface Stage {
  readonly fuzzy: boolean;
  readonly pick: <P extends Nameable>(named: readonly Named<P>[]) => readonly Named<P>[];
}

/** A person has few names; a longer text is a sentence that was taken for one. */
const MOST_WORDS = 6;
const MOST_CHOICES = 5;
const SHORTEST_PREFIX = 3;

/** Words of a display name, "Last, First" turned round. */
function nameWords(name: string): readonly string[] {
  const [last = '', first] = name.split(',', 2);
  return foldedWords(first === undefined ? name : `${first} ${last}`);
}

function stagesFor(asked: {
  readonly said: string;
  readonly words: readonly string[];
  readonly nicknames: NicknameBook;
}): readonly Stage[] {
  const { said, words, nicknames } = asked;
  const typed = words.join('');
  return [
    { fuzzy: false, pick: (named) => named.filter((each) => isFullName(words, typed, each.words)) },
    {
      fuzzy: false,
      pick: (named) =>
        named.filter((each) =>
          eachWordMeets(words, each.words, (word, name) => word === name || nicknames(word).has(name)),
        ),
    },
    {
      fuzzy: true,
      pick: (named) =>
        words.some((word) => word.length >= SHORTEST_PREFIX)
          ? named.filter((each) => eachWordMeets(words, each.words, (word, name) => name.startsWith(word)))
          : [],
    },
    { fuzzy: true, pick: (named) => nearestWithinTypo(words, named) },
    { fuzzy: false, pick: (named) => named.filter((each) => isSignInName(said, each.person.signInName)) },
  ];
}

/** All words in order or last name first, run together, or first and last without those between. */
function isFullName(words: readonly string[], typed: string, name: readonly string[]): boolean {
  if (name.length === 0) return false;
  if (typed === name.join('')) return true;
  const [first, last] = [name[0], name.at(-1)];
  if (words.length !== 2 || name.length < 2) return false;
  return (words[0] === first && words[1] === last) || (words[0] === last && words[1] === first);
}

/** Whether every typed word meets another word of the name. */
function eachWordMeets(
  words: readonly string[],
  name: readonly string[],
  meets: (word: string, name: string) => boolean,
): boolean {
  const left = [...name];
  return words.every((word) => {
    const at = left.findIndex((each) => meets(word, each));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function nearestWithinTypo<P>(words: readonly string[], named: readonly Named<P>[]): readonly Named<P>[] {
  let nearest = Number.POSITIVE_INFINITY;
  const scored = named.map((each) => {
    const edits = typoEdits(words, each.words);
    nearest = Math.min(nearest, edits);
    return { each, edits };
  });
  if (nearest === Number.POSITIVE_INFINITY) return [];
  return scored.filter((one) => one.edits === nearest).map((one) => one.each);
}

/** Edits in all between typed words and a name's, or infinity when one is off by more than its length allows. */
function typoEdits(words: readonly string[], name: readonly string[]): number {
  const left = [...name];
  let sum = 0;
  for (const word of words) {
    const allowed = allowedEdits(word.length);
    const edits = left.map((each) => editDistance(word, each, allowed));
    const best = Math.min(...edits);
    if (best > allowed) return Number.POSITIVE_INFINITY;
    left.splice(edits.indexOf(best), 1);
    sum += best;
  }
  return sum;
}

function isSignInName(said: string, signInName: string | null | undefined): boolean {
  if (!signInName) return false;
  const typed = fold(said.trim());
  const known = fold(signInName);
  return typed === known || typed === known.slice(0, Math.max(known.indexOf('@'), 0));
}

function matchOf<P extends Nameable>(hits: readonly P[], fuzzy: boolean): NameMatch<P> {
  const [first] = hits;
  if (first && hits.length === 1) return { kind: 'one', person: first, fuzzy };
  if (hits.length > MOST_CHOICES) return { kind: 'too-many', count: hits.length };
  return { kind: 'several', people: [...hits].sort(byName) };
}

function byName(a: Nameable, b: Nameable): number {
  return compare(fold(a.name), fold(b.name)) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The nearest name when at least half of the letters are right. */
function closestName<P extends Nameable>(words: readonly string[], named: readonly Named<P>[]): P | null {
  let best: { readonly person: P; readonly edits: number } | null = null;
  for (const { person, words: name } of named) {
    const edits = Math.min(...words.flatMap((word) => name.map((each) => looseEdits(word, each))));
    if (edits === Number.POSITIVE_INFINITY) continue;
    const nearer = !best || edits < best.edits || (edits === best.edits && byName(person, best.person) < 0);
    if (nearer) best = { person, edits };
  }
  return best?.person ?? null;
}

function looseEdits(word: string, name: string): number {
  const most = Math.floor(Math.min(word.length, name.length) / 2);
  const edits = editDistance(word, name, most);
  return edits > most ? Number.POSITIVE_INFINITY : edits;
}

function withoutPossessive(said: string): string {
  return said.trim().replace(/['’]s$/i, '');
}
