import { assertMay } from '#core/access/policy.ts';
import { type AuditEntry, auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, invalidInput } from '#kernel/errors.ts';
import type { RosterTicket, RosterTicketStore, TicketListQuestion } from './ports.ts';
import { faultsOfTicket, type RosterTicketDetails, tidyRef, tidyTicket } from './roster-ticket-details.ts';

/** Tickets of a desk that keeps its own list. Who has one is dispatch's to change. */
export interface RosterTicketsService {
  /** Newest first. */
  list(caller: Caller, question: TicketListQuestion): Promise<readonly RosterTicket[]>;
  /** Throws `ticket_not_found`. */
  read(caller: Caller, ref: string): Promise<RosterTicket>;
  /** Writes a ticket: a new one with `expectedVersion` 0, where `ref: null` takes the next number. Throws `invalid_input` with every fault,
   *  `ticket_not_found`, `conflict` when the ticket is not at `expectedVersion`, or a new one's number is taken. */
  save(
    caller: Caller,
    ticket: RosterTicketDetails & { readonly ref: string | null; readonly expectedVersion: number },
  ): Promise<RosterTicket>;
  /** Closes a ticket, or opens it again. Throws `ticket_not_found`, `conflict`. */
  setStatus(
    caller: Caller,
    ref: string,
    change: { readonly status: RosterTicket['status']; readonly expectedVersion: number },
  ): Promise<RosterTicket>;
}

/** Of so many the highest number is looked for when the next one is wanted. */
const LOOKED_AT = 200;

export function createRosterTicketsService(needs: {
  readonly store: RosterTicketStore;
  readonly clock: Clock;
}): RosterTicketsService {
  const { store, clock } = needs;

  async function find(caller: Caller, typed: string): Promise<RosterTicket> {
    const ref = tidyRef(typed);
    const ticket = await store.readRosterTicket(caller.deskId, ref);
    if (ticket) return ticket;
    throw new AppError('ticket_not_found', 'the desk has no such ticket', { details: { ticket: ref } });
  }

  async function nextRef(caller: Caller): Promise<string> {
    const question = { phase: 'any', unassignedOnly: false, limit: LOOKED_AT } as const;
    const newest = await store.listRosterTickets(caller.deskId, question);
    const numbers = newest.flatMap(({ ref }) => (/^\d{1,12}$/.test(ref) ? [Number(ref)] : []));
    return String(Math.max(0, ...numbers) + 1);
  }

  async function write(
    caller: Caller,
    before: RosterTicket | null,
    ticket: RosterTicket,
    action: string,
  ): Promise<RosterTicket> {
    await store.saveRosterTicket(caller.deskId, ticket, auditOf(caller, before, ticket, action));
    return ticket;
  }

  return {
    async list(caller, question) {
      assertMay(caller, 'dispatch.read');
      return store.listRosterTickets(caller.deskId, question);
    },

    async read(caller, ref) {
      assertMay(caller, 'dispatch.read');
      return find(caller, ref);
    },

    async save(caller, { ref, expectedVersion, ...wanted }) {
      assertMay(caller, 'dispatch.run');
      const now = clock.now();
      const details = tidyTicket(wanted, await store.readRosterNames(caller.deskId));
      const key = ref === null ? await nextRef(caller) : tidyRef(ref);
      const faults = faultsOfTicket(key, details);
      if (faults.length > 0) throw invalidInput(faults);
      if (expectedVersion === 0) {
        const fresh = { status: 'open', ownerId: null, openedAt: now, version: 1, updatedAt: now } as const;
        return write(caller, null, { ref: key, ...details, ...fresh }, 'created');
      }
      const before = await find(caller, key);
      const after = { ...before, ...details, version: expectedVersion + 1, updatedAt: now };
      return write(caller, before, after, 'updated');
    },

    async setStatus(caller, ref, { status, expectedVersion }) {
      assertMay(caller, 'dispatch.run');
      const before = await find(caller, ref);
      const after = { ...before, status, version: expectedVersion + 1, updatedAt: clock.now() };
      return write(caller, before, after, status === 'closed' ? 'closed' : 'reopened');
    },
  };
}

/** Without the title: words of a customer have no place in a trail that is kept for ever. */
function auditOf(
  caller: Caller,
  before: RosterTicket | null,
  after: RosterTicket,
  action: string,
): AuditEntry {
  const told = ({ priority, queue, company, requiredSkills, status }: RosterTicket) => ({
    priority,
    queue,
    company,
    requiredSkills,
    status,
  });
  return auditEntry(caller, after.updatedAt, {
    subject: 'dispatch',
    subjectId: after.ref,
    action,
    before: before && told(before),
    after: told(after),
  });
}
