import type { z } from 'zod';
import type { rosterTicketSchema } from '#contract/roster-ticket-schemas.ts';
import type { RosterTicket } from '#core/dispatch/ports.ts';

export function toRosterTicketDto(ticket: RosterTicket): z.input<typeof rosterTicketSchema> {
  const { ref, title, priority, queue, company, requiredSkills, status, ownerId, version } = ticket;
  return {
    ref,
    title,
    priority,
    queue,
    company,
    requiredSkills: [...requiredSkills],
    status,
    ownerId,
    openedAt: ticket.openedAt.toISOString(),
    version,
    updatedAt: ticket.updatedAt.toISOString(),
  };
}
