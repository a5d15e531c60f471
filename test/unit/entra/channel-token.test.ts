import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChannelTokenVerifier, createChannelTokenVerifier } from '#adapters/entra/channel-token.ts';
import { startScriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { createFakeClock, createRecordingLogger } from './fake-clock.ts';
import { createSigningPair, type SigningPair, unsigned } from './issuer.ts';

const BOT = '11111111-0000-4000-8000-00000000b07a';
const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';
const TEAMS = { serviceUrl: SERVICE_URL, channelId: 'msteams' };
const METADATA = '/v1/.well-known/openidconfiguration';
const KEYS = '/v1/.well-known/keys';

let server: ScriptedServer;
let foreign: ScriptedServer;
let pair: SigningPair;
let stranger: SigningPair;
let time: ReturnType<typeof createFakeClock>;
let log: ReturnType<typeof createRecordingLogger>;
let verifier: ChannelTokenVerifier;

beforeAll(async () => {
  server = await startScriptedServer();
  foreign = await startScriptedServer();
  pair = await createSigningPair('key-1', { endorsements: ['msteams', 'webchat'] });
  stranger = await createSigningPair('key-1');
});
afterAll(() => Promise.all([server.close(), foreign.close()]));
beforeEach(() => {
  server.reset();
  foreign.reset();
  publish(pair);
  time = createFakeClock();
  log = createRecordingLogger();
  verifier = createVerifier();
});

function publish(...pairs: readonly SigningPair[]): void {
  server.always(METADATA, {
    json: { issuer: 'https://api.botframework.com', jwks_uri: `${server.origin}${KEYS}` },
  });
  server.always(KEYS, { json: { keys: pairs.map(({ jwk }) => jwk) } });
}

function createVerifier(fetchTimeoutMs = 3_000): ChannelTokenVerifier {
  const openIdMetadataUrl = `${server.origin}${METADATA}`;
  return createChannelTokenVerifier({
    openIdMetadataUrl,
    botId: BOT,
    clock: time.clock,
    logger: log.logger,
    fetchTimeoutMs,
  });
}

function claims(changes: JWTPayload = {}): JWTPayload {
  const now = time.seconds();
  return {
    iss: 'https://api.botframework.com',
    aud: BOT,
    serviceurl: SERVICE_URL,
    nbf: now - 60,
    exp: now + 3_600,
    ...changes,
  };
}

function without(name: string): JWTPayload {
  const { [name]: _, ...rest } = claims();
  return rest;
}

const verify = (token: string, activity: Parameters<ChannelTokenVerifier['verify']>[1] = TEAMS) =>
  verifier.verify(`Bearer ${token}`, activity);

describe('SEC-1: what the Bot Connector sends is let in', () => {
  it('a good token', async () => {
    const result = await verify(await pair.sign(claims()));
    expect(result).toEqual({
      ok: true,
      claims: {
        issuer: 'https://api.botframework.com',
        audience: BOT,
        serviceUrl: SERVICE_URL,
        expiresAt: new Date((time.seconds() + 3_600) * 1000),
      },
    });
  });

  it('a slash at the end of the service address makes no difference', async () => {
    const token = await pair.sign(claims());
    expect(await verify(token, { ...TEAMS, serviceUrl: SERVICE_URL.slice(0, -1) })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ['expired 4 min ago', { exp: -240 }],
    ['valid in 4 min', { nbf: 240 }],
  ])('P6: a token %s, because clocks differ', async (_, { exp, nbf }: { exp?: number; nbf?: number }) => {
    const now = time.seconds();
    const token = await pair.sign(claims({ ...(exp && { exp: now + exp }), ...(nbf && { nbf: now + nbf }) }));
    expect(await verify(token)).toMatchObject({ ok: true });
  });
});

it('CON-7: the government clouds have an issuer of their own, and only theirs is let in there', async () => {
  const { clock } = time;
  const openIdMetadataUrl = `${server.origin}${METADATA}`;
  const needs = { openIdMetadataUrl, botId: BOT, clock, logger: log.logger };
  verifier = createChannelTokenVerifier({ ...needs, cloud: 'gcc-high' });
  expect(await verify(await pair.sign(claims()))).toMatchObject({ ok: false, status: 401 });
  const token = await pair.sign(claims({ iss: 'https://api.botframework.us' }));
  expect(await verify(token)).toMatchObject({ ok: true });
});

describe('S1: no token, or one that proves nothing', () => {
  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer a.b',
    'Bearer garbage',
    'Basic dXNlcjpwYXNz',
    'Bearer a.b.c d',
  ])('header %j is 401 and asks nobody', async (header) => {
    expect(await verifier.verify(header, TEAMS)).toMatchObject({ ok: false, status: 401 });
    expect(server.requests).toEqual([]);
  });

  it('alg none is 401 and asks nobody', async () => {
    expect(await verify(unsigned(claims()))).toMatchObject({ ok: false, status: 401 });
    expect(await verify(unsigned(claims()).replace(/AA$/, ''))).toMatchObject({ ok: false, status: 401 });
    expect(server.requests).toEqual([]);
  });

  it('HS256 with the public key as the secret is 401 and asks nobody', async () => {
    expect(await verify(await pair.signWithPublicKey(claims()))).toMatchObject({ ok: false, status: 401 });
    expect(server.requests).toEqual([]);
  });

  it('a signature by another key with the same id is 401', async () => {
    expect(await verify(await stranger.sign(claims()))).toMatchObject({ ok: false, status: 401 });
  });

  it('a good token with one changed claim is 401, also after the good one was remembered', async () => {
    const token = await pair.sign(claims());
    expect(await verify(token)).toMatchObject({ ok: true });
    const [head, , signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify(claims({ serviceurl: 'https://evil.example/' }))).toString(
      'base64url',
    );
    const activity = { ...TEAMS, serviceUrl: 'https://evil.example/' };
    expect(await verify(`${head}.${forged}.${signature}`, activity)).toMatchObject({
      ok: false,
      status: 401,
    });
  });

  it('an unknown key id and none at all are 401', async () => {
    expect(await verify(await pair.sign(claims(), { kid: 'other' }))).toMatchObject({
      ok: false,
      status: 401,
    });
    expect(await verify(await pair.sign(claims(), { kid: undefined }))).toMatchObject({
      ok: false,
      status: 401,
    });
  });

  it('keys offered in the header are not looked at: 0 requests to the attacker', async () => {
    const header = {
      kid: 'mine',
      jku: `${foreign.origin}/keys`,
      x5u: `${foreign.origin}/cert`,
      jwk: stranger.jwk,
    };
    expect(await verify(await stranger.sign(claims(), header))).toMatchObject({ ok: false, status: 401 });
    expect(foreign.connections()).toBe(0);
  });
});

describe('S2: a token that is not for now, not for us or not from there', () => {
  const wrong: readonly (readonly [string, () => JWTPayload])[] = [
    ['expired 6 min ago', () => claims({ exp: time.seconds() - 360 })],
    ['valid in 6 min', () => claims({ nbf: time.seconds() + 360 })],
    ['without exp', () => without('exp')],
    ['for another bot', () => claims({ aud: '22222222-0000-4000-8000-000000000000' })],
    ['for two audiences', () => claims({ aud: [BOT, 'x'] })],
    ['without audience', () => without('aud')],
    ['of another issuer', () => claims({ iss: 'https://evil.example' })],
    ['of an Entra tenant', () => claims({ iss: 'https://login.microsoftonline.com/t/v2.0', tid: 'u' })],
    ['without issuer', () => without('iss')],
  ];
  it.each(wrong)('%s: 401', async (_, made) => {
    expect(await verify(await pair.sign(made()))).toMatchObject({ ok: false, status: 401 });
  });

  it('a token that was good is refused once it has expired', async () => {
    const token = await pair.sign(claims());
    expect(await verify(token)).toMatchObject({ ok: true });
    time.advanceSeconds(3_600 + 301);
    expect(await verify(token)).toMatchObject({ ok: false, status: 401 });
  });
});

describe('S3, S5: a good token for something else', () => {
  it.each([
    ['another service address', { ...TEAMS, serviceUrl: 'https://evil.example/' }],
    ['a longer service address', { ...TEAMS, serviceUrl: `${SERVICE_URL}x` }],
    ['no service address', { ...TEAMS, serviceUrl: undefined }],
    ['an empty service address', { ...TEAMS, serviceUrl: '' }],
    ['a channel that the key is not endorsed for', { ...TEAMS, channelId: 'directline' }],
    ['no channel', { ...TEAMS, channelId: undefined }],
    ['an empty channel', { ...TEAMS, channelId: '' }],
  ])('%s: 403, also when the token is remembered', async (_, activity) => {
    const token = await pair.sign(claims());
    expect(await verify(token, activity)).toMatchObject({ ok: false, status: 403 });
    expect(await verify(token)).toMatchObject({ ok: true });
    expect(await verify(token, activity)).toMatchObject({ ok: false, status: 403 });
  });

  it('a token without serviceurl: 403', async () => {
    const token = await pair.sign(without('serviceurl'));
    expect(await verify(token)).toMatchObject({ ok: false, status: 403 });
  });

  it('a key without endorsements signs for no channel: 403', async () => {
    const plain = await createSigningPair('plain');
    publish(plain);
    expect(await verify(await plain.sign(claims()))).toMatchObject({ ok: false, status: 403 });
  });
});

describe('S7: keys that cannot be read', () => {
  it.each([
    ['metadata down', METADATA, { status: 500 }],
    ['keys down', KEYS, { status: 503 }],
    ['metadata reset', METADATA, { reset: true }],
    ['HTML as metadata', METADATA, { headers: { 'content-type': 'text/html' }, text: '<html>' }],
    ['an empty key set', KEYS, { json: { keys: [] } }],
    ['a redirect', METADATA, { status: 302, headers: { location: '/elsewhere' } }],
  ] as const)('cold start, %s: 503, and the next try goes after 5 s', async (_, path, answer) => {
    server.always(path, answer);
    const token = await pair.sign(claims());
    expect(await verify(token)).toMatchObject({ ok: false, status: 503 });
    const calls = server.requests.length;
    expect(await verify(token)).toMatchObject({ ok: false, status: 503 });
    expect(server.requests).toHaveLength(calls);
    time.advanceSeconds(5);
    publish(pair);
    expect(await verify(token)).toMatchObject({ ok: true });
  });

  it.each(['headers', 'body'] as const)(
    'cold start, %s hang: 503 by one deadline over both documents',
    async (hang) => {
      server.always(KEYS, { hang });
      verifier = createVerifier(80);
      const startedAt = performance.now();
      expect(await verify(await pair.sign(claims()))).toMatchObject({ ok: false, status: 503 });
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    },
  );

  it('keys on a plain foreign address are not fetched', async () => {
    server.always(METADATA, { json: { jwks_uri: `${foreign.origin}/keys` } });
    expect(await verify(await pair.sign(claims()))).toMatchObject({ ok: false, status: 503 });
    expect(foreign.connections()).toBe(0);
  });

  it('known keys stay good for more than 24 h while the issuer is down, without waiting for it', async () => {
    expect(await verify(await pair.sign(claims()))).toMatchObject({ ok: true });
    server.always(METADATA, { hang: 'headers' });
    time.advanceSeconds(25 * 3_600);
    const startedAt = performance.now();
    expect(await verify(await pair.sign(claims()))).toMatchObject({ ok: true });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    time.advanceSeconds(10 * 3_600);
    expect(await verify(await pair.sign(claims()))).toMatchObject({ ok: true });
  });

  it('keys that could not be renewed for two days are not believed any more', async () => {
    expect(await verify(await pair.sign(claims()))).toMatchObject({ ok: true });
    server.always(METADATA, { status: 500 });
    time.advanceSeconds(49 * 3_600);
    expect(await verify(await pair.sign(claims()))).toMatchObject({ ok: false, status: 503 });
  });

  it('a key that the issuer took back is refused after the next refresh, remembered tokens too', async () => {
    const token = await pair.sign(claims({ exp: time.seconds() + 30 * 3_600 }));
    expect(await verify(token)).toMatchObject({ ok: true });
    publish(await createSigningPair('key-2', { endorsements: ['msteams'] }));
    time.advanceSeconds(13 * 3_600);
    await verify(token);
    await expect.poll(async () => verify(token)).toMatchObject({ ok: false, status: 401 });
  });

  it('a new key is found at once', async () => {
    expect(await verify(await pair.sign(claims()))).toMatchObject({ ok: true });
    const next = await createSigningPair('key-2', { endorsements: ['msteams'] });
    publish(pair, next);
    time.advanceSeconds(61);
    expect(await verify(await next.sign(claims()))).toMatchObject({ ok: true });
  });
});

describe('S8: floods', () => {
  it('50 first messages make one fetch of each document', async () => {
    const token = await pair.sign(claims());
    const results = await Promise.all(Array.from({ length: 50 }, () => verify(token)));
    expect(results.every((result) => result.ok)).toBe(true);
    expect([server.callsTo(METADATA), server.callsTo(KEYS)]).toEqual([1, 1]);
  });

  it('tokens with random key ids make at most one fetch a minute', async () => {
    expect(await verify(await pair.sign(claims()))).toMatchObject({ ok: true });
    time.advanceSeconds(61);
    const [head = '', body = '', signature = ''] = (await pair.sign(claims())).split('.');
    for (let number = 0; number < 5_000; number += 1) {
      const kid = Buffer.from(JSON.stringify({ alg: 'RS256', kid: `random-${number}` })).toString(
        'base64url',
      );
      const result = await verify(`${kid}.${body}.${signature}`);
      expect(result).toMatchObject({ ok: false, status: 401 });
    }
    expect(head).not.toBe('');
    expect(server.callsTo(KEYS)).toBe(2);
  });

  it('tokens for somebody else make no fetch at all', async () => {
    await verify(await pair.sign(claims({ aud: 'x' })));
    await verify(await pair.sign(claims({ iss: 'x' })));
    expect(server.requests).toEqual([]);
  });

  it('O4: refusals are not logged here, or each would stand twice in the log', async () => {
    const token = await stranger.sign(claims());
    expect(await verify(token)).toMatchObject({ ok: false });
    expect(log.lines).toEqual([]);
  });
});
