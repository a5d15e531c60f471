import type { NumberTunable, TeamsTunable } from '#kernel/tunable.ts';

/** AV-4: presence says how things are now; two hours ahead it says nothing. */
export const PRESENCE_BLOCKS_MINUTES: NumberTunable = {
  key: 'availability.presence-blocks-minutes',
  kind: 'number',
  unit: 'minutes',
  default: 120,
  min: 0,
  max: 24 * 60,
  help: 'Presence counts for work that starts at most this many minutes from now.',
};

/** AV-5. */
export const PLANNING_WINDOW_HOURS: NumberTunable = {
  key: 'availability.planning-window-hours',
  kind: 'number',
  unit: 'hours',
  default: 24,
  min: 1,
  max: 14 * 24,
  help: 'How far ahead a technician’s next shift is looked for.',
};

/** AV-5a. Empty means: the teams ticked for auto-map that have a schedule. */
export const ROTA_TEAMS: TeamsTunable = {
  key: 'availability.rota-teams',
  kind: 'teams',
  default: [],
  help: 'Teams whose Shifts schedule tells who is on the clock. Empty: the teams ticked for auto-map.',
};

/** A desk that runs on one person at night has a gap only when nobody is there. */
export const COVERAGE_MINIMUM: NumberTunable = {
  key: 'coverage.minimum',
  kind: 'number',
  unit: 'count',
  default: 1,
  min: 1,
  max: 50,
  help: 'How many people should be on shift at any time; fewer is shown as a gap.',
};
