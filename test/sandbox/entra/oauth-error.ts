import { randomUUID } from 'node:crypto';
import { ControlInputError } from '../faults.ts';
import type { SimReply } from '../routing.ts';

interface AadstsError {
  readonly status: number;
  readonly error: string;
  readonly suberror?: string;
  readonly message: (about: ErrorSubject) => string;
}

export interface ErrorSubject {
  readonly clientId?: string | undefined;
  readonly tenant?: string | undefined;
  /** A parameter, scope, address or account that the text names. */
  readonly name?: string | undefined;
}

/** Source: Entra docs, identity-platform/reference-error-codes, and texts quoted in public issues. */
const ERRORS: Readonly<Record<number, AadstsError>> = {
  50011: bad(
    'invalid_request',
    ({ clientId, name }) =>
      `The redirect URI '${name}' specified in the request does not match the redirect URIs configured for the application '${clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.`,
  ),
  50020: bad(
    'invalid_grant',
    ({ name, tenant }) =>
      `User account '${name}' from identity provider 'https://sts.windows.net/' does not exist in tenant '${tenant}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first.`,
  ),
  50057: bad('invalid_grant', () => 'The user account is disabled.'),
  50059: bad(
    'invalid_request',
    () =>
      'No tenant-identifying information found in either the request or implied by any provided credentials.',
  ),
  50076: bad(
    'interaction_required',
    () =>
      'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
    'basic_action',
  ),
  50173: bad(
    'invalid_grant',
    () =>
      'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
  ),
  50196: bad(
    'invalid_grant',
    () => 'The server terminated an operation because it encountered a client request loop.',
  ),
  53003: bad(
    'invalid_grant',
    () =>
      'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    'message_only',
  ),
  54005: bad(
    'invalid_grant',
    () =>
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ),
  65001: bad(
    'invalid_grant',
    ({ clientId, name }) =>
      `The user or administrator has not consented to use the application with ID '${clientId}' named '${name ?? 'Rollcall'}'. Send an interactive authorization request for this user and resource.`,
    'consent_required',
  ),
  65004: bad('access_denied', () => 'User declined to consent to access the app.'),
  70000: bad('invalid_grant', () => 'Provided grant is invalid or malformed.'),
  70003: bad(
    'unsupported_grant_type',
    ({ name }) => `The app requested an unsupported grant type '${name}'.`,
  ),
  70008: bad(
    'invalid_grant',
    () =>
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  ),
  70011: bad(
    'invalid_scope',
    ({ name }) =>
      `The provided value for the input parameter 'scope' is not valid. The scope ${name} is not valid.`,
  ),
  70043: bad(
    'invalid_grant',
    () =>
      'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
    'token_expired',
  ),
  90002: bad(
    'invalid_request',
    ({ tenant }) =>
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
  ),
  90033: {
    status: 503,
    error: 'temporarily_unavailable',
    message: () => 'A transient error has occurred. Please try again.',
  },
  90055: {
    status: 429,
    error: 'invalid_request',
    message: () => 'TenantThrottlingError - There are too many incoming requests.',
  },
  90094: bad('access_denied', () => 'The grant requires admin permission.'),
  500011: bad(
    'invalid_resource',
    ({ name, tenant }) =>
      `The resource principal named ${name} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  ),
  500112: bad(
    'invalid_client',
    ({ name }) =>
      `The reply address '${name}' does not match the reply address provided when requesting Authorization code.`,
  ),
  501481: bad(
    'invalid_grant',
    () => 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ),
  650052: bad(
    'invalid_client',
    ({ name }) =>
      `The app is trying to access a service '${name}' that your organization lacks a service principal for.`,
  ),
  700005: bad(
    'invalid_grant',
    () => 'Provided Authorization Code is intended to use against other tenant, thus rejected.',
  ),
  700016: bad(
    'unauthorized_client',
    ({ clientId, tenant }) =>
      `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  ),
  700027: {
    status: 401,
    error: 'invalid_client',
    message: () =>
      'The certificate with identifier used to sign the client assertion is not registered on application, or the assertion failed signature validation.',
  },
  700082: bad(
    'invalid_grant',
    () => 'The refresh token has expired due to inactivity. The token was issued more than 90.00:00:00 ago.',
  ),
  900144: bad(
    'invalid_request',
    ({ name }) => `The request body must contain the following parameter: '${name}'.`,
  ),
  7000112: bad('unauthorized_client', ({ clientId }) => `Application '${clientId}' is disabled.`),
  7000215: {
    status: 401,
    error: 'invalid_client',
    message: ({ clientId }) =>
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  },
  7000218: {
    status: 401,
    error: 'invalid_client',
    message: () =>
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  7000222: {
    status: 401,
    error: 'invalid_client',
    message: ({ clientId }) => `The provided client secret keys for app '${clientId}' are expired.`,
  },
  7000229: {
    status: 401,
    error: 'invalid_client',
    message: ({ clientId, tenant }) =>
      `The client application ${clientId} is missing service principal in the tenant ${tenant}.`,
  },
};

/** Every AADSTS number that the simulator can answer. */
export const AADSTS_NUMBERS: readonly number[] = Object.keys(ERRORS).map(Number);

export interface OAuthFailure {
  readonly number: number;
  readonly about: ErrorSubject;
}

export function failure(number: number, about: ErrorSubject = {}): OAuthFailure {
  return { number, about };
}

export function isFailure(value: unknown): value is OAuthFailure {
  return typeof value === 'object' && value !== null && 'number' in value && 'about' in value;
}

/** The sentence of a failure without its ids: what consent pages and redirects carry. */
export function describe({ number, about }: OAuthFailure): string {
  return `AADSTS${number}: ${known(number).message(about)}`;
}

/** The error answer of the token endpoint, with the fields that the real one has. */
export function errorReply(fault: OAuthFailure, now: Date, correlationId: string = randomUUID()): SimReply {
  const { status, error, suberror } = known(fault.number);
  const traceId = randomUUID();
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    headers: { 'cache-control': 'no-store, no-cache', 'x-ms-request-id': traceId },
    body: {
      error,
      error_description: `${describe(fault)} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [fault.number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${fault.number}`,
      ...(suberror === undefined ? {} : { suberror }),
    },
  };
}

/** The OAuth error word of a number. */
export function errorWord(number: number): string {
  return known(number).error;
}

function known(number: number): AadstsError {
  const error = ERRORS[number];
  if (error === undefined) throw new ControlInputError('code', `AADSTS${number} is not simulated`);
  return error;
}

function bad(error: string, message: AadstsError['message'], suberror?: string): AadstsError {
  return { status: 400, error, message, ...(suberror === undefined ? {} : { suberror }) };
}
