/** Why a request was turned away. `reason` is for our log alone; the sender gets `status` and an empty body (SEC-1). */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 405 | 408 | 413 | 415 | 429 | 503;
  readonly reason: string;
  readonly retryAfterSeconds?: number;
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

export function accepted<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function refused(status: Refusal['status'], reason: string): Checked<never> {
  return { ok: false, refusal: { status, reason } };
}
