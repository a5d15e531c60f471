import type { DeskId, UserId } from '#kernel/vocabulary.ts';

/** Where the bot can write to a person by itself: their personal chat with it. */
export interface PersonalConversation {
  readonly deskId: DeskId;
  readonly userId: UserId;
  readonly conversationId: string;
  /** Whole address of the Connector that serves the conversation, as Teams gave it; its origin is held to the allow-list again before each use. */
  readonly serviceUrl: string;
  /** Language of the person's Teams, such as `en-GB`; `null` when it was never told. */
  readonly locale: string | null;
  readonly savedAt: Date;
}

export interface ConversationStore {
  /** Keeps the newest one of each person. */
  saveConversation(conversation: PersonalConversation): Promise<void>;
  readConversation(deskId: DeskId, userId: UserId): Promise<PersonalConversation | null>;
  /** The person took the bot away, or blocked it. Nothing happens when none is kept. */
  dropConversation(deskId: DeskId, userId: UserId): Promise<void>;
}
