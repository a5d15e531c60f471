import { createServer } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChannelAuthority, startChannelAuthority } from './channel-authority.ts';
import { aMessage, DESK, type Door, type HttpAnswer, openDoor, OTHER_DESK, SERVICE_URL } from './door.ts';

let authority: ChannelAuthority;
let door: Door;

beforeAll(async () => {
  authority = await startChannelAuthority();
});
afterAll(() => authority.close());
beforeEach(async () => {
  door = await openDoor(authority, { bodyDeadlineMilliseconds: 150, fetchTimeoutMs: 300 });
  return () => door.close();
});

const seconds = (at: Date, plus: number): number => Math.floor(at.getTime() / 1000) + plus;

interface Attack {
  readonly name: string;
  readonly status: number;
  readonly send: () => Promise<HttpAnswer>;
}

const withToken =
  (options: Omit<Parameters<ChannelAuthority['sign']>[0], 'serviceUrl' | 'now'> & { serviceUrl?: string }) =>
  async (): Promise<HttpAnswer> => {
    const token = await authority.sign({ serviceUrl: SERVICE_URL, now: door.clock.now(), ...options });
    return door.sendActivity(aMessage(), `Bearer ${token}`);
  };

const withClaims = (claims: (now: Date) => Record<string, unknown>) => (): Promise<HttpAnswer> =>
  withToken({ claims: claims(door.clock.now()) })();

const forged = (kind: Parameters<ChannelAuthority['forge']>[0]) => async (): Promise<HttpAnswer> =>
  door.sendActivity(aMessage(), `Bearer ${await authority.forge(kind, SERVICE_URL, door.clock.now())}`);

const withActivity = (over: Record<string, unknown>) => (): Promise<HttpAnswer> =>
  door.sendActivity(aMessage(over));
const withBody =
  (body: string | Buffer, headers: Record<string, string> = {}) =>
  (): Promise<HttpAnswer> =>
    door.send(body, headers);

const signedFor = (serviceUrl: string) => async (): Promise<HttpAnswer> => {
  const token = await authority.sign({ serviceUrl, now: door.clock.now() });
  return door.sendActivity(aMessage({ serviceUrl }), `Bearer ${token}`);
};

const text = JSON.stringify(aMessage());

const TOKENS: readonly Attack[] = [
  { name: 'no token', status: 401, send: () => door.sendActivity(aMessage(), '') },
  { name: 'Basic instead of Bearer', status: 401, send: () => door.sendActivity(aMessage(), 'Basic YTpi') },
  { name: 'garbage as token', status: 401, send: () => door.sendActivity(aMessage(), 'Bearer garbage') },
  { name: 'three parts of garbage', status: 401, send: () => door.sendActivity(aMessage(), 'Bearer a.b.c') },
  { name: 'alg none', status: 401, send: forged('alg-none') },
  { name: 'HS256 with the public key', status: 401, send: forged('hs256-with-public-key') },
  { name: 'a stranger’s key', status: 401, send: withToken({ key: 'stranger' }) },
  { name: 'an unknown kid', status: 401, send: withToken({ header: { kid: 'k9' } }) },
  { name: 'no kid', status: 401, send: withToken({ header: { kid: '' } }) },
  { name: 'another audience', status: 401, send: withClaims(() => ({ aud: 'someone-else' })) },
  { name: 'another issuer', status: 401, send: withClaims(() => ({ iss: 'https://evil.example' })) },
  {
    name: 'an Entra issuer of a foreign tenant',
    status: 401,
    send: withClaims(() => ({
      iss: `https://login.microsoftonline.com/${OTHER_DESK}/v2.0`,
      tid: OTHER_DESK,
    })),
  },
  { name: 'expired six minutes ago', status: 401, send: withClaims((now) => ({ exp: seconds(now, -360) })) },
  {
    name: 'not valid before in six minutes',
    status: 401,
    send: withClaims((now) => ({ nbf: seconds(now, 360) })),
  },
  { name: 'no expiry', status: 401, send: withClaims(() => ({ exp: undefined })) },
  {
    name: 'serviceUrl of another claim',
    status: 403,
    send: withToken({ serviceUrl: 'http://127.0.0.1:9/other/' }),
  },
  { name: 'no serviceurl claim', status: 403, send: withClaims(() => ({ serviceurl: undefined })) },
  { name: 'a key that is not endorsed for Teams', status: 403, send: withToken({ key: 'unendorsed' }) },
];

const ACTIVITIES: readonly Attack[] = [
  { name: 'no serviceUrl', status: 403, send: withActivity({ serviceUrl: undefined }) },
  { name: 'a signed serviceUrl off the list', status: 403, send: signedFor('http://127.0.0.1:10/') },
  {
    name: 'a public host that anybody can rent',
    status: 403,
    send: signedFor('https://evil.trafficmanager.net/'),
  },
  {
    name: 'credentials in the serviceUrl',
    status: 403,
    send: signedFor('https://smba.example.test@127.0.0.1:9/'),
  },
  { name: 'a port off the list', status: 403, send: signedFor('https://smba.example.test:8443/') },
  { name: 'no channel', status: 403, send: withActivity({ channelId: undefined }) },
  { name: 'an empty channel', status: 403, send: withActivity({ channelId: '' }) },
  { name: 'another channel', status: 403, send: withActivity({ channelId: 'webchat' }) },
  {
    name: 'no tenant at all',
    status: 403,
    send: withActivity({ conversation: { id: 'x' }, channelData: {} }),
  },
  {
    name: 'two tenants in one activity',
    status: 403,
    send: withActivity({ channelData: { tenant: { id: OTHER_DESK } } }),
  },
  { name: 'no type', status: 400, send: withActivity({ type: undefined }) },
  { name: 'a number as type', status: 400, send: withActivity({ type: 7 }) },
  { name: 'a text as from', status: 400, send: withActivity({ from: 'priya' }) },
  { name: 'no conversation', status: 400, send: withActivity({ conversation: undefined }) },
  { name: 'entities that are no list', status: 400, send: withActivity({ entities: { length: 3 } }) },
];

const BODIES: readonly Attack[] = [
  { name: 'an empty body', status: 400, send: withBody('') },
  { name: 'no JSON', status: 400, send: withBody('{"type":') },
  { name: 'a list', status: 400, send: withBody('[]') },
  { name: 'null', status: 400, send: withBody('null') },
  { name: '50,000 brackets deep', status: 400, send: withBody('['.repeat(50_000) + ']'.repeat(50_000)) },
  {
    name: 'nesting inside a value',
    status: 400,
    send: withBody(`{"value":${'['.repeat(40)}1${']'.repeat(40)}}`),
  },
  { name: 'a key twice', status: 400, send: withBody(`{"type":"message",${text.slice(1)}`) },
  {
    name: 'a key twice, once in disguise',
    status: 400,
    send: withBody(`{"\\u0074ype":"message",${text.slice(1)}`),
  },
  {
    name: 'bytes that are not UTF-8',
    status: 400,
    send: withBody(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])),
  },
  { name: 'half a surrogate pair', status: 400, send: withBody(text.replace('who', '\\ud800who')) },
  { name: '5 MB', status: 413, send: withBody(JSON.stringify(aMessage({ text: 'a'.repeat(5_000_000) }))) },
  {
    name: '300 kB in pieces without a length',
    status: 413,
    send: withBody(JSON.stringify(aMessage({ text: 'a'.repeat(300_000) })), {
      'transfer-encoding': 'chunked',
    }),
  },
  {
    name: 'a form',
    status: 415,
    send: withBody('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
  },
  { name: 'no content type', status: 415, send: withBody(text, { 'content-type': '' }) },
  {
    name: 'another charset',
    status: 415,
    send: withBody(text, { 'content-type': 'application/json; charset=utf-16' }),
  },
  {
    name: 'a gzip bomb',
    status: 415,
    send: withBody(gzipSync(Buffer.alloc(2_000_000)), { 'content-encoding': 'gzip' }),
  },
  { name: 'GET', status: 405, send: () => door.send('', {}, { method: 'GET' }) },
];

describe('SEC-1: an attempt at the door gets its status, an empty body, one log line, and no turn', () => {
  it.each([...TOKENS, ...ACTIVITIES, ...BODIES])('$name: $status', async ({ status, send }) => {
    const answer = await send();
    expect(answer).toMatchObject({ status, body: '' });
    expect(door.turns).toEqual([]);
    expect(door.log).toHaveLength(1);
    expect(door.log[0]).toMatchObject({ event: 'chat.refused', fields: { status } });
    expect(String(door.log[0]?.fields['reason'])).toMatch(/^[\w-]+$/);
  });

  it('lets the real thing in, also two minutes after its token ran out', async () => {
    expect(await door.sendActivity(aMessage())).toMatchObject({ status: 200, body: '' });
    const stale = await authority.sign({
      serviceUrl: SERVICE_URL,
      now: door.clock.now(),
      claims: { exp: seconds(door.clock.now(), -120) },
    });
    expect(await door.sendActivity(aMessage({ id: '2' }), `Bearer ${stale}`)).toMatchObject({ status: 200 });
    expect(door.turns.map((turn) => [turn.deskId, turn.isServed])).toEqual([
      [DESK, true],
      [DESK, true],
    ]);
  });

  it('S1: fetches no key that a token offers', async () => {
    let asked = 0;
    const attacker = createServer((_req, res) => {
      asked += 1;
      res.end('{}');
    });
    await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}/keys`;
    try {
      for (const header of [{ jku: url }, { x5u: url }, { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } }]) {
        const answer = await withToken({ key: 'stranger', header })();
        expect(answer).toMatchObject({ status: 401, body: '' });
      }
    } finally {
      await new Promise((resolve) => attacker.close(resolve));
    }
    expect(asked).toBe(0);
    expect(door.turns).toEqual([]);
  });

  it('S21: keys that reach a prototype are gone before anybody sees them', async () => {
    const body = text.replace(
      '"channelData":{',
      '"channelData":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    const value = '"value":{"__proto__":{"polluted":1},"prototype":{"polluted":1},"verb":"help"}';
    const answer = await door.send(`${body.slice(0, -1)},${value},"polluted":1}`);
    expect(answer.status).toBe(200);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const activity = door.turns[0]?.activity;
    expect(activity?.value).toEqual({ verb: 'help' });
    expect(JSON.stringify(activity)).not.toContain('polluted');
  });

  it('S17: an answer leaks neither framework nor reason', async () => {
    const { headers } = await door.sendActivity(aMessage(), 'Bearer a.b.c');
    expect(Object.keys(headers).toSorted()).toEqual(['connection', 'content-length', 'date', 'keep-alive']);
  });

  it('S18: a body that dribbles in is cut off at its deadline', async () => {
    const token = await door.token();
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(door.port, '127.0.0.1', () => {
        socket.write(
          `POST /api/messages HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${token}\r\ncontent-length: 500\r\n\r\n{"type"`,
        );
      });
      let got = '';
      socket.on('data', (chunk) => {
        got += String(chunk);
        if (got.includes('\r\n\r\n')) {
          resolve(got);
          socket.destroy();
        }
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toMatch(/connection: close/i);
    expect(door.turns).toEqual([]);
  });

  it('S6: a tenant that is not served comes through marked so, and only so', async () => {
    const stranger = 'dddddddd-0000-4000-8000-000000000009';
    await door.sendActivity(
      aMessage({ conversation: { id: 'c', tenantId: stranger }, channelData: { tenant: { id: stranger } } }),
    );
    await door.sendActivity(aMessage({ conversation: { id: 'c', tenantId: 'not-a-guid' }, channelData: {} }));
    expect(door.turns.map((turn) => turn.isServed)).toEqual([false, false]);
  });
});

describe('S7, S8: keys that cannot be read', () => {
  it('answers 503 within its time when they are refused or hang at a cold start', async () => {
    for (const mode of ['refuse', 'hang'] as const) {
      const cold = await openDoor(authority, { fetchTimeoutMs: 200 });
      authority.mode(mode);
      const startedAt = performance.now();
      expect(await cold.sendActivity(aMessage())).toMatchObject({ status: 503, body: '' });
      expect(performance.now() - startedAt).toBeLessThan(5000);
      expect(cold.turns).toEqual([]);
      authority.mode('up');
      await cold.close();
    }
  });

  it('fetches once for fifty first messages', async () => {
    const before = authority.keyFetches();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_each, at) =>
        door.sendActivity(aMessage({ id: `m${at}`, from: { id: `29:${at}` } })),
      ),
    );
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    expect(authority.keyFetches() - before).toBe(1);
  });

  it('goes on with a known key for a day after the keys went away', async () => {
    expect(await door.sendActivity(aMessage({ id: 'before' }))).toMatchObject({ status: 200 });
    authority.mode('refuse');
    door.clock.advance(25 * 3600);
    expect(await door.sendActivity(aMessage({ id: 'after' }))).toMatchObject({ status: 200 });
    authority.mode('up');
  });
});
