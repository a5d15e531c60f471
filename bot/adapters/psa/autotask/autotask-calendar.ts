import type { CalendarState } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { addMilliseconds, contains, DAY, HOUR, type Interval } from '#kernel/interval.ts';
import { z } from 'zod';
import type { AutotaskCondition, AutotaskVisit } from './autotask-client.ts';
import { createHourMemory } from './autotask-memory.ts';
import { instantSchema, toAutotaskTime } from './autotask-instant.ts';
import { fieldsSchema, valuesOf } from './autotask-labels.ts';
import { MOST_VALUES, RIGHTS } from './autotask-rights.ts';
import { readServiceCalls } from './autotask-service-calls.ts';

export interface CalendarEntry extends Interval {
  readonly resourceID: number;
  readonly kind: 'busy' | 'time-off';
}

export interface CalendarReading {
  readonly calendar: CalendarState;
  readonly earliestStart: Date | null;
}

export interface AutotaskCalendar {
  /** How the calendar of each resource stands at `start`. */
  read(
    visit: AutotaskVisit,
    ids: readonly number[],
    start: Date,
  ): Promise<ReadonlyMap<number, CalendarReading>>;
}

/** Hours of work by weekday, Sunday first. */
type WeekHours = readonly number[];

/** How far ahead entries are read, to find out when somebody who is busy gets free. */
const AHEAD_MS = DAY;
/** Longer absences than this are entered day by day or in parts. */
const LONGEST_ABSENCE_DAYS = 62;

const idSchema = z.number().int();
const appointmentSchema = z.object({
  resourceID: idSchema,
  startDateTime: instantSchema,
  endDateTime: instantSchema,
});
const timeOffSchema = z.object({
  resourceID: idSchema,
  status: z.number().int(),
  requestDate: instantSchema,
  startTime: instantSchema.nullish(),
  endTime: instantSchema.nullish(),
});
const hoursSchema = z.number().nullish();
const availabilitySchema = z.object({
  resourceID: idSchema,
  sundayAvailableHours: hoursSchema,
  mondayAvailableHours: hoursSchema,
  tuesdayAvailableHours: hoursSchema,
  wednesdayAvailableHours: hoursSchema,
  thursdayAvailableHours: hoursSchema,
  fridayAvailableHours: hoursSchema,
  saturdayAvailableHours: hoursSchema,
});

/** Appointments, service calls, approved time off and days of work. Autotask tells how many hours a day somebody works and not which ones,
 *  nor in which zone, so only whole free days are `outside-hours`. */
export function createAutotaskCalendar({ clock }: { readonly clock: Clock }): AutotaskCalendar {
  const weeks = createHourMemory<ReadonlyMap<number, WeekHours>>({ clock });
  const approvals = createHourMemory<ReadonlySet<number>>({ clock });

  return {
    async read(visit, ids, start) {
      if (ids.length === 0) return new Map();
      const { connection, budget } = visit;
      const among: readonly AutotaskCondition[] =
        ids.length <= MOST_VALUES ? [{ op: 'in', field: 'resourceID', value: ids }] : [];
      const ahead = { start, end: addMilliseconds(start, AHEAD_MS) };
      const [appointments, serviceCalls, absences, approved, hours] = await Promise.all([
        readAppointments(visit, among, ahead),
        readServiceCalls(visit, ahead),
        readAbsences(visit, among, ahead),
        approvals.recall(connection, budget, () => readApprovals(visit)),
        weeks.recall(connection, budget, () => readWeeks(visit)),
      ]);
      const entries = Map.groupBy(
        [...appointments, ...serviceCalls, ...absences.filter(({ status }) => approved.has(status))],
        ({ resourceID }) => resourceID,
      );
      return new Map(ids.map((id) => [id, judge(entries.get(id) ?? [], hours.get(id), start)]));
    },
  };
}

/** Time off goes before other entries, and both before free days. */
export function judge(
  entries: readonly CalendarEntry[],
  hours: WeekHours | undefined,
  start: Date,
): CalendarReading {
  let free = start;
  for (const entry of entries.toSorted((a, b) => a.start.getTime() - b.start.getTime())) {
    if (contains(entry, free)) free = entry.end;
  }
  const now = entries.filter((entry) => contains(entry, start));
  if (now.some(({ kind }) => kind === 'time-off')) return { calendar: 'time-off', earliestStart: free };
  if (now.length > 0) return { calendar: 'busy', earliestStart: free };
  if (isDayOff(hours, start)) return { calendar: 'outside-hours', earliestStart: null };
  return { calendar: 'free', earliestStart: start };
}

/** Whether `at` falls on a day without hours wherever on earth the person works (UTC-12 to UTC+14). */
function isDayOff(hours: WeekHours | undefined, at: Date): boolean {
  if (hours === undefined) return false;
  return [-12, 0, 14].every((offset) => hours[addMilliseconds(at, offset * HOUR).getUTCDay()] === 0);
}

async function readAppointments(
  visit: AutotaskVisit,
  among: readonly AutotaskCondition[],
  { start, end }: Interval,
): Promise<readonly CalendarEntry[]> {
  const rows = await visit.query({
    entity: 'Appointments',
    filter: [
      { op: 'lt', field: 'startDateTime', value: toAutotaskTime(end) },
      { op: 'gt', field: 'endDateTime', value: toAutotaskTime(start) },
      ...among,
    ],
    fields: Object.keys(appointmentSchema.shape),
    row: appointmentSchema,
    right: RIGHTS.calendar,
  });
  return rows.map(({ resourceID, startDateTime, endDateTime }) => ({
    resourceID,
    start: startDateTime,
    end: endDateTime,
    kind: 'busy',
  }));
}

async function readAbsences(
  visit: AutotaskVisit,
  among: readonly AutotaskCondition[],
  { start, end }: Interval,
): Promise<readonly (CalendarEntry & { readonly status: number })[]> {
  const rows = await visit.query({
    entity: 'TimeOffRequests',
    filter: [
      {
        op: 'gte',
        field: 'requestDate',
        value: toAutotaskTime(addMilliseconds(start, -LONGEST_ABSENCE_DAYS * DAY)),
      },
      { op: 'lt', field: 'requestDate', value: toAutotaskTime(addMilliseconds(end, DAY)) },
      ...among,
    ],
    fields: Object.keys(timeOffSchema.shape),
    row: timeOffSchema,
    right: RIGHTS.timeOff,
  });
  return rows.map(({ resourceID, status, requestDate, startTime, endTime }) => ({
    resourceID,
    status,
    // Without times it is the whole day.
    start: startTime ?? requestDate,
    end: endTime ?? addMilliseconds(startTime ?? requestDate, DAY),
    kind: 'time-off',
  }));
}

/** Which statuses of a request for time off mean that it was granted. */
async function readApprovals(visit: AutotaskVisit): Promise<ReadonlySet<number>> {
  const described = await visit.describe({
    entity: 'TimeOffRequests',
    right: RIGHTS.timeOff,
    schema: fieldsSchema,
  });
  const granted = valuesOf(described, 'status').filter(({ label }) => /^approved/i.test(label.trim()));
  return new Set(granted.map(({ value }) => Number(value)));
}

async function readWeeks(visit: AutotaskVisit): Promise<ReadonlyMap<number, WeekHours>> {
  const rows = await visit.query({
    entity: 'ResourceDailyAvailabilities',
    filter: [{ op: 'gte', field: 'id', value: 0 }],
    fields: Object.keys(availabilitySchema.shape),
    row: availabilitySchema,
    right: RIGHTS.resources,
  });
  return new Map(
    rows.map((row) => [
      row.resourceID,
      [
        row.sundayAvailableHours,
        row.mondayAvailableHours,
        row.tuesdayAvailableHours,
        row.wednesdayAvailableHours,
        row.thursdayAvailableHours,
        row.fridayAvailableHours,
        row.saturdayAvailableHours,
        // An hour nobody entered is no free day.
      ].map((hours) => hours ?? Number.NaN),
    ]),
  );
}
