import type { AssignOutcome, OwnerWish, PsaTickets } from '#core/dispatch/ports.ts';

/** Gives a ticket to somebody at once, as a person waits for it. */
export function assignTicket<Where>(
  psa: Pick<PsaTickets<Where>, 'beginAssign'>,
  where: Where,
  { ticketId, ...wish }: OwnerWish & { readonly ticketId: string },
): Promise<AssignOutcome> {
  return psa.beginAssign(where, ticketId, 'interactive')(wish);
}
