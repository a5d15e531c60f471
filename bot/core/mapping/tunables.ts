import type { TeamsTunable } from '#kernel/tunable.ts';

/** MAP-1: the teams where the desk lives. */
export const TICKED_TEAMS: TeamsTunable = {
  key: 'mapping.teams',
  kind: 'teams',
  default: [],
  help: 'Teams that auto-map looks through. Empty: every team of the tenant.',
};

/** MAP-6a. Not settings: an admin who could raise them would lose the valve on the day it matters. */
export const CLEAR_VALVE_COUNT = 5;
export const CLEAR_VALVE_PERCENT = 20;

/** Teams whose members are read at the same time. Sixteen keep 100 teams of one page at 100 ms each under a second, and stay far below
 *  Graph's 8,000 units in 10 s. */
export const TEAMS_AT_ONCE = 16;

/** A review older than this no longer says what is there. */
export const PREVIEW_MINUTES = 30;

/** A run under way whose process died is given up after this long. */
export const LEASE_SECONDS = 30;

/** A run that Microsoft asks to wait goes on by itself until this long after its start, then ends with what it has read. Longer, and
 *  whoever started it has forgotten why; the preview is good for as long again. */
export const RUN_MINUTES = 15;

/** How long the PSA's list of technicians is taken as it is. */
export const TECHNICIANS_MINUTES = 5;
