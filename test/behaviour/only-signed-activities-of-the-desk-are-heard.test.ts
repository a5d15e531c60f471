import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SignRequest } from '../sandbox/connector/connector.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts';
import { replyOf } from './read-card.ts';

type Json = Readonly<Record<string, unknown>>;

let sandbox: Sandbox;
/** Where an attacker would like our requests to go. */
let attacker: ScriptedServer;

beforeAll(async () => {
  [sandbox, attacker] = await Promise.all([startSandbox(), startScriptedServer()]);
});
beforeEach(() => sandbox.forgetRequests());
afterAll(async () => {
  await sandbox.stop();
  await attacker.close();
});

/** A question as Teams would deliver it. */
async function aQuestion(text = "who's available"): Promise<Json> {
  const response = await fetch(`${sandbox.world.connector.origin}/_sandbox/compose`, {
    method: 'POST',
    body: JSON.stringify({ person: 'member', text }),
  });
  const { activity } = (await response.json()) as { activity: Json };
  return activity;
}

function answersOfTheBot(): number {
  return sandbox.world.connector.messages('personal', 'member').filter(({ from }) => from.isBot).length;
}

function callsUpstream(): readonly string[] {
  const all = (['graph', 'entra', 'halopsa'] as const).flatMap((name) => sandbox.requests(name));
  return all.map(({ method, path }) => `${method} ${path}`);
}

const seconds = (): number => Math.floor(Date.now() / 1000);

describe('SEC-1: what is not signed by the channel for this bot', () => {
  const TOKENS: readonly (readonly [what: string, token: () => string | null])[] = [
    ['S1: no token', () => null],
    ['S1: garbage', () => 'garbage'],
    ['S1: alg none', () => sandbox.world.connector.sign({ header: { alg: 'none' } })],
    ['S1: HS256 with the public key', () => sandbox.world.connector.sign({ header: { alg: 'HS256' } })],
    ['S1: another key under a known name', () => sandbox.world.connector.sign({ key: 'other' })],
    ['S1: an unknown key', () => sandbox.world.connector.sign({ header: { kid: 'nobody' }, key: 'other' })],
    [
      'S1: a key of the attacker’s address',
      () => forged({ header: { jku: `${attacker.origin}/keys` }, key: 'other' }),
    ],
    [
      'S1: a certificate of the attacker’s address',
      () => forged({ header: { x5u: `${attacker.origin}/keys` }, key: 'other' }),
    ],
    ['S2: expired', () => forged({ claims: { exp: seconds() - 600 } })],
    ['S2: not yet valid', () => forged({ claims: { nbf: seconds() + 900 } })],
    ['S2: without an end', () => forged({ claims: { exp: null } })],
    ['S2: for another bot', () => forged({ claims: { aud: 'another-bot' } })],
    ['S2: of another issuer', () => forged({ claims: { iss: 'https://sts.windows.net/x/' } })],
    [
      'S3: whose address differs from the activity’s',
      () => forged({ claims: { serviceurl: `${attacker.origin}/` } }),
    ],
    ['S3: without an address', () => forged({ claims: { serviceurl: null } })],
  ];
  const forged = (request: SignRequest): string => sandbox.world.connector.sign(request);

  it.each(TOKENS)('%s: refused without a word, and nothing happens', async (_what, token) => {
    const before = answersOfTheBot();
    const answer = await sandbox.world.connector.raw({ body: await aQuestion(), token: token() });
    expect([401, 403]).toContain(answer.status);
    expect(answer.body).toBe('');
    expect(answersOfTheBot()).toBe(before);
    expect(callsUpstream()).toEqual([]);
    expect(attacker.connections()).toBe(0);
  });

  it('S1: a scheme that is not Bearer is refused as well', async () => {
    const headers = { authorization: `Basic ${Buffer.from('bot:secret').toString('base64')}` };
    const answer = await sandbox.world.connector.raw({ body: await aQuestion(), token: null, headers });
    expect([answer.status, answer.body, callsUpstream()]).toEqual([401, '', []]);
  });
});

describe('SEC-1: what is signed, and still not for us', () => {
  const CHANGES: readonly (readonly [what: string, change: () => Json, claims: () => Json])[] = [
    ['S3: an activity without an address to answer to', () => ({ serviceUrl: undefined }), () => ({})],
    [
      'S4: an address that is not on the list',
      () => ({ serviceUrl: `${attacker.origin}/` }),
      () => ({ serviceurl: `${attacker.origin}/` }),
    ],
    [
      'S4: an address of Microsoft’s that anybody can rent',
      () => ({ serviceUrl: 'https://evil.trafficmanager.net/' }),
      () => ({ serviceurl: 'https://evil.trafficmanager.net/' }),
    ],
    ['S5: another channel', () => ({ channelId: 'webchat' }), () => ({})],
  ];

  it.each(CHANGES)('%s is refused without a word, and nobody is called', async (_what, change, claims) => {
    const before = answersOfTheBot();
    const body = { ...(await aQuestion()), ...change() };
    const token = sandbox.world.connector.sign({ claims: claims() });
    const answer = await sandbox.world.connector.raw({ body, token });
    expect([400, 401, 403]).toContain(answer.status);
    expect(answer.body).toBe('');
    expect(answersOfTheBot()).toBe(before);
    expect(callsUpstream()).toEqual([]);
    expect(attacker.connections()).toBe(0);
  });

  it('S6: another organisation hears that it is not set up, and nothing of ours', async () => {
    const { words } = replyOf(await sandbox.say('otherTenant', "who's available"));
    expect(words).toContain("Rollcall isn't set up for your organisation");
    expect(words).not.toContain('Aisha');
    expect(callsUpstream().filter((call) => !call.includes('/oauth2/v2.0/token'))).toEqual([]);
  });

  it('S6: two tenants in one activity are believed by nobody', async () => {
    const activity = await aQuestion();
    const channelData = { tenant: { id: sandbox.world.desk.people.otherTenant.tenantId } };
    const answer = await sandbox.world.connector.raw({
      body: { ...activity, channelData },
      token: sandbox.world.connector.sign(),
    });
    expect([answer.status, answer.body, callsUpstream()]).toEqual([403, '', []]);
  });
});

describe('CHAT-1: what Teams delivers more than once', () => {
  it('is answered once, however often and however close together it comes', async () => {
    const before = answersOfTheBot();
    const { connector } = sandbox.world;
    const body = await aQuestion('is Aisha available?');
    const deliver = (): Promise<unknown> => connector.raw({ body, token: connector.sign(), waitMs: 50 });
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    expect(answersOfTheBot()).toBe(before + 1);
  });
});

describe('S8: a flood of unknown keys', () => {
  it('costs one look at the published keys at the most, and the desk is still answered', async () => {
    const { connector } = sandbox.world;
    const body = await aQuestion();
    const forgeries = Array.from({ length: 40 }, (_, index) =>
      connector.raw({ body, token: connector.sign({ header: { kid: `made-up-${index}` }, key: 'other' }) }),
    );
    const statuses = new Set((await Promise.all(forgeries)).map(({ status }) => status));
    expect([...statuses]).toEqual([401]);
    const looks = connector.requests.filter(({ path }) => path.includes('keys'));
    expect(looks.length).toBeLessThanOrEqual(1);
    expect(replyOf(await sandbox.say('member', "who's available")).words).toContain("Who's available now");
  });
});

describe('S7: keys that cannot be fetched at a cold start', () => {
  it('make Teams deliver again later, within 5 s, and then the question is answered', async () => {
    await sandbox.restart();
    const { connector } = sandbox.world;
    const body = await aQuestion('is Aisha available?');
    const before = answersOfTheBot();
    sandbox.fault('connector', 'openid-metadata', 'hang');
    const deliver = () => connector.raw({ body, token: connector.sign(), waitMs: 50 });
    const startedAt = performance.now();
    expect(await deliver()).toMatchObject({ status: 503, body: '' });
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect([answersOfTheBot(), callsUpstream()]).toEqual([before, []]);
    sandbox.clearFaults();
    const status = async (): Promise<number> => (await deliver()).status;
    await expect.poll(status, { timeout: 30_000, interval: 500 }).toBe(200);
    expect(answersOfTheBot()).toBe(before + 1);
  });
});
