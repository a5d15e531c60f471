import { createAutotask } from '#adapters/psa/autotask/autotask.ts';
import type { Clock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { startAutotask } from '../../sandbox/autotask/autotask.ts';
import { ticketNumberOf } from '../../sandbox/autotask/autotask-json.ts';
import { TECHNICIAN_ROLE } from '../../sandbox/autotask/autotask-state.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import type { PsaCall, TicketChange, TicketSimulation, TicketsUnderTest } from './ticket-simulation.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const UNASSIGNED = 1;

/** Routes of the simulator. A single ticket is read by a query too. */
const ROUTES: Readonly<Record<PsaCall, string>> = {
  ticket: 'tickets',
  tickets: 'tickets',
  catalogue: 'ticket-fields',
  'write-ticket': 'write-ticket',
  calendar: 'appointments',
  'write-calendar': 'write-appointment',
};

/** Autotask as the common suite of tickets sees it. */
export const AUTOTASK_TICKETS: TicketsUnderTest = {
  name: 'Autotask',
  // It tells how many hours a day somebody works, and not which ones.
  knows: { hours: false, skills: true, conflicts: true, signsHooks: true },
  start: startSimulation,
  adapter: ({ clock, sleep }) => createAutotask({ clock, sleep, logger: silentLogger, allowLoopback: true }),
};

async function startSimulation(clock: Clock): Promise<TicketSimulation> {
  const desk = createDesk(NOW);
  const psa = await startAutotask({ port: 0, desk, clock });
  const { integrationCode, admin, viewer, resourceReader } = psa.access;
  const state = psa.state();
  const known = (id: number) => {
    const ticket = state.ticket(id);
    if (ticket === null) throw new Error(`no ticket ${id}`);
    return ticket;
  };
  // Tickets that are gone keep their numbers.
  const numbers = new Map(desk.tickets.map((ticket) => [ticketNumberOf(ticket), ticket.id]));
  const refs = new Map(desk.tickets.map((ticket) => [ticket.id, ticketNumberOf(ticket)]));

  function change(id: number, wanted: TicketChange): void {
    const before = known(id);
    const { owner, closed, client, priority, title, description, openedAt } = wanted;
    const after = {
      ...before,
      ...(owner !== undefined && {
        agent_id: owner ?? UNASSIGNED,
        roleId: owner === null ? null : TECHNICIAN_ROLE,
      }),
      ...(closed !== undefined && {
        status_id: desk.statuses.find((status) => status.closed === closed)?.id ?? before.status_id,
      }),
      ...(client !== undefined && { client_id: client }),
      ...(priority !== undefined && { priority_id: priority }),
      ...(title !== undefined && { summary: title }),
      ...(description !== undefined && { details: description }),
      ...(openedAt !== undefined && { dateoccurred: openedAt.toISOString() }),
    };
    state.putTicket(after);
    numbers.set(ticketNumberOf(after), id);
    refs.set(id, ticketNumberOf(after));
  }

  return {
    desk,
    connectionOf: (deskId) => ({
      deskId,
      kind: 'autotask',
      settings: { baseUrl: psa.origin, userName: admin.userName },
      secrets: { integrationCode, secret: admin.secret },
      connectedAt: NOW,
      connectedBy: null,
    }),
    withoutRight(connection, right) {
      const user = right === 'read' ? resourceReader : viewer;
      return {
        ...connection,
        settings: { ...connection.settings, userName: user.userName },
        secrets: { integrationCode, secret: user.secret },
      };
    },
    technicianId: String,
    ticketId: String,
    ticketRef: (id) => refs.get(id) ?? '',
    addTicket(wanted) {
      const id = state.nextTicketId();
      const fresh = { summary: `Ticket ${id}`, details: '', client_id: 11, priority_id: 3, status_id: 1 };
      const opened = { agent_id: UNASSIGNED, roleId: null, team: 'Service Desk' };
      state.putTicket({ id, ...fresh, ...opened, dateoccurred: clock.now().toISOString() });
      change(id, wanted);
      return id;
    },
    changeTicket(id, wanted) {
      if (wanted === 'remove') state.removeTicket(id);
      else change(id, wanted);
    },
    disableAgent: (agent) => state.changeAgent(agent, { isdisabled: true }),
    addEntry: (entry) => void state.work.addEntry({ ...entry, ticket: null, subject: 'Something else' }),
    setHours: (hours) => state.work.setHours(hours),
    assignments: () => state.work.assignments(),
    bookings: () =>
      state.work.entries().flatMap(({ agent, subject, start, end }) => {
        const ticket = numbers.get(/T\d{8}\.\d+/.exec(subject)?.[0] ?? '');
        return ticket === undefined
          ? []
          : [{ ticketId: String(ticket), technicianId: String(agent), start, end }];
      }),
    afterNextWrite: (act) => state.work.afterNextWrite(act),
    spoil: (call, fault, times) => psa.faults.set({ route: ROUTES[call], fault, ...(times && { times }) }),
    calls: (call) => psa.requests.filter(({ route }) => route === ROUTES[call]).length,
    requests: () => psa.requests.filter(({ route }) => route !== 'zone-information').length,
    sendHook: (url, ticketId, proof) => psa.sendHook(url, ticketId, proof),
    reset: () => psa.reset(),
    close: () => psa.close(),
  };
}
