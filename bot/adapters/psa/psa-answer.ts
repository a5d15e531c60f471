import { AppError } from '#kernel/errors.ts';
import type { z } from 'zod';
import type { PsaAnswer } from './psa-request.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** The body of a 200, parsed. `psa`: name of the PSA, for the sentence. Throws `psa_down` for a body that is not what the PSA answers. One
 *  row of another shape fails the whole answer: leaving a technician out would look like a technician who left. */
export function readBody<Value>(answer: PsaAnswer, schema: z.ZodType<Value>, psa: string): Value {
  const parsed = schema.safeParse(parseJson(answer.text, psa));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join('.') || 'the top');
  throw new AppError('psa_down', `${psa} answered in another shape than expected at ${where.join(', ')}`);
}

function parseJson(text: string, psa: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('psa_down', `${psa} answered something that is not JSON`);
  }
}

/** What a status means that has the same meaning in every PSA: `psa_throttled` for 429, `elsewhere` for what only a wrong address
 *  answers (redirects, 404, 405), else `psa_down`. */
export function commonFailure(
  answer: PsaAnswer,
  options: { readonly psa: string; readonly now: Date; readonly elsewhere: (problem: string) => AppError },
): AppError {
  const { psa, now, elsewhere } = options;
  const { status } = answer;
  if (status === 429) {
    const wait = retryAfterSeconds(answer.headers, now);
    const retry = wait === null ? {} : { retryAfterSeconds: wait };
    return new AppError('psa_throttled', `${psa} asked us to wait`, retry);
  }
  const isElsewhere = (status >= 300 && status < 400) || status === 404 || status === 405;
  if (isElsewhere) return elsewhere(`answers ${status}`);
  return new AppError('psa_down', `${psa} answered ${status}`, { details: { status } });
}

/** A 404 of somebody else, such as a proxy in between: it says nothing about what was asked for, and may pass. */
export function foreignMissing(psa: string): AppError {
  return new AppError('psa_down', `a 404 came that is not ${psa}’s own`, { details: { status: 404 } });
}

/** `value` when it says what `schema` asks for; `null` for anything else, such as an error page. */
export function readIf<Value>(text: string, schema: z.ZodType<Value>): Value | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
