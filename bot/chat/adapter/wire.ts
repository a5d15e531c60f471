import { type Activity, TeamsInfo, type TurnContext } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import { z } from 'zod';
import type { Card } from '../cards/card.ts';
import { ConnectorError } from './connector-error.ts';

/** A member as the roster has one (Teams docs: bots/how-to/get-teams-context). */
export interface RosterMember {
  readonly name: string | null;
  readonly userId: string | null;
  readonly tenantId: string | null;
  /** `user`, `guest`, `anonymous`; `null` when the roster does not say. */
  readonly userRole: string | null;
}

/** One conversation, as far as we write to it. All throw `ConnectorError`. */
export interface Wire {
  /** Id of the new message; `null` when Teams gave none. */
  send(card: Card): Promise<string | null>;
  update(messageId: string, card: Card): Promise<void>;
  typing(): Promise<void>;
  member(mri: string): Promise<RosterMember>;
  /** The same for somebody who writes where we are no member: then their own chat with us tells. */
  memberAnywhere(mri: string): Promise<RosterMember>;
}

export function wireOf(context: TurnContext): Wire {
  return {
    async send(card) {
      const sent = await sendOrShorten(context, card);
      return sent?.id || null;
    },
    async update(messageId, card) {
      await context.updateActivity({ ...messageWith(card), id: messageId });
    },
    async typing() {
      await context.sendActivity({ type: 'typing' });
    },
    async member(mri) {
      return toMember(await readMember(context, mri));
    },
    async memberAnywhere(mri) {
      try {
        return toMember(await readMember(context, mri));
      } catch (error) {
        if (!(error instanceof ConnectorError) || !error.isGone) throw error;
        return toMember(await readInOwnChat(context, mri));
      }
    },
  };
}

/** G27: our cards stay far below the limit; should Teams refuse one as too large all the same, its words still arrive. */
async function sendOrShorten(context: TurnContext, card: Card): Promise<{ id: string } | undefined> {
  try {
    return await context.sendActivity(messageWith(card));
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.status !== 413) throw error;
    return context.sendActivity({ type: 'message', textFormat: 'plain', text: card.fallbackText });
  }
}

/** In a channel the roster of the team is asked first. People of a shared or private channel may stand in that channel's alone. */
async function readMember(context: TurnContext, mri: string): Promise<unknown> {
  try {
    return await TeamsInfo.getMember(context, mri);
  } catch (error) {
    const { conversation } = context.activity;
    const isInChannel = conversation.conversationType === 'channel';
    if (!isInChannel || !(error instanceof ConnectorError) || !error.isGone) throw error;
    const client = context.turnState.get<ConnectorClient>(context.adapter.ConnectorClientKey);
    const [channelId = ''] = conversation.id.split(';');
    return client.conversations.getConversationMember(channelId, mri);
  }
}

/** Message extensions are used in chats that we are not in, whose roster we may not read. Asking for our own chat with somebody gives
 *  the one that exists, and writes nothing into it (Bot Connector API: create conversation). */
async function readInOwnChat(context: TurnContext, mri: string): Promise<unknown> {
  const { recipient, channelData, conversation } = context.activity;
  const tenantId = conversation.tenantId ?? tenant.parse(channelData).tenant.id;
  const client = context.turnState.get<ConnectorClient>(context.adapter.ConnectorClientKey);
  const { id } = await client.conversations.createConversation({
    isGroup: false,
    bot: recipient,
    members: [{ id: mri, name: '' }],
    tenantId,
    channelData: { tenant: { id: tenantId } },
    // The SDK's type wants a first message; the API does not, and nobody asked for one.
  } as Parameters<ConnectorClient['conversations']['createConversation']>[0]);
  return client.conversations.getConversationMember(id, mri);
}

const tenant = z.object({ tenant: z.object({ id: z.string() }) });

/** `summary` is what a notification shows. */
function messageWith(card: Card): Partial<Activity> {
  return {
    type: 'message',
    summary: card.fallbackText.slice(0, 200),
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

const member = z.object({
  name: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  tenantId: z.string().nullish(),
  userRole: z.string().nullish(),
});

function toMember(answer: unknown): RosterMember {
  const parsed = member.safeParse(answer);
  if (!parsed.success) throw new ConnectorError('the roster names nobody', null);
  const { name, aadObjectId, objectId, tenantId, userRole } = parsed.data;
  return {
    name: name ?? null,
    userId: (aadObjectId ?? objectId)?.toLowerCase() ?? null,
    tenantId: tenantId?.toLowerCase() ?? null,
    userRole: userRole?.toLowerCase() ?? null,
  };
}
