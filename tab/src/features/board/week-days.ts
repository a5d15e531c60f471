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
  /** Shifts that begin on the day, and what is left of one from the day before, whole as planned. */
  readonly shifts: readonly Span[];
  readonly hasTimeOff: boolean;
}

/** The days of a week with the shifts that begin on each; the first day also has those that reach into it. */
export function weekDays(week: Week): readonly WeekDay[] {
  const shifts = week.shifts.map(toSpan);
  const timesOff = week.timesOff.map(toSpan);
  return week.days.map((each, index) => {
    const day = toSpan(each);
    const isOf = ({ start, end }: Span): boolean =>
      (start >= day.start && start < day.end) || (index === 0 && start < day.start && end > day.start);
    return {
      middle: new Date((day.start.getTime() + day.end.getTime()) / 2),
      shifts: shifts.filter(isOf),
      hasTimeOff: timesOff.some(({ start, end }) => start < day.end && end > day.start),
    };
  });
}

function toSpan({ start, end }: { readonly start: string; readonly end: string }): Span {
  return { start: new Date(start), end: new Date(end) };
}
