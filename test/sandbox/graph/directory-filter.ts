/** Decides which directory objects a `$filter` or `$search` keeps. `null`: the expression is not supported. */
export type Test<T> = (item: T) => boolean;
export type Fields<T> = Readonly<Record<string, (item: T) => string | boolean | null | readonly string[]>>;

const QUOTED = "'((?:[^']|'')*)'";
const COMPARE = new RegExp(`^(\\w+) eq (?:${QUOTED}|(true|false))$`);
const STARTS = new RegExp(`^startswith\\((\\w+), ?${QUOTED}\\)$`, 'i');
const ANY = new RegExp(`^(\\w+)/any\\((\\w+): ?(\\w+) eq ${QUOTED}\\)$`, 'i');

/** `eq`, `startswith` and `any(x:x eq …)`, joined by `or` alone or by `and` alone. */
export function parseFilter<T>(filter: string, fields: Fields<T>): Test<T> | null {
  const parts = splitOutsideQuotes(filter.trim());
  if (parts === null) return null;
  const tests = parts.terms.map((term) => parseTerm(term, fields));
  if (!tests.every((test) => test !== null)) return null;
  return parts.join === 'and'
    ? (item) => tests.every((test) => test(item))
    : (item) => tests.some((test) => test(item));
}

function parseTerm<T>(term: string, fields: Fields<T>): Test<T> | null {
  const compared = COMPARE.exec(term);
  if (compared !== null) return comparing(fields[compared[1] ?? ''], compared[2], compared[3]);
  const started = STARTS.exec(term);
  if (started !== null) return starting(fields[started[1] ?? ''], unquote(started[2]));
  const any = ANY.exec(term);
  if (any === null || any[2] !== any[3]) return null;
  return containing(fields[any[1] ?? ''], unquote(any[4]));
}

function comparing<T>(
  field: Fields<T>[string] | undefined,
  quoted: string | undefined,
  flag: string | undefined,
): Test<T> | null {
  if (field === undefined) return null;
  if (flag !== undefined) return (item) => field(item) === (flag === 'true');
  const wanted = unquote(quoted);
  return (item) => {
    const value = field(item);
    return typeof value === 'string' && value.toLowerCase() === wanted;
  };
}

function starting<T>(field: Fields<T>[string] | undefined, wanted: string): Test<T> | null {
  if (field === undefined) return null;
  return (item) => {
    const value = field(item);
    return typeof value === 'string' && value.toLowerCase().startsWith(wanted);
  };
}

function containing<T>(field: Fields<T>[string] | undefined, wanted: string): Test<T> | null {
  if (field === undefined) return null;
  return (item) => {
    const value = field(item);
    return Array.isArray(value) && value.some((entry: unknown) => String(entry).toLowerCase() === wanted);
  };
}

/** Directory comparisons are without regard to case; a quote inside is written twice. */
function unquote(text: string | undefined): string {
  return (text ?? '').replaceAll("''", "'").toLowerCase();
}

function splitOutsideQuotes(filter: string): { terms: readonly string[]; join: 'and' | 'or' } | null {
  const terms: string[] = [];
  const joins = new Set<string>();
  let current = '';
  for (const [index, piece] of filter.split("'").entries()) {
    if (index > 0) current += "'";
    if (index % 2 === 1) {
      current += piece;
      continue;
    }
    const pieces = piece.split(/ (and|or) /);
    for (const [position, part] of pieces.entries()) {
      if (position % 2 === 1) {
        joins.add(part);
        terms.push(current.trim());
        current = '';
      } else current += part;
    }
  }
  terms.push(current.trim());
  if (joins.size > 1) return null;
  return { terms, join: joins.has('and') ? 'and' : 'or' };
}

const SEARCH_TERM = /^"(\w+):([^"]+)"$/;

/** `"displayName:sam" OR "mail:sam"`: words of the name, beginnings of the rest. */
export function parseSearch<T>(search: string, fields: Fields<T>): Test<T> | null {
  const tests: Test<T>[] = [];
  for (const term of search.trim().split(/ OR /)) {
    const found = SEARCH_TERM.exec(term.trim());
    const field = fields[found?.[1] ?? ''];
    const wanted = found?.[2]?.trim().toLowerCase();
    if (field === undefined || wanted === undefined) return null;
    tests.push((item) => {
      const value = field(item);
      return typeof value === 'string' && matchesWords(value.toLowerCase(), wanted);
    });
  }
  return (item) => tests.some((test) => test(item));
}

function matchesWords(value: string, wanted: string): boolean {
  if (value.startsWith(wanted)) return true;
  const words = value.split(/[\s\-_.@,()]+/);
  return wanted.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}
