export type Row = Readonly<Record<string, unknown>>;

/** One comparison: a field, a sign, and a literal. Texts stand in quotes, dates in brackets, references go through a slash. */
const COMPARISON =
  /\s*([A-Za-z_]\w*(?:\/\w+)?)\s*(!=|<=|>=|=|<|>)\s*(true|false|null|-?\d+|"(?:[^"\\]|\\.)*"|\[[^\]]*\])\s*(and\b|$)/iy;
/** Known to conditions by a name of their own. */
const ALIASES: Readonly<Record<string, string>> = {
  dateEntered: '_info/dateEntered',
  lastUpdated: '_info/lastUpdated',
};

type Literal =
  | { readonly kind: 'flag' | 'number' | 'text' | 'date'; readonly value: string | number }
  | { readonly kind: 'null' };

/** The rows that `conditions` lets through; `null` for conditions that ConnectWise PSA would not take. Spoken here: comparisons joined by
 *  "and". */
export function filtered(conditions: string | null, rows: readonly Row[]): readonly Row[] | null {
  if (conditions === null || conditions.trim() === '') return rows;
  const tests: ((row: Row) => boolean)[] = [];
  COMPARISON.lastIndex = 0;
  let isLast = false;
  while (!isLast) {
    const [, field = '', sign = '', text = '', joint] = COMPARISON.exec(conditions) ?? [];
    const literal = literalOf(text);
    if (literal === null || !isFitting(field, sign, literal, rows)) return null;
    tests.push((row) => compares(valueOf(row, field), sign, literal));
    isLast = joint === '';
  }
  return rows.filter((row) => tests.every((test) => test(row)));
}

function literalOf(text: string): Literal | null {
  if (text === '') return null;
  if (/^null$/i.test(text)) return { kind: 'null' };
  if (/^(?:true|false)$/i.test(text)) return { kind: 'flag', value: text.toLowerCase() };
  if (text.startsWith('"')) return { kind: 'text', value: text.slice(1, -1).replaceAll(/\\(.)/g, '$1') };
  if (!text.startsWith('[')) return { kind: 'number', value: Number(text) };
  const at = Date.parse(text.slice(1, -1));
  return Number.isNaN(at) ? null : { kind: 'date', value: at };
}

/** Whether the field exists and holds what it is compared with. */
function isFitting(field: string, sign: string, literal: Literal, rows: readonly Row[]): boolean {
  const [top = ''] = (ALIASES[field] ?? field).split('/');
  if (rows[0] !== undefined && !(top in rows[0])) return false;
  if (literal.kind === 'null') return sign === '=' || sign === '!=';
  const sample = rows.map((row) => valueOf(row, field)).find((value) => value !== null);
  if (sample === undefined) return true;
  const isInstant = typeof sample === 'string' && /^\d{4}-\d\d-\d\dT/.test(sample);
  if (literal.kind === 'date' || isInstant) return literal.kind === 'date' && isInstant;
  return typeof sample === { flag: 'boolean', number: 'number', text: 'string' }[literal.kind];
}

type Value = string | number | boolean | null;

/** What a row holds there; `null` for nothing, and for a thing that is no single value. */
function valueOf(row: Row, field: string): Value {
  const [top = '', inner] = (ALIASES[field] ?? field).split('/');
  const value = row[top];
  if (inner === undefined) return single(value);
  return typeof value === 'object' && value !== null ? single((value as Row)[inner]) : null; // narrowed just before
}

function single(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return null;
}

function compares(actual: Value, sign: string, literal: Literal): boolean {
  if (literal.kind === 'null') return (actual === null) === (sign === '=');
  if (actual === null) return sign === '!=';
  const left = literal.kind === 'date' ? Date.parse(String(actual)) : actual;
  if (sign === '=') return String(left) === String(literal.value);
  if (sign === '!=') return String(left) !== String(literal.value);
  const difference = Number(left) - Number(literal.value);
  if (sign === '<') return difference < 0;
  if (sign === '>') return difference > 0;
  return sign === '<=' ? difference <= 0 : difference >= 0;
}
