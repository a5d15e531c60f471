import { describe, expect, it } from 'vitest';
import { completePsa, isAnotherPsa } from '#core/settings/psa-kinds.ts';
import type { AppError } from '#kernel/errors.ts';
import type { PsaKind } from '#kernel/vocabulary.ts';

describe('PSA-3: whether technician ids of the one mean nothing in the other', () => {
  const na = 'https://na.myconnectwise.net';
  const autotask = 'https://webservices.autotask.net';
  it.each<[string, PsaKind, Record<string, string>, Record<string, string>, boolean]>([
    [
      'the same company in other letters',
      'connectwise',
      { baseUrl: na, companyId: 'msp' },
      { baseUrl: `${na}/x`, companyId: 'MSP' },
      false,
    ],
    [
      'another company on one host',
      'connectwise',
      { baseUrl: na, companyId: 'msp' },
      { baseUrl: na, companyId: 'msp2' },
      true,
    ],
    [
      'another API user of one database',
      'autotask',
      { baseUrl: autotask, userName: 'a@msp.example' },
      { baseUrl: autotask, userName: 'b@MSP.example' },
      false,
    ],
    [
      'an API user of another database',
      'autotask',
      { baseUrl: autotask, userName: 'a@msp.example' },
      { baseUrl: autotask, userName: 'a@other.example' },
      true,
    ],
    [
      'another path of one HaloPSA',
      'halopsa',
      { baseUrl: 'https://h.example/api' },
      { baseUrl: 'https://h.example/api2' },
      false,
    ],
    ['the roster', 'roster', {}, {}, false],
  ])('%s', (_, kind, before, after, isAnother) => {
    expect(isAnotherPsa({ kind, settings: before }, { kind, settings: after })).toBe(isAnother);
  });
});

it.each<[PsaKind, readonly string[]]>([
  [
    'connectwise',
    [
      'settings.baseUrl',
      'settings.companyId',
      'settings.clientId',
      'secrets.publicKey',
      'secrets.privateKey',
    ],
  ],
  ['autotask', ['settings.baseUrl', 'settings.userName', 'secrets.integrationCode', 'secrets.secret']],
])('PSA-3: everything that %s lacks is named at once', (kind, fields) => {
  try {
    completePsa({ kind, settings: {}, secrets: {} }, null);
    expect.unreachable();
  } catch (error) {
    const { details } = error as AppError; // thrown by the line above, or the test fails on it
    expect(details['faults']).toEqual(
      fields.map((field) => expect.objectContaining({ field, rule: 'missing' })),
    );
  }
});
