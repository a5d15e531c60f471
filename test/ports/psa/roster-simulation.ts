import { randomUUID } from 'node:crypto';
import { createRosterTickets } from '#adapters/psa/roster/roster-tickets.ts';
import type { Store } from '#adapters/store/open-store.ts';
import { ROSTER_PRIORITIES, type RosterTicket, type RosterTicketStore } from '#core/dispatch/ports.ts';
import type { PsaConnection, RosterEntry } from '#core/settings/ports.ts';
import { auditEntry } from '#kernel/audit.ts';
import type { Clock } from '#kernel/clock.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import type { PsaTicket } from '../../sandbox/desk/desk-types.ts';
import type { AssignmentWrite } from '../../sandbox/desk/work-book.ts';
import type { PsaCall, TicketAdapter, TicketChange, TicketSimulation } from './ticket-simulation.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const UNASSIGNED = 1;

/** A roster with the made-up desk's people and tickets, on a real store, and its adapter. */
export interface RosterSimulation extends TicketSimulation {
  adapterOf(clock: Clock): TicketAdapter;
}

/** What the suite changes at once is written before the adapter reads again. Each reset begins with a desk of its own. */
export function simulateRoster({ roster, rosterTickets: store }: Store, clock: Clock): RosterSimulation {
  const desk = createDesk(NOW);
  let deskId = randomUUID();
  let tickets = new Map<number, RosterTicket>();
  let calls: (keyof RosterTicketStore | 'listRoster')[] = [];
  let written: AssignmentWrite[] = [];
  let isRemoved = new Set<string>();
  let due: Promise<unknown> = Promise.resolve();
  const soon = (act: () => Promise<unknown>): void => {
    due = due.then(act);
  };

  function put(id: number, ticket: RosterTicket): void {
    tickets.set(id, ticket);
    const where = deskId;
    soon(async () => {
      const version = ((await store.readRosterTicket(where, ticket.ref))?.version ?? 0) + 1;
      const system = { kind: 'system', deskId: where, id: 'test', name: 'Test' } as const;
      const audit = auditEntry(system, NOW, {
        subject: 'dispatch',
        subjectId: ticket.ref,
        action: 'written',
      });
      await store.saveRosterTicket(where, { ...ticket, version }, audit);
    });
  }
  const clientName = (id: number): string | null =>
    desk.clients.find((client) => client.id === id)?.name ?? null;
  const priorityOf = (id: number) => ROSTER_PRIORITIES[id - 1] ?? null;
  const isClosed = ({ status_id }: PsaTicket): boolean =>
    desk.statuses.find(({ id }) => id === status_id)?.closed === true;
  const ownerOf = (agent: number | null): string | null =>
    agent === null || agent === UNASSIGNED ? null : String(agent);
  const toRosterTicket = (ticket: PsaTicket): RosterTicket => ({
    ref: String(ticket.id),
    title: ticket.summary,
    priority: priorityOf(ticket.priority_id),
    queue: ticket.team,
    company: clientName(ticket.client_id),
    requiredSkills: [],
    status: isClosed(ticket) ? 'closed' : 'open',
    ownerId: ownerOf(ticket.agent_id),
    openedAt: new Date(ticket.dateoccurred),
    version: 1,
    updatedAt: NOW,
  });
  function changed(ticket: RosterTicket, change: TicketChange): RosterTicket {
    const { owner, closed, client, priority, title, openedAt } = change;
    return {
      ...ticket,
      ...(owner !== undefined && { ownerId: ownerOf(owner) }),
      ...(closed !== undefined && { status: closed ? 'closed' : 'open' }),
      ...(client !== undefined && { company: clientName(client) }),
      ...(priority !== undefined && { priority: priorityOf(priority) }),
      ...(title !== undefined && { title }),
      ...(openedAt !== undefined && { openedAt }),
    };
  }
  const known = (id: number): RosterTicket => {
    const ticket = tickets.get(id);
    if (ticket === undefined) throw new Error(`no ticket ${id}`);
    return ticket;
  };
  function people(change: (agent: number) => Partial<RosterEntry>, agents: readonly number[]): void {
    const write = desk.agents
      .filter(({ id }) => agents.includes(id))
      .map(({ id, name, skills = [], isdisabled }) => ({
        technicianId: String(id),
        name,
        active: !isdisabled,
        skills,
        email: null,
        otherEmails: [],
        externalId: null,
        version: 1,
        updatedAt: NOW,
        ...change(id),
      }));
    const where = deskId;
    soon(() => roster.changeRoster(where, () => ({ write, remove: [], audit: [], result: null })));
  }

  function reset(): void {
    deskId = randomUUID();
    [tickets, calls, written, isRemoved] = [new Map(), [], [], new Set()];
    const everybody = desk.agents.filter(({ id, isapiagent }) => id !== UNASSIGNED && !isapiagent);
    people(
      () => ({}),
      everybody.map(({ id }) => id),
    );
    for (const ticket of desk.tickets) put(ticket.id, toRosterTicket(ticket));
  }

  /** The store, once everything due is written; counts what it is asked. */
  const watched: RosterTicketStore = {
    ...store,
    readRosterTicket: (where, ref) =>
      asked('readRosterTicket', async () => (isRemoved.has(ref) ? null : store.readRosterTicket(where, ref))),
    listRosterTickets: (...question) =>
      asked('listRosterTickets', () => store.listRosterTickets(...question)),
    readRosterWork: (...question) => asked('readRosterWork', () => store.readRosterWork(...question)),
    readRosterAffinity: (...question) =>
      asked('readRosterAffinity', () => store.readRosterAffinity(...question)),
    readRosterNames: (...question) => asked('readRosterNames', () => store.readRosterNames(...question)),
    assignRosterTicket: (where, wish) =>
      asked('assignRosterTicket', async () => {
        const isWritten = await store.assignRosterTicket(where, wish);
        if (isWritten) written.push({ ticketId: wish.ref, technicianId: wish.technicianId, at: wish.at });
        return isWritten;
      }),
  };
  async function asked<Value>(name: (typeof calls)[number], read: () => Promise<Value>): Promise<Value> {
    calls.push(name);
    await due;
    return read();
  }

  const notHere = (): never => {
    throw new Error('the roster has no such thing');
  };
  return {
    desk,
    adapterOf: (now) =>
      createRosterTickets({
        clock: now,
        tickets: watched,
        roster: { listRoster: (where) => asked('listRoster', () => roster.listRoster(where)) },
      }),
    connectionOf: (): PsaConnection => ({
      deskId,
      kind: 'roster',
      settings: {},
      secrets: {},
      connectedAt: NOW,
      connectedBy: null,
    }),
    technicianId: String,
    ticketId: String,
    ticketRef: String,
    addTicket(change) {
      const id = Math.max(...tickets.keys()) + 1;
      const plain = { summary: `Ticket ${id}`, details: '', client_id: 11, priority_id: 3, status_id: 1 };
      const opened = { agent_id: UNASSIGNED, team: 'Service Desk', dateoccurred: clock.now().toISOString() };
      put(id, changed(toRosterTicket({ id, ...plain, ...opened }), change));
      return id;
    },
    changeTicket(id, change) {
      if (change === 'remove') isRemoved.add(String(id));
      else put(id, changed(known(id), change));
    },
    disableAgent: (agent) => people(() => ({ active: false }), [agent]),
    assignments: () => written,
    calls: (call) => calls.filter((name) => name === CALLS[call]).length,
    requests: () => calls.length,
    reset,
    close: async () => void (await due),
    withoutRight: notHere,
    addEntry: notHere,
    setHours: notHere,
    bookings: notHere,
    afterNextWrite: notHere,
    spoil: notHere,
    sendHook: notHere,
  };
}

const CALLS: Readonly<Partial<Record<PsaCall, keyof RosterTicketStore>>> = {
  ticket: 'readRosterTicket',
  tickets: 'listRosterTickets',
  'write-ticket': 'assignRosterTicket',
  catalogue: 'readRosterNames',
};
