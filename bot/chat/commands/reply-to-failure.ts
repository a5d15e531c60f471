import { ConnectorError } from '../adapter/connector-error.ts';
import type { Card } from '../cards/card.ts';
import { replyToError } from '../error-reply.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { FailedRequest } from './failed-request.ts';

/** Words what a turn failed with; "Try again" repeats what failed, where that is known. "Try again at" counts from `now`. Never throws. */
export function replyToFailure(
  turn: Turn,
  caught: unknown,
  tools: ChatTools,
  now = turn.now,
): Promise<Answer> {
  const isRepeatable = caught instanceof FailedRequest;
  return replyToError(isRepeatable ? caught.cause : caught, {
    deskId: turn.deskId,
    viewer: viewerOf(turn),
    now,
    tools,
    retry: isRepeatable ? caught.request : null,
  });
}

/** The same for work that went on after the turn, which may have taken a quarter of an hour. Throws the `ConnectorError` that it is handed:
 *  a conversation that Teams does not take messages for gets no card either. */
export async function lateFailureCard(turn: Turn, caught: unknown, tools: ChatTools): Promise<Card> {
  if (caught instanceof ConnectorError) throw caught;
  const { card } = await replyToFailure(turn, caught, tools, tools.clock.now());
  return card;
}
