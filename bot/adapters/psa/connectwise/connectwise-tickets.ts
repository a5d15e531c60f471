import type { Ticket, TicketListQuestion } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Logger } from '#kernel/logger.ts';
import { toAppError } from '#kernel/errors.ts';
import { z } from 'zod';
import { blankToNull } from '../person-words.ts';
import type { ConnectWiseTalk } from './connectwise-client.ts';
import {
  idNumber,
  instantSchema,
  memberReferenceSchema,
  priorityReferenceSchema,
  referenceSchema,
  RIGHTS,
  textSchema,
} from './connectwise-fields.ts';
import { type ConnectWisePriorities, labelOf, type PriorityReference } from './connectwise-priorities.ts';
import { readRows } from './connectwise-rows.ts';

const ticketSchema = z.object({
  id: z.number().int(),
  summary: textSchema,
  board: referenceSchema.nullish(),
  status: referenceSchema.nullish(),
  priority: priorityReferenceSchema.nullish(),
  company: referenceSchema.nullish(),
  owner: memberReferenceSchema.nullish(),
  closedFlag: z.boolean(),
  _info: z.object({ dateEntered: instantSchema }).nullish(),
});
type TicketRow = z.output<typeof ticketSchema>;
type Named = NonNullable<Ticket['company']>;

const notesSchema = z.array(z.object({ id: z.number().int(), text: textSchema }));

export interface ConnectWiseTickets {
  findTicket(talk: ConnectWiseTalk, ref: string): Promise<Ticket | null>;
  /** Without descriptions. */
  listTickets(talk: ConnectWiseTalk, question: TicketListQuestion): Promise<readonly Ticket[]>;
}

/** Service tickets. A ticket's number is its id, so nothing that people type but a number is ever asked about. */
export function createConnectWiseTickets(needs: {
  readonly priorities: ConnectWisePriorities;
  readonly logger: Logger;
}): ConnectWiseTickets {
  const { priorities, logger } = needs;

  async function translated(talk: ConnectWiseTalk, rows: readonly TicketRow[]): Promise<readonly Ticket[]> {
    const rankOf = await priorities.rankerFor(
      talk,
      rows.map(({ priority }) => priority),
    );
    return rows.map((row) => toTicket(row, talk.connection, rankOf));
  }

  return {
    async findTicket(talk, ref) {
      const id = idNumber(ref.replace(/[#\s]/g, ''));
      if (id === null) return null;
      const [row, description] = await Promise.all([
        talk.find({
          path: `/service/tickets/${id}`,
          query: { fields: Object.keys(ticketSchema.shape).join(',') },
          schema: ticketSchema,
          right: RIGHTS.readTickets,
        }),
        readDescription(talk, id, logger),
      ]);
      if (row === null) return null;
      const [ticket] = await translated(talk, [row]);
      return ticket ? { ...ticket, description } : null;
    },

    async listTickets(talk, { phase, unassignedOnly, limit }) {
      const conditions = [
        ...(phase === 'open' ? ['closedFlag=false'] : []),
        ...(unassignedOnly ? ['owner/id=null'] : []),
      ];
      const rows = await readRows(talk, {
        path: '/service/tickets',
        conditions: conditions.length > 0 ? conditions.join(' and ') : null,
        row: ticketSchema,
        right: RIGHTS.readTickets,
        most: limit,
      });
      return translated(talk, rows);
    },
  };
}

/** What the customer wrote first; a ticket itself does not hold it. Without its notes a ticket is still a ticket, so a failure is '' here. */
async function readDescription(talk: ConnectWiseTalk, id: number, logger: Logger): Promise<string> {
  try {
    const notes = await talk.find({
      path: `/service/tickets/${id}/notes`,
      query: {
        conditions: 'detailDescriptionFlag=true',
        fields: 'id,text',
        orderBy: 'id asc',
        page: '1',
        pageSize: '1',
      },
      schema: notesSchema,
      right: RIGHTS.readTickets,
    });
    return notes?.[0]?.text ?? '';
  } catch (cause) {
    logger.debug('connectwise.notes_unread', { code: toAppError(cause).code });
    return '';
  }
}

function toTicket(
  row: TicketRow,
  connection: PsaConnection,
  rankOf: (reference: PriorityReference) => number,
): Ticket {
  const { id, priority, status, owner } = row;
  return {
    id: String(id),
    ref: String(id),
    link: ticketLink(connection, id),
    priority: priority ? { id: String(priority.id), label: labelOf(priority), rank: rankOf(priority) } : null,
    queue: toNamed(row.board, 'Board'),
    status: {
      id: String(status?.id ?? ''),
      label: blankToNull(status?.name) ?? '',
      phase: row.closedFlag ? 'closed' : 'open',
    },
    ownerId: owner ? String(owner.id) : null,
    ownerName: owner ? (blankToNull(owner.name) ?? blankToNull(owner.identifier)) : null,
    company: toNamed(row.company, 'Company'),
    title: row.summary ?? '',
    description: '',
    requiredSkills: [],
    openedAt: row._info?.dateEntered ?? null,
  };
}

function toNamed(reference: z.output<typeof referenceSchema> | null | undefined, kind: string): Named | null {
  if (!reference) return null;
  return { id: String(reference.id), name: blankToNull(reference.name) ?? `${kind} ${reference.id}` };
}

/** The vendor's entry point for one service ticket (developer.connectwise.com, URL Entry Points). People open it where they sign in, which
 *  is not where the API answers. */
export function ticketLink({ settings }: PsaConnection, id: number): string | null {
  const { baseUrl = '', companyId = '' } = settings;
  if (!URL.canParse(baseUrl)) return null;
  const url = new URL('/v4_6_release/services/system_io/router/openrecord.rails', new URL(baseUrl).origin);
  url.hostname = url.hostname.replace(/^api-(?=[a-z]+\.myconnectwise\.net$)/, '');
  url.search = new URLSearchParams({
    locale: 'en_US',
    recordType: 'ServiceFv',
    recid: String(id),
    companyName: companyId,
  }).toString();
  return url.href;
}
