/** Every failure that Rollcall names. Doors word them for people; nobody matches on message text. */
export type ErrorCode =
  // who asks
  | 'not_signed_in'
  | 'not_allowed'
  | 'step_up_needed'
  | 'desk_unknown'
  | 'rate_limited'
  // what was asked
  | 'invalid_input'
  | 'not_found'
  | 'conflict'
  | 'technician_not_found'
  | 'technician_ambiguous'
  | 'team_not_found'
  | 'user_not_found'
  | 'user_already_mapped'
  | 'run_in_progress'
  | 'run_not_found'
  | 'run_expired'
  | 'run_not_undoable'
  | 'ticket_not_found'
  | 'workflow_not_found'
  | 'decision_not_found'
  | 'assignment_not_found'
  | 'assignment_not_undoable'
  | 'hold_not_found'
  // the desk's Microsoft tenant
  | 'consent_missing'
  | 'consent_spreading'
  | 'consent_revoked'
  | 'consent_refused'
  | 'consent_state_invalid'
  | 'permission_missing'
  | 'secret_invalid'
  | 'graph_throttled'
  | 'graph_slow'
  | 'graph_down'
  | 'graph_bad_answer'
  | 'graph_refused'
  | 'entra_down'
  | 'team_unreadable'
  | 'no_schedule'
  | 'not_in_cloud'
  // the PSA
  | 'psa_not_connected'
  | 'psa_down'
  | 'psa_throttled'
  | 'psa_refused'
  | 'psa_permission_missing'
  | 'roster_empty'
  // ourselves
  | 'store_down'
  | 'unexpected';

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** Facts a door may show or send on: ids and names of ours, never a secret, token, presence or shift. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** What an operator or an admin does about it, as a sentence. */
  readonly remedy?: string;
  readonly retryAfterSeconds?: number;
}

/** A failure with a code. `message` is for operators; people read the sentence that a door has for the code. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly remedy: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.remedy = options.remedy ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** `error` as an AppError; anything unnamed becomes `unexpected` and keeps its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('unexpected', 'something failed that has no name yet', { cause: error });
}

/** One field of an input that cannot be used. `remedy` says what to write instead. */
export interface FieldFault {
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
  /** Which rule it breaks, as a word for programs; left out where the field says enough. */
  readonly rule?: string;
}

/** All faults of one input together. */
export function invalidInput(faults: readonly FieldFault[]): AppError {
  const summary = faults.map((fault) => `${fault.field}: ${fault.problem}`).join('; ');
  return new AppError('invalid_input', summary, {
    details: { faults },
    remedy: faults.map((fault) => fault.remedy).join(' '),
  });
}
