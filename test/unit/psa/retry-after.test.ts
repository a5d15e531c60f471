import { expect, it } from 'vitest';
import { retryAfterSeconds } from '#adapters/psa/retry-after.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

it.each([
  ['2', undefined, 2],
  ['0.5', undefined, 0.5],
  [' 7 ', undefined, 7],
  ['999999999', undefined, 86_400],
  ['Mon, 23 Nov 2026 09:00:05 GMT', undefined, 5],
  // Their clock runs ten minutes ahead of ours: what counts is their own difference.
  ['Mon, 23 Nov 2026 09:10:05 GMT', 'Mon, 23 Nov 2026 09:10:00 GMT', 5],
  ['Mon, 23 Nov 2026 08:59:00 GMT', undefined, null],
  ['0', undefined, null],
  ['-5', undefined, null],
  ['soon', undefined, null],
  ['', undefined, null],
  [undefined, undefined, null],
])('REL-1: Retry-After %s with Date %s is a wait of %s s', (value, date, seconds) => {
  const headers = { ...(value !== undefined && { 'retry-after': value }), ...(date && { date }) };
  expect(retryAfterSeconds(headers, NOW)).toBe(seconds);
});
