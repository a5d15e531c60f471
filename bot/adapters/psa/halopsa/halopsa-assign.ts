import type { AssignOutcome, PsaTickets, Ticket } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { z } from 'zod';
import { begun } from '../begun.ts';
import type { HaloPsaClient } from './halopsa-client.ts';
import { UNASSIGNED } from './halopsa-ticket.ts';
import type { HaloPsaTicketReader } from './halopsa-tickets.ts';

/** What HaloPSA answers is not believed: the ticket is read back. */
const anything = z.unknown();
/** HaloPSA has no codes for its refusals. Those that name an agent, a team or a qualification are about whom the ticket was to go to. */
const ABOUT_THE_AGENT = /\b(agents?|technicians?|teams?|departments?|qualif\w*)\b/i;

/** Gives tickets to agents. HaloPSA has no guard of its own: the last write wins, so the owner is read just before and after. */
export function createHaloPsaAssign(needs: {
  readonly client: HaloPsaClient;
  readonly tickets: Pick<HaloPsaTicketReader, 'readTicket'>;
}): Pick<PsaTickets<PsaConnection>, 'beginAssign'> {
  const { client, tickets } = needs;
  return {
    beginAssign(connection, ticketId, budget) {
      const reading = { budget, patience: client.patienceFor(budget) };
      const look = begun(tickets.readTicket(connection, ticketId, reading));
      return async ({ technicianId, ifOwnerIs }) => {
        const before = await look;
        if (before === null) return { kind: 'gone' };
        if (before.ownerId === technicianId) return { kind: 'assigned' };
        if (before.status.phase === 'closed') return { kind: 'closed' };
        // A ticket that was given back meanwhile is taken from nobody.
        if (before.ownerId !== ifOwnerIs && before.ownerId !== null) return ownedBy(before);
        const outcome = await client.post(connection, {
          path: '/Tickets',
          row: { id: Number(ticketId), agent_id: technicianId === null ? UNASSIGNED : Number(technicianId) },
          schema: anything,
          right: 'edit:tickets',
          ...reading,
        });
        if (outcome.kind === 'gone') return { kind: 'gone' };
        if (outcome.kind === 'refused') return refusal(outcome.text, technicianId !== null);
        const after = await tickets.readTicket(connection, ticketId, reading);
        if (after === null) return { kind: 'gone' };
        if (after.ownerId === technicianId) return { kind: 'assigned' };
        if (after.ownerId !== null) return ownedBy(after);
        return { kind: 'refused', text: 'HaloPSA took the change, and the ticket still belongs to nobody' };
      };
    },
  };
}

function ownedBy({ ownerId, ownerName }: Ticket): AssignOutcome {
  if (ownerId === null) throw new Error('a ticket of nobody has no owner to name');
  return { kind: 'owned', ownerId, ownerName };
}

function refusal(text: string, hasTechnician: boolean): AssignOutcome {
  return hasTechnician && ABOUT_THE_AGENT.test(text)
    ? { kind: 'technician-refused', text }
    : { kind: 'refused', text };
}
