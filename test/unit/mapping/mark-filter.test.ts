import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailKey } from '#core/mapping/email-key.ts';
import { createEmailFilter, createNameFilter } from '#core/mapping/mark-filter.ts';
import { nameKeys } from '#core/mapping/name-key.ts';

/** Few pieces, so that two names often share a key without being equal. */
const word = fc.mixedCase(fc.constantFrom('ann', 'ánn', 'A\u0301nn', 'annabel', 'øster', 'straße', 'Ян'));
const gap = fc.constantFrom(' ', '  ', '-', ', ', '.', '\u00a0', "'", '\t');
const name = fc
  .array(fc.tuple(word, gap), { minLength: 2, maxLength: 3 })
  .map((parts) => parts.flat().join(''));
const address = fc.mixedCase(
  fc.constantFrom('ann.lee@desk.example', 'ánn@desk.example', 'a+b@desk.example', '@', 'İ@x'),
);
const blank = fc.constantFrom('', ' ', '   ', '\t', '\u00a0', '\n ');
const email = fc.tuple(blank, address, blank).map((parts) => parts.join(''));

describe('PERF-3: a look at the letters saves a key', () => {
  it('MAP-2: and never hides an e-mail that equals a technician’s', () => {
    fc.assert(
      fc.property(email, email, (ours, theirs) => {
        fc.pre(emailKey(ours) !== null && emailKey(ours) === emailKey(theirs));
        expect(createEmailFilter([ours])(theirs)).toBe(true);
      }),
      { numRuns: 500, maxSkipsPerRun: 100 },
    );
  });

  it('MAP-9: nor a name that shares a key with a technician’s', () => {
    fc.assert(
      fc.property(name, name, (ours, theirs) => {
        fc.pre(nameKeys(ours).some((key) => nameKeys(theirs).includes(key)));
        expect(createNameFilter([ours])(theirs)).toBe(true);
      }),
      { numRuns: 500, maxSkipsPerRun: 100 },
    );
  });

  it('MAP-9: nor one of whatever letters from itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (any) => {
        if (nameKeys(any).length > 0) expect(createNameFilter([any])(any)).toBe(true);
        if (emailKey(any) !== null) expect(createEmailFilter([any])(any)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['  ANN.Lee@Desk.example ', 'ann.lee@desk.example'])('an e-mail is known as %j', (value) => {
    expect(createEmailFilter(['Ann.Lee@desk.example', null])(value)).toBe(true);
  });

  it.each(['bob.lee@desk.example', 'ann.le@desk.example', 'ann.leee@desk.example', ''])(
    'an e-mail is told apart from %j',
    (value) => {
      expect(createEmailFilter(['ann.lee@desk.example'])(value)).toBe(false);
    },
  );

  it.each(['Ann Lee', 'Lee, Ann', 'ánn  LÉE', 'Annabel Lee', 'Ann-Lee', 'Ann Mary Lee'])(
    'a name is known as %j',
    (value) => {
      expect(createNameFilter(['Ann Lee'])(value)).toBe(true);
    },
  );

  it.each(['Bob Lee', 'Ann Leeds', 'Leeann', 'An Lee', 'Ann'])('a name is told apart from %j', (value) => {
    expect(createNameFilter(['Ann Lee'])(value)).toBe(false);
  });
});
