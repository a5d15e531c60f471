import type { ChatTools } from './services.ts';
import type { Turn } from './turn.ts';

/** The ticket that a conversation was about last: what "it" is in "assign it to her", and the decision that "why not Lee" asks about. */
export interface LastTicket {
  readonly ref: string;
  /** `null`: no decision was shown. */
  readonly decisionId: string | null;
}

/** A thread of a channel is a conversation of its own; in one, each person has their own last ticket. */
function keyOf({ deskId, conversation, person }: Turn): string {
  return `${deskId} ${conversation.id} ${person.userId}`;
}

export function recallTicket(turn: Turn, { tickets }: Pick<ChatTools, 'tickets'>): LastTicket | null {
  return tickets.get(keyOf(turn)) ?? null;
}

export function rememberTicket(
  turn: Turn,
  ticket: LastTicket,
  { tickets }: Pick<ChatTools, 'tickets'>,
): void {
  tickets.set(keyOf(turn), ticket);
}
