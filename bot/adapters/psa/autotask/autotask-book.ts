import type { BookOutcome, PsaTickets } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { MINUTE } from '#kernel/interval.ts';
import { z } from 'zod';
import type { AutotaskVisit } from './autotask-client.ts';
import { instantSchema, toAutotaskTime } from './autotask-instant.ts';
import { RIGHTS } from './autotask-rights.ts';
import { toAutotaskId } from './autotask-tickets.ts';

type BookWish = Parameters<PsaTickets<PsaConnection>['book']>[1];

const appointmentSchema = z.object({
  id: z.number().int(),
  title: z.string().nullish(),
  startDateTime: instantSchema,
  endDateTime: instantSchema,
});

/** Books an appointment that names the ticket in its title. An appointment is one write, so a lost answer leaves either all of it or
 *  nothing, and it is found again by resource, start and title; the chain of service call, ticket and resource is three writes, of which
 *  the first may stay behind alone. Autotask itself takes one appointment above another: `conflict` is our own judgement. */
export async function bookAppointment(visit: AutotaskVisit, wish: BookWish): Promise<BookOutcome> {
  const { ticketRef, technicianId, slot } = wish;
  const resourceId = toAutotaskId(technicianId);
  if (resourceId === null) return { kind: 'refused', text: 'The technician is not known in Autotask.' };
  const there = await visit.query({
    entity: 'Appointments',
    filter: [
      { op: 'eq', field: 'resourceID', value: resourceId },
      { op: 'lt', field: 'startDateTime', value: toAutotaskTime(slot.end) },
      { op: 'gt', field: 'endDateTime', value: toAutotaskTime(slot.start) },
    ],
    fields: Object.keys(appointmentSchema.shape),
    row: appointmentSchema,
    right: RIGHTS.calendar,
  });
  const own = there.find(
    ({ title, startDateTime }) => isAbout(title ?? '', ticketRef) && isSameStart(startDateTime, slot.start),
  );
  if (own) return { kind: 'booked', entryId: String(own.id) };
  if (there.length > 0) return { kind: 'conflict' };
  const written = await visit.write({
    method: 'POST',
    path: '/Appointments',
    body: {
      resourceID: resourceId,
      title: `Ticket ${ticketRef}`,
      startDateTime: toAutotaskTime(slot.start),
      endDateTime: toAutotaskTime(slot.end),
    },
    right: RIGHTS.editCalendar,
  });
  if (written.kind === 'refused') return written;
  if (written.kind === 'missing') return { kind: 'not-supported' };
  return { kind: 'booked', entryId: String(written.id ?? '') };
}

/** `T20261121.0042` is not about `T20261121.00421`. */
function isAbout(title: string, ticketRef: string): boolean {
  return title.split(/[\s,;:()[\]]+/).includes(ticketRef);
}

/** Calendars may keep whole minutes. */
function isSameStart(a: Date, b: Date): boolean {
  return Math.abs(a.getTime() - b.getTime()) < MINUTE;
}
