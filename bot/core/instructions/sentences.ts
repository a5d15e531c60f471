import { fold } from './fold.ts';
import { QUOTED } from './tokens.ts';

/** The sentences of instructions as their author means them, trimmed, without bullets. A line, a bullet and the end of a sentence part;
 *  abbreviations, numbers, quotes and `protectedNames` do not. A restriction that follows ("Except for P1.") belongs to the sentence
 *  before it, so that no sentence is taken without it; an empty line or a bullet ends that reach. */
export function splitSentences(text: string, protectedNames: readonly string[]): readonly string[] {
  const sentences: string[] = [];
  let open: Open | null = null;
  for (const line of text.split(LINE_END)) {
    const bare = line.replace(BULLET, '').trim();
    if (bare === '' || BULLET.test(line)) open = null;
    for (const piece of splitLine(bare, protectedNames)) {
      const joins: boolean = open !== null && continues(piece, open.finished);
      if (joins) sentences.push(`${sentences.pop()} ${piece}`);
      else sentences.push(piece);
      open = { finished: TERMINAL.test(piece) };
    }
  }
  return sentences;
}

interface Open {
  /** Whether the sentence before ended with a sign that ends sentences. */
  readonly finished: boolean;
}

const LINE_END = /\r\n|[\n\r\u2028\u2029\u0085]/;
const BULLET = /^\s*(?:[-*+•·‣▪–—]\s+|[-–—•]\s*(?=\p{Lu})|\(?\d{1,2}[.)]\s+|\(?[a-z]\)\s+|\[[ xX]?\]\s+)+/u;
const TERMINAL = /[.!?;]["”“»)\]]*$/;
const END_OF_SENTENCE = /[.!?;]+["”“»)\]]*(?=\s|$)/g;

function splitLine(line: string, protectedNames: readonly string[]): readonly string[] {
  const keep = [...quotedSpans(line), ...namedSpans(line, protectedNames)];
  const pieces: string[] = [];
  let from = 0;
  for (const found of line.matchAll(END_OF_SENTENCE)) {
    const end = found.index + found[0].length;
    const goesOn = /^\s+\p{Ll}/u.test(line.slice(end));
    if (keep.some(([start, stop]) => found.index > start && (end < stop || (end === stop && goesOn))))
      continue;
    if (found[0] === '.' && isAbbreviation(line.slice(from, found.index), line.slice(end))) continue;
    pieces.push(line.slice(from, end));
    from = end;
  }
  pieces.push(line.slice(from));
  return pieces.map((piece) => piece.trim()).filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}

/** Never end a sentence. */
const INSIDE = new Set(
  'e.g|i.e|eg|ie|approx|mr|mrs|ms|dr|prof|st|vs|z.b|d.h|u.a|bzw|ca|nr|inkl|ggf|evtl|max|min'.split('|'),
);
/** May end one: what follows decides. */
const EITHER = new Set('etc|inc|ltd|co|corp|llc|std|mins|hrs|hr|usw|jr|sr|no|prio|tel|gmbh|bros'.split('|'));

function isAbbreviation(before: string, after: string): boolean {
  const last = fold(/[\p{L}\p{M}.]+$/u.exec(before)?.[0] ?? '');
  const goesOn = /^\s+[\p{Ll}\p{N}]/u.test(after);
  const letter = /(?:^|\s)(?:\p{L}|\p{L}\.\p{L})$/u.test(before);
  if (letter || INSIDE.has(last)) return after.trim() !== '' && (goesOn || !MINUTES.test(before));
  return EITHER.has(last) && goesOn;
}

/** "30 min. Never …" ends a sentence, "max. 3" and "Dr. Lee" do not. */
const MINUTES = /\d\s*(?:min|h)$/i;

function quotedSpans(line: string): [number, number][] {
  return [...line.matchAll(QUOTED)].map((found) => [found.index, found.index + found[0].length]);
}

function namedSpans(line: string, names: readonly string[]): [number, number][] {
  const lower = line.toLowerCase();
  return names.flatMap((name) => {
    const at = /[.!?;]\s/.test(name) ? lower.indexOf(name.toLowerCase()) : -1;
    return at < 0 ? [] : [[at - 1, at + name.length + 1] as [number, number]];
  });
}

/** Starts that restrict what was said before, whatever sign stands between. */
const RESTRICTS = new RegExp(
  `^(?:and |und |but |aber )?(?:${[
    'except',
    'exception',
    'excluding',
    'unless',
    'but',
    'however',
    'otherwise',
    'apart from',
    'other than',
    'not (?:on|for|in|at|if|when|after|before|during)',
    'only (?:on|for|in|at|if|when|after|before|during|from|between|until)',
    '(?:this|that|it|these|those) (?:only |just )?(?:applies|apply|holds|hold|goes|counts|is only|does not|doesnt)',
    'ausser',
    'ausnahme',
    'ausgenommen',
    'mit ausnahme',
    'es sei denn',
    'aber',
    'jedoch',
    'sonst',
    'allerdings',
    'nicht (?:am|an|bei|fur|fuer|in|im|wenn|nach|vor)',
    'nur (?:am|bei|fur|fuer|in|im|wenn|nach|vor|von|zwischen|bis|falls)',
    '(?:das|dies) (?:gilt|zahlt)',
  ].join('|')})\\b`,
);

/** Starts that carry on a sentence whose line was broken, when small and nothing ended the line before. */
const CARRIES_ON =
  /^(?:for|on|in|at|from|of|to|as|if|when|while|after|before|during|until|since|with|without|between|and|or|who|that|where|because|fur|fuer|bei|am|an|im|von|aus|nach|vor|mit|ohne|bis|ab|und|oder|als|wenn|falls|weil|wahrend)\b/;

function continues(piece: string, finished: boolean): boolean {
  const start = fold(piece).replace(/^[^\p{L}\p{N}]+/u, '');
  if (RESTRICTS.test(start)) return true;
  return !finished && /^\p{Ll}/u.test(piece) && CARRIES_ON.test(start);
}
