import type { ServerResponse } from 'node:http';
import { AppError } from '#kernel/errors.ts';
import { PROBLEMS, toProblem } from './error-response.ts';

/** Writes an answer as JSON; `null` is 204. Nothing of the API is ever cached. */
export function sendAnswer(res: ServerResponse, requestId: string, answer: unknown): void {
  if (res.headersSent) return;
  setCommonHeaders(res, requestId);
  if (answer === null) {
    res.writeHead(204);
    res.end();
    return;
  }
  res.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
  res.end(JSON.stringify(answer));
}

export function sendProblem(res: ServerResponse, requestId: string, error: AppError, status?: number): void {
  if (res.headersSent) return;
  setCommonHeaders(res, requestId);
  const challenge = challengeOf(error);
  if (challenge !== null) res.setHeader('WWW-Authenticate', challenge);
  if (error.retryAfterSeconds !== null) {
    res.setHeader('Retry-After', String(Math.max(1, Math.ceil(error.retryAfterSeconds))));
  }
  const code = status ?? PROBLEMS[error.code].status;
  const problem = { ...toProblem(error, requestId), status: code };
  res.writeHead(code, { 'Content-Type': 'application/problem+json; charset=utf-8' });
  res.end(JSON.stringify(problem));
}

/** What a 401 must say of how to do better: RFC 9110, and the claims challenge of Microsoft Entra (Entra docs: claims-challenge). */
function challengeOf({ code, details }: AppError): string | null {
  if (code === 'not_signed_in') return 'Bearer realm="rollcall"';
  if (code !== 'step_up_needed') return null;
  const claims = Buffer.from(String(details['claims'])).toString('base64');
  return `Bearer error="insufficient_claims", claims="${claims}"`;
}

function setCommonHeaders(res: ServerResponse, requestId: string): void {
  res.setHeader('Cache-Control', 'no-store');
  if (requestId !== '') res.setHeader('X-Request-Id', requestId);
}

export function notFound(): AppError {
  return new AppError('not_found', 'there is nothing at this address');
}
