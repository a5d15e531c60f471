import type { IncomingMessage, ServerResponse } from 'node:http';
import { notFound, sendProblem } from '#api/send.ts';
import type { Logger } from '#kernel/logger.ts';
import { AppError } from '#kernel/errors.ts';
import restify, { type Server } from 'restify';
import { EnvError } from './env-faults.ts';

/** S18: a socket that says nothing is closed; nobody needs longer for headers or a body. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
/** Node looks for sockets past their time only every 30 s unless told; the two times above would be 40 and 45 s. */
const LOOKS_PER_TIMEOUT = 5;
const KEEP_ALIVE_MS = 5_000;
const REQUESTS_PER_SOCKET = 1_000;

type RawHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

export interface HttpServer {
  /** The port it listens on. Throws `EnvError` for PORT when it cannot be had; may be called again then. */
  listen(port: number): Promise<number>;
  /** Announces the end, then takes no new connection, lets requests under way end until `deadlineMs` are over, then cuts the rest. */
  close(deadlineMs: number): Promise<void>;
  /** True from the moment `close` was called. */
  isDraining(): boolean;
}

/** The one listener. `mount` hangs routes on it; the bot's doors get the raw request, unread, because the gate judges before a byte is parsed. */
export function createHttpServer(options: {
  readonly logger: Logger;
  readonly isHttps: boolean;
  readonly newId: () => string;
  readonly messages: RawHandler;
  /** Exists in the sandbox only. */
  readonly playground: RawHandler | null;
  /** How long readiness is denied before the door shuts (O5): a balancer that has not looked yet still sends people here. */
  readonly announceMs?: number;
  readonly headersTimeoutMs?: number;
  readonly mount: (server: Server) => void;
}): HttpServer {
  const server = restify.createServer({
    name: '',
    ignoreTrailingSlash: true,
    handleUncaughtExceptions: false,
  });
  let draining = false;
  let underWay = 0;

  server.pre((_req, res, next) => {
    underWay += 1;
    res.once('close', () => {
      underWay -= 1;
    });
    setSecurityHeaders(res, options.isHttps);
    if (draining) res.setHeader('Connection', 'close');
    return next();
  });
  server.post('/api/messages', async (req, res) => options.messages(req, res));
  if (options.playground) {
    const { playground } = options;
    server.post('/api/playground/messages', async (req, res) => playground(req, res));
  }
  options.mount(server);
  answerErrors(server, options);

  const { server: http } = server;
  const headersTimeoutMs = options.headersTimeoutMs ?? HEADERS_TIMEOUT_MS;
  http.headersTimeout = headersTimeoutMs;
  // Read when listening begins; its types know it only as an option of the constructor, which the router calls by itself.
  Object.assign(http, { connectionsCheckingInterval: headersTimeoutMs / LOOKS_PER_TIMEOUT });
  http.requestTimeout = REQUEST_TIMEOUT_MS;
  http.keepAliveTimeout = KEEP_ALIVE_MS;
  http.maxRequestsPerSocket = REQUESTS_PER_SOCKET;

  return {
    isDraining: () => draining,
    listen: (port) =>
      new Promise((resolve, reject) => {
        const fail = (cause: NodeJS.ErrnoException): void => reject(portFault(port, cause));
        // The router hands errors of its listener on as its own, and throws those that nobody hears there.
        server.once('error', fail);
        server.listen(port, () => {
          server.removeListener('error', fail);
          resolve(server.address().port);
        });
      }),
    async close(deadlineMs) {
      draining = true;
      const deadline = Date.now() + deadlineMs;
      const announceMs = Math.min(options.announceMs ?? 0, deadlineMs / 2);
      if (announceMs > 0) await sleep(announceMs);
      const closed = new Promise<void>((resolve) => {
        http.close(() => resolve());
      });
      http.closeIdleConnections();
      while (underWay > 0 && Date.now() < deadline) await sleep(20);
      http.closeAllConnections();
      await closed;
    },
  };
}

function portFault(port: number, cause: NodeJS.ErrnoException): Error {
  const problem = PORT_PROBLEMS[cause.code ?? ''];
  if (problem === undefined) return cause;
  return new EnvError([
    { variable: 'PORT', problem: `is ${port}, ${problem}`, remedy: 'Set another one, or free this one.' },
  ]);
}

const PORT_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'where another program listens already',
  EACCES: 'which this account may not open',
};

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function setSecurityHeaders(res: ServerResponse, isHttps: boolean): void {
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Referrer-Policy', 'no-referrer');
  if (isHttps) res.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
}

/** What the router itself refuses: unknown addresses, wrong methods, bodies that are too large, and handlers that failed. */
function answerErrors(
  server: Server,
  options: { readonly logger: Logger; readonly newId: () => string },
): void {
  // The listener's callback stays uncalled: called, the router would answer a second time, in its own words.
  server.on('restifyError', (_req: IncomingMessage, res: ServerResponse, cause: unknown) => {
    const status = statusOf(cause);
    const requestId = options.newId();
    if (status >= 500) options.logger.error('http.failed', { requestId, error: asError(cause) });
    sendProblem(res, requestId, problemFor(status), status);
  });
}

function statusOf(cause: unknown): number {
  const status =
    typeof cause === 'object' && cause !== null && 'statusCode' in cause ? cause.statusCode : 500;
  return typeof status === 'number' ? status : 500;
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error(String(cause));
}

function problemFor(status: number): AppError {
  if (status === 404) return notFound();
  if (status === 405) return new AppError('invalid_input', 'this address does not take that method');
  if (status === 413) return new AppError('invalid_input', 'the body is larger than 1 MB');
  if (status < 500) return new AppError('invalid_input', 'the request cannot be read');
  return new AppError('unexpected', 'a handler failed');
}
