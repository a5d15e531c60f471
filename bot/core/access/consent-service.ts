import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, type ErrorCode, toAppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { consentFromForbidden, consentFromRefusal, consentFromRoles, noConsentYet } from './consent-state.ts';
import { assertMay } from './policy.ts';
import type {
  AppTokenSource,
  ConsentAttempt,
  ConsentPages,
  ConsentRecord,
  ConsentStore,
  DeskAccess,
} from './ports.ts';
import { isEqualInConstantTime, randomSecret, sha256Hex, sign } from './secrets.ts';

/** CON-2. */
const STATE_MINUTES = 10;
/** G19: while Microsoft says no, we ask again once a minute at most; while a grant spreads, every ten seconds. */
const REFUSED_SECONDS = 60;
const SPREADING_SECONDS = 10;

/** What Microsoft's consent page sends back in the address. */
export interface ConsentReturn {
  readonly state: string | null;
  readonly error: string | null;
  readonly errorDescription: string | null;
  /** Never believed; a value that differs from the desk is told to the person. */
  readonly tenant: string | null;
}

export interface ConsentOutcome {
  readonly attempt: ConsentAttempt;
  readonly consent: ConsentRecord;
  /** A failure that hid the state, e.g. `entra_down` or `secret_invalid`. */
  readonly error: AppError | null;
}

export interface ConsentService extends DeskAccess {
  /** The address of Microsoft's consent page with a signed, single-use state for this desk and caller. Throws `not_allowed`. */
  start(caller: Caller): Promise<{ readonly url: string; readonly expiresAt: Date }>;
  /** Takes the return from Microsoft, once. Throws `consent_state_invalid` for a state that is absent, forged, used or older than 10 minutes. */
  complete(returned: ConsentReturn): Promise<ConsentOutcome>;
  /** How an attempt ended and how the desk stands now. Throws `not_found`. */
  readOutcome(attemptId: string): Promise<ConsentOutcome>;
  /** How the desk stands, asked of Microsoft now unless it said no within the last minute. */
  read(caller: Caller): Promise<{ readonly consent: ConsentRecord; readonly error: AppError | null }>;
  /** CON-4 "Retry": forgets the cached token and the pause, and asks again. */
  retry(caller: Caller): Promise<{ readonly consent: ConsentRecord; readonly error: AppError | null }>;
}

export interface ConsentNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly store: ConsentStore;
  readonly tokens: AppTokenSource;
  readonly pages: ConsentPages;
  /** Key of the state's signature. */
  readonly stateKey: Uint8Array<ArrayBuffer>;
}

interface Pause {
  readonly until: Date;
  readonly error: AppError;
}

/** Consent of the desk's own tenant (SPEC section 1). Its state is what was last seen, not what somebody claimed. */
export function createConsentService(needs: ConsentNeeds): ConsentService {
  const { clock, store } = needs;
  const pauses = new Map<DeskId, Pause>();

  async function readRecord(deskId: DeskId): Promise<ConsentRecord> {
    return (await store.readConsent(deskId)) ?? noConsentYet(deskId, clock.now());
  }

  /** Keeps what was learned; only a change is written, and audited as seen by Rollcall. */
  async function learn(before: ConsentRecord, after: ConsentRecord): Promise<ConsentRecord> {
    if (after === before) return before;
    const audit = auditEntry(systemCaller(after.deskId), clock.now(), {
      subject: 'consent',
      subjectId: after.deskId,
      action: 'observed',
      before: { state: before.state, missing: before.missingPermissions },
      after: { state: after.state, missing: after.missingPermissions },
    });
    await store.saveConsent(after, audit);
    needs.logger.info('consent.changed', { state: after.state, was: before.state });
    return after;
  }

  async function refused(deskId: DeskId, cause: AppError): Promise<AppError> {
    const before = await readRecord(deskId);
    const after = await learn(before, consentFromRefusal(before, clock.now()));
    const error = errorOf(after, cause);
    pause(deskId, error, after.state === 'spreading' ? SPREADING_SECONDS : REFUSED_SECONDS);
    return error;
  }

  function pause(deskId: DeskId, error: AppError, seconds: number): void {
    pauses.set(deskId, { until: addMilliseconds(clock.now(), seconds * 1000), error });
  }

  async function graphToken(deskId: DeskId, { fresh }: { readonly fresh: boolean }): Promise<string> {
    const paused = pauses.get(deskId);
    if (paused && paused.until > clock.now()) throw paused.error;
    try {
      const token = await needs.tokens.getAppToken(deskId, { fresh });
      const before = await readRecord(deskId);
      const after = await learn(before, consentFromRoles(before, token.roles, clock.now()));
      if (after.state !== 'granted' && after.state !== 'incomplete') {
        throw await refused(
          deskId,
          new AppError('consent_missing', 'the token carries none of our permissions'),
        );
      }
      pauses.delete(deskId);
      return token.accessToken;
    } catch (cause) {
      const error = toAppError(cause);
      if (error.code === 'consent_missing') throw await refused(deskId, error);
      if (error.code === 'secret_invalid') pause(deskId, error, REFUSED_SECONDS);
      throw error;
    }
  }

  async function look(
    deskId: DeskId,
    fresh: boolean,
  ): Promise<{ consent: ConsentRecord; error: AppError | null }> {
    try {
      await graphToken(deskId, { fresh });
      return { consent: await readRecord(deskId), error: null };
    } catch (cause) {
      const error = toAppError(cause);
      const isState = error.code.startsWith('consent_');
      return { consent: await readRecord(deskId), error: isState ? null : error };
    }
  }

  async function lookAgain(deskId: DeskId): Promise<{ consent: ConsentRecord; error: AppError | null }> {
    pauses.delete(deskId);
    return look(deskId, true);
  }

  /** The attempt behind a state, used up by this call. */
  async function consume(state: string | null): Promise<ConsentAttempt> {
    const [nonce, signature] = (state ?? '').split('.');
    const isOurs =
      nonce !== undefined &&
      signature !== undefined &&
      isEqualInConstantTime(await sign(needs.stateKey, nonce), signature);
    const attempt = isOurs ? await store.consumeAttempt(await sha256Hex(state ?? ''), clock.now()) : null;
    if (attempt) return attempt;
    throw new AppError('consent_state_invalid', 'the consent return does not belong to an open attempt', {
      remedy: 'Open the consent page again from Rollcall; each link works once and for 10 minutes.',
    });
  }

  return {
    graphToken,

    async graphRefused(deskId, error) {
      if (error.code === 'consent_missing') return refused(deskId, error);
      if (error.code === 'permission_missing') {
        const before = await readRecord(deskId);
        await learn(before, consentFromForbidden(before, error, clock.now()));
      }
      return error;
    },

    async start(caller) {
      assertMay(caller, 'consent.start');
      const nonce = randomSecret();
      const state = `${nonce}.${await sign(needs.stateKey, nonce)}`;
      const now = clock.now();
      const expiresAt = addMilliseconds(now, STATE_MINUTES * MINUTE);
      await store.addAttempt({
        attemptId: needs.newId(),
        deskId: caller.deskId,
        stateHash: await sha256Hex(state),
        startedBy: { kind: caller.kind, id: caller.id, name: caller.name },
        startedAt: now,
        expiresAt,
        consumedAt: null,
        outcome: null,
        refusal: null,
      });
      return { url: needs.pages.consentUrl(caller.deskId, state), expiresAt };
    },

    async complete(returned) {
      const attempt = await consume(returned.state);
      const outcome = outcomeOf(attempt, returned);
      const now = clock.now();
      const actor = { ...attempt.startedBy, deskId: attempt.deskId };
      const audit = auditEntry(actor as Caller, now, {
        subject: 'consent',
        subjectId: attempt.deskId,
        action: outcome.outcome,
        after: { attemptId: attempt.attemptId, refusal: outcome.refusal },
      });
      await store.closeAttempt(attempt.attemptId, outcome, audit);
      const closed = { ...attempt, ...outcome };
      const before = await readRecord(attempt.deskId);
      if (outcome.outcome !== 'granted') return { attempt: closed, consent: before, error: null };
      const isKnown = before.state === 'granted';
      const granted = { ...before, lastGrantAt: now, changedAt: now };
      await store.saveConsent(isKnown ? granted : { ...granted, state: 'spreading' }, null);
      return { attempt: closed, ...(await lookAgain(attempt.deskId)) };
    },

    async readOutcome(attemptId) {
      const attempt = await store.readAttempt(attemptId);
      if (attempt === null || attempt.consumedAt === null) {
        throw new AppError('not_found', 'no consent attempt with this id has come back');
      }
      return { attempt, ...(await look(attempt.deskId, false)) };
    },

    async read(caller) {
      assertMay(caller, 'health.read');
      return look(caller.deskId, false);
    },

    async retry(caller) {
      assertMay(caller, 'consent.retry');
      return lookAgain(caller.deskId);
    },
  };
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

/** CON-3: `error` is looked at first, because a refusal can carry `admin_consent=True` too. */
function outcomeOf(
  attempt: ConsentAttempt,
  returned: ConsentReturn,
): { readonly outcome: 'granted' | 'refused' | 'wrong-tenant'; readonly refusal: string | null } {
  if (returned.error !== null) {
    const words = returned.errorDescription ?? returned.error;
    return { outcome: 'refused', refusal: words.slice(0, 300) };
  }
  const { tenant } = returned;
  if (tenant !== null && tenant.toLowerCase() !== attempt.deskId)
    return { outcome: 'wrong-tenant', refusal: null };
  return { outcome: 'granted', refusal: null };
}

function systemCaller(deskId: DeskId): Caller {
  return { kind: 'system', deskId, id: 'rollcall', name: 'Rollcall' };
}
