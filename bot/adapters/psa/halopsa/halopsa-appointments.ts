import type { PsaConnection } from '#core/settings/ports.ts';
import { addMilliseconds, DAY, type Interval } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import type { HaloPsaClient } from './halopsa-client.ts';
import { haloInstant, toHaloInstant } from './halopsa-instant.ts';
import type { Reading } from './halopsa-tickets.ts';

/** An appointment of HaloPSA; holidays and shifts are some too. */
export const appointmentSchema = z.object({
  id: z.number().int(),
  start_date: haloInstant.nullish(),
  end_date: haloInstant.nullish(),
  allday: z.boolean().nullish(),
  agent_id: z.number().int().nullish(),
  agents: z.array(z.object({ id: z.number().int() })).nullish(),
  ticket_id: z.number().int().nullish(),
  holiday_id: z.string().nullish(),
  shift_type_id: z.number().int().nullish(),
  is_task: z.boolean().nullish(),
  _warning: z.string().nullish(),
});
type Row = z.output<typeof appointmentSchema>;

/** With pages or without, the list is the same. */
const listSchema = z.union([
  z.array(appointmentSchema),
  z.object({ appointments: z.array(appointmentSchema) }).transform(({ appointments }) => appointments),
]);

export interface Appointment extends Interval {
  readonly id: number;
  readonly technicianIds: readonly TechnicianId[];
  readonly ticketId: string | null;
  /** `shift`: when somebody works, which keeps nobody busy. */
  readonly kind: 'appointment' | 'time-off' | 'shift';
}

/** The list finds what begins inside the window only, so it reaches back further than appointments last. Longer absences are holidays, which
 *  are read apart. */
const AROUND_MS = 2 * DAY;
/** Ids in one address: a thousand of them would not fit. */
const AGENTS_AT_ONCE = 200;

/** Everything in the calendars of `technicianIds` around `slot`, in no order. Throws what the client throws. */
export async function readAppointments(
  client: HaloPsaClient,
  connection: PsaConnection,
  question: { readonly technicianIds: readonly TechnicianId[]; readonly slot: Interval },
  reading: Reading,
): Promise<readonly Appointment[]> {
  const { technicianIds, slot } = question;
  const batches = Array.from({ length: Math.ceil(technicianIds.length / AGENTS_AT_ONCE) }, (_, at) =>
    technicianIds.slice(at * AGENTS_AT_ONCE, (at + 1) * AGENTS_AT_ONCE),
  );
  const lists = await Promise.all(
    batches.map((agents) =>
      client.get(connection, {
        path: '/Appointment',
        query: {
          agents: agents.join(','),
          start_date: toHaloInstant(addMilliseconds(slot.start, -AROUND_MS)),
          end_date: toHaloInstant(addMilliseconds(slot.end, AROUND_MS)),
          showappointments: 'true',
          showholidays: 'true',
          showshifts: 'true',
          hidecompleted: 'true',
        },
        schema: listSchema,
        right: 'read:calendar',
        ...reading,
      }),
    ),
  );
  return lists.flat().flatMap(toAppointment);
}

/** None for a to-do, and for what has no time. */
function toAppointment(row: Row): readonly Appointment[] {
  const { id, start_date: start, end_date: end } = row;
  if (!start || row.is_task === true) return [];
  const agents = [row.agent_id ?? 0, ...(row.agents ?? []).map((agent) => agent.id)].filter(
    (agent) => agent > 0,
  );
  const isWhole = !end || end <= start;
  return [
    {
      id,
      start,
      end: isWhole ? addMilliseconds(start, row.allday === true ? DAY : 0) : end,
      technicianIds: [...new Set(agents.map(String))],
      ticketId: row.ticket_id && row.ticket_id > 0 ? String(row.ticket_id) : null,
      kind: kindOf(row),
    },
  ];
}

function kindOf({ holiday_id: holiday, shift_type_id: shift }: Row): Appointment['kind'] {
  if (holiday) return 'time-off';
  return shift && shift > 0 ? 'shift' : 'appointment';
}
