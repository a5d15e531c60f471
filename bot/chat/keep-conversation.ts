import type { ConversationStore, PersonalConversation } from '#core/inbox/ports.ts';
import { isGuid } from '#kernel/ids.ts';
import { type BoundedMemory, createBoundedMemory } from './bounded-memory.ts';
import type { IncomingActivity } from './gate/incoming-activity.ts';
import { conversationType } from './read-turn.ts';
import type { ChatTools } from './services.ts';
import type { Turn } from './turn.ts';

/** Where people can be written to later: kept from whatever they send in their own chat with us, dropped when they take us away. */
export interface KeptConversations {
  /** Notes the personal chat behind a turn; nothing happens in groups and channels. `anew`: writes it whatever is known. Never throws. */
  note(turn: Turn, activity: IncomingActivity, how?: 'anew'): Promise<void>;
  /** Rollcall was removed from a personal chat. Never throws. */
  removed(activity: IncomingActivity, deskId: string): Promise<void>;
  /** Teams says that the chat is gone, or that the person blocked us (row G27). Never throws. */
  drop(conversation: Pick<PersonalConversation, 'deskId' | 'userId'>): Promise<void>;
}

/** Every message would write the same again; a day is often enough to heal a row that was lost. */
const KNOWN_SECONDS = 24 * 3600;
const KNOWN_LIMIT = 20_000;

export function createKeptConversations(
  { clock, logger }: Pick<ChatTools, 'clock' | 'logger'>,
  store: ConversationStore,
): KeptConversations {
  const known: BoundedMemory<string> = createBoundedMemory({
    clock,
    limit: KNOWN_LIMIT,
    seconds: KNOWN_SECONDS,
  });
  const keyOf = (deskId: string, userId: string): string => `${deskId} ${userId}`;

  /** Nobody waits for this, and no answer depends on it. */
  async function quietly(event: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      logger.warn(event, { error: error instanceof Error ? error : undefined });
      return false;
    }
  }

  async function drop({ deskId, userId }: Pick<PersonalConversation, 'deskId' | 'userId'>): Promise<void> {
    known.delete(keyOf(deskId, userId));
    await quietly('chat.conversation-not-dropped', () => store.dropConversation(deskId, userId));
  }

  return {
    drop,
    async note({ deskId, person, conversation }, activity, how) {
      if (conversation.type !== 'personal' || activity.serviceUrl === '') return;
      const locale = activity.locale ?? null;
      const { serviceUrl } = activity;
      const told = `${conversation.id} ${serviceUrl} ${locale ?? ''}`;
      const key = keyOf(deskId, person.userId);
      if (how !== 'anew' && known.get(key) === told) return;
      known.set(key, told);
      const isKept = await quietly('chat.conversation-not-kept', async () =>
        store.saveConversation({
          deskId,
          userId: person.userId,
          conversationId: conversation.id,
          serviceUrl,
          locale,
          savedAt: clock.now(),
        }),
      );
      // The next message tries again.
      if (!isKept) known.delete(key);
    },
    async removed(activity, deskId) {
      const userId = activity.from.aadObjectId?.toLowerCase() ?? '';
      if (conversationType(activity) !== 'personal' || !isGuid(userId)) return;
      await drop({ deskId, userId });
    },
  };
}
