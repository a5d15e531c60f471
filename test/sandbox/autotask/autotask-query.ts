import type { SimReply, SimRequest } from '../routing.ts';

type Row = Readonly<Record<string, unknown>>;

const PAGE_CAP = 500;
const MOST_CONDITIONS = 500;

/** Autotask's own wrapping of a failure. Whatever it will not take is answered with 500. */
export function autotaskError(status: number, ...errors: readonly string[]): SimReply {
  return { status, body: { errors } };
}

/** The rows that the body's question fits; a reply when it is none that Autotask takes. `fields`: of the entity, for when it has no rows. */
export function queried(
  request: SimRequest,
  entity: string,
  rows: readonly Row[],
  fields: readonly string[] = Object.keys(rows[0] ?? {}),
): readonly Row[] | SimReply {
  const question = parse(request.body);
  if (question === null) return invalid('Value cannot be null. Parameter name: queryModel');
  const { filter, MaxRecords: size, IncludeFields: shown } = question;
  if (!Array.isArray(filter) || filter.length === 0) return invalid('A filter is required.');
  if (conditionsIn(filter) > MOST_CONDITIONS)
    return invalid(`A query may have at most ${MOST_CONDITIONS} conditions.`);
  if (size !== undefined && !(Number.isInteger(size) && Number(size) >= 1 && Number(size) <= PAGE_CAP))
    return invalid(`MaxRecords must be between 1 and ${PAGE_CAP}.`);
  const names = [
    ...filter.map((condition: unknown) => String((condition as Row | null)?.['field'])),
    ...(Array.isArray(shown) ? shown.map(String) : []),
  ];
  const strange = names.find((name) => fields.length > 0 && !fields.includes(name));
  if (strange !== undefined) return invalid(`Unable to find ${strange} in the ${entity} Entity.`);
  let found = rows;
  for (const condition of filter as readonly Row[]) {
    const test = testOf(condition);
    if (test === null) return invalid(`The operator ${String(condition['op'])} is not supported.`);
    found = found.filter(test);
  }
  return found;
}

/** Each value of a list counts as a condition of its own. */
function conditionsIn(filter: readonly unknown[]): number {
  return filter.reduce<number>((sum, condition) => {
    const value = (condition as Row | null)?.['value'];
    return sum + (Array.isArray(value) ? value.length : 1);
  }, 0);
}

/** One page of what was found. The next one is named by its address, which wants the same method and body. */
export function page(request: SimRequest, found: readonly Row[], nextUrl: string): SimReply {
  const question = parse(request.body) ?? {};
  const size = Number(question['MaxRecords'] ?? PAGE_CAP);
  const after = request.path.endsWith('/next') ? cursor(request.url.searchParams.get('paging')) : 0;
  if (after === null) return invalid('The paging parameter is not valid.');
  const rest = found
    .toSorted((a, b) => Number(a['id']) - Number(b['id']))
    .filter(({ id }) => Number(id) > after);
  const items = rest.slice(0, size);
  const last = items.at(-1)?.['id'];
  const paging = encodeURIComponent(JSON.stringify({ pageSize: size, nextPage: last }));
  const hasMore = rest.length > items.length;
  return {
    status: 200,
    body: {
      items: items.map((row) => picked(row, question['IncludeFields'])),
      pageDetails: {
        count: items.length,
        requestCount: size,
        prevPageUrl: null,
        nextPageUrl: hasMore ? `${nextUrl}?paging=${paging}` : null,
      },
    },
  };
}

function cursor(text: string | null): number | null {
  const last = parse(text ?? '')?.['nextPage'];
  return typeof last === 'number' ? last : null;
}

/** The id is always there. */
function picked(row: Row, fields: unknown): Row {
  if (!Array.isArray(fields)) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => name === 'id' || fields.includes(name)));
}

function testOf({ op, field, value }: Row): ((row: Row) => boolean) | null {
  const name = String(field);
  const tests: Readonly<Record<string, (actual: unknown) => boolean>> = {
    eq: (actual) => actual === value,
    noteq: (actual) => actual !== value,
    gt: (actual) => amount(actual) > amount(value),
    gte: (actual) => amount(actual) >= amount(value),
    lt: (actual) => amount(actual) < amount(value),
    lte: (actual) => amount(actual) <= amount(value),
    exist: (actual) => actual !== null,
    notExist: (actual) => actual === null,
    in: (actual) => Array.isArray(value) && value.includes(actual),
  };
  if (op === 'in' && !(Array.isArray(value) && value.length > 0)) return null;
  const test = tests[String(op)];
  return test === undefined ? null : (row) => test(row[name]);
}

/** Moments are compared as such; what is not there is neither more nor less than anything. */
function amount(value: unknown): number {
  if (value === null || value === undefined) return Number.NaN;
  return typeof value === 'string' ? Date.parse(value) : Number(value);
}

function invalid(message: string): SimReply {
  return autotaskError(500, message);
}

/** An object; `null` for anything else. */
export function parse(text: string): Row | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : null; // narrowed just before
  } catch {
    return null;
  }
}
