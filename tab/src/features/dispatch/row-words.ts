import type { DispatchListWords } from '../../texts/dispatch.ts';
import type { DecisionRow } from './dispatch-types.ts';

/** What a decision came to, in a few words, with the state of its assignment. `isWaiting`: its ticket is tried again. */
export function decidedWords(row: DecisionRow, t: DispatchListWords, isWaiting: boolean): string {
  const { outcome, assignment, act } = row;
  const { decided } = t;
  const chosen = outcome.technicianName ?? t.somebody;
  if (assignment) return assignedWords(assignment, chosen, t);
  if (outcome.kind === 'chosen')
    return act === 'dry-run' ? decided.dryRun(chosen) : decided.suggested(chosen);
  const because = outcome.because === null ? '' : t.because[outcome.because];
  if (outcome.kind === 'held') return isWaiting ? decided.retrying(because) : decided.held(because);
  return outcome.kind === 'left-unassigned' ? decided.unassigned(because) : because;
}

function assignedWords(
  assignment: NonNullable<DecisionRow['assignment']>,
  chosen: string,
  { decided }: DispatchListWords,
): string {
  const { state, response, technicianId, ownerFoundName } = assignment;
  const name = assignment.technicianName ?? chosen;
  // What gives a ticket back is an assignment of its own, to nobody.
  if (technicianId === null || state === 'undone') return decided.takenBack(name);
  if (state === 'gone') return decided.gone;
  if (state === 'owned') return decided.owned(name, ownerFoundName);
  if (state !== 'done') return decided[state](name);
  if (response) return response.kind === 'accepted' ? decided.accepted(name) : decided.passed(name);
  return decided.done(name);
}

/** "Teams used?" Only presence decides who is skipped; without it Teams had no say that anybody would notice. */
export function teamsWords({ presence }: Pick<DecisionRow, 'presence'>, t: DispatchListWords): string {
  const { use, because } = presence;
  if (use === 'used' || because === null) return t.teams.used;
  const words = t.teams.because[because];
  return use === 'partly' ? t.teams.partly(words) : t.teams.notUsed(words);
}
