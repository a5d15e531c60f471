import { type Clock, systemClock } from '#kernel/clock.ts';
import type { Desk } from '../desk/desk-types.ts';
import { ControlInputError } from '../faults.ts';
import { type Refusal, type SimReply, type Simulator, startSimulator } from '../simulator.ts';
import { connectorError } from './activity-rules.ts';
import { createBotTokenCheck } from './bot-token.ts';
import { createCast } from './cast.ts';
import { type ChannelKeys, createChannelKeys, type SignRequest } from './channel-keys.ts';
import { type ChatAddress, type Chats, createChats } from './chats.ts';
import { createConnectorControls } from './controls.ts';
import { createLimits, type Limits } from './limits.ts';
import { type BotEvent, conversationIdOf, createMessages, type Message } from './messages.ts';
import { createSpeech, type Raw, type RawAnswer, type Said, type Say } from './speech.ts';
import { createServiceRoutes } from './service-routes.ts';
import { createThrottle } from './throttle.ts';
import { createTurns } from './turns.ts';

export type { Message, Raw, RawAnswer, Said, Say, SignRequest };

export interface ConnectorOptions {
  readonly port: number;
  readonly desk: Desk;
  readonly bot: { readonly id: string; readonly tenantId: string; readonly name?: string };
  /** Claims of a token that the simulated Entra issued and that is in force; `null` for any other. */
  readonly verifyToken: (token: string) => Promise<Readonly<Record<string, unknown>> | null>;
  readonly clock?: Clock;
  /** `off`: Teams' rate limits do not hold. For benches. */
  readonly throttle?: 'on' | 'off';
}

/** The Bot Connector service of Teams, with people who write to the bot. */
export interface Connector extends Simulator {
  /** Where the bot takes its messages, with path; `null` disconnects it. */
  connectBot(messagingEndpoint: string | null): void;
  /** A person writes, presses or calls; answers what the bot did about it. Throws `ControlInputError`, and an Error when no bot answers. */
  say(say: Say): Promise<Said>;
  /** Sends these bytes to the bot, signed or not. */
  raw(raw: Raw): Promise<RawAnswer>;
  install(say: Pick<Say, 'person' | 'conversation'>, action: 'add' | 'remove'): Promise<Said>;
  /** A channel token: good unless asked otherwise. */
  sign(request?: SignRequest): string;
  readonly keys: ChannelKeys;
  readonly chats: Chats;
  readonly limits: Limits;
  /** As they stand after edits, oldest first; deleted ones are among them, marked. `personal` needs the person. */
  messages(conversation: string, person?: string): readonly Message[];
  conversationId(conversation: string, person?: string): string;
  /** The next thing that the bot does and that fits. */
  waitFor(fits: (event: BotEvent) => boolean, timeoutMs?: number): Promise<BotEvent>;
}

const BOT_NAME = 'Rollcall';

/** Starts a simulated Bot Connector on loopback. */
export async function startConnector(options: ConnectorOptions): Promise<Connector> {
  const clock = options.clock ?? systemClock;
  const now = (): Date => clock.now();
  const bot = { id: options.bot.id, name: options.bot.name ?? BOT_NAME };
  let origin = '';
  let endpoint: string | null = null;
  const serviceUrl = (): string => `${origin}/`;

  const cast = createCast(options.desk, bot.id);
  const chats = createChats(options.desk, cast);
  const messages = createMessages();
  const keys = createChannelKeys(() => ({ audience: bot.id, serviceUrl: serviceUrl(), now }));
  const throttle = createThrottle();
  const limits = createLimits(chats, throttle, options.throttle === 'off');
  const turns = createTurns(() => endpoint);
  const checkToken = createBotTokenCheck({
    botId: bot.id,
    botTenantId: options.bot.tenantId,
    verifyToken: options.verifyToken,
  });
  const speech = createSpeech({
    cast,
    chats,
    messages,
    keys,
    turns,
    facts: () => ({ botId: bot.id, botName: bot.name, serviceUrl: serviceUrl() }),
    zone: options.desk.zone,
    now,
  });

  const addressOf = (conversation: string, person?: string): ChatAddress => {
    const address = conversation === 'personal' ? personal(person) : chats.choose(conversation, anyMember());
    if (address === null) throw new ControlInputError('person', 'a personal conversation needs a person');
    return address;
  };
  const personal = (person: string | undefined): ChatAddress | null =>
    person === undefined ? null : { chat: chats.personal(cast.find(person)), thread: null };
  const anyMember = () => cast.find('member');

  const simulator = await startSimulator({
    name: 'connector',
    port: options.port,
    clock,
    refuse,
    routes: createServiceRoutes({
      cast,
      chats,
      messages,
      keys,
      throttle,
      limits,
      checkToken,
      bot,
      origin: () => origin,
      now,
      note: (event) => turns.note(event),
    }),
    controls: createConnectorControls({ speech, keys, chats, cast, messages, limits }),
    onReset() {
      messages.reset();
      limits.reset();
      keys.reset();
    },
  });
  origin = simulator.origin;

  return {
    ...simulator,
    connectBot(messagingEndpoint) {
      endpoint = messagingEndpoint;
    },
    say: (say) => speech.say(say),
    raw: (raw) => speech.raw(raw),
    install: (say, action) => speech.install(say, action),
    sign: (request = {}) => keys.sign(request),
    keys,
    chats,
    limits,
    messages: (conversation, person) => messages.list(readable(conversation, person)),
    conversationId: (conversation, person) => conversationIdOf(addressOf(conversation, person)),
    waitFor: (fits, timeoutMs = 5000) => turns.waitFor(fits, timeoutMs),
  };

  /** Reading needs no membership. */
  function readable(conversation: string, person: string | undefined): ChatAddress {
    const located = chats.locate(conversation);
    return located ?? addressOf(conversation, person);
  }
}

/** The frame's own refusals, worded as the Bot Connector words them. */
function refuse({ status, reason }: Refusal): SimReply {
  if (reason === 'too-large') return connectorError(413, 'MessageSizeTooBig', 'Message size too large.');
  if (reason === 'unknown-path')
    return { status: 404, body: { message: 'No HTTP resource was found that matches the request URI.' } };
  const codes: Readonly<Record<number, readonly [string, string]>> = {
    400: ['BadSyntax', 'Bad format of request'],
    401: ['BotNotRegistered', 'No registration found for this bot.'],
    403: ['BotNotInConversationRoster', 'The bot is not part of the conversation roster.'],
    404: ['ConversationNotFound', 'Conversation not found.'],
    429: ['Throttled', 'Too Many Requests'],
    502: ['ServiceError', 'Service dependency issue.'],
    503: ['ServiceError', 'Service is unavailable.'],
    504: ['ServiceError', 'Gateway timed out.'],
  };
  const [code, message] = codes[status] ?? ['ServiceError', 'Internal server error.'];
  return connectorError(status, code, message);
}
