import { createHash } from 'node:crypto';
import type { SimReply, SimRequest } from '../routing.ts';
import { badRequest, graphError, unsupportedQuery } from './graph-error.ts';

const CONTEXT = 'https://graph.microsoft.com/v1.0/$metadata#';

/** The system query options of a request that passed the rules of its path. */
export interface Query {
  readonly select: readonly string[] | null;
  readonly filter: string | null;
  readonly search: string | null;
  readonly orderBy: string | null;
  readonly top: number;
  readonly isAdvanced: boolean;
  readonly wantsCount: boolean;
  readonly offset: number;
}

export interface QueryRules {
  /** Options without the `$`; any other `$…` is refused. */
  readonly allowed: readonly string[];
  readonly defaultTop: number;
  /** Names that `$select` may hold. */
  readonly properties: readonly string[];
  readonly type: string;
}

/** Reads and checks the query of a list of directory objects. */
export function readQuery(request: SimRequest, rules: QueryRules): Query | SimReply {
  const query = request.url.searchParams;
  for (const name of query.keys()) {
    if (!name.startsWith('$')) continue;
    if (!rules.allowed.includes(name.slice(1)) && name !== '$skiptoken') {
      return unsupportedQuery(request, `'${name}' is not supported by the service.`);
    }
    if (query.getAll(name).length > 1) {
      return badRequest(
        request,
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
      );
    }
  }
  const top = Number(query.get('$top') ?? rules.defaultTop);
  if (!Number.isInteger(top) || top < 1 || top > 999) {
    const message = `Invalid page size specified: '${query.get('$top')}'. Must be between 1 and 999 inclusive.`;
    return unsupportedQuery(request, message);
  }
  const select =
    query
      .get('$select')
      ?.split(',')
      .map((name) => name.trim()) ?? null;
  const unknown = select?.find((name) => !rules.properties.includes(name));
  if (unknown !== undefined) {
    const message = `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type '${rules.type}'.`;
    return badRequest(request, message);
  }
  const offset = readOffset(request);
  if (offset === null) return expiredPageToken(request);
  const read: Query = {
    select,
    filter: query.get('$filter'),
    search: query.get('$search'),
    orderBy: query.get('$orderby'),
    top,
    isAdvanced: request.headers.consistencylevel?.toString().toLowerCase() === 'eventual',
    wantsCount: query.get('$count') === 'true',
    offset,
  };
  return advancedFault(request, read) ?? read;
}

/** Advanced queries need `ConsistencyLevel: eventual`, on every page. Source: Graph docs, aad-advanced-queries. */
function advancedFault(request: SimRequest, query: Query): SimReply | null {
  if (query.search !== null && !query.isAdvanced) {
    const message =
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'";
    return unsupportedQuery(request, message);
  }
  if (query.wantsCount && !query.isAdvanced) {
    return unsupportedQuery(
      request,
      "$count is not supported without the header 'ConsistencyLevel: eventual'.",
    );
  }
  const isSortedSubset = query.orderBy !== null && (query.filter !== null || query.search !== null);
  if (isSortedSubset && !(query.isAdvanced && query.wantsCount)) {
    return unsupportedQuery(request, 'Sorting not supported for current query.');
  }
  return null;
}

interface Page {
  readonly request: SimRequest;
  readonly origin: string;
  readonly context: string;
  readonly size: number;
  readonly offset: number;
  readonly wantsCount?: boolean;
}

/** One page of `items`; each is made into JSON only when its page is served. */
export function pageOf<T>(items: readonly T[], toJson: (item: T) => object, page: Page): object {
  const end = page.offset + page.size;
  const value = items.slice(page.offset, end).map(toJson);
  return {
    '@odata.context': CONTEXT + page.context,
    ...(page.wantsCount && page.offset === 0 ? { '@odata.count': items.length } : {}),
    ...(end < items.length ? { '@odata.nextLink': nextLink(page, end) } : {}),
    value,
  };
}

/** The token says where to go on and for which query: a client that builds its own link gets nowhere. */
function nextLink({ request, origin }: Page, offset: number): string {
  const kept = request.url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && !/^(\$|%24)skiptoken=/i.test(part));
  const token = Buffer.from(`${offset}.${fingerprint(request)}`).toString('base64url');
  return `${origin}${request.url.pathname}?${[...kept, `$skiptoken=${token}`].join('&')}`;
}

/** Where the page starts; `null` for a token that is not ours or belongs to another query. */
export function readOffset(request: SimRequest): number | null {
  const token = request.url.searchParams.get('$skiptoken');
  if (token === null) return 0;
  const [offset = '', mark] = Buffer.from(token, 'base64url').toString('utf8').split('.');
  return /^\d+$/.test(offset) && mark === fingerprint(request) ? Number(offset) : null;
}

export function expiredPageToken(request: SimRequest): SimReply {
  const message = 'The specified page token value has expired and can no longer be included in your request.';
  return graphError(request, 400, 'Directory_ExpiredPageToken', message);
}

function fingerprint(request: SimRequest): string {
  const rest = [...request.url.searchParams].filter(([name]) => name !== '$skiptoken');
  const text = JSON.stringify([request.path, rest.sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
