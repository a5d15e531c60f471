interface Team {
  readonly id: string;
  readonly displayName: string;
}

/** How the rota teams stand to the teams that auto-map looks through: two settings that are easily taken for one. */
export type RotaNote =
  | { readonly kind: 'same' }
  /** Auto-map looks through every team of the tenant. */
  | { readonly kind: 'all' }
  | { readonly kind: 'other'; readonly teams: readonly Team[] };

export function rotaNote(rota: readonly Team[], ticked: readonly Team[]): RotaNote {
  if (ticked.length === 0) return { kind: 'all' };
  const chosen = new Set(rota.map(({ id }) => id));
  const isSame = chosen.size === ticked.length && ticked.every(({ id }) => chosen.has(id));
  return isSame ? { kind: 'same' } : { kind: 'other', teams: ticked };
}
