import type { Clock } from '#kernel/clock.ts';
import { type AppError, toAppError } from '#kernel/errors.ts';
import { addMilliseconds, HOUR, type Interval } from '#kernel/interval.ts';
import type { Budget, DeskId, UserId } from '#kernel/vocabulary.ts';
import type { RotaReading, RotaTeam, Shift, ShiftSource, TimeOff } from './ports.ts';
import { inTime, tooLate } from './in-time.ts';
import { coverSlot, neutralCoverage, type ShiftCoverage } from './shift-coverage.ts';
import { createSharedRead } from './shared-read.ts';

/** A team without a schedule stays one for a while: asking each time would cost two calls per question. */
const NO_SCHEDULE_HOURS = 2;

export interface TeamOutcome {
  readonly team: RotaTeam;
  readonly reading: RotaReading | null;
  /** Why there is no reading. */
  readonly error: AppError | null;
}

export interface RotaOutcome {
  readonly teams: readonly TeamOutcome[];
  /** How the shifts of a mapped user stand to `slot`, over all rota teams that could be read. */
  coverageOf(userId: UserId, slot: Interval, planningWindow: Interval): ShiftCoverage;
}

/** Reads all rota teams at once and shares each team's answer for 30 s. Never throws: a team's failure is its outcome, and one that takes
 *  longer than `withinMs` has failed. */
export function createRotaReader(
  source: ShiftSource,
  clock: Clock,
): {
  read(
    deskId: DeskId,
    teams: readonly RotaTeam[],
    planningWindow: Interval,
    budget: Budget,
    withinMs?: number,
  ): Promise<RotaOutcome>;
} {
  const shared = createSharedRead<RotaReading>(clock);
  const withoutSchedule = new Map<string, { readonly until: Date; readonly error: AppError }>();

  async function readTeam(
    deskId: DeskId,
    team: RotaTeam,
    window: Interval,
    budget: Budget,
    withinMs: number | undefined,
  ): Promise<TeamOutcome> {
    const teamKey = `${deskId}|${team.teamId}`;
    const known = withoutSchedule.get(teamKey);
    if (known && known.until > clock.now()) return { team, reading: null, error: known.error };
    try {
      const key = `${teamKey}|${window.start.getTime()}|${window.end.getTime()}`;
      const reading = await inTime(
        shared.read(key, budget, () => source.readRota(deskId, team.teamId, window, budget)),
        withinMs,
      );
      return reading === 'late' ? { team, reading: null, error: tooLate() } : { team, reading, error: null };
    } catch (cause) {
      const error = toAppError(cause);
      if (error.code === 'no_schedule') {
        const until = addMilliseconds(clock.now(), NO_SCHEDULE_HOURS * HOUR);
        withoutSchedule.set(teamKey, { until, error });
      }
      return { team, reading: null, error };
    }
  }

  return {
    async read(deskId, teams, planningWindow, budget, withinMs) {
      const window = wholeHours(planningWindow);
      const outcomes = await Promise.all(
        teams.map((team) => readTeam(deskId, team, window, budget, withinMs)),
      );
      return { teams: outcomes, coverageOf: createCoverage(outcomes) };
    },
  };
}

/** Equal questions a second apart must ask Graph for the same window, or nothing could be shared. */
function wholeHours({ start, end }: Interval): Interval {
  return {
    start: new Date(Math.floor(start.getTime() / HOUR) * HOUR),
    end: new Date((Math.floor(end.getTime() / HOUR) + 1) * HOUR),
  };
}

function createCoverage(outcomes: readonly TeamOutcome[]): RotaOutcome['coverageOf'] {
  const shifts = groupByUser(outcomes.flatMap((outcome) => outcome.reading?.shifts ?? []));
  const timesOff = groupByUser(outcomes.flatMap((outcome) => outcome.reading?.timesOff ?? []));
  const wasRead = outcomes.some((outcome) => outcome.reading !== null);
  const isBlind = outcomes.some(
    (outcome) => outcome.reading === null && outcome.error?.code !== 'no_schedule',
  );

  // The same of everybody, thousands of times.
  const ofEverybody =
    outcomes.length === 0
      ? neutralCoverage('no-rota-chosen')
      : neutralCoverage(isBlind ? 'shifts-unreadable' : 'no-schedule');

  return (userId, slot, planningWindow) => {
    if (!wasRead) return ofEverybody;
    const coverage = coverSlot({
      shifts: shifts.get(userId) ?? [],
      timesOff: timesOff.get(userId) ?? [],
      slot,
      planningWindow,
    });
    // A shift may stand in the team that could not be read, so "off shift" would be a guess.
    const isGuess = isBlind && coverage.state !== 'covers';
    return isGuess ? neutralCoverage('shifts-unreadable', coverage.timeOff) : coverage;
  };
}

function groupByUser<Item extends Shift | TimeOff>(
  items: readonly Item[],
): ReadonlyMap<UserId, readonly Item[]> {
  const groups = new Map<UserId, Item[]>();
  for (const item of items) {
    const group = groups.get(item.userId);
    if (group) group.push(item);
    else groups.set(item.userId, [item]);
  }
  return groups;
}
