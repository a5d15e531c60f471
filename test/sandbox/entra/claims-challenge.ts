import { ControlInputError } from '../faults.ts';

/** The authentication contexts (`c1` …) that a list of claims challenges asks for, as the `claims` parameter of a token request carries them: a person
 *  who meets their policies gets a token that names them in `acrs` (Entra docs: claims-challenge, developer-guide-conditional-access-authentication-context).
 *  Throws `ControlInputError`. */
export function contextsAskedFor(challenges: unknown): readonly string[] {
  if (!Array.isArray(challenges)) throw new ControlInputError('challenge', 'must be a list of texts');
  return [...new Set(challenges.flatMap(contextsOf))];
}

function contextsOf(challenge: unknown): readonly string[] {
  const acrs = parse(challenge)?.access_token?.acrs;
  if (acrs === undefined) return [];
  const asked = acrs?.values ?? [acrs?.value];
  if (
    !Array.isArray(asked) ||
    !asked.every((each) => typeof each === 'string' && /^c([1-9]|[1-9]\d)$/.test(each))
  ) {
    throw new ControlInputError('challenge', 'must name contexts from c1 to c99');
  }
  return asked as readonly string[]; // each was looked at
}

interface ClaimsRequest {
  readonly access_token?: { readonly acrs?: { readonly value?: unknown; readonly values?: unknown } };
}

function parse(challenge: unknown): ClaimsRequest | null {
  try {
    return JSON.parse(typeof challenge === 'string' ? challenge : '') as ClaimsRequest | null; // every field is looked at
  } catch {
    throw new ControlInputError('challenge', 'must be JSON');
  }
}
