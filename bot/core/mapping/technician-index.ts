import type { TechnicianId, UserId } from '#kernel/vocabulary.ts';
import type { MappedTechnician } from './mapping-service.ts';
import type { Mapping, Technician } from './ports.ts';

export const TECHNICIAN_SORTS = ['name', 'email', 'user', 'badge'] as const;
export type TechnicianSort = (typeof TECHNICIAN_SORTS)[number];

/** `auto`, `manual` and `unmapped` share the technicians out between them; `excluded` (from auto-map) lies across. */
export const BADGES = ['auto', 'manual', 'unmapped', 'excluded'] as const;
export type Badge = (typeof BADGES)[number];

/** Which technicians, in which order. */
export interface TechnicianView {
  /** Words that all stand somewhere in name, e-mail or mapped user; blank for everybody. */
  readonly search: string;
  readonly badge: Badge | null;
  readonly sort: TechnicianSort;
  readonly order: 'asc' | 'desc';
}

/** A place between two rows of a view: right after the row that this was made of, whether or not that row still exists. */
export interface TechnicianPlace {
  readonly key: string;
  readonly name: string;
  readonly technicianId: TechnicianId;
}

export type TechnicianCounts = Readonly<Record<Badge | 'all', number>>;

export interface TechnicianPage {
  readonly technicians: readonly MappedTechnician[];
  /** Where the next page begins; `null` after the last row. */
  readonly end: TechnicianPlace | null;
  /** Rows of the view. */
  readonly total: number;
  /** Of everybody whom the search finds, whatever the badge asked for. */
  readonly counts: TechnicianCounts;
}

/** Technicians and mappings as they stood together at one moment, ready to be read page by page. */
export interface TechnicianIndex {
  /** Up to `limit` rows from `skip` rows after `after` on (`null`: from the first). Costs the same on every page. */
  page(
    view: TechnicianView,
    from: { readonly after: TechnicianPlace | null; readonly skip: number; readonly limit: number },
  ): TechnicianPage;
  /** Everybody, sorted by name. */
  readonly all: readonly MappedTechnician[];
  find(technicianId: TechnicianId): MappedTechnician | null;
  /** Technicians that are mapped to this user; usually one. */
  holdersOf(userId: UserId): readonly Technician[];
}

/** Views that stay ready: people turn pages and type, and few look at one desk at a time. */
const VIEWS_KEPT = 24;

interface Row extends MappedTechnician {
  readonly place: Readonly<Record<TechnicianSort, TechnicianPlace>>;
  /** What a search looks through. */
  readonly text: string;
}

interface Found {
  /** Ascending. */
  readonly rows: readonly Row[];
  readonly counts: TechnicianCounts;
}

/** `technicians` sorted by name, as the roster has them. */
export function createTechnicianIndex(
  technicians: readonly Technician[],
  mappings: readonly Mapping[],
): TechnicianIndex {
  const mappingOf = new Map(mappings.map((mapping) => [mapping.technicianId, mapping]));
  const rows = technicians.map((each) => toRow(each, mappingOf.get(each.technicianId) ?? null));
  const byId = new Map(rows.map((row) => [row.technician.technicianId, row]));
  const byUser = Map.groupBy(rows, (row) => row.mapping?.userId ?? null);
  const sorted = new Map<TechnicianSort, readonly Row[]>();
  const views = new Map<string, Found>();

  function inOrder(sort: TechnicianSort): readonly Row[] {
    const known = sorted.get(sort) ?? rows.toSorted((a, b) => comparePlaces(a.place[sort], b.place[sort]));
    sorted.set(sort, known);
    return known;
  }

  function find({ search, badge, sort }: TechnicianView): Found {
    const words = fold(search).split(/\s+/).filter(Boolean);
    const key = JSON.stringify([words, badge, sort]);
    const found = views.get(key) ?? select(inOrder(sort), words, badge);
    // Set anew at the end: what was looked at longest ago goes first.
    views.delete(key);
    views.set(key, found);
    for (const oldest of [...views.keys()].slice(0, -VIEWS_KEPT)) views.delete(oldest);
    return found;
  }

  return {
    all: rows,
    page(view, { after, skip, limit }) {
      const found = find(view);
      const total = found.rows.length;
      const start = (after === null ? 0 : startAfter(found.rows, view, after)) + skip;
      const page = slice(found.rows, view.order, start, limit);
      const last = page.at(-1);
      const end = last === undefined || start + limit >= total ? null : last.place[view.sort];
      return { technicians: page, end, total, counts: found.counts };
    },
    find: (technicianId) => byId.get(technicianId) ?? null,
    holdersOf: (userId) => (byUser.get(userId) ?? []).map(({ technician }) => technician),
  };
}

export function badgeOf(mapping: Mapping | null): Exclude<Badge, 'excluded'> {
  return mapping?.source ?? 'unmapped';
}

/** `localeCompare` would look its rules up each time, and a desk is compared tens of thousands of times. */
const ORDER = new Intl.Collator('en');

function comparePlaces(a: TechnicianPlace, b: TechnicianPlace): number {
  const order = ORDER.compare(a.key, b.key) || ORDER.compare(a.name, b.name);
  if (order !== 0 || a.technicianId === b.technicianId) return order;
  return a.technicianId < b.technicianId ? -1 : 1;
}

function toRow(technician: Technician, mapping: Mapping | null): Row {
  const { name, email, technicianId } = technician;
  const user = mapping?.userDisplayName ?? mapping?.userPrincipalName ?? '';
  const placeBy = (key: string): TechnicianPlace => ({ key, name, technicianId });
  return {
    technician,
    mapping,
    place: {
      name: placeBy(''),
      email: placeBy(email ?? ''),
      user: placeBy(mapping?.userPrincipalName ?? user),
      badge: placeBy(String(BADGES.indexOf(badgeOf(mapping)))),
    },
    text: fold([name, email ?? '', user, mapping?.userPrincipalName ?? ''].join('\n')),
  };
}

/** Accents and case never hide anybody from a search. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function select(rows: readonly Row[], words: readonly string[], badge: Badge | null): Found {
  const found =
    words.length === 0 ? rows : rows.filter(({ text }) => words.every((word) => text.includes(word)));
  const counts = { all: found.length, auto: 0, manual: 0, unmapped: 0, excluded: 0 };
  for (const { mapping } of found) {
    counts[badgeOf(mapping)] += 1;
    if (mapping?.excluded) counts.excluded += 1;
  }
  return { rows: badge === null ? found : found.filter(({ mapping }) => hasBadge(mapping, badge)), counts };
}

function hasBadge(mapping: Mapping | null, badge: Badge): boolean {
  return badge === 'excluded' ? (mapping?.excluded ?? false) : badgeOf(mapping) === badge;
}

/** How many rows, in the order of the view, stand at or before `place`. */
function startAfter(rows: readonly Row[], { sort, order }: TechnicianView, place: TechnicianPlace): number {
  const stays = (index: number): boolean => {
    const row = rows[index];
    const compared = row === undefined ? 1 : comparePlaces(row.place[sort], place);
    return order === 'asc' ? compared <= 0 : compared < 0;
  };
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stays(middle)) low = middle + 1;
    else high = middle;
  }
  return order === 'asc' ? low : rows.length - low;
}

function slice(
  rows: readonly Row[],
  order: TechnicianView['order'],
  start: number,
  limit: number,
): readonly Row[] {
  if (order === 'asc') return rows.slice(start, start + limit);
  const end = Math.max(0, rows.length - start);
  return rows.slice(Math.max(0, end - limit), end).toReversed();
}
