import type { BookOutcome, PsaTickets } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { AppError } from '#kernel/errors.ts';
import { MINUTE, overlaps } from '#kernel/interval.ts';
import { z } from 'zod';
import { appointmentSchema, readAppointments } from './halopsa-appointments.ts';
import type { HaloPsaClient } from './halopsa-client.ts';
import { toHaloInstant } from './halopsa-instant.ts';

/** One row written is answered as itself, or as a list of one. */
const writtenSchema = z.union([
  appointmentSchema,
  z
    .array(appointmentSchema)
    .length(1)
    .transform(([row]) => row),
]);
const CONFLICT = /\b(conflict\w*|overlap\w*|clash\w*|already (booked|has|have))\b/i;

/** Books appointments. HaloPSA lets two of them stand at the same time, so the calendar is read first. */
export function createHaloPsaBook(needs: {
  readonly client: HaloPsaClient;
}): Pick<PsaTickets<PsaConnection>, 'book'> {
  const { client } = needs;
  return {
    async book(connection, { ticketId, ticketRef, technicianId, slot }, budget) {
      const reading = { budget, patience: client.patienceFor(budget) };
      const around = await readAppointments(
        client,
        connection,
        { technicianIds: [technicianId], slot },
        reading,
      );
      const theirs = around.filter((each) => each.technicianIds.includes(technicianId));
      const ours = theirs.find((each) => each.ticketId === ticketId && isSameStart(each.start, slot.start));
      if (ours) return { kind: 'booked', entryId: String(ours.id) };
      if (theirs.some((each) => each.kind !== 'shift' && overlaps(each, slot))) return { kind: 'conflict' };
      const agent = Number(technicianId);
      const outcome = await client.post(connection, {
        path: '/Appointment',
        row: {
          subject: `Ticket ${ticketRef}`,
          start_date: toHaloInstant(slot.start),
          end_date: toHaloInstant(slot.end),
          agent_id: agent,
          agents: [{ id: agent }],
          ticket_id: Number(ticketId),
          // The owner was settled before; and the customer is told by people.
          reassign_ticket: false,
          inform_user: false,
        },
        schema: writtenSchema,
        right: 'edit:calendar',
        ...reading,
      });
      if (outcome.kind === 'refused') return refusal(outcome.text);
      if (outcome.kind === 'gone') return { kind: 'refused', text: 'HaloPSA no longer has this ticket' };
      return judgeWritten(outcome.value, slot.start);
    },
  };
}

/** Instead of an entry HaloPSA may answer a warning; and an agent's zone may have moved the entry. */
function judgeWritten(row: z.output<typeof writtenSchema>, start: Date): BookOutcome {
  const warning = row?._warning?.trim() ?? '';
  if (!row || row.id <= 0) {
    if (warning !== '') return refusal(warning.slice(0, 300));
    throw new AppError('psa_down', 'HaloPSA answered a booking without an entry');
  }
  const isMoved = row.start_date && !isSameStart(row.start_date, start);
  if (!isMoved) return { kind: 'booked', entryId: String(row.id) };
  const [wanted, got] = [start, row.start_date ?? start].map(toHaloInstant);
  return {
    kind: 'refused',
    text: `HaloPSA put the appointment at ${got} instead of ${wanted}: check the time zone of the API application’s agent`,
  };
}

/** Calendars may keep whole minutes. */
function isSameStart(a: Date, b: Date): boolean {
  return Math.abs(a.getTime() - b.getTime()) < MINUTE;
}

function refusal(text: string): BookOutcome {
  return CONFLICT.test(text) ? { kind: 'conflict' } : { kind: 'refused', text };
}
