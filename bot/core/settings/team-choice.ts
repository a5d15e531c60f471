import { assertMay } from '#core/access/policy.ts';
import { ROTA_TEAMS } from '#core/availability/tunables.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { Team } from '#core/mapping/ports.ts';
import { TICKED_TEAMS } from '#core/mapping/tunables.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import type { TeamId } from '#kernel/vocabulary.ts';
import type { SettingsService } from './settings-service.ts';

/** `ticked`: where auto-map looks. `rota`: whose shifts tell who is on the clock. Two choices, because they answer two questions. */
export type TeamPurpose = 'ticked' | 'rota';

export interface TeamChoice {
  readonly teams: readonly Team[];
  readonly version: number;
}

export interface TeamChoices {
  read(caller: Caller): Promise<Readonly<Record<TeamPurpose, TeamChoice>>>;
  /** Names come from Microsoft; a team that is gone there may stay chosen, by the name it had. Throws `team_not_found` (details:
   *  `teamIds`), `conflict`, and what listing teams throws, but for a choice out of what was chosen before, which needs no list. */
  choose(
    caller: Caller,
    purpose: TeamPurpose,
    chosen: { readonly teamIds: readonly TeamId[]; readonly expectedVersion: number },
  ): Promise<TeamChoice>;
}

const KEYS: Readonly<Record<TeamPurpose, string>> = { ticked: TICKED_TEAMS.key, rota: ROTA_TEAMS.key };

export function createTeamChoices(needs: {
  readonly settings: Pick<SettingsService, 'list' | 'write'>;
  readonly mapping: Pick<MappingService, 'listTeams'>;
}): TeamChoices {
  const { settings, mapping } = needs;

  async function read(caller: Caller): Promise<Readonly<Record<TeamPurpose, TeamChoice>>> {
    const states = await settings.list(caller);
    const choiceOf = (purpose: TeamPurpose): TeamChoice => {
      const state = states.find(({ tunable }) => tunable.key === KEYS[purpose]);
      // A setting of teams has teams for its value: `effectiveValue` saw to it.
      return { teams: (state?.value ?? []) as readonly Team[], version: state?.version ?? 0 };
    };
    return { ticked: choiceOf('ticked'), rota: choiceOf('rota') };
  }

  return {
    read,

    async choose(caller, purpose, { teamIds, expectedVersion }) {
      assertMay(caller, 'settings.write');
      const before = (await read(caller))[purpose];
      const wanted = [...new Set(teamIds.map((teamId) => teamId.toLowerCase()))];
      const known = new Map(before.teams.map((team) => [team.teamId.toLowerCase(), team]));
      if (wanted.some((teamId) => !known.has(teamId))) {
        for (const team of await mapping.listTeams(caller)) known.set(team.teamId.toLowerCase(), team);
      }
      const teams = wanted.flatMap((teamId) => known.get(teamId) ?? []);
      if (teams.length < wanted.length) throw unknownTeams(wanted.filter((teamId) => !known.has(teamId)));
      await settings.write(caller, KEYS[purpose], teams, { expectedVersion });
      return (await read(caller))[purpose];
    },
  };
}

function unknownTeams(teamIds: readonly TeamId[]): AppError {
  return new AppError('team_not_found', `${teamIds.length} team(s) are not in this tenant`, {
    details: { teamIds },
    remedy: 'Choose teams from the list of teams.',
  });
}
