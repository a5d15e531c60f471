/** `text` for comparing: lower case, without accents or apostrophes, ß as ss. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll('æ', 'ae')
    .replaceAll(APOSTROPHES, '');
}

/** The words of a name, folded; a genitive 's does not belong to the name. */
export function nameWords(name: string): readonly string[] {
  return name
    .split(NOT_IN_WORD)
    .map((word) => foldedName(word))
    .filter((word) => word !== '');
}

/** One word of a name, folded, without the 's of a genitive. */
export function foldedName(word: string): string {
  return fold(word.replace(/['’]s$/i, ''));
}

const APOSTROPHES = /['’`´]/g;
const NOT_IN_WORD = /[^\p{L}\p{N}\p{M}'’]+/u;
