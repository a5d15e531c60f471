import type { Interval } from '#kernel/interval.ts';
import { z } from 'zod';
import type { CalendarEntry } from './autotask-calendar.ts';
import type { AutotaskEntity, AutotaskVisit } from './autotask-client.ts';
import { instantSchema, toAutotaskTime } from './autotask-instant.ts';
import { MOST_VALUES, RIGHTS } from './autotask-rights.ts';

const idSchema = z.number().int();
const callSchema = z.object({
  id: idSchema,
  startDateTime: instantSchema,
  endDateTime: instantSchema,
  canceledDateTime: z.string().nullish(),
});
const linkSchema = z.object({ id: idSchema, serviceCallID: idSchema });
const seatSchema = z.object({ id: idSchema, serviceCallTicketID: idSchema, resourceID: idSchema });

/** Who is out on a service call in `span`. A call knows its tickets, and each of these its resources: one request when there is no call,
 *  three when there are some. */
export async function readServiceCalls(
  visit: AutotaskVisit,
  { start, end }: Interval,
): Promise<readonly CalendarEntry[]> {
  const found = await visit.query({
    entity: 'ServiceCalls',
    filter: [
      { op: 'lt', field: 'startDateTime', value: toAutotaskTime(end) },
      { op: 'gt', field: 'endDateTime', value: toAutotaskTime(start) },
    ],
    fields: Object.keys(callSchema.shape),
    row: callSchema,
    right: RIGHTS.calendar,
  });
  const calls = new Map(found.filter((call) => !call.canceledDateTime).map((call) => [call.id, call]));
  const links = await readBelow(visit, 'ServiceCallTickets', {
    parent: 'serviceCallID',
    ids: [...calls.keys()],
    row: linkSchema,
  });
  const callOfLink = new Map(links.map((link) => [link.id, calls.get(link.serviceCallID)]));
  const seats = await readBelow(visit, 'ServiceCallTicketResources', {
    parent: 'serviceCallTicketID',
    ids: [...callOfLink.keys()],
    row: seatSchema,
  });
  return seats.flatMap(({ resourceID, serviceCallTicketID }) => {
    const call = callOfLink.get(serviceCallTicketID);
    if (call === undefined) return [];
    return [{ resourceID, start: call.startDateTime, end: call.endDateTime, kind: 'busy' as const }];
  });
}

/** The rows that belong to `ids`; asks nothing when there are none. */
async function readBelow<Row>(
  visit: AutotaskVisit,
  entity: AutotaskEntity,
  below: {
    readonly parent: string;
    readonly ids: readonly number[];
    readonly row: z.ZodObject & z.ZodType<Row>;
  },
): Promise<readonly Row[]> {
  const { parent, ids, row } = below;
  const rows: Row[] = [];
  for (let from = 0; from < ids.length; from += MOST_VALUES) {
    const part = await visit.query({
      entity,
      filter: [{ op: 'in', field: parent, value: ids.slice(from, from + MOST_VALUES) }],
      fields: Object.keys(row.shape),
      row,
      right: RIGHTS.calendar,
    });
    rows.push(...part);
  }
  return rows;
}
