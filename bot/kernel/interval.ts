/** A stretch of time, half-open `[start, end)`: its end is the first moment outside. UTC instants. */
export interface Interval {
  readonly start: Date;
  readonly end: Date;
}

export function contains(interval: Interval, at: Date): boolean {
  return interval.start.getTime() <= at.getTime() && at.getTime() < interval.end.getTime();
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.start.getTime() < b.end.getTime() && b.start.getTime() < a.end.getTime();
}

/** `interval` grown by `milliseconds` at both ends. */
export function widen(interval: Interval, milliseconds: number): Interval {
  return {
    start: new Date(interval.start.getTime() - milliseconds),
    end: new Date(interval.end.getTime() + milliseconds),
  };
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function addMilliseconds(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() + milliseconds);
}
