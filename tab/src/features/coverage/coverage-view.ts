import type { getCoverage } from '#contract/board-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';

export type Coverage = AnswerOf<typeof getCoverage>;
export type CoveragePerson = Coverage['people'][number];

export interface Span {
  readonly start: Date;
  readonly end: Date;
}

export function toSpan({ start, end }: { readonly start: string; readonly end: string }): Span {
  return { start: new Date(start), end: new Date(end) };
}

/** Where `span` lies in `window`, in percent of its width; `null` when it lies outside. */
export function placeIn(window: Span, span: Span): { readonly left: number; readonly width: number } | null {
  const total = window.end.getTime() - window.start.getTime();
  const start = Math.max(span.start.getTime(), window.start.getTime());
  const end = Math.min(span.end.getTime(), window.end.getTime());
  if (end <= start || total <= 0) return null;
  return { left: ((start - window.start.getTime()) / total) * 100, width: ((end - start) / total) * 100 };
}

/** Hours of one day at which the picture has a mark: every second hour of the clock on the wall, which a day of 23 or 25 hours has too. */
export function hourMarks(window: Span, hours: number, hourOf: (at: Date) => number): readonly Date[] {
  const marks: Date[] = [];
  const step = 60 * 60_000;
  for (let at = window.start.getTime(); at < window.end.getTime(); at += step) {
    if (hourOf(new Date(at)) % hours === 0) marks.push(new Date(at));
  }
  return marks;
}

/** Where enough people are on shift, whoever they are: what the gaps leave of the window. */
export function coveredSpans({ staffed, minimum }: Pick<Coverage, 'staffed' | 'minimum'>): readonly Span[] {
  const spans: Span[] = [];
  for (const each of staffed.filter(({ count }) => count >= minimum)) {
    const span = toSpan(each);
    const last = spans.at(-1);
    if (last && last.end.getTime() === span.start.getTime())
      spans[spans.length - 1] = { ...last, end: span.end };
    else spans.push(span);
  }
  return spans;
}

/** Rounded down, so that a minute without anybody never reads as 100 %. */
export function coveredPercent({
  coveredMinutes,
  totalMinutes,
}: Pick<Coverage, 'coveredMinutes' | 'totalMinutes'>): number {
  return totalMinutes === 0 ? 0 : Math.floor((coveredMinutes / totalMinutes) * 100);
}

/** Rota teams whose Shifts failed, by name; one without a schedule has none to fail. */
export function unreadTeams({ sources }: Pick<Coverage, 'sources'>): readonly string[] {
  return sources
    .filter(({ source, used, reason }) => source === 'shifts' && !used && reason !== 'no_schedule')
    .flatMap(({ team }) => team?.displayName ?? []);
}

export interface StretchOfPeople extends Span {
  readonly count: number;
  /** Who of them is a technician, by name. */
  readonly names: readonly string[];
}

/** The window in stretches with the same number of people, with their names: the picture as a list. */
export function stretches(coverage: Pick<Coverage, 'staffed' | 'people'>): readonly StretchOfPeople[] {
  const technicians = coverage.people
    .filter(({ technicianId }) => technicianId !== null)
    .map(({ name, shifts, timesOff }) => ({
      name: name ?? '',
      shifts: shifts.map(toSpan),
      timesOff: timesOff.map(toSpan),
    }));
  return coverage.staffed.map((each) => {
    const span = toSpan(each);
    const holds = ({ start, end }: Span): boolean => start <= span.start && end > span.start;
    const names = technicians
      .filter(({ shifts, timesOff }) => shifts.some(holds) && !timesOff.some(holds))
      .map(({ name }) => name);
    return { ...span, count: each.count, names };
  });
}

export interface CoverageRoute {
  /** `null` is today. */
  readonly day: string | null;
  readonly isWeek: boolean;
}

/** `coverage/<day>`, `coverage/<day>/week`, `coverage/week`; `null` for anything else. */
export function readCoverageRoute(rest: readonly string[]): CoverageRoute | null {
  const isWeek = rest.at(-1) === 'week';
  const parts = isWeek ? rest.slice(0, -1) : rest;
  if (parts.length > 1) return null;
  const [day = null] = parts;
  return day === null || isDay(day) ? { day, isWeek } : null;
}

export function coverageRouteParts({ day, isWeek }: CoverageRoute): readonly string[] {
  return ['coverage', ...(day === null ? [] : [day]), ...(isWeek ? ['week'] : [])];
}

/** `day` moved on the calendar; in UTC, where every day has 24 hours. */
export function moveDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
