import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import type { LogFields, Logger } from '#kernel/logger.ts';
import { createLogger } from '../../../bot/logging.ts';

const SECRET = 'p4$$w/rd+"ä"~9Kd&x=?';

/** A logger whose lines are kept. */
function listen(options: { level?: string; secrets?: readonly string[] } = {}): {
  readonly log: Logger;
  readonly lines: string[];
  /** The last line, parsed. */
  readonly last: () => Record<string, unknown>;
} {
  const lines: string[] = [];
  const log = createLogger({
    level: options.level ?? 'debug',
    secrets: options.secrets ?? [SECRET],
    destination: { write: (line) => void lines.push(line) },
  });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

/** What the log shows of a text. */
function shown(
  text: string,
  options: { level?: 'debug' | 'info'; secrets?: readonly string[] } = {},
): string {
  const { log, last } = listen(options.secrets ? { secrets: options.secrets } : {});
  log[options.level ?? 'info']('x', { text });
  return String(last()['text']);
}

describe('O4: a line', () => {
  it('is JSON with level, time in UTC, event and facts, and nothing about the machine', () => {
    const { log, lines, last } = listen();
    log.info('started', { port: 3978, isHttps: true, team: null, nothing: undefined });
    expect(lines[0]).toMatch(/\n$/);
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      event: 'started',
      port: 3978,
      isHttps: true,
      team: null,
    });
  });

  it('carries what its logger was given, and the call’s own facts win', () => {
    const { log, last } = listen();
    log.with({ requestId: 'r1', desk: 'a' }).with({ desk: 'b' }).warn('slow', { requestId: 'r2' });
    expect(last()).toMatchObject({ level: 'warn', event: 'slow', requestId: 'r2', desk: 'b' });
  });

  it('is written at its level and above only', () => {
    const { log, lines } = listen({ level: 'warn' });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(lines).toHaveLength(2);
    const silent = listen({ level: 'silent' });
    silent.log.error('e');
    expect(silent.lines).toEqual([]);
  });

  it('says each name once: a fact cannot take the place of the level, the time or the event', () => {
    const { log, lines, last } = listen();
    log.info('real', { level: 'error', time: 'never', event: 'forged' } as LogFields);
    expect(last()).toMatchObject({ level: 'info', event: 'real', level_: 'error', event_: 'forged' });
    for (const name of ['level', 'time', 'event']) expect(lines[0]?.split(`"${name}":`)).toHaveLength(2);
  });

  it('is one line whatever its texts are, and nothing in it steers a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (event, text) => {
        const { log, lines } = listen();
        log.info(event, { text, error: new Error(text) });
        expect(lines).toHaveLength(1);
        expect(lines[0]).toMatch(/^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*\n$/u);
        expect(() => JSON.parse(lines[0] ?? '') as unknown).not.toThrow();
      }),
    );
  });

  it.each([
    ['a forged second line', 'a\n{"level":"error"}', 'a\n{"level":"error"}'],
    ['an escape sequence', '\u001b[2Jgone', '\u001b[2Jgone'],
    ['its one-byte form', '\u009b2Jgone', '\\u009b2Jgone'],
    ['a turned direction', 'abc\u202etxt', 'abc\\u202etxt'],
    ['a line end of Unicode', 'a\u2028b', 'a\\u2028b'],
  ])('%s stays inside its text', (_, text, wanted) => {
    const { log, lines, last } = listen();
    log.info('x', { text });
    expect(lines[0]?.trimEnd()).not.toMatch(/[\p{Cc}\u2028\u202e]/u);
    expect(last()['text']).toBe(wanted);
  });

  it('a text without end is cut, and says how long it was', () => {
    expect(shown('a'.repeat(1_000_000))).toMatch(/^a{4000}… \(1000000 characters\)$/);
  });

  it('a megabyte without a blank costs no time', () => {
    const before = performance.now();
    for (const text of ['a', 'a.', '%', 'a@', '://a:', 'eyJ', '-----BEGIN PRIVATE KEY-----'])
      shown(text.repeat(300_000));
    expect(performance.now() - before).toBeLessThan(2000);
  });
});

describe('S28: a live secret is masked', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  it.each([
    ['as it is', `secret=${SECRET}!`],
    ['twice', `${SECRET} ${SECRET}`],
    ['URL-encoded', `https://x.example/?p=${encodeURIComponent(SECRET)}`],
    [
      'URL-encoded in small letters',
      encodeURIComponent(SECRET).replaceAll(/%../g, (code) => code.toLowerCase()),
    ],
    ['as a form sends it', new URLSearchParams({ p: SECRET }).toString()],
    ['in JSON', JSON.stringify({ p: SECRET })],
    ['in base64', base64(SECRET)],
    ['in base64 after one byte', base64(`a${SECRET}b`)],
    ['in base64 after two bytes', base64(`ab${SECRET}b`)],
    ['in base64 after an id, as in a Basic header', base64(`client-id:${SECRET}`)],
    ['in base64url', Buffer.from(`x:${SECRET}`).toString('base64url')],
  ])('%s', (_, text) => {
    const masked = shown(text);
    expect(masked).toMatch(/\[secret\]|\[token\]/);
    for (const form of [SECRET, encodeURIComponent(SECRET), base64(SECRET).slice(0, 16)])
      expect(masked).not.toContain(form);
  });

  it('in base64 in the midst of other bytes, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
        const masked = shown(base64(before + SECRET + after), { secrets: [SECRET] });
        // Left and right of the mask only what other bytes had a part in.
        expect(masked.replace('[secret]', '').length).toBeLessThanOrEqual(base64(before + after).length + 8);
        expect(masked).toContain('[secret]');
      }),
    );
  });

  it('in the event, in an error, its causes and its parts, and under every name', () => {
    const { log, lines } = listen();
    const deep = new Error('outer', { cause: new Error(`inner ${SECRET}`, { cause: `text ${SECRET}` }) });
    log.error(`failed ${SECRET}`, { error: deep, detail: SECRET });
    log.error('many', { error: new AggregateError([new Error(SECRET)], SECRET) });
    expect(lines.join('')).not.toContain('w/rd');
    expect(lines[0]?.match(/\[secret\]/g)).toHaveLength(4);
  });

  it('one that is cut off at the end of a long text', () => {
    const text = 'a '.repeat(1995) + SECRET;
    expect(shown(text)).not.toContain(SECRET.slice(0, 6));
  });

  it('a short or empty one masks nothing: half of each line would be gone', () => {
    expect(shown('a normal line', { secrets: ['', 'a'] })).toBe('a normal line');
  });
});

describe('S28: what looks like a secret is masked, known or not', () => {
  it.each([
    ['a bearer header', 'authorization: Bearer abc.def-123456', 'authorization: [token]'],
    ['a basic header', 'Basic dXNlcjpwYXNzd29yZA==', '[token]'],
    ['a JSON web token', 'got eyJhbGciOiJSUzI1NiJ9.eyJ0aWQiOiJ4In0.c2lnbmF0dXJl!', 'got [token]!'],
    ['an API key', `key rk_${'0a'.repeat(16)}_${'x'.repeat(43)}`, 'key [token]'],
    ['a refresh token of Entra', `rt 0.A${'b'.repeat(60)}.AgAB_c`, 'rt [token]'],
    ['a client secret of Entra', `s abc8Q~${'d'.repeat(34)}`, 's [token]'],
    [
      'a password in an address',
      'postgres://rollcall:hunter22@db.example/x',
      'postgres://[secret]@db.example/x',
    ],
    ['a private key', 'k -----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY----- z', 'k [secret] z'],
    ['half a private key', 'k -----BEGIN RSA PRIVATE KEY-----\nMIIEvQ', 'k [secret]'],
    [
      'parameters of a sign-in',
      'GET /return?state=abc.def&code=0.AX&tenant=t',
      'GET /return?state=[secret]&code=[secret]&tenant=t',
    ],
    [
      'a form',
      'client_id=i&client_secret=s3&grant_type=x',
      'client_id=i&client_secret=[secret]&grant_type=x',
    ],
  ])('%s', (_, text, wanted) => {
    expect(shown(text)).toBe(wanted);
  });

  it.each([
    'authorization',
    'set-cookie',
    'accessToken',
    'clientSecret',
    'DESK_CLIENT_SECRET',
    'password',
    'privateKey',
  ])('a text under the name %s', (name) => {
    const { log, last } = listen();
    log.info('x', { [name]: 'opaque', tokens: 3 });
    expect(last()).toMatchObject({ [name]: '[secret]', tokens: 3 });
  });

  it('what is no secret stays', () => {
    const text =
      'GET /users/6f1c2a84-3b7d-4e59-9c08-d2a5b1e7f340?$select=id 200 in 12 ms (Basic plan, state: granted)';
    expect(shown(text)).toBe(text);
  });
});

describe('O4: e-mail addresses', () => {
  it.each([
    'ana@contoso.com',
    'UPN o’ana.lópez+x@sub.contoso.co.uk failed',
    '<ana@contoso.com>,bo@x.example',
  ])('%s shows at debug only', (text) => {
    expect(shown(text, { level: 'info' })).toContain('[e-mail]');
    expect(shown(text, { level: 'info' })).not.toMatch(/contoso|x\.example/);
    expect(shown(text, { level: 'debug' })).toBe(text);
  });

  it.each(['warn', 'error'] as const)('nor at %s, nor in an error', (level) => {
    const { log, lines } = listen();
    log[level]('x', { who: 'ana@contoso.com', error: new Error('no user ana@contoso.com') });
    expect(lines[0]).not.toContain('contoso');
  });

  it('paths and versions of packages are no addresses', () => {
    const text = 'at x (/app/node_modules/@azure/msal-node/lib.js:1:2) zod@4.6.7';
    expect(shown(text)).toBe(text);
  });
});

describe('an error in a line', () => {
  it('has name, code, message, remedy, where it was made, and its cause; nothing else of it', () => {
    const { log, last, lines } = listen();
    const cause = Object.assign(new Error('connect ECONNREFUSED'), {
      code: 'ECONNREFUSED',
      config: { auth: 'x1' },
    });
    const error = new AppError('psa_down', 'list agents\nat home', {
      cause,
      remedy: 'Wait.',
      details: { a: 'x2' },
    });
    log.error('failed', { error });
    expect(last()['error']).toMatchObject({
      name: 'AppError',
      code: 'psa_down',
      message: 'list agents\nat home',
      remedy: 'Wait.',
      cause: { name: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
    });
    const { at } = last()['error'] as { at: string[] };
    expect(at.length).toBeGreaterThan(0);
    expect(at.every((frame) => frame.startsWith('at ') && !frame.includes('home'))).toBe(true);
    expect(lines[0]).not.toMatch(/x1|x2/);
  });

  it('that causes itself ends', () => {
    const error = new Error('round');
    error.cause = error;
    const { log, lines } = listen();
    log.error('failed', { error });
    expect(lines[0]?.match(/"message":"round"/g)).toHaveLength(6);
  });

  it('of many parts shows the first three', () => {
    const { log, last } = listen();
    log.error('failed', {
      error: new AggregateError(
        ['a', 'b', 'c', 'd'].map((text) => new Error(text)),
        'all',
      ),
    });
    expect(last()['error']).toMatchObject({ errors: [{ message: 'a' }, { message: 'b' }, { message: 'c' }] });
  });

  it('a value of another type than promised is shown as masked text', () => {
    const { log, last } = listen();
    log.info('x', { value: ['ana@contoso.com'] as unknown as string });
    expect(last()['value']).toBe('["[e-mail]"]');
  });
});
