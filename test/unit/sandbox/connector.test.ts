import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Connector, startConnector } from '../../sandbox/connector/connector.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import { BOT_ID, DESK_TENANT_ID, OTHER_TENANT_ID } from '../../sandbox/desk/ids.ts';

const NOW = new Date('2026-07-06T09:00:00Z');
const TOKEN = 'a-token-of-the-bot';
const CLAIMS = {
  aud: 'https://api.botframework.com',
  iss: `https://sts.windows.net/${DESK_TENANT_ID}/`,
  tid: DESK_TENANT_ID,
  appid: BOT_ID,
};

interface Heard {
  readonly authorization: string;
  readonly activity: Record<string, unknown> & { readonly id: string };
}

let connector: Connector;
let bot: Server;
let now = NOW;
let claims: Record<string, unknown> | null = CLAIMS;
const heard: Heard[] = [];
/** What the bot does in a turn; answers the HTTP body. */
let turn: (activity: Heard['activity']) => Promise<unknown> = () => Promise.resolve(undefined);

beforeAll(async () => {
  connector = await startConnector({
    port: 0,
    desk: createDesk(NOW),
    bot: { id: BOT_ID, tenantId: DESK_TENANT_ID },
    verifyToken: (token) => Promise.resolve(token === TOKEN ? claims : null),
    clock: { now: () => now },
  });
  bot = createServer((request, response) => {
    void serveBot(request).then((answer) => {
      response.statusCode = 200;
      response.end(answer === undefined ? '' : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  now = NOW;
  claims = CLAIMS;
  heard.length = 0;
  turn = () => Promise.resolve(undefined);
  connector.reset();
  connector.connectBot(`http://127.0.0.1:${(bot.address() as AddressInfo).port}/api/messages`);
});

afterAll(async () => {
  await connector.close();
  bot.closeAllConnections();
  await new Promise((resolve) => bot.close(resolve));
});

async function serveBot(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const activity = text.startsWith('{') ? (JSON.parse(text) as Heard['activity']) : { id: '' };
  heard.push({ authorization: request.headers.authorization ?? '', activity });
  return turn(activity);
}

async function call(
  method: string,
  path: string,
  body?: unknown,
  token: string | null = TOKEN,
): Promise<{
  status: number;
  body: { id?: string; error?: { code: string } } & Record<string, unknown>;
  retryAfter: string | null;
}> {
  const response = await fetch(connector.origin + path, {
    method,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    retryAfter: response.headers.get('retry-after'),
  };
}

const inMember = (): string =>
  `/v3/conversations/${encodeURIComponent(connector.conversationId('personal', 'member'))}`;
const post = (activity: unknown, token?: string | null) =>
  call('POST', `${inMember()}/activities`, activity, token === undefined ? TOKEN : token);
const cardOf = (content: unknown): unknown => ({
  type: 'message',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
});

describe('the channel’s signature', () => {
  it('S1: a good token verifies with the published keys and names bot, issuer and service address', async () => {
    const metadata = await call('GET', '/v1/.well-known/openidconfiguration');
    expect(metadata.body['issuer']).toBe('https://api.botframework.com');
    const keys = createRemoteJWKSet(new URL(String(metadata.body['jwks_uri'])));
    const { payload } = await jwtVerify(connector.sign(), keys, { currentDate: now, audience: BOT_ID });
    expect(payload).toMatchObject({
      iss: 'https://api.botframework.com',
      serviceurl: `${connector.origin}/`,
      exp: NOW.getTime() / 1000 + 3600,
    });
  });

  it('S5: the published keys vouch for msteams, until told otherwise', () => {
    expect(connector.keys.published().keys[0]).toMatchObject({ kty: 'RSA', endorsements: ['msteams'] });
    connector.keys.endorse([]);
    expect(connector.keys.published().keys[0]).toMatchObject({ endorsements: [] });
  });

  it.each([
    ['of another key', { key: 'other' as const }],
    ['with alg none', { header: { alg: 'none' } }],
    ['with HS256 and the public key as secret', { header: { alg: 'HS256' } }],
    ['of an unknown kid', { header: { kid: 'never-published' } }],
    ['that has expired', { claims: { exp: NOW.getTime() / 1000 - 1 } }],
    ['for another bot', { claims: { aud: OTHER_TENANT_ID } }],
  ])('S1, S2: it forges a token %s on request, which does not verify', async (_, request) => {
    const keys = createLocalJWKSet(connector.keys.published() as unknown as JSONWebKeySet);
    const options = { currentDate: now, audience: BOT_ID, algorithms: ['RS256'] };
    await expect(jwtVerify(connector.sign(request), keys, options)).rejects.toThrow();
  });

  it('takes a claim away with null', () => {
    const payload = connector.sign({ claims: { exp: null, serviceurl: null } }).split('.')[1] ?? '';
    expect(Object.keys(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object)).toEqual([
      'nbf',
      'iss',
      'aud',
    ]);
  });

  it('S8: after a roll-over new tokens bear a new key, and the old one is gone unless kept', () => {
    const before = connector.keys.published().keys[0]?.['kid'];
    connector.keys.rotate({ keep: true });
    expect(connector.keys.published().keys).toHaveLength(2);
    connector.keys.rotate({ keep: false });
    expect(connector.keys.published().keys.map((key) => key['kid'])).not.toContain(before);
  });
});

describe('what a person writes', () => {
  it('CHAT-1: in personal chat it is the text as written, signed, with the person’s tenant, time and language', async () => {
    const said = await connector.say({ person: 'member', text: 'who’s available' });
    expect(said.status).toBe(200);
    expect(heard[0]?.authorization).toMatch(/^Bearer ey/);
    expect(heard[0]?.activity).toMatchObject({
      type: 'message',
      text: 'who’s available',
      channelId: 'msteams',
      serviceUrl: `${connector.origin}/`,
      locale: 'en-GB',
      localTimezone: 'Europe/London',
      localTimestamp: '2026-07-06T10:00:00.000+01:00',
      from: { name: 'Aisha Khan', id: expect.stringMatching(/^29:1/), aadObjectId: expect.any(String) },
      recipient: { id: `28:${BOT_ID}`, name: 'Rollcall' },
      conversation: { conversationType: 'personal', tenantId: DESK_TENANT_ID },
      channelData: { tenant: { id: DESK_TENANT_ID } },
      entities: [{ type: 'clientInfo', timezone: 'Europe/London' }],
    });
  });

  it('CHAT-1: in a channel the bot is mentioned and each question begins a thread', async () => {
    await connector.say({ person: 'lead', text: 'help', conversation: 'channel' });
    await connector.say({ person: 'lead', text: 'help', conversation: 'channel' });
    const [first, second] = heard.map(({ activity }) => activity);
    expect(first).toMatchObject({
      text: '<at>Rollcall</at> help\n',
      conversation: {
        isGroup: true,
        conversationType: 'channel',
        id: expect.stringMatching(/^19:[0-9a-f]{32}@thread\.tacv2;messageid=\d+$/),
      },
      channelData: {
        team: { id: expect.stringMatching(/^19:/) },
        channel: { id: expect.stringMatching(/^19:/) },
      },
    });
    expect(first?.['entities']).toContainEqual({
      type: 'mention',
      text: '<at>Rollcall</at>',
      mentioned: { id: `28:${BOT_ID}`, name: 'Rollcall' },
    });
    const idOf = (activity: Heard['activity'] | undefined): unknown =>
      (activity?.['conversation'] as { readonly id?: string } | undefined)?.id;
    expect(idOf(second)).not.toBe(idOf(first));
  });

  it('S6: somebody of another tenant writes with their own tenant, and is in no chat of the desk', async () => {
    await connector.say({ person: 'otherTenant', text: 'help' });
    expect(heard[0]?.activity['conversation']).toMatchObject({ tenantId: OTHER_TENANT_ID });
    await expect(
      connector.say({ person: 'otherTenant', text: 'help', conversation: 'group' }),
    ).rejects.toThrow('is not in this conversation');
  });

  it('answers the bot’s replies and edits of this turn, and keeps the message as it stands after the edit', async () => {
    turn = async (activity) => {
      const reply = await call('POST', `${inMember()}/activities/${activity.id}`, {
        type: 'message',
        text: 'One moment',
        replyToId: activity.id,
      });
      await call('PUT', `${inMember()}/activities/${reply.body.id}`, { type: 'message', text: 'Done' });
      return undefined;
    };
    const said = await connector.say({ person: 'member', text: 'auto-map' });
    expect(said.activities.map(({ operation, text }) => [operation, text])).toEqual([
      ['send', 'One moment'],
      ['update', 'Done'],
    ]);
    const messages = connector.messages('personal', 'member');
    expect(messages.map(({ from, activity, edits }) => [from.isBot, activity['text'], edits])).toEqual([
      [false, 'auto-map', 0],
      [true, 'Done', 1],
    ]);
  });

  it('tells two turns of one chat apart by the message that a reply answers', async () => {
    turn = async (activity) => {
      await call('POST', `${inMember()}/activities/${activity.id}`, {
        type: 'message',
        text: `re ${String(activity['text'])}`,
        replyToId: activity.id,
      });
      return undefined;
    };
    const both = await Promise.all(['a', 'b'].map((text) => connector.say({ person: 'member', text })));
    expect(both.map(({ activities }) => activities.map(({ text }) => text))).toEqual([['re a'], ['re b']]);
  });

  it('waits for later edits when asked to', async () => {
    turn = async (activity) => {
      setTimeout(() => void post({ type: 'message', text: 'late' }), 20);
      return Promise.resolve(activity === undefined ? null : undefined);
    };
    expect((await connector.say({ person: 'member', text: 'x' })).activities).toEqual([]);
    await connector.waitFor(({ activity }) => activity['text'] === 'late');
    expect((await connector.say({ person: 'member', text: 'x', waitMs: 300 })).activities).toMatchObject([
      { text: 'late' },
    ]);
  });

  it('a pressed button is an invoke with the action’s data, and a card in the answer replaces the pressed one for that person', async () => {
    const execute = {
      type: 'Action.Execute',
      title: 'Apply',
      verb: 'automap.apply',
      data: { v: 1, verb: 'automap.apply' },
    };
    await post(cardOf({ type: 'AdaptiveCard', version: '1.5', body: [], actions: [execute] }));
    const pressed = connector.messages('personal', 'member').at(-1)?.id;
    const after = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'Applied' }] };
    turn = () =>
      Promise.resolve({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: after });
    const said = await connector.say({
      person: 'member',
      value: { v: 1, verb: 'automap.apply', runId: 'r1' },
    });
    expect(heard[0]?.activity).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: pressed,
      value: {
        action: { type: 'Action.Execute', verb: 'automap.apply', data: { runId: 'r1' } },
        trigger: 'manual',
      },
    });
    expect(said.activities).toMatchObject([
      { type: 'invokeResponse', value: { status: 200 }, attachments: [{ content: after }] },
    ]);
    expect(Object.values(connector.messages('personal', 'member').at(-1)?.views ?? {})).toMatchObject([
      { attachments: [{ content: after }] },
    ]);
  });

  it('installs the bot with the events that Teams sends', async () => {
    await connector.install({ person: 'admin' }, 'add');
    expect(heard.map(({ activity }) => activity['type'])).toEqual([
      'conversationUpdate',
      'installationUpdate',
    ]);
    expect(heard[0]?.activity['membersAdded']).toEqual([{ id: `28:${BOT_ID}`, name: 'Rollcall' }]);
    expect(heard[1]?.activity['action']).toBe('add');
  });
});

describe('what Teams refuses', () => {
  it.each([
    ['no token', null, CLAIMS],
    ['a token that Entra did not issue', 'foreign', CLAIMS],
    ['a token for Graph', TOKEN, { ...CLAIMS, aud: 'https://graph.microsoft.com' }],
    ['a token of another application', TOKEN, { ...CLAIMS, appid: OTHER_TENANT_ID }],
    [
      'a token of another tenant',
      TOKEN,
      { ...CLAIMS, tid: OTHER_TENANT_ID, iss: `https://sts.windows.net/${OTHER_TENANT_ID}/` },
    ],
  ])('%s: 401, and nothing is written', async (_, token, tokenClaims) => {
    claims = tokenClaims;
    expect((await post({ type: 'message', text: 'hi' }, token)).status).toBe(401);
    expect(connector.messages('personal', 'member')).toEqual([]);
  });

  it('G27: more than 100 KB counted as UTF-16 is 413 MessageSizeTooBig, just below it passes', async () => {
    const overhead = JSON.stringify({ type: 'message', text: '' }).length;
    const most = 'x'.repeat((100 * 1024) / 2 - overhead);
    expect((await post({ type: 'message', text: most })).status).toBe(201);
    const refused = await post({ type: 'message', text: `${most}x` });
    expect([refused.status, refused.body.error?.code]).toEqual([413, 'MessageSizeTooBig']);
  });

  it.each<[string, unknown]>([
    ['a card newer than 1.5', { type: 'AdaptiveCard', version: '1.6', body: [] }],
    ['a card without a version', { type: 'AdaptiveCard', body: [] }],
    ['an unknown element', { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Marquee' }] }],
    [
      'an unknown element deep inside',
      {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [{ type: 'ColumnSet', columns: [{ type: 'Column', items: [{ type: 'Nope' }] }] }],
      },
    ],
    [
      'an element newer than the card says it is',
      { type: 'AdaptiveCard', version: '1.2', body: [{ type: 'Table', columns: [], rows: [] }] },
    ],
    ['a text block without text', { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock' }] }],
    [
      'a text that is a number',
      { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 7 }] },
    ],
    [
      'two inputs of one id',
      {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [
          { type: 'Input.Text', id: 'a' },
          { type: 'Input.Text', id: 'a' },
        ],
      },
    ],
    [
      'a refresh for 61 users',
      {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [],
        refresh: {
          action: { type: 'Action.Execute' },
          userIds: Array.from({ length: 61 }, (_, index) => `29:${index}`),
        },
      },
    ],
    [
      'a link that nothing opens',
      {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [],
        actions: [{ type: 'Action.OpenUrl', url: 'javascript:alert(1)' }],
      },
    ],
  ])('%s: 400 BadArgument', async (_, card) => {
    const refused = await post(cardOf(card));
    expect([refused.status, refused.body.error?.code]).toEqual([400, 'BadArgument']);
  });

  it('CHAT-9: it shows a plain 1.5 card, Teams’ own elements, and an unknown element that has a fallback', async () => {
    const body = [
      { type: 'TextBlock', text: 'Working (3)', weight: 'Bolder' },
      {
        type: 'Table',
        columns: [{ width: 1 }],
        rows: [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [] }] }],
      },
      { type: 'Icon', name: 'Clock', fallback: 'drop' },
      { type: 'Hologram', fallback: { type: 'TextBlock', text: 'no hologram' } },
    ];
    expect((await post(cardOf({ type: 'AdaptiveCard', version: '1.5', body }))).status).toBe(201);
  });

  it.each<[string, unknown, string]>([
    ['an empty message', { type: 'message' }, 'BadSyntax'],
    ['an unknown kind of activity', { type: 'telepathy', text: 'x' }, 'BadSyntax'],
    [
      'an unknown kind of attachment',
      { type: 'message', attachments: [{ contentType: 'text/x-nothing' }] },
      'BadArgument',
    ],
    [
      'a mention that is not in the text',
      {
        type: 'message',
        text: 'hi',
        entities: [{ type: 'mention', text: '<at>Ana</at>', mentioned: { id: '29:x' } }],
      },
      'BadArgument',
    ],
  ])('%s: 400', async (_, activity, code) => {
    const refused = await post(activity);
    expect([refused.status, refused.body.error?.code]).toEqual([400, code]);
  });

  it('G27: an unknown conversation and a thread that nobody began are 404', async () => {
    for (const id of ['19:nowhere@thread.v2', `${connector.chats.channel.id};messageid=1`]) {
      const refused = await call('POST', `/v3/conversations/${encodeURIComponent(id)}/activities`, {
        type: 'message',
        text: 'x',
      });
      expect([refused.status, refused.body.error?.code]).toEqual([404, 'ConversationNotFound']);
    }
  });

  it('G27: an edit of an unknown or deleted activity is 404, of a person’s message 403', async () => {
    const edit = (id: string) =>
      call('PUT', `${inMember()}/activities/${id}`, { type: 'message', text: 'x' });
    expect((await edit('1')).status).toBe(404);
    const mine = await post({ type: 'message', text: 'x' });
    expect((await call('DELETE', `${inMember()}/activities/${mine.body.id}`)).status).toBe(200);
    expect((await edit(mine.body.id ?? '')).status).toBe(404);
    const theirs = await connector.say({ person: 'member', text: 'x' });
    expect((await edit(theirs.activityId)).status).toBe(403);
  });

  it('G27: the eighth message within a second is 429 with Retry-After; another chat is free; a second later it passes', async () => {
    for (let sent = 0; sent < 7; sent += 1)
      expect((await post({ type: 'message', text: 'x' })).status).toBe(201);
    expect(await post({ type: 'message', text: 'x' })).toMatchObject({
      status: 429,
      retryAfter: '1',
      body: { error: { code: 'Throttled' } },
    });
    const other = `/v3/conversations/${encodeURIComponent(connector.conversationId('personal', 'lead'))}/activities`;
    expect((await call('POST', other, { type: 'message', text: 'x' })).status).toBe(201);
    now = new Date(NOW.getTime() + 1000);
    expect((await post({ type: 'message', text: 'x' })).status).toBe(201);
    expect(await post({ type: 'message', text: 'x' })).toMatchObject({ status: 429 }); // eight within two seconds
    connector.limits.set({ throttle: 'off' });
    expect((await post({ type: 'message', text: 'x' })).status).toBe(201);
  });

  it('G27: makes 412, 413, a blocked person and a chat that is gone on request', async () => {
    connector.limits.set({ refuse: { status: 412 } });
    expect((await post({ type: 'message', text: 'x' })).status).toBe(412);
    const conversation = connector.conversationId('personal', 'member');
    for (const [block, status] of [
      ['blocked', 403],
      ['gone', 404],
      ['none', 201],
    ] as const) {
      connector.limits.set({ conversation, block });
      expect((await post({ type: 'message', text: 'x' })).status).toBe(status);
    }
  });
});

describe('rosters and new conversations', () => {
  it('a guest is one by the roster’s userRole', async () => {
    const channel = `/v3/conversations/${encodeURIComponent(connector.chats.channel.id)}`;
    const desk = createDesk(NOW);
    const guest = await call('GET', `${channel}/members/${desk.people.guest.oid}`);
    expect(guest.body).toMatchObject({
      userRole: 'guest',
      aadObjectId: desk.people.guest.oid,
      tenantId: DESK_TENANT_ID,
    });
    expect((await call('GET', `${channel}/members/${desk.people.member.oid}`)).body).toMatchObject({
      userRole: 'user',
    });
    expect((await call('GET', `${channel}/members/${desk.people.otherTenant.oid}`)).status).toBe(404);
  });

  it('pages the roster, never below 50 a page', async () => {
    const channel = `/v3/conversations/${encodeURIComponent(connector.chats.channel.id)}/pagedmembers?pageSize=5`;
    const first = await call('GET', channel);
    const rest = await call('GET', `${channel}&continuationToken=${String(first.body['continuationToken'])}`);
    const counts = [first, rest].map(({ body }) => (body['members'] as unknown[]).length);
    expect(counts[0]).toBe(50);
    expect(rest.body['continuationToken']).toBeUndefined();
    expect(counts[0]! + counts[1]!).toBe(connector.chats.channel.members.length);
  });

  it('opens a personal chat and a thread in a channel, and no chat with a stranger', async () => {
    const member = connector.chats.group.members[0];
    const personal = await call('POST', '/v3/conversations', {
      isGroup: false,
      members: [{ id: member?.mri }],
      tenantId: DESK_TENANT_ID,
    });
    expect(personal).toMatchObject({ status: 201, body: { id: connector.chats.personal(member!).id } });
    const thread = await call('POST', '/v3/conversations', {
      isGroup: true,
      channelData: { channel: { id: connector.chats.channel.id } },
      activity: { type: 'message', text: 'Good morning' },
    });
    expect(thread.body.id).toBe(
      `${connector.chats.channel.id};messageid=${String(thread.body['activityId'])}`,
    );
    const stranger = await call('POST', '/v3/conversations', {
      isGroup: false,
      members: [{ id: '29:nobody' }],
      tenantId: DESK_TENANT_ID,
    });
    expect(stranger.status).toBe(403);
  });

  it('names the team and its channels', async () => {
    const id = encodeURIComponent(connector.chats.team.id);
    expect((await call('GET', `/v3/teams/${id}`)).body).toMatchObject({
      name: 'Service Desk',
      tenantId: DESK_TENANT_ID,
    });
    expect((await call('GET', `/v3/teams/${id}/conversations`)).body['conversations']).toHaveLength(2);
    expect((await call('GET', '/v3/teams/19:other')).status).toBe(404);
  });
});

describe('control doors', () => {
  const control = (path: string, body?: unknown) =>
    call(body === undefined ? 'GET' : 'POST', `/_sandbox/${path}`, body, null);

  it('say, conversations, sign and raw do what the functions do', async () => {
    turn = async (activity) => {
      await call('POST', `${inMember()}/activities/${activity.id}`, { type: 'message', text: 'pong' });
      return undefined;
    };
    const said = await control('say', { person: 'member', text: 'ping' });
    expect(said.body).toMatchObject({ status: 200, activities: [{ text: 'pong' }] });
    const read = await control('conversations/personal?person=member');
    expect(read.body['messages']).toMatchObject([{ from: { isBot: false } }, { activity: { text: 'pong' } }]);
    const signed = await control('sign', { claims: { aud: 'x' }, key: 'other' });
    const { activity } = (await control('compose', { person: 'member', text: 'again' })).body;
    const raw = await control('raw', { body: activity, token: signed.body['token'] });
    expect(raw.body).toMatchObject({ status: 200, replies: [{ text: 'pong' }] });
    expect(heard.at(-1)?.authorization).toBe(`Bearer ${String(signed.body['token'])}`);
  });

  it.each([
    ['say', { person: 'nobody', text: 'x' }, 'person'],
    ['say', { person: 'member', text: 'x', conversation: '19:x' }, 'conversation'],
    ['say', { person: 'member' }, 'text'],
    ['sign', { key: 'stolen' }, 'key'],
    ['limits', { throttle: 'maybe' }, 'throttle'],
  ])('%s refuses %j and names the field', async (door, body, field) => {
    expect(await control(door, body)).toMatchObject({ status: 400, body: { field } });
  });

  it('says so when the bot does not answer', async () => {
    connector.connectBot('http://127.0.0.1:1/api/messages');
    expect(await control('say', { person: 'member', text: 'x' })).toMatchObject({
      status: 502,
      body: { error: expect.stringContaining('the bot did not answer') },
    });
  });

  it('a reset empties the chats and opens the limits', async () => {
    await connector.say({ person: 'member', text: 'x' });
    connector.limits.set({ messageBytes: 10 });
    await control('reset', {});
    expect(connector.messages('personal', 'member')).toEqual([]);
    expect((await post({ type: 'message', text: 'longer than ten bytes' })).status).toBe(201);
  });
});
