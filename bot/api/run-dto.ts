import type { ROW_GROUPS, runRowSchema, runSchema } from '#contract/run-schemas.ts';
import type { Review } from '#core/mapping/auto-map.ts';
import type { MappedUser, RunRow } from '#core/mapping/ports.ts';
import { applicableUntil, resultOf, wasApplied } from '#core/mapping/run-standing.ts';
import type { ScanProgress } from '#core/mapping/scan-teams.ts';
import type { z } from 'zod';
import { toTeamDto } from './to-dto.ts';

/** `progress`: `null` for a run that is over, or that another instance works on. */
export function toRunDto(
  review: Review,
  more: { readonly progress: ScanProgress | null; readonly canUndo: boolean },
): z.input<typeof runSchema> {
  const { run, rows, counts, clearsNeedConfirmation } = review;
  return {
    runId: run.runId,
    state: run.state,
    scope: { isFull: run.scope.isFull, teams: run.scope.teams.map(toTeamDto) },
    startedBy: run.startedBy.name,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    applicableUntil: applicableUntil(run)?.toISOString() ?? null,
    teamsScanned: run.teamsScanned,
    membersScanned: run.membersScanned,
    scanComplete: run.scanComplete,
    unreadTeams: run.teamFailures.map(({ team, code }) => ({ ...toTeamDto(team), code })),
    failure: run.failure,
    progress: more.progress && toProgressDto(more.progress),
    counts,
    clearsNeedConfirmation,
    result: wasApplied(run) ? resultOf(rows) : null,
    canUndo: more.canUndo,
  };
}

function toProgressDto({
  waitingUntil,
  endsAt,
  ...counts
}: ScanProgress): z.input<typeof runSchema>['progress'] {
  return {
    ...counts,
    waitingUntil: waitingUntil?.toISOString() ?? null,
    endsAt: endsAt.toISOString(),
  };
}

export type RowGroup = (typeof ROW_GROUPS)[number];

const GROUP_OF: Readonly<Record<RunRow['action'], RowGroup>> = {
  add: 'changes',
  update: 'changes',
  clear: 'clears',
  ambiguous: 'unmatched',
  unmatched: 'unmatched',
  unchanged: 'unchanged',
  'manual-kept': 'kept',
  excluded: 'kept',
};

/** Rows of one group that hold `search` in a name or address, in their order. */
export function chooseRows(
  rows: readonly RunRow[],
  { group, search }: { readonly group: RowGroup; readonly search: string },
): readonly RunRow[] {
  const wanted = search.trim().toLocaleLowerCase('en');
  return rows.filter(
    (row) =>
      GROUP_OF[row.action] === group &&
      (wanted === '' || wordsOf(row).some((word) => word.toLocaleLowerCase('en').includes(wanted))),
  );
}

function wordsOf({ technicianName, technicianEmail, user }: RunRow): readonly string[] {
  const words = [technicianName, technicianEmail, user?.userPrincipalName, user?.userDisplayName];
  return words.filter((word): word is string => typeof word === 'string');
}

export function toRowDto(row: RunRow): z.input<typeof runRowSchema> {
  return {
    technicianId: row.technicianId,
    name: row.technicianName,
    email: row.technicianEmail,
    action: row.action,
    reason: row.reason,
    user: row.user && toUserDto(row.user),
    matchedOn: row.matchedOn,
    rivals: [...row.rivals],
    suggestions: row.suggestions.map(({ because, technicianValue, userValue, ...user }) => ({
      ...toUserDto(user),
      because,
      technicianValue,
      userValue,
    })),
    before: row.before && {
      userId: row.before.userId,
      signInName: row.before.userPrincipalName ?? null,
      displayName: row.before.userDisplayName ?? null,
    },
    outcome: row.outcome,
  };
}

function toUserDto(user: MappedUser): NonNullable<z.input<typeof runRowSchema>['user']> {
  return {
    userId: user.userId,
    signInName: user.userPrincipalName,
    displayName: user.userDisplayName,
    isGuest: user.isGuest,
  };
}
