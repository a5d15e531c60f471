import { type InvokeResponse, TeamsActivityHandler, type TurnContext } from 'botbuilder';
import type { ComposeAnswer } from '../compose-answer.ts';
import type { PressAnswer } from '../converse.ts';

export interface MessageExtensionEvents {
  query(context: TurnContext): Promise<ComposeAnswer>;
  queryLink(context: TurnContext): Promise<ComposeAnswer>;
  anonymousQueryLink(context: TurnContext): ComposeAnswer;
}

/** What the SDK's events lead to. */
export interface BotEvents {
  message(context: TurnContext): Promise<void>;
  press(context: TurnContext): Promise<PressAnswer>;
  /** Search and link preview while somebody writes. */
  readonly compose: MessageExtensionEvents;
  /** Rollcall itself was added to a conversation, or installed by a person. */
  added(context: TurnContext): Promise<void>;
  /** Rollcall was taken away again. */
  removed(context: TurnContext): Promise<void>;
}

/** The SDK's handler, with only the events that Rollcall knows. A class, because the SDK's handler is one. */
class RollcallBot extends TeamsActivityHandler {
  readonly #events: BotEvents;

  constructor(events: BotEvents) {
    super();
    this.#events = events;
    this.onMessage((context) => events.message(context));
    this.onInstallationUpdateAdd((context) => events.added(context));
    this.onInstallationUpdateRemove((context) => events.removed(context));
  }

  /** Every other invoke is something that our manifest does not offer. */
  override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { compose } = this.#events;
    switch (context.activity.name) {
      case 'adaptiveCard/action':
        return { status: 200, body: await this.#events.press(context) };
      case 'composeExtension/query':
        return { status: 200, body: await compose.query(context) };
      case 'composeExtension/queryLink':
        return { status: 200, body: await compose.queryLink(context) };
      case 'composeExtension/anonymousQueryLink':
        return { status: 200, body: compose.anonymousQueryLink(context) };
      default:
        return { status: 400 };
    }
  }

  /** The SDK would look every new member up in the roster; all that matters is whether we are among them. */
  override async onConversationUpdateActivity(context: TurnContext): Promise<void> {
    const { membersAdded, membersRemoved, recipient } = context.activity;
    if (membersAdded?.some((member) => member.id === recipient.id)) await this.#events.added(context);
    if (membersRemoved?.some((member) => member.id === recipient.id)) await this.#events.removed(context);
  }
}

export function createBot(events: BotEvents): (context: TurnContext) => Promise<void> {
  const bot = new RollcallBot(events);
  return (context) => bot.run(context);
}
