import { may } from '#core/access/policy.ts';
import type { Team } from '#core/mapping/ports.ts';
import { AppError } from '#kernel/errors.ts';
import { findTeam } from '../parse/team-names.ts';
import type { ChatTools } from '../services.ts';
import type { Turn } from '../turn.ts';

/** The team meant by `said`: among the teams that the desk works with, then, for those who may list them, among all.
 *  Throws `team_not_found` with the closest names, and what listing teams throws. */
export async function findTeamSaid(turn: Turn, said: string, tools: ChatTools): Promise<Team> {
  const known = pickTeam(said, await tools.services.settings.knownTeams(turn.deskId));
  if (known.team) return known.team;
  if (!may(turn.caller, 'teams.read')) throw notFound(said, known.closest);
  const any = pickTeam(said, await allTeams(turn, tools));
  if (any.team) return any.team;
  throw notFound(said, any.closest);
}

interface Picked {
  readonly team: Team | null;
  readonly closest: readonly string[];
}

/** A near spelling is taken: the answer names the team in full, and a run shows a preview first. */
function pickTeam(said: string, teams: readonly Team[]): Picked {
  const named = teams.map((team) => ({ id: team.teamId, name: team.displayName, team }));
  const match = findTeam(said, named);
  if (match.kind === 'one') return { team: match.team.team, closest: [] };
  if (match.kind === 'several') return { team: null, closest: match.teams.map((each) => each.name) };
  return { team: null, closest: match.kind === 'nobody' && match.closest ? [match.closest.name] : [] };
}

async function allTeams(turn: Turn, { services, teams }: ChatTools): Promise<readonly Team[]> {
  const remembered = teams.get(turn.deskId);
  if (remembered) return remembered;
  const read = await services.mapping.listTeams(turn.caller);
  teams.set(turn.deskId, read);
  return read;
}

function notFound(asked: string, closest: readonly string[]): AppError {
  return new AppError('team_not_found', 'no team fits', { details: { asked, closest } });
}
