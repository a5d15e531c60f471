import type { ChatTools } from '../services.ts';
import type { Answer, Turn } from '../turn.ts';
import type { Slots } from '../parse/understand.ts';
import type { Command } from './command.ts';
import { findTeamSaid } from './find-team.ts';
import { runAutoMap } from './run-automap.ts';

export const autoMap: Command = {
  name: 'automap.run',
  permission: 'automap.run',
  listed: 'everywhere',
  run,
};

/** Every team named has to be known: a run over fewer teams than were said would look like one over all of them. */
async function run(turn: Turn, slots: Slots, tools: ChatTools): Promise<Answer> {
  const teams = await Promise.all((slots.teams ?? []).map((said) => findTeamSaid(turn, said, tools)));
  const teamIds = teams.length === 0 ? null : [...new Set(teams.map((team) => team.teamId))];
  return runAutoMap(turn, { teamIds }, tools);
}
