import { editDistance } from './edit-distance.ts';
import type { NameIndex, NameKind } from './known.ts';

/** The known name that is nearest to what was written: `typo` when it is as near as a slip of typing, else at least half of its letters
 *  are right. `null` when nothing is alike. Ties go to the name that comes first in the alphabet. */
export function closestName(
  words: readonly string[],
  kinds: readonly NameKind[],
  index: NameIndex,
): { readonly name: string; readonly typo: boolean } | null {
  const said = words.join('');
  let best: { readonly name: string; readonly edits: number } | null = null;
  for (const { name, words: known } of index.names(kinds)) {
    const edits = Math.min(...[known.join(''), ...known].map((word) => alike(said, word)));
    if (edits === Number.POSITIVE_INFINITY) continue;
    if (!best || edits < best.edits || (edits === best.edits && name < best.name)) best = { name, edits };
  }
  return best && { name: best.name, typo: best.edits <= slips(said.length) };
}

function alike(said: string, known: string): number {
  const most = Math.floor(Math.min(said.length, known.length) / 2);
  const edits = editDistance(said, known, most);
  return edits > most ? Number.POSITIVE_INFINITY : edits;
}

function slips(length: number): number {
  if (length < 4) return 0;
  return length < 7 ? 1 : 2;
}
