import type { Ticket, TicketListQuestion } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { addMilliseconds, DAY } from '#kernel/interval.ts';
import { z } from 'zod';
import type { AutotaskCondition, AutotaskVisit } from './autotask-client.ts';
import { instantSchema, toAutotaskTime } from './autotask-instant.ts';
import type { LabelSource, TicketLabels } from './autotask-labels.ts';
import type { NameSource } from './autotask-names.ts';
import { COMPLETE, RIGHTS } from './autotask-rights.ts';

const idSchema = z.number().int();
const listedSchema = z.object({
  id: idSchema,
  ticketNumber: z.string(),
  title: z.string().nullish(),
  companyID: idSchema.nullish(),
  queueID: idSchema.nullish(),
  priority: idSchema.nullish(),
  status: idSchema,
  assignedResourceID: idSchema.nullish(),
  createDate: instantSchema.nullish(),
});
const ticketSchema = listedSchema.extend({ description: z.string().nullish() });
export type TicketRow = z.output<typeof ticketSchema>;

/** A desk that has more in all its years, and too few of late, shows those of late. */
const MOST_OF_ALL_TIME = 5_000;
/** Autotask lists by id, oldest first: a list that is cut lacks the newest. So every list is read to its end, and the newest of all phases are
 *  found by looking back a little and then further. */
const LOOK_BACK_DAYS = [14, 120] as const;

export interface AutotaskTickets {
  find(visit: AutotaskVisit, ref: string): Promise<Ticket | null>;
  list(visit: AutotaskVisit, question: TicketListQuestion): Promise<readonly Ticket[]>;
}

/** Tickets in our words. `find` takes an id, or a number with or without its "T", in any case; it costs one request once the names are
 *  known. */
export function createAutotaskTickets(needs: {
  readonly clock: Clock;
  readonly labels: LabelSource;
  readonly names: NameSource;
}): AutotaskTickets {
  const { clock, labels, names } = needs;

  async function toTickets(visit: AutotaskVisit, rows: readonly TicketRow[]): Promise<readonly Ticket[]> {
    const present = (ids: readonly (number | null | undefined)[]): readonly number[] =>
      ids.filter((id) => id !== null && id !== undefined);
    const [known, companies, owners] = await Promise.all([
      labels.labelsFor(visit),
      names.companyNames(visit, present(rows.map(({ companyID }) => companyID))),
      names.resourceNames(visit, present(rows.map(({ assignedResourceID }) => assignedResourceID))),
    ]);
    return rows.map((row) => toTicket(row, { labels: known, companies, owners, webUrl: visit.webUrl() }));
  }

  return {
    async find(visit, ref) {
      const condition = conditionOf(ref);
      if (condition === null) return null;
      const [row] = await readTickets(visit, [condition]);
      if (row === undefined) return null;
      return (await toTickets(visit, [row]))[0] ?? null;
    },
    async list(visit, question) {
      const rows = await newestRows(visit, question, clock.now());
      return toTickets(visit, rows);
    },
  };
}

/** The one ticket with this id; `null` when there is none, or none that we may see. */
export async function readTicketRow(visit: AutotaskVisit, id: number): Promise<TicketRow | null> {
  return (await readTickets(visit, [{ op: 'eq', field: 'id', value: id }]))[0] ?? null;
}

/** `null` for what is no id of Autotask's. */
export function toAutotaskId(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function readTickets(
  visit: AutotaskVisit,
  filter: readonly AutotaskCondition[],
): Promise<readonly TicketRow[]> {
  return visit.query({
    entity: 'Tickets',
    filter,
    fields: Object.keys(ticketSchema.shape),
    row: ticketSchema,
    right: RIGHTS.tickets,
  });
}

/** What people type: `4711`, `#4711`, `T20261121.0042`, `20261121.0042`. */
function conditionOf(ref: string): AutotaskCondition | null {
  const plain = ref.trim().replace(/^#\s*/, '').toUpperCase();
  const id = toAutotaskId(plain);
  if (id !== null) return { op: 'eq', field: 'id', value: id };
  const [, number] = /^T?(\d{8}\.\d{1,9})$/.exec(plain) ?? [];
  return number === undefined ? null : { op: 'eq', field: 'ticketNumber', value: `T${number}` };
}

async function newestRows(
  visit: AutotaskVisit,
  { phase, unassignedOnly, limit }: TicketListQuestion,
  now: Date,
): Promise<readonly TicketRow[]> {
  const wanted: readonly AutotaskCondition[] = [
    ...(phase === 'open' ? [OPEN] : []),
    ...(unassignedOnly ? [{ op: 'notExist', field: 'assignedResourceID' } as const] : []),
  ];
  const read = (
    since: AutotaskCondition,
    most: { readonly mostRows?: number } = {},
  ): Promise<readonly TicketRow[]> =>
    visit.query({
      entity: 'Tickets',
      filter: [...wanted, since],
      fields: Object.keys(listedSchema.shape),
      row: listedSchema,
      right: RIGHTS.tickets,
      ...most,
    });
  // Open tickets are few: all of them cost less than looking back in steps.
  if (phase === 'open') return newest(await read(EVERY), limit);
  let rows: readonly TicketRow[] = [];
  for (const days of LOOK_BACK_DAYS) {
    const since = toAutotaskTime(addMilliseconds(now, -days * DAY));
    rows = await read({ op: 'gte', field: 'createDate', value: since });
    if (rows.length >= limit) return newest(rows, limit);
  }
  const all = await read(EVERY, { mostRows: MOST_OF_ALL_TIME + 1 });
  return newest(all.length > MOST_OF_ALL_TIME ? rows : all, limit);
}

const EVERY: AutotaskCondition = { op: 'gte', field: 'id', value: 0 };
export const OPEN: AutotaskCondition = { op: 'noteq', field: 'status', value: COMPLETE };

function newest(rows: readonly TicketRow[], limit: number): readonly TicketRow[] {
  const timeOf = ({ createDate }: TicketRow): number => createDate?.getTime() ?? 0;
  return rows.toSorted((a, b) => timeOf(b) - timeOf(a) || b.id - a.id).slice(0, limit);
}

interface Known {
  readonly labels: TicketLabels;
  readonly companies: ReadonlyMap<number, string>;
  readonly owners: ReadonlyMap<number, string>;
  readonly webUrl: string | null;
}

function toTicket(row: TicketRow, { labels, companies, owners, webUrl }: Known): Ticket {
  const { companyID, queueID, priority, status, assignedResourceID: ownerId } = row;
  const queue = queueID == null ? null : String(queueID);
  return {
    id: String(row.id),
    ref: row.ticketNumber,
    link: webUrl === null ? null : `${webUrl}${TICKET_PAGE}${row.id}`,
    priority: labels.priorities.get(String(priority)) ?? null,
    queue: queue === null ? null : (labels.queues.get(queue) ?? { id: queue, name: queue }),
    status: {
      id: String(status),
      label: labels.statuses.get(String(status)) ?? String(status),
      phase: status === COMPLETE ? 'closed' : 'open',
    },
    ownerId: ownerId == null ? null : String(ownerId),
    ownerName: ownerId == null ? null : (owners.get(ownerId) ?? null),
    company:
      companyID == null
        ? null
        : { id: String(companyID), name: companies.get(companyID) ?? `Company ${companyID}` },
    title: row.title ?? '',
    description: row.description ?? '',
    requiredSkills: [],
    openedAt: row.createDate ?? null,
  };
}

/** The vendor's address for opening a ticket from elsewhere (ExecuteCommand API). */
const TICKET_PAGE = 'Autotask/AutotaskExtend/ExecuteCommand.aspx?Code=OpenTicketDetail&TicketID=';
