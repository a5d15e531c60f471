import { createHash } from 'node:crypto';
import type { Desk } from '../desk/desk-types.ts';
import { ControlInputError } from '../faults.ts';
import type { Cast, CastMember } from './cast.ts';

export type ChatKind = 'personal' | 'groupChat' | 'channel';

/** Where people and the bot meet. A channel is one chat; its threads are addresses in it. */
export interface Chat {
  readonly id: string;
  readonly kind: ChatKind;
  readonly tenantId: string;
  readonly name: string | null;
  readonly members: readonly CastMember[];
  /** Channels only. */
  readonly team: TeamOfChat | null;
}

export interface TeamOfChat {
  /** `19:…@thread.tacv2` of the team's General channel, which is what Teams calls the team. */
  readonly id: string;
  readonly aadGroupId: string;
  readonly name: string;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
}

/** A conversation id taken apart: `thread` is the id of a root message, `null` outside channels and for a new thread. */
export interface ChatAddress {
  readonly chat: Chat;
  readonly thread: string | null;
}

export interface Chats {
  readonly team: TeamOfChat;
  readonly channel: Chat;
  readonly group: Chat;
  personal(member: CastMember): Chat;
  /** By conversation id, with or without `;messageid=`; `null`: no such conversation. */
  locate(conversationId: string): ChatAddress | null;
  /** What a control request means by `conversation`. Throws `ControlInputError`. */
  choose(wanted: unknown, member: CastMember): ChatAddress;
  all(): readonly Chat[];
}

/** A personal chat for everybody, one group chat of the people who can sign in, and one channel of the first team. */
export function createChats(desk: Desk, cast: Cast): Chats {
  const team = teamOf(desk);
  const inDesk = cast.members.filter((member) => member.tenantId === desk.tenantId);
  const group: Chat = {
    id: `19:${hashed('group')}@thread.v2`,
    kind: 'groupChat',
    tenantId: desk.tenantId,
    name: 'Dispatch',
    members: inDesk.filter((member) =>
      Object.values(desk.people).some((person) => person.oid === member.oid),
    ),
    team: null,
  };
  const channel: Chat = {
    id: team.channels[1]?.id ?? team.id,
    kind: 'channel',
    tenantId: desk.tenantId,
    name: team.channels[1]?.name ?? 'General',
    members: inDesk,
    team,
  };
  const chats = new Map<string, Chat>([group, channel].map((chat) => [chat.id, chat]));
  const personalOf = new Map(
    cast.members.map((member) => {
      const chat = personalChat(member);
      chats.set(chat.id, chat);
      return [member.oid, chat] as const;
    }),
  );

  const locate = (conversationId: string): ChatAddress | null => {
    const [id = '', marker] = conversationId.split(';messageid=');
    const chat = chats.get(id);
    if (chat === undefined || (marker !== undefined && chat.kind !== 'channel')) return null;
    return { chat, thread: marker ?? null };
  };

  return {
    team,
    channel,
    group,
    personal: (member) => personalOf.get(member.oid) ?? personalChat(member),
    locate,
    choose(wanted, member) {
      const address = named(wanted, member);
      if (address === null) {
        throw new ControlInputError(
          'conversation',
          'no such conversation; use personal, group, channel or a conversation id',
        );
      }
      if (!address.chat.members.includes(member)) {
        throw new ControlInputError('person', `${member.name} is not in this conversation`);
      }
      return address;
    },
    all: () => [...chats.values()],
  };

  function named(wanted: unknown, member: CastMember): ChatAddress | null {
    if (wanted === undefined || wanted === null || wanted === 'personal') {
      return { chat: personalOf.get(member.oid) ?? personalChat(member), thread: null };
    }
    if (wanted === 'group') return { chat: group, thread: null };
    if (wanted === 'channel') return { chat: channel, thread: null };
    return typeof wanted === 'string' ? locate(wanted) : null;
  }
}

function personalChat(member: CastMember): Chat {
  return {
    id: `a:1${createHash('sha512').update(member.mri).digest('base64url').slice(0, 60)}`,
    kind: 'personal',
    tenantId: member.tenantId,
    name: null,
    members: [member],
    team: null,
  };
}

function teamOf(desk: Desk): TeamOfChat {
  const group = desk.groups.find((each) => each.kind === 'team');
  if (group === undefined) throw new Error('the desk has no team, and so no channel');
  const id = `19:${hashed(`general:${group.id}`)}@thread.tacv2`;
  return {
    id,
    aadGroupId: group.id,
    name: group.displayName,
    channels: [
      { id, name: 'General' },
      { id: `19:${hashed(`dispatch:${group.id}`)}@thread.tacv2`, name: 'Dispatch' },
    ],
  };
}

function hashed(text: string): string {
  return createHash('sha256').update(`rollcall-chat:${text}`).digest('hex').slice(0, 32);
}
