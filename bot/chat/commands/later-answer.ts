import { ConnectorError } from '../adapter/connector-error.ts';
import type { Card } from '../cards/card.ts';
import { textCard } from '../cards/plain-cards.ts';
import { replyToError } from '../error-reply.ts';
import type { ChatTools } from '../services.ts';
import { textsFor } from '../texts/texts.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { FailedRequest } from './failed-request.ts';

/** A press whose answer takes longer than two seconds shows that it is under way, and the message becomes the answer by itself
 *  (decision 11 of the UX page). Everything typed is answered when it is done. Throws what `work` throws in time. */
export async function soonOrLater(turn: Turn, work: Promise<Answer>, tools: ChatTools): Promise<Answer> {
  if (turn.press === null) return work;
  const soon = await within(work, tools.timings.running);
  if (soon) return soon;
  const { dispatch } = textsFor(turn.locale);
  return {
    card: textCard(dispatch.working, [dispatch.workingWhat]),
    goOn: async (show) => show(await inTheEnd(turn, work, tools)),
  };
}

/** The message is everybody's: in a channel it shows what everybody may see. */
async function inTheEnd(turn: Turn, work: Promise<Answer>, tools: ChatTools): Promise<Card> {
  try {
    const { card, message } = await work;
    return message ?? card;
  } catch (caught) {
    if (caught instanceof ConnectorError) throw caught;
    const isRepeatable = caught instanceof FailedRequest;
    const { card } = await replyToError(isRepeatable ? caught.cause : caught, {
      deskId: turn.deskId,
      viewer: viewerOf(turn),
      now: tools.clock.now(),
      tools,
      retry: isRepeatable ? caught.request : null,
    });
    return card;
  }
}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  try {
    return await Promise.race([work, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
