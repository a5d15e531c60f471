import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChannelAuthority, startChannelAuthority } from './channel-authority.ts';
import { aMessage, type Door, openDoor } from './door.ts';

let authority: ChannelAuthority;
let door: Door;

beforeAll(async () => {
  authority = await startChannelAuthority();
});
afterAll(() => authority.close());
beforeEach(async () => {
  door = await openDoor(authority, { kind: 'playground' });
  return () => door.close();
});

describe('BOX-3: the door for a client on this machine that cannot sign', () => {
  it('takes a message without a token', async () => {
    expect(await door.sendActivity(aMessage())).toMatchObject({ status: 200, body: '' });
    expect(door.turns).toHaveLength(1);
  });

  it.each([
    ['a name that somebody’s DNS points at us', { host: 'rollcall.evil.example' }, {}],
    ['a page in a browser', { origin: 'http://localhost:1' }, {}],
    ['a proxy in between', { 'x-forwarded-for': '203.0.113.9' }, {}],
    ['another proxy in between', { forwarded: 'for=203.0.113.9' }, {}],
    [
      'an address that is on the list but not on this machine',
      {},
      { serviceUrl: 'https://smba.example.test/' },
    ],
    ['an address on this machine that is not on the list', {}, { serviceUrl: 'http://127.0.0.1:11/' }],
    ['another channel', {}, { channelId: 'emulator' }],
  ])('refuses %s', async (_name, headers, over) => {
    const answer = await door.send(JSON.stringify(aMessage(over)), headers as Record<string, string>);
    expect(answer).toMatchObject({ status: 403, body: '' });
    expect(door.turns).toEqual([]);
  });

  it('holds everything else as the signed door does', async () => {
    expect((await door.send('[]')).status).toBe(400);
    expect((await door.send('{}', { 'content-type': 'text/plain' })).status).toBe(415);
  });
});
