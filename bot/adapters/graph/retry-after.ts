/** Longer than this is not believed: a slip of one digit must not silence a desk for a year. */
const LONGEST_SECONDS = 24 * 60 * 60;

/** Seconds that an answer asks us to wait; `null` when it names no usable time (absent, zero, past, negative, not a time).
 *  Seconds, fractions and HTTP dates; a date is read against the answer's own `Date`, because Graph's clock is not ours. */
export function parseRetryAfter(headers: Pick<Headers, 'get'>, now: Date): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : secondsUntil(text, headers.get('date'), now);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_SECONDS) : null;
}

function secondsUntil(date: string, serverDate: string | null, now: Date): number {
  // Only the form of HTTP dates: Date.parse alone would take "-5" for a month.
  if (!/^[A-Z][a-z]{2}, /.test(date)) return Number.NaN;
  const serverNow = Date.parse(serverDate ?? '');
  return (Date.parse(date) - (Number.isNaN(serverNow) ? now.getTime() : serverNow)) / 1000;
}

/** 1 s × 2^failures, ±20 %, so that many callers do not come back as one. */
export function backoffSeconds(failures: number, random: () => number): number {
  return 2 ** failures * (0.8 + 0.4 * random());
}

/** A wait that was asked for, up to 20 % longer and never shorter. */
export function stretched(wait: number, random: () => number): number {
  return wait * (1 + 0.2 * random());
}
