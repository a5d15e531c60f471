import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { ConnectorError } from './adapter/connector-error.ts';
import type { Wire } from './adapter/wire.ts';
import { answerTurn } from './answer-turn.ts';
import type { Card, Viewer } from './cards/card.ts';
import { notServedCard, outsiderCard } from './closed-door-cards.ts';
import { replyToError } from './error-reply.ts';
import type { Admitted } from './gate/gate.ts';
import type { KeptConversations } from './keep-conversation.ts';
import { readPress } from './read-press.ts';
import { conversationType, readTurn, type WhoIsIt, zoneOf } from './read-turn.ts';
import type { ChatTools } from './services.ts';
import type { Answer } from './turn.ts';
import { withinTime } from './within-time.ts';

/** One activity with the ways to answer it. */
export interface Exchange {
  readonly admitted: Admitted;
  readonly wire: Wire;
  /** Runs `work` after the turn, on a wire of its own; its failures are logged. */
  readonly later: (work: (wire: Wire) => Promise<void>) => void;
}

/** Answer to an Action.Execute (Teams docs: universal-actions-for-adaptive-cards/work-with-universal-actions). */
export interface PressAnswer {
  readonly statusCode: 200;
  readonly type: 'application/vnd.microsoft.card.adaptive';
  readonly value: Card;
}

export interface Conversing {
  /** Answers a message with one message, which is edited later if work goes on. Throws `ConnectorError` when Teams does not take it. */
  message(exchange: Exchange): Promise<void>;
  /** Answers a press with the card that takes the place of the pressed one. Never throws. */
  press(exchange: Exchange): Promise<PressAnswer>;
}

/** How an answer reaches people; what it says is the business of `answerTurn`. */
export function createConversing(needs: {
  readonly tools: ChatTools;
  readonly whoIsIt: WhoIsIt;
  readonly kept: KeptConversations;
}): Conversing {
  const { tools, whoIsIt, kept } = needs;

  /** Never throws: whatever fails becomes a card. */
  async function answerFor({ admitted, wire }: Exchange): Promise<Answer> {
    if (!admitted.isServed) return { card: notServedCard(localeOf(admitted.activity)) };
    try {
      const turn = await readTurn(admitted, { tools, whoIsIt, readMember: (mri) => wire.member(mri) });
      if (turn === null) return { card: outsiderCard(localeOf(admitted.activity)) };
      void kept.note(turn, admitted.activity);
      return await answerTurn(turn, tools);
    } catch (error) {
      return replyToError(error, { ...audienceOf(admitted), tools, retry: null });
    }
  }

  /** For failures before we know who asks. */
  function audienceOf({ activity, deskId }: Admitted): { deskId: DeskId; viewer: Viewer; now: Date } {
    const now = tools.clock.now();
    const viewer: Viewer = {
      zone: zoneOf(activity) ?? 'UTC',
      locale: localeOf(activity),
      userMri: null,
      isPublic: conversationType(activity) !== 'personal',
      role: 'member',
      now,
    };
    return { deskId, viewer, now };
  }

  function workOn({ goOn }: Answer, messageId: string | null, exchange: Exchange): void {
    if (!goOn || messageId === null) return;
    exchange.later((wire) => goOn((card) => wire.update(messageId, card)));
  }

  async function tooSlow({ admitted }: Exchange): Promise<Answer> {
    const error = new AppError('graph_slow', 'a press was not answered in time');
    return replyToError(error, { ...audienceOf(admitted), tools, retry: null });
  }

  return {
    async message(exchange) {
      const stopTyping = typeWhileWaiting(exchange.wire, tools.timings.typing);
      const answer = await answerFor(exchange).finally(stopTyping);
      const messageId = await show(answer.card, exchange);
      workOn(answer, messageId, exchange);
    },

    async press(exchange) {
      const messageId = exchange.admitted.activity.replyToId ?? null;
      const inTime = await withinTime(answerFor(exchange), tools.timings.press);
      const answer = inTime ?? (await tooSlow(exchange));
      const isPublic = conversationType(exchange.admitted.activity) !== 'personal';
      const shared = answer.message ?? (answer.forEveryone && isPublic ? answer.card : null);
      if (shared !== null && messageId !== null) {
        exchange.later((wire) => wire.update(messageId, shared));
      }
      workOn(answer, messageId, exchange);
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card };
    },
  };
}

/** Before we know of which desk: what the client says, else British English. */
function localeOf({ locale }: Admitted['activity']): string {
  return locale ?? 'en-GB';
}

/** An old client's press edits the message that it pressed; everything else is a reply. */
async function show(card: Card, { admitted, wire }: Exchange): Promise<string | null> {
  const pressed = readPress(admitted.activity)?.messageId ?? null;
  if (pressed === null) return wire.send(card);
  try {
    await wire.update(pressed, card);
    return pressed;
  } catch (error) {
    // The message was deleted meanwhile; the answer still belongs to the one who pressed.
    if (error instanceof ConnectorError && error.isGone) return wire.send(card);
    throw error;
  }
}

/** Shows that we are typing when an answer takes longer than `after`. */
function typeWhileWaiting(wire: Wire, after: number): () => void {
  const timer = setTimeout(() => {
    // Only a courtesy: the answer itself will tell whether Teams can be reached.
    wire.typing().catch(() => {});
  }, after);
  return () => clearTimeout(timer);
}
