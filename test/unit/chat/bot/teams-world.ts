import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { type Chat, createChat } from '#chat/bot.ts';
import type { Card } from '#chat/cards/card.ts';
import type { ChatTimings } from '#chat/services.ts';
import type { PersonalConversation } from '#core/inbox/ports.ts';
import type { Role } from '#kernel/vocabulary.ts';
import { v7 } from 'uuid';
import { NO_TAB } from '../cards/card-facts.ts';
import { BOT_ID } from '../gate/channel-authority.ts';
import { DESK, type HandClock, handClock, type LogLine, recordingLogger } from '../gate/door.ts';
import { type ConnectorDouble, startConnector } from './connector-double.ts';
import { createFakeCore, type FakeCore } from './fake-core.ts';

export const STRANGER_DESK = 'bbbbbbbb-0000-4000-8000-000000000002';

export interface Person {
  readonly mri: string;
  readonly oid: string;
  readonly name: string;
}

export type Place = 'personal' | 'group' | 'channel';

/** What came back over HTTP: an invoke's body, or nothing. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  /** The card in an invoke's answer. */
  readonly card: Card | null;
}

export interface TeamsWorld {
  readonly chat: Chat;
  readonly core: FakeCore;
  readonly connector: ConnectorDouble;
  /** Where people can be written to, by user. */
  readonly conversations: Map<string, PersonalConversation>;
  readonly clock: HandClock;
  readonly log: LogLine[];
  /** Adds somebody to the tenant and every roster. */
  person(name: string, role: Role, over?: { readonly userRole?: string; readonly tenantId?: string }): Person;
  say(who: Person, text: string, where?: Place, over?: Record<string, unknown>): Promise<Reply>;
  /** Says it and answers the one card that came back in a message. */
  ask(who: Person, text: string, where?: Place, over?: Record<string, unknown>): Promise<Card>;
  /** Presses the button with this title of `card`. */
  press(who: Person, card: Card, title: string, options?: PressOptions): Promise<Reply>;
  post(activity: Record<string, unknown>, headers?: Record<string, string>, path?: string): Promise<Reply>;
  /** An activity of `who` in a place, for what has no words. */
  activity(who: Person, where: Place, over: Record<string, unknown>): Record<string, unknown>;
  close(): Promise<void>;
}

export interface PressOptions {
  readonly where?: Place;
  readonly inputs?: Record<string, unknown>;
  /** An old client sends the same as a message. */
  readonly asSubmit?: boolean;
  readonly messageId?: string;
  readonly id?: string;
}

/** Rollcall's chat behind a real server, talking to a double of Teams; the core is small and in hand. */
export async function startTeams(timings: Partial<ChatTimings> = {}, playground = true): Promise<TeamsWorld> {
  const connector = await startConnector();
  const clock = handClock();
  const core = createFakeCore(clock);
  const log: LogLine[] = [];
  const conversations = new Map<string, PersonalConversation>();
  const chat = createChat({
    services: core.services,
    conversations: {
      saveConversation: async (conversation) => void conversations.set(conversation.userId, conversation),
      readConversation: (_deskId, userId) => Promise.resolve(conversations.get(userId) ?? null),
      dropConversation: async (_deskId, userId) => void conversations.delete(userId),
    },
    verifyChannelToken: (header) =>
      Promise.resolve(
        header === 'Bearer good' ? { ok: true, claims: {} } : { ok: false, status: 401, reason: 'forged' },
      ),
    getConnectorToken: () =>
      Promise.resolve({ token: 'bot-token', expiresAt: new Date('2026-11-21T18:00:00Z') }),
    serviceUrls: [connector.serviceUrl],
    botId: BOT_ID,
    tenantId: DESK,
    isServed: (deskId) => Promise.resolve(deskId === DESK),
    clock,
    logger: recordingLogger(log),
    newId: v7,
    links: NO_TAB,
    playground,
    timings: { drain: 2000, ...timings },
  });
  const server = createServer((req, res) => {
    void (req.url === '/playground' ? chat.handlePlayground?.(req, res) : chat.handleMessages(req, res));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  let count = 0;

  function post(
    body: Record<string, unknown>,
    over: Record<string, string> = {},
    path = '/api/messages',
  ): Promise<Reply> {
    const all = { 'content-type': 'application/json', authorization: 'Bearer good', ...over };
    const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    return new Promise((resolve, reject) => {
      const req = request({ port, method: 'POST', path, headers }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () => resolve(toReply(res.statusCode ?? 0, Buffer.concat(chunks).toString())));
      });
      req.on('error', reject);
      req.end(JSON.stringify(body));
    });
  }

  function activity(who: Person, where: Place, over: Record<string, unknown>): Record<string, unknown> {
    count += 1;
    const conversations = {
      personal: { id: `a:${who.mri}`, conversationType: 'personal', tenantId: DESK },
      group: { id: '19:group@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId: DESK },
      channel: {
        id: '19:channel@thread.tacv2;messageid=1700000000000',
        conversationType: 'channel',
        isGroup: true,
        tenantId: DESK,
      },
    };
    const team = { id: '19:general@thread.tacv2', name: 'Service Desk' };
    return {
      id: `act-${count}`,
      timestamp: clock.now().toISOString(),
      localTimezone: 'Europe/London',
      locale: 'en-GB',
      serviceUrl: connector.serviceUrl,
      channelId: 'msteams',
      from: { id: who.mri, name: who.name, aadObjectId: who.oid },
      recipient: { id: `28:${BOT_ID}`, name: 'Rollcall' },
      conversation: conversations[where],
      channelData: { tenant: { id: DESK }, ...(where === 'channel' ? { team } : {}) },
      ...over,
    };
  }

  function say(
    who: Person,
    text: string,
    where: Place = 'personal',
    over: Record<string, unknown> = {},
  ): Promise<Reply> {
    const mention = {
      type: 'mention',
      text: '<at>Rollcall</at>',
      mentioned: { id: `28:${BOT_ID}`, name: 'Rollcall' },
    };
    const words =
      where === 'personal' ? { text } : { text: `<at>Rollcall</at> ${text}`, entities: [mention] };
    return post(activity(who, where, { type: 'message', textFormat: 'plain', ...words, ...over }));
  }

  return {
    chat,
    core,
    connector,
    conversations,
    clock,
    log,
    post,
    activity,
    say,
    person(name, role, { userRole = 'user', tenantId = DESK } = {}) {
      const number = String(connector.roster.size + 1).padStart(12, '0');
      const who = { mri: `29:${name}`, oid: `c0000000-0000-4000-8000-${number}`, name };
      core.roles.set(who.oid, role);
      connector.roster.set(who.mri, { id: who.mri, name, aadObjectId: who.oid, tenantId, userRole });
      return who;
    },
    async ask(who, text, where, over) {
      const before = connector.sent().length;
      const reply = await say(who, text, where, over);
      expect(reply).toMatchObject({ status: 200, body: '' });
      const cards = connector.sent().slice(before);
      expect(cards).toHaveLength(1);
      const [card] = cards;
      if (!card) throw new Error('no card');
      return card;
    },
    press(who, card, title, options = {}) {
      const { where = 'personal', inputs = {}, asSubmit = false, messageId = 'sent-1', id } = options;
      const button = card.actions?.find((each) => each['title'] === title);
      if (!button) throw new Error(`no button "${title}"`);
      const data = { ...(button['data'] as object), ...inputs };
      const over = asSubmit
        ? { type: 'message', value: data, replyToId: messageId }
        : {
            type: 'invoke',
            name: 'adaptiveCard/action',
            replyToId: messageId,
            value: { action: { type: 'Action.Execute', verb: button['verb'], data }, trigger: 'manual' },
          };
      return post(activity(who, where, { ...over, localTimezone: undefined, ...(id ? { id } : {}) }));
    },
    async close() {
      await chat.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await connector.close();
    },
  };
}

function toReply(status: number, body: string): Reply {
  const parsed = body === '' ? null : (JSON.parse(body) as { type?: string; value?: Card });
  const isCard = parsed?.type === 'application/vnd.microsoft.card.adaptive';
  return { status, body, card: isCard ? (parsed.value ?? null) : null };
}
