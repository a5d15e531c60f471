import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { Logger } from '#kernel/logger.ts';
import { consentAfterGrant } from './consent-state.ts';
import { type ConsentLook, createDeskAccess } from './desk-access.ts';
import { assertMay } from './policy.ts';
import type {
  AppTokenSource,
  ConsentAttempt,
  ConsentHistory,
  ConsentPages,
  ConsentRecord,
  ConsentStore,
  DeskAccess,
} from './ports.ts';
import { isEqualInConstantTime, randomSecret, sha256Hex, sign } from './secrets.ts';

/** CON-2. */
const STATE_MINUTES = 10;

/** What Microsoft's consent page sends back in the address. */
export interface ConsentReturn {
  readonly state: string | null;
  readonly error: string | null;
  readonly errorDescription: string | null;
  /** `admin_consent`: "True" on a yes, and beside many an error too. */
  readonly adminConsent: string | null;
  /** Never believed; a value that differs from the desk is told to the person. */
  readonly tenant: string | null;
}

export interface ConsentOutcome extends ConsentLook {
  readonly attempt: ConsentAttempt;
}

export interface ConsentStanding extends Omit<ConsentHistory, 'lastOpen'> {
  readonly consent: ConsentRecord;
  /** A consent page that was opened, whose link still works. */
  readonly pending: ConsentAttempt | null;
}

export interface ConsentService extends DeskAccess {
  /** The address of Microsoft's consent page with a signed, single-use state for this desk and caller. Throws `not_allowed`. */
  start(caller: Caller): Promise<{ readonly url: string; readonly expiresAt: Date }>;
  /** Takes the return from Microsoft, once. Throws `consent_state_invalid` for a state that is absent, forged, used or older than 10 minutes. */
  complete(returned: ConsentReturn): Promise<ConsentOutcome>;
  /** How an attempt ended and how the desk stands now. Throws `not_found`. */
  readOutcome(attemptId: string): Promise<ConsentOutcome>;
  /** How the desk stands as far as it is known, and how it came so; Microsoft is not asked. */
  standing(caller: Caller): Promise<ConsentStanding>;
  /** How the desk stands, asked of Microsoft now unless it said no within the last minute. */
  read(caller: Caller): Promise<ConsentLook>;
  /** CON-4 "Retry": forgets the cached token and the pause, and asks again. */
  retry(caller: Caller): Promise<ConsentLook>;
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

/** Consent of the desk's own tenant (SPEC section 1). Its state is what was last seen, not what somebody claimed. */
export function createConsentService(needs: ConsentNeeds): ConsentService {
  const { clock, store } = needs;
  const access = createDeskAccess(needs);

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
    graphToken: (deskId, options) => access.graphToken(deskId, options),
    graphRefused: (deskId, error) => access.graphRefused(deskId, error),

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
      // The audit reads id, name and kind of a caller; roles and scopes of then are not kept.
      const audit = auditEntry(actor as Caller, now, {
        subject: 'consent',
        subjectId: attempt.deskId,
        action: outcome.outcome,
        after: { attemptId: attempt.attemptId, refusal: outcome.refusal },
      });
      await store.closeAttempt(attempt.attemptId, outcome, audit);
      const closed = { ...attempt, ...outcome };
      if (outcome.outcome !== 'granted') {
        return { attempt: closed, consent: await access.readRecord(attempt.deskId), error: null };
      }
      await access.note(attempt.deskId, consentAfterGrant);
      return { attempt: closed, ...(await access.lookAgain(attempt.deskId)) };
    },

    async readOutcome(attemptId) {
      const attempt = await store.readAttempt(attemptId);
      if (attempt === null || attempt.consumedAt === null) {
        throw new AppError('not_found', 'no consent attempt with this id has come back');
      }
      return { attempt, ...(await access.look(attempt.deskId)) };
    },

    async standing(caller) {
      assertMay(caller, 'health.read');
      const [consent, { lastOpen, ...history }] = await Promise.all([
        access.readRecord(caller.deskId),
        store.readHistory(caller.deskId),
      ]);
      const isUsable = lastOpen !== null && lastOpen.expiresAt > clock.now();
      return { ...history, consent, pending: isUsable ? lastOpen : null };
    },

    async read(caller) {
      assertMay(caller, 'health.read');
      return access.look(caller.deskId);
    },

    async retry(caller) {
      assertMay(caller, 'consent.retry');
      return access.lookAgain(caller.deskId);
    },
  };
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
  if (returned.adminConsent?.toLowerCase() !== 'true')
    return { outcome: 'refused', refusal: 'No consent was given.' };
  return { outcome: 'granted', refusal: null };
}
