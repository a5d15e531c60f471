import type { ConversationStore, PersonalConversation } from '#core/inbox/ports.ts';
import { fromMoment, toMoment } from './columns.ts';
import type { Database } from './database.ts';
import type { ConversationTable } from './dispatch-tables.ts';

/** Where the bot can write to people. */
export function createConversationStore({ query }: Database): ConversationStore {
  return {
    async saveConversation(conversation) {
      const row = toRow(conversation);
      const { desk_id: _desk, user_id: _user, ...content } = row;
      await query
        .insertInto('conversation_reference')
        .values(row)
        .onConflict((conflict) =>
          conflict
            .columns(['desk_id', 'user_id'])
            .doUpdateSet(content)
            // Of two at once the newer one stays, whichever is written last.
            .where('conversation_reference.saved_at', '<=', row.saved_at),
        )
        .execute();
    },

    async readConversation(deskId, userId) {
      const row = await query
        .selectFrom('conversation_reference')
        .selectAll()
        .where('desk_id', '=', deskId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row ? toConversation(row) : null;
    },

    async dropConversation(deskId, userId) {
      await query
        .deleteFrom('conversation_reference')
        .where('desk_id', '=', deskId)
        .where('user_id', '=', userId)
        .execute();
    },
  };
}

function toRow(conversation: PersonalConversation): ConversationTable {
  return {
    desk_id: conversation.deskId,
    user_id: conversation.userId,
    conversation_id: conversation.conversationId,
    service_url: conversation.serviceUrl,
    locale: conversation.locale,
    saved_at: toMoment(conversation.savedAt),
  };
}

function toConversation(row: ConversationTable): PersonalConversation {
  return {
    deskId: row.desk_id,
    userId: row.user_id,
    conversationId: row.conversation_id,
    serviceUrl: row.service_url,
    locale: row.locale,
    savedAt: fromMoment(row.saved_at),
  };
}
