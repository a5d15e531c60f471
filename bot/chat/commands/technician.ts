import type { Team } from '#core/mapping/ports.ts';
import { AppError } from '#kernel/errors.ts';
import { whichTimeCard } from '../cards/which-time-card.ts';
import { rememberQuestion } from '../last-question.ts';
import type { TimeSaid } from '../parse/time-types.ts';
import type { Slots } from '../parse/understand.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { askAboutTeam, momentsOf } from './availability.ts';
import type { Command } from './command.ts';
import { findTeamSaid } from './find-team.ts';
import { findTechnician } from './find-technician.ts';
import { showTechnician, type TechnicianData, toActionData } from './show-technician.ts';
import { type PersonMeant, whoIsMeant } from './who-is-meant.ts';

export const technicianState: Command = {
  name: 'technician.state',
  permission: 'availability.read',
  listed: 'everywhere',
  run: (turn, slots, tools) => askAboutSaid(turn, slots, { question: 'state', tools }),
};

export const technicianNext: Command = {
  name: 'technician.next',
  permission: 'availability.read',
  listed: 'in-help',
  run: (turn, slots, tools) => askAboutSaid(turn, slots, { question: 'next', tools }),
};

async function askAboutSaid(
  turn: Turn,
  slots: Slots,
  options: { readonly question: 'state' | 'next'; readonly tools: ChatTools },
): Promise<Answer> {
  const { tools } = options;
  const time = slots.time ?? null;
  // "who's back first" names nobody: the whole list answers it.
  if (slots.who === undefined) return askAboutTeam(turn, null, { time, tools });
  const question = { question: options.question, ...momentsOf(time) };
  const who = whoIsMeant(turn, slots.who, slots.userId ?? null, tools);
  try {
    return await askAboutPerson(turn, who, { question, time, tools });
  } catch (cause) {
    // "is Escalations free": what nobody is called may be a team.
    const team = isUnknownPerson(cause) ? await teamOrNull(turn, slots.who, tools) : null;
    if (team === null) throw cause;
    return askAboutTeam(turn, team, { time, tools });
  }
}

/** Answers about the person meant, or asks which one, or which time. Remembers the question for follow-ups. */
export async function askAboutPerson(
  turn: Turn,
  who: PersonMeant,
  options: {
    readonly question: Omit<TechnicianData, 'technicianId'>;
    readonly time: TimeSaid | null;
    readonly tools: ChatTools;
  },
): Promise<Answer> {
  const { question, time, tools } = options;
  const { technicianId: _chosen, ...unchosen } = toActionData({ ...question, technicianId: '' });
  const ask = { verb: 'technician.show', data: unchosen } as const;
  const found = await findTechnician(turn, who, { ask, tools });
  if ('card' in found) return found;
  const data = { ...question, technicianId: found.technicianId };
  const request = { verb: 'technician.show', data: toActionData(data) } as const;
  rememberQuestion(turn, request, tools);
  if (time?.kind === 'ask') return { card: whichTimeCard({ time, ...request, viewer: viewerOf(turn) }) };
  return showTechnician(turn, data, tools);
}

export function isUnknownPerson(cause: unknown): boolean {
  return cause instanceof AppError && cause.code === 'technician_not_found';
}

async function teamOrNull(turn: Turn, said: string, tools: ChatTools): Promise<Team | null> {
  try {
    return await findTeamSaid(turn, said, tools);
  } catch {
    return null;
  }
}
