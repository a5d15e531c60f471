/** `2026-11-21T16:00` on the clock of this browser: what a field for date and time holds. */
export function toFieldTime(at: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** `null` while the field is empty or half written. */
export function fromFieldTime(text: string): Date | null {
  const at = new Date(text);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(at.getTime()) ? at : null;
}

const MINUTE = 60_000;

/** What an own word can say. */
export type Says = 'working' | 'on-break' | 'off';

/** An end to begin with: a lunch of 45 minutes, two hours on the clock at a full quarter, off until midnight. */
export function usualEnd(says: Says, now: Date): Date {
  if (says === 'off') return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  if (says === 'on-break') return new Date(Math.ceil(now.getTime() / MINUTE + 45) * MINUTE);
  const quarter = 15 * MINUTE;
  return new Date(Math.ceil((now.getTime() + 120 * MINUTE) / quarter) * quarter);
}

/** The server's bound for own words, so that a form can say it before it is sent. */
const LONGEST_DAYS = 14;

export type EndFault = 'missing' | 'over' | 'too-far';

export function endFault(until: Date | null, now: Date): EndFault | null {
  if (until === null) return 'missing';
  if (until <= now) return 'over';
  return until.getTime() - now.getTime() > LONGEST_DAYS * 24 * 60 * MINUTE ? 'too-far' : null;
}
