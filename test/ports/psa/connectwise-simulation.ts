import type { Clock } from '#kernel/clock.ts';
import { startConnectWise } from '../../sandbox/connectwise/connectwise.ts';
import type { CwTicket, CwWrite } from '../../sandbox/connectwise/connectwise-state.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import type { PsaCall, TicketChange, TicketSimulation } from './ticket-simulation.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

const ROUTES: Readonly<Record<PsaCall, string>> = {
  ticket: 'ticket',
  tickets: 'tickets',
  'write-ticket': 'patch-ticket',
  calendar: 'schedule-entries',
  'write-calendar': 'add-schedule-entry',
  catalogue: 'priorities',
};

/** With what came in, to be held against the vendor's description. */
export interface ConnectWiseTickets extends TicketSimulation {
  /** All requests but those of the sign-in, oldest first. */
  received(): readonly { readonly method: string; readonly path: string }[];
  writes(): readonly CwWrite[];
}

/** A simulated ConnectWise PSA for the suite of tickets. Members and tickets have the very numbers of the desk. */
export async function simulateTickets(clock: Clock): Promise<ConnectWiseTickets> {
  const desk = createDesk(NOW);
  const psa = await startConnectWise({ port: 0, desk, clock });
  const { companyId, clientId, admin, ticketReader, memberReader } = psa.access;
  const state = psa.state();
  const keysOf = ({ publicKey, privateKey }: typeof admin) => ({ publicKey, privateKey });
  const asked = () => psa.requests.filter(({ route }) => route !== 'company-info');
  const changed = (ticket: CwTicket, change: TicketChange): CwTicket => ({
    ...ticket,
    ...(change.owner !== undefined && { agent_id: change.owner ?? 1 }),
    ...(change.closed !== undefined && { status_id: statusOf(change.closed) }),
    ...(change.client !== undefined && { client_id: change.client }),
    ...(change.priority !== undefined && { priority_id: change.priority }),
    ...(change.title !== undefined && { summary: change.title }),
    ...(change.description !== undefined && { details: change.description }),
    ...(change.openedAt !== undefined && { dateoccurred: change.openedAt.toISOString() }),
  });
  const statusOf = (closed: boolean): number => desk.statuses.find((each) => each.closed === closed)?.id ?? 0;

  return {
    desk,
    connectionOf: (deskId) => ({
      deskId,
      kind: 'connectwise',
      settings: { baseUrl: psa.origin, companyId, clientId },
      secrets: keysOf(admin),
      connectedAt: NOW,
      connectedBy: null,
    }),
    withoutRight: (connection, right) => ({
      ...connection,
      secrets: keysOf(right === 'read' ? memberReader : ticketReader),
    }),
    technicianId: String,
    ticketId: String,
    ticketRef: String,
    addTicket(change) {
      const id = state.nextTicketId();
      const opened = clock.now().toISOString();
      const blank: CwTicket = {
        id,
        summary: 'A ticket',
        details: '',
        client_id: 11,
        priority_id: 3,
        status_id: statusOf(false),
        agent_id: 1,
        team: 'Service Desk',
        dateoccurred: opened,
        lastUpdated: opened,
      };
      state.putTicket(changed(blank, change));
      return id;
    },
    changeTicket(id, change) {
      if (change === 'remove') return state.removeTicket(id);
      const ticket = state.ticket(id);
      if (ticket === null) throw new Error(`there is no ticket ${id}`);
      state.putTicket(changed(ticket, change));
    },
    disableAgent: (agent) => state.changeAgent(agent, { isdisabled: true }),
    addEntry: (entry) => state.work.addEntry({ ...entry, ticket: null, subject: 'Something else' }),
    setHours: (hours) => state.work.setHours(hours),
    assignments: () => psa.assignments(),
    bookings: () =>
      state.work
        .entries()
        .flatMap(({ ticket, agent, start, end }) =>
          ticket === null ? [] : [{ ticketId: String(ticket), technicianId: String(agent), start, end }],
        ),
    afterNextWrite: (act) => state.work.afterNextWrite(act),
    spoil: (call, fault, times) =>
      psa.faults.set({ route: ROUTES[call], fault, ...(times !== undefined && { times }) }),
    calls: (call) => psa.requests.filter(({ route }) => route === ROUTES[call]).length,
    requests: () => asked().length,
    received: asked,
    writes: () => state.writes(),
    // The key is ConnectWise's: what we handed out is part of the address.
    sendHook(url, ticketId, proof) {
      if (proof === '') return psa.sendHook(url, ticketId, null);
      return proof === 'guessed' ? psa.sendHook(url, ticketId, proof) : psa.sendHook(url, ticketId);
    },
    reset: () => psa.reset(),
    close: () => psa.close(),
  };
}
