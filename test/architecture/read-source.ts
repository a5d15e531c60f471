/** A TypeScript file as the architecture tests see it. */
export interface Source {
  /** The text with every comment gone and every string, template text and regular expression emptied. */
  readonly code: string;
  /** The texts that stood in strings and templates, in order. */
  readonly strings: readonly string[];
  readonly imports: readonly Import[];
}

export interface Import {
  /** As written: `./x.ts`, `#kernel/ids.ts`, `zod`. */
  readonly from: string;
  /** `import type` and `export type` vanish when the program runs. */
  readonly typeOnly: boolean;
}

const QUOTE = '\u0001';

/** Reads the imports (static, re-exporting, dynamic, `require`) and the bare code of a file. A small scanner and no compiler:
 *  TypeScript 7 has no JavaScript interface. Strings and comments are told apart first, so that neither can pretend to be code. */
export function readSource(text: string): Source {
  const { code, strings } = scan(text);
  return {
    code: code.replaceAll(new RegExp(`${QUOTE}\\d+${QUOTE}`, 'g'), "''"),
    strings,
    imports: importsOf(code, strings),
  };
}

function importsOf(code: string, strings: readonly string[]): Import[] {
  const at = `${QUOTE}(\\d+)${QUOTE}`;
  const statement = new RegExp(
    `(?<![\\w$.])(?:(import|export)(\\s+type(?!\\s+from\\b|\\s*,))?[\\w$\\s{},*]*?\\bfrom\\s*${at}|import\\s*${at}|(?:import|require)\\s*\\(\\s*${at})`,
    'g',
  );
  return [...code.matchAll(statement)].map((match) => ({
    from: strings[Number(match[3] ?? match[4] ?? match[5])] ?? '',
    typeOnly: match[2] !== undefined,
  }));
}

/** Walks the text once. Every string becomes a numbered mark, so that `from` is followed by exactly one mark. */
function scan(text: string): { readonly code: string; readonly strings: string[] } {
  const strings: string[] = [];
  let code = '';
  let at = 0;
  /** For each open template, how many braces deep its `${…}` stands. */
  const templates: number[] = [];

  const keep = (string: string): void => {
    code += `${QUOTE}${strings.push(string) - 1}${QUOTE}`;
  };
  const readTemplate = (): void => {
    const end = endOfTemplateText(text, at);
    keep(text.slice(at, end));
    at = end + (text[end] === '`' ? 1 : 2);
    if (text[end] === '$') templates.push(0);
  };

  while (at < text.length) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    const depth = templates.at(-1);
    if (char === '/' && next === '/') at = indexOrEnd(text, '\n', at);
    else if (char === '/' && next === '*') at = indexOrEnd(text, '*/', at + 2) + 2;
    else if (char === "'" || char === '"') {
      const end = endOfLineLiteral(text, at + 1, char);
      // A quote that its line does not close is an apostrophe in JSX text.
      if (end === -1) code += text.charAt(at++);
      else {
        keep(unescape(text.slice(at + 1, end)));
        at = end + 1;
      }
    } else if (char === '`') {
      at += 1;
      readTemplate();
    } else if (char === '/' && startsRegex(code)) {
      const end = endOfLineLiteral(text, at + 1, '/');
      at = end === -1 ? at + 1 : end + 1;
      code += "''";
    } else if (char === '}' && depth === 0) {
      templates.pop();
      at += 1;
      readTemplate();
    } else {
      if (depth !== undefined && char === '{') templates[templates.length - 1] = depth + 1;
      if (depth !== undefined && char === '}') templates[templates.length - 1] = depth - 1;
      code += char;
      at += 1;
    }
  }
  return { code, strings };
}

/** A slash divides after a value, and opens a regular expression after an operator, a bracket or a keyword.
 *  After `<` it closes a JSX element. */
function startsRegex(code: string): boolean {
  const before = code.trimEnd();
  return (
    before === '' ||
    /[(,=:[!&|?{};+\-*%~^>]$/.test(before) ||
    /\b(?:return|typeof|case|in|of|void|throw|await)$/.test(before)
  );
}

function endOfLineLiteral(text: string, from: number, close: string): number {
  let inClass = false;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '\n') return -1;
    else if (close === '/' && char === '[') inClass = true;
    else if (close === '/' && char === ']') inClass = false;
    else if (char === close && !inClass) return at;
  }
  return -1;
}

/** Where the text of a template ends: at its closing backtick or at the next `${`. */
function endOfTemplateText(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`' || (text[at] === '$' && text[at + 1] === '{')) return at;
  }
  return text.length;
}

function unescape(string: string): string {
  return string.replaceAll(/\\(.)/g, '$1');
}

function indexOrEnd(text: string, what: string, from: number): number {
  const index = text.indexOf(what, from);
  return index === -1 ? text.length : index;
}
