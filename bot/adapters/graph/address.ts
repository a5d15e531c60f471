import { graphError } from './failure.ts';

const VERSION = '/v1.0';

export interface Route {
  /** Path below `/v1.0` with `{names}` for its parameters: what logs may show. */
  readonly template: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** The address of a route. Keys of the query keep their `$`; every value is encoded. Throws `graph_refused` for a parameter that
 *  would change the path. */
export function addressOf(baseUrl: string, { template, params = {}, query = {} }: Route): URL {
  const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => pathSegment(params[name] ?? ''));
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  const search = pairs.length > 0 ? `?${pairs.join('&')}` : '';
  return new URL(`${new URL(baseUrl).origin}${VERSION}${path}${search}`);
}

function pathSegment(value: string): string {
  if (value === '' || value === '.' || value === '..') {
    throw graphError('graph_refused', 'a path parameter is empty or would climb');
  }
  return encodeURIComponent(value).replaceAll("'", '%27');
}

/** Whether `link` may be followed with our token: same scheme, host and port as `baseUrl`, no user info, below `/v1.0`. */
export function isOurAddress(baseUrl: string, link: string): boolean {
  if (!URL.canParse(link)) return false;
  const url = new URL(link);
  return (
    url.origin === new URL(baseUrl).origin &&
    url.username === '' &&
    url.password === '' &&
    url.pathname.startsWith(`${VERSION}/`) &&
    // An encoded slash would let the path climb out of /v1.0 at a server that decodes first.
    !/%2f|%5c/i.test(url.pathname)
  );
}
