import type { AppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { type ConsentRecord, type ConsentState, REQUIRED_PERMISSIONS } from './ports.ts';

/** How long a grant may take to reach all of Entra and Graph before we call it missing. Ours, not Microsoft's: no bound is published;
 *  half a minute is common, minutes have been seen. */
export const SPREADING_MINUTES = 10;

export function noConsentYet(deskId: DeskId, at: Date): ConsentRecord {
  return {
    deskId,
    state: 'missing',
    missingPermissions: [...REQUIRED_PERMISSIONS],
    lastGrantAt: null,
    confirmedAt: null,
    changedAt: at,
  };
}

/** What a token with `roles` tells about a desk. A token proves nothing by itself: Entra issues one without any grant, with no roles. */
export function consentFromRoles(record: ConsentRecord, roles: readonly string[], now: Date): ConsentRecord {
  const missing = REQUIRED_PERMISSIONS.filter((permission) => !roles.includes(permission));
  if (missing.length === REQUIRED_PERMISSIONS.length) return consentFromRefusal(record, now);
  return moveTo(record, missing.length === 0 ? 'granted' : 'incomplete', missing, now);
}

/** What it means for this desk that Entra or Graph does not know us in its tenant (CON-4): four states, told apart by history. */
export function consentFromRefusal(record: ConsentRecord, now: Date): ConsentRecord {
  const { lastGrantAt, confirmedAt } = record;
  const isFresh = lastGrantAt !== null && addMilliseconds(lastGrantAt, SPREADING_MINUTES * MINUTE) > now;
  // A grant that was confirmed and then fails was taken back, however young it is.
  const wasConfirmedSince = confirmedAt !== null && (lastGrantAt === null || confirmedAt >= lastGrantAt);
  const all = [...REQUIRED_PERMISSIONS];
  if (wasConfirmedSince) return moveTo(record, 'revoked', all, now);
  if (isFresh) return moveTo(record, 'spreading', all, now);
  return moveTo(record, confirmedAt === null ? 'missing' : 'revoked', all, now);
}

/** What it means that Graph answered 403: the permissions it named are missing, whatever the token says. */
export function consentFromForbidden(record: ConsentRecord, error: AppError, now: Date): ConsentRecord {
  const named = error.details['missing'];
  const missing = Array.isArray(named)
    ? named.filter((each): each is string => typeof each === 'string')
    : [];
  return missing.length === 0 ? record : moveTo(record, 'incomplete', missing, now);
}

function moveTo(
  record: ConsentRecord,
  state: ConsentState,
  missingPermissions: readonly string[],
  now: Date,
): ConsentRecord {
  const isSame = record.state === state && missingPermissions.join() === record.missingPermissions.join();
  if (isSame) return record;
  const confirmedAt = state === 'granted' || state === 'incomplete' ? now : record.confirmedAt;
  return { ...record, state, missingPermissions, confirmedAt, changedAt: now };
}
