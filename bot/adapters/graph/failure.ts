import { AppError, type ErrorCode } from '#kernel/errors.ts';

/** Why one attempt gave nothing, and whether another may.
 *  `once` is for answers that make no sense: a proxy page may pass, a changed API does not. */
export interface Failure {
  readonly error: AppError;
  readonly retry: 'never' | 'once' | 'within-budget' | 'with-new-token';
  /** The wait that Graph asked for, to the fraction; absent when it named none. */
  readonly waitSeconds?: number;
}

export function isFailure(result: object): result is Failure {
  return 'error' in result && 'retry' in result;
}

export function badAnswer(problem: string, cause?: unknown): Failure {
  return { error: graphError('graph_bad_answer', problem, { cause }), retry: 'once' };
}

export function tooSlow(afterMs: number): Failure {
  const error = graphError('graph_slow', `Graph gave no whole answer within ${Math.round(afterMs)} ms`);
  return { error, retry: 'within-budget' };
}

export function unreachable(cause: unknown): Failure {
  return {
    error: graphError('graph_down', 'the connection to Graph failed or broke off', { cause }),
    retry: 'within-budget',
  };
}

/** `seconds`: until Graph listens again; `null` when it did not say. */
export function throttled(seconds: number | null): AppError {
  const wait = seconds === null ? {} : { retryAfterSeconds: Math.ceil(seconds) };
  return graphError('graph_throttled', 'Graph throttles this desk', wait);
}

const REMEDIES: Partial<Record<ErrorCode, string>> = {
  graph_throttled: 'Nothing to do: Rollcall asks again when Microsoft allows it.',
  graph_slow: 'Try again in a minute; the Microsoft 365 service health page says whether Graph is slow.',
  graph_down: 'Try again in a minute; the Microsoft 365 service health page says whether Graph is down.',
  graph_bad_answer: 'Check that no proxy answers in place of Microsoft Graph, then try again.',
  graph_refused: 'Check GRAPH_BASE_URL and any proxy before Microsoft Graph.',
  consent_missing: 'An administrator of the tenant opens the consent page.',
  permission_missing: 'An administrator of the tenant opens the consent page again.',
};

export function graphError(
  code: ErrorCode,
  message: string,
  options: {
    readonly cause?: unknown;
    readonly details?: Readonly<Record<string, unknown>>;
    readonly retryAfterSeconds?: number;
  } = {},
): AppError {
  const remedy = REMEDIES[code];
  return new AppError(code, message, { ...options, ...(remedy === undefined ? {} : { remedy }) });
}
