import type { Override } from '#core/availability/ports.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import { addDays, calendarDayAt, startOfDay, wallTimeAt } from '#kernel/zoned-time.ts';
import type { OwnWord } from '../parse/intents.ts';

/** What is to be noted of somebody. */
export interface OwnWish {
  readonly says: Override['says'];
  /** `null` is now. */
  readonly from: Date | null;
  readonly until: Date;
}

/** A lunch that nobody gave a length. */
const LUNCH_MINUTES = 60;

/** What a person means by `word` and the time they said with it; `null` when the end is open and no habit closes it. A moment is the return of
 *  somebody who is back then, and the start of everything else. */
export function wishOf(options: {
  readonly word: Exclude<OwnWord, 'end'>;
  readonly start: Date | null;
  readonly end: Date | null;
  readonly now: Date;
  readonly zone: string;
  /** End of the desk's working hours, in minutes after midnight. */
  readonly endMinutes: number;
}): OwnWish | null {
  const { word, now, zone } = options;
  if (word === 'back') return untilReturn(options);
  const says = SAYS[word];
  const from = options.start !== null && options.start > now ? options.start : null;
  if (options.end !== null) return { says, from, until: options.end };
  const starts = from ?? now;
  if (word === 'lunch') return { says, from, until: addMilliseconds(starts, LUNCH_MINUTES * MINUTE) };
  if (word === 'off') return { says, from, until: endOfDay(starts, zone) };
  if (word === 'working' && from === null) return { says, from, until: endOfWork(options) };
  return null;
}

const SAYS = { working: 'working', break: 'on-break', lunch: 'on-break', off: 'off' } as const;

/** "Back at 3" is a break until then; back on another day is being off. */
function untilReturn({ start, end, now, zone }: Parameters<typeof wishOf>[0]): OwnWish | null {
  const until = start !== null && start > now ? start : end;
  if (until === null) return null;
  return { says: until > endOfDay(now, zone) ? 'off' : 'on-break', from: null, until };
}

/** The midnight that ends the day of `at`. */
export function endOfDay(at: Date, zone: string): Date {
  return startOfDay(addDays(calendarDayAt(at, zone), 1), zone);
}

/** After hours there is nothing left of them, so the day counts. */
export function endOfWork(options: {
  readonly now: Date;
  readonly zone: string;
  readonly endMinutes: number;
}): Date {
  const { now, zone, endMinutes } = options;
  const { hour, minute } = wallTimeAt(now, zone);
  const left = endMinutes - (hour * 60 + minute);
  if (left <= 0) return endOfDay(now, zone);
  // To the minute: "until 19:00" and not 19:00:41.
  const wholeMinute = Math.floor(now.getTime() / MINUTE) * MINUTE;
  return new Date(wholeMinute + left * MINUTE);
}
