import type { Card } from '../cards/card.ts';
import { textCard } from '../cards/plain-cards.ts';
import type { ChatTools } from '../services.ts';
import { textsFor } from '../texts/texts.ts';
import type { Answer, Turn } from '../turn.ts';
import { withinTime } from '../within-time.ts';
import { baseOf } from './own-answer.ts';
import { lateFailureCard } from './reply-to-failure.ts';

/** A press whose answer takes longer than two seconds shows that it is under way, and the message becomes the answer by itself
 *  (decision 11 of the UX page). Everything typed is answered when it is done. Throws what `work` throws in time. */
export async function soonOrLater(turn: Turn, work: Promise<Answer>, tools: ChatTools): Promise<Answer> {
  if (turn.press === null) return work;
  const soon = await withinTime(work, tools.timings.running);
  if (soon) return soon;
  const { dispatch } = textsFor(turn.locale);
  return {
    card: textCard(dispatch.working, [dispatch.workingWhat]),
    goOn: async (show) => show(await inTheEnd(turn, work, tools)),
  };
}

/** What the message becomes. It is everybody's: in a channel an answer that is not for all of them reaches whoever pressed by its refresh. */
async function inTheEnd(turn: Turn, work: Promise<Answer>, tools: ChatTools): Promise<Card> {
  const { card, message } = await work.catch(
    async (caught: unknown): Promise<Answer> => ({ card: await lateFailureCard(turn, caught, tools) }),
  );
  if (message) return message;
  const isOwnView = turn.conversation.type !== 'personal' && turn.press?.way === 'execute';
  return isOwnView ? baseOf(turn, card, tools) : card;
}
