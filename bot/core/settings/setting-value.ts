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

/** What is wrong with `value` for `tunable`, in words; `null` when it can be stored. */
export function checkValue(tunable: Tunable, value: unknown): string | null {
  if (tunable.kind === 'number') return numberProblem(tunable, value);
  if (tunable.kind === 'text') return typeof value === 'string' ? tunable.problem(value) : 'is not a text';
  const isTeams = Array.isArray(value) && value.every(isTeam);
  return isTeams ? null : 'is not a list of teams, each with teamId (a GUID) and displayName';
}

function numberProblem({ min, max, unit }: NumberTunable, value: unknown): string | null {
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
  return fits ? null : `is not a whole number of ${unit} from ${min} to ${max}`;
}

function isTeam(value: unknown): value is Team {
  if (typeof value !== 'object' || value === null) return false;
  const { teamId, displayName } = value as Record<string, unknown>;
  return typeof teamId === 'string' && isGuid(teamId) && typeof displayName === 'string';
}
