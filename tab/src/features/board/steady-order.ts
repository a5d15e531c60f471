import type { BoardPerson, Group } from './person-words.ts';

/** Where a row stands: in its group, or in the one that it was in when somebody began to look at it. */
export interface Placed {
  readonly person: BoardPerson;
  /** The group under whose heading the row stands. */
  readonly group: Group;
  /** When the person was first seen to belong elsewhere; `null` while the row is where it belongs. */
  readonly movedAt: Date | null;
}

/** The newest facts on rows that stay where they were while somebody points at them (ux S1). A held list takes nobody in; those who left go. Without a
 *  hold everybody stands where they belong, in the order of the answer. */
export function arrange(
  before: readonly Placed[],
  people: readonly BoardPerson[],
  options: { readonly isHeld: boolean; readonly at: Date },
): readonly Placed[] {
  if (!options.isHeld || before.length === 0) {
    return people.map((person) => ({ person, group: person.group, movedAt: null }));
  }
  const byId = new Map(people.map((person) => [person.technicianId, person]));
  return before.flatMap(({ person: { technicianId }, group, movedAt }) => {
    const person = byId.get(technicianId);
    if (!person) return [];
    return [{ person, group, movedAt: person.group === group ? null : (movedAt ?? options.at) }];
  });
}
