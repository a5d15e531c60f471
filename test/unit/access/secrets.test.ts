import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEqualInConstantTime, randomSecret, sha256Hex, sign } from '#core/access/secrets.ts';

describe('S12: secrets', () => {
  it('are 256 random bits each, in characters that need no escape', () => {
    const secrets = Array.from({ length: 200 }, randomSecret);
    expect(new Set(secrets).size).toBe(200);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    }
    // Each bit is as often set as not: 200 × 256 draws lie within 1,200 of the middle but for one run in 10²⁵.
    const ones = secrets.map((secret) => [...Buffer.from(secret, 'base64url')]).flat();
    const count = ones.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    expect(Math.abs(count - 25_600)).toBeLessThan(1200);
  });

  it('are hashed and signed as the standards say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.uint8Array({ minLength: 1, maxLength: 80 }),
        async (text, key) => {
          expect(await sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'));
          expect(await sign(new Uint8Array(key), text)).toBe(
            createHmac('sha256', key).update(text).digest('base64url'),
          );
        },
      ),
    );
  });

  it('are equal when every character is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(isEqualInConstantTime(a, b)).toBe(a === b);
        expect(isEqualInConstantTime(a, a)).toBe(true);
        expect(isEqualInConstantTime(a, `${a}x`)).toBe(false);
      }),
    );
  });
});
