import { type AuditEntry, auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, type ErrorCode, toAppError } from '#kernel/errors.ts';
import { addMilliseconds } from '#kernel/interval.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import {
  consentFromForbidden,
  consentFromRefusal,
  consentFromRoles,
  isOpen,
  noConsentYet,
  type Refuser,
} from './consent-state.ts';
import type { AppToken, AppTokenSource, ConsentRecord, ConsentStore, DeskAccess } from './ports.ts';

/** G19: while Microsoft says no, we ask again once a minute at most; while a grant spreads, every ten seconds. */
const REFUSED_SECONDS = 60;
const SPREADING_SECONDS = 10;

export interface ConsentLook {
  readonly consent: ConsentRecord;
  /** A failure that hid the state, e.g. `entra_down` or `secret_invalid`. */
  readonly error: AppError | null;
}

export interface WatchedAccess extends DeskAccess {
  /** How the desk stands, asked of Microsoft now unless it said no within the last minute. */
  look(deskId: DeskId): Promise<ConsentLook>;
  /** The same with a new token, whatever was refused a moment ago. */
  lookAgain(deskId: DeskId): Promise<ConsentLook>;
  /** What is known, without asking anybody. */
  readRecord(deskId: DeskId): Promise<ConsentRecord>;
  /** Writes what `change` makes of the record, without a word in the audit trail: the caller has told of it. */
  note(deskId: DeskId, change: Judgement): Promise<ConsentRecord>;
}

/** What becomes of a record; the very same object when it stays. */
type Judgement = (record: ConsentRecord, now: Date) => ConsentRecord;

interface Pause {
  readonly until: Date;
  readonly error: AppError;
  /** The grant known when it began: another one ends it, whichever instance took it. `null` for a pause that no grant ends. */
  readonly grant: { readonly at: number | null } | null;
}

/** What this process remembers of a desk. The record is shared by all instances; tokens and pauses are each one's own. */
interface View {
  pause: Pause | null;
  /** The last token that served. It was judged once: judged with each call, it would overwrite what others have learned since. */
  judged: AppToken | null;
  /** From then on the next token must be a new one, because roles granted later come only in a new one. */
  renewFrom: Date | null;
}

/** The way to a desk's Graph, and what is learned of its consent on the way (CON-4, CON-6). */
export function createDeskAccess(needs: {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: ConsentStore;
  readonly tokens: AppTokenSource;
}): WatchedAccess {
  const { clock, store, tokens } = needs;
  const views = new Map<DeskId, View>();
  const turns = new Map<DeskId, Promise<unknown>>();

  function viewOf(deskId: DeskId): View {
    const view = views.get(deskId) ?? { pause: null, judged: null, renewFrom: null };
    views.set(deskId, view);
    return view;
  }

  function later(seconds: number): Date {
    return addMilliseconds(clock.now(), seconds * 1000);
  }

  async function readRecord(deskId: DeskId): Promise<ConsentRecord> {
    return (await store.readConsent(deskId)) ?? noConsentYet(deskId, clock.now());
  }

  /** Reads, changes and writes a desk's record; one at a time, or sixteen refusals at once would be sixteen audit entries. Judged anew, once,
   *  when another instance wrote in between; throws `conflict` when that happened again. */
  function change(deskId: DeskId, toNext: Judgement, isTold: boolean): Promise<ConsentRecord> {
    const work = async (): Promise<ConsentRecord> => {
      const record = (await tryChange(deskId, toNext, isTold)) ?? (await tryChange(deskId, toNext, isTold));
      if (record) return record;
      throw new AppError('conflict', 'the consent of this desk was changed twice meanwhile', {
        remedy: 'Ask again.',
      });
    };
    const mine = (turns.get(deskId) ?? Promise.resolve()).then(work);
    turns.set(
      deskId,
      mine.catch(() => {}),
    );
    return mine;
  }

  /** The record as it stands now; `null`: another instance wrote between reading and writing, so nothing was written. */
  async function tryChange(
    deskId: DeskId,
    toNext: Judgement,
    isTold: boolean,
  ): Promise<ConsentRecord | null> {
    const stored = await store.readConsent(deskId);
    const now = clock.now();
    const before = stored ?? noConsentYet(deskId, now);
    const next = toNext(before, now);
    if (next === before) return before;
    const after = { ...next, changedAt: momentAfter(stored, now) };
    const isSame = before.state === after.state && before.missingPermissions === after.missingPermissions;
    const isWritten = await store.saveConsent(after, {
      expectedChangedAt: stored?.changedAt ?? null,
      audit: isTold && !isSame ? observation(before, after, now) : null,
    });
    if (!isWritten) return null;
    if (!isSame) needs.logger.info('consent.changed', { state: after.state, was: before.state });
    return after;
  }

  /** The error for a desk that is closed to us, which is then left alone for a while. */
  function shut(record: ConsentRecord, cause: AppError): AppError {
    const error = errorOf(record, cause);
    const seconds = record.state === 'spreading' ? SPREADING_SECONDS : REFUSED_SECONDS;
    const view = viewOf(record.deskId);
    view.pause = { until: later(seconds), error, grant: { at: grantOf(record) } };
    view.judged = null;
    view.renewFrom = clock.now();
    return error;
  }

  async function refused(deskId: DeskId, cause: AppError, by: Refuser): Promise<AppError> {
    const record = await change(deskId, (before, now) => consentFromRefusal(before, now, by), true);
    return shut(record, cause);
  }

  async function assertNotPaused(deskId: DeskId, view: View): Promise<void> {
    const { pause } = view;
    if (pause === null || pause.until <= clock.now()) return;
    if (pause.grant === null) throw pause.error;
    const record = await readRecord(deskId);
    if (!isOpen(record) && grantOf(record) === pause.grant.at) throw pause.error;
    view.pause = null;
  }

  async function newestToken(deskId: DeskId, view: View, fresh: boolean): Promise<AppToken> {
    const isDue = view.renewFrom !== null && view.renewFrom <= clock.now();
    try {
      return await tokens.getAppToken(deskId, { fresh: fresh || isDue });
    } catch (cause) {
      const { code } = toAppError(cause);
      // Looking for more than the token has is no reason to lose what it has.
      if (fresh || view.judged === null || code !== 'entra_down') throw cause;
      view.renewFrom = later(REFUSED_SECONDS);
      return tokens.getAppToken(deskId, { fresh: false });
    }
  }

  async function askToken(deskId: DeskId, view: View, fresh: boolean): Promise<AppToken> {
    try {
      return await newestToken(deskId, view, fresh);
    } catch (cause) {
      const error = toAppError(cause);
      if (error.code === 'consent_missing') throw await refused(deskId, error, 'entra');
      if (error.code === 'secret_invalid') view.pause = { until: later(REFUSED_SECONDS), error, grant: null };
      throw error;
    }
  }

  async function graphToken(deskId: DeskId, { fresh }: { readonly fresh: boolean }): Promise<string> {
    const view = viewOf(deskId);
    await assertNotPaused(deskId, view);
    const token = await askToken(deskId, view, fresh);
    const { accessToken } = token;
    if (view.judged?.accessToken === accessToken) return accessToken;
    const record = await change(deskId, (before, now) => consentFromRoles(before, token.roles, now), true);
    if (!isOpen(record)) {
      throw shut(record, new AppError('consent_missing', 'the token carries none of our permissions'));
    }
    view.pause = null;
    view.judged = token;
    view.renewFrom = record.state === 'incomplete' ? later(REFUSED_SECONDS) : null;
    return accessToken;
  }

  async function lookWith(deskId: DeskId, fresh: boolean): Promise<ConsentLook> {
    try {
      await graphToken(deskId, { fresh });
      return { consent: await readRecord(deskId), error: null };
    } catch (cause) {
      const error = toAppError(cause);
      const isState = error.code.startsWith('consent_');
      return { consent: await readRecord(deskId), error: isState ? null : error };
    }
  }

  return {
    graphToken,
    readRecord,
    look: (deskId) => lookWith(deskId, false),
    lookAgain(deskId) {
      views.delete(deskId);
      return lookWith(deskId, true);
    },
    note: (deskId, toNext) => change(deskId, toNext, false),

    async graphRefused(deskId, error) {
      if (error.code === 'consent_missing') return refused(deskId, error, 'graph');
      // A token that names what is said to be missing is newer than the refused call, or Graph meant something else.
      const roles = viewOf(deskId).judged?.roles ?? [];
      if (error.code === 'permission_missing') {
        await change(deskId, (before, now) => consentFromForbidden(before, { error, roles }, now), true);
      }
      return error;
    },
  };
}

/** Later than the write before, within one millisecond and by a clock that is behind the other instance's too. */
function momentAfter(stored: ConsentRecord | null, now: Date): Date {
  if (stored === null || stored.changedAt < now) return now;
  return addMilliseconds(stored.changedAt, 1);
}

function observation(before: ConsentRecord, after: ConsentRecord, now: Date): AuditEntry {
  return auditEntry(systemCaller(after.deskId), now, {
    subject: 'consent',
    subjectId: after.deskId,
    action: 'observed',
    before: { state: before.state, missing: before.missingPermissions },
    after: { state: after.state, missing: after.missingPermissions },
  });
}

function grantOf({ lastGrantAt }: ConsentRecord): number | null {
  return lastGrantAt?.getTime() ?? null;
}

const STATE_ERRORS: Partial<Record<ConsentRecord['state'], ErrorCode>> = {
  missing: 'consent_missing',
  spreading: 'consent_spreading',
  revoked: 'consent_revoked',
};

function errorOf(record: ConsentRecord, cause: AppError): AppError {
  const code = STATE_ERRORS[record.state] ?? cause.code;
  const retry = record.state === 'spreading' ? { retryAfterSeconds: SPREADING_SECONDS } : {};
  return new AppError(code, `Microsoft does not let us read this tenant (${record.state})`, {
    cause,
    details: { missing: record.missingPermissions },
    ...retry,
  });
}

function systemCaller(deskId: DeskId): Caller {
  return { kind: 'system', deskId, id: 'rollcall', name: 'Rollcall' };
}
