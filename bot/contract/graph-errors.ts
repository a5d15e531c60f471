/** What may go wrong whenever Microsoft is asked on a desk's behalf. */
export const GRAPH_ERRORS = [
  'consent_missing',
  'consent_spreading',
  'consent_revoked',
  'permission_missing',
  'secret_invalid',
  'entra_down',
  'graph_throttled',
  'graph_slow',
  'graph_down',
  'graph_bad_answer',
  'graph_refused',
] as const;

/** What may go wrong whenever the PSA is asked. */
export const PSA_ERRORS = [
  'psa_not_connected',
  'psa_down',
  'psa_throttled',
  'psa_refused',
  'psa_permission_missing',
] as const;
