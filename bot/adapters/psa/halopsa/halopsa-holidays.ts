import type { PsaConnection } from '#core/settings/ports.ts';
import { addMilliseconds, DAY, type Interval } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import type { HaloPsaClient } from './halopsa-client.ts';
import { haloInstant, toHaloInstant } from './halopsa-instant.ts';
import type { Reading } from './halopsa-tickets.ts';

const holidaySchema = z.object({
  agent_id: z.number().int().nullish(),
  workday_id: z.number().int().nullish(),
  date: haloInstant.nullish(),
  end_date: haloInstant.nullish(),
});

/** Time off of one technician, or of everybody with the same working hours (a bank holiday). */
export interface Holiday extends Interval {
  readonly technicianId: TechnicianId | null;
  readonly workdayId: number | null;
}

/** HaloPSA may find only what begins inside the window: longer leave than this is rarely entered in one piece. */
const BACK_MS = 93 * DAY;
const AHEAD_MS = 7 * DAY;

/** Approved time off around `slot` of everybody, in no order. Throws what the client throws. */
export async function readHolidays(
  client: HaloPsaClient,
  connection: PsaConnection,
  slot: Interval,
  reading: Reading,
): Promise<readonly Holiday[]> {
  const rows = await client.get(connection, {
    path: '/Holiday',
    query: {
      start_date: toHaloInstant(addMilliseconds(slot.start, -BACK_MS)),
      end_date: toHaloInstant(addMilliseconds(slot.end, AHEAD_MS)),
      inclusive_start: 'true',
      inclusive_end: 'true',
      approved_only: 'true',
    },
    schema: z.array(holidaySchema),
    right: 'read:calendar',
    ...reading,
  });
  return rows.flatMap(({ agent_id: agent, workday_id: workday, date: start, end_date: end }) => {
    if (!start) return [];
    return [
      {
        technicianId: agent && agent > 0 ? String(agent) : null,
        workdayId: workday && workday > 0 ? workday : null,
        start,
        // A day without an end is that day.
        end: end && end > start ? end : addMilliseconds(start, DAY),
      },
    ];
  });
}
