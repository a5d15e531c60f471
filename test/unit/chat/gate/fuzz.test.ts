import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseActivity } from '#chat/gate/incoming-activity.ts';
import { parseJson } from '#chat/gate/parse-json.ts';
import { type ChannelAuthority, startChannelAuthority } from './channel-authority.ts';
import { aMessage, type Door, openDoor } from './door.ts';

let authority: ChannelAuthority;
let door: Door;

beforeAll(async () => {
  authority = await startChannelAuthority();
  door = await openDoor(authority);
});
afterAll(async () => {
  await door.close();
  await authority.close();
});

const good = Buffer.from(JSON.stringify(aMessage()));

it('S17: no JSON, however odd, breaks the reader, and what it takes equals what was sent', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value);
      const parsed = parseJson(text);
      if (parsed.ok && !/__proto__|constructor|prototype/.test(text)) {
        expect(JSON.stringify(parsed.value)).toBe(text);
      }
      parseActivity(parsed.ok ? parsed.value : null);
    }),
    { numRuns: 5000 },
  );
});

it('S17: any text is either JSON as the platform reads it, or refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0a1 '.split('')) })),
      (text) => {
        const isJson = ((): boolean => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        if (parseJson(text).ok) expect(isJson).toBe(true);
      },
    ),
    { numRuns: 5000 },
  );
});

it('S17: flipped bytes of a good activity never make a 5xx', async () => {
  const flips = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  let at = 0;
  await fc.assert(
    fc.asyncProperty(flips, async (changes) => {
      const bytes = Buffer.from(good);
      for (const [where, value] of changes) bytes[where] = value;
      // Each flip is a person of their own second, so that haste does not hide what the reader does.
      at += 1;
      door.clock.advance(5);
      const { status } = await door.send(bytes);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 400 },
  );
  expect(at).toBeGreaterThanOrEqual(400);
});
