import type {
  consentLookSchema,
  consentStandingSchema,
  setupSchema,
  teamChoiceSchema,
} from '#contract/setup-schemas.ts';
import type { ConsentStanding } from '#core/access/consent-service.ts';
import { applicableUntil, lastApplied, undoableRun } from '#core/mapping/run-standing.ts';
import type { Run } from '#core/mapping/ports.ts';
import type { SetupState } from '#core/settings/setup-service.ts';
import type { TeamChoice } from '#core/settings/team-choice.ts';
import type { Caller } from '#kernel/caller.ts';
import type { AppError } from '#kernel/errors.ts';
import type { z } from 'zod';
import { toTeamDto } from './to-dto.ts';

export function toSetupDto(state: SetupState, caller: Caller, now: Date): z.input<typeof setupSchema> {
  return {
    cloud: state.cloud,
    lacks: [...state.lacks],
    psa: state.psaKind === null ? null : { kind: state.psaKind },
    consent: toStandingDto(state.consent, caller),
    ticked: toChoiceDto(state.ticked),
    rota: toChoiceDto(state.rota),
    runs: state.runs && toRunsDto(state.runs, now),
  };
}

export function toStandingDto(
  { consent, lastGrant, lastReturn, pending }: ConsentStanding,
  caller: Caller,
): z.input<typeof consentStandingSchema> {
  return {
    state: consent.state,
    missingPermissions: [...consent.missingPermissions],
    confirmedAt: consent.confirmedAt?.toISOString() ?? null,
    lastGrant: lastGrant && { by: lastGrant.by, at: lastGrant.at.toISOString() },
    lastReturn: lastReturn?.outcome
      ? {
          outcome: lastReturn.outcome,
          refusal: lastReturn.refusal,
          by: lastReturn.startedBy.name,
          at: (lastReturn.consumedAt ?? lastReturn.startedAt).toISOString(),
        }
      : null,
    pending: pending && {
      by: pending.startedBy.name,
      isMine: pending.startedBy.kind === caller.kind && pending.startedBy.id === caller.id,
      startedAt: pending.startedAt.toISOString(),
      expiresAt: pending.expiresAt.toISOString(),
    },
  };
}

export function toConsentLookDto(
  standing: ConsentStanding,
  error: AppError | null,
  caller: Caller,
): z.input<typeof consentLookSchema> {
  return {
    ...toStandingDto(standing, caller),
    problem: error && { code: error.code, retryAfterSeconds: error.retryAfterSeconds },
  };
}

export function toChoiceDto({ teams, version }: TeamChoice): z.input<typeof teamChoiceSchema> {
  return { teams: teams.map(toTeamDto), version };
}

function toRunsDto(runs: readonly Run[], now: Date): z.input<typeof setupSchema>['runs'] {
  const underWay = runs.find(({ state }) => state === 'scanning' || state === 'waiting');
  const open = runs.find((run) => (applicableUntil(run) ?? now) > now);
  const applied = lastApplied(runs);
  const [last] = runs;
  return {
    underWay: underWay?.runId ?? null,
    open: open?.runId ?? null,
    lastApplied: applied && toAppliedDto(applied, undoableRun(runs)),
    last: last
      ? { runId: last.runId, state: last.state, failure: last.failure, at: endOf(last).toISOString() }
      : null,
  };
}

type AppliedDto = NonNullable<NonNullable<z.input<typeof setupSchema>['runs']>['lastApplied']>;

function toAppliedDto(run: Run, undoable: Run | null): AppliedDto {
  return {
    runId: run.runId,
    // Only runs in one of these states were applied: `lastApplied` chose it.
    state: run.state as AppliedDto['state'],
    by: run.startedBy.name,
    at: endOf(run).toISOString(),
    canUndo: run.runId === undoable?.runId,
  };
}

function endOf({ finishedAt, startedAt }: Run): Date {
  return finishedAt ?? startedAt;
}
