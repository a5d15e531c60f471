import type { ErrorCode } from '#kernel/errors.ts';

/** What mends an error, as a button; `null`: nothing that the reader can press. */
export type Mend =
  | 'consent'
  | 'check-again'
  | 'retry'
  | 'setup'
  | 'auto-map'
  | 'mappings'
  | 'who'
  | 'help'
  | null;

/** Every failure that Rollcall names, with the button that mends it; the sentences are in `texts/`. */
export const ERROR_MENDS: Readonly<Record<ErrorCode, Mend>> = {
  not_signed_in: 'retry',
  not_allowed: 'who',
  step_up_needed: null,
  desk_unknown: null,
  rate_limited: 'retry',
  invalid_input: 'help',
  not_found: 'help',
  conflict: 'retry',
  technician_not_found: 'who',
  technician_ambiguous: 'who',
  team_not_found: 'who',
  user_not_found: 'mappings',
  user_already_mapped: 'mappings',
  run_in_progress: 'retry',
  run_not_found: 'auto-map',
  run_expired: 'auto-map',
  run_not_undoable: 'mappings',
  ticket_not_found: 'help',
  workflow_not_found: null,
  decision_not_found: 'help',
  assignment_not_found: null,
  assignment_not_undoable: null,
  hold_not_found: null,
  consent_missing: 'consent',
  consent_spreading: 'check-again',
  consent_revoked: 'consent',
  consent_refused: 'consent',
  consent_state_invalid: 'consent',
  permission_missing: 'consent',
  secret_invalid: null,
  graph_throttled: 'retry',
  graph_slow: 'retry',
  graph_down: 'retry',
  graph_bad_answer: 'retry',
  graph_refused: 'setup',
  entra_down: 'retry',
  team_unreadable: 'setup',
  no_schedule: 'setup',
  not_in_cloud: null,
  psa_not_connected: 'setup',
  psa_down: 'retry',
  psa_throttled: 'retry',
  psa_refused: 'setup',
  psa_permission_missing: 'setup',
  roster_empty: 'setup',
  store_down: 'retry',
  unexpected: 'retry',
};
