import type { PresenceWord } from '#core/availability/presence-rules.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';

/** What the sentences of a workflow's instructions become (INS-2). Plain values: the grammar makes them, dispatch obeys them. */

/** A presence that an instruction may name. Words for "no signal" are not among them: unknown never counts as away (AV-3). */
export type PresenceState = Exclude<PresenceWord, 'presence-unknown' | 'presence-new' | 'no-answer'>;

/** The tickets that a rule is about. Every list that is given must hold the ticket's own value; a list that is left out asks nothing.
 *  All values are the PSA's ids as a ticket carries them, never labels. */
export interface TicketScope {
  readonly priorities?: readonly string[];
  readonly queues?: readonly string[];
  readonly companies?: readonly string[];
}

export type InstructionScope = 'always' | TicketScope;

/** `name` is what the sentence called the technician, for showing; only the id decides. Skills are compared trimmed and without case. */
export type InstructionSubject =
  | { readonly kind: 'technician'; readonly technicianId: TechnicianId; readonly name: string }
  | { readonly kind: 'skill'; readonly skill: string };

/** What a rule does, without where it came from.
 *  - `treat-state`: people who show this presence count as on a break, or as working.
 *  - `ignore-presence`, `ignore-shifts`: those facts have no say for tickets of the scope.
 *  - `never`: does not get tickets of the scope. Stronger than `always`.
 *  - `always`: comes before everybody else who may take the ticket; when nobody named may, the others follow.
 *  - `prefer`, `avoid`: first or last among equals in Round Robin, a bounded shift of the score in ranked mode.
 *  - `limit`: at most this many open tickets at once; 0 and up. The lowest of several holds.
 *  - `presence-window`: presence blocks slots that start at most this many minutes from now. The last of several holds. */
export type RuleEffect =
  | { readonly kind: 'treat-state'; readonly state: PresenceState; readonly as: 'unavailable' | 'available' }
  | { readonly kind: 'ignore-presence'; readonly scope: InstructionScope }
  | { readonly kind: 'ignore-shifts'; readonly scope: InstructionScope }
  | {
      readonly kind: 'never' | 'always' | 'prefer' | 'avoid';
      readonly who: InstructionSubject;
      readonly scope: InstructionScope;
    }
  | {
      readonly kind: 'limit';
      readonly technicianId: TechnicianId;
      readonly name: string;
      readonly tickets: number;
    }
  | { readonly kind: 'presence-window'; readonly minutes: number };

/** A rule with the sentence that it came from; a sentence may become several rules. */
export type InstructionRule = RuleEffect & {
  /** Place of the sentence in the instructions, from 0. */
  readonly sentence: number;
  /** The sentence as written. Data: shown as text, never obeyed by itself. */
  readonly source: string;
};
