import type { Intent } from '../parse/intents.ts';
import { autoMap } from './automap.ts';
import { availabilityAt, availabilityNow, availabilityTeam } from './availability.ts';
import type { Command } from './command.ts';
import { showHelp } from './help.ts';
import { unmatched } from './mapping.ts';
import { health } from './setup.ts';
import { cancel, greeting, thanks } from './social.ts';
import { technicianNext, technicianState } from './technician.ts';

const help: Command = {
  name: 'help',
  title: 'help',
  help: 'What you can ask, with examples.',
  phrasings: ['help', 'what can you do'],
  permission: 'availability.read',
  listed: true,
  run: (turn) => Promise.resolve(showHelp(turn, COMMANDS)),
};

/** Everything that people can ask, most useful first (CHAT-1). */
export const COMMANDS: readonly Command[] = [
  availabilityNow,
  availabilityAt,
  availabilityTeam,
  technicianState,
  technicianNext,
  autoMap,
  unmatched,
  health,
  help,
  greeting(() => COMMANDS),
  thanks,
  cancel,
];

export function commandFor(intent: Intent): Command | null {
  return COMMANDS.find((command) => command.name === intent) ?? null;
}
