import type {
  getRosterTicket,
  getRosterTickets,
  postRosterTicket,
  putRosterTicket,
  putRosterTicketStatus,
} from '#contract/public-roster-ticket-endpoints.ts';
import type { RosterTicketsService } from '#core/dispatch/roster-tickets-service.ts';
import type { MountForPeople } from '../mount-for-people.ts';
import { toRosterTicketDto } from '../roster-ticket-dto.ts';

/** The five operations on tickets of the roster; tab and public API have the same under addresses of their own. */
export interface RosterTicketEndpoints {
  readonly list: typeof getRosterTickets;
  readonly read: typeof getRosterTicket;
  readonly add: typeof postRosterTicket;
  readonly change: typeof putRosterTicket;
  readonly setStatus: typeof putRosterTicketStatus;
}

export function mountRosterTickets(
  mount: MountForPeople,
  endpoints: RosterTicketEndpoints,
  { rosterTickets }: { readonly rosterTickets: RosterTicketsService },
): void {
  mount(endpoints.list, async ({ caller, query }) => {
    const tickets = await rosterTickets.list(caller, query);
    return { tickets: tickets.map(toRosterTicketDto) };
  });
  mount(endpoints.read, async ({ caller, params }) =>
    toRosterTicketDto(await rosterTickets.read(caller, params.ref)),
  );
  mount(endpoints.add, async ({ caller, body }) =>
    toRosterTicketDto(await rosterTickets.save(caller, { ...body, expectedVersion: 0 })),
  );
  mount(endpoints.change, async ({ caller, params, body }) =>
    toRosterTicketDto(await rosterTickets.save(caller, { ...body, ref: params.ref })),
  );
  mount(endpoints.setStatus, async ({ caller, params, body }) =>
    toRosterTicketDto(await rosterTickets.setStatus(caller, params.ref, body)),
  );
}
