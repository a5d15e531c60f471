import { afterEach, describe, expect, it } from 'vitest';
import type { ChatTimings } from '#chat/services.ts';
import { readOut } from '../cards/card-lint.ts';
import { type Person, startTeams, type TeamsWorld } from './teams-world.ts';

let teams: TeamsWorld;
let member: Person;

async function open(timings: Partial<ChatTimings> = {}, playground = true): Promise<void> {
  teams = await startTeams(timings, playground);
  member = teams.person('Mia Member', 'member');
}
afterEach(() => teams.close());

function held(): { readonly until: Promise<void>; readonly release: () => void } {
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}

describe('an answer is one message', () => {
  it('A.2: the same activity twice is answered once', async () => {
    await open();
    const activity = teams.activity(member, 'personal', { type: 'message', text: "who's available" });
    const replies = await Promise.all([teams.post(activity), teams.post(activity)]);
    expect(replies.map((reply) => reply.status)).toEqual([200, 200]);
    await teams.post(activity);
    expect(teams.connector.sent()).toHaveLength(1);
    expect(teams.core.questions).toHaveLength(1);
  });

  it('checklist 42: shows typing when it takes long, and not when it does not', async () => {
    await open({ typing: 30 });
    const wait = held();
    teams.core.hold = wait.until;
    const said = teams.say(member, "who's available");
    await expect.poll(() => teams.connector.typings()).toBe(1);
    wait.release();
    await said;
    expect(teams.connector.sent()).toHaveLength(1);
    await teams.ask(member, 'help');
    expect(teams.connector.typings()).toBe(1);
  });

  it('O12: a message that takes too long lets its request go and is answered all the same', async () => {
    await open({ message: 40 });
    const wait = held();
    teams.core.hold = wait.until;
    expect(await teams.say(member, "who's available")).toMatchObject({ status: 200 });
    expect(teams.connector.sent()).toEqual([]);
    wait.release();
    await expect.poll(() => teams.connector.sent().length).toBe(1);
  });

  it('decision 11: a press that takes too long is answered in time', async () => {
    await open({ press: 40 });
    const card = await teams.ask(member, "who's available");
    const wait = held();
    teams.core.hold = wait.until;
    const reply = await teams.press(member, card, 'Refresh');
    expect(readOut(reply.card ?? card)).toMatch(/slow/i);
    wait.release();
  });
});

describe('G27: what Teams answers us', () => {
  it.each([
    ['busy, with a time to wait', { status: 429, retryAfter: '0.05' }],
    ['a lost race', 412],
    ['a bad gateway', 502],
    ['a gateway that gave up', 504],
  ])('%s is tried again', async (_name, failure) => {
    await open();
    await teams.ask(member, 'help');
    teams.connector.failNext.push(failure);
    await teams.ask(member, "who's available").catch(() => {});
    expect(teams.connector.requests.filter((each) => each.method === 'POST')).toHaveLength(3);
  });

  it.each([403, 404, 400, 500])('%i is not', async (status) => {
    await open();
    await teams.ask(member, 'help');
    teams.connector.failNext.push(status);
    expect(await teams.say(member, "who's available")).toMatchObject({ status: 200, body: '' });
    expect(teams.connector.requests.filter((each) => each.method === 'POST')).toHaveLength(2);
    const lines = teams.log.filter((line) => line.event === 'chat.answer-not-delivered');
    expect(lines).toMatchObject([{ fields: { status } }]);
  });

  it('413: the words arrive without the card', async () => {
    await open();
    await teams.ask(member, 'help');
    teams.connector.failNext.push(413);
    await teams.say(member, "who's available");
    expect(teams.connector.requests.at(-1)?.body?.text).toMatch(/Who's available now/);
  });

  it('gives up after three tries, and waits for no hour', async () => {
    await open();
    await teams.ask(member, 'help');
    teams.connector.failNext.push(502, 502, 502, 502);
    await teams.say(member, "who's available");
    expect(teams.connector.requests.filter((each) => each.method === 'POST')).toHaveLength(4);
    teams.connector.failNext.length = 0;
    teams.connector.failNext.push({ status: 429, retryAfter: '3600' });
    await teams.say(member, "who's available");
    expect(teams.connector.requests.filter((each) => each.method === 'POST')).toHaveLength(5);
  });

  it('never answering: the call ends at its deadline', async () => {
    await open({ connector: 80 });
    await teams.ask(member, 'help');
    teams.connector.failNext.push('hang');
    const startedAt = performance.now();
    expect(await teams.say(member, "who's available")).toMatchObject({ status: 200 });
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(teams.log.map((line) => line.event)).toContain('chat.answer-not-delivered');
  });

  it('a redirect is not followed, and our token stays here', async () => {
    await open();
    await teams.ask(member, 'help');
    teams.connector.failNext.push(307);
    await teams.say(member, "who's available");
    expect(teams.connector.requests.filter((each) => each.method === 'POST')).toHaveLength(2);
  });
});

describe('SEC-2', () => {
  it('no token, name of a person or answer is in the log', async () => {
    await open();
    await teams.ask(member, "who's available");
    await teams.ask(member, 'is nobody-known free');
    await teams.post(teams.activity(member, 'personal', { type: 'message', text: 'x' }), {
      authorization: 'Bearer bad-token',
    });
    const text = JSON.stringify(teams.log);
    for (const secret of ['bot-token', 'bad-token', 'Bearer', 'Mia', 'Aisha', 'nobody-known']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('S25: long and odd sentences', () => {
  it.each(['a', '@', ' ', '<at>', '?', '\u200d', 'who is '])('100 kB of "%s" cost little', async (piece) => {
    await open();
    await teams.ask(member, 'help');
    const text = piece.repeat(Math.floor(100_000 / Buffer.byteLength(piece)));
    const startedAt = performance.now();
    expect(await teams.say(member, text)).toMatchObject({ status: 200 });
    expect(performance.now() - startedAt).toBeLessThan(200);
    expect(teams.connector.sent()).toHaveLength(2);
  });
});

describe('BOX-3: the Playground', () => {
  it('is answered without a token of ours', async () => {
    await open();
    const activity = teams.activity(member, 'personal', { type: 'message', text: "who's available" });
    const reply = await teams.post(activity, { authorization: '' }, '/playground');
    expect(reply).toMatchObject({ status: 200, body: '' });
    expect(teams.connector.sent()).toHaveLength(1);
    expect(teams.connector.requests.every((each) => each.authorization === null)).toBe(true);
  });

  it('has no door unless asked for', async () => {
    await open({}, false);
    expect(teams.chat.handlePlayground).toBeNull();
  });
});
