import { describe, expect, it } from 'vitest';
import { Problem, type ProblemCode } from '../../../tab/src/api/problem.ts';
import {
  formOf,
  type MappingForm,
  saveFaultOf,
  typed,
  wishOf,
} from '../../../tab/src/features/technicians/mapping-form.ts';

const ANN = '22222222-2222-4222-8222-22222222222a';
const BOB = '22222222-2222-4222-8222-22222222222b';
const EMPTY = formOf(null);
const ANNS = formOf({ userId: ANN, userPrincipalName: 'ann@desk.example' });
const stored = (source: 'auto' | 'manual') => ({
  userId: ANN,
  userPrincipalName: 'ann@desk.example',
  displayName: 'Ann',
  guest: false,
  source,
  updatedAt: '2026-11-21T16:00:00.000Z',
});

/** Types one key after the other, as a person does. */
function typeInto(form: MappingForm, field: 'accountId' | 'signInName', text: string): MappingForm {
  return text.split('').reduce((now, key) => typed(now, field, now[field] + key), form);
}

describe('MAP-8: typing', () => {
  it('either field of an empty form is enough', () => {
    const form = typeInto(EMPTY, 'signInName', 'bob@desk.example');
    expect(form).toMatchObject({ accountId: '', lookedUp: 'accountId' });
    expect(wishOf(form, null)).toEqual({ kind: 'map', signInName: 'bob@desk.example' });
    expect(wishOf(typeInto(EMPTY, 'accountId', BOB), null)).toEqual({ kind: 'map', accountId: BOB });
  });

  it('another name makes the stored id wrong, so it is left to the server', () => {
    const form = typed(ANNS, 'signInName', 'bob@desk.example');
    expect(form).toMatchObject({ accountId: '', signInName: 'bob@desk.example', lookedUp: 'accountId' });
    expect(wishOf(form, stored('manual'))).toEqual({ kind: 'map', signInName: 'bob@desk.example' });
  });

  it('both typed by hand stay, key by key, and both are sent', () => {
    const name = typeInto(EMPTY, 'signInName', 'bob@desk.example');
    const both = typeInto(name, 'accountId', BOB);
    expect(both).toMatchObject({ accountId: BOB, signInName: 'bob@desk.example', lookedUp: null });
    expect(wishOf(both, null)).toEqual({ kind: 'map', accountId: BOB, signInName: 'bob@desk.example' });
  });

  it.each(['accountId', 'signInName'] as const)('clearing %s alone is an error', (field) => {
    expect(wishOf(typed(ANNS, field, ''), stored('manual'))).toEqual({
      kind: 'fault',
      fault: { field, rule: 'half-cleared' },
    });
  });

  it('clearing both removes the mapping; where there is none, nothing happens', () => {
    const cleared = typed(typed(ANNS, 'accountId', ''), 'signInName', ' ');
    expect(wishOf(cleared, stored('auto'))).toEqual({ kind: 'remove' });
    expect(wishOf(EMPTY, null)).toEqual({ kind: 'nothing' });
  });

  it('what is no account id is told before it is sent', () => {
    expect(wishOf(typeInto(EMPTY, 'accountId', 'ann'), null)).toEqual({
      kind: 'fault',
      fault: { field: 'accountId', rule: 'not-an-id' },
    });
  });

  it('a stored mapping left as it is: Manual has nothing to save, auto-mapped becomes Manual', () => {
    expect(wishOf(ANNS, stored('manual'))).toEqual({ kind: 'nothing' });
    expect(wishOf(ANNS, stored('auto'))).toMatchObject({ kind: 'map', accountId: ANN });
    expect(wishOf(typed(ANNS, 'signInName', 'ann@desk.example '), stored('manual'))).toEqual({
      kind: 'nothing',
    });
  });

  it('a user without a sign-in name is saved by the id', () => {
    const form = formOf({ userId: BOB, userPrincipalName: null });
    expect(wishOf(form, null)).toEqual({ kind: 'map', accountId: BOB });
  });
});

describe('MAP-8: where an answer belongs', () => {
  const problem = (code: ProblemCode, details: Record<string, unknown> = {}) =>
    new Problem(code, { details });

  it.each([
    {
      says: 'a rule of a field',
      given: problem('invalid_input', { faults: [{ field: 'signInName', rule: 'two-users', problem: 'x' }] }),
      fault: { kind: 'field', field: 'signInName', rule: 'two-users' },
    },
    {
      says: 'nobody found',
      given: problem('user_not_found', { field: 'accountId' }),
      fault: { kind: 'field', field: 'accountId', rule: 'not-found' },
    },
    {
      says: 'a user of somebody else',
      given: problem('user_already_mapped', { technicianId: '7', technicianName: 'Sam Lee' }),
      fault: { kind: 'already-mapped', technicianId: '7', name: 'Sam Lee' },
    },
    {
      says: 'a conflict with a name',
      given: problem('conflict', { changedBy: 'Tom', changedAt: '2026-11-21T16:00:00.000Z' }),
      fault: { kind: 'conflict', by: 'Tom', at: new Date('2026-11-21T16:00:00Z') },
    },
    {
      says: 'a conflict with nobody known',
      given: problem('conflict', { changedBy: null, changedAt: null }),
      fault: { kind: 'conflict', by: null, at: null },
    },
    {
      says: 'a rule of a newer server',
      given: problem('invalid_input', { faults: [{ field: 'x', rule: 'moon' }] }),
      fault: null,
    },
    { says: 'input without a rule', given: problem('invalid_input', { faults: 'x' }), fault: null },
    { says: 'anything else', given: problem('graph_down'), fault: null },
  ])('$says', ({ given, fault }) => {
    expect(saveFaultOf(given)).toEqual(fault);
  });
});
