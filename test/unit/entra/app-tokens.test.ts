import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppTokenSource } from '#core/access/ports.ts';
import { createAppTokenSource } from '#adapters/entra/app-tokens.ts';
import type { AppCredential } from '#adapters/entra/client-credentials.ts';
import {
  type ScriptedAnswer,
  startScriptedServer,
  type ScriptedServer,
} from '../../support/scripted-server.ts';
import { createFakeClock, createRecordingLogger, START } from './fake-clock.ts';
import { encode } from './issuer.ts';

const DESK = '0b1c2d3e-0000-4000-8000-00000000d35c';
const CLIENT = '11111111-0000-4000-8000-00000000c11e';
const SECRET = 'planted-client-secret';
const TOKEN_PATH = `/${DESK}/oauth2/v2.0/token`;
const REUSE = { fresh: false };
const FRESH = { fresh: true };

let server: ScriptedServer;
let time: ReturnType<typeof createFakeClock>;
let log: ReturnType<typeof createRecordingLogger>;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  time = createFakeClock();
  log = createRecordingLogger();
});

function createSource(credential: AppCredential = { secret: SECRET }, timeoutMs = 10_000): AppTokenSource {
  const { clock } = time;
  const { logger } = log;
  return createAppTokenSource({
    entraBaseUrl: server.origin,
    cloud: 'global',
    clientId: CLIENT,
    credential,
    clock,
    logger,
    timeoutMs,
  });
}

const appToken = (number: number): string =>
  `${encode({ alg: 'RS256' })}.${encode({ tid: DESK.toUpperCase(), roles: ['User.Read.All'], number })}.c2ln`;
const granted = (number: number, expiresIn = 3_600): ScriptedAnswer => ({
  json: {
    token_type: 'Bearer',
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: appToken(number),
  },
});
const refused = (error: string, number: number, status = 401): ScriptedAnswer => ({
  status,
  json: {
    error,
    error_codes: [number],
    error_description: `AADSTS${number}: something about app '${CLIENT}'. Trace ID: x`,
    correlation_id: 'c',
    trace_id: 't',
    timestamp: '2026-11-20 09:00:00Z',
  },
});

describe('a token', () => {
  it('comes by one request to the real authority’s path below ENTRA_BASE_URL, with expiry and hints', async () => {
    server.play(TOKEN_PATH, granted(1));
    expect(await createSource().getAppToken(DESK, REUSE)).toEqual({
      accessToken: appToken(1),
      expiresAt: new Date(START.getTime() + 3_600_000),
      tenantId: DESK,
      roles: ['User.Read.All'],
    });
    expect(server.requests).toHaveLength(1);
    const body = new URLSearchParams(server.requests[0]?.body);
    expect(Object.fromEntries(body)).toMatchObject({
      client_id: CLIENT,
      client_secret: SECRET,
      grant_type: 'client_credentials',
      scope: expect.stringContaining('https://graph.microsoft.com/.default'),
    });
  });

  it('is asked for with a signed assertion when the app has a certificate', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    server.play(TOKEN_PATH, granted(1));
    const source = createSource({ certificate: { thumbprintSha256: 'ab'.repeat(32), privateKey: pem } });
    expect(await source.getAppToken(DESK, REUSE)).toMatchObject({ accessToken: appToken(1) });
    const body = new URLSearchParams(server.requests[0]?.body);
    expect(body.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    expect(body.get('client_assertion')).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(body.has('client_secret')).toBe(false);
  });

  it('is shared by everyone who asks at once, and kept', async () => {
    server.play(TOKEN_PATH, granted(1));
    const source = createSource();
    await Promise.all(Array.from({ length: 50 }, () => source.getAppToken(DESK, REUSE)));
    await source.getAppToken(DESK, REUSE);
    expect(server.requests).toHaveLength(1);
  });

  it('of one desk is never given to another', async () => {
    const other = '0b1c2d3e-0000-4000-8000-00000000ffff';
    server.play(TOKEN_PATH, granted(1));
    server.play(`/${other}/oauth2/v2.0/token`, granted(2));
    const source = createSource();
    expect((await source.getAppToken(DESK, REUSE)).accessToken).toBe(appToken(1));
    expect((await source.getAppToken(other, REUSE)).accessToken).toBe(appToken(2));
    expect((await source.getAppToken(DESK, REUSE)).accessToken).toBe(appToken(1));
  });

  it('CON-4: fresh asks Entra again, and what it brings is what everyone gets', async () => {
    server.play(TOKEN_PATH, granted(1), granted(2));
    const source = createSource();
    await source.getAppToken(DESK, REUSE);
    expect((await source.getAppToken(DESK, FRESH)).accessToken).toBe(appToken(2));
    expect((await source.getAppToken(DESK, REUSE)).accessToken).toBe(appToken(2));
    expect(server.requests).toHaveLength(2);
  });

  it('is renewed beside the answer before it runs out, and never handed out with less than 5 min left', async () => {
    server.play(TOKEN_PATH, granted(1), granted(2), granted(3));
    const source = createSource();
    await source.getAppToken(DESK, REUSE);
    time.advanceSeconds(3_600 - 9 * 60);
    expect((await source.getAppToken(DESK, REUSE)).accessToken).toBe(appToken(1));
    await expect.poll(async () => (await source.getAppToken(DESK, REUSE)).accessToken).toBe(appToken(2));
    time.advanceSeconds(3_600 - 4 * 60);
    expect((await source.getAppToken(DESK, REUSE)).accessToken).toBe(appToken(3));
  });

  it('stays in use while the renewal beside it fails', async () => {
    server.play(TOKEN_PATH, granted(1));
    server.always(TOKEN_PATH, { status: 503 });
    const source = createSource();
    await source.getAppToken(DESK, REUSE);
    time.advanceSeconds(3_600 - 9 * 60);
    expect((await source.getAppToken(DESK, REUSE)).accessToken).toBe(appToken(1));
    await expect.poll(() => log.lines.some((line) => line.includes('refresh_ahead_failed'))).toBe(true);
    expect((await source.getAppToken(DESK, REUSE)).accessToken).toBe(appToken(1));
    expect(server.requests).toHaveLength(2);
  });

  it('that cannot be decoded hints at nothing', async () => {
    server.play(TOKEN_PATH, { json: { token_type: 'Bearer', expires_in: 3_600, access_token: 'opaque' } });
    expect(await createSource().getAppToken(DESK, REUSE)).toMatchObject({ tenantId: '', roles: [] });
  });
});

describe('CON-4, G19: no token', () => {
  it.each([
    ['invalid_client', 7000229, 'consent_missing', 'not-consented'],
    ['unauthorized_client', 700016, 'consent_missing', 'not-consented'],
    ['invalid_grant', 65001, 'consent_missing', 'not-consented'],
    ['invalid_client', 650051, 'consent_missing', 'not-consented'],
    ['unauthorized_client', 7000112, 'consent_missing', 'app-disabled'],
    ['invalid_request', 90002, 'consent_missing', 'tenant-unknown'],
    ['access_denied', 53003, 'consent_missing', 'blocked-by-policy'],
    ['invalid_client', 7000215, 'secret_invalid', 'credential-refused'],
    ['invalid_client', 7000222, 'secret_invalid', 'credential-refused'],
    ['invalid_client', 700027, 'secret_invalid', 'credential-refused'],
    ['invalid_client', 999_999, 'secret_invalid', 'credential-refused'],
    ['unauthorized_client', 999_999, 'consent_missing', 'not-consented'],
    ['invalid_request', 90033, 'entra_down', 'service'],
    ['temporarily_unavailable', 999_999, 'entra_down', 'service'],
    ['something_new', 999_999, 'entra_down', 'service'],
  ])('%s with AADSTS%i is %s (%s)', async (error, number, code, reason) => {
    server.always(TOKEN_PATH, refused(error, number));
    await expect(createSource().getAppToken(DESK, REUSE)).rejects.toMatchObject({
      code,
      details: { reason, error, aadsts: number, status: 401 },
      remedy: expect.any(String),
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['an empty 200', { json: {} }],
    ['an empty token', { json: { token_type: 'Bearer', expires_in: 3_600, access_token: '' } }],
    ['a 500 with {}', { status: 500, json: {} }],
    ['a 500 that blames the secret', refused('invalid_client', 7000215, 500)],
    ['HTML', { headers: { 'content-type': 'text/html' }, text: '<html>' }],
    ['a 400 in HTML', { status: 400, text: '<html>' }],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }],
    ['a reset', { reset: true }],
    ['half an answer', { cut: '{"access_token":"x"' }],
    ['a 3 MB answer', { flood: 3 * 1024 * 1024 }],
  ] as readonly (readonly [string, ScriptedAnswer])[])(
    '%s is a fault of the service: %j',
    async (_, answer) => {
      server.always(TOKEN_PATH, answer);
      await expect(createSource().getAppToken(DESK, REUSE)).rejects.toMatchObject({ code: 'entra_down' });
    },
  );

  it('a 429 says when to come back, and nobody asks before', async () => {
    server.play(
      TOKEN_PATH,
      { status: 429, headers: { 'retry-after': '30' }, json: { error: 'x' } },
      granted(1),
    );
    const source = createSource();
    await expect(source.getAppToken(DESK, REUSE)).rejects.toMatchObject({
      code: 'entra_down',
      retryAfterSeconds: 30,
    });
    await expect(source.getAppToken(DESK, REUSE)).rejects.toMatchObject({ code: 'entra_down' });
    expect(server.requests).toHaveLength(1);
    time.advanceSeconds(30);
    expect(await source.getAppToken(DESK, REUSE)).toMatchObject({ accessToken: appToken(1) });
  });

  it.each(['headers', 'body'] as const)('%s that never come are cut off by the deadline', async (hang) => {
    server.always(TOKEN_PATH, { hang });
    const startedAt = performance.now();
    await expect(createSource({ secret: SECRET }, 80).getAppToken(DESK, REUSE)).rejects.toMatchObject({
      code: 'entra_down',
    });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('G19: a burst of questions costs one refused token call, but fresh always asks', async () => {
    server.always(TOKEN_PATH, refused('invalid_client', 7000229));
    const source = createSource();
    for (let number = 0; number < 10; number += 1) {
      await expect(source.getAppToken(DESK, REUSE)).rejects.toMatchObject({ code: 'consent_missing' });
    }
    expect(server.requests).toHaveLength(1);
    await expect(source.getAppToken(DESK, FRESH)).rejects.toMatchObject({ code: 'consent_missing' });
    expect(server.requests).toHaveLength(2);
    time.advanceSeconds(5);
    await expect(source.getAppToken(DESK, REUSE)).rejects.toMatchObject({ code: 'consent_missing' });
    expect(server.requests).toHaveLength(3);
  });

  it('a damaged certificate is our secret, not Entra’s fault, and nothing is sent', async () => {
    const certificate = { thumbprintSha256: 'ab'.repeat(32), privateKey: 'not a key' };
    await expect(createSource({ certificate }).getAppToken(DESK, REUSE)).rejects.toMatchObject({
      code: 'secret_invalid',
    });
    expect(server.requests).toEqual([]);
  });

  it('SEC-2, S28: neither secret nor token is in an error or the log', async () => {
    server.play(TOKEN_PATH, refused('invalid_client', 7000215), granted(1));
    const source = createSource();
    const error: unknown = await source.getAppToken(DESK, REUSE).catch((cause: unknown) => cause);
    await source.getAppToken(DESK, FRESH);
    const written = JSON.stringify([log.lines, error, String(error), error instanceof Error && error.cause]);
    expect(written).not.toContain(SECRET);
    expect(written).not.toContain(appToken(1));
  });
});
