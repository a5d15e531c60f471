import type { CalendarState, TechnicianWork } from '#core/dispatch/ports.ts';
import { addMilliseconds, contains, DAY, type Interval } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import type { HoursReader } from './connectwise-calendars.ts';
import type { ConnectWiseTalk } from './connectwise-client.ts';
import { instantSchema, memberReferenceSchema, RIGHTS, utcText } from './connectwise-fields.ts';
import { nextOpening, type WorkingHours } from './connectwise-hours.ts';
import { readRows } from './connectwise-rows.ts';
import type { ScheduleTypesReader } from './connectwise-types.ts';

/** How far ahead entries are read: what follows a busy slot without a gap rarely goes further. */
const AHEAD_MS = DAY;
const MOST_ENTRIES = 5000;

const entrySchema = z.object({
  id: z.number().int(),
  member: memberReferenceSchema.nullish(),
  dateStart: instantSchema,
  dateEnd: instantSchema,
  type: z.object({ id: z.number().int() }).nullish(),
});

interface Entry extends Interval {
  readonly isTimeOff: boolean;
}

/** What the calendar says, technician by technician. */
export type CalendarView = (technicianId: TechnicianId) => Pick<TechnicianWork, 'calendar' | 'earliestStart'>;

export interface CalendarReaders {
  readonly hours: HoursReader;
  readonly types: ScheduleTypesReader;
}

/** The calendars of all members at `slot`, in one reading: entries that are not done, and working hours. Where hours are not known, whoever
 *  has no entry is `unknown`. Throws as `ConnectWiseTalk.get`. */
export async function readCalendar(
  talk: ConnectWiseTalk,
  { hours: readHours, types: readTypes }: CalendarReaders,
  slot: Interval,
): Promise<CalendarView> {
  const until = utcText(addMilliseconds(slot.start, AHEAD_MS));
  const [rows, types, hours] = await Promise.all([
    readRows(talk, {
      path: '/schedule/entries',
      conditions: `dateStart<[${until}] and dateEnd>[${utcText(slot.start)}] and doneFlag=false`,
      row: entrySchema,
      right: RIGHTS.readSchedule,
      most: MOST_ENTRIES,
    }),
    readTypes(talk),
    readHours(talk),
  ]);
  const byMember = new Map<TechnicianId, Entry[]>();
  for (const { member, dateStart, dateEnd, type } of rows) {
    if (!member || !dateStart || !dateEnd) continue;
    const entry = { start: dateStart, end: dateEnd, isTimeOff: types.timeOffIds.has(type?.id ?? 0) };
    byMember.set(String(member.id), [...(byMember.get(String(member.id)) ?? []), entry]);
  }
  return (technicianId) =>
    judge(byMember.get(technicianId) ?? [], hours.get(technicianId) ?? null, slot.start);
}

function judge(
  entries: readonly Entry[],
  hours: WorkingHours | null,
  at: Date,
): Pick<TechnicianWork, 'calendar' | 'earliestStart'> {
  const calendar = stateAt(entries, hours, at);
  return { calendar, earliestStart: calendar === 'unknown' ? null : firstFree(entries, hours, at) };
}

function stateAt(entries: readonly Entry[], hours: WorkingHours | null, at: Date): CalendarState {
  const blocking = entries.filter((entry) => contains(entry, at));
  if (blocking.some(({ isTimeOff }) => isTimeOff)) return 'time-off';
  if (blocking.length > 0) return 'busy';
  if (hours === null) return 'unknown';
  return nextOpening(hours, at)?.getTime() === at.getTime() ? 'free' : 'outside-hours';
}

/** The first moment at or after `at` that no entry covers and, where hours are known, that is worked; `null` when there is none in sight. */
function firstFree(entries: readonly Entry[], hours: WorkingHours | null, at: Date): Date | null {
  let moment = at;
  // Each entry is passed at most once, and so is the gap before the next opening.
  for (let step = 0; step <= 2 * entries.length + 1; step += 1) {
    const ends = entries.filter((entry) => contains(entry, moment)).map(({ end }) => end.getTime());
    if (ends.length > 0) {
      moment = new Date(Math.max(...ends));
      continue;
    }
    if (hours === null) return moment;
    const opening = nextOpening(hours, moment);
    if (opening === null || opening.getTime() === moment.getTime()) return opening;
    moment = opening;
  }
  return moment;
}
