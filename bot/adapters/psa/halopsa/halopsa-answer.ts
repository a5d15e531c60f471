import { AppError } from '#kernel/errors.ts';
import { z } from 'zod';
import type { PsaAnswer } from '../psa-request.ts';
import { retryAfterSeconds } from '../retry-after.ts';

/** The body of a 200, parsed. Throws `psa_down` for a body that is not what HaloPSA answers. One row of another shape fails the whole
 *  answer: leaving a technician out would look like a technician who left. */
export function readBody<Value>(answer: PsaAnswer, schema: z.ZodType<Value>): Value {
  const parsed = schema.safeParse(parseJson(answer.text));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join('.') || 'the top');
  throw new AppError('psa_down', `HaloPSA answered in another shape than expected at ${where.join(', ')}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('psa_down', 'HaloPSA answered something that is not JSON');
  }
}

/** What an answer of the API that is not 200 means. `right` is the one that this call needs. */
export function apiFailure(answer: PsaAnswer, right: string, now: Date): AppError {
  if (answer.status === 401) {
    return new AppError('psa_refused', 'HaloPSA’s API refuses the token that HaloPSA has just given', {
      remedy: 'Check that both addresses are those of one HaloPSA, under Configuration, Integrations.',
    });
  }
  if (answer.status !== 403) return failure(answer, 'baseUrl', now);
  return new AppError('psa_permission_missing', `HaloPSA refuses its API application the right ${right}`, {
    details: { missing: [right] },
    remedy: `Give the API application, and the agent it signs in as, the right ${right}.`,
  });
}

const refusalSchema = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

/** What an answer of the sign-in that is not 200 means (OAuth 2, RFC 6749 section 5.2). */
export function signInFailure(answer: PsaAnswer, scope: string, now: Date): AppError {
  const isRefusal = [400, 401, 403].includes(answer.status);
  if (!isRefusal) return failure(answer, 'tokenUrl', now);
  const error = oauthError(answer.text);
  if (error === 'invalid_scope') {
    return new AppError('psa_permission_missing', `HaloPSA’s API application may not use "${scope}"`, {
      details: { missing: [scope] },
      remedy: 'Give the API application the permission "all", or name the ones that it has as scope.',
    });
  }
  return new AppError('psa_refused', `HaloPSA refuses the client id or secret (${error})`, {
    remedy: 'Copy the client id and a valid secret of the API application, and connect again.',
  });
}

function oauthError(text: string): string {
  try {
    return refusalSchema.parse(JSON.parse(text)).error;
  } catch {
    return 'no reason given';
  }
}

function failure(answer: PsaAnswer, address: 'baseUrl' | 'tokenUrl', now: Date): AppError {
  const { status } = answer;
  if (status === 429) {
    const wait = retryAfterSeconds(answer.headers, now);
    const retry = wait === null ? {} : { retryAfterSeconds: wait };
    return new AppError('psa_throttled', 'HaloPSA asked us to wait', retry);
  }
  const isElsewhere = (status >= 300 && status < 400) || status === 404 || status === 405;
  if (isElsewhere) return wrongAddress(address, `answers ${status}`);
  return new AppError('psa_down', `HaloPSA answered ${status}`, { details: { status } });
}

export function wrongAddress(address: 'baseUrl' | 'tokenUrl', problem: string): AppError {
  return new AppError('psa_refused', `the connection’s ${address} ${problem}`, {
    details: { field: address },
    remedy: 'Copy both addresses from HaloPSA: Configuration, Integrations, API Details.',
  });
}
