import { allowedEdits, editDistance } from './edit-distance.ts';
import { foldedWords } from './fold.ts';

export interface NamedTeam {
  readonly id: string;
  readonly name: string;
}

export type TeamMatch<T> =
  /** `fuzzy`: the beginning or a near spelling of the name. */
  | { readonly kind: 'one'; readonly team: T; readonly fuzzy: boolean }
  /** 2 to 5, by name. */
  | { readonly kind: 'several'; readonly teams: readonly T[] }
  | { readonly kind: 'too-many'; readonly count: number }
  | { readonly kind: 'nobody'; readonly closest: T | null };

/** Which of `teams` was meant by `said`: whole name, initials ("NOC"), some of its words, beginning, typo. Words such as
 *  "the … team" do not count, and "tier 2", "L2" and "second line" are the same word. */
export function findTeam<T extends NamedTeam>(said: string, teams: readonly T[]): TeamMatch<T> {
  const words = teamWords(said).slice(0, MOST_WORDS);
  if (words.length === 0) return { kind: 'nobody', closest: null };
  const named = teams.map((team) => ({ team, words: teamWords(team.name), all: foldedWords(team.name) }));
  for (const stage of STAGES) {
    const hits = named.filter((each) => stage.isHit(words, each)).map((each) => each.team);
    if (hits.length > 0) return matchOf(hits, stage.fuzzy);
  }
  return { kind: 'nobody', closest: closestTeam(words, named) };
}

interface TeamName {
  readonly words: readonly string[];
  /** With the words that do not count. */
  readonly all: readonly string[];
}

const MOST_WORDS = 8;
const MOST_CHOICES = 5;
const FILLERS = new Set([
  'the',
  'team',
  'teams',
  'group',
  'channel',
  'queue',
  'squad',
  'crew',
  'guys',
  'people',
  'folks',
]);
const SMALL_WORDS = new Set(['of', 'and', 'for', 'the']);
const LEVELS: Readonly<Record<string, string>> = {
  first: '1',
  second: '2',
  third: '3',
  fourth: '4',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
};
const SPELLINGS: Readonly<Record<string, string>> = { center: 'centre', helpdesk: 'help desk' };

const STAGES: readonly {
  readonly fuzzy: boolean;
  readonly isHit: (words: readonly string[], team: TeamName) => boolean;
}[] = [
  { fuzzy: false, isHit: (words, team) => words.join('') === team.words.join('') },
  { fuzzy: false, isHit: (words, team) => isAcronym(words.join(''), team.all) },
  { fuzzy: false, isHit: (words, team) => words.every((word) => team.words.includes(word)) },
  {
    fuzzy: true,
    isHit: (words, team) =>
      words.every((word) => word.length >= 3 && team.words.some((each) => each.startsWith(word))),
  },
  {
    fuzzy: true,
    isHit: (words, team) =>
      words.every((word) => {
        const allowed = allowedEdits(word.length);
        return team.words.some((each) => editDistance(word, each, allowed) <= allowed);
      }),
  },
];

/** Folded words without fillers; "tier 2", "t2", "level two" and "2nd line" become "l2". A name of fillers keeps them. */
function teamWords(name: string): readonly string[] {
  const all = foldedWords(name).flatMap((word) => (SPELLINGS[word] ?? word).split(' '));
  const words = withLevels(all).filter((word) => !FILLERS.has(word));
  return words.length > 0 ? words : all;
}

function withLevels(words: readonly string[]): readonly string[] {
  const out: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [word = '', next = ''] = [words[at], words[at + 1]];
    const behind = /^(?:tier|level|line)$/.test(word) ? levelOf(next) : null;
    const before = next === 'line' ? levelOf(word) : null;
    const level = behind ?? before;
    if (level !== null) at += 1;
    out.push(level === null ? shortLevel(word) : `l${level}`);
  }
  return out;
}

function levelOf(word: string): string | null {
  const digits = /^(\d)(?:st|nd|rd|th)?$/.exec(word)?.[1];
  return digits ?? LEVELS[word] ?? null;
}

function shortLevel(word: string): string {
  return /^t\d$/.test(word) ? `l${word.slice(1)}` : word;
}

/** "NOC" for "Network Operations Centre" and for "The Network Operations Centre Team". */
function isAcronym(typed: string, all: readonly string[]): boolean {
  if (typed.length < 2) return false;
  const telling = all.filter((word) => !SMALL_WORDS.has(word));
  const bare = telling.filter((word) => !FILLERS.has(word));
  return [all, telling, bare].some((words) => words.length > 1 && initials(words) === typed);
}

function initials(words: readonly string[]): string {
  return words.map((word) => word.slice(0, 1)).join('');
}

function matchOf<T extends NamedTeam>(hits: readonly T[], fuzzy: boolean): TeamMatch<T> {
  const [first] = hits;
  if (first && hits.length === 1) return { kind: 'one', team: first, fuzzy };
  if (hits.length > MOST_CHOICES) return { kind: 'too-many', count: hits.length };
  return { kind: 'several', teams: [...hits].sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function closestTeam<T extends NamedTeam>(
  words: readonly string[],
  named: readonly (TeamName & { readonly team: T })[],
): T | null {
  const typed = words.join('');
  let best: { readonly team: T; readonly edits: number } | null = null;
  for (const { team, words: name } of named) {
    for (const each of [name.join(''), ...name]) {
      const most = Math.floor(Math.min(typed.length, each.length) / 2);
      const edits = editDistance(typed, each, most);
      if (edits <= most && (!best || edits < best.edits)) best = { team, edits };
    }
  }
  return best?.team ?? null;
}
