import type { SimReply, SimRequest } from '../routing.ts';
import { filtered, type Row } from './connectwise-conditions.ts';
import { picked } from './connectwise-json.ts';

/** 25 rows unless asked; more than 1000 is refused. */
const STANDARD_PAGE = 25;
const PAGE_CAP = 1000;

/** One field that ConnectWise PSA does not take. */
export interface FieldError {
  readonly code: string;
  readonly message: string;
  readonly resource: string;
  readonly field: string;
}

/** ConnectWise PSA's own wrapping of a failure. */
export function connectWiseError(
  status: number,
  code: string,
  message: string,
  errors: readonly FieldError[] = [],
): SimReply {
  return { status, body: { code, message, errors } };
}

/** Such as `schedule object is invalid`, with the fields to blame. */
export function invalidObject(resource: string, errors: readonly Omit<FieldError, 'resource'>[]): SimReply {
  return connectWiseError(
    400,
    'InvalidObject',
    `${resource} object is invalid`,
    errors.map((error) => ({ ...error, resource })),
  );
}

/** One thing, or that there is none. */
export function oneRow({ url }: SimRequest, row: Row | null, what: string): SimReply {
  if (row === null) return connectWiseError(404, 'NotFound', `${what} not found`);
  return { status: 200, body: picked(row, url.searchParams.get('fields')) };
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
