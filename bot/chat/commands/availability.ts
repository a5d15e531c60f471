import type { Team } from '#core/mapping/ports.ts';
import { echoOf } from '../cards/echo.ts';
import { whichTimeCard } from '../cards/which-time-card.ts';
import { rememberQuestion } from '../last-question.ts';
import type { TimeSaid } from '../parse/time-types.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import type { Slots } from '../parse/understand.ts';
import type { Command } from './command.ts';
import { findTeamSaid } from './find-team.ts';
import { type AvailabilityData, showAvailability, toActionData } from './show-availability.ts';

export const availabilityNow: Command = {
  name: 'availability.now',
  permission: 'availability.read',
  listed: 'everywhere',
  run: askWho,
};

export const availabilityAt: Command = {
  name: 'availability.at',
  permission: 'availability.read',
  listed: 'in-help',
  run: askWho,
};

export const availabilityTeam: Command = {
  name: 'availability.team',
  permission: 'availability.read',
  listed: 'in-help',
  run: askWho,
};

async function askWho(turn: Turn, slots: Slots, tools: ChatTools): Promise<Answer> {
  const team = slots.team === undefined ? null : await findTeamSaid(turn, slots.team, tools);
  return askAboutTeam(turn, team, { time: slots.time ?? null, tools });
}

/** Who is available among the members of `team`; of `null`, everybody. */
export async function askAboutTeam(turn: Turn, team: Team | null, options: Asking): Promise<Answer> {
  const { teamId = null, displayName = null } = team ?? {};
  const data = { show: null, page: 0, teamId, teamName: displayName, order: null };
  return askAgain(turn, { ...data, ...momentsOf(options.time) }, options);
}

interface Asking {
  readonly time: TimeSaid | null;
  readonly tools: ChatTools;
}

/** Asks about `data`, or first which of two times was meant, and remembers it for follow-ups. */
export async function askAgain(turn: Turn, data: AvailabilityData, { time, tools }: Asking): Promise<Answer> {
  const viewer = viewerOf(turn);
  const request = { verb: 'availability.show', data: toActionData(data) } as const;
  rememberQuestion(turn, request, tools);
  if (time?.kind === 'ask') return { card: whichTimeCard({ time, ...request, viewer }) };
  return showAvailability(turn, data, { tools, echo: time ? echoOf(time, viewer) : [] });
}

/** The time said as a card carries it; nothing said is now. */
export function momentsOf(time: TimeSaid | null): { readonly start: Date | null; readonly end: Date | null } {
  if (time?.kind === 'moment') return { start: time.at, end: null };
  if (time?.kind === 'range') return { start: time.start, end: time.end };
  return { start: null, end: null };
}
