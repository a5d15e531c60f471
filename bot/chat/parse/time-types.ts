import type { Interval } from '#kernel/interval.ts';

/** Minutes after midnight, half-open; a stretch that ends before it starts runs over midnight. */
export interface MinuteSpan {
  readonly startMinute: number;
  readonly endMinute: number;
}

export interface DayParts {
  readonly morning: MinuteSpan;
  readonly lunch: MinuteSpan;
  readonly afternoon: MinuteSpan;
  readonly evening: MinuteSpan;
  readonly night: MinuteSpan;
}

export const DEFAULT_WORKING_HOURS: MinuteSpan = { startMinute: 7 * 60, endMinute: 19 * 60 };

export const DEFAULT_DAY_PARTS: DayParts = {
  morning: { startMinute: 8 * 60, endMinute: 12 * 60 },
  lunch: { startMinute: 12 * 60, endMinute: 13 * 60 },
  afternoon: { startMinute: 13 * 60, endMinute: 17 * 60 },
  evening: { startMinute: 17 * 60, endMinute: 22 * 60 },
  night: { startMinute: 22 * 60, endMinute: 6 * 60 },
};

/** In whose day a time is read. */
export interface TimeContext {
  readonly now: Date;
  /** IANA zone of the asker; anything else is read as UTC, which the echo then says. */
  readonly zone: string;
  /** BCP 47; decides how 5/12 and "half 3" are asked about. Default `en-GB`. */
  readonly locale?: string | undefined;
  readonly workingHours?: MinuteSpan | undefined;
  readonly dayParts?: DayParts | undefined;
}

/** Where in the text, in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A said wall time that a clock change touches. */
export interface ClockChangeNote {
  readonly kind: 'exists-twice' | 'does-not-exist';
  readonly hour: number;
  readonly minute: number;
  /** The instant that is used instead, or of the two. */
  readonly at: Date;
  readonly using: 'first' | 'second' | 'moved-forward';
}

/** What an answer says back about how the time was read. */
export interface TimeEcho {
  /** The zone in which the time was read. */
  readonly zone: string;
  /** The reading that was not chosen: 03:00 for "at 3"; the start of it for a range. */
  readonly alternative: Date | null;
  readonly clockChanges: readonly ClockChangeNote[];
  /** No day was said and today has no such time any more. */
  readonly rolledToTomorrow: boolean;
  /** "3ish", "around 3". */
  readonly approximate: boolean;
  /** When the said range began, if it began before now; its `start` is then now. */
  readonly startedAt: Date | null;
  /** The said day or time is over. */
  readonly inPast: boolean;
}

export type TimeChoice =
  | { readonly kind: 'moment'; readonly at: Date }
  | ({ readonly kind: 'range' } & Interval);

/** Which of two readings was meant: half past or half an hour before; 5 December or 12 May. */
export type TimeQuestion = 'half-hour' | 'day-or-month';

export type TimeSaid = { readonly spans: readonly Span[]; readonly echo: TimeEcho } & (
  | { readonly kind: 'none' }
  | { readonly kind: 'now' }
  | TimeChoice
  /** Two choices, the one usual in the locale first. */
  | { readonly kind: 'ask'; readonly question: TimeQuestion; readonly choices: readonly TimeChoice[] }
);
