import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConnectWise, createConnectWise } from '#adapters/psa/connectwise/connectwise.ts';
import { pinned } from '#adapters/psa/connectwise/connectwise-keys.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { HOUR, MINUTE } from '#kernel/interval.ts';
import { silentLogger } from '#kernel/logger.ts';
import { signatureOf } from '../../sandbox/connectwise/connectwise-callback.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const KEY = 'of the cloud';
const KEYS = '/keys/1';
let now = NOW;
let server: ScriptedServer;
let elsewhere: ScriptedServer;
let source: ConnectWise;

beforeAll(async () => {
  server = await startScriptedServer();
  elsewhere = await startScriptedServer();
});
beforeEach(() => {
  now = NOW;
  server.reset();
  elsewhere.reset();
  server.always(KEYS, { json: { signing_key: KEY } });
  elsewhere.always(KEYS, { json: { signing_key: KEY } });
  source = anAdapter(true);
});
afterAll(() => Promise.all([server.close(), elsewhere.close()]));

function anAdapter(allowLoopback: boolean): ConnectWise {
  return createConnectWise({
    clock: { now: () => now },
    sleep: async () => {},
    logger: silentLogger,
    allowLoopback,
  });
}

function connection(baseUrl = server.origin): PsaConnection {
  return {
    deskId: '0a000000-0000-4000-8000-00000000000a',
    kind: 'connectwise',
    settings: { baseUrl, companyId: 'harbourlane', clientId: 'c' },
    secrets: { publicKey: 'pub', privateKey: 'priv' },
    connectedAt: NOW,
    connectedBy: null,
  };
}

const bodyWith = (changes: object = {}): string =>
  JSON.stringify({
    Action: 'updated',
    Type: 'ticket',
    ID: 4711,
    Entity: '{}',
    Metadata: { key_url: `${server.origin}${KEYS}` },
    ...changes,
  });

const read = (body: string, options: { key?: string; signature?: string; from?: ConnectWise } = {}) =>
  (options.from ?? source).readHook(connection(), {
    headers: { 'x-content-signature': options.signature ?? signatureOf(body, options.key ?? KEY) },
    body,
    secret: 'in the address',
  });

const withKeyAt = (key_url: string) => bodyWith({ Metadata: { key_url } });

describe('DIS-1: a signed callback', () => {
  it('names its ticket, and its message where it has an id', async () => {
    expect(await read(bodyWith())).toEqual({ kind: 'tickets', ticketIds: ['4711'], eventId: null });
    expect(await read(bodyWith({ MessageId: 'm-1' }))).toMatchObject({ eventId: 'm-1' });
  });

  it('about something else names no ticket', async () => {
    expect(await read(bodyWith({ Type: 'company' }))).toMatchObject({ kind: 'tickets', ticketIds: [] });
  });

  it('takes no key of ours along, and reads the signing key once an hour', async () => {
    await read(bodyWith());
    now = new Date(NOW.getTime() + HOUR - 1);
    await read(bodyWith());
    expect(server.callsTo(KEYS)).toBe(1);
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
    now = new Date(NOW.getTime() + HOUR);
    await read(bodyWith());
    expect(server.callsTo(KEYS)).toBe(2);
  });

  it('with a key that has changed is believed, and a wrong one asks once a minute at most', async () => {
    await read(bodyWith());
    server.always(KEYS, { json: { signing_key: 'the next one' } });
    expect(await read(bodyWith(), { key: 'the next one' })).toEqual({ kind: 'forged' });
    expect(server.callsTo(KEYS)).toBe(1);
    now = new Date(NOW.getTime() + MINUTE);
    expect(await read(bodyWith(), { key: 'the next one' })).toMatchObject({ kind: 'tickets' });
    expect(server.callsTo(KEYS)).toBe(2);
  });

  it.each([
    ['503', { status: 503 }],
    ['429', { status: 429 }],
    ['no JSON', { text: '<html>' }],
    ['no key', { json: { other: 1 } }],
    ['no answer', { reset: true } as const],
  ])(
    'REL-1: whose key cannot be read now (%s) is psa_down, neither forged nor believed',
    async (_, answer) => {
      server.always(KEYS, answer);
      await expect(read(bodyWith())).rejects.toMatchObject({ code: 'psa_down' });
      server.always(KEYS, { json: { signing_key: KEY } });
      expect(await read(bodyWith())).toMatchObject({ kind: 'tickets' });
    },
  );
});

describe('SEC-1: a forged callback', () => {
  it.each(['', 'x', 'a'.repeat(44), `${'A'.repeat(42)}==`])(
    'with "%s" for a signature is refused without a request',
    async (signature) => {
      const isShaped = /^[A-Za-z0-9+/]{43}=$/.test(signature);
      expect(await read(bodyWith(), { signature })).toEqual({ kind: 'forged' });
      expect(server.requests).toHaveLength(isShaped ? 1 : 0);
    },
  );

  it('of another body, or of another key, is refused', async () => {
    const signature = signatureOf(bodyWith(), KEY);
    expect(await read(bodyWith({ ID: 4712 }), { signature })).toEqual({ kind: 'forged' });
    expect(await read(bodyWith(), { key: 'guessed' })).toEqual({ kind: 'forged' });
  });

  it('that brings its own key from elsewhere is refused, and nothing is asked there', async () => {
    expect(await read(withKeyAt(`${elsewhere.origin}${KEYS}`))).toEqual({ kind: 'forged' });
    expect(elsewhere.requests).toEqual([]);
  });

  it('whose key is behind a redirect, or not there, is refused', async () => {
    server.always(KEYS, { status: 302, headers: { location: `${elsewhere.origin}${KEYS}` } });
    expect(await read(bodyWith())).toEqual({ kind: 'forged' });
    expect(elsewhere.requests).toEqual([]);
    server.always('/keys/2', { status: 404, json: { code: 'NotFound' } });
    expect(await read(withKeyAt(`${server.origin}/keys/2`))).toEqual({ kind: 'forged' });
  });

  it('with a key on this machine is refused outside the sandbox', async () => {
    expect(await read(bodyWith(), { from: anAdapter(false) })).toEqual({ kind: 'forged' });
    expect(server.requests).toEqual([]);
  });

  it.each([{ Metadata: {} }, { Metadata: null }, { ID: -1 }, { ID: '1 or 1=1' }, { ID: {} }, { Type: 7 }])(
    'with %j is refused',
    async (changes) => {
      expect(await read(bodyWith(changes))).toEqual({ kind: 'forged' });
    },
  );
});

describe('S27: the address of a signing key', () => {
  it.each([
    ['https://na.myconnectwise.net/v4_6_release/keys/1', true],
    ['https://api-eu.myconnectwise.net/keys', true],
    ['https://psa.msp.example/keys', true],
    ['http://psa.msp.example/keys', false],
    ['https://psa.msp.example:8443/keys', false],
    ['http://na.myconnectwise.net/keys', false],
    ['https://na.myconnectwise.net:8443/keys', false],
    ['https://myconnectwise.net/keys', false],
    ['https://evilmyconnectwise.net/keys', false],
    ['https://na.myconnectwise.net.evil.example/keys', false],
    ['https://na.myconnectwise.net@evil.example/keys', false],
    ['https://user:word@na.myconnectwise.net/keys', false],
    ['https://evil.example/na.myconnectwise.net', false],
    ['https://evil.example#na.myconnectwise.net', false],
    ['https://127.0.0.1/keys', false],
    ['https://[::1]/keys', false],
    ['https://169.254.169.254/latest', false],
    ['file:///etc/passwd', false],
    ['keys', false],
    ['', false],
  ])('%s: %s', (keyUrl, isAllowed) => {
    for (const allowLoopback of [true, false])
      expect(pinned(connection('https://psa.msp.example'), keyUrl, allowLoopback) !== null).toBe(isAllowed);
  });

  it('in the sandbox is the connection’s own origin and no other on this machine', () => {
    const own = connection('http://127.0.0.1:4001');
    expect(pinned(own, 'http://127.0.0.1:4001/keys/x', true)?.href).toBe('http://127.0.0.1:4001/keys/x');
    expect(pinned(own, 'http://127.0.0.1:4002/keys/x', true)).toBeNull();
    expect(pinned(own, 'http://localhost:4001/keys/x', true)).toBeNull();
    expect(pinned(own, 'http://127.0.0.1:4001/keys/x', false)).toBeNull();
  });
});
