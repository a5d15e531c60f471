import type { ZodType } from 'zod';
import type { RequiredPermission } from '#core/access/ports.ts';
import type { Answer } from './exchange.ts';
import { type ErrorFacts, readErrorBody } from './error-body.ts';
import { badAnswer, type Failure, graphError, throttled } from './failure.ts';
import { parseRetryAfter } from './retry-after.ts';
import { rolesHint } from './token-roles.ts';

export interface AnswerContext {
  readonly now: Date;
  readonly token: string;
  /** The application permission that the route stands on. */
  readonly permission: RequiredPermission;
  /** Whether a refusal may be about this one team rather than about the tenant. */
  readonly isOneTeam: boolean;
}

const RETRIED_STATUS = new Set([500, 502, 503, 504]);

/** The parsed value of an answer, or the failure that it is. Whatever does not look like the thing asked for is a failure and never an
 *  empty list. */
export function readAnswer<Value>(
  answer: Answer,
  schema: ZodType<Value>,
  context: AnswerContext,
): { readonly value: Value } | Failure {
  const { status } = answer;
  if (status === 200) return readBody(answer, schema);
  if (status === 429 || status >= 500)
    return overloaded(answer, parseRetryAfter(answer.headers, context.now));
  if (status >= 300 && status < 400) {
    return { error: graphError('graph_refused', 'Graph answered with a redirect'), retry: 'never' };
  }
  return refusedBy(status, readErrorBody(answer.takeText()), context);
}

function readBody<Value>(answer: Answer, schema: ZodType<Value>): { readonly value: Value } | Failure {
  const type = answer.headers.get('content-type') ?? 'none';
  if (!/^application\/json\b/i.test(type)) return badAnswer('the answer is not JSON by its content type');
  let body: unknown;
  try {
    body = JSON.parse(answer.takeText());
  } catch {
    // The parser's own message quotes the body, so it is not kept as the cause.
    return badAnswer('the answer is not whole JSON');
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { value: parsed.data };
  const where = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 3);
  return badAnswer(`the answer has another shape than documented at: ${where.join(', ')}`);
}

function overloaded({ status }: Answer, waitSeconds: number | null): Failure {
  const wait = waitSeconds === null ? {} : { waitSeconds };
  if (status === 429) return { error: throttled(waitSeconds), retry: 'within-budget', ...wait };
  const error = graphError('graph_down', `Graph answered ${status}`, {
    details: { status },
    ...(waitSeconds === null ? {} : { retryAfterSeconds: Math.ceil(waitSeconds) }),
  });
  return { error, retry: RETRIED_STATUS.has(status) ? 'within-budget' : 'never', ...wait };
}

function refusedBy(status: number, facts: ErrorFacts, context: AnswerContext): Failure {
  const details = { status, graphCode: facts.code };
  if (status === 401) return { error: unauthorized(details, context), retry: 'with-new-token' };
  if (status === 403) return { error: forbidden(details, facts, context), retry: 'never' };
  if (status === 404) {
    return { error: graphError('not_found', 'Graph has no such thing', { details }), retry: 'never' };
  }
  const error = graphError('graph_bad_answer', `Graph answered ${status}`, { details });
  return { error, retry: 'never' };
}

function unauthorized(details: object, { token, permission }: AnswerContext): Failure['error'] {
  // Some services answer 401 instead of 403 to a token without roles.
  if (rolesHint(token)?.length === 0) return lacking([permission], details);
  return graphError('consent_missing', 'Graph does not accept the app in this tenant', {
    details: { ...details },
  });
}

function forbidden(details: object, facts: ErrorFacts, context: AnswerContext): Failure['error'] {
  const { permission, isOneTeam } = context;
  const roles = rolesHint(context.token);
  const isRoleMissing = roles !== null && !roles.includes(permission);
  if (facts.permissions.length > 0) return lacking(facts.permissions, details);
  if (isRoleMissing || !isOneTeam) return lacking([permission], details);
  return graphError('team_unreadable', 'Graph refuses to read this team', { details: { ...details } });
}

function lacking(missing: readonly string[], details: object): Failure['error'] {
  return graphError('permission_missing', `the app lacks ${missing.join(', ')}`, {
    details: { ...details, missing },
  });
}
