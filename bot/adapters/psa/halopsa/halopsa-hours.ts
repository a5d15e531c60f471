import type { Interval } from '#kernel/interval.ts';
import { addDays, atWallTime, calendarDayAt, weekdayOf } from '#kernel/zoned-time.ts';
import { z } from 'zod';
import { zoneOf } from './halopsa-zone.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Day = (typeof DAYS)[number];
const time = z.string().nullish();

/** `GET /Workday/{id}`: on which days work is done, and when. */
export const workdaySchema = z.object({
  timezone: z.string().nullish(),
  alldayssame: z.boolean().nullish(),
  start: time,
  end: time,
  ...(Object.fromEntries(
    DAYS.flatMap((day) => [
      [`inc${day}`, z.boolean().nullish()],
      [`start${day}`, time],
      [`end${day}`, time],
    ]),
  ) as Record<`inc${Day}`, z.ZodOptional<z.ZodNullable<z.ZodBoolean>>> &
    Record<`start${Day}` | `end${Day}`, typeof time>), // one entry for each day
});
type Workday = z.output<typeof workdaySchema>;

/** Minutes of the wall clock since midnight. An end that is not after the start is on the next morning. */
interface Hours {
  readonly from: number;
  readonly to: number;
}

export interface WorkingHours {
  readonly zone: string;
  /** Monday first; `null`: no work on that day. */
  readonly days: readonly (Hours | null)[];
}

/** `null` where it does not say enough. */
export function toWorkingHours(workday: Workday): WorkingHours | null {
  const zone = zoneOf(workday.timezone ?? '');
  if (zone === null) return null;
  const days: (Hours | null)[] = [];
  for (const day of DAYS) {
    if (workday[`inc${day}`] !== true) {
      days.push(null);
      continue;
    }
    const isSame = workday.alldayssame === true;
    const from = minutesOf(isSame ? workday.start : workday[`start${day}`]);
    const to = minutesOf(isSame ? workday.end : workday[`end${day}`]);
    if (from === null || to === null) return null;
    // The last minute of a day stands for its end: midnight itself cannot be entered.
    days.push({ from, to: to === DAY_MINUTES - 1 ? DAY_MINUTES : to });
  }
  return { zone, days };
}

const DAY_MINUTES = 24 * 60;

/** The time of day in `09:30:00` and in `1900-01-01T09:30:00`: the wall clock's, whatever stands behind it. */
function minutesOf(text: string | null | undefined): number | null {
  const [, hour, minute] = /(?:^|T)(\d{2}):(\d{2})/.exec(text ?? '') ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}

/** When work is done from the day before `at` on, for a fortnight; in order. */
export function openingsAround(at: Date, { zone, days }: WorkingHours): readonly Interval[] {
  const today = calendarDayAt(at, zone);
  const openings: Interval[] = [];
  for (let offset = -1; offset <= 14; offset += 1) {
    const day = addDays(today, offset);
    const hours = days[weekdayOf(day) - 1];
    if (!hours) continue;
    const wall = (minutes: number): Date => {
      const on = addDays(day, Math.floor(minutes / DAY_MINUTES));
      const left = minutes % DAY_MINUTES;
      return atWallTime({ ...on, hour: Math.floor(left / 60), minute: left % 60 }, zone).at;
    };
    const to = hours.to > hours.from ? hours.to : hours.to + DAY_MINUTES;
    openings.push({ start: wall(hours.from), end: wall(to) });
  }
  return openings;
}
