import type { IncomingHttpHeaders } from 'node:http';

/** A request as a simulator's handler sees it. */
export interface SimRequest {
  readonly method: string;
  readonly url: URL;
  readonly path: string;
  /** Named segments of the route's pattern, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** Raw text; empty when there was none. */
  readonly body: string;
  readonly receivedAt: Date;
}

/** `body`: an object is sent as JSON, text and bytes as they are, `undefined` as nothing. */
export interface SimReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
}

export interface Route {
  readonly method: string;
  /** `/v1.0/groups/:id/members`: segments are literal or `:name`. */
  readonly pattern: string;
  /** Unique in its simulator: faults and latency are set by it. */
  readonly name: string;
  handle(request: SimRequest): SimReply | Promise<SimReply>;
}

/** `wrong-method` carries the methods that the path does have. */
export type RouteMatch =
  | { readonly kind: 'route'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown-path' };

interface CompiledRoute {
  readonly route: Route;
  readonly segments: readonly string[];
}

/** A function that finds the route of a request; literal segments win over named ones in the order of `routes`. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => RouteMatch {
  assertUniqueNames(routes);
  const byLength = new Map<number, CompiledRoute[]>();
  for (const route of routes) {
    const segments = route.pattern.split('/');
    const known = byLength.get(segments.length) ?? [];
    known.push({ route, segments });
    byLength.set(segments.length, known);
  }
  for (const known of byLength.values()) known.sort((a, b) => namedCount(a) - namedCount(b));

  return (method, path) => {
    const segments = path.split('/');
    const allowed: string[] = [];
    for (const candidate of byLength.get(segments.length) ?? []) {
      const params = matchSegments(candidate.segments, segments);
      if (params === null) continue;
      if (candidate.route.method === method) return { kind: 'route', route: candidate.route, params };
      allowed.push(candidate.route.method);
    }
    return allowed.length > 0 ? { kind: 'wrong-method', allowed } : { kind: 'unknown-path' };
  };
}

function assertUniqueNames(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { name } of routes) {
    if (seen.has(name)) throw new Error(`two routes are named ${name}`);
    seen.add(name);
  }
}

function namedCount({ segments }: CompiledRoute): number {
  return segments.filter((segment) => segment.startsWith(':')).length;
}

function matchSegments(
  pattern: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | null {
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? '';
    if (!expected.startsWith(':')) {
      if (expected !== actual) return null;
      continue;
    }
    const value = decode(actual);
    if (value === null || value === '') return null;
    params[expected.slice(1)] = value;
  }
  return params;
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null; // a lone % in a path names nothing
  }
}

/** The route that `text` means: its name, or its path as in the vendor's documentation (`/groups/{id}/members`), with or without the
 *  method in front and the version. `null` for anything else. */
export function routeNamed(routes: readonly Route[], text: string): string | null {
  const byName = routes.find((route) => route.name === text);
  if (byName) return byName.name;
  const [, method = null, path = ''] = /^(?:([A-Z]+) )?(\/\S*)$/.exec(text) ?? [];
  const asked = withoutVersion(path);
  const found = routes.find(
    ({ pattern, ...route }) =>
      (method === null || route.method === method) && isSamePath(withoutVersion(pattern), asked),
  );
  return found?.name ?? null;
}

function withoutVersion(path: string): readonly string[] {
  return path
    .replace(/\?.*$/, '')
    .split('/')
    .filter((segment) => segment !== '' && segment !== 'v1.0' && segment !== 'api');
}

/** Named segments of the pattern meet any segment. */
function isSamePath(pattern: readonly string[], asked: readonly string[]): boolean {
  if (pattern.length === 0 || pattern.length !== asked.length) return false;
  return pattern.every((segment, index) => segment.startsWith(':') || segment === asked[index]);
}
