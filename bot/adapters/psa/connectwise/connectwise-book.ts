import type { BookOutcome, PsaTickets } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { z } from 'zod';
import { readBody } from '../psa-answer.ts';
import type { PsaAnswer } from '../psa-request.ts';
import { apiFailure, CONNECTWISE, refusalOf } from './connectwise-answer.ts';
import type { ConnectWiseTalk } from './connectwise-client.ts';
import { idNumber, instantSchema, RIGHTS, utcText } from './connectwise-fields.ts';
import { readRows } from './connectwise-rows.ts';
import type { ScheduleTypesReader } from './connectwise-types.ts';

type Wish = Parameters<PsaTickets<unknown>['book']>[1];

const standingSchema = z.object({ id: z.number().int(), dateStart: instantSchema });
const createdSchema = z.object({ id: z.number().int() });
/** Nobody books one ticket for one person more often. */
const MOST_STANDING = 1000;

/** Books a slot as a schedule entry of type Service, unless one of the same ticket, member and start stands. Entries that overlap another one
 *  are not allowed. Throws `psa_down` also when the answer to the write is lost: it may be done then. */
export async function bookSlot(
  talk: ConnectWiseTalk,
  { ticketId, technicianId, slot }: Wish,
  { clock, types }: { readonly clock: Clock; readonly types: ScheduleTypesReader },
): Promise<BookOutcome> {
  const objectId = idNumber(ticketId);
  const memberId = idNumber(technicianId);
  if (objectId === null || memberId === null)
    return { kind: 'refused', text: 'ConnectWise PSA has no such ticket or member' };
  const { serviceId } = await types(talk);
  if (serviceId === null) return { kind: 'not-supported' };
  // The id of a ticket may be that of an activity too: the type tells them apart.
  const standing = await readRows(talk, {
    path: '/schedule/entries',
    conditions: `objectId=${objectId} and member/id=${memberId} and type/id=${serviceId}`,
    row: standingSchema,
    right: RIGHTS.readSchedule,
    most: MOST_STANDING,
  });
  const dateStart = utcText(slot.start);
  const same = standing.find((entry) => entry.dateStart && utcText(entry.dateStart) === dateStart);
  if (same) return { kind: 'booked', entryId: String(same.id) };
  const answer = await talk.write({
    method: 'POST',
    path: '/schedule/entries',
    body: {
      objectId,
      type: { id: serviceId, identifier: 'S' },
      member: { id: memberId },
      dateStart,
      dateEnd: utcText(slot.end),
      allowScheduleConflictsFlag: false,
    },
  });
  return outcomeOf(answer, clock.now());
}

function outcomeOf(answer: PsaAnswer, now: Date): BookOutcome {
  if (answer.status === 201 || answer.status === 200)
    return { kind: 'booked', entryId: String(readBody(answer, createdSchema, CONNECTWISE).id) };
  if (answer.status === 409) return { kind: 'conflict' };
  if (answer.status !== 400) throw apiFailure(answer, RIGHTS.addSchedule, now);
  const { text } = refusalOf(answer);
  return /conflict/i.test(text) ? { kind: 'conflict' } : { kind: 'refused', text };
}
