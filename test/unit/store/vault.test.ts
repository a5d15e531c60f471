import { describe, expect, it } from 'vitest';
import { createVault } from '#adapters/store/vault.ts';

const keyOf = (letter: string): string =>
  Buffer.from(`${letter}abcdefghijklmnopqrstuvwxyz012345`.slice(0, 32)).toString('base64');
const K1 = `k1:${keyOf('1')}`;
const K2 = `k2:${keyOf('2')}`;
const HERE = { purpose: 'psa_connection', rowId: 'desk-a' };
const SECRET = 'client secret, Grüße';

describe('the vault', () => {
  it('S29: opens what it sealed, and seals it differently each time', () => {
    const vault = createVault(K1);
    const [first, second] = [vault.seal(HERE, SECRET), vault.seal(HERE, SECRET)];
    expect(vault.open(HERE, first)).toBe(SECRET);
    expect(vault.open(HERE, second)).toBe(SECRET);
    expect(first).not.toBe(second);
    expect(JSON.parse(first).wdek).not.toBe(JSON.parse(second).wdek);
    expect(first).not.toContain('client');
  });

  it.each([
    ['another row', { ...HERE, rowId: 'desk-b' }],
    ['another table', { ...HERE, purpose: 'token_record' }],
  ])('S29: does not open a record that was moved to %s', (_, elsewhere) => {
    const vault = createVault(K1);
    const sealed = vault.seal(HERE, SECRET);
    expect(() => vault.open(elsewhere, sealed)).toThrow(expect.objectContaining({ code: 'store_down' }));
    expect(() => vault.rewrap(elsewhere, sealed)).toThrow(expect.objectContaining({ code: 'store_down' }));
  });

  it('S29: does not open with another key of the same name, or without the key', () => {
    const sealed = createVault(K1).seal(HERE, SECRET);
    expect(() => createVault(`k1:${keyOf('9')}`).open(HERE, sealed)).toThrow(/changed, moved, or sealed/);
    expect(() => createVault(K2).open(HERE, sealed)).toThrow(/"k1" is not in the key ring/);
  });

  it('S29: notices every flipped bit, in every part of the record', () => {
    const vault = createVault(K1);
    const sealed = JSON.parse(vault.seal(HERE, 'short')) as Record<'wdek' | 'ct', string>;
    for (const part of ['wdek', 'ct'] as const) {
      const length = Buffer.from(sealed[part], 'base64').length;
      for (let bit = 0; bit < length * 8; bit++) {
        const bytes = Buffer.from(sealed[part], 'base64');
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const tampered = JSON.stringify({ ...sealed, [part]: bytes.toString('base64') });
        expect(() => vault.open(HERE, tampered)).toThrow(expect.objectContaining({ code: 'store_down' }));
      }
    }
  });

  it.each([
    '',
    'null',
    '{}',
    '{"v":2,"kid":"k1","wdek":"","ct":""}',
    '{"v":1,"kid":"k1","wdek":"AAAA","ct":"AAAA"}',
  ])('S29: takes no other text for a record: %s', (text) => {
    expect(() => createVault(K1).open(HERE, text)).toThrow(expect.objectContaining({ code: 'store_down' }));
  });

  it('S29: does not join the data key of one record to the payload of another', () => {
    const vault = createVault(K1);
    const [a, b] = [JSON.parse(vault.seal(HERE, 'a')), JSON.parse(vault.seal(HERE, 'b'))];
    expect(() => vault.open(HERE, JSON.stringify({ ...a, ct: b.ct }))).toThrow(/does not open/);
  });

  it('S28: says nothing of keys or secrets when it refuses', () => {
    const sealed = createVault(K1).seal(HERE, SECRET);
    const refuse = (): unknown => createVault(`k1:${keyOf('9')}`).open(HERE, sealed);
    expect(refuse).toThrow(expect.not.objectContaining({ message: expect.stringContaining(keyOf('9')) }));
    expect(refuse).toThrow(expect.not.objectContaining({ message: expect.stringContaining('client') }));
  });

  it('rotation: the first key seals, all of them open, and rewrapping keeps the payload', () => {
    const old = createVault(K1).seal(HERE, SECRET);
    const both = createVault(`${K2}, ${K1}`);
    expect(both.activeKeyId).toBe('k2');
    const again = both.rewrap(HERE, old);
    expect(JSON.parse(again)).toMatchObject({ kid: 'k2', ct: JSON.parse(old).ct });
    expect(createVault(K2).open(HERE, again)).toBe(SECRET);
    expect(both.open(HERE, old)).toBe(SECRET);
  });

  it('derives 32 bytes that differ by label and key, and are the same at each start', () => {
    const key = createVault(K1).deriveKey('consent state');
    expect(key).toHaveLength(32);
    expect(createVault(`${K1},${K2}`).deriveKey('consent state')).toEqual(key);
    expect(createVault(K1).deriveKey('another label')).not.toEqual(key);
    expect(createVault(K2).deriveKey('consent state')).not.toEqual(key);
  });
});

describe('the key ring', () => {
  it.each([
    ['nothing', '', /is empty/],
    ['commas', ' , ', /is empty/],
    ['no name', keyOf('1'), /entry 1 is not NAME:BASE64/],
    ['a short key', `k1:${Buffer.alloc(16, 'abcdefghijklmnop').toString('base64')}`, /"k1" has 16 bytes/],
    ['a long key', `k1:${Buffer.alloc(33, 'abcdefghijklmnop').toString('base64')}`, /"k1" has 33 bytes/],
    ['zeros', `k1:${Buffer.alloc(32).toString('base64')}`, /"k1" is not random/],
    ['a name twice', `${K1},${K1}`, /"k1" stands twice/],
  ])('S36: refuses %s', (_, ring, words) => {
    expect(() => createVault(ring)).toThrow(words);
    expect(() => createVault(ring)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });

  it('S36: tells every fault at once, and repeats no key', () => {
    const short = Buffer.from('too short, but secret').toString('base64');
    const build = (): unknown => createVault(`k1:${short},nonsense`);
    expect(build).toThrow(/"k1" has 21 bytes.*entry 2 is not/);
    expect(build).toThrow(expect.not.objectContaining({ message: expect.stringContaining(short) }));
  });
});
