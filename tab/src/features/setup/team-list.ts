export interface ListedTeam {
  readonly id: string;
  readonly displayName: string;
  /** Chosen once, and not in the tenant any more. */
  readonly isGone: boolean;
}

/** A tenant can have thousands of teams; so many checkboxes are drawn at a time. */
export const TEAMS_A_PAGE = 100;

/** All teams of the tenant and those that are chosen without being there any more, which come first. `all`: `null` when it cannot be read. */
export function listedTeams(
  all: readonly { readonly id: string; readonly displayName: string }[] | null,
  chosen: readonly { readonly id: string; readonly displayName: string }[],
): readonly ListedTeam[] {
  if (all === null) return chosen.map((team) => ({ ...team, isGone: false }));
  const known = new Set(all.map(({ id }) => id));
  const gone = chosen.filter(({ id }) => !known.has(id)).map((team) => ({ ...team, isGone: true }));
  return [...gone, ...all.map((team) => ({ ...team, isGone: false }))];
}

/** Teams whose name holds every word of `text`, in their order. */
export function searchTeams(
  teams: readonly ListedTeam[],
  text: string,
  only: ReadonlySet<string> | null,
): readonly ListedTeam[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  return teams.filter(
    ({ id, displayName }) =>
      (only === null || only.has(id)) && words.every((word) => fold(displayName).includes(word)),
  );
}

/** Without case and accents: "zurich" finds "Zürich". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
