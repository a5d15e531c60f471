import { type AgentBook, createAgentBook } from '../desk/agent-book.ts';
import type { Desk, PsaTicket } from '../desk/desk-types.ts';
import { createWorkBook, type WorkBook } from '../desk/work-book.ts';

/** A holiday of the desk. Without times it is the whole day. */
export interface CwHoliday {
  /** `2026-12-25` */
  readonly date: string;
  readonly from?: string;
  readonly to?: string;
}

/** A ticket with what ConnectWise PSA keeps besides. */
export interface CwTicket extends PsaTicket {
  readonly lastUpdated: string;
}

/** A write as it was received. */
export interface CwWrite {
  readonly route: 'patch-ticket' | 'add-schedule-entry';
  readonly body: unknown;
}

/** What a ConnectWise PSA holds, in memory. */
export interface CwState extends AgentBook {
  readonly desk: Desk;
  readonly work: WorkBook;
  tickets(): readonly CwTicket[];
  ticket(id: number): CwTicket | null;
  putTicket(ticket: CwTicket): void;
  removeTicket(id: number): void;
  nextTicketId(): number;
  holidays(): readonly CwHoliday[];
  setHolidays(holidays: readonly CwHoliday[]): void;
  /** The next writes of a ticket meet somebody else's (409). */
  setConflicts(times: number): void;
  /** Whether this write does; spent once. */
  takeConflict(): boolean;
  /** Whether priorities tell their level where they are named; older versions do not. */
  tellsLevels(): boolean;
  setTellsLevels(tells: boolean): void;
  /** Oldest first. */
  writes(): readonly CwWrite[];
  logWrite(write: CwWrite): void;
}

export function createCwState(desk: Desk): CwState {
  const book = createAgentBook(desk);
  const work = createWorkBook();
  const begin = (): Map<number, CwTicket> =>
    new Map(desk.tickets.map((ticket) => [ticket.id, { ...ticket, lastUpdated: ticket.dateoccurred }]));
  let tickets = begin();
  let holidays: readonly CwHoliday[] = [];
  let conflicts = 0;
  let tellsLevels = true;
  let writes: readonly CwWrite[] = [];
  return {
    ...book,
    desk,
    work,
    tickets: () => [...tickets.values()],
    ticket: (id) => tickets.get(id) ?? null,
    putTicket(ticket) {
      tickets.set(ticket.id, ticket);
    },
    removeTicket(id) {
      tickets.delete(id);
    },
    nextTicketId: () => Math.max(0, ...tickets.keys()) + 1,
    holidays: () => holidays,
    setHolidays(value) {
      holidays = value;
    },
    setConflicts(times) {
      conflicts = times;
    },
    takeConflict() {
      if (conflicts === 0) return false;
      conflicts -= 1;
      return true;
    },
    tellsLevels: () => tellsLevels,
    setTellsLevels(value) {
      tellsLevels = value;
    },
    writes: () => writes,
    logWrite(write) {
      writes = [...writes, write];
    },
    reset() {
      book.reset();
      work.reset();
      tickets = begin();
      holidays = [];
      conflicts = 0;
      tellsLevels = true;
      writes = [];
    },
  };
}
