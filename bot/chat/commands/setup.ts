import type { Command } from './command.ts';
import { showHealth } from './set-up.ts';

export const health: Command = {
  name: 'setup.health',
  title: 'check set-up',
  help: 'Whether consent, PSA, mapping, presence and Shifts work, each by using it.',
  phrasings: ['check set-up', 'is Teams connected', 'health'],
  permission: 'health.read',
  listed: true,
  run: (turn, _slots, tools) => showHealth(turn, tools),
};
