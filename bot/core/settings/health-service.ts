import type { ConsentService } from '#core/access/consent-service.ts';
import { assertMay } from '#core/access/policy.ts';
import type { AvailabilityService, SourceState } from '#core/availability/availability-service.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { type AppError, type ErrorCode, toAppError } from '#kernel/errors.ts';

export type HealthCheck = 'consent' | 'technicians' | 'mapping' | 'presence' | 'rota';

/** One line of the set-up check. `code` names the failure; surfaces have the sentence and the mend for it. */
export interface HealthFinding {
  readonly check: HealthCheck;
  readonly state: 'ok' | 'warning' | 'broken' | 'unknown';
  readonly code: ErrorCode | null;
  /** Numbers and names that the sentence needs. */
  readonly facts: Readonly<Record<string, string | number | null>>;
}

export interface HealthReport {
  readonly checkedAt: Date;
  /** In the order in which things are set up. */
  readonly findings: readonly HealthFinding[];
}

export interface HealthService {
  /** Uses every part now, as a question would; the PSA's list may be from the last 5 minutes. Never throws for what it finds, but
   *  `not_allowed`. */
  check(caller: Caller): Promise<HealthReport>;
}

/** "Doctor": consent, PSA, mapping, presence and rota, each judged by using it. */
export function createHealthService(needs: {
  readonly clock: Clock;
  readonly consent: Pick<ConsentService, 'read'>;
  readonly mapping: Pick<MappingService, 'listTechnicians'>;
  readonly availability: Pick<AvailabilityService, 'ask'>;
}): HealthService {
  async function checkConsent(caller: Caller): Promise<HealthFinding> {
    const { consent, error } = await needs.consent.read(caller);
    const facts = { state: consent.state, missing: consent.missingPermissions.join(', ') };
    if (error) return { check: 'consent', state: 'unknown', code: error.code, facts };
    if (consent.state === 'granted') return { check: 'consent', state: 'ok', code: null, facts };
    if (consent.state === 'incomplete')
      return { check: 'consent', state: 'broken', code: 'permission_missing', facts };
    if (consent.state === 'spreading') {
      return { check: 'consent', state: 'warning', code: 'consent_spreading', facts };
    }
    const code = consent.state === 'revoked' ? 'consent_revoked' : 'consent_missing';
    return { check: 'consent', state: 'broken', code, facts };
  }

  async function checkTechnicians(caller: Caller): Promise<readonly HealthFinding[]> {
    try {
      const technicians = await needs.mapping.listTechnicians(caller);
      const mapped = technicians.filter(({ mapping }) => mapping?.userId).length;
      const facts = { technicians: technicians.length, mapped, unmapped: technicians.length - mapped };
      const partly = facts.unmapped > 0 ? 'warning' : 'ok';
      const state = mapped === 0 ? 'broken' : partly;
      return [
        { check: 'technicians', state: 'ok', code: null, facts: { technicians: technicians.length } },
        { check: 'mapping', state, code: null, facts },
      ];
    } catch (cause) {
      const { code } = toAppError(cause);
      return [
        { check: 'technicians', state: 'broken', code, facts: {} },
        { check: 'mapping', state: 'unknown', code, facts: {} },
      ];
    }
  }

  async function checkSignals(caller: Caller): Promise<Signals> {
    try {
      const { sources } = await needs.availability.ask(caller, { slot: null });
      const of = (wanted: SourceState['source']) => sources.filter(({ source }) => source === wanted);
      const findings = [...of('presence').map(presenceFinding), ...of('shifts').map(rotaFinding)];
      return { findings, psaError: of('technicians')[0]?.error ?? null };
    } catch (cause) {
      const { code } = toAppError(cause);
      const unknown = (check: HealthCheck): HealthFinding => ({ check, state: 'unknown', code, facts: {} });
      return { findings: [unknown('presence'), unknown('rota')], psaError: null };
    }
  }

  return {
    async check(caller) {
      assertMay(caller, 'health.read');
      // Consent first: asked side by side, every part would ask Microsoft for a token that one of them gets anyway.
      const first = await checkConsent(caller);
      const [technicians, signals] = await Promise.all([checkTechnicians(caller), checkSignals(caller)]);
      // A consent that was taken back shows when it is used: the token from before it still looked good.
      const isDoubted = first.state === 'ok' && signals.findings.some(({ code }) => isAboutConsent(code));
      const consent = isDoubted ? await checkConsent(caller) : first;
      const people = technicians.map((finding) => withPsaError(finding, signals.psaError));
      return { checkedAt: needs.clock.now(), findings: [consent, ...people, ...signals.findings] };
    },
  };
}

interface Signals {
  readonly findings: readonly HealthFinding[];
  /** The PSA failed, and the technicians are those last seen. */
  readonly psaError: AppError | null;
}

function withPsaError(finding: HealthFinding, psaError: AppError | null): HealthFinding {
  if (finding.check !== 'technicians' || finding.state !== 'ok' || psaError === null) return finding;
  return { ...finding, state: 'broken', code: psaError.code };
}

function presenceFinding({ reason, error }: SourceState): HealthFinding {
  if (reason === null) return { check: 'presence', state: 'ok', code: null, facts: {} };
  const state = reason === 'partly-failed' || reason === 'nobody-mapped' ? 'warning' : 'broken';
  return { check: 'presence', state, code: codeOf(error), facts: { reason } };
}

function rotaFinding({ team, reason, error }: SourceState): HealthFinding {
  const facts = { team: team?.name ?? null, reason };
  if (reason === null) return { check: 'rota', state: 'ok', code: null, facts };
  const isHarmless = reason === 'no-rota-chosen' || error?.code === 'no_schedule';
  return { check: 'rota', state: isHarmless ? 'warning' : 'broken', code: codeOf(error), facts };
}

function isAboutConsent(code: ErrorCode | null): boolean {
  return code === 'consent_missing' || code === 'consent_revoked' || code === 'permission_missing';
}

function codeOf(error: AppError | null): ErrorCode | null {
  return error?.code ?? null;
}
