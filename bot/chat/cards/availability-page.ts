import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import { type Group, GROUPS } from '#kernel/vocabulary.ts';

/** People on one card, and the size up to which a desk is shown whole. */
export const PAGE_SIZE = 10;
export const SHOWN_WHOLE = 15;

/** What an answer shows when nobody chose: a small desk whole, of a large one those who work. */
export function defaultShow(technicianCount: number): Group | 'all' {
  return technicianCount <= SHOWN_WHOLE ? 'all' : 'working';
}

export interface Page {
  /** People of this page, by group and in the order of the answer. */
  readonly people: readonly TechnicianAvailability[];
  /** Counts from 0; what was asked for, held to the pages that there are. */
  readonly page: number;
  /** Position of the first one, from 1; 0 on an empty page. */
  readonly from: number;
  readonly to: number;
  /** People of the filter on all pages. */
  readonly total: number;
  readonly hasNext: boolean;
  readonly hasBack: boolean;
}

/** Cuts one page. The order inside a group is that of `technicians`, so a remembered order stays; off shift, whoever is
 *  available in Teams all the same comes first. */
export function cutPage(
  technicians: readonly TechnicianAvailability[],
  show: Group | 'all',
  wanted: number,
): Page {
  const size = technicians.length <= SHOWN_WHOLE ? SHOWN_WHOLE : PAGE_SIZE;
  const people = (show === 'all' ? GROUPS : [show]).flatMap((group) =>
    inOrder(
      group,
      technicians.filter((person) => person.group === group),
    ),
  );
  // However many there are: everybody can be reached by turning pages (CHAT-6).
  const last = Math.max(Math.ceil(people.length / size), 1) - 1;
  const page = Math.min(Math.max(Number.isInteger(wanted) ? wanted : 0, 0), last);
  const start = page * size;
  const end = Math.min(start + size, people.length);
  return {
    people: people.slice(start, end),
    page,
    from: people.length === 0 ? 0 : start + 1,
    to: end,
    total: people.length,
    hasNext: page < last,
    hasBack: page > 0,
  };
}

export function countGroups(technicians: readonly TechnicianAvailability[]): Readonly<Record<Group, number>> {
  const counts = { working: 0, 'on-break': 0, 'off-shift': 0, 'no-signal': 0 };
  for (const { group } of technicians) counts[group] += 1;
  return counts;
}

function inOrder(group: Group, people: readonly TechnicianAvailability[]): readonly TechnicianAvailability[] {
  if (group !== 'off-shift') return people;
  return people.toSorted((a, b) => reach(a) - reach(b));
}

function reach(person: TechnicianAvailability): number {
  if (person.reasons.includes('time-off')) return 2;
  return person.presence !== null && person.verdict === 'working' ? 0 : 1;
}
