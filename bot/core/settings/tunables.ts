import {
  COVERAGE_MINIMUM,
  PLANNING_WINDOW_HOURS,
  PRESENCE_BLOCKS_MINUTES,
  ROTA_TEAMS,
} from '#core/availability/tunables.ts';
import { TICKED_TEAMS } from '#core/mapping/tunables.ts';
import type { TextTunable, Tunable } from '#kernel/tunable.ts';
import { isZone } from '#kernel/zoned-time.ts';

export const DESK_ZONE: TextTunable = {
  key: 'desk.zone',
  kind: 'text',
  default: 'UTC',
  help: 'Time zone of the desk, as an IANA name such as Europe/London. Used when a person’s own zone is not known.',
  problem: (value) => (isZone(value) ? null : 'is not an IANA time zone such as Europe/London'),
};

export const WORKING_HOURS: TextTunable = {
  key: 'desk.working-hours',
  kind: 'text',
  default: '07:00-19:00',
  help: 'The desk’s working hours: "at 3" means the 3 o’clock inside them.',
  problem: (value) =>
    parseWorkingHours(value) === null ? 'is not a range such as 07:00-19:00 within one day' : null,
};

export const DESK_LOCALE: TextTunable = {
  key: 'desk.locale',
  kind: 'text',
  default: 'en-GB',
  help: 'Language and region for dates and times, such as en-GB.',
  problem: (value) => (isLocale(value) ? null : 'is not a language tag such as en-GB'),
};

/** Everything an admin may change, of all rooms. */
export const TUNABLES: readonly Tunable[] = [
  DESK_ZONE,
  DESK_LOCALE,
  WORKING_HOURS,
  TICKED_TEAMS,
  ROTA_TEAMS,
  PRESENCE_BLOCKS_MINUTES,
  PLANNING_WINDOW_HOURS,
  COVERAGE_MINIMUM,
];

export interface WorkingHours {
  /** Minutes after local midnight. */
  readonly startMinutes: number;
  readonly endMinutes: number;
}

export function parseWorkingHours(value: string): WorkingHours | null {
  const [, h1, m1, h2, m2] = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/.exec(value) ?? [];
  const startMinutes = Number(h1) * 60 + Number(m1);
  const endMinutes = Number(h2) * 60 + Number(m2);
  return startMinutes < endMinutes && endMinutes <= 24 * 60 ? { startMinutes, endMinutes } : null;
}

function isLocale(value: string): boolean {
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
}
