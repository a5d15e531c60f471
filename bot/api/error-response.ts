import type { AppError, ErrorCode } from '#kernel/errors.ts';

export interface Problem {
  readonly status: number;
  readonly title: string;
  /** What to do, unless the error itself knows better; `null` when nothing needs doing. */
  readonly remedy: string | null;
}

const CONSENT = 'An administrator opens the address that GET consent-url answers.';
const LATER = 'Repeat the request after a while; Retry-After says when, where it is known.';

/** The one place where codes become HTTP. */
export const PROBLEMS: Readonly<Record<ErrorCode, Problem>> = {
  not_signed_in: {
    status: 401,
    title: 'No valid key was given',
    remedy: 'Send "Authorization: Bearer <key>".',
  },
  not_allowed: {
    status: 403,
    title: 'This key may not do that',
    remedy: 'Use a key with the scope that is named.',
  },
  step_up_needed: {
    status: 401,
    title: 'This needs a stronger sign-in',
    remedy: 'Ask Microsoft for a token with the claims that are named.',
  },
  desk_unknown: { status: 404, title: 'This desk is not served here', remedy: null },
  rate_limited: { status: 429, title: 'Too many requests', remedy: LATER },
  invalid_input: { status: 400, title: 'The request has fields that cannot be used', remedy: null },
  not_found: { status: 404, title: 'Not found', remedy: null },
  conflict: { status: 409, title: 'Something changed meanwhile', remedy: 'Read again, then repeat.' },
  technician_not_found: { status: 404, title: 'There is no such technician', remedy: null },
  technician_ambiguous: { status: 409, title: 'Several technicians fit', remedy: 'Use the technician’s id.' },
  team_not_found: { status: 404, title: 'There is no such team in this tenant', remedy: null },
  user_not_found: { status: 404, title: 'There is no such user in this tenant', remedy: null },
  user_already_mapped: {
    status: 409,
    title: 'Another technician has this user',
    remedy: 'Send allowShared: true if both are meant.',
  },
  run_in_progress: {
    status: 409,
    title: 'Another auto-map run is under way',
    remedy: 'Wait until it has ended.',
  },
  run_not_found: { status: 404, title: 'There is no such run', remedy: null },
  run_expired: { status: 409, title: 'The run can no longer be applied', remedy: 'Run auto-map again.' },
  run_not_undoable: { status: 409, title: 'This run cannot be undone', remedy: null },
  ticket_not_found: {
    status: 404,
    title: 'The PSA shows no such ticket',
    remedy: 'Use the number or the id of a ticket that the PSA connection may see.',
  },
  workflow_not_found: { status: 404, title: 'There is no such workflow', remedy: null },
  decision_not_found: { status: 404, title: 'There is no such decision', remedy: null },
  assignment_not_found: { status: 404, title: 'There is no such assignment', remedy: null },
  assignment_not_undoable: {
    status: 409,
    title: 'This assignment can no longer be taken back',
    remedy: 'Assign the ticket to somebody else.',
  },
  hold_not_found: { status: 404, title: 'This ticket is not held', remedy: null },
  consent_missing: {
    status: 409,
    title: 'Nobody has allowed Rollcall to read this tenant yet',
    remedy: CONSENT,
  },
  consent_spreading: {
    status: 409,
    title: 'Permission was granted a moment ago and Microsoft is still spreading it',
    remedy: 'Repeat the request in half a minute.',
  },
  consent_revoked: {
    status: 409,
    title: 'The permission to read this tenant was taken back',
    remedy: CONSENT,
  },
  consent_refused: { status: 409, title: 'The administrator refused consent', remedy: CONSENT },
  consent_state_invalid: {
    status: 400,
    title: 'This consent link was used before or is too old',
    remedy: CONSENT,
  },
  permission_missing: { status: 409, title: 'A permission is missing in the tenant', remedy: CONSENT },
  secret_invalid: {
    status: 502,
    title: 'Microsoft refuses Rollcall’s own credentials',
    remedy: 'The operator renews DESK_CLIENT_SECRET.',
  },
  graph_throttled: { status: 503, title: 'Microsoft asked us to wait', remedy: LATER },
  graph_slow: { status: 504, title: 'Microsoft did not answer in time', remedy: LATER },
  graph_down: { status: 503, title: 'Microsoft Graph cannot be reached', remedy: LATER },
  graph_bad_answer: {
    status: 502,
    title: 'Microsoft Graph gave an answer that cannot be read',
    remedy: LATER,
  },
  graph_refused: {
    status: 502,
    title: 'An answer of Microsoft Graph pointed somewhere it must not',
    remedy: LATER,
  },
  entra_down: { status: 503, title: 'Microsoft’s sign-in service does not answer', remedy: LATER },
  team_unreadable: {
    status: 502,
    title: 'A team cannot be read',
    remedy: 'Check that the team still exists.',
  },
  no_schedule: { status: 404, title: 'The team has no Shifts schedule', remedy: null },
  not_in_cloud: { status: 501, title: 'Microsoft does not offer this in the desk’s cloud', remedy: null },
  psa_not_connected: {
    status: 409,
    title: 'No PSA is connected',
    remedy: 'Connect one: npm run admin -- psa connect',
  },
  psa_down: { status: 503, title: 'The PSA does not answer', remedy: LATER },
  psa_throttled: { status: 503, title: 'The PSA asked us to wait', remedy: LATER },
  psa_refused: { status: 502, title: 'The PSA refused the request', remedy: 'Check the PSA connection.' },
  psa_permission_missing: {
    status: 502,
    title: 'The PSA user lacks a right',
    remedy: 'Check the PSA connection.',
  },
  roster_empty: {
    status: 409,
    title: 'The roster has no active technician',
    remedy: 'An admin adds technicians to the roster, or imports a list.',
  },
  store_down: { status: 503, title: 'The database does not answer', remedy: LATER },
  unexpected: {
    status: 500,
    title: 'Something failed on our side',
    remedy: 'Repeat; quote the requestId if it stays.',
  },
};

/** Details that may leave the house, by name. */
const SHOWN_DETAILS = [
  'claims',
  'faults',
  'runId',
  'state',
  'technicianId',
  'technicianName',
  'teamIds',
  'missing',
  'needed',
  'field',
  'changedAt',
  'changedBy',
  'role',
  'rule',
  'version',
  'ownerName',
  'response',
];

/** problem+json (RFC 9457) of an error: code, sentence, remedy, and never a stack, token or cause. */
export function toProblem(error: AppError, requestId: string): Record<string, unknown> {
  const { status, title, remedy } = PROBLEMS[error.code];
  const details = Object.fromEntries(
    Object.entries(error.details).filter(([name]) => SHOWN_DETAILS.includes(name)),
  );
  const hides = isOurs(error);
  return {
    type: `urn:rollcall:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail: hides ? title : error.message,
    remedy: hides ? remedy : (error.remedy ?? remedy),
    requestId,
    ...(error.retryAfterSeconds === null ? {} : { retryAfterSeconds: Math.ceil(error.retryAfterSeconds) }),
    ...details,
  };
}

/** A failure inside Rollcall: its message and remedy name files, hosts and variables, which are for the operator's log alone. */
export function isOurs({ code }: AppError): boolean {
  return code === 'unexpected' || code === 'store_down' || code === 'secret_invalid';
}
