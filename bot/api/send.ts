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
  if (error.code === 'not_signed_in') res.setHeader('WWW-Authenticate', 'Bearer realm="rollcall"');
  if (error.retryAfterSeconds !== null) {
    res.setHeader('Retry-After', String(Math.max(1, Math.ceil(error.retryAfterSeconds))));
  }
  const code = status ?? PROBLEMS[error.code].status;
  const problem = { ...toProblem(error, requestId), status: code };
  res.writeHead(code, { 'Content-Type': 'application/problem+json; charset=utf-8' });
  res.end(JSON.stringify(problem));
}

function setCommonHeaders(res: ServerResponse, requestId: string): void {
  res.setHeader('Cache-Control', 'no-store');
  if (requestId !== '') res.setHeader('X-Request-Id', requestId);
}

export function notFound(): AppError {
  return new AppError('not_found', 'there is nothing at this address');
}
