import { assertMay } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, invalidInput } from '#kernel/errors.ts';
import type { Interval } from '#kernel/interval.ts';
import type { DeskId, TeamId, TechnicianId, UserId } from '#kernel/vocabulary.ts';
import {
  addDays,
  type CalendarDay,
  calendarDayAt,
  daysBetween,
  isCalendarDay,
  isZone,
  startOfDay,
} from '#kernel/zoned-time.ts';
import { type SourceState, shiftSources, technicianSource } from './availability-service.ts';
import { type Coverage, coverageOf, minutesCovered, type PersonOnRota } from './coverage.ts';
import type {
  AvailabilitySettingsSource,
  RosterSource,
  RotaTeam,
  ShiftSource,
  UserNameSource,
} from './ports.ts';
import { createRotaReader, type RotaOutcome } from './rota-reader.ts';
import { createSharedRead } from './shared-read.ts';

/** A rota is planned for weeks; more than two at once is many pages of Graph and no picture. */
export const MOST_COVERAGE_DAYS = 14;
/** Graph keeps old shifts; nobody plans with those of last year, nor beyond the next. */
const FURTHEST_DAYS = 366;
/** Names of people who are in Shifts and no technicians cost a call each. */
const MOST_NAMES = 20;

export interface CoverageQuestion {
  /** The first day, in `zone`; `null` is today. */
  readonly from: CalendarDay | null;
  /** 1 to 14. */
  readonly days: number;
  /** IANA name: whose midnights part the days. */
  readonly zone: string;
  /** Only this rota team. */
  readonly teamId?: TeamId | null;
  /** Only the shifts of this technician; `null` for everybody. */
  readonly technicianId?: TechnicianId | null;
}

export interface CoveredDay {
  readonly day: CalendarDay;
  /** 23 or 25 hours when the clocks change. */
  readonly interval: Interval;
  readonly coveredMinutes: number;
  readonly totalMinutes: number;
}

export interface CoverageAnswer extends Coverage {
  readonly now: Date;
  /** When the oldest fact used was read. */
  readonly asOf: Date;
  readonly window: Interval;
  readonly days: readonly CoveredDay[];
  /** Rota teams to choose from. */
  readonly teams: readonly RotaTeam[];
  readonly sources: readonly SourceState[];
  /** People wanted at any time. */
  readonly minimum: number;
  /** Whether any rota was read; without one the rest says nothing. */
  readonly isRead: boolean;
  /** Whether a rota team could not be read: gaps may be covered there. */
  readonly isPartial: boolean;
  /** Technicians that Shifts cannot know, because no user is mapped. */
  readonly unmappedTechnicians: number;
}

export interface CoverageService {
  /** Whom a day or some days have on shift, and where nobody is. Names of people who are no technicians are read for the first 20; the rest have none.
   *  Source failures are in `sources`, not thrown. Throws `not_allowed`, `invalid_input` (fields `from`, `days`, `zone`), `team_not_found` (no rota team),
   *  `psa_not_connected`. */
  readCoverage(caller: Caller, question: CoverageQuestion): Promise<CoverageAnswer>;
}

export function createCoverageService(needs: {
  readonly clock: Clock;
  readonly roster: RosterSource;
  readonly shifts: ShiftSource;
  readonly settings: AvailabilitySettingsSource;
  readonly names: UserNameSource;
}): CoverageService {
  const { clock } = needs;
  const rotaReader = createRotaReader(needs.shifts, clock);
  const sharedNames = createSharedRead<string | null>(clock);

  async function nameOf(deskId: DeskId, userId: UserId): Promise<string | null> {
    try {
      const read = () => needs.names.readUserName(deskId, userId, 'interactive');
      return await sharedNames.read(`${deskId}|${userId}`, 'interactive', read);
    } catch {
      return null; // the picture is worth more than a name: it says "not mapped" all the same
    }
  }

  async function withNames(
    deskId: DeskId,
    people: readonly PersonOnRota[],
  ): Promise<readonly PersonOnRota[]> {
    const strangers = people.filter(({ technicianId }) => technicianId === null).slice(0, MOST_NAMES);
    const names = new Map(
      await Promise.all(strangers.map(async ({ userId }) => [userId, await nameOf(deskId, userId)] as const)),
    );
    return people.map((person) => ({ ...person, name: person.name ?? names.get(person.userId) ?? null }));
  }

  return {
    async readCoverage(caller, question) {
      assertMay(caller, 'availability.read');
      const { deskId } = caller;
      const now = clock.now();
      const days = daysOf(question, now);
      const window = windowOf(days);
      const settings = await needs.settings.readAvailabilitySettings(deskId);
      const teams = teamsAsked(settings.rotaTeams, question.teamId ?? null);
      const [roster, rota] = await Promise.all([
        needs.roster.readRoster(deskId, 'interactive'),
        rotaReader.read(deskId, teams, window, 'interactive'),
      ]);
      const technicians = roster.technicians.filter(
        ({ technicianId }) => !question.technicianId || technicianId === question.technicianId,
      );
      const userIds = new Set(technicians.map(({ userId }) => userId));
      const isAsked = ({ userId }: { userId: UserId }): boolean =>
        !question.technicianId || userIds.has(userId);
      const { coverageMinimum: minimum } = settings;
      const coverage = coverageOf({
        window,
        shifts: rota.teams.flatMap(({ reading }) => reading?.shifts ?? []).filter(isAsked),
        timesOff: rota.teams.flatMap(({ reading }) => reading?.timesOff ?? []).filter(isAsked),
        technicians,
        minimum,
      });
      return {
        ...coverage,
        people: await withNames(deskId, coverage.people),
        now,
        asOf: oldest(rota, now),
        window,
        days: days.map(({ day, interval }) => ({
          day,
          interval,
          ...minutesCovered(coverage.staffed, interval, minimum),
        })),
        teams: settings.rotaTeams,
        sources: [technicianSource(roster), ...shiftSources(rota)],
        minimum,
        isRead: rota.teams.some(({ reading }) => reading !== null),
        isPartial: rota.teams.some(({ error }) => error !== null && error.code !== 'no_schedule'),
        unmappedTechnicians: technicians.filter(({ userId }) => userId === null).length,
      };
    },
  };
}

function daysOf(
  { from, days, zone }: CoverageQuestion,
  now: Date,
): readonly { readonly day: CalendarDay; readonly interval: Interval }[] {
  if (!isZone(zone)) {
    const remedy = 'Use an IANA name such as Europe/London.';
    throw invalidInput([{ field: 'zone', problem: 'is not a time zone', remedy }]);
  }
  if (!Number.isInteger(days) || days < 1 || days > MOST_COVERAGE_DAYS) {
    const remedy = `Ask for 1 to ${MOST_COVERAGE_DAYS} days.`;
    throw invalidInput([{ field: 'days', problem: 'is out of bounds', remedy }]);
  }
  const today = calendarDayAt(now, zone);
  const first = from ?? today;
  if (!isCalendarDay(first) || Math.abs(daysBetween(today, first)) > FURTHEST_DAYS) {
    const remedy = 'Use a day of the calendar within a year of today.';
    throw invalidInput([{ field: 'from', problem: 'is not a day within a year', remedy }]);
  }
  return Array.from({ length: days }, (_, index) => {
    const day = addDays(first, index);
    return { day, interval: { start: startOfDay(day, zone), end: startOfDay(addDays(day, 1), zone) } };
  });
}

function windowOf(days: readonly { readonly interval: Interval }[]): Interval {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) throw new AppError('unexpected', 'coverage of no day');
  return { start: first.interval.start, end: last.interval.end };
}

function teamsAsked(rotaTeams: readonly RotaTeam[], teamId: TeamId | null): readonly RotaTeam[] {
  if (teamId === null) return rotaTeams;
  const asked = rotaTeams.filter((team) => team.teamId === teamId);
  if (asked.length > 0) return asked;
  throw new AppError('team_not_found', 'the team is no rota team of the desk', {
    remedy: 'Choose one of the rota teams, or add this one to them.',
  });
}

function oldest({ teams }: RotaOutcome, now: Date): Date {
  const reads = teams.flatMap(({ reading }) => reading?.readAt ?? []);
  return reads.reduce((first, read) => (read < first ? read : first), now);
}
