import { canReadTeams, type Setup } from './consent-view.ts';

export type StepState = 'done' | 'current' | 'open';

/** Consent, teams, auto-map, use: what is done, and which one is next (TAB-1). `mappedCount`: `null` while it is not known. */
export function stepStates(setup: Setup, mappedCount: number | null): readonly StepState[] {
  const { consent, ticked, runs } = setup;
  const wasRun = runs?.lastApplied != null && runs.lastApplied.state !== 'undone';
  const isMapped = wasRun || (mappedCount ?? 0) > 0;
  const done = [
    consent.state === 'granted',
    // To scan every team is a choice too; it counts once it was made, or a run was applied.
    ticked.version > 0 || wasRun,
    isMapped,
    isMapped && canReadTeams(consent),
  ];
  const next = done.indexOf(false);
  return done.map((isDone, index) => {
    if (isDone) return 'done';
    return index === next ? 'current' : 'open';
  });
}
