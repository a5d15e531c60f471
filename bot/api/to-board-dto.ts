import type { z } from 'zod';
import type {
  boardPersonSchema,
  boardSchema,
  coverageSchema,
  overrideSchema,
  whySchema,
} from '#contract/board-schemas.ts';
import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import type { AvailabilityAnswer } from '#core/availability/availability-service.ts';
import type { CoverageAnswer } from '#core/availability/coverage-service.ts';
import type { Explanation } from '#core/availability/explain-service.ts';
import { nextBack } from '#core/availability/next-back.ts';
import type { OwnOverride } from '#core/availability/override-service.ts';
import type { Override, RotaTeam } from '#core/availability/ports.ts';
import type { Interval } from '#kernel/interval.ts';
import type { CalendarDay } from '#kernel/zoned-time.ts';
import { toIntervalDto, toShiftDto, toSourceDto } from './to-dto.ts';

/** Values of the board → wire values. Unlike the public answer they carry presence, for people who may see it in Teams as well. */

export function toBoardDto(
  answer: AvailabilityAnswer,
  more: {
    readonly own: OwnOverride;
    readonly teams: readonly { readonly teamId: string; readonly displayName: string }[];
  },
): z.input<typeof boardSchema> {
  const { technician, override } = more.own;
  const back = nextBack(answer.technicians, answer.slot.start);
  return {
    ...aboutAnswer(answer),
    technicians: answer.technicians.map(toPersonDto),
    nextBack: back && { ...back, at: back.at.toISOString() },
    teams: more.teams.map(({ teamId, displayName }) => ({ id: teamId, displayName })),
    own: technician && {
      technicianId: technician.technicianId,
      name: technician.name,
      override: override && toOverrideDto(override),
    },
  };
}

function aboutAnswer({ slot, isNow, asOf, sources }: AvailabilityAnswer) {
  return {
    at: slot.start.toISOString(),
    isNow,
    asOf: asOf.toISOString(),
    sources: sources.map(toSourceDto),
  };
}

function toPersonDto(each: TechnicianAvailability): z.input<typeof boardPersonSchema> {
  return {
    technicianId: each.technicianId,
    name: each.name,
    mapping: each.mapping,
    group: each.group,
    verdict: each.verdict,
    reasons: [...each.reasons],
    presence: each.presence && { word: each.presence.word, besides: each.presence.besides },
    shift: toShiftDto(each.shift),
    override: each.override && toOverrideDto(each.override),
  };
}

export function toOverrideDto({ says, from, until }: Override): z.input<typeof overrideSchema> {
  return { says, from: from.toISOString(), until: until.toISOString() };
}

export function toWhyDto(
  explanation: Explanation,
  more: {
    readonly week: CoverageAnswer;
    readonly signInName: string | null;
    readonly presenceBlocksUntil: Date;
  },
): z.input<typeof whySchema> {
  const { answer, technician, considered, shiftsMatter } = explanation;
  const { week } = more;
  return {
    ...aboutAnswer(answer),
    technician: toPersonDto(technician),
    signInName: more.signInName,
    presenceBlocksUntil: more.presenceBlocksUntil.toISOString(),
    considered: [...considered],
    shiftsMatter: [...shiftsMatter],
    week: {
      days: week.days.map(({ day, interval }) => ({ day: toDayDto(day), ...toIntervalDto(interval) })),
      isRead: week.isRead,
      shifts: week.people.flatMap(({ shifts }) => shifts.map(toIntervalDto)),
      timesOff: week.people.flatMap(({ timesOff }) => timesOff.map(toIntervalDto)),
    },
  };
}

export function toCoverageDto(answer: CoverageAnswer, zone: string): z.input<typeof coverageSchema> {
  const { coveredMinutes, totalMinutes, minimum, isRead, isPartial, unmappedTechnicians } = answer;
  return {
    now: answer.now.toISOString(),
    asOf: answer.asOf.toISOString(),
    zone,
    window: toIntervalDto(answer.window),
    days: answer.days.map(({ day, interval, ...minutes }) => ({
      day: toDayDto(day),
      ...toIntervalDto(interval),
      ...minutes,
    })),
    staffed: answer.staffed.map((each) => ({ ...toIntervalDto(each), count: each.count })),
    gaps: answer.gaps.map((each) => ({ ...toIntervalDto(each), lowest: each.lowest })),
    coveredMinutes,
    totalMinutes,
    minimum,
    people: answer.people.map(({ technicianId, name, shifts, timesOff }) => ({
      technicianId,
      name,
      shifts: intervals(shifts),
      timesOff: intervals(timesOff),
    })),
    teams: answer.teams.map(toRotaTeamDto),
    sources: answer.sources.map(toSourceDto),
    isRead,
    isPartial,
    unmappedTechnicians,
  };
}

function intervals(list: readonly Interval[]): { start: string; end: string }[] {
  return list.map(toIntervalDto);
}

function toRotaTeamDto({ teamId, name }: RotaTeam): { id: string; displayName: string } {
  return { id: teamId, displayName: name };
}

function toDayDto({ year, month, day }: CalendarDay): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
