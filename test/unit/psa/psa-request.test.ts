import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPsaTransport, type PsaRequest } from '#adapters/psa/psa-request.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const get = (url: string, more: Partial<PsaRequest> = {}): PsaRequest => ({
  method: 'GET',
  url: new URL(url),
  headers: {},
  timeoutMs: 5000,
  ...more,
});

/** A resolver that knows `names`, and remembers what it was asked. */
function resolver(names: Readonly<Record<string, readonly string[]>>): {
  readonly lookup: LookupFunction;
  readonly asked: string[];
} {
  const asked: string[] = [];
  return {
    asked,
    lookup(hostname, options, done) {
      asked.push(hostname);
      expect(options.all).toBe(true);
      const found = names[hostname]?.map(
        (address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }),
      );
      setImmediate(() => (found ? done(null, found) : done(new Error('ENOTFOUND'), '', 4)));
    },
  };
}

const REFUSED = { code: 'psa_refused', remedy: expect.stringContaining('https') };

describe('S27: an address that an admin typed', () => {
  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://127.0.0.1./',
    'https://①②⑦.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[0:0:0:0:0:ffff:7f00:1]/',
    'https://0/',
    'https://10.1.2.3/',
    'https://169.254.169.254/metadata',
    'https://2852039166/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://168.63.129.16/',
  ])('%s is refused before anything is connected or looked up', async (url) => {
    const { lookup, asked } = resolver({});
    const send = createPsaTransport({ allowLoopback: false, lookup });
    await expect(send(get(url))).rejects.toMatchObject(REFUSED);
    expect(asked).toEqual([]);
  });

  it.each([
    ['loopback', ['127.0.0.1']],
    ['loopback by IPv6', ['::1']],
    ['the metadata service', ['169.254.169.254']],
    ['a private network', ['10.0.0.7']],
    ['a mapped private address', ['::ffff:192.168.0.1']],
    ['a public and a private address', ['93.184.216.34', '10.0.0.7']],
  ])('a name that leads to %s is refused, and nobody is connected to', async (_, addresses) => {
    const { lookup, asked } = resolver({ 'psa.example': addresses });
    const send = createPsaTransport({ allowLoopback: false, lookup });
    const { port } = new URL(server.origin);
    await expect(send(get(`https://psa.example:${port}/x`))).rejects.toMatchObject(REFUSED);
    expect(asked).toEqual(['psa.example']);
    expect(server.connections()).toBe(0);
  });

  it('what was looked up is what is connected to: a name cannot turn in between', async () => {
    const { lookup, asked } = resolver({ 'psa.example': ['127.0.0.1'] });
    const send = createPsaTransport({ allowLoopback: true, lookup });
    server.always('/x', { json: { fine: true } });
    const { port } = new URL(server.origin);
    const answer = await send(get(`http://psa.example:${port}/x`));
    expect(answer).toMatchObject({ status: 200, text: '{"fine":true}' });
    expect(server.requests[0]?.headers['host']).toBe(`psa.example:${port}`);
    expect(asked).toEqual(['psa.example']);
  });

  it.each(['http://psa.example/', 'http://93.184.216.34/', 'ftp://psa.example/', 'file:///etc/passwd'])(
    '%s is refused: only https is used',
    async (url) => {
      const { lookup } = resolver({ 'psa.example': ['93.184.216.34'] });
      const send = createPsaTransport({ allowLoopback: false, lookup });
      await expect(send(get(url))).rejects.toMatchObject(REFUSED);
    },
  );

  it.each([
    'http://10.0.0.1/',
    'https://169.254.169.254/',
    'http://psa.example/',
    'http://private.example/',
    'http://93.184.216.34/',
  ])('the sandbox’s leave is for loopback alone: %s stays refused', async (url) => {
    const { lookup } = resolver({ 'psa.example': ['93.184.216.34'], 'private.example': ['10.0.0.7'] });
    const send = createPsaTransport({ allowLoopback: true, lookup });
    await expect(send(get(url))).rejects.toMatchObject(REFUSED);
  });

  it('a name or password in the address is refused: addresses are shown in the open', async () => {
    const { lookup } = resolver({ 'psa.example': ['93.184.216.34'] });
    const send = createPsaTransport({ allowLoopback: false, lookup });
    const sending = send(get('https://admin:hunter22@psa.example/'));
    await expect(sending).rejects.toMatchObject(REFUSED);
    await expect(sending).rejects.not.toThrow('hunter22');
  });

  it('a redirect is an answer and is never followed', async () => {
    const send = createPsaTransport({ allowLoopback: true });
    server.always('/x', { status: 302, headers: { location: `${server.origin}/elsewhere` } });
    expect(await send(get(`${server.origin}/x`))).toMatchObject({ status: 302 });
    expect(server.callsTo('/elsewhere')).toBe(0);
  });
});

describe('a connection', () => {
  const once = (path: string): PsaRequest => get(`${server.origin}${path}`);

  it('PERF-4: that was checked is kept for the next read; a write has its own', async () => {
    const send = createPsaTransport({ allowLoopback: true });
    server.always('/x', { json: {} });
    for (let read = 0; read < 3; read += 1) await send(once('/x'));
    expect(server.connections()).toBe(1);
    await send({ ...once('/x'), method: 'POST', body: '{}' });
    expect(server.connections()).toBe(2);
    expect(server.requests.at(-1)?.headers['connection']).toBe('close');
    await send(once('/x'));
    expect(server.connections()).toBe(2);
  });

  it('S27: that is kept is of its own protocol and name: another name is looked up and judged', async () => {
    const { lookup, asked } = resolver({ 'a.example': ['127.0.0.1'], 'b.example': ['10.0.0.7'] });
    const send = createPsaTransport({ allowLoopback: true, lookup });
    server.always('/x', { json: {} });
    const { port } = new URL(server.origin);
    await send(get(`http://a.example:${port}/x`));
    await send(get(`http://a.example:${port}/x`));
    await expect(send(get(`http://b.example:${port}/x`))).rejects.toMatchObject(REFUSED);
    expect(asked).toEqual(['a.example', 'b.example']);
  });

  it('REL-1: that was kept and is closed in the moment of its next use is replaced; a write is not sent twice', async () => {
    const send = createPsaTransport({ allowLoopback: true });
    server.play('/x', { json: {} }, { reset: true }, { json: { second: true } });
    await send(once('/x'));
    expect(await send(once('/x'))).toMatchObject({ status: 200, text: '{"second":true}' });
    expect(server.callsTo('/x')).toBe(3);
    server.play('/y', { reset: true }, { json: {} });
    await expect(send({ ...once('/y'), method: 'POST', body: '{}' })).rejects.toMatchObject({
      code: 'psa_down',
    });
    expect(server.callsTo('/y')).toBe(1);
  });
});

describe('REL-1: an answer', () => {
  const send = createPsaTransport({ allowLoopback: true });

  it('takes a body along and comes back with status, headers and text', async () => {
    server.always('/token', { status: 201, headers: { 'x-one': '1' }, json: { a: 'ä' } });
    const body = 'grant=all&name=%C3%A4';
    const answer = await send(get(`${server.origin}/token?tenant=x`, { method: 'POST', body }));
    expect(answer).toMatchObject({ status: 201, headers: { 'x-one': '1' }, text: '{"a":"ä"}' });
    expect(server.requests[0]).toMatchObject({ method: 'POST', rawUrl: '/token?tenant=x', body });
  });

  it.each([
    ['never begins', { hang: 'headers' }],
    ['begins and never ends', { hang: 'body' }],
  ] as const)('that %s is given up at the deadline, with the connection', async (_, script) => {
    server.always('/slow', script);
    await expect(send(get(`${server.origin}/slow`, { timeoutMs: 150 }))).rejects.toMatchObject({
      code: 'psa_down',
      message: 'the PSA did not answer within 0.15 s',
    });
    await expect.poll(() => server.abandoned()).toBe(1);
  });

  it('that is cut off in the middle is psa_down', async () => {
    server.always('/cut', { cut: '{"a":' });
    await expect(send(get(`${server.origin}/cut`))).rejects.toMatchObject({ code: 'psa_down' });
  });

  it('that is a closed connection is psa_down and keeps its cause', async () => {
    server.always('/reset', { reset: true });
    await expect(send(get(`${server.origin}/reset`))).rejects.toMatchObject({
      code: 'psa_down',
      cause: { code: 'ECONNRESET' },
    });
  });

  it('of more than 16 MB is given up', async () => {
    server.always('/flood', { flood: 64 * 1024 * 1024 });
    await expect(send(get(`${server.origin}/flood`))).rejects.toMatchObject({
      code: 'psa_down',
      message: expect.stringContaining('16 MB'),
    });
    await expect.poll(() => server.abandoned()).toBe(1);
  });

  it('a name that nobody knows is psa_down', async () => {
    const { lookup } = resolver({});
    const blind = createPsaTransport({ allowLoopback: false, lookup });
    await expect(blind(get('https://nowhere.example/'))).rejects.toMatchObject({ code: 'psa_down' });
  });

  it('a header that cannot be sent is psa_down, not a crash', async () => {
    const headers = { authorization: 'Bearer a\nb' };
    await expect(send(get(`${server.origin}/x`, { headers }))).rejects.toMatchObject({ code: 'psa_down' });
    expect(server.requests).toHaveLength(0);
  });
});
