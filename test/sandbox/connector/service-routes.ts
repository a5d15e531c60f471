import type { Route, SimReply, SimRequest } from '../routing.ts';
import { connectorError, refuseActivity } from './activity-rules.ts';
import type { CheckBotToken } from './bot-token.ts';
import type { Cast, CastMember } from './cast.ts';
import type { ChannelKeys } from './channel-keys.ts';
import type { ChatAddress, Chats } from './chats.ts';
import type { Limits } from './limits.ts';
import { type Activity, type BotEvent, conversationIdOf, type Messages } from './messages.ts';
import type { Throttle } from './throttle.ts';

export interface ServiceParts {
  readonly cast: Cast;
  readonly chats: Chats;
  readonly messages: Messages;
  readonly keys: ChannelKeys;
  readonly throttle: Throttle;
  readonly limits: Limits;
  readonly checkToken: CheckBotToken;
  readonly bot: { readonly id: string; readonly name: string };
  readonly origin: () => string;
  readonly now: () => Date;
  readonly note: (event: BotEvent) => void;
}

interface Call {
  readonly request: SimRequest;
  readonly address: ChatAddress;
  readonly conversationId: string;
}

const ROSTER_PAGE = { smallest: 50, standard: 200, largest: 500 };

/** What the bot may call (Bot Connector REST API v3, as Teams serves it). */
export function createServiceRoutes(parts: ServiceParts): readonly Route[] {
  const { chats, messages, limits } = parts;
  const inConversation = (
    kind: 'send' | 'read',
    handle: (call: Call) => SimReply,
  ): ((request: SimRequest) => Promise<SimReply>) =>
    guarded(parts, (request) => {
      const conversationId = request.params['conversation'] ?? '';
      const address = chats.locate(conversationId);
      if (address === null || !isOpen(address)) {
        return connectorError(404, 'ConversationNotFound', 'Conversation not found.');
      }
      const blocked = limits.refusalFor(address.chat);
      if (blocked !== null) return blocked;
      const wait = parts.throttle.take(kind, conversationId, parts.now());
      if (wait !== null) return throttled(wait);
      return handle({ request, address, conversationId });
    });

  /** A thread that nobody began does not exist. */
  function isOpen({ chat, thread }: ChatAddress): boolean {
    return thread === null || messages.hasThread(chat, thread);
  }

  function send({ request, address }: Call): SimReply {
    const activity = parseActivity(request);
    if (activity === null) return badSyntax();
    const refusal = refuseActivity(activity, limits.messageBytes());
    return refusal ?? { status: 201, body: { id: post(parts, address, activity) } };
  }

  function update({ request, address, conversationId }: Call): SimReply {
    const id = request.params['activity'] ?? '';
    const own = ownMessage(address, id);
    if (own !== null) return own;
    const activity = parseActivity(request);
    if (activity === null) return badSyntax();
    const refusal = refuseActivity(activity, limits.messageBytes());
    if (refusal !== null) return refusal;
    messages.change(id, { activity });
    parts.note({ operation: 'update', conversationId, activityId: id, activity });
    return { status: 200, body: { id } };
  }

  function remove({ request, address, conversationId }: Call): SimReply {
    const id = request.params['activity'] ?? '';
    const own = ownMessage(address, id);
    if (own !== null) return own;
    messages.change(id, { isDeleted: true });
    parts.note({ operation: 'delete', conversationId, activityId: id, activity: {} });
    return { status: 200 };
  }

  /** Why the bot may not touch this message; `null` when it is its own. */
  function ownMessage(address: ChatAddress, id: string): SimReply | null {
    const message = messages.find(address, id);
    if (message === null || message.isDeleted) {
      return connectorError(
        404,
        'ActivityNotFoundInConversation',
        'The activity is not in this conversation.',
      );
    }
    return message.from.isBot
      ? null
      : connectorError(403, 'ForbiddenOperationException', 'The message is not yours.');
  }

  function create(request: SimRequest): SimReply {
    const wanted = parseActivity(request);
    if (wanted === null) return badSyntax();
    const address = placeFor(parts, wanted);
    if ('status' in address) return address;
    const wait = parts.throttle.take('send', conversationIdOf(address), parts.now());
    if (wait !== null) return throttled(wait);
    const first = wanted['activity'];
    if (first === undefined) return { status: 201, body: { id: conversationIdOf(address) } };
    const refusal = refuseActivity(record(first), limits.messageBytes());
    if (refusal !== null) return refusal;
    const activityId = post(parts, address, record(first));
    const thread = address.chat.kind === 'channel' ? (address.thread ?? activityId) : null;
    return { status: 201, body: { id: conversationIdOf({ chat: address.chat, thread }), activityId } };
  }

  return [
    route('GET', '/v1/.well-known/openidconfiguration', 'openid-metadata', () => metadata(parts.origin())),
    route('GET', '/v1/.well-known/keys', 'keys', () => ({ status: 200, body: parts.keys.published() })),
    route('POST', '/v3/conversations', 'create-conversation', guarded(parts, create)),
    route('POST', '/v3/conversations/:conversation/activities', 'send', inConversation('send', send)),
    route(
      'POST',
      '/v3/conversations/:conversation/activities/:activity',
      'reply',
      inConversation('send', send),
    ),
    route(
      'PUT',
      '/v3/conversations/:conversation/activities/:activity',
      'update',
      inConversation('send', update),
    ),
    route(
      'DELETE',
      '/v3/conversations/:conversation/activities/:activity',
      'delete',
      inConversation('send', remove),
    ),
    route(
      'GET',
      '/v3/conversations/:conversation/pagedmembers',
      'paged-members',
      inConversation('read', pagedMembers),
    ),
    route(
      'GET',
      '/v3/conversations/:conversation/members/:member',
      'member',
      inConversation('read', oneMember(parts.cast)),
    ),
    route(
      'GET',
      '/v3/teams/:team',
      'team',
      guarded(parts, (request) => teamDetails(chats, request)),
    ),
    route(
      'GET',
      '/v3/teams/:team/conversations',
      'team-channels',
      guarded(parts, (request) => teamChannels(chats, request)),
    ),
  ];
}

/** Writes down what the bot said. A channel without a thread gets a new one. Answers the id. */
function post(parts: ServiceParts, address: ChatAddress, activity: Activity): string {
  const now = parts.now();
  const id = parts.messages.nextId(now);
  const startsThread = address.chat.kind === 'channel' && address.thread === null;
  const conversationId = conversationIdOf(startsThread ? { chat: address.chat, thread: id } : address);
  if (activity['type'] === 'message') {
    const from = { id: `28:${parts.bot.id}`, name: parts.bot.name, isBot: true };
    parts.messages.add({ id, conversationId, from, at: now.toISOString(), activity });
  }
  parts.note({ operation: 'send', conversationId, activityId: id, activity });
  return id;
}

function guarded(
  parts: ServiceParts,
  handle: (request: SimRequest) => SimReply,
): (request: SimRequest) => Promise<SimReply> {
  return async (request) => {
    const refusal = await parts.checkToken(request.headers.authorization);
    if (refusal !== null) {
      parts.limits.noteRefusedToken(refusal);
      return { status: 401, body: { message: 'Authorization has been denied for this request.' } };
    }
    return parts.limits.takeRefusal() ?? handle(request);
  };
}

/** Where a new conversation of the bot lies, or the refusal. */
function placeFor({ chats, cast }: ServiceParts, wanted: Activity): ChatAddress | SimReply {
  const { tenant, channel } = record(wanted['channelData']);
  const tenantId = wanted['tenantId'] ?? record(tenant)['id'];
  if (wanted['isGroup'] === true) {
    const address = chats.locate(idOf(channel));
    if (address === null || address.chat.kind !== 'channel') {
      return connectorError(404, 'ConversationNotFound', 'Conversation not found.');
    }
    if (wanted['activity'] === undefined)
      return connectorError(400, 'BadSyntax', 'Incorrect conversation creation parameters');
    return { chat: address.chat, thread: null };
  }
  const [first, ...others] = Array.isArray(wanted['members']) ? wanted['members'] : [];
  const member = cast.lookUp(idOf(first));
  if (others.length > 0 || typeof tenantId !== 'string') {
    return connectorError(400, 'BadSyntax', 'Incorrect conversation creation parameters');
  }
  if (member === null || member.tenantId !== tenantId) {
    return connectorError(
      403,
      'BotNotInConversationRoster',
      'The bot is not part of the conversation roster.',
    );
  }
  return { chat: chats.personal(member), thread: null };
}

/** Pages by `continuationToken`; a page has 50 to 500 members whatever is asked (Teams docs: get roster). */
function pagedMembers({ request, address }: Call): SimReply {
  const { searchParams } = request.url;
  const asked = Number(searchParams.get('pageSize') ?? ROSTER_PAGE.standard);
  if (!Number.isInteger(asked) || asked < 1) return connectorError(400, 'BadArgument', 'Invalid pageSize');
  const size = Math.min(Math.max(asked, ROSTER_PAGE.smallest), ROSTER_PAGE.largest);
  const token = searchParams.get('continuationToken');
  const start = token === null || token === '' ? 0 : Number(Buffer.from(token, 'base64url').toString());
  const { members } = address.chat;
  if (!Number.isInteger(start) || start < 0 || start > members.length) {
    return connectorError(400, 'BadArgument', 'Invalid continuationToken');
  }
  const end = start + size;
  const more =
    end < members.length ? { continuationToken: Buffer.from(String(end)).toString('base64url') } : {};
  return { status: 200, body: { ...more, members: members.slice(start, end).map(toRosterEntry) } };
}

function oneMember(cast: Cast): (call: Call) => SimReply {
  return ({ request, address }) => {
    const member = cast.lookUp(request.params['member'] ?? '');
    if (member === null || !address.chat.members.includes(member)) {
      return connectorError(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
    }
    return { status: 200, body: toRosterEntry(member) };
  };
}

function toRosterEntry(member: CastMember): Activity {
  return {
    id: member.mri,
    name: member.name,
    objectId: member.oid,
    aadObjectId: member.oid,
    givenName: member.givenName,
    surname: member.surname,
    email: member.email,
    userPrincipalName: member.userPrincipalName,
    tenantId: member.tenantId,
    userRole: member.userRole,
  };
}

function teamDetails(chats: Chats, request: SimRequest): SimReply {
  const { team, channel } = chats;
  if (!isTeam(chats, request)) return teamNotFound();
  return {
    status: 200,
    body: {
      id: team.id,
      name: team.name,
      aadGroupId: team.aadGroupId,
      type: 'standard',
      tenantId: channel.tenantId,
      channelCount: team.channels.length,
      memberCount: channel.members.length,
    },
  };
}

function teamChannels(chats: Chats, request: SimRequest): SimReply {
  if (!isTeam(chats, request)) return teamNotFound();
  // Teams leaves the name of the General channel out: it is worded in each client's language.
  const conversations = chats.team.channels.map(({ id, name }) =>
    id === chats.team.id ? { id } : { id, name },
  );
  return { status: 200, body: { conversations } };
}

function isTeam({ team }: Chats, request: SimRequest): boolean {
  return request.params['team'] === team.id;
}

function teamNotFound(): SimReply {
  return connectorError(404, 'NotFound', 'The team was not found.');
}

function metadata(origin: string): SimReply {
  return {
    status: 200,
    body: {
      issuer: 'https://api.botframework.com',
      authorization_endpoint: 'https://invalid.botframework.com',
      jwks_uri: `${origin}/v1/.well-known/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
    },
  };
}

function throttled(waitSeconds: number): SimReply {
  const reply = connectorError(429, 'Throttled', 'Too Many Requests');
  return { ...reply, headers: { 'retry-after': String(waitSeconds) } };
}

function badSyntax(): SimReply {
  return connectorError(400, 'BadSyntax', 'Invalid JSON in the request body');
}

function parseActivity(request: SimRequest): Activity | null {
  try {
    const value: unknown = JSON.parse(request.body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Activity) : null; // narrowed
  } catch {
    return null;
  }
}

function idOf(value: unknown): string {
  const { id } = record(value);
  return typeof id === 'string' ? id : '';
}

function record(value: unknown): Activity {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Activity) : {}; // narrowed
}

function route(method: string, pattern: string, name: string, handle: Route['handle']): Route {
  return { method, pattern, name, handle };
}
