import type { WorkflowGround } from './workflow-types.ts';

type Priority = WorkflowGround['priorities'][number];

/** What somebody typed beside each priority of the PSA, by its id: words with commas between. */
export type WordsDraft = Readonly<Record<string, string>>;

/** As the server takes them. */
const LONGEST_WORD = 20;

export function wordsDraftOf(priorities: readonly Priority[]): WordsDraft {
  return Object.fromEntries(priorities.map(({ id, words }) => [id, words.join(', ')]));
}

/** The map that goes to the server: `P1` → ids of the PSA. Words are told apart without regard to case; the first spelling stays. */
export function wordMapOf(
  priorities: readonly Priority[],
  draft: WordsDraft,
): Readonly<Record<string, readonly string[]>> {
  const spellings = new Map<string, string>();
  const ids = new Map<string, string[]>();
  for (const { id } of priorities) {
    for (const word of wordsIn(draft[id] ?? '')) {
      const key = word.toLowerCase();
      if (!spellings.has(key)) spellings.set(key, word);
      const list = ids.get(key) ?? [];
      if (!list.includes(id)) ids.set(key, [...list, id]);
    }
  }
  return Object.fromEntries([...ids].map(([key, list]) => [spellings.get(key) ?? key, list]));
}

/** Ids of priorities beside which something stands that is no single short word. */
export function faultyIn(draft: WordsDraft): readonly string[] {
  return Object.entries(draft)
    .filter(([, text]) => wordsIn(text).some((word) => word.length > LONGEST_WORD || /\s/.test(word)))
    .map(([id]) => id);
}

/** Words that stand for several priorities, which is right where the PSA has one for each agreement, and a slip elsewhere. */
export function sharedWords(map: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(map)
    .filter(([, ids]) => ids.length > 1)
    .map(([word]) => word);
}

function wordsIn(text: string): readonly string[] {
  return text
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
