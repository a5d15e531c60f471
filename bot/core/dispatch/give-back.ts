import type { Assignment } from './ports.ts';

/** Tickets that go back to whom they belonged: because their assignment is undone, or because the technician passes them on. */

/** Whether `back` gives back what `given` gave, because its technician passed it on. */
export function isPassedBack(back: Assignment, given: Assignment): boolean {
  return isBackOf(back, given) && back.source === 'pass' && given.response?.kind === 'passed';
}

/** Whether `back` takes back what `given` gave. */
export function isTakenBack(back: Assignment, given: Assignment): boolean {
  return isBackOf(back, given) && !isPassedBack(back, given);
}

/** What `back` gives back; `null` when it gives a ticket to somebody, or that is over already. `assignments`: the ticket's, newest first. */
export function givenBefore(back: Assignment, assignments: readonly Assignment[]): Assignment | null {
  const at = assignments.findIndex(({ assignmentId }) => assignmentId === back.assignmentId);
  const given = assignments
    .slice(at + 1)
    .find(({ state, technicianId }) => WAS_THEIRS.includes(state) && technicianId === back.ifOwnerIs);
  return at >= 0 && given?.state === 'done' && isBackOf(back, given) ? given : null;
}

const WAS_THEIRS: readonly Assignment['state'][] = ['done', 'undone'];

/** Whoever gets a ticket is named; whoever only has it again is not. */
function isBackOf(back: Assignment, given: Assignment): boolean {
  return (
    back.assignmentId !== given.assignmentId &&
    back.technicianName === null &&
    back.ifOwnerIs === given.technicianId
  );
}
