import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChannelAuthority, startChannelAuthority } from './channel-authority.ts';
import { aMessage, DESK, type Door, openDoor, OTHER_DESK } from './door.ts';

let authority: ChannelAuthority;
let door: Door;

beforeAll(async () => {
  authority = await startChannelAuthority();
});
afterAll(() => authority.close());
beforeEach(async () => {
  door = await openDoor(authority);
  return () => door.close();
});

const from = (person: string, desk = DESK): Record<string, unknown> => ({
  from: { id: `29:${person}`, aadObjectId: person },
  conversation: { id: `a:${person}`, tenantId: desk },
  channelData: { tenant: { id: desk } },
});

describe('A.2: an activity delivered twice', () => {
  it('runs one turn, also when the second comes while the first is running', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    door.answerWith(async () => {
      await held;
      return { status: 200, body: null };
    });
    const first = door.sendActivity(aMessage());
    const second = door.sendActivity(aMessage());
    await expect.poll(() => door.turns.length).toBe(1);
    release();
    expect((await Promise.all([first, second])).map((answer) => answer.status)).toEqual([200, 200]);
    expect((await door.sendActivity(aMessage())).status).toBe(200);
    expect(door.turns).toHaveLength(1);
  });

  it('gets the answer of an invoke again', async () => {
    door.answerWith(() =>
      Promise.resolve({ status: 200, body: { statusCode: 200, value: door.turns.length } }),
    );
    const invoke = aMessage({ type: 'invoke', name: 'adaptiveCard/action', value: {} });
    const answers = [await door.sendActivity(invoke), await door.sendActivity(invoke)];
    expect(answers.map((answer) => answer.body)).toEqual(Array(2).fill('{"statusCode":200,"value":1}'));
    expect(door.turns).toHaveLength(1);
  });

  it('is another activity in another conversation, and after ten minutes', async () => {
    await door.sendActivity(aMessage());
    await door.sendActivity(aMessage({ conversation: { id: 'elsewhere', tenantId: DESK } }));
    expect(door.turns).toHaveLength(2);
    door.clock.advance(601);
    await door.sendActivity(aMessage());
    expect(door.turns).toHaveLength(3);
  });
});

describe('S34: haste', () => {
  it('O11: the 61st message of a person at once is 429 with a time to wait, others are heard', async () => {
    const answers = [];
    for (let at = 0; at < 62; at += 1)
      answers.push(await door.sendActivity(aMessage({ id: `${at}`, ...from('eve') })));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(60);
    expect(answers.at(-1)).toMatchObject({ status: 429, body: '', headers: { 'retry-after': '3' } });
    expect(await door.sendActivity(aMessage({ id: 'x', ...from('ana') }))).toMatchObject({ status: 200 });
    door.clock.advance(3);
    expect(await door.sendActivity(aMessage({ id: 'late', ...from('eve') }))).toMatchObject({ status: 200 });
  });

  it('what was refused for haste may be delivered again and is answered then', async () => {
    for (let at = 0; at < 60; at += 1) await door.sendActivity(aMessage({ id: `${at}`, ...from('eve') }));
    const late = aMessage({ id: 'again', ...from('eve') });
    expect((await door.sendActivity(late)).status).toBe(429);
    door.clock.advance(5);
    expect((await door.sendActivity(late)).status).toBe(200);
    expect(door.turns).toHaveLength(61);
  });

  it('a desk that floods is stopped without another desk noticing', async () => {
    const flood = [];
    for (let at = 0; at < 230; at += 1) {
      flood.push(await door.sendActivity(aMessage({ id: `${at}`, ...from(`p${at}`) })));
    }
    expect(flood.filter((answer) => answer.status === 429).length).toBe(30);
    expect(await door.sendActivity(aMessage({ id: 'o', ...from('other', OTHER_DESK) }))).toMatchObject({
      status: 200,
    });
  });

  it('O4: a flood of refusals is one line a second, with the count of those left out', async () => {
    for (let at = 0; at < 5; at += 1) await door.sendActivity(aMessage(), 'Basic x');
    door.clock.advance(1.1);
    await door.sendActivity(aMessage(), 'Basic x');
    expect(door.log.map((line) => line.fields['leftOut'])).toEqual([0, 4]);
  });
});
