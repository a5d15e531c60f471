/** Longest piece of foreign text that a card shows (S23). */
export const LITERAL_LENGTH = 120;

/** Characters that carry meaning in Teams' markdown, in mentions or in card templates, with one that looks alike and means nothing.
 *  Look-alikes rather than backslashes: a phone, a notification and a screen reader show or read backslashes aloud. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '*': '∗',
  '`': 'ˋ',
  '~': '∼',
  '[': '［',
  ']': '］',
  '<': '‹',
  '>': '›',
  '\\': '∖',
  '|': '∣',
};

/** Marks that turn text around, and those that nobody sees. Joiners inside words (Persian, Devanagari, emoji) stay. */
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad\ufff9-\ufffb]/gu;
const CONTROLS = /[\p{Cc}\u2028\u2029\s]+/gu;

/** Text from elsewhere (names, titles, e-mails) as it may stand anywhere in a card or message: shown as text and nothing else. No markdown,
 *  mention, link, image or template survives; one line; cut at `length` characters with an ellipsis. Never empty. */
export function literal(text: string, length: number = LITERAL_LENGTH): string {
  // A little more than needed is looked at, so that 10,000 characters cost no more than 120.
  const sample = text.slice(0, length * 4).toWellFormed();
  const line = sample.replaceAll(INVISIBLE, '').replaceAll(CONTROLS, ' ').trim();
  const cut = cutAt(line, length);
  return cut === '' ? '(no name)' : disarm(cut);
}

function cutAt(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

function disarm(text: string): string {
  return disarmStart(text)
    .replaceAll(/[*`~[\]<>\\|]/g, (character) => LOOK_ALIKES[character] ?? '')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '＿')
    .replaceAll(/\$(?=\{)/g, '＄')
    .replaceAll(/\{(?=\{)/g, '｛')
    .replaceAll(/\}(?=\})/g, '｝')
    .replaceAll('://', ':∕∕')
    .replaceAll(/\bwww\./gi, (start) => `${start.slice(0, -1)}․`)
    .replaceAll(/&(?=#?\w+;)/g, '＆');
}

/** What only means something at the start of a line: headings, list marks, rules. A no-break space ends no list mark. */
function disarmStart(text: string): string {
  if (/^[-=+\s]+$/.test(text)) return text.replaceAll('-', '‐').replaceAll('=', '꞊').replaceAll('+', '＋');
  return text.replace(/^(#+|[-+]|\d+[.)]) +/, '$1\u00a0').replace(/^#/, '＃');
}
