import type { Clock } from '#kernel/clock.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import type { DeskId, TeamId } from '#kernel/vocabulary.ts';
import { listensAgainAt } from './listens-again.ts';
import type { DirectorySource, MappingSettingsSource, RunScope, Team } from './ports.ts';

/** What a run looks through. */
export interface ScanPlan {
  readonly scope: RunScope;
  /** The teams to read: those of the scope, or all. */
  readonly teams: readonly Team[];
}

/** Microsoft did not even list the teams, and says when it may be asked again. */
export interface ScanPutOff {
  /** As far as it is known without the list. */
  readonly scope: RunScope;
  readonly teams: null;
  readonly until: Date;
  readonly cause: AppError;
}

/** Answers a planner, which asks for the tenant's teams anew each time. `teamIds`: `null` takes the ticked teams, `[]` every team.
 *  The planner throws `team_not_found` (details: `teamIds`), and what listing teams throws but for throttling with a named end. */
export async function createScanPlanner(
  needs: {
    readonly clock: Clock;
    readonly directory: Pick<DirectorySource, 'listTeams'>;
    readonly settings: MappingSettingsSource;
  },
  deskId: DeskId,
  teamIds: readonly TeamId[] | null,
): Promise<() => Promise<ScanPlan | ScanPutOff>> {
  const ticked = teamIds === null ? await needs.settings.readTickedTeams(deskId) : [];
  const asked = teamIds?.map((teamId) => ({ teamId, displayName: teamId })) ?? ticked;

  return async () => {
    let all: readonly Team[];
    try {
      all = await needs.directory.listTeams(deskId, 'background');
    } catch (thrown) {
      const cause = toAppError(thrown);
      const until = listensAgainAt(cause, needs.clock.now());
      if (until === null) throw cause;
      return { scope: { teams: asked, isFull: asked.length === 0 }, teams: null, until, cause };
    }
    const scope = teamIds === null ? scopeOfTicked(ticked, all) : scopeOf(teamIds, all);
    return { scope, teams: scope.isFull ? all : scope.teams };
  };
}

function scopeOf(chosen: readonly TeamId[], allTeams: readonly Team[]): RunScope {
  const wanted = new Set(chosen.map((teamId) => teamId.toLowerCase()));
  if (wanted.size === 0) return { teams: [], isFull: true };
  const teams = allTeams.filter((team) => wanted.has(team.teamId.toLowerCase()));
  const known = new Set(teams.map((team) => team.teamId.toLowerCase()));
  const unknown = [...wanted].filter((teamId) => !known.has(teamId));
  if (unknown.length > 0) {
    throw new AppError('team_not_found', `${unknown.length} team(s) are not in this tenant`, {
      details: { teamIds: unknown },
      remedy: 'Choose teams from the list of teams.',
    });
  }
  return { teams, isFull: false };
}

/** Ticked once, and perhaps gone since: what is left is still looked through, and the rest is a team that cannot be read (G20). */
function scopeOfTicked(ticked: readonly Team[], allTeams: readonly Team[]): RunScope {
  const byId = new Map(allTeams.map((team) => [team.teamId.toLowerCase(), team]));
  const teams = ticked.map((team) => byId.get(team.teamId.toLowerCase()) ?? team);
  return { teams, isFull: teams.length === 0 };
}
