import type { z } from 'zod';
import type {
  availabilitySchema,
  shiftSchema,
  sourceSchema,
  technicianAvailabilitySchema,
} from '#contract/availability-schemas.ts';
import type { autoMapResultSchema, technicianSchema } from '#contract/mapping-schemas.ts';
import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import type { AvailabilityAnswer, SourceState } from '#core/availability/availability-service.ts';
import type { ShiftCoverage } from '#core/availability/shift-coverage.ts';
import type { Review } from '#core/mapping/auto-map.ts';
import type { MappedTechnician } from '#core/mapping/mapping-service.ts';
import type { Mapping, RunRow, Team } from '#core/mapping/ports.ts';
import { countRows } from '#core/mapping/review.ts';
import type { Interval } from '#kernel/interval.ts';

/** Values of ours → wire values: dates become ISO 8601 in UTC, names of fields are the contract's. */

export function toAvailabilityDto(answer: AvailabilityAnswer): z.input<typeof availabilitySchema> {
  return {
    at: answer.slot.start.toISOString(),
    asOf: answer.asOf.toISOString(),
    sources: answer.sources.map(toSourceDto),
    technicians: answer.technicians.map(toTechnicianAvailabilityDto),
  };
}

export function toSourceDto(source: SourceState): z.input<typeof sourceSchema> {
  return {
    source: source.source,
    team: source.team && { id: source.team.teamId, displayName: source.team.name },
    used: source.used,
    reason: sourceReason(source),
  };
}

function sourceReason({ reason, error }: SourceState): string | null {
  const isFailure = reason === 'failed' || reason === 'partly-failed';
  return isFailure ? (error?.code ?? reason) : reason;
}

function toTechnicianAvailabilityDto(
  each: TechnicianAvailability,
): z.input<typeof technicianAvailabilitySchema> {
  return {
    technicianId: each.technicianId,
    name: each.name,
    mapped: each.userId !== null,
    group: each.group,
    verdict: each.verdict,
    reasons: [...each.reasons],
    shift: toShiftDto(each.shift),
    override: each.override && { says: each.override.says, until: each.override.until.toISOString() },
  };
}

export function toShiftDto(shift: ShiftCoverage): z.input<typeof shiftSchema> {
  return {
    state: shift.state,
    neutralBecause: shift.neutralBecause,
    coveredUntil: shift.coveredUntil?.toISOString() ?? null,
    next: shift.next && toIntervalDto(shift.next),
    timeOff: shift.timeOff && toIntervalDto(shift.timeOff),
  };
}

export function toIntervalDto({ start, end }: Interval): { start: string; end: string } {
  return { start: start.toISOString(), end: end.toISOString() };
}

export function toTeamDto(team: Team): { id: string; displayName: string } {
  return { id: team.teamId, displayName: team.displayName };
}

/** `cleared`: rows whose clear was written, or for a dry run would be. A row that somebody changed during the run is in no other list. */
export function toAutoMapDto(
  review: Review,
  options: {
    readonly dryRun: boolean;
    readonly state: 'complete' | 'partial' | 'held';
    readonly cleared: readonly RunRow[];
  },
): z.input<typeof autoMapResultSchema> {
  const { run } = review;
  const rows = review.rows.filter((row) => row.outcome !== 'skipped-changed');
  const skipped = review.rows.filter((row) => row.outcome === 'skipped-changed');
  const notCleared = rows.filter((row) => row.action === 'clear' && !options.cleared.includes(row));
  return {
    runId: run.runId,
    dryRun: options.dryRun,
    state: options.state,
    scope: { full: run.scope.isFull, teams: run.scope.teams.map(toTeamDto) },
    counts: countRows(rows),
    matched: rows.flatMap((row) => {
      const { action } = row;
      const isMatched =
        action === 'add' || action === 'update' || action === 'unchanged' || action === 'manual-kept';
      return isMatched && row.user
        ? [{ technicianId: row.technicianId, userId: row.user.userId, action }]
        : [];
    }),
    unmatched: rows.flatMap((row) =>
      (row.action === 'unmatched' || row.action === 'ambiguous') && row.reason
        ? [
            {
              technicianId: row.technicianId,
              reason: row.reason,
              suggestions: row.suggestions.map(toSuggestionDto),
            },
          ]
        : [],
    ),
    cleared: options.cleared.map((row) => row.technicianId),
    notCleared: notCleared.map((row) => row.technicianId),
    skipped: skipped.map((row) => row.technicianId),
    unreadTeams: run.teamFailures.map(({ team, code }) => ({ ...toTeamDto(team), code })),
  };
}

function toSuggestionDto({ userId, userPrincipalName, because }: RunRow['suggestions'][number]): {
  userId: string;
  userPrincipalName: string | null;
  because: RunRow['suggestions'][number]['because'];
} {
  return { userId, userPrincipalName, because };
}

export function toTechnicianDto({ technician, mapping }: MappedTechnician): z.input<typeof technicianSchema> {
  return {
    technicianId: technician.technicianId,
    name: technician.name,
    email: technician.email,
    excluded: mapping?.excluded ?? false,
    mapping: mapping && toMappingDto(mapping),
  };
}

function toMappingDto(mapping: Mapping): z.input<typeof technicianSchema>['mapping'] {
  if (mapping.userId === null || mapping.source === null) return null;
  return {
    userId: mapping.userId,
    userPrincipalName: mapping.userPrincipalName,
    displayName: mapping.userDisplayName,
    guest: mapping.isGuest,
    source: mapping.source,
    updatedAt: mapping.updatedAt.toISOString(),
  };
}
