import type { Chat, ChatAddress } from './chats.ts';

export type Activity = Readonly<Record<string, unknown>>;

/** A message as it stands in a chat. */
export interface Message {
  readonly id: string;
  /** Address of the chat, with its thread in channels. */
  readonly conversationId: string;
  readonly from: { readonly id: string; readonly name: string; readonly isBot: boolean };
  readonly at: string;
  /** As last written. */
  readonly activity: Activity;
  readonly edits: number;
  readonly isDeleted: boolean;
  /** Cards that an invoke answer put in place of this one, by the `29:…` of the person who alone sees it. */
  readonly views: Readonly<Record<string, Activity>>;
}

/** Something that the bot did in a chat. */
export interface BotEvent {
  readonly operation: 'send' | 'update' | 'delete';
  readonly conversationId: string;
  readonly activityId: string;
  readonly activity: Activity;
}

export interface Messages {
  /** Ids are milliseconds, as in Teams, and unique. */
  nextId(now: Date): string;
  add(message: Omit<Message, 'edits' | 'isDeleted' | 'views'>): void;
  find(address: ChatAddress, id: string): Message | null;
  change(id: string, change: Partial<Pick<Message, 'activity' | 'isDeleted' | 'views'>>): void;
  /** Oldest first. A channel without a thread answers all of its threads. */
  list(address: ChatAddress): readonly Message[];
  /** Whether a thread has been begun. */
  hasThread(chat: Chat, thread: string): boolean;
  reset(): void;
}

export function conversationIdOf({ chat, thread }: ChatAddress): string {
  return thread === null ? chat.id : `${chat.id};messageid=${thread}`;
}

/** All chats' messages, in memory. */
export function createMessages(): Messages {
  let all: Message[] = [];
  const byId = new Map<string, number>();
  let lastId = 0;
  const inAddress = (message: Message, { chat, thread }: ChatAddress): boolean =>
    thread === null
      ? message.conversationId === chat.id || message.conversationId.startsWith(`${chat.id};`)
      : message.conversationId === `${chat.id};messageid=${thread}`;
  return {
    nextId(now) {
      lastId = Math.max(lastId + 1, now.getTime());
      return String(lastId);
    },
    add(message) {
      byId.set(message.id, all.length);
      all.push({ ...message, edits: 0, isDeleted: false, views: {} });
    },
    find(address, id) {
      const message = all[byId.get(id) ?? -1];
      return message !== undefined && inAddress(message, address) ? message : null;
    },
    change(id, change) {
      const index = byId.get(id) ?? -1;
      const message = all[index];
      if (message === undefined) return;
      const edits = message.edits + (change.activity === undefined ? 0 : 1);
      // A rewritten card is new for everybody: nobody keeps the view of the old one.
      const views = change.views ?? (change.activity === undefined ? message.views : {});
      all[index] = { ...message, ...change, edits, views };
    },
    list: (address) => all.filter((message) => inAddress(message, address)),
    hasThread: (chat, thread) =>
      all.some((message) => message.conversationId === `${chat.id};messageid=${thread}`),
    reset() {
      all = [];
      byId.clear();
    },
  };
}
