import { randomUUID } from 'node:crypto';
import { ControlInputError } from '../faults.ts';
import type { Cast, CastMember } from './cast.ts';
import type { ChannelKeys } from './channel-keys.ts';
import type { ChatAddress, Chats } from './chats.ts';
import {
  type ChannelFacts,
  type Incoming,
  installActivities,
  invokeActivity,
  messageActivity,
  submitActivity,
} from './incoming.ts';
import { type Activity, type BotEvent, conversationIdOf, type Message, type Messages } from './messages.ts';
import type { Delivered, Turns } from './turns.ts';

/** What a person does. Exactly one of `text`, `value`, `submit`, `invoke`. */
export interface Say {
  /** A key (`admin`, `lead`, `dispatcher`, `member`, `guest`, `otherTenant`), an object id or a name. */
  readonly person: string;
  /** `personal` (default), `group`, `channel` (a new thread), or a conversation id. */
  readonly conversation?: string;
  readonly text?: string;
  /** Data of a pressed Action.Execute. */
  readonly value?: unknown;
  /** Data of a pressed Action.Submit. */
  readonly submit?: unknown;
  readonly invoke?: { readonly name: string; readonly value: unknown };
  /** The message whose button was pressed; unless said, the last one with a card. */
  readonly replyToId?: string;
  /** How long to listen on after the bot has answered. */
  readonly waitMs?: number;
  readonly locale?: string;
  readonly timeZone?: string;
  /** Laid over the activity before it is sent; `null` takes a field away. */
  readonly activity?: Activity;
}

/** One thing that arrived: the activity as the bot sent it, with what was done and where. The answer to an invoke is among them, as
 *  `type: 'invokeResponse'` with `value: { status, body }`; a card in it also stands in `attachments`. */
export type Arrived = Activity & {
  readonly id: string;
  readonly operation: 'send' | 'update' | 'delete' | 'answer';
  readonly conversationId: string;
};

export interface Said {
  /** Of the bot's HTTP answer. */
  readonly status: number;
  readonly activities: readonly Arrived[];
  /** The body of the bot's HTTP answer: parsed when it is JSON, `null` when empty. */
  readonly body: unknown;
  /** Id of what the person sent. */
  readonly activityId: string;
  readonly conversationId: string;
}

/** Bytes for the bot. */
export interface Raw {
  /** Text goes as it is, anything else as JSON. */
  readonly body: unknown;
  /** `null`: no Authorization header. */
  readonly token: string | null;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly waitMs?: number;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly replies: readonly Arrived[];
}

export interface Speech {
  say(say: Say): Promise<Said>;
  raw(raw: Raw): Promise<RawAnswer>;
  install(say: Pick<Say, 'person' | 'conversation'>, action: 'add' | 'remove'): Promise<Said>;
  /** The activity that `say` would send, for `raw`. A text stands in the chat from then on, so that its thread exists. */
  compose(say: Say): Activity;
}

export interface SpeechParts {
  readonly cast: Cast;
  readonly chats: Chats;
  readonly messages: Messages;
  readonly keys: ChannelKeys;
  readonly turns: Turns;
  readonly facts: () => ChannelFacts;
  readonly zone: string;
  readonly now: () => Date;
}

const LOCALE = 'en-GB';
const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

export function createSpeech(parts: SpeechParts): Speech {
  const { cast, chats, messages, keys, turns } = parts;

  function prepare(say: Say): Incoming {
    const member = cast.find(say.person);
    const chosen = chats.choose(say.conversation, member);
    const now = parts.now();
    const id = messages.nextId(now);
    const startsThread = chosen.chat.kind === 'channel' && chosen.thread === null;
    const address: ChatAddress = startsThread ? { chat: chosen.chat, thread: id } : chosen;
    const manner = { locale: say.locale ?? LOCALE, zone: say.timeZone ?? parts.zone };
    return { facts: parts.facts(), member, address, manner, id, now };
  }

  function composeFrom(incoming: Incoming, say: Say): Activity {
    return laidOver(plainActivity(incoming, say), say.activity ?? {});
  }

  function plainActivity(incoming: Incoming, say: Say): Activity {
    const given = (['text', 'value', 'submit', 'invoke'] as const).filter(
      (field) => say[field] !== undefined,
    );
    if (given.length !== 1)
      throw new ControlInputError('text', 'give exactly one of text, value, submit, invoke');
    if (say.text !== undefined) return messageActivity(incoming, say.text);
    const card = cardMessage(incoming.address, say.replyToId);
    const replyToId = say.replyToId ?? card?.id ?? null;
    if (say.submit !== undefined) return submitActivity(incoming, say.submit, replyToId);
    const invoke = say.invoke ?? { name: 'adaptiveCard/action', value: executeValue(say.value, card) };
    return invokeActivity(incoming, { ...invoke, replyToId });
  }

  function cardMessage(address: ChatAddress, id: string | undefined): Message | null {
    if (id !== undefined) return messages.find(address, id);
    const withCards = messages
      .list(address)
      .filter((message) => !message.isDeleted && cardOf(message) !== null);
    return withCards.at(-1) ?? null;
  }

  async function deliver(activity: Activity, waitMs: number): Promise<Delivered> {
    const { conversation, id } = activity as { conversation?: { id?: string }; id?: string }; // ours, but for what a test laid over it
    return turns.deliver({
      body: JSON.stringify(activity),
      headers: {
        authorization: `Bearer ${keys.sign({})}`,
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
        'ms-cv': randomUUID(),
      },
      conversationId: conversation?.id ?? null,
      activityId: id ?? null,
      waitMs,
    });
  }

  /** A new card in the answer to a press replaces the old one for the person who pressed. */
  function showView(incoming: Incoming, activity: Activity, answer: Arrived | null): void {
    const attachments = answer?.['attachments'];
    const pressed = messages.find(incoming.address, textOf(activity['replyToId']));
    if (pressed === null || !Array.isArray(attachments)) return;
    messages.change(pressed.id, { views: { ...pressed.views, [incoming.member.mri]: { attachments } } });
  }

  async function say(wanted: Say): Promise<Said> {
    const incoming = prepare(wanted);
    const activity = composeFrom(incoming, wanted);
    const conversationId = conversationIdOf(incoming.address);
    if (wanted.text !== undefined) remember(incoming, activity);
    const delivered = await deliver(activity, wanted.waitMs ?? 0);
    const activityId = String(activity['id']);
    const body = parsedBody(delivered.body);
    const answer =
      activity['type'] === 'invoke' ? invokeAnswer(delivered, body, activityId, conversationId) : null;
    showView(incoming, activity, answer);
    const activities = [...delivered.events.map(toArrived), ...(answer === null ? [] : [answer])];
    return { status: delivered.status, activities, body, activityId, conversationId };
  }

  function remember({ member, address, id, now }: Incoming, activity: Activity): void {
    const from = { id: member.mri, name: member.name, isBot: false };
    messages.add({ id, conversationId: conversationIdOf(address), from, at: now.toISOString(), activity });
  }

  return {
    say,
    compose(wanted) {
      const incoming = prepare(wanted);
      const activity = composeFrom(incoming, wanted);
      if (wanted.text !== undefined) remember(incoming, activity);
      return activity;
    },
    async raw({ body, token, contentType = 'application/json; charset=utf-8', headers = {}, waitMs = 0 }) {
      const delivered = await turns.deliver({
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          'content-type': contentType,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        conversationId: null,
        activityId: null,
        waitMs,
      });
      const { status, headers: answered, body: text, events } = delivered;
      return { status, headers: answered, body: text, replies: events.map(toArrived) };
    },
    async install({ person, conversation }, action) {
      const member: CastMember = cast.find(person);
      const address = chats.choose(conversation, member);
      const incoming: Incoming = {
        facts: parts.facts(),
        member,
        address,
        manner: { locale: LOCALE, zone: parts.zone },
        id: messages.nextId(parts.now()),
        now: parts.now(),
      };
      const all: Delivered[] = [];
      for (const activity of installActivities(incoming, action)) all.push(await deliver(activity, 0));
      const failed = all.find((one) => one.status >= 400);
      return {
        status: failed?.status ?? all[0]?.status ?? 0,
        activities: all.flatMap((one) => one.events.map(toArrived)),
        body: null,
        activityId: incoming.id,
        conversationId: conversationIdOf(address),
      };
    },
  };
}

function toArrived({ operation, conversationId, activityId, activity }: BotEvent): Arrived {
  return { ...activity, id: activityId, operation, conversationId };
}

function invokeAnswer(
  delivered: Delivered,
  body: unknown,
  activityId: string,
  conversationId: string,
): Arrived {
  const { type, value } = (typeof body === 'object' && body !== null ? body : {}) as {
    type?: unknown;
    value?: unknown;
  };
  const card =
    type === ADAPTIVE_CARD ? { attachments: [{ contentType: ADAPTIVE_CARD, content: value }] } : {};
  const text = type === 'application/vnd.microsoft.activity.message' ? { text: value } : {};
  return {
    type: 'invokeResponse',
    id: activityId,
    operation: 'answer',
    conversationId,
    replyToId: activityId,
    value: { status: delivered.status, body },
    ...card,
    ...text,
  };
}

/** What Teams makes of a press: the action of the card that carries these data, or one of their verb. */
function executeValue(data: unknown, card: Message | null): unknown {
  const { action, verb } = (typeof data === 'object' && data !== null ? data : {}) as {
    action?: unknown;
    verb?: unknown;
  };
  if (typeof action === 'object' && action !== null) return data;
  const found = card === null ? null : findAction(cardOf(card), verb);
  return {
    action: { type: 'Action.Execute', ...(found ?? (typeof verb === 'string' ? { verb } : {})), data },
    trigger: 'manual',
  };
}

/** `verb` and `id` of the Action.Execute whose data name the same verb. */
function findAction(value: unknown, verb: unknown): Activity | null {
  if (typeof value !== 'object' || value === null) return null;
  const { type, verb: own, id, data } = value as Activity; // any JSON object
  const named = typeof data === 'object' && data !== null ? (data as Activity)['verb'] : undefined;
  if (type === 'Action.Execute' && verb !== undefined && (own === verb || named === verb)) {
    return { ...(own === undefined ? {} : { verb: own }), ...(id === undefined ? {} : { id }) };
  }
  for (const inner of Object.values(value)) {
    const found = findAction(inner, verb);
    if (found !== null) return found;
  }
  return null;
}

function cardOf({ activity, views }: Message): unknown {
  const view = Object.values(views).at(-1) ?? {};
  for (const { attachments } of [view, activity]) {
    const list: readonly unknown[] = Array.isArray(attachments) ? attachments : [];
    const card = list.find((one) => (one as Activity | null)?.['contentType'] === ADAPTIVE_CARD);
    if (card !== undefined) return (card as Activity)['content'];
  }
  return null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function laidOver(activity: Activity, over: Activity): Activity {
  return Object.fromEntries(Object.entries({ ...activity, ...over }).filter(([, value]) => value !== null));
}

function parsedBody(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
