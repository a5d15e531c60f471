import type { Endpoint } from '#contract/endpoint.ts';
import type { Caller } from '#kernel/caller.ts';
import { type AppError, type FieldFault, invalidInput, toAppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';
import restify, { type Request, type Response, type Server } from 'restify';
import type { z } from 'zod';
import { isOurs } from './error-response.ts';
import type { createIdempotency } from './idempotency.ts';
import { sendAnswer, sendProblem } from './send.ts';

/** The router, as the other files of this room see it. */
export type Routes = Server;

const BODY_LIMIT_BYTES = 1_000_000;

export interface RouteContext {
  /** Who asks, proven as strongly as `endpoint` wants. Throws `not_signed_in`, `not_allowed`, `step_up_needed`, `rate_limited`, `desk_unknown`,
   *  `invalid_input`, `entra_down`. */
  readonly authenticate: (req: Request, res: Response, endpoint: Endpoint) => Promise<Caller>;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly idempotency: ReturnType<typeof createIdempotency>;
}

export interface EndpointRequest<Params, Query, Body> {
  readonly caller: Caller;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** Serves one endpoint: authenticate → read → parse → handle → send. Nothing is read of somebody who is not known. Every failure leaves as
 *  problem+json. */
export function mountEndpoint<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  server: Server,
  context: RouteContext,
  endpoint: Endpoint<P, Q, B, A>,
  handle: (request: EndpointRequest<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<A>>,
): void {
  async function serve(req: Request, res: Response): Promise<void> {
    const startedAt = performance.now();
    const requestId = requestIdOf(req, context.newId);
    const refuse = (cause: unknown, status?: number): void => {
      const error = toAppError(cause);
      // The caller is told neither cause nor remedy of these: here they are.
      if (isOurs(error)) context.logger.error('api.failed', { requestId, route: endpoint.id, error });
      sendProblem(res, requestId, error, status);
    };
    try {
      const caller = await context.authenticate(req, res, endpoint);
      const problem = endpoint.body ? await readBody(req, res) : null;
      if (problem) {
        refuse(problem.error, problem.status);
      } else {
        const request = { caller, ...parseRequest(endpoint, req) };
        const answer = await runOnce(endpoint, req, context, request, () => handle(request));
        sendAnswer(res, requestId, answer);
      }
    } catch (cause) {
      refuse(cause);
    }
    const milliseconds = Math.round(performance.now() - startedAt);
    context.logger.info('api.request', {
      requestId,
      route: endpoint.id,
      status: res.statusCode,
      milliseconds,
    });
  }

  const path = endpoint.path.replace(/\{(\w+)\}/g, ':$1');
  const mount = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'del' } as const;
  server[mount[endpoint.method]]({ path, name: endpoint.id }, serve);
}

/** A request id of the caller when it looks like one, else a new one; it is echoed and logged. */
export function requestIdOf(req: Request, newId: () => string): string {
  const given = req.headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : newId();
}

interface BodyProblem {
  readonly error: AppError;
  /** These have a status of their own in HTTP. */
  readonly status: number;
}

const readWhole = restify.plugins.bodyReader({ maxBodySize: BODY_LIMIT_BYTES });

/** The body as bytes in `req.body`; not a byte of it is read when the headers tell that it cannot be used. */
async function readBody(req: Request, res: Response): Promise<BodyProblem | null> {
  const fault = headerFault(req);
  if (fault !== null) return unusableBody(fault, 415);
  const failure = await new Promise<unknown>((resolve) => {
    readWhole(req, res, resolve);
  });
  const isTooLarge =
    typeof failure === 'object' && failure !== null && 'statusCode' in failure && failure.statusCode === 413;
  if (isTooLarge) return unusableBody('must be at most 1 MB', 413);
  return failure || res.closed ? unusableBody('did not arrive whole', 400) : null;
}

/** Compressed bodies hide their size, so there are none. */
function headerFault(req: Request): string | null {
  const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const hasBody =
    req.headers['content-length'] !== '0' &&
    (req.headers['content-length'] ?? req.headers['transfer-encoding']);
  if (req.headers['content-encoding'] !== undefined) return 'must not be compressed';
  return hasBody && type !== 'application/json' ? 'must be application/json' : null;
}

function unusableBody(problem: string, status: number): BodyProblem {
  const remedy = 'Send plain JSON of at most 1 MB with Content-Type: application/json.';
  return { error: invalidInput([{ field: 'body', problem, remedy }]), status };
}

function parseRequest<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, A>,
  req: Request,
): { readonly params: z.output<P>; readonly query: z.output<Q>; readonly body: z.output<B> } {
  const query = Object.fromEntries(new URL(req.url ?? '/', 'http://rollcall').searchParams);
  const params = endpoint.params.safeParse(req.params ?? {});
  const queried = endpoint.query.safeParse(query);
  const body = endpoint.body?.safeParse(parseJson(req.body));
  const faults = [...faultsOf(params, ''), ...faultsOf(queried, ''), ...(body ? faultsOf(body, '') : [])];
  if (!params.success || !queried.success || (body && !body.success)) throw invalidInput(faults);
  return { params: params.data, query: queried.data, body: body?.data as z.output<B> };
}

function parseJson(body: unknown): unknown {
  if (body === undefined || body === null || body === '') return {};
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : body;
  try {
    return JSON.parse(typeof text === 'string' ? text : '');
  } catch {
    throw invalidInput([{ field: 'body', problem: 'is not JSON', remedy: 'Send one JSON object.' }]);
  }
}

function faultsOf(parsed: z.ZodSafeParseResult<unknown>, prefix: string): readonly FieldFault[] {
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    field: issue.path.map(String).join('.') || ('keys' in issue ? issue.keys.join(', ') : prefix || 'body'),
    problem: issue.message,
    remedy: 'See GET /public-api/openapi.json for what fits here.',
  }));
}

function runOnce<Answer>(
  endpoint: Endpoint,
  req: Request,
  context: RouteContext,
  request: { readonly caller: Caller; readonly params: unknown; readonly body: unknown },
  run: () => Promise<Answer>,
): Promise<Answer> {
  const key = req.headers['idempotency-key'];
  if (!endpoint.idempotent || typeof key !== 'string' || key === '') return run();
  if (key.length > 200) {
    throw invalidInput([
      { field: 'Idempotency-Key', problem: 'is too long', remedy: 'Use at most 200 characters.' },
    ]);
  }
  const fingerprint = `${endpoint.id} ${JSON.stringify([request.params, request.body])}`;
  return context.idempotency.once(request.caller.deskId, `${request.caller.id} ${key}`, fingerprint, run);
}
