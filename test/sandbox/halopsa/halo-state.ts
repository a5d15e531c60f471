import type { Interval } from '#kernel/interval.ts';
import { type AgentBook, createAgentBook } from '../desk/agent-book.ts';
import type { Desk, PsaTicket } from '../desk/desk-types.ts';
import { createWorkBook, type PsaEntry, type WorkBook } from '../desk/work-book.ts';

/** A ticket with what HaloPSA keeps about its assignment. */
export interface HaloTicket extends PsaTicket {
  readonly dateassigned: string | null;
  readonly reassigncount: number;
  readonly last_update: string;
}

/** Blind: the agent behind the API application is in no team. */
export interface HaloState extends AgentBook {
  readonly desk: Desk;
  /** Calendar, working hours, and the log of assignments that came through the API. */
  readonly work: WorkBook;
  /** Newest first. */
  tickets(): readonly HaloTicket[];
  ticket(id: number): HaloTicket | null;
  putTicket(ticket: HaloTicket): void;
  removeTicket(id: number): void;
  nextTicketId(): number;
  /** Time off that somebody asked for and nobody approved. */
  wishes(): readonly PsaEntry[];
  addWish(wish: Interval & { readonly agent: number }): void;
}

/** Above every number of the work book. */
const FIRST_WISH = 90_001;

/** What a HaloPSA holds, in memory. */
export function createHaloState(desk: Desk): HaloState {
  const book = createAgentBook(desk);
  const work = createWorkBook();
  let tickets = new Map(desk.tickets.map((ticket) => [ticket.id, withHistory(ticket)]));
  let wishes: readonly PsaEntry[] = [];
  return {
    ...book,
    desk,
    work,
    tickets: () => [...tickets.values()].toSorted((a, b) => b.id - a.id),
    ticket: (id) => tickets.get(id) ?? null,
    putTicket(ticket) {
      tickets.set(ticket.id, ticket);
    },
    removeTicket(id) {
      tickets.delete(id);
    },
    nextTicketId: () => Math.max(0, ...tickets.keys()) + 1,
    wishes: () => wishes,
    addWish(wish) {
      const kept = { kind: 'time-off', ticket: null, subject: 'Asked for' } as const;
      wishes = [...wishes, { ...wish, ...kept, id: FIRST_WISH + wishes.length }];
    },
    reset() {
      book.reset();
      work.reset();
      wishes = [];
      tickets = new Map(desk.tickets.map((ticket) => [ticket.id, withHistory(ticket)]));
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
