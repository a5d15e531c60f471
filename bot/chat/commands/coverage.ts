import { z } from 'zod';
import { type CoverageAnswer, MOST_COVERAGE_DAYS } from '#core/availability/coverage-service.ts';
import { AppError } from '#kernel/errors.ts';
import { addMilliseconds, DAY, type Interval, MINUTE } from '#kernel/interval.ts';
import { calendarDayAt, daysBetween } from '#kernel/zoned-time.ts';
import type { ActionData } from '../cards/actions.ts';
import { coverageCard } from '../cards/coverage-card.ts';
import { echoOf } from '../cards/echo.ts';
import { whichTimeCard } from '../cards/which-time-card.ts';
import { rememberQuestion } from '../last-question.ts';
import type { TimeSaid } from '../parse/time-types.ts';
import type { Slots } from '../parse/understand.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { askAboutTeam, momentsOf } from './availability.ts';
import type { Command } from './command.ts';
import { repeatable } from './failed-request.ts';
import { findTeamSaid } from './find-team.ts';
import { instant } from './press-data.ts';

/** "Any gaps" without a time. */
const USUAL_DAYS = 7;

export const coverageData = z.object({
  teamId: z.guid().nullish().catch(null),
  teamName: z.string().max(256).nullish(),
  start: instant,
  end: instant,
});
export type CoverageData = z.infer<typeof coverageData>;

export const coverage: Command = {
  name: 'coverage',
  permission: 'availability.read',
  listed: 'everywhere',
  run: askCoverage,
};

async function askCoverage(turn: Turn, slots: Slots, tools: ChatTools): Promise<Answer> {
  const team = slots.team === undefined ? null : await findTeamSaid(turn, slots.team, tools);
  const time = slots.time ?? null;
  const data = { teamId: team?.teamId ?? null, teamName: team?.displayName ?? null, ...momentsOf(time) };
  const request = { verb: 'coverage.show', data: toActionData(data) } as const;
  if (time?.kind === 'ask') return { card: whichTimeCard({ time, ...request, viewer: viewerOf(turn) }) };
  try {
    return await showCoverage(turn, data, { tools, time });
  } catch (cause) {
    // A team that has no rota is asked about by presence instead.
    if (team && isNoRotaTeam(cause)) return askAboutTeam(turn, team, { time, tools });
    throw cause;
  }
}

function isNoRotaTeam(cause: unknown): boolean {
  const error = cause instanceof Error && cause.cause instanceof AppError ? cause.cause : cause;
  return error instanceof AppError && error.code === 'team_not_found';
}

/** Who is on shift over a stretch of time, and where nobody is. Throws `not_allowed`, `team_not_found`, `psa_not_connected`. */
export async function showCoverage(
  turn: Turn,
  data: CoverageData,
  { tools, time = null }: { readonly tools: ChatTools; readonly time?: TimeSaid | null },
): Promise<Answer> {
  const viewer = viewerOf(turn);
  const asked = spanOf(data, turn.now);
  const days = daysOf(asked, turn.zone);
  const span = cut(asked, addMilliseconds(asked.start, MOST_COVERAGE_DAYS * DAY));
  const request = { verb: 'coverage.show', data: toActionData(data) } as const;
  const answer = await repeatable(request, () =>
    tools.services.coverage.readCoverage(turn.caller, {
      from: calendarDayAt(span.start, turn.zone),
      days: Math.min(days, MOST_COVERAGE_DAYS),
      zone: turn.zone,
      teamId: data.teamId ?? null,
    }),
  );
  rememberQuestion(turn, availabilityOf(data), tools);
  return {
    card: coverageCard({
      answer: within(answer, span),
      span,
      isCut: days > MOST_COVERAGE_DAYS,
      teamName: data.teamName ?? null,
      request: request.data,
      viewer,
      links: tools.links,
      echo: time ? echoOf(time, viewer) : [],
    }),
  };
}

/** Follow-ups ("and on Sunday?") go on with the people of that time. */
function availabilityOf(data: CoverageData) {
  const { teamId = null, teamName = null, start, end } = data;
  const moments = { start: start?.toISOString() ?? null, end: end?.toISOString() ?? null };
  return {
    verb: 'availability.show',
    data: { show: null, page: 0, teamId, teamName, order: null, ...moments },
  } as const;
}

/** A moment is its minute: somebody is on, or nobody. */
function spanOf({ start, end }: CoverageData, now: Date): Interval {
  const from = start ?? now;
  if (end !== null && end > from) return { start: from, end };
  return { start: from, end: addMilliseconds(from, start === null ? USUAL_DAYS * DAY : MINUTE) };
}

function daysOf({ start, end }: Interval, zone: string): number {
  const last = addMilliseconds(end, -1);
  return daysBetween(calendarDayAt(start, zone), calendarDayAt(last, zone)) + 1;
}

function cut({ start, end }: Interval, latest: Date): Interval {
  return { start, end: end < latest ? end : latest };
}

/** The answer is for whole days; what was asked about is a part of them. */
function within(answer: CoverageAnswer, span: Interval): CoverageAnswer {
  const inSpan = <T extends Interval>(stretches: readonly T[]): readonly T[] =>
    stretches
      .filter(({ start, end }) => start < span.end && end > span.start)
      .map((each) => ({
        ...each,
        start: each.start > span.start ? each.start : span.start,
        end: each.end < span.end ? each.end : span.end,
      }));
  const gaps = inSpan(answer.gaps);
  const minutes = (stretches: readonly Interval[]): number =>
    stretches.reduce((sum, { start, end }) => sum + (end.getTime() - start.getTime()) / MINUTE, 0);
  const totalMinutes = minutes([span]);
  return {
    ...answer,
    gaps,
    totalMinutes,
    coveredMinutes: totalMinutes - minutes(gaps),
    people: answer.people
      .map((person) => ({ ...person, shifts: person.shifts.filter((shift) => touches(shift, span)) }))
      .filter(({ shifts }) => shifts.length > 0),
  };
}

function touches(shift: Interval, span: Interval): boolean {
  return shift.start < span.end && shift.end > span.start;
}

function toActionData({ teamId, teamName, start, end }: CoverageData): ActionData {
  return {
    teamId: teamId ?? null,
    teamName: teamName ?? null,
    start: start?.toISOString() ?? null,
    end: end?.toISOString() ?? null,
  };
}
