import { maskPrivate } from './model-mask.ts';

/** Mail with its styles and pictures grows long; what lies beyond is not looked at. */
const LONGEST_RAW = 200_000;
/** What is masked, then cut: a little more than anybody asks for, so that no secret is cut in half before it is seen. */
const SPARE = 2_000;

/** Text from outside as a model may read it: no markup, nothing invisible, nothing private, at most `length` characters. */
export function textForModel(raw: string, length: number): string {
  const text = visibleText(raw).slice(0, length + SPARE);
  return cutWhole(maskPrivate(text), length);
}

/** The words of plain text or HTML, with white space as people see it. Comments, scripts and styles are no words. */
export function visibleText(raw: string): string {
  const text = withoutInvisible(decodeEntities(withoutMarkup(raw.slice(0, LONGEST_RAW))));
  return text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** England, Scotland and Wales: a black flag, the code of the region in tag characters, and their end (Unicode TR 51). */
const FLAG = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}/gu;

/** Whether somebody hid words in a text: Unicode's tag characters show nothing, and serve nothing but three flags. */
export function hidesWords(raw: string): boolean {
  return /[\u{e0020}-\u{e007e}]/u.test(raw.replaceAll(FLAG, ''));
}

/** A scanner rather than one pattern: it reads each character once, whatever a sender nests. What comes out is only ever read as text, so a
 *  library that also knows tables and links would save nothing here. */
function withoutMarkup(html: string): string {
  const lower = html.toLowerCase();
  const words: string[] = [];
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    words.push(html.slice(at, open));
    const { end, instead } = markupAt(lower, open);
    words.push(instead);
    at = end;
  }
  words.push(html.slice(at));
  return words.join('');
}

interface Markup {
  /** Where words go on. */
  readonly end: number;
  readonly instead: string;
}

const TAG = /<(\/?)([a-z][a-z0-9:-]*)[^<>]*>|<[!?][^<>]*>/y;
/** Elements whose content nobody reads. */
const UNREAD = new Set(['script', 'style', 'head', 'template', 'noscript', 'svg', 'title', 'textarea']);
/** Elements inside a line; all others begin a new one. */
const INLINE = new Set(['a', 'abbr', 'b', 'big', 'code', 'em', 'font', 'i', 'img', 'mark', 's', 'small']);
for (const name of ['span', 'strong', 'sub', 'sup', 'u', 'wbr']) INLINE.add(name);

function markupAt(lower: string, open: number): Markup {
  if (lower.startsWith('<!--', open)) return { end: after(lower, '-->', open + 4), instead: '' };
  TAG.lastIndex = open;
  const found = TAG.exec(lower);
  // "a < b" is no tag.
  if (!found) return { end: open + 1, instead: '<' };
  const [whole, closes, name = ''] = found;
  const end = open + whole.length;
  if (UNREAD.has(name) && closes === '') {
    const close = lower.indexOf(`</${name}`, end);
    return { end: close < 0 ? lower.length : after(lower, '>', close), instead: '\n' };
  }
  if (name === 'td' || name === 'th') return { end, instead: ' ' };
  return { end, instead: name === '' || INLINE.has(name) ? '' : '\n' };
}

/** Browsers take what is never closed to reach to the end. */
function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;
/** Those that hide an address or a word from masks, and the commonest others; what is not here stays readable as it is. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  commat: '@',
  period: '.',
  colon: ':',
  equals: '=',
  shy: '',
  zwj: '',
  zwnj: '',
  lrm: '',
  rlm: '',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
};

/** Once: what an entity spells is text, also where it spells a tag. */
function decodeEntities(text: string): string {
  return text.replaceAll(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** What Unicode says shows nothing (zero width, direction, tags, fillers), other format characters, private use, half pairs and controls. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cs}\p{Cn}]|(?![\t\n])\p{Cc}/gu;

/** In the compatible form, in which ｆｕｌｌ-ｗｉｄｔｈ and 𝖋𝖆𝖓𝖈𝖞 letters are plain ones. */
function withoutInvisible(text: string): string {
  const lines = text.replaceAll(/\r\n?|[\u2028\u2029\u0085]/g, '\n');
  return lines.replaceAll(INVISIBLE, '').normalize('NFKC').replaceAll(INVISIBLE, '');
}

function cutWhole(text: string, length: number): string {
  // A pair that is cut in half is no character.
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
