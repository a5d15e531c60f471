import type { z } from 'zod';
import type { Verb } from '../cards/actions.ts';
import type { TimeSaid } from '../parse/time-types.ts';
import type { Slots } from '../parse/understand.ts';
import { type LastQuestion, recallQuestion } from '../last-question.ts';
import type { ChatTools } from '../services.ts';
import type { Answer, Turn } from '../turn.ts';
import { askAgain, momentsOf } from './availability.ts';
import { decisionWhy, showDecisionWhy } from './decision-why.ts';
import { findTeamSaid } from './find-team.ts';
import { type AvailabilityData, availabilityData } from './show-availability.ts';
import { showHeld } from './held-tickets.ts';
import { showDecision, shownData } from './show-decision.ts';
import { technicianData } from './show-technician.ts';
import { askAboutPerson, isUnknownPerson } from './technician.ts';
import { type PersonMeant, whoIsMeant } from './who-is-meant.ts';

/** "And at 4?", "only Escalations", "what about Ben", "next", "refresh": the last question with one thing changed. `null` when there is no
 *  last question. Throws what the question throws. */
export async function followUp(turn: Turn, slots: Slots, tools: ChatTools): Promise<Answer | null> {
  const last = recallQuestion(turn, tools);
  if (last === null) return null;
  const time = slots.time ?? null;
  const aboutDecision = await followDecision(turn, last, slots, tools);
  if (aboutDecision) return aboutDecision;
  if (slots.who !== undefined) {
    const who = whoIsMeant(turn, slots.who, slots.userId ?? null, tools);
    return aboutPerson(turn, who, { last, time, tools });
  }
  if (slots.team !== undefined) return aboutTeam(turn, slots.team, { last, time, tools });
  if (last.verb === 'technician.show') {
    const { technicianId } = technicianData.parse(last.data);
    return aboutPerson(turn, { said: '', userId: null, technicianId }, { last, time, tools });
  }
  return askAgain(turn, { ...availabilityOf(last), ...turned(last, slots), ...moved(time) }, { time, tools });
}

/** After a decision: "next" turns the page of its reasons, "refresh" shows how it stands, "what about Ben" goes on with "why not". */
async function followDecision(
  turn: Turn,
  { verb, data }: LastQuestion,
  { action, who, userId, time }: Slots,
  tools: ChatTools,
): Promise<Answer | null> {
  const { page } = data;
  if (verb === 'dispatch.held' && (action === 'next' || action === 'previous' || action === 'refresh')) {
    return showHeld(turn, { page: turnedTo(page, action) }, tools);
  }
  const { decisionId = null, assignmentId = null } = shownIn(verb, data);
  if (action === 'refresh' && (decisionId ?? assignmentId) !== null) {
    return showDecision(turn, { decisionId, assignmentId }, tools);
  }
  if (decisionId === null) return null;
  if (verb === 'dispatch.why' && (action === 'next' || action === 'previous')) {
    return showDecisionWhy(turn, { decisionId, page: turnedTo(page, action) }, tools);
  }
  const isWhyNot = verb === 'dispatch.why-not' && who !== undefined && time === undefined;
  if (!isWhyNot) return null;
  return decisionWhy.run(turn, { who, ...(userId === undefined ? {} : { userId }) }, tools);
}

/** The decision or assignment that the last question was about, if it was about one. */
function shownIn(verb: Verb, data: LastQuestion['data']): z.output<typeof shownData> {
  return verb.startsWith('dispatch.') ? shownData.parse(data) : {};
}

function turnedTo(page: unknown, action: 'next' | 'previous' | 'refresh'): number {
  const now = typeof page === 'number' ? page : 0;
  if (action === 'refresh') return now;
  return action === 'next' ? now + 1 : Math.max(0, now - 1);
}

interface Context {
  readonly last: LastQuestion;
  readonly time: TimeSaid | null;
  readonly tools: ChatTools;
}

async function aboutPerson(turn: Turn, who: PersonMeant, { last, time, tools }: Context): Promise<Answer> {
  const before = last.verb === 'technician.show' ? technicianData.parse(last.data) : null;
  const asked = before ?? availabilityOf(last);
  const question = {
    question: before?.question ?? 'state',
    start: asked.start,
    end: asked.end,
    ...moved(time),
  };
  return askAboutPerson(turn, who, { question, time, tools });
}

/** "Only …" names a team, or else a person. */
async function aboutTeam(turn: Turn, said: string, context: Context): Promise<Answer> {
  const { last, time, tools } = context;
  try {
    const { teamId, displayName } = await findTeamSaid(turn, said, tools);
    const { start, end } =
      last.verb === 'technician.show' ? technicianData.parse(last.data) : availabilityOf(last);
    const data = { show: null, page: 0, teamId, teamName: displayName, start, end, order: null };
    return await askAgain(turn, { ...data, ...moved(time) }, { time, tools });
  } catch (cause) {
    try {
      return await aboutPerson(turn, { said, userId: null, technicianId: null }, context);
    } catch (notThem) {
      throw isUnknownPerson(notThem) ? cause : notThem;
    }
  }
}

function availabilityOf(last: LastQuestion): AvailabilityData {
  return availabilityData.parse(last.data);
}

/** Another page, or the first one of a list made anew. */
function turned(last: LastQuestion, slots: Slots): Partial<AvailabilityData> {
  const { page } = availabilityOf(last);
  if (slots.action === 'next') return { page: page + 1 };
  if (slots.action === 'previous') return { page: Math.max(0, page - 1) };
  return { page: 0, order: null };
}

/** Another time, when one was said. */
function moved(time: TimeSaid | null): { readonly start?: Date | null; readonly end?: Date | null } {
  return time === null ? {} : momentsOf(time);
}
