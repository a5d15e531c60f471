import { AppError, type ErrorCode } from '#kernel/errors.ts';

/** What the token endpoint answered when it gave no token. */
export interface TokenRefusal {
  /** `null`: no answer came. */
  readonly status: number | null;
  /** OAuth `error`; `null` when the answer was not an OAuth error. */
  readonly error: string | null;
  /** AADSTS numbers. */
  readonly numbers: readonly number[];
  readonly retryAfterSeconds: number | null;
}

interface Kind {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly remedy: string;
}

const NOT_CONSENTED: Kind = {
  code: 'consent_missing',
  reason: 'not-consented',
  remedy: 'An administrator of the tenant opens the consent page.',
};
const APP_DISABLED: Kind = {
  code: 'consent_missing',
  reason: 'app-disabled',
  remedy: 'An administrator enables the enterprise application in the tenant, or gives consent again.',
};
const TENANT_UNKNOWN: Kind = {
  code: 'consent_missing',
  reason: 'tenant-unknown',
  remedy: 'Check the tenant id of the desk: Microsoft does not know it or refuses sign-ins to it.',
};
const BLOCKED_BY_POLICY: Kind = {
  code: 'consent_missing',
  reason: 'blocked-by-policy',
  remedy: 'A Conditional Access policy for workload identities blocks the app; exclude it or its address.',
};
const OUR_CREDENTIAL: Kind = {
  code: 'secret_invalid',
  reason: 'credential-refused',
  remedy: 'Put a valid client secret (its value, not its id) or certificate into the configuration.',
};
const SERVICE: Kind = {
  code: 'entra_down',
  reason: 'service',
  remedy: 'Nothing to do: Rollcall asks again by itself.',
};

/** AADSTS numbers that we know (Entra docs: reference-error-codes). Microsoft may change them, so the protocol fields below decide for
 *  every number that is not here. */
const KIND_BY_NUMBER: ReadonlyMap<number, Kind> = new Map(
  (
    [
      [OUR_CREDENTIAL, [7000215, 7000222, 700027, 7000218, 700024, 700030]],
      [SERVICE, [90033, 90006, 90012, 90024, 90055, 90090, 90091, 50033, 50087, 50088, 50196]],
      [TENANT_UNKNOWN, [90002, 5000224, 500021, 500022, 500212, 500213, 900023, 900382, 900432]],
      [NOT_CONSENTED, [7000229, 700016, 65001, 65004, 650051, 650052, 650056, 650057, 500011, 90094, 90099]],
      [APP_DISABLED, [7000112, 70001, 700011, 50105]],
      [BLOCKED_BY_POLICY, [53000, 53001, 53003, 530032, 530034]],
    ] as const
  ).flatMap(([kind, numbers]) => numbers.map((number): [number, Kind] => [number, kind])),
);

const KIND_BY_ERROR: ReadonlyMap<string, Kind> = new Map(
  Object.entries({
    invalid_client: OUR_CREDENTIAL,
    unauthorized_client: NOT_CONSENTED,
    invalid_resource: NOT_CONSENTED,
    invalid_scope: NOT_CONSENTED,
    access_denied: NOT_CONSENTED,
  }),
);

/** Our failure for a refused token. A fault of the service is never blamed on the tenant: 429 and 5xx are looked at first. */
export function classifyRefusal(refusal: TokenRefusal, attempted: string): AppError {
  const kind = kindOf(refusal);
  const { status, error, numbers, retryAfterSeconds } = refusal;
  return new AppError(kind.code, `${attempted}: ${error ?? 'no usable answer'}`, {
    details: { reason: kind.reason, status, error, aadsts: numbers[0] ?? null },
    remedy: kind.remedy,
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterSeconds) }),
  });
}

/** The secret or certificate could not even be used to ask, a damaged key file for one. */
export function unusableCredential(): AppError {
  const { code, remedy } = OUR_CREDENTIAL;
  const details = { reason: 'credential-unusable' };
  return new AppError(code, 'the app credential cannot be used', { details, remedy });
}

function kindOf({ status, error, numbers }: TokenRefusal): Kind {
  if (status === null || status === 429 || status >= 500) return SERVICE;
  const known = numbers.map((number) => KIND_BY_NUMBER.get(number)).find((kind) => kind !== undefined);
  return known ?? KIND_BY_ERROR.get(error ?? '') ?? SERVICE;
}
