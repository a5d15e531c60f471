import type { IncomingHttpHeaders } from 'node:http';

/** Longer than this is not believed: a slip of one digit must not silence a desk for a year. */
const LONGEST_SECONDS = 24 * 60 * 60;

/** Seconds that an answer asks us to wait; `null` when it names no time to come (RFC 9110: seconds or an HTTP date). A date is read
 *  against the answer's own `Date`, because the PSA's clock is not ours. */
export function retryAfterSeconds(headers: IncomingHttpHeaders, now: Date): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : secondsUntil(text, headers.date, now);
  return seconds > 0 ? Math.min(seconds, LONGEST_SECONDS) : null;
}

function secondsUntil(date: string, serverDate: string | undefined, now: Date): number {
  // Only the form of HTTP dates: Date.parse alone would take "-5" for a month.
  if (!/^[A-Z][a-z]{2}, /.test(date)) return Number.NaN;
  const serverNow = Date.parse(serverDate ?? '');
  return (Date.parse(date) - (Number.isNaN(serverNow) ? now.getTime() : serverNow)) / 1000;
}
