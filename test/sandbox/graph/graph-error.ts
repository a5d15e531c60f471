import { randomUUID } from 'node:crypto';
import type { SimReply, SimRequest } from '../routing.ts';

const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';
const ids = new WeakMap<SimRequest, { readonly requestId: string; readonly clientRequestId: string }>();

/** The two ids of a request, the same in headers and error body. The client's own one is echoed. */
export function requestIds(request: SimRequest) {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const requestId = randomUUID();
  const echoed = request.headers['client-request-id']?.toString();
  const fresh = { requestId, clientRequestId: echoed ?? requestId };
  ids.set(request, fresh);
  return fresh;
}

export function ok(body: object): SimReply {
  return { status: 200, headers: { 'content-type': JSON_TYPE, 'odata-version': '4.0' }, body };
}

/** Graph's error answer. Source: Graph docs, concepts/errors. */
export function graphError(request: SimRequest, status: number, code: string, message: string): SimReply {
  const { requestId, clientRequestId } = requestIds(request);
  const innerError = {
    date: request.receivedAt.toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  return {
    status,
    headers: { 'content-type': JSON_TYPE, ...(status === 401 ? { 'www-authenticate': CHALLENGE } : {}) },
    body: { error: { code, message, innerError } },
  };
}

const CHALLENGE =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"';

export function badRequest(request: SimRequest, message: string): SimReply {
  return graphError(request, 400, 'BadRequest', message);
}

export function unsupportedQuery(request: SimRequest, message: string): SimReply {
  return graphError(request, 400, 'Request_UnsupportedQuery', message);
}

export function resourceNotFound(request: SimRequest, id: string): SimReply {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return graphError(request, 404, 'Request_ResourceNotFound', message);
}

/** Shifts hands on its backend's error as JSON inside `message`. Source: microsoft-graph-docs issue 9811. */
export function shiftsError(request: SimRequest, status: number, code: string, message: string): SimReply {
  const inner = { error: { code, message, details: [], innererror: { code, message } } };
  return graphError(request, status, code, JSON.stringify(inner));
}

export function teamNotFound(request: SimRequest): SimReply {
  const message = 'Sorry, the team was not found, or you may not have access to it.';
  return shiftsError(request, 404, 'NotFound', message);
}

const WORDS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BadRequest', 'The request is malformed or incorrect.'],
  401: ['InvalidAuthenticationToken', 'Access token has expired or is not yet valid.'],
  404: ['Request_ResourceNotFound', 'The resource does not exist.'],
  413: ['BadRequest', 'The request is too large.'],
  429: ['TooManyRequests', 'Too many requests'],
  500: ['InternalServerError', 'An internal server error occurred.'],
  502: ['BadGateway', 'An invalid response was received from an upstream server.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
  504: ['GatewayTimeout', 'The gateway did not receive a response in time.'],
};

/** The error answer of a status that was asked for, worded as the family of the path words it. */
export function errorOfStatus(request: SimRequest, status: number): SimReply {
  const isTeams = /^\/v1\.0\/(teams|communications)\b/.test(request.path);
  if (status === 403 && isTeams) return graphError(request, 403, 'Forbidden', 'Forbidden');
  if (status === 403) return requestDenied(request);
  if (status === 404 && isTeams) return teamNotFound(request);
  const [code, message] = WORDS[status] ?? ['UnknownError', ''];
  return graphError(request, status, code, message);
}

export function requestDenied(request: SimRequest): SimReply {
  const message = 'Insufficient privileges to complete the operation.';
  return graphError(request, 403, 'Authorization_RequestDenied', message);
}
