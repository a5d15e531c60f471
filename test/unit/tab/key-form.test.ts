import { describe, expect, it } from 'vitest';
import { SCOPES } from '#core/access/policy.ts';
import { exampleCall, faultsOf, isFaulty, partKeys } from '../../../tab/src/features/keys/key-form.ts';
import { keyTexts } from '../../../tab/src/texts/keys.ts';

describe('API-2: making a key', () => {
  it.each([
    ['', [], 'missing', 'missing'],
    ['   ', ['mapping:read'], 'missing', null],
    ['x'.repeat(100), ['mapping:read'], null, null],
    ['x'.repeat(101), [], 'long', 'missing'],
  ])('every fault is told at its field: %j %j', (name, scopes, nameFault, scopesFault) => {
    const faults = faultsOf({ name, scopes });
    expect(faults).toEqual({ name: nameFault, scopes: scopesFault });
    expect(isFaulty(faults)).toBe(nameFault !== null || scopesFault !== null);
  });
  it.each(['en', 'de'] as const)('every scope of the policy has a name and a sentence in %s', (language) => {
    for (const scope of SCOPES) {
      expect(keyTexts[language].scope[scope]?.name, scope).toBeTruthy();
      expect(keyTexts[language].scope[scope]?.text, scope).toMatch(/\.$/);
    }
  });
  it('SEC-2: the example names a variable, never a key', () => {
    const example = exampleCall('https://rollcall.example');
    expect(example).toContain('https://rollcall.example/public-api/teams-availability/availability');
    expect(example).toContain('Bearer $ROLLCALL_KEY');
  });
});

it('keys in use stand by name, revoked ones newest first', () => {
  const key = (name: string, revokedAt: string | null) => ({
    name,
    revokedAt,
    createdAt: '2026-01-01T00:00:00Z',
  });
  const { inUse, revoked } = partKeys(
    [key('b', null), key('old', '2026-02-01T00:00:00Z'), key('a', null), key('new', '2026-03-01T00:00:00Z')],
    'en',
  );
  expect(inUse.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(revoked.map(({ name }) => name)).toEqual(['new', 'old']);
});
