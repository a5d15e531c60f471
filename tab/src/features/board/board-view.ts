import type { BoardPerson, Group } from './person-words.ts';
import type { Placed } from './steady-order.ts';

/** In the order in which people read them. */
export const GROUP_ORDER: readonly Group[] = ['working', 'on-break', 'off-shift', 'no-signal'];
export const ROWS_A_PAGE = 50;

export type Counts = Readonly<Record<Group, number>>;

export function countGroups(people: readonly BoardPerson[]): Counts {
  const counts = { working: 0, 'on-break': 0, 'off-shift': 0, 'no-signal': 0 };
  for (const { group } of people) counts[group] += 1;
  return counts;
}

export interface Filter {
  /** `null`: all of them. */
  readonly group: Group | null;
  readonly search: string;
}

/** Rows that the filter lets through, and of those the first `limit`. */
export function visibleRows(
  placed: readonly Placed[],
  { group, search }: Filter,
  limit: number,
): { readonly rows: readonly Placed[]; readonly total: number } {
  const wanted = foldName(search);
  const found = placed.filter(
    (each) =>
      (group === null || each.group === group) &&
      (wanted === '' || foldName(each.person.name).includes(wanted)),
  );
  return { rows: found.slice(0, limit), total: found.length };
}

/** Case and accents do not count: "chloe" finds Chloé. */
function foldName(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

export interface BoardRoute {
  /** The time asked about; `null` is now. */
  readonly at: Date | null;
  readonly technicianId: string | null;
}

/** `at/<iso>`, `t/<id>`, both, or nothing; `null` for what is no place of the board. */
export function readRoute(rest: readonly string[]): BoardRoute | null {
  const route: { at: Date | null; technicianId: string | null } = { at: null, technicianId: null };
  for (let index = 0; index < rest.length; index += 2) {
    const [name, value] = [rest[index], rest[index + 1]];
    if (value === undefined) return null;
    if (name === 't' && route.technicianId === null) route.technicianId = value;
    else if (name === 'at' && route.at === null && isTime(value)) route.at = new Date(value);
    else return null;
  }
  return route;
}

export function routeParts({ at, technicianId }: BoardRoute): readonly string[] {
  return [
    ...(at ? ['at', at.toISOString().replace('.000Z', 'Z')] : []),
    ...(technicianId === null ? [] : ['t', technicianId]),
  ];
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(new Date(text).getTime());
}

/** Nothing is set up until somebody is mapped: of a whole board, nobody has a user. */
export function isUntouched(people: readonly BoardPerson[]): boolean {
  return people.every(({ mapping, override }) => mapping === null && override === null);
}
