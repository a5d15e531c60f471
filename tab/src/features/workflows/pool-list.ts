import type { Named } from './workflow-types.ts';

export interface PoolMember extends Named {
  /** `false`: the PSA does not know them any more. */
  readonly isKnown: boolean;
}

/** Found names shown at a time; more are found by typing more. */
export const FOUND_AT_MOST = 8;

/** The chosen ones in their order. */
export function poolMembers(ids: readonly string[], technicians: readonly Named[]): readonly PoolMember[] {
  const known = new Map(technicians.map((each) => [each.id, each.name]));
  return ids.map((id) => ({ id, name: known.get(id) ?? id, isKnown: known.has(id) }));
}

/** Technicians who are not in the pool yet and whose name holds every word of `text`. */
export function findOutside(
  technicians: readonly Named[],
  ids: readonly string[],
  text: string,
): readonly Named[] {
  const inside = new Set(ids);
  return searchNamed(technicians, text).filter(({ id }) => !inside.has(id));
}

/** Those whose name holds every word of `text`, without regard to case and accents. */
export function searchNamed<Item extends { readonly name: string }>(
  items: readonly Item[],
  text: string,
): readonly Item[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return items.filter(({ name }) => words.every((word) => fold(name).includes(word)));
}

/** With the one at `place` moved by one: -1 up, 1 down. At an end it stays. */
export function movedBy<Item>(items: readonly Item[], place: number, step: -1 | 1): readonly Item[] {
  const to = place + step;
  const [one, other] = [items[place], items[to]];
  if (one === undefined || other === undefined) return items;
  return items.with(place, other).with(to, one);
}

/** Ticked ids that nothing is known of any more stay visible: they come first, under their id. */
export function withGone(
  all: readonly Named[],
  ticked: readonly Named[],
): readonly (Named & { readonly isGone: boolean })[] {
  const known = new Set(all.map(({ id }) => id));
  return [
    ...ticked.filter(({ id }) => !known.has(id)).map((each) => ({ ...each, isGone: true })),
    ...all.map((each) => ({ ...each, isGone: false })),
  ];
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
