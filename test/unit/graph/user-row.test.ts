import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUserRow, userSchema, usersSchema } from '#adapters/graph/user-row.ts';

const text = fc.oneof(
  fc.constantFrom('', 'SMTP:a@desk.example', '#EXT#', 'Guest', 'ana@desk.example'),
  fc.string(),
);
const texts = fc.array(text, { maxLength: 3 });
const absentOrNull = fc.constantFrom(undefined, null);
const wrong = fc.constantFrom<unknown>(7, true, {}, [7], [null], 'text', [['text']]);

/** Rows as Graph documents them, sparse ones, and in some a value that no row has. */
function rows(spoilt: number): fc.Arbitrary<Record<string, unknown>> {
  const field = (plain: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof(
      { weight: 20, arbitrary: plain },
      { weight: 4, arbitrary: absentOrNull },
      { weight: spoilt, arbitrary: wrong },
    );
  return fc.record(
    {
      '@odata.type': fc.oneof(
        {
          weight: 20,
          arbitrary: fc.constantFrom(undefined, '#microsoft.graph.user', '#microsoft.graph.group'),
        },
        { weight: spoilt, arbitrary: fc.oneof(wrong, fc.constant(null)) },
      ),
      id: fc.oneof(
        { weight: 20, arbitrary: fc.uuid().map((id) => id.toUpperCase()) },
        { weight: spoilt, arbitrary: fc.oneof(wrong, absentOrNull) },
      ),
      displayName: field(text),
      mail: field(text),
      userPrincipalName: field(text),
      otherMails: field(texts),
      proxyAddresses: field(texts),
      accountEnabled: field(fc.boolean()),
      userType: field(text),
      notAskedFor: fc.anything(),
    },
    { requiredKeys: ['id'] },
  );
}

/** Whether each row is one is asked of the schema of one user, which has no short cut. */
function checkRowByRow(list: readonly Record<string, unknown>[]) {
  const read = list.map((row) => userSchema.safeParse(row));
  const problems = read.flatMap(({ error }, index) =>
    (error?.issues ?? []).map((issue) => [index, ...issue.path].join('.')),
  );
  const users = read.flatMap(({ data }, index) => (data && isUserRow(list[index] ?? {}) ? [data] : []));
  return { users, problems };
}

describe('rows of users', () => {
  it.each([
    ['just as documented or sparse', 0],
    ['now and then with a value of another kind', 1],
  ])('G9: rows %s are read, or refused for the same fields, as each row by itself', (_, spoilt) => {
    fc.assert(
      fc.property(fc.array(rows(spoilt), { maxLength: 4 }), (list) => {
        const { users, problems } = checkRowByRow(list);
        const read = usersSchema.safeParse(list);
        expect(read.error?.issues.map((issue) => issue.path.join('.')) ?? []).toEqual(problems);
        if (problems.length === 0) expect(read.data).toEqual(users);
      }),
      { numRuns: 500 },
    );
  });

  it.each([[null], ['rows'], [{ 0: { id: 'a' }, length: 1 }], [undefined]])('G9: %j is no list', (rows) => {
    expect(usersSchema.safeParse(rows).success).toBe(false);
  });
});
