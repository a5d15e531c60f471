import type { Team } from '#core/mapping/ports.ts';
import { isGuid } from '#kernel/ids.ts';
import type { NumberTunable, TeamsTunable, TextTunable, Tunable } from '#kernel/tunable.ts';
import type { Setting } from './ports.ts';

type Settings = ReadonlyMap<string, Setting>;

/** The stored number, or the default when there is none or it is out of bounds by now. */
export function numberOf(settings: Settings, tunable: NumberTunable): number {
  const value = settings.get(tunable.key)?.value;
  return typeof value === 'number' && numberProblem(tunable, value) === null ? value : tunable.default;
}

export function textOf(settings: Settings, tunable: TextTunable): string {
  const value = settings.get(tunable.key)?.value;
  return typeof value === 'string' && tunable.problem(value) === null ? value : tunable.default;
}

/** Teams as kept in a setting: id and the name it had when it was chosen. */
export function teamsOf(settings: Settings, tunable: TeamsTunable): readonly Team[] {
  const value = settings.get(tunable.key)?.value;
  return Array.isArray(value) ? value.filter(isTeam) : [];
}

/** What counts now: the stored value, or the default when there is none that can be used. */
export function effectiveValue(settings: Settings, tunable: Tunable): unknown {
  if (tunable.kind === 'number') return numberOf(settings, tunable);
  return tunable.kind === 'text' ? textOf(settings, tunable) : teamsOf(settings, tunable);
}

/** What is wrong with `value` for `tunable`, in words; `null` when it can be stored. */
export function checkValue(tunable: Tunable, value: unknown): string | null {
  if (tunable.kind === 'number') return numberProblem(tunable, value);
  if (tunable.kind === 'text') return typeof value === 'string' ? tunable.problem(value) : 'is not a text';
  if (!Array.isArray(value) || !value.every(isTeam)) {
    return `is not a list of teams, each with teamId (a GUID) and displayName (at most ${LONGEST_NAME} characters)`;
  }
  return value.length <= MOST_TEAMS ? null : `holds more than ${MOST_TEAMS} teams`;
}

/** A value that passed `checkValue` in the one form in which it is stored: each team once, with its id in lower case. */
export function toStoredValue(tunable: Tunable, value: unknown): unknown {
  if (tunable.kind !== 'teams' || !Array.isArray(value)) return value;
  const teams = value.filter(isTeam).map(({ teamId, displayName }): [string, Team] => {
    const id = teamId.toLowerCase();
    return [id, { teamId: id, displayName }];
  });
  return [...new Map(teams).values()];
}

function numberProblem({ min, max, unit }: NumberTunable, value: unknown): string | null {
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
  return fits ? null : `is not a whole number of ${unit} from ${min} to ${max}`;
}

/** Entra's own limit for the display name of a group. */
const LONGEST_NAME = 256;
/** A rota is read team by team; a desk with more of them has ticked too many. */
const MOST_TEAMS = 100;

function isTeam(value: unknown): value is Team {
  if (typeof value !== 'object' || value === null) return false;
  const { teamId, displayName } = value as Record<string, unknown>; // just narrowed to an object
  if (typeof teamId !== 'string' || typeof displayName !== 'string') return false;
  return isGuid(teamId) && displayName.trim() !== '' && displayName.length <= LONGEST_NAME;
}
