import { AppError } from '#kernel/errors.ts';
import { z } from 'zod';
import { commonFailure, foreignMissing, readIf } from '../psa-answer.ts';
import type { PsaAnswer } from '../psa-request.ts';

/** Its name in sentences. */
export const AUTOTASK = 'Autotask';

/** Longer texts than this are no sentence for people. */
const LONGEST_SENTENCE = 300;

const refusalSchema = z.object({ errors: z.array(z.string()).min(1) });

/** What Autotask says about a question that it refuses, in one line; `null` for an answer of another shape. Validation is answered with
 *  HTTP 500: the same question would be refused again. */
export function refusalOf({ text }: PsaAnswer): string | null {
  const errors = readIf(text, refusalSchema)?.errors;
  if (errors === undefined) return null;
  return errors.join(' ').replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST_SENTENCE);
}

const missingSchema = z.object({ errors: z.array(z.string()) });

/** A failure inside Autotask, which has the form of a refusal and is none: it may pass. */
const INTERNAL = /^an error has occurred\.?$/i;

/** Why Autotask does not take a write, in its own words; `null` for every other answer. */
export function writeRefusalOf(answer: PsaAnswer): string | null {
  const text = answer.status === 500 ? refusalOf(answer) : null;
  return text === null || text === '' || INTERNAL.test(text) ? null : text;
}

/** Whether Autotask itself says that there is no such row. */
export function isMissing({ status, text }: PsaAnswer): boolean {
  return status === 404 && readIf(text, missingSchema) !== null;
}

/** What an answer of the API that is not 200 means. `right` is the one that this call needs. */
export function apiFailure(answer: PsaAnswer, right: string, now: Date): AppError {
  if (answer.status === 401) {
    return new AppError('psa_refused', 'Autotask refuses the API user, its secret or the integration code', {
      remedy:
        'Copy the user name, the secret and the tracking identifier of the API user again, and check in Autotask that it is active and not locked.',
    });
  }
  if (answer.status === 404 && !isMissing(answer)) return foreignMissing(AUTOTASK);
  const refusal = refusalOf(answer);
  // A missing right is told by 403, or among the validation errors.
  if (answer.status === 403 || (answer.status === 500 && refusal?.includes('adequate permissions'))) {
    return new AppError('psa_permission_missing', `Autotask refuses its API user the right ${right}`, {
      details: { missing: [right] },
      remedy: `Give the security level of the API user the right ${right}.`,
    });
  }
  if (answer.status === 500 && refusal !== null) {
    return new AppError('psa_down', `Autotask refuses the question: ${refusal}`, {
      details: { status: 500 },
    });
  }
  return failure(answer, now);
}

/** What an answer of `zoneInformation` that is not 200 means; it asks for no rights. */
export function zoneFailure(answer: PsaAnswer, now: Date): AppError {
  if (answer.status === 500 && refusalOf(answer) !== null) {
    return new AppError('psa_refused', 'Autotask knows no API user of the connection’s userName', {
      details: { field: 'userName' },
      remedy: 'Use the user name of the API user, as Autotask shows it under Admin, Resources (Users).',
    });
  }
  return failure(answer, now);
}

function failure(answer: PsaAnswer, now: Date): AppError {
  return commonFailure(answer, { psa: AUTOTASK, now, elsewhere: wrongAddress });
}

export function wrongAddress(problem: string): AppError {
  return new AppError('psa_refused', `the connection’s baseUrl ${problem}`, {
    details: { field: 'baseUrl' },
    remedy: 'Use https://webservices.autotask.net: the zone of the desk is found from there.',
  });
}
