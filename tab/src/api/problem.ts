import type { ErrorCode } from '#kernel/errors.ts';

/** What can go wrong between the tab and the server, beside what the server names. */
export type ProblemCode =
  | ErrorCode
  /** No answer came: no network, or no server. */
  | 'server_gone'
  /** An answer came that this version of the tab cannot read. */
  | 'unreadable_answer'
  /** Teams gave no sign-in token. */
  | 'sign_in_failed'
  /** Microsoft wants to ask the person first. */
  | 'sign_in_consent_needed';

/** A failed call, as the pages show it. `code` chooses the words; `details` holds what the words name. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, unknown>>;
  /** Quoted to whoever runs Rollcall; `null` when no server took part. */
  readonly reference: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ProblemCode,
    options: {
      readonly details?: Readonly<Record<string, unknown>>;
      readonly reference?: string | null;
      readonly retryAfterSeconds?: number | null;
      readonly cause?: unknown;
    } = {},
  ) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.reference = options.reference ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

export function toProblem(cause: unknown): Problem {
  return cause instanceof Problem ? cause : new Problem('unexpected', { cause });
}
