import { z } from 'zod';
import type { RotaReading, ShiftSource } from '#core/availability/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import { DAY, HOUR, type Interval, overlaps, widen } from '#kernel/interval.ts';
import type { Cloud, UserId } from '#kernel/vocabulary.ts';
import { type GraphClient, pageOf, type ReadOptions } from './guarded-client.ts';
import { createTeamPacer } from './team-pacer.ts';

/** Shifts last up to 24 h, and Graph returns only what lies wholly inside the window asked for (Graph docs: schedule-list-shifts). */
const LONGEST_SHIFT_MS = 24 * HOUR;
/** A shift of 24 h by the clock on the wall lasts 25 h on the day on which summer time ends. */
const BELIEVABLE_SHIFT_MS = 25 * HOUR;
/** Leave has no longest length; what is longer than this on either side of the window is not seen. */
const LEAVE_REACH_MS = 120 * DAY;

const timesSchema = z
  .object({ startDateTime: z.string().nullish(), endDateTime: z.string().nullish() })
  .nullish();
const shiftPage = pageOf(z.object({ userId: z.string().nullish(), sharedShift: timesSchema }));
const timeOffPage = pageOf(z.object({ userId: z.string().nullish(), sharedTimeOff: timesSchema }));

interface Placed extends Interval {
  readonly userId: UserId;
}

/** Published shifts and time off of one team. Both first pages go at once; later ones keep to 4 requests a second. */
export function createShiftSource(needs: {
  readonly graph: GraphClient;
  readonly clock: Clock;
  readonly cloud: Cloud;
  readonly sleep: (milliseconds: number) => Promise<void>;
}): ShiftSource {
  const { graph, clock, cloud } = needs;
  const pace = createTeamPacer(clock, needs.sleep);

  return {
    async readRota(deskId, teamId, window, budget) {
      if (cloud !== 'global') {
        throw new AppError('not_in_cloud', 'Shifts exists in the global cloud only', {
          details: { cloud, service: 'shifts' },
        });
      }
      const readAt = clock.now();
      const common = {
        params: { teamId },
        budget,
        service: 'shifts',
        permission: 'Schedule.Read.All',
        isOneTeam: true,
        pace: () => pace(`${deskId}|${teamId}`),
      } as const satisfies Omit<ReadOptions<never>, 'schema'>;
      try {
        const [shifts, timesOff] = await Promise.all([
          collect(
            graph.pages(deskId, '/teams/{teamId}/schedule/shifts', {
              ...common,
              schema: shiftPage,
              query: { $filter: within('sharedShift', widen(window, LONGEST_SHIFT_MS)) },
            }),
            (item) => placedIn(item.userId, item.sharedShift, BELIEVABLE_SHIFT_MS),
          ),
          collect(
            graph.pages(deskId, '/teams/{teamId}/schedule/timesOff', {
              ...common,
              schema: timeOffPage,
              query: { $filter: within('sharedTimeOff', widen(window, LEAVE_REACH_MS)) },
            }),
            (item) => placedIn(item.userId, item.sharedTimeOff, Number.POSITIVE_INFINITY),
          ),
        ]);
        return reading(readAt, window, shifts, timesOff);
      } catch (cause) {
        throw asRotaError(toAppError(cause), teamId);
      }
    },
  };
}

/** Each property once, `ge` on the start and `le` on the end: Graph refuses every other form. */
function within(property: string, { start, end }: Interval): string {
  return `${property}/startDateTime ge ${start.toISOString()} and ${property}/endDateTime le ${end.toISOString()}`;
}

async function collect<Item>(
  pages: AsyncIterable<readonly Item[]>,
  place: (item: Item) => Placed | null,
): Promise<readonly (Placed | null)[]> {
  const placed: (Placed | null)[] = [];
  for await (const page of pages) {
    for (const item of page) placed.push(place(item));
  }
  return placed;
}

/** `null` for what says nothing about a user at a time: an open slot, a draft, no or a turned interval, a shift of days. */
function placedIn(
  userId: string | null | undefined,
  times: z.output<typeof timesSchema>,
  longestMs: number,
): Placed | null {
  const start = new Date(times?.startDateTime ?? '');
  const end = new Date(times?.endDateTime ?? '');
  const length = end.getTime() - start.getTime();
  if (!userId || Number.isNaN(length) || length <= 0 || length > longestMs) return null;
  return { userId: userId.toLowerCase(), start, end };
}

function reading(
  readAt: Date,
  window: Interval,
  shifts: readonly (Placed | null)[],
  timesOff: readonly (Placed | null)[],
): RotaReading {
  const touching = (items: readonly (Placed | null)[]): readonly Placed[] =>
    items.filter((item) => item !== null).filter((item) => overlaps(item, window));
  return {
    readAt,
    shifts: touching(shifts),
    timesOff: touching(timesOff),
    ignoredCount: [...shifts, ...timesOff].filter((item) => item === null).length,
  };
}

/** Microsoft dropped this header in 2025; a tenant that still asks for it can be told so, and no user is guessed. */
const OLD_HEADER_CODE = 'MissingUserIdHeaderInAppContext';

function asRotaError(error: AppError, teamId: string): AppError {
  const details = { ...error.details, teamId };
  if (error.code === 'not_found') {
    return new AppError('no_schedule', 'the team has no schedule in Shifts', {
      cause: error,
      details,
      remedy: 'Create a schedule in the Shifts app of that team, or choose another rota team.',
    });
  }
  if (error.code !== 'team_unreadable') return error;
  const isOldHeader = error.details['graphCode'] === OLD_HEADER_CODE;
  return new AppError('team_unreadable', 'Graph refuses the schedule of this team', {
    cause: error,
    details,
    remedy: isOldHeader
      ? 'Microsoft still asks for the header MS-APP-ACTS-AS in this tenant; report it to Microsoft support.'
      : 'Check that the team exists and is not archived.',
  });
}
