import { type LookupAddress, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { AppError } from '#kernel/errors.ts';

/** PSA APIs answer pages of 100 rows; more than this is not one of them. */
const BODY_CAP_BYTES = 16 * 1024 * 1024;

export interface PsaRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Over connection, headers and body together. */
  readonly timeoutMs: number;
  /** The sandbox only: plain http and loopback. */
  readonly allowLoopback: boolean;
}

export interface PsaAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

/** One request to an address that an admin typed. The address that is really connected to is checked, so a name that turns to a private
 *  network gets nothing (S27); redirects are not followed. Throws `psa_down` and, for an address that must not be used, `psa_refused`. */
export function psaRequest(request: PsaRequest): Promise<PsaAnswer> {
  const { url, allowLoopback } = request;
  if (url.protocol !== 'https:' && !(allowLoopback && url.protocol === 'http:')) {
    return Promise.reject(forbiddenAddress('only https is used'));
  }
  // A literal address is never looked up, so it is judged here.
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowLoopback && isIP(literal) !== 0 && isPrivate(literal)) {
    return Promise.reject(forbiddenAddress('it lies in a private network'));
  }
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void => {
      reject(
        cause instanceof AppError ? cause : new AppError('psa_down', 'the PSA does not answer', { cause }),
      );
    };
    const client = url.protocol === 'https:' ? https : http;
    const outgoing = client.request(
      url,
      {
        method: request.method,
        headers: { accept: 'application/json', 'accept-encoding': 'identity', ...request.headers },
        lookup: allowLoopback ? undefined : publicLookup,
      },
      (incoming) => {
        readCapped(incoming).then(
          (text) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }),
          fail,
        );
      },
    );
    const timer = setTimeout(() => {
      outgoing.destroy(
        new AppError('psa_down', `the PSA did not answer within ${request.timeoutMs / 1000} s`),
      );
    }, request.timeoutMs);
    outgoing.once('close', () => clearTimeout(timer));
    outgoing.once('error', fail);
    outgoing.end(request.body);
  });
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

/** Resolves a name and refuses it when any of its addresses is not public. */
const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error || !first) return done(error ?? new Error('no address'), '', 4);
    if (addresses.some(({ address }) => isPrivate(address))) {
      return done(forbiddenAddress('its name leads into a private network'), '', 4);
    }
    if (options.all) return done(null, addresses);
    return done(null, first.address, first.family);
  });
};

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv6');
}

/** Whether an address belongs to no one on the public internet. IPv4 in IPv6 clothes is judged as IPv4. */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  if (plain.toLowerCase().startsWith('::ffff:')) return true;
  return PRIVATE.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

function forbiddenAddress(why: string): AppError {
  return new AppError('psa_refused', `the PSA’s address cannot be used: ${why}`, {
    remedy: 'Use the public https address of the PSA.',
  });
}
