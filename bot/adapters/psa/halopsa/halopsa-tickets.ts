import type { PsaTickets, Ticket } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import type { HourMemory } from '../hour-memory.ts';
import type { Patience } from '../patience.ts';
import type { HaloPsaClient } from './halopsa-client.ts';
import type { HaloPsaNames } from './halopsa-names.ts';
import { type HaloPsaTicket, ticketSchema, toTicket, UNASSIGNED } from './halopsa-ticket.ts';

/** The server gives no more at once, whatever is asked (its document says so too). */
const PAGE = 100;
const PAGES_AT_ONCE = 4;
const LARGEST_ID = 2 ** 31 - 1;

const pageSchema = z.object({ record_count: z.number().int(), tickets: z.array(ticketSchema) });

export interface HaloPsaTicketReader extends Pick<PsaTickets<PsaConnection>, 'findTicket' | 'listTickets'> {
  /** A ticket by its id, read anew; `null` when there is none, or when we may not see it. */
  readonly readTicket: (connection: PsaConnection, id: string, reading: Reading) => Promise<Ticket | null>;
  /** Rows of `GET /Tickets`, newest first, each once, `most` at most. */
  readonly readRows: (
    connection: PsaConnection,
    question: { readonly query: Readonly<Record<string, string>>; readonly most: number },
    reading: Reading,
  ) => Promise<readonly HaloPsaTicket[]>;
}

export interface Reading {
  readonly budget: Budget;
  readonly patience: Patience;
}

/** Tickets as they stand. Everything throws `psa_down`, `psa_throttled`, `psa_refused`, `psa_permission_missing`. */
export function createHaloPsaTickets(needs: {
  readonly client: HaloPsaClient;
  readonly names: HourMemory<HaloPsaNames>;
}): HaloPsaTicketReader {
  const { client, names } = needs;

  const readTicket: HaloPsaTicketReader['readTicket'] = async (connection, id, reading) => {
    if (!/^[1-9]\d{0,9}$/.test(id) || Number(id) > LARGEST_ID) return null;
    const [row, known] = await Promise.all([
      client.find(connection, {
        path: `/Tickets/${id}`,
        query: { includedetails: 'true', includeagent: 'true' },
        schema: ticketSchema.nullable(),
        right: 'read:tickets',
        ...reading,
      }),
      names(connection, reading.budget),
    ]);
    return row === null || String(row.id) !== id ? null : toTicket(row, known, connection);
  };

  const readRows: HaloPsaTicketReader['readRows'] = async (connection, { query, most }, reading) => {
    const readPage = (page: number) =>
      client.get(connection, {
        path: '/Tickets',
        query: {
          pageinate: 'true',
          page_no: String(page),
          page_size: String(Math.min(PAGE, most)),
          order: 'id',
          orderdesc: 'true',
          ...query,
        },
        schema: pageSchema,
        right: 'read:tickets',
        ...reading,
      });
    const first = await readPage(1);
    // As many as the server gave: its page may be smaller than the one that was asked for.
    const size = first.tickets.length;
    const pages = size === 0 ? 1 : Math.ceil(Math.min(first.record_count, most) / size);
    const rows = [...first.tickets];
    for (let page = 2; page <= pages; page += PAGES_AT_ONCE) {
      const batch = Array.from({ length: Math.min(PAGES_AT_ONCE, pages - page + 1) }, (_, at) => page + at);
      rows.push(...(await Promise.all(batch.map(readPage))).flatMap(({ tickets }) => tickets));
    }
    // A ticket that comes in meanwhile moves another one to the next page, where it stands again.
    return [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, most);
  };

  return {
    readTicket,
    readRows,
    findTicket(connection, ref, budget) {
      const typed = ref.trim().replace(/^#\s*/, '');
      return readTicket(connection, typed, { budget, patience: client.patienceFor(budget) });
    },
    async listTickets(connection, { phase, unassignedOnly, limit }, budget) {
      const query = {
        includeagent: 'true',
        includestatus: 'true',
        ...(phase === 'open' && { open_only: 'true' }),
        ...(unassignedOnly && { agent_id: String(UNASSIGNED) }),
      };
      const reading = { budget, patience: client.patienceFor(budget) };
      const [rows, known] = await Promise.all([
        readRows(connection, { query, most: limit }, reading),
        names(connection, budget),
      ]);
      const tickets = rows.map((row) => ({ ...toTicket(row, known, connection), description: '' }));
      return tickets.filter(
        ({ status, ownerId }) =>
          (phase === 'any' || status.phase === 'open') && (!unassignedOnly || ownerId === null),
      );
    },
  };
}
