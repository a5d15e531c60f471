import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '#kernel/clock.ts';
import type { CastMember } from '../../test/sandbox/connector/cast.ts';
import { createChannelKeys } from '../../test/sandbox/connector/channel-keys.ts';
import { messageActivity } from '../../test/sandbox/connector/incoming.ts';
import { BOT_ID, guidOf } from '../../test/sandbox/desk/ids.ts';

/** Teams as cheap as it can be: people who write, and a Bot Connector that takes every answer. The simulated one keeps books and limits,
 *  which would cost more than the bots that are compared. */
export interface TeamsTraffic {
  readonly origin: string;
  /** The tenants that the people belong to: enough of them that nobody is too fast for the bot's limits. */
  readonly deskIds: readonly string[];
  /** The next person's message, as bytes for the bot; everybody writes in turn. */
  nextMessage(text: string): Buffer;
  /** A good channel token. Teams uses one for many messages. */
  readonly channelToken: string;
  /** Answers that arrived so far, and the last of them. */
  answers(): { readonly count: number; readonly last: string };
  close(): Promise<void>;
}

const DESKS = 64;
const PEOPLE_PER_DESK = 10;

export async function startTeamsTraffic(): Promise<TeamsTraffic> {
  const people = Array.from({ length: DESKS * PEOPLE_PER_DESK }, (_, index) => aPerson(index));
  const byMri = new Map(people.map((person) => [person.mri, JSON.stringify(toMember(person))]));
  let origin = '';
  let count = 0;
  let last = '';
  let sent = 0;

  const keys = createChannelKeys(() => ({
    audience: BOT_ID,
    serviceUrl: `${origin}/`,
    now: () => systemClock.now(),
  }));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    const body = await readAll(request);
    if (request.method === 'POST') {
      count += 1;
      last = body;
      return reply(response, 201, '{"id":"1700000000000"}');
    }
    if (path.endsWith('/openidconfiguration')) {
      const metadata = {
        issuer: 'https://api.botframework.com',
        jwks_uri: `${origin}/v1/.well-known/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      };
      return reply(response, 200, JSON.stringify(metadata));
    }
    if (path.endsWith('/keys')) return reply(response, 200, JSON.stringify(keys.published()));
    const member = byMri.get(decodeURIComponent(path.split('/members/')[1] ?? ''));
    return member === undefined ? reply(response, 404, '{}') : reply(response, 200, member);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server that listens has one

  return {
    origin,
    deskIds: Array.from({ length: DESKS }, (_, desk) => deskIdOf(desk)),
    channelToken: keys.sign({}),
    nextMessage(text) {
      const person = people[sent % people.length];
      if (person === undefined) throw new Error('nobody writes');
      sent += 1;
      return Buffer.from(JSON.stringify(messageOf(person, text, { origin, number: sent })));
    },
    answers: () => ({ count, last }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function deskIdOf(desk: number): string {
  return guidOf(`bench-desk:${desk}`);
}

/** Neighbours belong to different desks, so that each desk's turn comes seldom. */
function aPerson(index: number): CastMember {
  return {
    mri: `29:1bench${index}`,
    oid: guidOf(`bench-person:${index}`),
    tenantId: deskIdOf(index % DESKS),
    name: `Person ${index}`,
    givenName: 'Person',
    surname: String(index),
    email: `person.${index}@harbourlane.example`,
    userPrincipalName: `person.${index}@harbourlane.example`,
    userRole: 'user',
  };
}

function toMember({ mri, oid, name, tenantId, userRole, userPrincipalName }: CastMember): object {
  return { id: mri, aadObjectId: oid, name, tenantId, userRole, userPrincipalName };
}

function messageOf(
  member: CastMember,
  text: string,
  { origin, number }: { readonly origin: string; readonly number: number },
): object {
  const chat = {
    id: `a:1bench-${member.oid}`,
    kind: 'personal' as const,
    tenantId: member.tenantId,
    name: null,
    members: [member],
    team: null,
  };
  return messageActivity(
    {
      facts: { botId: BOT_ID, botName: 'Rollcall', serviceUrl: `${origin}/` },
      member,
      address: { chat, thread: null },
      manner: { locale: 'en-GB', zone: 'Europe/London' },
      id: String(1_700_000_000_000 + number),
      now: systemClock.now(),
    },
    text,
  );
}

async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
}

function reply(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(json),
  });
  response.end(json);
}
