import { createServer, type RequestOptions, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createChannelTokenVerifier } from '#adapters/entra/channel-token.ts';
import type { TurnAnswer } from '#chat/gate/deliver-once.ts';
import { type Admitted, createGate } from '#chat/gate/gate.ts';
import { createMessagesHandler } from '#chat/gate/messages-handler.ts';
import { createServiceOrigins } from '#chat/gate/service-origins.ts';
import type { Clock } from '#kernel/clock.ts';
import { type LogFields, type Logger, silentLogger } from '#kernel/logger.ts';
import { BOT_ID, type ChannelAuthority } from './channel-authority.ts';

export const DESK = 'aaaaaaaa-0000-4000-8000-000000000001';
export const OTHER_DESK = 'bbbbbbbb-0000-4000-8000-000000000002';
/** On the allow-list; nothing listens there, because no turn of these tests answers. */
export const SERVICE_URL = 'http://127.0.0.1:9/teams/';

export interface HandClock extends Clock {
  advance(seconds: number): void;
}

export function handClock(start = '2026-11-21T16:02:00Z'): HandClock {
  let at = new Date(start).getTime();
  return { now: () => new Date(at), advance: (seconds) => void (at += seconds * 1000) };
}

export interface LogLine {
  readonly event: string;
  readonly fields: LogFields;
}

export function recordingLogger(lines: LogLine[]): Logger {
  const note = (event: string, fields: LogFields = {}): void => void lines.push({ event, fields });
  return { debug: note, info: note, warn: note, error: note, with: () => recordingLogger(lines) };
}

/** A message that everything is right with; `over` replaces fields. */
export function aMessage(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'message',
    id: '1700000000001',
    timestamp: '2026-11-21T16:02:00.000Z',
    serviceUrl: SERVICE_URL,
    channelId: 'msteams',
    from: { id: '29:priya', name: 'Priya Nair', aadObjectId: 'cccccccc-0000-4000-8000-000000000003' },
    recipient: { id: `28:${BOT_ID}`, name: 'Rollcall' },
    conversation: { id: 'a:1conversation', conversationType: 'personal', tenantId: DESK },
    channelData: { tenant: { id: DESK } },
    text: "who's available",
    textFormat: 'plain',
    ...over,
  };
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Door {
  readonly clock: HandClock;
  readonly authority: ChannelAuthority;
  readonly port: number;
  /** Turns that got through. */
  readonly turns: Admitted[];
  readonly log: LogLine[];
  answerWith(run: (admitted: Admitted) => Promise<TurnAnswer>): void;
  token(): Promise<string>;
  /** Sends `body` as it is; with a good token unless `authorization` says otherwise. */
  send(
    body: string | Buffer,
    headers?: Record<string, string>,
    options?: RequestOptions,
  ): Promise<HttpAnswer>;
  sendActivity(activity: Record<string, unknown>, authorization?: string): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** The gate with the real verifier behind a real server; turns are recorded, not run. */
export async function openDoor(
  authority: ChannelAuthority,
  options: {
    readonly bodyDeadlineMilliseconds?: number;
    readonly fetchTimeoutMs?: number;
    readonly kind?: 'signed' | 'playground';
  } = {},
): Promise<Door> {
  const clock = handClock();
  const turns: Admitted[] = [];
  const log: LogLine[] = [];
  let run = (_admitted: Admitted): Promise<TurnAnswer> => Promise.resolve({ status: 200, body: null });
  const verifier = createChannelTokenVerifier({
    openIdMetadataUrl: authority.metadataUrl,
    botId: BOT_ID,
    clock,
    logger: silentLogger,
    fetchTimeoutMs: options.fetchTimeoutMs ?? 3000,
  });
  const gate = createGate({
    clock,
    origins: createServiceOrigins([SERVICE_URL, 'https://smba.example.test']),
    verifyChannelToken: options.kind === 'playground' ? null : (header, at) => verifier.verify(header, at),
    isServed: (deskId) => Promise.resolve(deskId === DESK || deskId === OTHER_DESK),
    bodyDeadlineMilliseconds: options.bodyDeadlineMilliseconds ?? 15_000,
  });
  const handle = createMessagesHandler({
    clock,
    logger: recordingLogger(log),
    gate,
    runTurn: (admitted) => {
      turns.push(admitted);
      return run(admitted);
    },
  });
  const server = createServer((req, res) => void handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const token = (): Promise<string> => authority.sign({ serviceUrl: SERVICE_URL, now: clock.now() });

  async function send(
    body: string | Buffer,
    headers: Record<string, string> = {},
    over: RequestOptions = {},
  ): Promise<HttpAnswer> {
    const authorization = options.kind === 'playground' ? undefined : `Bearer ${await token()}`;
    const all = {
      'content-type': 'application/json',
      ...(authorization ? { authorization } : {}),
      ...headers,
    };
    const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    return new Promise((resolve, reject) => {
      const req = request({ port, method: 'POST', path: '/api/messages', headers: kept, ...over }, (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('end', () =>
          resolve({
            status: res.statusCode ?? 0,
            headers: res.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      req.on('error', reject);
      req.end(body);
    });
  }

  return {
    clock,
    authority,
    port,
    turns,
    log,
    answerWith: (next) => {
      run = next;
    },
    token,
    send,
    sendActivity: (activity, authorization) =>
      send(JSON.stringify(activity), authorization === undefined ? {} : { authorization }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
