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

/** How long a pointer or a focus that rests holds the rows: a minute old order is no longer what people expect. */
export const HOLD_SECONDS = 60;

export interface Attention {
  readonly isPointerInside: boolean;
  readonly isFocusInside: boolean;
  /** Of pointer or keys in the list; `null` before the first. */
  readonly lastMoveAt: Date | null;
}

export function holdsRows(attention: Attention, now: Date): boolean {
  if (!attention.isPointerInside && !attention.isFocusInside) return false;
  const { lastMoveAt } = attention;
  return lastMoveAt !== null && now.getTime() - lastMoveAt.getTime() < HOLD_SECONDS * 1000;
}
