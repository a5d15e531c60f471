import { randomUUID } from 'node:crypto';
import type { CastMember } from './cast.ts';
import type { ChatAddress } from './chats.ts';
import { type Activity, conversationIdOf } from './messages.ts';

/** What stays the same in every activity that the channel sends to the bot. */
export interface ChannelFacts {
  readonly botId: string;
  readonly botName: string;
  readonly serviceUrl: string;
}

/** How a person writes. */
export interface Manner {
  readonly locale: string;
  readonly zone: string;
}

export interface Incoming {
  readonly facts: ChannelFacts;
  readonly member: CastMember;
  readonly address: ChatAddress;
  readonly manner: Manner;
  readonly id: string;
  readonly now: Date;
}

/** A text as Teams delivers it: in channels and group chats the bot is mentioned, with the markup that Teams adds. */
export function messageActivity(incoming: Incoming, text: string): Activity {
  const { facts, address } = incoming;
  if (address.chat.kind === 'personal') {
    return {
      ...frame(incoming),
      type: 'message',
      text,
      textFormat: 'plain',
      entities: [clientInfo(incoming.manner)],
    };
  }
  const mention = `<at>${facts.botName}</at>`;
  // Seen in the field: group chats put a hard blank after the mention, channels a line break at the end.
  const written = address.chat.kind === 'channel' ? `${mention} ${text}\n` : `${mention}\u00a0${text}`;
  return {
    ...frame(incoming),
    type: 'message',
    text: written,
    textFormat: 'plain',
    attachments: [{ contentType: 'text/html', content: mentionHtml(facts.botName, text) }],
    entities: [
      { type: 'mention', text: mention, mentioned: { id: botMri(facts), name: facts.botName } },
      clientInfo(incoming.manner),
    ],
  };
}

/** A button of the kind Action.Submit: a message without text. */
export function submitActivity(incoming: Incoming, value: unknown, replyToId: string | null): Activity {
  return {
    ...frame(incoming),
    type: 'message',
    value,
    ...(replyToId === null ? {} : { replyToId }),
    entities: [clientInfo(incoming.manner)],
  };
}

export function invokeActivity(
  incoming: Incoming,
  { name, value, replyToId }: { name: string; value: unknown; replyToId: string | null },
): Activity {
  return {
    ...frame(incoming),
    id: `f:${randomUUID()}`,
    type: 'invoke',
    name,
    value,
    ...(replyToId === null ? {} : { replyToId }),
    channelData: {
      ...channelData(incoming.address),
      source: { name: 'message' },
      legacy: { replyToId: replyToId ?? '' },
    },
    entities: [clientInfo(incoming.manner)],
  };
}

/** What the bot hears when it is added or removed, in the order in which Teams sends it. */
export function installActivities(incoming: Incoming, action: 'add' | 'remove'): readonly Activity[] {
  const bot = { id: botMri(incoming.facts), name: incoming.facts.botName };
  const changed = action === 'add' ? { membersAdded: [bot] } : { membersRemoved: [bot] };
  const event =
    incoming.address.chat.team === null
      ? {}
      : { eventType: action === 'add' ? 'teamMemberAdded' : 'teamMemberRemoved' };
  const data = { ...channelData(incoming.address), ...event };
  return [
    {
      ...frame(incoming),
      id: `f:${randomUUID()}`,
      type: 'conversationUpdate',
      ...changed,
      channelData: data,
    },
    {
      ...frame(incoming),
      id: `f:${randomUUID()}`,
      type: 'installationUpdate',
      action,
      channelData: { ...data, settings: { selectedChannel: { id: incoming.address.chat.id } } },
    },
  ];
}

function frame({ facts, member, address, manner, id, now }: Incoming): Activity {
  const { chat } = address;
  return {
    id,
    timestamp: now.toISOString(),
    localTimestamp: localTimestamp(now, manner.zone),
    localTimezone: manner.zone,
    locale: manner.locale,
    serviceUrl: facts.serviceUrl,
    channelId: 'msteams',
    from: { id: member.mri, name: member.name, aadObjectId: member.oid },
    conversation: {
      ...(chat.kind === 'personal' ? {} : { isGroup: true }),
      conversationType: chat.kind,
      tenantId: chat.tenantId,
      id: conversationIdOf(address),
      ...(chat.kind === 'channel' ? { name: chat.name } : {}),
    },
    recipient: { id: botMri(facts), name: facts.botName },
    channelData: channelData(address),
  };
}

function channelData({ chat }: ChatAddress): Activity {
  const tenant = { id: chat.tenantId };
  if (chat.team === null) return { tenant };
  return {
    teamsChannelId: chat.id,
    teamsTeamId: chat.team.id,
    channel: { id: chat.id },
    team: { id: chat.team.id, aadGroupId: chat.team.aadGroupId, name: chat.team.name },
    tenant,
  };
}

export function botMri({ botId }: ChannelFacts): string {
  return `28:${botId}`;
}

function clientInfo({ locale, zone }: Manner): Activity {
  return {
    type: 'clientInfo',
    locale,
    country: locale.split('-')[1] ?? 'US',
    platform: 'Web',
    timezone: zone,
  };
}

function mentionHtml(botName: string, text: string): string {
  const mention = `<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">${escapeHtml(botName)}</span>`;
  return `<div><div>${mention}&nbsp;${escapeHtml(text)}</div></div>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** `2026-11-21T10:00:00.000+01:00` */
function localTimestamp(at: Date, zone: string): string {
  const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value;
  const offset = name === undefined || name === 'GMT' ? '+00:00' : name.replace('GMT', '');
  const sign = offset.startsWith('-') ? -1 : 1;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  const shifted = new Date(at.getTime() + sign * (hours * 60 + minutes) * 60_000);
  return shifted.toISOString().replace('Z', offset);
}
