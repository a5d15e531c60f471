import type { Intent } from '../parse/intents.ts';
import { autoMap } from './automap.ts';
import { availabilityAt, availabilityNow, availabilityTeam } from './availability.ts';
import type { CommandText } from '../texts/en/commands.ts';
import { textsFor } from '../texts/texts.ts';
import type { Command } from './command.ts';
import { assignTicket } from './assign-ticket.ts';
import { coverage } from './coverage.ts';
import { decisionWhy } from './decision-why.ts';
import { suggestTicket } from './dispatch-ticket.ts';
import { heldTickets } from './held-tickets.ts';
import { showHelp } from './help.ts';
import { unmatched } from './mapping.ts';
import { selfOverride } from './own-word.ts';
import { health } from './setup.ts';
import { cancel, greeting, thanks } from './social.ts';
import { technicianNext, technicianState } from './technician.ts';
import { technicianWhy } from './why.ts';

const help: Command = {
  name: 'help',
  permission: 'availability.read',
  listed: 'everywhere',
  run: (turn) => Promise.resolve(showHelp(turn, COMMANDS)),
};

/** Everything that people can ask, most useful first (CHAT-1). */
export const COMMANDS: readonly Command[] = [
  availabilityNow,
  availabilityAt,
  availabilityTeam,
  technicianState,
  technicianNext,
  coverage,
  selfOverride,
  technicianWhy,
  suggestTicket,
  assignTicket,
  decisionWhy,
  heldTickets,
  autoMap,
  unmatched,
  health,
  help,
  greeting(() => COMMANDS),
  thanks,
  cancel,
];

/** The table in words; `listed`: whether the list that Teams offers names it. */
export function describeCommands(locale: string): readonly (CommandText & { readonly listed: boolean })[] {
  const { commands } = textsFor(locale);
  return COMMANDS.map(({ name, listed }) => ({ ...commands[name], listed: listed === 'everywhere' }));
}

export function commandFor(intent: Intent): Command | null {
  return COMMANDS.find((command) => command.name === intent) ?? null;
}
