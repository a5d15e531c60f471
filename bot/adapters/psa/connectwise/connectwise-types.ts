import type { Clock } from '#kernel/clock.ts';
import { z } from 'zod';
import type { ConnectWiseTalk } from './connectwise-client.ts';
import { RIGHTS, textSchema } from './connectwise-fields.ts';
import { createHourMemory } from './connectwise-memory.ts';

/** `identifier`: one letter. Service tickets are `S` everywhere, and their id is each installation's own. */
const typeSchema = z.object({ id: z.number().int(), identifier: textSchema, name: textSchema });
const SERVICE = 'S';
/** Desks name these types themselves; ConnectWise PSA has no flag for them. */
const TIME_OFF =
  /\b(?:vacations?|holidays?|(?:time|days?)[ -]?off|pto|sick(?:ness)?|leave|absen(?:ce|t)|out of office|urlaub|krank\w*|feiertage?|abwesen\w*)\b/i;

export function isTimeOff(typeName: string): boolean {
  return TIME_OFF.test(typeName);
}

export interface ScheduleTypes {
  /** `null`: nothing of this installation can be booked for a service ticket. */
  readonly serviceId: number | null;
  readonly timeOffIds: ReadonlySet<number>;
}

/** The types of schedule entries; up to an hour old. Throws as `ConnectWiseTalk.get`. */
export type ScheduleTypesReader = (talk: ConnectWiseTalk) => Promise<ScheduleTypes>;

export function createScheduleTypesReader(needs: { readonly clock: Clock }): ScheduleTypesReader {
  const memory = createHourMemory<ScheduleTypes>(needs);
  return (talk) =>
    memory.recall(talk, 'types', async () => {
      const { value: types } = await talk.get({
        path: '/schedule/types',
        query: { pageSize: '1000' },
        schema: z.array(typeSchema),
        right: RIGHTS.readTables,
      });
      return {
        serviceId: types.find(({ identifier }) => identifier === SERVICE)?.id ?? null,
        timeOffIds: new Set(types.filter(({ name }) => isTimeOff(name ?? '')).map(({ id }) => id)),
      };
    });
}
