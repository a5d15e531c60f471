import type { Desk, PsaAgent, PsaTicket } from '../desk/desk-types.ts';
import { ControlInputError } from '../faults.ts';

/** A ticket with what HaloPSA keeps about its assignment. */
export interface HaloTicket extends PsaTicket {
  readonly dateassigned: string | null;
  readonly reassigncount: number;
  readonly last_update: string;
}

export interface HaloState {
  readonly desk: Desk;
  agents(): readonly PsaAgent[];
  /** Newest first. */
  tickets(): readonly HaloTicket[];
  ticket(id: number): HaloTicket | null;
  putTicket(ticket: HaloTicket): void;
  nextTicketId(): number;
  /** What an administrator does to an agent in HaloPSA. Throws `ControlInputError`. */
  changeAgent(id: number, change: Partial<PsaAgent> | 'remove'): void;
  /** The agent behind the API application is in no team: it sees nobody and nothing. */
  isBlind(): boolean;
  setBlind(blind: boolean): void;
  reset(): void;
}

/** What a HaloPSA holds, in memory. */
export function createHaloState(desk: Desk): HaloState {
  let agents: readonly PsaAgent[] = desk.agents;
  let tickets = new Map(desk.tickets.map((ticket) => [ticket.id, withHistory(ticket)]));
  let blind = false;
  return {
    desk,
    agents: () => agents,
    tickets: () => [...tickets.values()].toSorted((a, b) => b.id - a.id),
    ticket: (id) => tickets.get(id) ?? null,
    putTicket(ticket) {
      tickets.set(ticket.id, ticket);
    },
    nextTicketId: () => Math.max(0, ...tickets.keys()) + 1,
    changeAgent(id, change) {
      if (!agents.some((agent) => agent.id === id)) throw new ControlInputError('id', 'no agent has this id');
      agents =
        change === 'remove'
          ? agents.filter((agent) => agent.id !== id)
          : agents.map((agent) => (agent.id === id ? { ...agent, ...change, id } : agent));
    },
    isBlind: () => blind,
    setBlind(value) {
      blind = value;
    },
    reset() {
      agents = desk.agents;
      tickets = new Map(desk.tickets.map((ticket) => [ticket.id, withHistory(ticket)]));
      blind = false;
    },
  };
}

function withHistory(ticket: PsaTicket): HaloTicket {
  const isAssigned = ticket.agent_id !== 1;
  return {
    ...ticket,
    dateassigned: isAssigned ? ticket.dateoccurred : null,
    reassigncount: isAssigned ? 1 : 0,
    last_update: ticket.dateoccurred,
  };
}
