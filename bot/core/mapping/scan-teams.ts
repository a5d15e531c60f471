import { AppError, type ErrorCode, toAppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import type { DirectorySource, Team, TeamFailure, User } from './ports.ts';
import { TEAMS_AT_ONCE } from './tunables.ts';

export interface ScanProgress {
  readonly teamsDone: number;
  readonly teamsTotal: number;
  readonly members: number;
}

/** Failures that no other team would escape: the whole run ends with them. */
const ENDS_THE_RUN: ReadonlySet<ErrorCode> = new Set([
  'consent_missing',
  'consent_spreading',
  'consent_revoked',
  'permission_missing',
  'secret_invalid',
]);

/** Reads the members of all teams, 16 teams at a time, and hands each page on. A team counts as read only when its last page came.
 *  Failures of single teams are listed. Throws what ends every team alike, and the first failure when no team could be read. */
export async function scanTeams(options: {
  readonly directory: DirectorySource;
  readonly deskId: DeskId;
  readonly teams: readonly Team[];
  readonly onMembers: (users: readonly User[]) => void;
  readonly progress: { teamsDone: number; members: number };
  readonly signal: AbortSignal;
}): Promise<{ readonly failures: readonly TeamFailure[] }> {
  const { directory, deskId, teams, onMembers, progress, signal } = options;
  const queue = teams.values();
  const failures: { readonly team: Team; readonly error: AppError }[] = [];
  let fatal: AppError | null = null;

  async function readTeam(team: Team): Promise<void> {
    try {
      for await (const users of directory.readMembers(deskId, team.teamId, 'background')) {
        if (signal.aborted) throw new AppError('run_expired', 'the run lost its lease');
        onMembers(users);
        progress.members += users.length;
      }
      progress.teamsDone += 1;
    } catch (cause) {
      const error = toAppError(cause);
      if (ENDS_THE_RUN.has(error.code) || signal.aborted) fatal = error;
      failures.push({ team, error });
    }
  }

  async function work(): Promise<void> {
    // One shared iterator: each worker takes the next team when it is free.
    for (const team of queue) {
      if (fatal !== null) return;
      await readTeam(team);
    }
  }

  await Promise.all(Array.from({ length: Math.min(TEAMS_AT_ONCE, teams.length) }, work));
  const first = failures[0];
  if (fatal !== null) throw fatal as AppError;
  if (first && failures.length === teams.length) throw first.error;
  return { failures: failures.map(({ team, error }) => ({ team, code: error.code })) };
}
