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

/** Who said no: Entra gave no token, or Graph took none although Entra had just given it. */
export type Refuser = 'entra' | 'graph';

/** Whether Graph can be asked at all, if not for everything. */
export function isOpen({ state }: ConsentRecord): boolean {
  return state === 'granted' || state === 'incomplete';
}

/** An administrator came back with a yes, which proves nothing yet. */
export function consentAfterGrant(record: ConsentRecord, now: Date): ConsentRecord {
  const state = record.state === 'granted' ? record.state : 'spreading';
  return { ...record, state, lastGrantAt: now, changedAt: now };
}

/** What a token with `roles` tells about a desk. A token proves nothing by itself: Entra issues one without any grant, with no roles. */
export function consentFromRoles(record: ConsentRecord, roles: readonly string[], now: Date): ConsentRecord {
  const missing = REQUIRED_PERMISSIONS.filter((permission) => !roles.includes(permission));
  if (missing.length === REQUIRED_PERMISSIONS.length) return consentFromRefusal(record, now, 'entra');
  const next = moveTo(record, missing.length === 0 ? 'granted' : 'incomplete', missing, now);
  return isConfirmed(next) ? next : { ...next, confirmedAt: now };
}

/** What it means for this desk that Entra or Graph does not know us in its tenant (CON-4): four states, told apart by history. */
export function consentFromRefusal(record: ConsentRecord, now: Date, by: Refuser): ConsentRecord {
  const { lastGrantAt, confirmedAt } = record;
  const isFresh = lastGrantAt !== null && addMilliseconds(lastGrantAt, SPREADING_MINUTES * MINUTE) > now;
  const all = [...REQUIRED_PERMISSIONS];
  // Entra has just given a token, so nothing was taken back: the grant has not reached Graph.
  if (isFresh && by === 'graph') return moveTo(record, 'spreading', all, now);
  // A grant that was confirmed and then fails was taken back, however young it is.
  if (isConfirmed(record)) return moveTo(record, 'revoked', all, now);
  if (isFresh) return moveTo(record, 'spreading', all, now);
  return moveTo(record, confirmedAt === null ? 'missing' : 'revoked', all, now);
}

function isConfirmed({ lastGrantAt, confirmedAt }: ConsentRecord): boolean {
  return confirmedAt !== null && (lastGrantAt === null || confirmedAt >= lastGrantAt);
}

/** What it means that Graph answered 403: the permissions it named are missing, but for those that the newest token is known to carry
 *  (`roles`). Several routes lack several ones. */
export function consentFromForbidden(
  record: ConsentRecord,
  { error, roles }: { readonly error: AppError; readonly roles: readonly string[] },
  now: Date,
): ConsentRecord {
  const named = error.details['missing'];
  const known: readonly unknown[] = record.state === 'incomplete' ? record.missingPermissions : [];
  const lacking = Array.isArray(named) ? [...known, ...named] : known;
  const missing = REQUIRED_PERMISSIONS.filter(
    (permission) => lacking.includes(permission) && !roles.includes(permission),
  );
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
