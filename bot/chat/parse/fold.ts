/** `text` for comparing: lower case, without accents or apostrophes. May be longer than `text` (ß → ss). */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  const plain = isAscii(lower) ? lower : withoutAccents(lower);
  return plain.includes("'") ? plain.replaceAll("'", '') : plain;
}

/** The words of `text`, folded; anything that is neither letter nor digit parts words. */
export function foldedWords(text: string): string[] {
  return fold(text.replaceAll('’', "'"))
    .split(NOT_WORD)
    .filter((word) => word !== '');
}

const NOT_WORD = /[^\p{L}\p{N}]/u;
const MARKS = /\p{M}/gu;
const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const SPECIAL = /[ßøłæœđðþı]/g;

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 127) return false;
  return true;
}

function withoutAccents(lower: string): string {
  const bare = lower.normalize('NFD').replaceAll(MARKS, '');
  return bare.replaceAll(SPECIAL, (letter) => LETTERS_WITHOUT_DECOMPOSITION[letter] ?? letter);
}
