/** Keys under which two spellings of one person's name meet: accents, case, word order and punctuation do not count.
 *  Good enough to suggest a user, never to map one (MAP-2). */
export function nameKeys(name: string | null): readonly string[] {
  const words = wordsOf(name);
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined || words.length < 2) return [];
  return [`whole:${words.toSorted().join(' ')}`, `short:${first.slice(0, 3)} ${last}`];
}

/** The words of a name as its keys have them, in their order. */
export function foldedName(name: string): string {
  return wordsOf(name).join(' ');
}

/** Already as the long way below would leave it, but for the case. */
const PLAIN = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/;

function wordsOf(name: string | null): readonly string[] {
  if (name === null) return [];
  if (PLAIN.test(name)) return name.toLowerCase().split(' ');
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 0);
}
