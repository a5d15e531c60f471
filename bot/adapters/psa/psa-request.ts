import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AppError } from '#kernel/errors.ts';
import { kindOfAddress } from './address-kind.ts';

/** PSA APIs answer pages of 100 rows, or some thousand people; more than this is neither. */
const BODY_CAP_BYTES = 16 * 1024 * 1024;

export interface PsaRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Over name, connection, headers and body together. */
  readonly timeoutMs: number;
}

export interface PsaAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** One request to an address that an admin typed, without following redirects. The very address that is connected to is checked, so a
 *  name that turns to a private network gets nothing (S27). Throws `psa_down`, and `psa_refused` for an address that must not be used. */
export type PsaTransport = (request: PsaRequest) => Promise<PsaAnswer>;

export interface PsaTransportNeeds {
  /** The sandbox only: loopback, and plain http to it. */
  readonly allowLoopback: boolean;
  /** Finds every address of a name; the system's resolver unless said. */
  readonly lookup?: LookupFunction;
}

export function createPsaTransport({
  allowLoopback,
  lookup = systemLookup,
}: PsaTransportNeeds): PsaTransport {
  const refusalBy =
    (protocol: string) =>
    (address: string): AppError | null => {
      const why = problemOfAddress(address, protocol, allowLoopback);
      return why === null ? null : forbiddenAddress(why);
    };
  const secure = { lookup: checkedLookup(lookup, refusalBy('https:')) };
  const plain = { lookup: checkedLookup(lookup, refusalBy('http:')) };
  // Connections that are kept were made here and nowhere else: each leads to an address that was checked.
  const ways = {
    'https:': { ...secure, request: https.request, agent: new https.Agent({ ...KEPT, ...secure }) },
    'http:': { ...plain, request: http.request, agent: new http.Agent({ ...KEPT, ...plain }) },
  };

  return async (request) => {
    const { url } = request;
    const problem = problemOfUrl(url, allowLoopback);
    if (problem) throw forbiddenAddress(problem);
    // A literal address is never looked up, so it is judged here.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    const refusal = isIP(literal) === 0 ? null : refusalBy(url.protocol)(literal);
    if (refusal) throw refusal;
    try {
      return await send(request, url.protocol === 'https:' ? ways['https:'] : ways['http:']);
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('psa_down', 'the PSA does not answer', { cause });
    }
  };
}

function problemOfUrl({ protocol, username, password }: URL, allowLoopback: boolean): string | null {
  // Addresses are kept, shown and audited in the open.
  if (username !== '' || password !== '') return 'it holds a name or password before the host';
  return protocol === 'https:' || (allowLoopback && protocol === 'http:') ? null : 'only https is used';
}

function problemOfAddress(address: string, protocol: string, allowLoopback: boolean): string | null {
  const kind = kindOfAddress(address);
  if (kind === 'loopback' && allowLoopback) return null;
  if (kind !== 'public') return 'it leads into a private network';
  return protocol === 'https:' ? null : 'only https is used';
}

/** Resolves a name and refuses it when any of its addresses must not be used; what was checked is what is connected to. */
function checkedLookup(
  lookup: LookupFunction,
  refusalOf: (address: string) => AppError | null,
): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = (Array.isArray(found) ? found : []) as readonly LookupAddress[]; // `all` answers a list
      const [first] = addresses;
      if (error || !first) return done(error ?? new Error('the name has no address'), '', 4);
      const refusal = addresses.map(({ address }) => refusalOf(address)).find((each) => each !== null);
      if (refusal) return done(refusal, '', 4);
      return options.all ? done(null, [...addresses]) : done(null, first.address, first.family);
    });
  };
}

/** Thousands of calendars are asked for in dozens of requests: a handshake for each would cost more than the answer. */
const KEPT: http.AgentOptions = { keepAlive: true, maxFreeSockets: 32, timeout: 20_000 };

interface Way {
  readonly request: typeof http.request;
  /** `false`: a connection of its own. */
  readonly agent: http.Agent | false;
  readonly lookup: LookupFunction;
}

/** A read goes over a connection that is kept. A write gets one of its own: on one that is just being closed nobody could say whether it
 *  arrived. */
async function send(request: PsaRequest, way: Way): Promise<PsaAnswer> {
  const alone = { ...way, agent: false } as const;
  if (request.method !== 'GET') return exchange(request, alone);
  const started = performance.now();
  try {
    return await exchange(request, way);
  } catch (cause) {
    const timeoutMs = request.timeoutMs - (performance.now() - started);
    if (!(cause instanceof StaleConnection) || timeoutMs <= 0) throw cause;
    return exchange({ ...request, timeoutMs }, alone);
  }
}

/** The PSA closed a connection that was kept, in the moment in which it was used again. */
class StaleConnection extends Error {}

async function exchange(request: PsaRequest, way: Way): Promise<PsaAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<PsaAnswer>();
  const { method, url, headers, timeoutMs } = request;
  const outgoing = way.request(url, {
    method,
    headers: { accept: 'application/json', 'accept-encoding': 'identity', ...headers },
    lookup: way.lookup,
    agent: way.agent,
  });
  // Stays until the end: a socket may fail once more after the answer is given up.
  outgoing.on('error', (error) => {
    const isStale = outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
    reject(isStale ? new StaleConnection('it was closed', { cause: error }) : error);
  });
  outgoing.once('response', (incoming) => {
    const { statusCode = 0, headers: answered } = incoming;
    readCapped(incoming).then((text) => resolve({ status: statusCode, headers: answered, text }), reject);
  });
  const timer = setTimeout(
    () => reject(new AppError('psa_down', `the PSA did not answer within ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  outgoing.end(request.body);
  try {
    return await promise;
  } catch (cause) {
    outgoing.destroy();
    throw cause;
  } finally {
    clearTimeout(timer);
  }
}

async function readCapped(incoming: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > BODY_CAP_BYTES) throw new AppError('psa_down', 'the PSA’s answer is larger than 16 MB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function forbiddenAddress(why: string): AppError {
  return new AppError('psa_refused', `the PSA’s address cannot be used: ${why}`, {
    remedy: 'Use the public https address of the PSA.',
  });
}
