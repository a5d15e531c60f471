import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { TechnicianAvailability } from './availability-at.ts';

/** Who is expected back, and what says so. */
export interface NextBack {
  readonly technicianId: TechnicianId;
  readonly name: string;
  readonly at: Date;
  readonly because: 'shift' | 'override' | 'time-off';
}

/** The first of those off shift or on a break to come back after `at`, as far as shifts and own words tell; of several at once the first by name.
 *  `null` when nothing tells: presence says when nobody returns, and whoever gives no signal is no absentee. */
export function nextBack(technicians: readonly TechnicianAvailability[], at: Date): NextBack | null {
  let first: NextBack | null = null;
  for (const technician of technicians) {
    const back = returnOf(technician, at);
    if (back && (first === null || isBefore(back, first))) first = back;
  }
  return first;
}

function returnOf(
  { technicianId, name, group, shift, override }: TechnicianAvailability,
  at: Date,
): NextBack | null {
  if (group !== 'on-break' && group !== 'off-shift') return null;
  const away = [
    { until: override?.until ?? at, because: 'override' as const },
    { until: shift.timeOff?.end ?? at, because: 'time-off' as const },
  ].reduce((last, each) => (each.until > last.until ? each : last));
  const whenFree = away.until > at ? { technicianId, name, at: away.until, because: away.because } : null;
  if (shift.state === 'neutral') return whenFree;
  // Away in Teams on a shift: nothing tells when that ends.
  if (shift.coveredUntil && away.until < shift.coveredUntil) return whenFree;
  if (!shift.next || shift.next.end <= away.until) return null;
  if (shift.next.start <= away.until) return whenFree;
  return { technicianId, name, at: shift.next.start, because: 'shift' };
}

function isBefore(a: NextBack, b: NextBack): boolean {
  const earlier = a.at.getTime() - b.at.getTime();
  return earlier < 0 || (earlier === 0 && a.name.localeCompare(b.name, 'en') < 0);
}
