import { assert, constantFrom, dictionary, option, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutSharedUsers } from '#adapters/store/one-user-each.ts';

type Lines = Readonly<Record<string, string | null>>;
const granted = (now: Lines, wished: Lines): string[] =>
  [...withoutSharedUsers(new Map(Object.entries(now)), new Map(Object.entries(wished)))].toSorted();

describe('MAP-8: one user for one technician', () => {
  it.each<[string, Lines, Lines, string[]]>([
    ['a free user is given', {}, { a: '1' }, ['a']],
    ['a user that another keeps is not', { b: '1' }, { a: '1' }, []],
    ['a user that another gives up in the same go is', { b: '1' }, { a: '1', b: null }, ['a', 'b']],
    ['two exchange their users', { a: '1', b: '2' }, { a: '2', b: '1' }, ['a', 'b']],
    ['two who wish for one user get neither', {}, { a: '1', b: '1' }, []],
    ['who depends on a refused one is refused too', { a: '1', c: '9' }, { a: '9', b: '1' }, []],
    ['what is shared already stays', { a: '1', b: '1' }, { a: '1' }, ['a']],
    ['clearing is always possible', { a: '1', b: '1' }, { a: null }, ['a']],
  ])('%s', (_, now, wished, expected) => {
    expect(granted(now, wished)).toEqual(expected);
  });

  it('never makes a user shared that was not, whatever is wished', () => {
    const lines = dictionary(
      constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      option(constantFrom('1', '2', '3', '4')),
    );
    assert(
      property(lines, lines, (now, wished) => {
        const made = new Set(granted(now, wished));
        const after = {
          ...now,
          ...Object.fromEntries(Object.entries(wished).filter(([id]) => made.has(id))),
        };
        for (const [id, user] of Object.entries(after)) {
          const others = Object.entries(after).filter(([other, theirs]) => other !== id && theirs === user);
          if (user !== null && now[id] !== user) expect(others).toEqual([]);
        }
      }),
    );
  });
});
