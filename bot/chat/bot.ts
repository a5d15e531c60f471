import type { TurnContext } from 'botbuilder';
import type { ConversationStore, PersonalConversation } from '#core/inbox/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { createConnectorClient } from './adapter/connector-client.ts';
import { ConnectorError } from './adapter/connector-error.ts';
import { createBot } from './adapter/rollcall-bot.ts';
import { createTeamsAdapter, type TeamsAdapter } from './adapter/teams-adapter.ts';
import { createTurnErrors } from './adapter/turn-errors.ts';
import { wireOf } from './adapter/wire.ts';
import { createBoundedMemory } from './bounded-memory.ts';
import type { Card, Links } from './cards/card.ts';
import { OWN_ANSWER_SECONDS } from './commands/own-answer.ts';
import { createConversing, type Exchange } from './converse.ts';
import type { TurnAnswer } from './gate/deliver-once.ts';
import { type Admitted, createGate, type VerifyChannelToken } from './gate/gate.ts';
import { createMessagesHandler, type MessagesHandler } from './gate/messages-handler.ts';
import { createServiceOrigins } from './gate/service-origins.ts';
import { createIntroductions } from './introduce.ts';
import { createKeptConversations } from './keep-conversation.ts';
import { createMessageExtension } from './message-extension.ts';
import { QUESTION_SECONDS } from './last-question.ts';
import { type ChatServices, type ChatTimings, type ChatTools, TIMINGS } from './services.ts';
import { createTelling, type TellsPeople } from './tell-people.ts';
import { createWhoIsIt } from './who-is-it.ts';
import { createWorkUnderWay } from './work-under-way.ts';

export interface Chat extends TellsPeople {
  /** `POST /api/messages`; reads the body itself, so no body parser may stand in front. Never throws. */
  readonly handleMessages: MessagesHandler;
  /** The same for the Agents Playground, which cannot sign: from this machine to this machine. `null` unless asked for. */
  readonly handlePlayground: MessagesHandler | null;
  /** Waits for turns and edits under way, at most `withinMs`, then lets go of Teams. */
  close(withinMs?: number): Promise<void>;
}

export interface ChatNeeds {
  readonly services: ChatServices;
  /** Where people can be written to by ourselves. */
  readonly conversations: ConversationStore;
  readonly verifyChannelToken: VerifyChannelToken;
  readonly getConnectorToken: () => Promise<{ readonly token: string; readonly expiresAt: Date }>;
  /** Whole origins to which answers may go. */
  readonly serviceUrls: readonly string[];
  readonly botId: string;
  /** Home tenant of the bot's registration; whom we serve is `isServed`'s business. */
  readonly tenantId: string | null;
  readonly isServed: (deskId: DeskId) => Promise<boolean>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly links: Links;
  readonly playground: boolean;
  readonly timings?: Partial<ChatTimings>;
}

const ORDER_SECONDS = 2 * 60;
const TEAMS_SECONDS = 5 * 60;

/** Front door 1: what people say to Rollcall in Teams. This file and `adapter/` are the only ones that see the SDK. */
export function createChat(needs: ChatNeeds): Chat {
  const { clock, logger, botId } = needs;
  const timings = { ...TIMINGS, ...needs.timings };
  const origins = createServiceOrigins(needs.serviceUrls);
  const underWay = createWorkUnderWay(logger);
  const tools: ChatTools = {
    ...needs,
    timings,
    orders: createBoundedMemory({ clock, limit: 500, seconds: ORDER_SECONDS }),
    teams: createBoundedMemory({ clock, limit: 100, seconds: TEAMS_SECONDS }),
    questions: createBoundedMemory({ clock, limit: 5000, seconds: QUESTION_SECONDS }),
    tickets: createBoundedMemory({ clock, limit: 5000, seconds: QUESTION_SECONDS }),
    ownAnswers: createBoundedMemory({ clock, limit: 500, seconds: OWN_ANSWER_SECONDS }),
  };
  const kept = createKeptConversations(tools, needs.conversations);
  const people = { tools, whoIsIt: createWhoIsIt(clock), kept };
  const conversing = createConversing(people);
  const introduce = createIntroductions(people);
  const extension = createMessageExtension(people);

  function openDoor(kind: 'signed' | 'playground'): {
    handle: MessagesHandler;
    send: (conversation: PersonalConversation, card: Card) => Promise<void>;
    close: () => void;
  } {
    const isSigned = kind === 'signed';
    const client = createConnectorClient({
      origins,
      getConnectorToken: isSigned ? needs.getConnectorToken : null,
      deadlineMilliseconds: timings.connector,
      random: Math.random,
    });
    const adapter = createTeamsAdapter({ botId, client, onTurnError: createTurnErrors(tools) });
    const gate = createGate({
      clock,
      origins,
      verifyChannelToken: isSigned ? needs.verifyChannelToken : null,
      isServed: needs.isServed,
      bodyDeadlineMilliseconds: timings.body,
    });
    const runTurn = (admitted: Admitted): Promise<TurnAnswer> => receive(adapter, admitted);
    return {
      handle: createMessagesHandler({ clock, logger, gate, runTurn }),
      send: (conversation, card) => sendTo(adapter, conversation, card),
      close: () => client.close(),
    };
  }

  /** A message without a question. The SDK's adapter words failures to the person; here there is nobody to word them to. */
  async function sendTo(adapter: TeamsAdapter, to: PersonalConversation, card: Card): Promise<void> {
    if (!origins.allows(to.serviceUrl)) throw new ConnectorError('address is not on the list', null);
    const reference = {
      channelId: 'msteams',
      serviceUrl: to.serviceUrl,
      bot: { id: `28:${botId}`, name: 'Rollcall' },
      conversation: {
        id: to.conversationId,
        isGroup: false,
        name: '',
        conversationType: 'personal',
        tenantId: to.deskId,
      },
    };
    const outcome: { failure: Error | null } = { failure: null };
    await adapter.resume(reference, async (context) => {
      try {
        await wireOf(context).send(card);
      } catch (error) {
        outcome.failure =
          error instanceof Error ? error : new ConnectorError('message was not sent', null, error);
      }
    });
    if (outcome.failure) throw outcome.failure;
  }

  /** One turn through the SDK. A message that takes too long lets its request go and is still answered. */
  async function receive(adapter: TeamsAdapter, admitted: Admitted): Promise<TurnAnswer> {
    const bot = createBot({
      message: (context) => conversing.message(exchangeOf(context, adapter, admitted)),
      press: (context) => conversing.press(exchangeOf(context, adapter, admitted)),
      compose: {
        query: (context) => extension.query(exchangeOf(context, adapter, admitted)),
        queryLink: (context) => extension.queryLink(exchangeOf(context, adapter, admitted)),
        anonymousQueryLink: (context) => extension.anonymousQueryLink(exchangeOf(context, adapter, admitted)),
      },
      added: (context) => introduce(exchangeOf(context, adapter, admitted)),
      removed: () => kept.removed(admitted.activity, admitted.deskId),
    });
    const turn = underWay.add(adapter.receive(admitted.activity, bot));
    const response = await underWay.within(turn, timings.message);
    return { status: response?.status ?? 200, body: response?.body ?? null };
  }

  function exchangeOf(context: TurnContext, adapter: TeamsAdapter, admitted: Admitted): Exchange {
    const reference = adapter.referenceOf(admitted.activity);
    return {
      admitted,
      wire: wireOf(context),
      later: (work) => void underWay.add(adapter.resume(reference, (resumed) => work(wireOf(resumed)))),
    };
  }

  const signed = openDoor('signed');
  const playground = needs.playground ? openDoor('playground') : null;
  const telling = createTelling({ tools, conversations: needs.conversations, kept, send: signed.send });

  return {
    tellAssigned: (event) => underWay.add(telling.tellAssigned(event)).then((told) => told ?? 'failed'),
    tellEscalated: (event) => underWay.add(telling.tellEscalated(event)).then((count) => count ?? 0),
    handleMessages: signed.handle,
    handlePlayground: playground?.handle ?? null,
    async close(withinMs = timings.drain) {
      await underWay.settle(withinMs);
      signed.close();
      playground?.close();
    },
  };
}
