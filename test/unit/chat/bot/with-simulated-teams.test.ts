import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createChannelTokenVerifier } from '#adapters/entra/channel-token.ts';
import { type Chat, createChat } from '#chat/bot.ts';
import type { Card } from '#chat/cards/card.ts';
import { silentLogger } from '#kernel/logger.ts';
import { type Connector, startConnector } from '../../../sandbox/connector/connector.ts';
import { createDesk } from '../../../sandbox/desk/create-desk.ts';
import { BOT_ID, DESK_TENANT_ID } from '../../../sandbox/desk/ids.ts';
import { readOut } from '../cards/card-lint.ts';
import { NO_TAB } from '../cards/card-facts.ts';
import { createFakeCore, type FakeCore } from './fake-core.ts';

const NOW = new Date('2026-11-21T16:02:00Z');
const clock = { now: () => NOW };
const desk = createDesk(NOW);

let connector: Connector;
let core: FakeCore;
let chat: Chat;
let bot: Server;

beforeAll(async () => {
  connector = await startConnector({
    port: 0,
    desk,
    bot: { id: BOT_ID, tenantId: DESK_TENANT_ID },
    verifyToken: (token) =>
      Promise.resolve(
        token === 'bot-token'
          ? {
              aud: 'https://api.botframework.com',
              iss: `https://sts.windows.net/${DESK_TENANT_ID}/`,
              tid: DESK_TENANT_ID,
              appid: BOT_ID,
            }
          : null,
      ),
    clock,
  });
});

beforeEach(async () => {
  connector.reset();
  core = createFakeCore();
  core.roles.set(desk.people.lead.oid, 'lead');
  const verifier = createChannelTokenVerifier({
    openIdMetadataUrl: `${connector.origin}/v1/.well-known/openidconfiguration`,
    botId: BOT_ID,
    clock,
    logger: silentLogger,
  });
  chat = createChat({
    conversations: {
      saveConversation: () => Promise.resolve(),
      readConversation: () => Promise.resolve(null),
      dropConversation: () => Promise.resolve(),
    },
    services: core.services,
    verifyChannelToken: (header, activity) => verifier.verify(header, activity),
    getConnectorToken: () => Promise.resolve({ token: 'bot-token', expiresAt: NOW }),
    serviceUrls: [connector.origin],
    botId: BOT_ID,
    tenantId: DESK_TENANT_ID,
    isServed: (deskId) => Promise.resolve(deskId === DESK_TENANT_ID),
    clock,
    logger: silentLogger,
    newId: v7,
    links: NO_TAB,
    playground: false,
  });
  bot = createServer((req, res) => void chat.handleMessages(req, res));
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
  connector.connectBot(`http://127.0.0.1:${(bot.address() as AddressInfo).port}/api/messages`);
  return async () => {
    await chat.close();
    bot.closeAllConnections();
    await new Promise((resolve) => bot.close(resolve));
  };
});

afterAll(() => connector.close());

type Said = Awaited<ReturnType<Connector['say']>>;
const cardOf = (said: Said): Card => {
  const [attachment] = (said.activities.at(-1)?.attachments ?? []) as readonly { readonly content: Card }[];
  if (!attachment) throw new Error(`no card in ${JSON.stringify(said)}`);
  return attachment.content;
};

describe('CHAT-1: through signed activities, and cards that Teams takes', () => {
  it.each(['personal', 'group', 'channel'])(
    'answers in %s with one message in the same place',
    async (conversation) => {
      const said = await connector.say({ person: 'member', text: "who's available", conversation });
      expect(said.status).toBe(200);
      expect(said.activities).toHaveLength(1);
      expect(readOut(cardOf(said))).toContain("Who's available now");
    },
  );

  it.each([
    'help',
    'auto-map',
    "who isn't mapped",
    'health',
    'is aisha available',
    'dispatch 4711',
    'gibberish xyz',
  ])('"%s" is a card that Teams takes', async (text) => {
    const said = await connector.say({ person: 'lead', text });
    expect(said.activities).toHaveLength(1);
    expect(cardOf(said).type).toBe('AdaptiveCard');
  });

  it('CHAT-4: a pressed button replaces the card for the presser', async () => {
    await connector.say({ person: 'lead', text: 'auto-map' });
    const preview = core.run;
    const said = await connector.say({
      person: 'lead',
      value: { v: 1, verb: 'automap.apply', runId: preview?.runId },
    });
    expect(readOut(cardOf(said))).toMatch(/Auto-map finished/);
    expect(core.run?.state).toBe('complete');
  });

  it('SPEC 0: guests and people of other tenants get words and no data', async () => {
    const guest = await connector.say({ person: 'guest', text: "who's available", conversation: 'group' });
    expect(readOut(cardOf(guest))).toMatch(/people of this organisation only/);
    const stranger = await connector.say({ person: 'otherTenant', text: "who's available" });
    expect(readOut(cardOf(stranger))).toMatch(/isn't set up/);
    expect(core.questions).toEqual([]);
  });

  it('greets once when it is installed', async () => {
    await connector.install({ person: 'admin' }, 'add');
    const messages = connector.messages('personal', 'admin').filter((message) => message.from.isBot);
    expect(messages).toHaveLength(1);
  });

  it('SEC-1: a token of another key is 401 and nothing is written', async () => {
    const { oid } = desk.people.member;
    const body = {
      type: 'message',
      id: '1',
      text: 'help',
      serviceUrl: `${connector.origin}/`,
      channelId: 'msteams',
      from: { id: '29:somebody', aadObjectId: oid },
      recipient: { id: `28:${BOT_ID}` },
      conversation: { id: connector.conversationId('personal', 'member'), tenantId: DESK_TENANT_ID },
    };
    const answer = await connector.raw({ body, token: connector.sign({ key: 'other' }) });
    expect(answer).toMatchObject({ status: 401, body: '', replies: [] });
    expect(await connector.raw({ body, token: connector.sign() })).toMatchObject({ status: 200, body: '' });
  });
});
