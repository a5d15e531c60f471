import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, exchange } from '#adapters/graph/exchange.ts';
import { isFailure } from '#adapters/graph/failure.ts';

/** Three bytes each: a body of them is cut in the middle of a character wherever the network cuts it. */
const EUROS = '€'.repeat(300_000);
const BODIES: Readonly<Record<string, Buffer>> = {
  '/plain': Buffer.from(EUROS),
  '/gzip': gzipSync(EUROS),
  '/mark': Buffer.from(`\ufeff${EUROS}`),
  '/broken': Buffer.concat([
    Buffer.from('a'),
    Buffer.from([0xff]),
    Buffer.from('b'),
    Buffer.from([0xe2, 0x82]),
  ]),
  '/empty': Buffer.alloc(0),
};

let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/gzip') response.setHeader('content-encoding', 'gzip');
    response.end(BODIES[path]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

async function ask(path: string): Promise<Answer> {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = await exchange({
    baseUrl,
    ask: { read: new URL(path, baseUrl) },
    token: 'token',
    clientRequestId: 'id',
    isEventual: false,
    timeoutMs: 10_000,
  });
  if (isFailure(answer)) throw answer.error;
  return answer;
}

describe('G8, G24: the body of an answer', () => {
  it.each([
    ['/plain', EUROS],
    ['/gzip', EUROS],
    ['/mark', EUROS],
    ['/broken', 'a\ufffdb\ufffd'],
    ['/empty', ''],
  ])('%s: is read as one text, whatever its pieces', async (path, text) => {
    const answer = await ask(path);
    expect(answer.takeText() === text).toBe(true);
  });

  it('PERF-3: counts what was decompressed, and is kept only until it is taken', async () => {
    const answer = await ask('/gzip');
    expect(answer.bytes).toBe(Buffer.byteLength(EUROS));
    answer.takeText();
    expect(answer.takeText()).toBe('');
  });

  it('answers that came together do not share their memory', async () => {
    const answers = await Promise.all([ask('/gzip'), ask('/plain'), ask('/gzip'), ask('/broken')]);
    const texts = answers.map((answer) => answer.takeText());
    expect(texts.map((text) => text.length)).toEqual([EUROS.length, EUROS.length, EUROS.length, 4]);
    expect(texts.slice(0, 3).every((text) => text === EUROS)).toBe(true);
  });
});
