import type { SimReply, SimRequest } from '../routing.ts';
import { picked } from './connectwise-json.ts';

type Row = Readonly<Record<string, unknown>>;

/** 25 rows unless asked; more than 1000 is refused. */
const STANDARD_PAGE = 25;
const PAGE_CAP = 1000;

/** ConnectWise PSA's own wrapping of a failure. */
export function connectWiseError(status: number, code: string, message: string): SimReply {
  return { status, body: { code, message, errors: [] } };
}

/** One page of `rows`, as the query asks; a full page names the next one in its `Link` header. */
export function listRows({ url }: SimRequest, rows: readonly Row[]): SimReply {
  const { searchParams } = url;
  const page = whole(searchParams.get('page'), 1);
  const size = whole(searchParams.get('pageSize'), STANDARD_PAGE);
  if (page === null) return invalid('page must be a whole number from 1');
  if (size === null || size > PAGE_CAP)
    return invalid(`pageSize must be a whole number from 1 to ${PAGE_CAP}`);
  const wanted = filtered(searchParams.get('conditions'), rows);
  if (wanted === null) return invalid(`Invalid conditions: ${searchParams.get('conditions')}`);
  const sorted = ordered(searchParams.get('orderBy'), wanted);
  if (sorted === null) return invalid(`Invalid orderBy: ${searchParams.get('orderBy')}`);
  const shown = sorted.slice((page - 1) * size, page * size);
  const next = new URL(url);
  next.searchParams.set('page', String(page + 1));
  const hasMore = sorted.length > page * size;
  return {
    status: 200,
    headers: hasMore ? { link: `<${next.href}>; rel="next"` } : {},
    body: shown.map((row) => picked(row, searchParams.get('fields'))),
  };
}

export function countRows({ url }: SimRequest, rows: readonly Row[]): SimReply {
  const conditions = url.searchParams.get('conditions');
  const wanted = filtered(conditions, rows);
  return wanted === null
    ? invalid(`Invalid conditions: ${conditions}`)
    : { status: 200, body: { count: wanted.length } };
}

/** The little of the condition language that is spoken here: numbers and flags, joined by "and". `null` for everything else. */
function filtered(conditions: string | null, rows: readonly Row[]): readonly Row[] | null {
  if (conditions === null || conditions.trim() === '') return rows;
  const tests: ((row: Row) => boolean)[] = [];
  for (const text of conditions.split(/ and /i)) {
    const [, field = '', sign = '', value = ''] =
      /^\s*(\w+)\s*(<=|>=|=|<|>)\s*(true|false|\d+)\s*$/i.exec(text) ?? [];
    const known = rows[0];
    if (field === '' || (known !== undefined && !(field in known))) return null;
    tests.push((row) => compares(row[field], sign, value.toLowerCase()));
  }
  return rows.filter((row) => tests.every((test) => test(row)));
}

function compares(actual: unknown, sign: string, value: string): boolean {
  if (sign === '=') return String(actual) === value;
  const difference = Number(actual) - Number(value);
  if (sign === '<') return difference < 0;
  if (sign === '>') return difference > 0;
  return sign === '<=' ? difference <= 0 : difference >= 0;
}

function ordered(orderBy: string | null, rows: readonly Row[]): readonly Row[] | null {
  if (orderBy === null) return rows;
  const direction = /^id( asc| desc)?$/i.exec(orderBy);
  if (direction === null) return null;
  const sign = /desc/i.test(direction[1] ?? '') ? -1 : 1;
  return rows.toSorted((a, b) => sign * (Number(a['id']) - Number(b['id'])));
}

function invalid(message: string): SimReply {
  return connectWiseError(400, 'InvalidRequest', message);
}

function whole(value: string | null, fallback: number): number | null {
  if (value === null) return fallback;
  return /^[1-9]\d{0,6}$/.test(value) ? Number(value) : null;
}
