import { createHmac, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountPsaHookAddress } from '#api/handlers/psa-hook.ts';
import { createIdempotency } from '#api/idempotency.ts';
import { mountPsaHooks } from '#api/psa-hooks.ts';
import { mountEndpoint } from '#api/route.ts';
import { psaHookSchema } from '#contract/psa-schemas.ts';
import type { HookMessage, HookReading } from '#core/dispatch/ports.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Logger } from '#kernel/logger.ts';
import { PSA_KINDS, type PsaKind, type Role } from '#kernel/vocabulary.ts';
import { createHttpServer, type HttpServer } from '../../../bot/server.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const OTHER_DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a002';
const GONE_DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a003';
const KEY = new Uint8Array(randomBytes(32));
const PUBLIC_URL = 'https://rollcall.example';
const TICKETS: HookReading = { kind: 'tickets', ticketIds: ['4711'], eventId: 'e1' };

let server: HttpServer;
let origin: string;
let now: Date;
let role: Role;
let psaKind: PsaKind | null;
let received: { readonly deskId: string; readonly message: HookMessage }[];
let told: {
  readonly deskId: string;
  readonly ticketIds: readonly string[];
  readonly eventId: string | null;
}[];
let logged: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[];
let read: () => Promise<HookReading>;
let work: Promise<void>;

const log = (event: string, fields: Readonly<Record<string, unknown>> = {}): void => {
  logged.push({ event, fields });
};
const logger: Logger = { debug: log, info: log, warn: log, error: log, with: () => logger };

beforeEach(async () => {
  now = new Date('2026-11-21T16:00:00Z');
  [role, psaKind, received, told, logged, work] = ['admin', 'halopsa', [], [], [], Promise.resolve()];
  read = async () => TICKETS;
  const clock = { now: () => now };
  server = createHttpServer({
    logger,
    newId,
    isHttps: true,
    playground: null,
    messages: () => Promise.reject(new Error('nobody writes here')),
    mount(routes) {
      mountPsaHooks(routes, {
        hookKey: KEY,
        hooks: {
          async readHook(deskId, message) {
            received.push({ deskId, message });
            return read();
          },
        },
        dispatch: {
          async onHook(deskId, hook) {
            told.push({ deskId, ...hook });
            await work;
          },
        },
        settings: { isServed: async (deskId) => deskId !== GONE_DESK },
        clock,
        logger,
      });
      const context = {
        authenticate: async () =>
          ({ kind: 'person', deskId: DESK, id: 'u-lena', name: 'Lena', role }) as const,
        logger,
        newId,
        idempotency: createIdempotency(clock),
      };
      mountPsaHookAddress((endpoint, handle) => mountEndpoint(routes, context, endpoint, handle), {
        hookKey: KEY,
        publicUrl: PUBLIC_URL,
        psa: {
          async read() {
            const connectedAt = now;
            return {
              connection: psaKind && { kind: psaKind, settings: {}, connectedAt, connectedBy: null },
              mappings: 0,
            };
          },
        },
      });
    },
  });
  origin = `http://127.0.0.1:${await server.listen(0)}`;
});
afterEach(() => server.close(200));

const secretOf = (deskId: string): string => createHmac('sha256', KEY).update(deskId).digest('base64url');

async function post(
  path: string,
  body: string | Uint8Array<ArrayBuffer> = '{"id":4711}',
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${origin}${path}`, { method: 'POST', body, headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
const address = (deskId = DESK, secret = secretOf(deskId)): string => `/hooks/psa/${deskId}/${secret}`;

describe('DIS-1: a PSA reports a ticket', () => {
  it('is answered with 200 and nothing, and the ticket goes on to dispatch', async () => {
    const answer = await post(address(), '{"id":4711}', { authorization: 'Basic abc', 'X-Hook': 'yes' });
    expect([answer.status, answer.text]).toEqual([200, '']);
    expect(told).toEqual([{ deskId: DESK, ticketIds: ['4711'], eventId: 'e1' }]);
    expect(received).toMatchObject([
      {
        deskId: DESK,
        message: {
          body: '{"id":4711}',
          secret: secretOf(DESK),
          headers: { authorization: 'Basic abc', 'x-hook': 'yes' },
        },
      },
    ]);
  });
  it('is answered before the work on it is done', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    work = promise;
    expect((await post(address())).status).toBe(200);
    resolve();
  });
  it('hands the body on byte for byte: spaces, order and letters of any script', async () => {
    const body = '{ "b":1,  "a":"Zoë 東京" }\r\n';
    await post(address(), body);
    expect(received[0]?.message.body).toBe(body);
  });
  it('takes the desk’s id in capitals too', async () => {
    expect((await post(address(DESK.toUpperCase(), secretOf(DESK)))).status).toBe(200);
    expect(told[0]?.deskId).toBe(DESK);
  });
  it('takes at most ten tickets of one message, and says so in the log', async () => {
    const ticketIds = Array.from({ length: 11 }, (_, index) => String(index));
    read = async () => ({ kind: 'tickets', ticketIds, eventId: null });
    await post(address());
    expect(told[0]?.ticketIds).toEqual(ticketIds.slice(0, 10));
    expect(logged).toContainEqual({ event: 'hook.too-many', fields: { tickets: 11 } });
  });
  it('about something else is taken, and nobody is told', async () => {
    read = async () => ({ kind: 'tickets', ticketIds: [], eventId: 'e2' });
    expect((await post(address())).status).toBe(200);
    expect(told).toEqual([]);
  });
  it('whose proof cannot be checked now is to come again', async () => {
    read = () => Promise.reject(new AppError('psa_down', 'the signing key cannot be read'));
    const answer = await post(address());
    expect([answer.status, answer.text, answer.headers.get('retry-after')]).toEqual([503, '', '60']);
    expect(told).toEqual([]);
  });
});

describe('SEC-1: whoever has no right to be here', () => {
  const bare = { status: 404, text: '' };

  it.each([
    ['another secret', () => address(DESK, randomBytes(32).toString('base64url'))],
    ['the secret of another desk', () => address(DESK, secretOf(OTHER_DESK))],
    ['a secret that is too short', () => address(DESK, secretOf(DESK).slice(1))],
    ['a secret in other letters', () => address(DESK, secretOf(DESK).toUpperCase())],
    ['a desk that is not served', () => address(GONE_DESK)],
    ['no desk at all', () => address('x', secretOf('x').slice(1))],
  ])('%s: an empty 404, and the message is not read', async (_what, path) => {
    expect(await post(path())).toMatchObject(bare);
    expect([received, told]).toEqual([[], []]);
  });
  it('a forged message, and one for a desk without a PSA, get the same', async () => {
    read = async () => ({ kind: 'forged' });
    const forged = await post(address());
    read = () => Promise.reject(new AppError('psa_not_connected', 'none'));
    const unconnected = await post(address());
    const stranger = await post(address(GONE_DESK));
    const shown = ({ status, text, headers }: Awaited<ReturnType<typeof post>>) => [
      status,
      text,
      [...headers].filter(([name]) => name !== 'date'),
    ];
    expect(shown(forged)).toEqual(shown(stranger));
    expect(shown(unconnected)).toEqual(shown(stranger));
    expect(told).toEqual([]);
  });
  it('other methods find nothing', async () => {
    const response = await fetch(`${origin}${address()}`);
    expect(response.status).toBe(405);
    expect(received).toEqual([]);
  });
  it('S9: strangers write at most six lines a minute to the log, and never what they sent', async () => {
    for (let each = 0; each < 20; each += 1) await post(address(DESK, `guess-${each}-of-a-stranger`));
    const refusals = logged.filter(({ event }) => event === 'hook.refused');
    expect(refusals).toHaveLength(6);
    expect(JSON.stringify(logged)).not.toMatch(/of-a-stranger|4711/);
  });
  it('SEC-2: the secret is in no log, whatever happens', async () => {
    await post(address());
    read = () => Promise.reject(new Error('broke'));
    await post(address());
    expect(JSON.stringify(logged)).not.toContain(secretOf(DESK));
  });
});

describe('SEC-2: limits', () => {
  it('more than 256 kB is refused, said beforehand or not', async () => {
    const large = 'x'.repeat(256_001);
    expect(await post(address(), large)).toMatchObject({ status: 413, text: '' });
    expect((await post(address(), 'x'.repeat(256_000))).status).toBe(200);
    expect(await chunked(large)).toMatch(/^HTTP\/1\.1 413 /);
    expect(received).toHaveLength(1);
  });
  it('compressed bodies are refused', async () => {
    expect((await post(address(), 'x', { 'content-encoding': 'gzip' })).status).toBe(415);
  });
  it('600 a minute of one desk, then 429 with the time; another desk is not affected', async () => {
    const statuses = new Set<number>();
    for (let each = 0; each < 600; each += 1) statuses.add((await post(address())).status);
    expect([...statuses]).toEqual([200]);
    const over = await post(address());
    expect([over.status, over.text, over.headers.get('retry-after')]).toEqual([429, '', '1']);
    expect((await post(address(OTHER_DESK))).status).toBe(200);
    now = new Date(now.getTime() + 1000);
    expect((await post(address())).status).toBe(200);
  });
  it('strangers use up nothing of a desk’s', async () => {
    for (let each = 0; each < 601; each += 1) await post(address(DESK, 'guess'));
    expect((await post(address())).status).toBe(200);
  });
});

/** A body whose length nobody told before. */
function chunked(body: string): Promise<string> {
  const { port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(`POST ${address()} HTTP/1.1\r\nHost: rollcall\r\nTransfer-Encoding: chunked\r\n\r\n`);
      socket.write(`${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
    });
    socket.once('data', (data) => {
      resolve(data.toString());
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

describe('PSA-3: the address that an admin enters', () => {
  const look = async () => {
    const response = await fetch(`${origin}/api/psa/hook`);
    return { status: response.status, json: (await response.json()) as { readonly hook: unknown } };
  };
  const url = `${PUBLIC_URL}${address()}`;

  it.each([
    ['halopsa', { url, proof: 'basic', user: 'rollcall', secret: secretOf(DESK) }],
    ['autotask', { url, proof: 'signing-key', user: null, secret: secretOf(DESK) }],
    ['connectwise', { url, proof: 'none', user: null, secret: null }],
  ] as const)('%s: where to and with which proof', async (kind, hook) => {
    psaKind = kind;
    const { json } = await look();
    expect(psaHookSchema.parse(json)).toEqual({ hook: { kind, ...hook } });
  });
  it('the roster and a desk without a PSA have none', async () => {
    psaKind = 'roster';
    expect((await look()).json).toEqual({ hook: null });
    psaKind = null;
    expect((await look()).json).toEqual({ hook: null });
  });
  it.each(['member', 'dispatcher', 'lead'] as const)('is not for a %s', async (asking) => {
    role = asking;
    expect((await look()).status).toBe(403);
  });
  it('every PSA has its answer', async () => {
    for (const kind of PSA_KINDS) {
      psaKind = kind;
      expect((await look()).status).toBe(200);
    }
  });
});
