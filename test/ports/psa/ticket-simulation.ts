import type { PsaHooks, PsaTickets } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Interval } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { Desk } from '../../sandbox/desk/desk-types.ts';
import type { AssignmentWrite, PsaHours } from '../../sandbox/desk/work-book.ts';

/** What every PSA adapter is to dispatch. */
export type TicketAdapter = PsaTickets<PsaConnection> & PsaHooks<PsaConnection>;

/** In the desk's words: numbers of agents, clients and priorities. Left out: as it is, or for a new ticket nobody's, open, of client 11,
 *  priority 3, opened now. */
export interface TicketChange {
  readonly owner?: number | null;
  readonly closed?: boolean;
  readonly client?: number;
  readonly priority?: 1 | 2 | 3 | 4;
  readonly title?: string;
  readonly description?: string;
  readonly openedAt?: Date;
}

/** One kind of request to the PSA. Two of them may be the same route. `catalogue`: one that the catalogue cannot do without. */
export type PsaCall = 'ticket' | 'tickets' | 'write-ticket' | 'calendar' | 'write-calendar' | 'catalogue';

/** A PSA with the made-up desk's tickets, agents and clients, that can be put into every state that matters to dispatch. A ticket goes by the
 *  number that it has in the desk, and an agent too, whatever the PSA calls them. */
export interface TicketSimulation {
  readonly desk: Desk;
  connectionOf(deskId: string): PsaConnection;
  /** The same connection with a sign-in that works and that may not read, or may read and not write tickets. */
  withoutRight(connection: PsaConnection, right: 'read' | 'write'): PsaConnection;

  technicianId(agent: number): TechnicianId;
  ticketId(ticket: number): string;
  ticketRef(ticket: number): string;

  /** Answers its number: higher than every other. */
  addTicket(ticket: TicketChange): number;
  changeTicket(ticket: number, change: TicketChange | 'remove'): void;
  /** From now on the PSA refuses to give this agent tickets; whose they are stays. */
  disableAgent(agent: number): void;
  addEntry(entry: Interval & { readonly agent: number; readonly kind: 'appointment' | 'time-off' }): void;
  setHours(hours: PsaHours): void;
  /** Writes that changed an owner, oldest first. */
  assignments(): readonly AssignmentWrite[];
  /** Appointments that belong to a ticket, oldest first. */
  bookings(): readonly (Interval & { readonly ticketId: string; readonly technicianId: TechnicianId })[];
  /** Runs once, as soon as the next write of a ticket is done and before it is answered. */
  afterNextWrite(act: () => void): void;

  /** Spoils the next `times` answers (every one, if not said). Kinds: test/sandbox/faults.ts. */
  spoil(call: PsaCall, fault: string, times?: number): void;
  /** How many requests of this kind came in. */
  calls(call: PsaCall): number;
  /** All requests but those of the sign-in. */
  requests(): number;
  /** What this PSA sends when a ticket changes, proven with `proof`. */
  sendHook(url: string, ticketId: string, proof: string): Promise<void>;
  reset(): void;
  close(): Promise<void>;
}

export interface TicketsUnderTest {
  readonly name: string;
  /** What this PSA knows at all, so that the suite asks it for no more. */
  readonly knows: {
    readonly hours: boolean;
    readonly skills: boolean;
    /** It refuses an appointment where another one is. */
    readonly conflicts: boolean;
    /** It signs what it sends: another body with the same signature is forged. */
    readonly signsHooks: boolean;
    /** The secret that we handed out stands in the address alone, and nothing in the message tells it. Left out: the message tells it. */
    readonly secretInAddressOnly?: true;
  };
  /** What it does not have at all. `network`: faults of one, sign-ins with fewer rights, and a memory that saves requests. `texts`: descriptions,
   *  and names of owners. */
  readonly lacks?: readonly ('network' | 'texts' | 'calendar' | 'booking' | 'hooks')[];
  readonly start: (clock: Clock) => Promise<TicketSimulation>;
  readonly adapter: (needs: {
    readonly psa: TicketSimulation;
    readonly clock: Clock;
    readonly sleep: (milliseconds: number) => Promise<void>;
  }) => TicketAdapter;
}
