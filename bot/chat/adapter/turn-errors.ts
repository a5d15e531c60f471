import type { TurnContext } from 'botbuilder';
import { toAppError } from '#kernel/errors.ts';
import { type ErrorTools, noteError, replyToError } from '../error-reply.ts';
import { ConnectorError } from './connector-error.ts';
import { wireOf } from './wire.ts';

/** Last resort of a turn: what commands throw is worded before, so this is a fault of ours or of the way to Teams. Logged once; the person
 *  gets a card with the reference if Teams can be reached at all. */
export function createTurnErrors(
  tools: ErrorTools & { readonly clock: { now(): Date } },
): (context: TurnContext, error: Error) => Promise<void> {
  return async (context, error) => {
    if (error instanceof ConnectorError) {
      const { status, message } = error;
      tools.logger.warn('chat.answer-not-delivered', { status, problem: message });
      return;
    }
    const { activity } = context;
    if (activity.type !== 'message') {
      noteError(toAppError(error), tools, activity.conversation.tenantId ?? '');
      return;
    }
    const now = tools.clock.now();
    const { card } = await replyToError(error, {
      deskId: activity.conversation.tenantId ?? '',
      viewer: {
        zone: 'UTC',
        locale: activity.locale ?? 'en-GB',
        userMri: null,
        isPublic: activity.conversation.conversationType !== 'personal',
        role: 'member',
        now,
      },
      now,
      tools,
      retry: null,
    });
    // Nothing is left to try when this fails too; the reference is in the log.
    await wireOf(context)
      .send(card)
      .catch(() => {});
  };
}
