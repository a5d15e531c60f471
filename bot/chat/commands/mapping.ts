import type { Command } from './command.ts';
import { showUnmatched } from './show-unmatched.ts';
import { technicianState } from './technician.ts';

export const unmatched: Command = {
  name: 'mapping.open',
  permission: 'technicians.read',
  listed: 'everywhere',
  // "Is Hugo mapped" is about one: the card of a technician says how they are mapped.
  run: (turn, slots, tools) =>
    slots.who === undefined
      ? showUnmatched(turn, { page: 0 }, tools)
      : technicianState.run(turn, slots, tools),
};
