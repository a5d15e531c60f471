import { readControlBody } from '../control-doors.ts';
import { ControlInputError } from '../faults.ts';
import type { Route, SimReply, SimRequest } from '../routing.ts';
import type { Cast } from './cast.ts';
import type { ChannelKeys, Claims } from './channel-keys.ts';
import type { ChatAddress, Chats } from './chats.ts';
import type { Limits } from './limits.ts';
import { conversationIdOf, type Message, type Messages } from './messages.ts';
import type { Raw, Say, Speech } from './speech.ts';

export interface ControlParts {
  readonly speech: Speech;
  readonly keys: ChannelKeys;
  readonly chats: Chats;
  readonly cast: Cast;
  readonly messages: Messages;
  readonly limits: Limits;
}

type Body = Readonly<Record<string, unknown>>;

/** The doors of the connector under `/_sandbox`, besides those that every simulator has. */
export function createConnectorControls(parts: ControlParts): readonly Route[] {
  const { speech, keys, limits } = parts;
  return [
    post('say', async (body) => speech.say(toSay(body))),
    post('compose', (body) => ({ activity: speech.compose(toSay(body)) })),
    post('install', async (body) => {
      const { person, conversation, action = 'add' } = body;
      if (action !== 'add' && action !== 'remove')
        throw new ControlInputError('action', 'must be add or remove');
      return speech.install({ person: text(person, 'person'), ...optionalText({ conversation }) }, action);
    }),
    post('sign', ({ claims, header, key }) => {
      if (key !== undefined && key !== 'ours' && key !== 'other') {
        throw new ControlInputError('key', 'must be ours or other');
      }
      return {
        token: keys.sign({
          claims: object(claims, 'claims'),
          header: object(header, 'header'),
          ...(key === undefined ? {} : { key }),
        }),
      };
    }),
    post('raw', async (body) => speech.raw(toRaw(body))),
    post('keys', ({ rotate, keep = false, endorsements }) => {
      if (rotate === true) keys.rotate({ keep: keep === true });
      if (Array.isArray(endorsements)) keys.endorse(endorsements.map(String));
      return keys.published();
    }),
    post('limits', (body) => {
      limits.set(body);
      return { ok: true };
    }),
    get('/_sandbox/people', 'people', () => ({
      people: parts.cast.members.map(({ mri, oid, name, tenantId, userRole }) => ({
        mri,
        oid,
        name,
        tenantId,
        userRole,
      })),
    })),
    get('/_sandbox/conversations', 'conversations', () => ({ conversations: listChats(parts) })),
    get('/_sandbox/conversations/:conversation', 'conversation', (request) => {
      const address = readAddress(parts, request);
      return { id: conversationIdOf(address), messages: parts.messages.list(address).map(toWire) };
    }),
    get('/_sandbox/refused-tokens', 'refused-tokens', () => ({ reasons: limits.refusedTokens() })),
  ];
}

/** `group`, `channel`, `personal` with `?person=`, or an id. */
function readAddress({ chats, cast }: ControlParts, request: SimRequest): ChatAddress {
  const wanted = request.params['conversation'] ?? '';
  const located = chats.locate(wanted);
  if (located !== null) return located;
  const person = request.url.searchParams.get('person') ?? 'member';
  return chats.choose(wanted, cast.find(person));
}

function listChats({ chats, messages }: ControlParts): readonly unknown[] {
  return chats
    .all()
    .map((chat) => ({ chat, count: messages.list({ chat, thread: null }).length }))
    .filter(({ chat, count }) => count > 0 || chat.kind !== 'personal')
    .map(({ chat, count }) => ({
      id: chat.id,
      kind: chat.kind,
      name: chat.name ?? chat.members[0]?.name ?? null,
      messages: count,
    }));
}

function toWire({ id, conversationId, from, at, activity, edits, isDeleted, views }: Message): unknown {
  return { id, conversationId, from, at, edits, isDeleted, views, activity };
}

function toSay(body: Body): Say {
  const {
    person = 'member',
    conversation,
    text: words,
    value,
    submit,
    invoke,
    replyToId,
    waitMs,
    locale,
    timeZone,
    activity,
  } = body;
  return {
    person: text(person, 'person'),
    ...optionalText({ conversation, text: words, replyToId, locale, timeZone }),
    ...(value === undefined ? {} : { value }),
    ...(submit === undefined ? {} : { submit }),
    ...(invoke === undefined ? {} : { invoke: toInvoke(invoke) }),
    ...(waitMs === undefined ? {} : { waitMs: milliseconds(waitMs) }),
    activity: object(activity, 'activity'),
  };
}

function toInvoke(value: unknown): NonNullable<Say['invoke']> {
  const { name, value: data } = object(value, 'invoke');
  return { name: text(name, 'invoke'), value: data };
}

function toRaw({ body, token = null, contentType, headers, waitMs }: Body): Raw {
  if (token !== null && typeof token !== 'string')
    throw new ControlInputError('token', 'must be text or null');
  const named = object(headers, 'headers');
  return {
    body,
    token,
    headers: Object.fromEntries(Object.entries(named).map(([name, value]) => [name, String(value)])),
    ...optionalText({ contentType }),
    ...(waitMs === undefined ? {} : { waitMs: milliseconds(waitMs) }),
  };
}

function text(value: unknown, field: string): string {
  if (typeof value === 'string') return value;
  throw new ControlInputError(field, 'must be text');
}

function optionalText<Field extends string>(
  fields: Readonly<Record<Field, unknown>>,
): Partial<Record<Field, string>> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given.map(([field, value]) => [field, text(value, field)])) as Partial<
    Record<Field, string>
  >;
}

function object(value: unknown, field: string): Claims {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Claims; // narrowed just before
  throw new ControlInputError(field, 'must be an object');
}

function milliseconds(value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 60_000) return value;
  throw new ControlInputError('waitMs', 'must be a number of milliseconds up to 60000');
}

function post(name: string, act: (body: Body) => unknown): Route {
  return {
    method: 'POST',
    pattern: `/_sandbox/${name}`,
    name,
    async handle(request): Promise<SimReply> {
      const body = readControlBody(request);
      try {
        return { status: 200, body: await act(body) };
      } catch (error) {
        if (error instanceof ControlInputError) throw error;
        // The bot did not answer: that is a finding about the bot, not a failure of the door.
        return { status: 502, body: { error: `the bot did not answer: ${reason(error)}` } };
      }
    },
  };
}

function get(pattern: string, name: string, act: (request: SimRequest) => unknown): Route {
  return { method: 'GET', pattern, name, handle: (request) => ({ status: 200, body: act(request) }) };
}

function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return (error instanceof Error ? error.message : String(error)) + cause;
}
