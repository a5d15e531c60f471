import type { Endpoint } from '#contract/endpoint.ts';
import type { ErrorCode } from '#kernel/errors.ts';
import type { z } from 'zod';
import { SignInError } from '../teams/host.ts';
import { Problem } from './problem.ts';

/** A person is waiting; the server itself gives up on others long before. */
const DEADLINE_MS = 60_000;

type EndpointParts<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer A> ? { p: P; q: Q; b: B; a: A } : never;
export type AnswerOf<E extends Endpoint> = z.output<EndpointParts<E>['a']>;

/** What a call takes: only the parts that the endpoint has. */
export interface RequestOf<E extends Endpoint> {
  readonly params?: z.input<EndpointParts<E>['p']>;
  readonly query?: z.input<EndpointParts<E>['q']>;
  readonly body?: z.input<EndpointParts<E>['b']>;
}

export interface Client {
  /** One call to the server, as the person who is signed in. Throws `Problem`, and nothing else. */
  call<E extends Endpoint>(endpoint: E, request?: RequestOf<E>, signal?: AbortSignal): Promise<AnswerOf<E>>;
}

/** `getToken` answers Teams' sign-in token; `claims` is a challenge that the server asked for. The token is sent in the header and kept nowhere. */
export function createClient(getToken: (claims?: string) => Promise<string>): Client {
  async function authorized(send: (token: string) => Promise<Response>): Promise<Response> {
    const first = await send(await tokenOrProblem(getToken));
    if (first.status !== 401) return first;
    // The token ended in mid-use, or the server wants a stronger one: asked for once more, once.
    const { details } = await readProblem(first.clone());
    const claims = typeof details['claims'] === 'string' ? details['claims'] : undefined;
    return send(await tokenOrProblem(getToken, claims));
  }

  return {
    async call(endpoint, request = {}, signal) {
      const limit = AbortSignal.timeout(DEADLINE_MS);
      const schema = schemaOf(endpoint).catch((cause: unknown) => {
        throw new Problem('server_gone', { cause });
      });
      schema.catch(() => {});
      const response = await authorized((token) =>
        fetchOrProblem(addressOf(endpoint, request), {
          method: endpoint.method,
          headers: {
            Authorization: `Bearer ${token}`,
            ...(endpoint.body === null ? {} : { 'Content-Type': 'application/json' }),
          },
          ...(endpoint.body === null ? {} : { body: JSON.stringify(request.body ?? {}) }),
          cache: 'no-store',
          credentials: 'omit',
          signal: signal ? AbortSignal.any([signal, limit]) : limit,
        }),
      );
      if (!response.ok) throw await readProblem(response);
      return readAnswer(await schema, response);
    },
  };
}

async function tokenOrProblem(
  getToken: (claims?: string) => Promise<string>,
  claims?: string,
): Promise<string> {
  try {
    return await getToken(claims);
  } catch (cause) {
    const isAsked = cause instanceof SignInError && cause.reason === 'consent-needed';
    throw new Problem(isAsked ? 'sign_in_consent_needed' : 'sign_in_failed', { cause });
  }
}

async function fetchOrProblem(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (cause) {
    throw new Problem('server_gone', { cause });
  }
}

/** What a query can carry. */
type Scalar = string | number | boolean | null | undefined;

function addressOf(endpoint: Endpoint, request: RequestOf<Endpoint>): string {
  const params = (request.params ?? {}) as Record<string, unknown>;
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((request.query ?? {}) as Record<string, Scalar>)) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/** In the built tab an endpoint brings its schemas only when asked (light-contract.ts). */
type AnswerReader = Endpoint & { readonly readAnswer?: () => Promise<z.ZodType> };

function schemaOf(endpoint: AnswerReader): Promise<z.ZodType> {
  return endpoint.readAnswer?.() ?? Promise.resolve(endpoint.answer);
}

async function readAnswer<E extends Endpoint>(schema: z.ZodType, response: Response): Promise<AnswerOf<E>> {
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => undefined);
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data as AnswerOf<E>;
  throw new Problem('unreadable_answer', { reference: response.headers.get('X-Request-Id') });
}

/** problem+json, read by hand: it must be readable even when nothing more can be loaded. */
async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null || !('code' in body) || typeof body.code !== 'string') {
    const isGone = response.status === 502 || response.status === 503 || response.status === 504;
    return new Problem(isGone ? 'server_gone' : 'unreadable_answer');
  }
  const { code, requestId, retryAfterSeconds, ...details } = body as Record<string, unknown>;
  return new Problem(code as ErrorCode, {
    details,
    reference: typeof requestId === 'string' ? requestId : null,
    retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : null,
  });
}
