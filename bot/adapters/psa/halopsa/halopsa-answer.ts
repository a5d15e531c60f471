import { AppError } from '#kernel/errors.ts';
import { z } from 'zod';
import { commonFailure, foreignMissing, readIf } from '../psa-answer.ts';
import type { PsaAnswer } from '../psa-request.ts';

/** Its name in sentences. */
export const HALOPSA = 'HaloPSA';

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
  const error = readIf(answer.text, refusalSchema)?.error ?? 'no reason given';
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

/** HaloPSA's own wrapping of a failure: an exception of its server. */
const exceptionSchema = z.object({ ClassName: z.string(), Message: z.string() });

/** Whether HaloPSA itself says that there is no such thing. Throws `psa_down` for a 404 of somebody else. */
export function isMissing({ status, text }: PsaAnswer): boolean {
  if (status !== 404) return false;
  if (readIf(text, exceptionSchema) === null) throw foreignMissing(HALOPSA);
  return true;
}

const errorSchema = z.union([
  z.object({ Message: z.string() }).transform(({ Message }) => Message),
  z.object({ message: z.string() }).transform(({ message }) => message),
  z.object({ error_description: z.string() }).transform(({ error_description }) => error_description),
  z.string(),
]);
const LONGEST_TEXT = 300;

/** Why HaloPSA does not want a change, in its own words, cut at 300 characters. */
export function refusalText(body: string): string {
  const text = readIf(body, errorSchema)?.trim() ?? '';
  return text === '' ? 'HaloPSA gave no reason' : text.slice(0, LONGEST_TEXT);
}

function failure(answer: PsaAnswer, address: 'baseUrl' | 'tokenUrl', now: Date): AppError {
  return commonFailure(answer, {
    psa: HALOPSA,
    now,
    elsewhere: (problem) => wrongAddress(address, problem),
  });
}

export function wrongAddress(address: 'baseUrl' | 'tokenUrl', problem: string): AppError {
  return new AppError('psa_refused', `the connection’s ${address} ${problem}`, {
    details: { field: address },
    remedy: 'Copy both addresses from HaloPSA: Configuration, Integrations, API Details.',
  });
}
