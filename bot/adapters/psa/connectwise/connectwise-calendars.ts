import type { Clock } from '#kernel/clock.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { Weekday } from '#kernel/zoned-time.ts';
import { z } from 'zod';
import type { ConnectWiseTalk } from './connectwise-client.ts';
import { referenceSchema, RIGHTS, textSchema } from './connectwise-fields.ts';
import type { Opening, WorkingHours } from './connectwise-hours.ts';
import { createHourMemory } from './connectwise-memory.ts';
import { readRows } from './connectwise-rows.ts';
import { zoneOf } from './connectwise-zone.ts';

const memberSchema = z.object({
  id: z.number().int(),
  timeZone: referenceSchema.nullish(),
  calendar: referenceSchema.nullish(),
});

/** `HH:MM:SS`; `null` on a day off. */
const calendarSchema = z.object({
  id: z.number().int(),
  mondayStartTime: textSchema,
  mondayEndTime: textSchema,
  tuesdayStartTime: textSchema,
  tuesdayEndTime: textSchema,
  wednesdayStartTime: textSchema,
  wednesdayEndTime: textSchema,
  thursdayStartTime: textSchema,
  thursdayEndTime: textSchema,
  fridayStartTime: textSchema,
  fridayEndTime: textSchema,
  saturdayStartTime: textSchema,
  saturdayEndTime: textSchema,
  sundayStartTime: textSchema,
  sundayEndTime: textSchema,
  holidayList: referenceSchema.nullish(),
});
type Calendar = z.output<typeof calendarSchema>;

const holidaySchema = z.object({
  id: z.number().int(),
  allDayFlag: z.boolean().nullish(),
  date: textSchema,
  timeStart: textSchema,
  timeEnd: textSchema,
});
type Holidays = WorkingHours['holidays'];

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const MOST_MEMBERS = 5000;
const MOST_CALENDARS = 1000;

/** Working hours of all active members that have a calendar and a zone that we can tell; up to an hour old. Throws as
 *  `ConnectWiseTalk.get`. Calendars and holidays are read in the zone of the member. */
export type HoursReader = (talk: ConnectWiseTalk) => Promise<ReadonlyMap<TechnicianId, WorkingHours>>;

export function createHoursReader(needs: { readonly clock: Clock }): HoursReader {
  const memory = createHourMemory<ReadonlyMap<TechnicianId, WorkingHours>>(needs);
  return (talk) => memory.recall(talk, 'hours', () => readHours(talk));
}

async function readHours(talk: ConnectWiseTalk): Promise<ReadonlyMap<TechnicianId, WorkingHours>> {
  const [members, calendars] = await Promise.all([
    readRows(talk, {
      path: '/system/members',
      conditions: 'inactiveFlag=false',
      row: memberSchema,
      right: RIGHTS.readMembers,
      most: MOST_MEMBERS,
    }),
    readRows(talk, {
      path: '/schedule/calendars',
      conditions: null,
      row: calendarSchema,
      right: RIGHTS.readTables,
      most: MOST_CALENDARS,
    }),
  ]);
  const used = new Set(members.flatMap(({ calendar }) => (calendar ? [calendar.id] : [])));
  const inUse = calendars.filter(({ id }) => used.has(id));
  const listIds = [...new Set(inUse.flatMap(({ holidayList }) => (holidayList ? [holidayList.id] : [])))];
  const holidays = new Map(
    await Promise.all(listIds.map(async (id) => [id, await readHolidays(talk, id)] as const)),
  );
  const byId = new Map(inUse.map((calendar) => [calendar.id, calendar]));
  const hours = new Map<TechnicianId, WorkingHours>();
  for (const { id, timeZone, calendar: reference } of members) {
    const calendar = byId.get(reference?.id ?? 0);
    const zone = zoneOf(timeZone?.name ?? '');
    if (!calendar || zone === null) continue;
    const off: Holidays = holidays.get(calendar.holidayList?.id ?? 0) ?? new Map();
    hours.set(String(id), { zone, week: weekOf(calendar), holidays: off });
  }
  return hours;
}

async function readHolidays(talk: ConnectWiseTalk, listId: number): Promise<Holidays> {
  const rows = await readRows(talk, {
    path: `/schedule/holidayLists/${listId}/holidays`,
    conditions: null,
    row: holidaySchema,
    right: RIGHTS.readTables,
    most: MOST_CALENDARS,
  });
  const days = new Map<string, readonly (Opening | 'all-day')[]>();
  for (const { date, allDayFlag, timeStart, timeEnd } of rows) {
    const day = (date ?? '').slice(0, 10);
    const part = allDayFlag === false ? toOpening(timeStart, timeEnd) : null;
    days.set(day, [...(days.get(day) ?? []), part ?? 'all-day']);
  }
  return days;
}

function weekOf(calendar: Calendar): ReadonlyMap<Weekday, Opening> {
  const week = new Map<Weekday, Opening>();
  DAYS.forEach((day, index) => {
    const opening = toOpening(calendar[`${day}StartTime`], calendar[`${day}EndTime`]);
    if (opening) week.set((index + 1) as Weekday, opening); // seven names, Monday first
  });
  return week;
}

/** `null` for a day off. An end that is not after the start is on the next day. */
function toOpening(start: string | null | undefined, end: string | null | undefined): Opening | null {
  const from = minutesOf(start);
  const to = minutesOf(end);
  if (from === null || to === null) return null;
  return { from, to: to > from ? to : to + 1440 };
}

function minutesOf(text: string | null | undefined): number | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(text ?? '') ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
}
