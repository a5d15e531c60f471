import type { Run, RunRow, Suggestion, UnmatchedReason } from '#core/mapping/ports.ts';
import { becauseOf } from '../texts/error-texts.ts';
import type { Viewer } from './card.ts';
import { literal } from './literal.ts';
import { type Texts, textsFor } from '../texts/texts.ts';

/** Team names that a line holds before "and 4 more". */
const TEAMS_NAMED = 5;

/** What a run looked through. */
export function scopeLine(
  { scope, teamsScanned }: Pick<Run, 'scope' | 'teamsScanned'>,
  texts: Texts,
): string {
  if (scope.isFull) return texts.automap.scopeFull(teamsScanned);
  const names = scope.teams.map((team) => literal(team.displayName, 40));
  return texts.automap.scopeTeams(texts.list(names, TEAMS_NAMED));
}

/** Teams that were not read to their end, each with the reason, and what follows from it (`null`: said elsewhere); empty after a whole scan. */
export function failedTeams(
  { teamFailures }: Pick<Run, 'teamFailures'>,
  means: string | null,
  texts: Texts,
): readonly string[] {
  if (teamFailures.length === 0) return [];
  const teams = teamFailures.map(({ team, code }) =>
    texts.automap.teamBecause(literal(team.displayName, 40), becauseOf(code, texts.errors)),
  );
  return [texts.automap.incomplete(texts.list(teams, TEAMS_NAMED)), ...(means === null ? [] : [means])];
}

export interface TopReason {
  readonly reason: UnmatchedReason;
  readonly count: number;
  readonly of: number;
}

/** The reason that most unmatched rows have; `null` when every row is matched. */
export function topReason(rows: readonly RunRow[]): TopReason | null {
  const open = rows.filter(isOpen);
  const counts = new Map<UnmatchedReason, number>();
  for (const { reason } of open) if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const [top] = [...counts].toSorted(([, a], [, b]) => b - a);
  return top ? { reason: top[0], count: top[1], of: open.length } : null;
}

export function isOpen({ action }: RunRow): boolean {
  return action === 'unmatched' || action === 'ambiguous';
}

export interface UnmatchedWords {
  readonly name: string;
  readonly because: string;
  /** Both compared values; `null` where there are none, or where they are not for everybody's eyes. */
  readonly second: string | null;
}

/** The first `most` unmatched rows with both compared values side by side (decision 8 of the UX page). */
export function unmatchedRows(
  rows: readonly RunRow[],
  most: number,
  scene: Pick<Viewer, 'isPublic' | 'locale'>,
): readonly UnmatchedWords[] {
  return rows
    .filter(isOpen)
    .slice(0, most)
    .map((row) => unmatchedWords(row, scene));
}

export function unmatchedWords(
  row: RunRow,
  { isPublic, locale }: Pick<Viewer, 'isPublic' | 'locale'>,
): UnmatchedWords {
  const texts = textsFor(locale);
  return {
    name: literal(row.technicianName, 60),
    because: row.reason ? texts.shared.unmatched[row.reason] : texts.shared.action.unmatched,
    second: isPublic ? null : comparedValues(row, texts),
  };
}

/** A user as an account: the sign-in name, or what comes nearest to one. */
export function accountOf(user: Suggestion): string {
  return literal(user.userPrincipalName ?? user.userDisplayName ?? user.userValue, 60);
}

function comparedValues({ technicianEmail, rivals, suggestions }: RunRow, texts: Texts): string | null {
  const ours = technicianEmail ? literal(technicianEmail, 60) : texts.automap.noEmail;
  if (rivals.length > 0) {
    const names = rivals.map((rival) => literal(rival, 40));
    return `PSA: ${ours} · ${texts.automap.rivals(texts.list(names, 2))}`;
  }
  const [best] = suggestions;
  if (!best) return technicianEmail ? texts.automap.comparedAlone(ours) : null;
  return texts.automap.compared(ours, accountOf(best), texts.shared.suggested[best.because]);
}
