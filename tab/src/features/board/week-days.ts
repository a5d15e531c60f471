import type { getWhy } from '#contract/board-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';

type Week = AnswerOf<typeof getWhy>['week'];
export interface Span {
  readonly start: Date;
  readonly end: Date;
}

export interface WeekDay {
  /** Noon or so of the day: for its name. */
  readonly middle: Date;
  /** Shifts that begin on the day, whole as planned. */
  readonly shifts: readonly Span[];
  /** End of a shift that began before the week; on the first day only. */
  readonly until: Date | null;
  readonly hasTimeOff: boolean;
}

/** The days of a week with the shifts that begin on each. */
export function weekDays(week: Week): readonly WeekDay[] {
  const shifts = week.shifts.map(toSpan);
  const timesOff = week.timesOff.map(toSpan);
  return week.days.map((each, index) => {
    const day = toSpan(each);
    const before =
      index === 0 ? shifts.find(({ start, end }) => start < day.start && end > day.start) : undefined;
    return {
      middle: new Date((day.start.getTime() + day.end.getTime()) / 2),
      shifts: shifts.filter(({ start }) => start >= day.start && start < day.end),
      until: before?.end ?? null,
      hasTimeOff: timesOff.some(({ start, end }) => start < day.end && end > day.start),
    };
  });
}

function toSpan({ start, end }: { readonly start: string; readonly end: string }): Span {
  return { start: new Date(start), end: new Date(end) };
}
