import type { Clock } from '#kernel/clock.ts';
import { type AppError, type ErrorCode, toAppError } from '#kernel/errors.ts';
import type { DeskId, TeamId } from '#kernel/vocabulary.ts';
import { listensAgainAt } from './listens-again.ts';
import type { DirectorySource, Team, User } from './ports.ts';
import { TEAMS_AT_ONCE } from './tunables.ts';

export interface ScanProgress {
  readonly teamsDone: number;
  /** 0 while the teams are not known yet. */
  readonly teamsTotal: number;
  readonly members: number;
  /** Until when Microsoft asked the run to wait; `null` while it reads. Not before `endsAt`: the run then ends without going on. */
  readonly waitingUntil: Date | null;
  /** A run that still waits then ends with what it has read. */
  readonly endsAt: Date;
}

/** A team that could not be read to its end. */
export interface UnreadTeam {
  readonly team: Team;
  readonly error: AppError;
  /** When Microsoft, which throttles, allows the next try; `null` for every other failure. */
  readonly listensAgainAt: Date | null;
}

/** Failures that no other team would escape: the whole run ends with them. */
const ENDS_THE_RUN: ReadonlySet<ErrorCode> = new Set([
  'consent_missing',
  'consent_spreading',
  'consent_revoked',
  'permission_missing',
  'secret_invalid',
]);

/** Reads the members of all teams, 16 teams at a time, and hands each page on. A team counts as read only when its last page came. Teams
 *  that are throttled are read from their beginning when `pause` lets the scan go on; so a page may be handed on twice.
 *  Answers the teams that stayed unread. Throws what ends every team alike. */
export async function scanTeams(options: {
  readonly clock: Clock;
  readonly directory: Pick<DirectorySource, 'readMembers'>;
  readonly deskId: DeskId;
  readonly teams: readonly Team[];
  readonly onMembers: (users: readonly User[]) => void;
  readonly progress: { teamsDone: number; members: number };
  /** Ends the scan with its reason. */
  readonly signal: AbortSignal;
  /** Waits until then; `false`: the scan must end with what it has. */
  readonly pause: (until: Date) => Promise<boolean>;
}): Promise<readonly UnreadTeam[]> {
  const { clock, directory, deskId, onMembers, progress, signal } = options;
  const membersOf = new Map<TeamId, number>();
  let fatal: AppError | null = null;

  function count(team: Team, members: number): void {
    progress.members += members - (membersOf.get(team.teamId) ?? 0);
    membersOf.set(team.teamId, members);
  }

  async function readTeam(team: Team): Promise<UnreadTeam | null> {
    let members = 0;
    count(team, members);
    try {
      for await (const users of directory.readMembers(deskId, team.teamId, 'background')) {
        signal.throwIfAborted();
        onMembers(users);
        members += users.length;
        count(team, members);
      }
      progress.teamsDone += 1;
      return null;
    } catch (cause) {
      const error = toAppError(signal.aborted ? signal.reason : cause);
      if (ENDS_THE_RUN.has(error.code) || signal.aborted) fatal = error;
      return { team, error, listensAgainAt: listensAgainAt(error, clock.now()) };
    }
  }

  async function readOnce(teams: readonly Team[]): Promise<readonly UnreadTeam[]> {
    const queue = teams.values();
    const unread: UnreadTeam[] = [];
    async function work(): Promise<void> {
      // One shared iterator: each worker takes the next team when it is free.
      for (const team of queue) {
        if (fatal !== null) return;
        const failed = await readTeam(team);
        if (failed) unread.push(failed);
      }
    }
    await Promise.all(Array.from({ length: Math.min(TEAMS_AT_ONCE, teams.length) }, work));
    if (fatal !== null) throw fatal as AppError;
    return unread;
  }

  const givenUp: UnreadTeam[] = [];
  for (let left = options.teams; ; ) {
    const unread = await readOnce(left);
    const throttled = unread.filter((each) => each.listensAgainAt !== null);
    givenUp.push(...unread.filter((each) => each.listensAgainAt === null));
    const until = lastOf(throttled);
    if (until === null) return givenUp;
    if (!(await options.pause(until))) return [...givenUp, ...throttled];
    left = throttled.map(({ team }) => team);
  }
}

/** When all of them may be tried again; `null` for none. */
export function lastOf(throttled: readonly UnreadTeam[]): Date | null {
  const times = throttled.flatMap((each) => each.listensAgainAt?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times));
}
