import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Clock, systemClock } from '#kernel/clock.ts';
import {
  controlFault,
  createControlDoors,
  isFromThisMachine,
  recordablePath,
  type RequestRecord,
} from './control-doors.ts';
import {
  type Delivery,
  markedPage,
  type SpoiledAnswer,
  spoil,
  withNext,
  writeHuge,
} from './fault-answers.ts';
import { ControlInputError, createFaultBoard, type FaultBoard } from './faults.ts';
import {
  createRouter,
  type Route,
  type RouteMatch,
  routeNamed,
  type SimReply,
  type SimRequest,
} from './routing.ts';

export type { RequestRecord, Route, SimReply, SimRequest };

/** Why the frame itself answers instead of a route. */
export interface Refusal {
  readonly status: number;
  readonly reason: 'unknown-path' | 'wrong-method' | 'fault' | 'too-large' | 'malformed' | 'crash';
}

export interface SimulatorOptions {
  readonly name: string;
  /** `0` picks a free one. */
  readonly port: number;
  readonly host?: string;
  readonly routes: readonly Route[];
  /** Further doors under `/_sandbox`, answered to this machine only. They may throw `ControlInputError`. */
  readonly controls?: readonly Route[];
  readonly onReset?: () => void;
  /** The vendor's error answer: unknown paths, faults, failures of the simulator itself. */
  readonly refuse?: (refusal: Refusal, request: SimRequest) => SimReply;
  /** Headers of every answer; those of the answer itself win. */
  readonly headers?: (request: SimRequest) => Readonly<Record<string, string>>;
  readonly clock?: Clock;
}

export interface Simulator {
  readonly name: string;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  /** Names of its routes, for faults and latency. */
  readonly routes: readonly string[];
  readonly faults: FaultBoard;
  /** Oldest first, live. Control requests are not in it. */
  readonly requests: readonly RequestRecord[];
  /** Milliseconds that each answer of a route takes at least, by the route's name; `*` for the others. */
  readonly latency: Map<string, number>;
  /** Faults, requests and latency gone, hanging connections cut, then the simulator's own state. */
  reset(): void;
  close(): Promise<void>;
}

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;
/** Long runs must not fill the memory with their log. */
const REQUEST_LOG_LIMIT = 50_000;

/** Starts a simulated service on loopback. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const host = options.host ?? '127.0.0.1';
  const clock = options.clock ?? systemClock;
  const refuse = options.refuse ?? plainRefusal;
  const faults = createFaultBoard(
    options.routes.map((route) => route.name),
    (text) => routeNamed(options.routes, text),
  );
  const requests: RequestRecord[] = [];
  const latency = new Map<string, number>();
  const hanging = new Set<ServerResponse>();
  const findRoute = createRouter(options.routes);
  let origin = '';

  const reset = (): void => {
    faults.clear();
    requests.length = 0;
    latency.clear();
    for (const response of hanging) response.destroy();
    hanging.clear();
    options.onReset?.();
  };
  const findControl = createRouter([
    ...createControlDoors({ faults, requests, reset }),
    ...(options.controls ?? []),
  ]);

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const url = parseTarget(origin, message.url);
    if (url === null) return deliver(response, { reply: { status: 400 }, delivery: null }, null);
    if (url.pathname.startsWith('/_sandbox/')) return serveControl(message, response, url);
    const marked = markedPage(url);
    const match = findRoute(message.method ?? 'GET', url.pathname);
    const record: RequestRecord = {
      method: message.method ?? 'GET',
      path: recordablePath(url.pathname + url.search),
      route: match.kind === 'route' ? match.route.name : null,
      status: null,
      at: clock.now(),
      hasAuthorization: message.headers.authorization !== undefined,
    };
    requests.push(record);
    if (requests.length > REQUEST_LOG_LIMIT) requests.splice(0, REQUEST_LOG_LIMIT / 10);
    const body = await readBody(message);
    const request = toRequest(message, marked?.clean ?? url, body ?? '', match);
    const answer = async (): Promise<SimReply> => {
      if (body === null) return refuse({ status: 413, reason: 'too-large' }, request);
      return answerOf(match, request);
    };
    const spoiled = marked === null ? await answerUnderFault(match, request, answer) : null;
    const outcome: SpoiledAnswer = spoiled ?? {
      reply: await pageAfter(marked?.kind, request, answer),
      delivery: null,
    };
    const wait = latency.get(record.route ?? '*') ?? latency.get('*') ?? 0;
    const rest = wait - (performance.now() - started);
    if (rest > 0) await sleep(rest);
    deliver(response, { ...outcome, reply: withHeaders(outcome.reply, request) }, record);
  }

  /** The page that a made-up next link leads to. */
  async function pageAfter(kind: string | undefined, request: SimRequest, answer: () => Promise<SimReply>) {
    const reply = await answer();
    const here = origin + request.url.pathname + request.url.search;
    return kind === 'back' && reply.status === 200 ? withNext(reply, here) : reply;
  }

  async function answerUnderFault(match: RouteMatch, request: SimRequest, answer: () => Promise<SimReply>) {
    const fault = match.kind === 'route' ? faults.take(match.route.name) : null;
    if (fault === null) return null;
    return spoil(fault, {
      request,
      origin,
      now: clock.now(),
      refuse: (status) => refuse({ status, reason: 'fault' }, request),
      answer,
    });
  }

  async function answerOf(match: RouteMatch, request: SimRequest): Promise<SimReply> {
    if (match.kind === 'unknown-path') return refuse({ status: 404, reason: 'unknown-path' }, request);
    if (match.kind === 'wrong-method') {
      const reply = refuse({ status: 405, reason: 'wrong-method' }, request);
      return { ...reply, headers: { allow: match.allowed.join(', '), ...reply.headers } };
    }
    try {
      return await match.route.handle(request);
    } catch (error) {
      console.error(`${options.name}: ${match.route.name} failed`, error);
      return refuse({ status: 500, reason: 'crash' }, request);
    }
  }

  async function serveControl(message: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const reply = isFromThisMachine(message)
      ? await answerControl(message, url)
      : { status: 403, body: { error: 'control doors answer this machine only' } };
    deliver(response, { reply: withCors(reply, message), delivery: null }, null);
  }

  async function answerControl(message: IncomingMessage, url: URL): Promise<SimReply> {
    if (message.method === 'OPTIONS') return { status: 204 };
    const match = findControl(message.method ?? 'GET', url.pathname);
    const body = await readBody(message);
    if (body === null) return { status: 413, body: { error: 'body: too large', field: 'body' } };
    if (match.kind === 'unknown-path') return { status: 404, body: { error: 'no such control door' } };
    if (match.kind === 'wrong-method') {
      return { status: 405, headers: { allow: match.allowed.join(', ') }, body: { error: 'wrong method' } };
    }
    try {
      return await match.route.handle(toRequest(message, url, body, match));
    } catch (error) {
      if (error instanceof ControlInputError) return controlFault(error);
      console.error(`${options.name}: control door ${match.route.name} failed`, error);
      return { status: 500, body: { error: 'the control door failed; see the console' } };
    }
  }

  function toRequest(message: IncomingMessage, url: URL, body: string, match: RouteMatch): SimRequest {
    return {
      method: message.method ?? 'GET',
      url,
      path: url.pathname,
      params: match.kind === 'route' ? match.params : {},
      headers: message.headers,
      body,
      receivedAt: clock.now(),
    };
  }

  function withHeaders(reply: SimReply, request: SimRequest): SimReply {
    const common = options.headers?.(request);
    return common === undefined ? reply : { ...reply, headers: { ...common, ...reply.headers } };
  }

  function deliver(
    response: ServerResponse,
    { reply, delivery }: SpoiledAnswer,
    record: RequestRecord | null,
  ): void {
    if (delivery === 'hang' || delivery === 'stall') hanging.add(response);
    if (record !== null && delivery !== 'hang' && delivery !== 'reset') record.status = reply.status;
    if (!response.destroyed) writeReply(response, reply, delivery);
  }

  const server = createServer((message, response) => {
    response.on('error', () => undefined); // the other side went away: nothing to answer
    serve(message, response).catch((error: unknown) => {
      if (!message.destroyed || message.complete) console.error(`${options.name}: a request failed`, error);
      response.destroy();
    });
  });
  server.keepAliveTimeout = 60_000; // benches reuse connections; the default of 5 s races with them
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  origin = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

  return {
    name: options.name,
    origin,
    port,
    routes: options.routes.map((route) => route.name),
    faults,
    requests,
    latency,
    reset,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function plainRefusal({ status, reason }: Refusal): SimReply {
  return { status, body: { error: { code: String(status), message: reason } } };
}

/** `null` for a request target that is no path, as proxies send. */
function parseTarget(origin: string, target: string | undefined): URL | null {
  const text = origin + (target ?? '/');
  return target?.startsWith('/') && URL.canParse(text) ? new URL(text) : null;
}

/** `null`: more than the limit; the rest is read and dropped. */
async function readBody(message: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
  }
  return size <= BODY_LIMIT_BYTES ? Buffer.concat(chunks).toString('utf8') : null;
}

function withCors(reply: SimReply, message: IncomingMessage): SimReply {
  const { origin } = message.headers;
  if (origin === undefined || reply.status === 403) return reply;
  const cors = {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': 'content-type',
    vary: 'origin',
  };
  return { ...reply, headers: { ...reply.headers, ...cors } };
}

function writeReply(response: ServerResponse, reply: SimReply, delivery: Delivery): void {
  if (delivery === 'hang') return;
  if (delivery === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { bytes, type } = encodeBody(reply.body);
  response.statusCode = reply.status;
  if (type !== null) response.setHeader('content-type', type);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (delivery === null) return void response.end(bytes);
  if (delivery === 'huge' || delivery === 'huge-declared') {
    return writeHuge(response, bytes, delivery === 'huge-declared');
  }
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  response.setHeader('content-length', delivery === 'cut-short' ? half.length : bytes.length);
  if (delivery === 'cut-short') return void response.end(half);
  response.write(half, () => {
    if (delivery === 'cut') response.socket?.destroy();
  });
}

function encodeBody(body: unknown): { bytes: Buffer; type: string | null } {
  if (body === undefined) return { bytes: Buffer.alloc(0), type: null };
  if (typeof body === 'string') return { bytes: Buffer.from(body), type: 'text/plain; charset=utf-8' };
  if (body instanceof Uint8Array) return { bytes: Buffer.from(body), type: 'application/octet-stream' };
  return { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json; charset=utf-8' };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
