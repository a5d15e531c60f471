import { z } from 'zod';
import { refreshBy } from '../cards/actions.ts';
import { whichTicketCard } from '../cards/assign-questions.ts';
import { type Card, withoutButtons } from '../cards/card.ts';
import type { ChatTools } from '../services.ts';
import { textsFor } from '../texts/texts.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { showDecision, standingForAll } from './show-decision.ts';

/** Long enough for Teams to fetch it once the message has changed. It must not come back hours after it was answered. */
export const OWN_ANSWER_SECONDS = 2 * 60;

const short = z.string().max(256).nullish().catch(null);
const about = z.object({ decisionId: short, assignmentId: short, ticket: short });
export const ownAnswerData = about.extend({ answer: z.string().min(1).max(64) });

/** What a message shows everybody when a press in it came to something that is only for the one who pressed: how things stand, without
 *  buttons. Whoever pressed gets `own` by the refresh of their view (row 59 of the UX page). Never throws. */
export async function baseOf(turn: Turn, own: Card, tools: ChatTools): Promise<Card> {
  const { decisionId = null, assignmentId = null, ticket = null } = about.parse(turn.press?.data ?? {});
  const answer = tools.newId();
  tools.ownAnswers.set(keyOf(turn, answer), own);
  const base = (await standingForAll(turn, { decisionId, assignmentId }, tools)) ?? withoutButtons(own);
  const refresh = refreshBy({
    title: textsFor(turn.locale).dispatch.buttons.refresh,
    verb: 'dispatch.answer',
    data: { answer, decisionId, assignmentId, ticket },
    viewer: viewerOf(turn),
    at: tools.clock.now(),
  });
  return { ...base, ...(refresh ? { refresh } : {}) };
}

/** A late answer for the one whose it is; for others, and once it is forgotten, how things stand. Throws `decision_not_found`,
 *  `assignment_not_found`. */
export async function showOwnAnswer(
  turn: Turn,
  { answer, decisionId = null, assignmentId = null, ticket }: z.output<typeof ownAnswerData>,
  tools: ChatTools,
): Promise<Answer> {
  const card = tools.ownAnswers.get(keyOf(turn, answer));
  if (card) return { card };
  if (decisionId !== null || assignmentId !== null) {
    return showDecision(turn, { decisionId, assignmentId }, tools);
  }
  return { card: whichTicketCard({ wants: 'suggest', ticket: ticket ?? '', viewer: viewerOf(turn) }) };
}

function keyOf({ deskId, person }: Turn, answer: string): string {
  return `${deskId} ${person.userId} ${answer}`;
}
