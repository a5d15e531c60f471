import { ControlInputError } from '../faults.ts';
import type { SimReply } from '../routing.ts';
import { connectorError, MESSAGE_BYTES } from './activity-rules.ts';
import type { Chat, Chats } from './chats.ts';
import type { Throttle } from './throttle.ts';

/** Refusals of Teams that no fault of the frame can make (Teams docs: status codes from bot conversational APIs). */
const REFUSALS: Readonly<Record<number, SimReply>> = {
  403: connectorError(403, 'BotDisabledByAdmin', 'The tenant admin disabled this bot'),
  404: connectorError(404, 'ConversationNotFound', 'Conversation not found.'),
  412: connectorError(412, 'PreconditionFailed', 'Precondition failed, please try again.'),
  413: connectorError(413, 'MessageSizeTooBig', 'Message size too large.'),
};

const BLOCKS: Readonly<Record<string, SimReply | null>> = {
  blocked: connectorError(403, 'ConversationBlockedByUser', 'User blocked the conversation with the bot.'),
  removed: connectorError(
    403,
    'BotNotInConversationRoster',
    'The bot is not part of the conversation roster.',
  ),
  gone: connectorError(404, 'ConversationNotFound', 'Conversation not found.'),
  none: null,
};

/** What a test or a person may tighten or loosen. */
export interface Limits {
  messageBytes(): number;
  /** `null` unless this chat is closed to the bot. */
  refusalFor(chat: Chat): SimReply | null;
  /** The next refusal asked for, spent once. */
  takeRefusal(): SimReply | null;
  noteRefusedToken(reason: string): void;
  /** Why calls of the bot were refused as unsigned, oldest first. */
  refusedTokens(): readonly string[];
  /** `{ messageBytes?, throttle?: 'on' | 'off', refuse?: { status, times? }, conversation?, block? }`. Throws `ControlInputError`. */
  set(wanted: Readonly<Record<string, unknown>>): void;
  reset(): void;
}

export function createLimits(chats: Chats, throttle: Throttle, startsRelaxed: boolean): Limits {
  let bytes = MESSAGE_BYTES;
  let refusals: SimReply[] = [];
  let refusedTokens: string[] = [];
  const closed = new Map<string, SimReply>();
  throttle.relax(startsRelaxed);

  function setBlock(conversation: unknown, block: unknown): void {
    const chat = typeof conversation === 'string' ? chats.locate(conversation)?.chat : undefined;
    if (chat === undefined) throw new ControlInputError('conversation', 'no such conversation id');
    const reply = typeof block === 'string' ? BLOCKS[block] : undefined;
    if (reply === undefined)
      throw new ControlInputError('block', `use one of ${Object.keys(BLOCKS).join(', ')}`);
    if (reply === null) closed.delete(chat.id);
    else closed.set(chat.id, reply);
  }

  return {
    messageBytes: () => bytes,
    refusalFor: (chat) => closed.get(chat.id) ?? null,
    takeRefusal: () => refusals.shift() ?? null,
    noteRefusedToken(reason) {
      refusedTokens.push(reason);
    },
    refusedTokens: () => refusedTokens,
    set({ messageBytes, throttle: wantedThrottle, refuse, conversation, block }) {
      if (messageBytes !== undefined) bytes = bytesOf(messageBytes);
      if (wantedThrottle !== undefined) throttle.relax(isOff(wantedThrottle));
      if (refuse !== undefined) refusals.push(...refusalsOf(refuse));
      if (block !== undefined) setBlock(conversation, block);
    },
    reset() {
      bytes = MESSAGE_BYTES;
      refusals = [];
      refusedTokens = [];
      closed.clear();
      throttle.relax(startsRelaxed);
      throttle.reset();
    },
  };
}

function bytesOf(value: unknown): number {
  if (value === null) return MESSAGE_BYTES;
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new ControlInputError(
    'messageBytes',
    'must be a whole number above zero, or null for what Teams allows',
  );
}

function isOff(value: unknown): boolean {
  if (value === 'off' || value === 'on') return value === 'off';
  throw new ControlInputError('throttle', 'must be on or off');
}

function refusalsOf(value: unknown): readonly SimReply[] {
  const { status, times = 1 } = (value ?? {}) as { status?: unknown; times?: unknown }; // both checked below
  const reply = typeof status === 'number' ? REFUSALS[status] : undefined;
  if (reply === undefined) {
    throw new ControlInputError('refuse', `status must be one of ${Object.keys(REFUSALS).join(', ')}`);
  }
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > 1000) {
    throw new ControlInputError('refuse', 'times must be a whole number from 1 to 1000');
  }
  return Array.from({ length: times }, () => reply);
}
