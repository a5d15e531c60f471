import { AppError } from '#kernel/errors.ts';
import { z } from 'zod';
import { commonFailure, foreignMissing, readIf } from '../psa-answer.ts';
import type { PsaAnswer } from '../psa-request.ts';

/** Its name in sentences. */
export const CONNECTWISE = 'ConnectWise PSA';

/** Whether the gateway knows no such codebase: an upgrade moves it. The cloud says so with 404, or with 400 and a sentence. */
export function isMisrouted({ status, text }: PsaAnswer): boolean {
  return status === 404 || (status === 400 && text.includes('Cannot route'));
}

/** Errors are `{code, message, errors}`; the code is one word. */
const refusalSchema = z.object({ code: z.string().regex(/^[A-Za-z]{1,40}$/) });

const detailSchema = z.object({ message: z.string().nullish(), field: z.string().nullish() });
const wordsSchema = z.object({ message: z.string().nullish(), errors: z.array(detailSchema).nullish() });

/** Why a write was not taken, in the words of ConnectWise PSA. */
export interface Refusal {
  /** At most 300 characters, never empty: data. */
  readonly text: string;
  /** The fields to blame, in lower case. */
  readonly fields: readonly string[];
}

export function refusalOf(answer: PsaAnswer): Refusal {
  const words = readIf(answer.text, wordsSchema);
  const details = words?.errors ?? [];
  const said = details.map(({ message }) => message?.trim() ?? '').filter((message) => message !== '');
  const text = (said.join(' ') || (words?.message?.trim() ?? '') || `HTTP ${answer.status}`).slice(0, 300);
  return { text, fields: details.map(({ field }) => field?.toLowerCase() ?? '') };
}

/** Whether the API itself says that there is no such thing. Throws `psa_down` for a 404 of somebody else. */
export function isMissing({ status, text }: PsaAnswer): boolean {
  if (status !== 404) return false;
  if (readIf(text, refusalSchema)?.code !== 'NotFound') throw foreignMissing(CONNECTWISE);
  return true;
}

/** What an answer of the API that is not 200 means. `right` is the one that this call needs. */
export function apiFailure(answer: PsaAnswer, right: string, now: Date): AppError {
  if (answer.status === 401) {
    const code = readIf(answer.text, refusalSchema)?.code ?? 'no reason given';
    return new AppError('psa_refused', `ConnectWise PSA refuses the keys or the client id (${code})`, {
      remedy:
        'Copy the public and the private key of the API member, the company id of its sign-in page, and the client id of the integration.',
    });
  }
  if (answer.status === 403) {
    return new AppError(
      'psa_permission_missing',
      `ConnectWise PSA refuses its API member the right ${right}`,
      {
        details: { missing: [right] },
        remedy: `Give the security role of the API member the right ${right}.`,
      },
    );
  }
  return failure(isMisrouted(answer) ? { ...answer, status: 404 } : answer, now);
}

/** What an answer of `companyinfo` that is not 200 means; it asks for no rights. */
export function failure(answer: PsaAnswer, now: Date): AppError {
  return commonFailure(answer, { psa: CONNECTWISE, now, elsewhere: wrongAddress });
}

export function wrongAddress(problem: string): AppError {
  return new AppError('psa_refused', `the connection’s baseUrl ${problem}`, {
    details: { field: 'baseUrl' },
    remedy:
      'Use the address at which the desk signs in to ConnectWise PSA, such as https://na.myconnectwise.net.',
  });
}

export function unknownCompany(): AppError {
  return new AppError('psa_refused', 'ConnectWise PSA knows no company of the connection’s companyId', {
    details: { field: 'companyId' },
    remedy: 'Use the company id that is entered on the sign-in page of ConnectWise PSA.',
  });
}
