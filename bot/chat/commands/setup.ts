import type { Command } from './command.ts';
import { showHealth } from './set-up.ts';

export const health: Command = {
  name: 'setup.health',
  permission: 'health.read',
  listed: 'everywhere',
  run: (turn, _slots, tools) => showHealth(turn, tools),
};
