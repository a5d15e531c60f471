/** One kind of trouble that a simulator can make. `takes` says what may follow a colon: `429:2`. */
export interface FaultKind {
  readonly name: string;
  readonly takes: string | null;
  readonly says: string;
}

const RETRY_AFTER =
  'Retry-After: seconds, a fraction, any text, or `date:SECONDS` for an HTTP date that far ahead';

/** Every fault, with the sentence that the sandbox's console page shows. */
export const FAULTS: readonly FaultKind[] = [
  { name: '400', takes: null, says: 'Refuses the request as malformed, in the error shape of the vendor.' },
  { name: '401', takes: null, says: 'Refuses the token, in the error shape of the vendor.' },
  { name: '403', takes: null, says: 'Refuses for want of permission, in the error shape of the vendor.' },
  { name: '404', takes: null, says: 'Says that the thing does not exist, in the error shape of the vendor.' },
  { name: '429', takes: RETRY_AFTER, says: 'Throttles; without an argument there is no Retry-After header.' },
  { name: '500', takes: null, says: 'Fails inside.' },
  { name: '502', takes: null, says: 'Fails at the gateway.' },
  { name: '503', takes: RETRY_AFTER, says: 'Is unavailable; with an argument it says when to come back.' },
  { name: '504', takes: null, says: 'Times out at the gateway.' },
  { name: 'hang', takes: null, says: 'Accepts the request and never answers.' },
  { name: 'slow-body', takes: null, says: 'Sends headers and half of the body, then stalls for ever.' },
  { name: 'slow', takes: 'milliseconds', says: 'Waits that long, then answers rightly.' },
  { name: 'reset', takes: null, says: 'Destroys the connection without an answer.' },
  { name: 'hang-after', takes: null, says: 'Does what was asked and never answers.' },
  {
    name: 'reset-after',
    takes: null,
    says: 'Does what was asked, then destroys the connection without an answer.',
  },
  {
    name: 'truncate',
    takes: '`short`',
    says: 'Promises the whole body, sends half, closes; with `short` the length promises only the half.',
  },
  {
    name: 'html',
    takes: 'a status; 200 unless said',
    says: 'Answers with a web page, as captive portals and proxies do.',
  },
  { name: 'no-value', takes: null, says: 'Answers 200 with JSON that has no list in it.' },
  { name: 'redirect', takes: 'a URL', says: 'Answers 302 to another place.' },
  {
    name: 'empty-next',
    takes: null,
    says: 'Answers an empty page with a next link; the next page has the data.',
  },
  { name: 'loop', takes: null, says: 'The next link is the address just asked.' },
  { name: 'loop-2', takes: null, says: 'The next link leads to a page whose next link leads back.' },
  {
    name: 'foreign-next',
    takes: 'a URL; without a path it gets the path and query just asked',
    says: 'The next link leads outside: another host, port, scheme, version or with user info.',
  },
  { name: 'wrong-type', takes: null, says: 'Answers 200 where every text of the items is a number.' },
  {
    name: 'huge',
    takes: '`declared`',
    says: 'Answers rightly, then more than 32 MB of blanks; `declared` says so in Content-Length.',
  },
];

export interface Fault {
  readonly name: string;
  readonly argument: string | null;
}

export interface FaultRequest {
  /** Name of a route, its path, or `*` for all. */
  readonly route: string;
  /** `name` or `name:argument`. */
  readonly fault: string;
  /** How many answers it spoils; without it, every one until deleted. */
  readonly times?: number;
  /** The argument of 429 and 503, for callers that prefer a field. */
  readonly retryAfter?: string;
}

export interface FaultEntry {
  readonly route: string;
  readonly fault: string;
  /** `null`: without end. */
  readonly timesLeft: number | null;
}

/** A field of a control request that cannot be used. */
export class ControlInputError extends Error {
  override readonly name = 'ControlInputError';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

export interface FaultBoard {
  /** Faults of one route are spent in the order in which they were set; one without end gives way to the next one set.
   *  Throws `ControlInputError` naming the field. */
  set(request: FaultRequest): void;
  /** Without `route`: all. */
  clear(route?: string): void;
  list(): readonly FaultEntry[];
  /** The fault of this answer, spent once; those of the route come before those of `*`. */
  take(route: string): Fault | null;
}

interface LiveFault {
  readonly route: string;
  readonly fault: Fault;
  timesLeft: number | null;
}

/** Which faults are on. `routes`: the names that may be asked for; `findRoute`: the name behind another way of saying it. */
export function createFaultBoard(
  routes: readonly string[],
  findRoute: (text: string) => string | null = () => null,
): FaultBoard {
  let live: LiveFault[] = [];
  return {
    set(request) {
      const route = knownRoute(request.route, routes, findRoute);
      const fault = parseFault(request);
      const timesLeft = parseTimes(request.times);
      live = live.filter((entry) => entry.route !== route || entry.timesLeft !== null);
      live.push({ route, fault, timesLeft });
    },
    clear(route) {
      live = route === undefined ? [] : live.filter((entry) => entry.route !== route);
    },
    list: () => live.map(({ route, fault, timesLeft }) => ({ route, fault: formatFault(fault), timesLeft })),
    take(route) {
      const entry =
        live.find((candidate) => candidate.route === route) ??
        live.find((candidate) => candidate.route === '*');
      if (entry === undefined) return null;
      if (entry.timesLeft !== null) entry.timesLeft -= 1;
      if (entry.timesLeft === 0) live = live.filter((other) => other !== entry);
      return entry.fault;
    },
  };
}

function knownRoute(
  route: unknown,
  routes: readonly string[],
  findRoute: (text: string) => string | null,
): string {
  if (typeof route === 'string' && (route === '*' || routes.includes(route))) return route;
  const found = typeof route === 'string' ? findRoute(route) : null;
  if (found !== null) return found;
  throw new ControlInputError('route', `no such route; use * or one of ${routes.join(', ')}`);
}

function parseFault({ fault: given, retryAfter }: FaultRequest): Fault {
  // A status is often written as a number.
  const fault: unknown = typeof given === 'number' ? String(given) : given;
  if (typeof fault !== 'string') throw new ControlInputError('fault', 'must be the name of a fault');
  const colon = fault.indexOf(':');
  const name = colon < 0 ? fault : fault.slice(0, colon);
  const kind = FAULTS.find((known) => known.name === name);
  if (kind === undefined) {
    throw new ControlInputError('fault', `no such fault; use one of ${FAULTS.map((f) => f.name).join(', ')}`);
  }
  const argument = colon < 0 ? (retryAfter ?? null) : fault.slice(colon + 1);
  return { name, argument: checkedArgument(kind, argument) };
}

function checkedArgument(kind: FaultKind, argument: string | null): string | null {
  if (argument !== null && typeof argument !== 'string') {
    throw new ControlInputError('retryAfter', 'must be text');
  }
  if (argument !== null && kind.takes === null) {
    throw new ControlInputError('fault', `${kind.name} takes no argument`);
  }
  if (kind.name === 'slow' && !/^\d+$/.test(argument ?? '')) {
    throw new ControlInputError('fault', 'slow needs milliseconds, as in slow:250');
  }
  if (kind.name === 'html' && !/^[2-5]\d\d$/.test(argument ?? '200')) {
    throw new ControlInputError('fault', 'html takes a status, as in html:404');
  }
  if (kind.name === 'foreign-next' && !URL.canParse(argument ?? '')) {
    throw new ControlInputError('fault', 'foreign-next needs a URL, as in foreign-next:https://evil.example');
  }
  return argument;
}

function parseTimes(times: unknown): number | null {
  if (times === undefined || times === null) return null;
  if (typeof times === 'number' && Number.isInteger(times) && times > 0) return times;
  throw new ControlInputError('times', 'must be a whole number above zero, or left out');
}

function formatFault({ name, argument }: Fault): string {
  return argument === null ? name : `${name}:${argument}`;
}
