import type { DecisionPage, DecisionRow } from './dispatch-types.ts';

export const FILTERS = ['held', 'suggested', 'assigned', 'without-teams'] as const;
export type Filter = (typeof FILTERS)[number];
export const PERIODS = ['today', 'week', 'ever'] as const;
export type Period = (typeof PERIODS)[number];

export interface View {
  /** `null`: whatever they came to. */
  readonly filter: Filter | null;
  readonly period: Period;
  readonly text: string;
}

/** What of a view is shown: pages from the newest on, and what came while somebody was reading. */
export interface ShownList {
  readonly key: string;
  readonly rows: readonly DecisionRow[];
  /** Newest first; shown when somebody asks, or looks elsewhere. */
  readonly waiting: readonly DecisionRow[];
  readonly cursor: string | null;
}

export const PAGE = 50;

/** As the server takes it. `zone`: the desk's, in which its days begin. */
export function queryOf(view: View, now: Date, zone: string) {
  const { filter, period, text } = view;
  const days = { today: 0, week: 6, ever: null }[period];
  return {
    limit: PAGE,
    ...(filter === null ? {} : { state: filter }),
    ...(text === '' ? {} : { text }),
    ...(days === null ? {} : { since: midnight(now, zone, days).toISOString() }),
  };
}

/** The newest page laid over what is shown. While it is held nothing moves: rows only get their newest state, and new ones wait. */
export function withNewest(
  shown: ShownList | null,
  page: DecisionPage,
  how: { readonly key: string; readonly isHeld: boolean },
): ShownList {
  const { key, isHeld } = how;
  const fresh = page.decisions;
  const whole: ShownList = { key, rows: fresh, waiting: [], cursor: page.nextCursor };
  if (shown === null || shown.key !== key || shown.rows.length === 0) return whole;
  const byId = new Map(fresh.map((row) => [row.decisionId, row]));
  const known = new Set(shown.rows.map(({ decisionId }) => decisionId));
  const waiting = fresh.filter(({ decisionId }) => !known.has(decisionId));
  const rows = shown.rows.map((row) => byId.get(row.decisionId) ?? row);
  if (isHeld) return { ...shown, rows, waiting };
  // So much is new that the pages do not meet any more.
  if (waiting.length === fresh.length && page.nextCursor !== null) return whole;
  const last = fresh.at(-1);
  // Ids sort by the time at which they were made: what the newest page should hold and does not, fits the view no more.
  const isGone = ({ decisionId }: DecisionRow): boolean =>
    !byId.has(decisionId) &&
    (page.nextCursor === null || last === undefined || decisionId >= last.decisionId);
  return { ...shown, rows: [...waiting, ...rows.filter((row) => !isGone(row))], waiting: [] };
}

export function withOlder(shown: ShownList, page: DecisionPage): ShownList {
  const known = new Set(shown.rows.map(({ decisionId }) => decisionId));
  const older = page.decisions.filter(({ decisionId }) => !known.has(decisionId));
  return { ...shown, rows: [...shown.rows, ...older], cursor: page.nextCursor };
}

/** When the day of `now`, or one `daysBefore` it, began in `zone`. */
export function midnight(now: Date, zone: string, daysBefore: number): Date {
  const { year, month, day } = wallIn(now, zone);
  const asUtc = Date.UTC(year, month - 1, day - daysBefore);
  // A zone's distance from UTC may differ between midnight and now: asked at the guess, and once more where that leads.
  const guess = asUtc - distance(new Date(asUtc), zone);
  return new Date(asUtc - distance(new Date(guess), zone));
}

function distance(at: Date, zone: string): number {
  const { year, month, day, hour, minute, second } = wallIn(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}

function wallIn(at: Date, zone: string) {
  const parts = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((each) => each.type === type)?.value);
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}
