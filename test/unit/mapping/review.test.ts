import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMatcher } from '#core/mapping/match-technicians.ts';
import type { Mapping, RunRow, Technician, User } from '#core/mapping/ports.ts';
import { changeOf, countRows, isMassClear, reviewMatches } from '#core/mapping/review.ts';
import { aMapping, aTechnician, aUser } from './builders.ts';

function review(
  technicians: readonly Technician[],
  users: readonly User[],
  mappings: readonly Mapping[],
  mayClear = true,
) {
  const matcher = createMatcher(technicians);
  matcher.add(users);
  return reviewMatches({ matches: matcher.matches(), mappings, mayClear });
}

const ana = aTechnician({ technicianId: '7', name: 'Ana', email: 'ana@desk.example' });
const anaUser = aUser({ userId: 'ana', mail: 'ana@desk.example' });

describe('MAP-4: what a run does to each row', () => {
  const cases: readonly [string, RunRow['action'], User[], Mapping[], boolean][] = [
    ['nothing stored, a user found', 'add', [anaUser], [], true],
    ['the same user stored', 'unchanged', [anaUser], [aMapping({ technicianId: '7', userId: 'ana' })], true],
    ['another user stored', 'update', [anaUser], [aMapping({ technicianId: '7', userId: 'old' })], true],
    ['nobody found any more, full and whole', 'clear', [], [aMapping({ technicianId: '7' })], true],
    ['nobody found in some teams', 'unchanged', [], [aMapping({ technicianId: '7' })], false],
    ['nobody found, nothing stored', 'unmatched', [], [], true],
    ['mapped by hand', 'manual-kept', [anaUser], [aMapping({ technicianId: '7', source: 'manual' })], true],
    [
      'excluded',
      'excluded',
      [anaUser],
      [aMapping({ technicianId: '7', userId: null, source: null, excluded: true })],
      true,
    ],
    ['two users fit', 'ambiguous', [anaUser, aUser({ userPrincipalName: 'ana@desk.example' })], [], true],
  ];
  it.each(cases)('%s: %s', (_promise, action, users, mappings, mayClear) => {
    expect(review([ana], users, mappings, mayClear)[0]?.action).toBe(action);
  });
  it('a mapping whose technician left the PSA is cleared by a full run only', () => {
    const gone = aMapping({ technicianId: '99', technicianName: 'Zed' });
    expect(review([ana], [anaUser], [gone]).map((row) => [row.technicianId, row.action, row.reason])).toEqual(
      [
        ['7', 'add', null],
        ['99', 'clear', 'technician-gone'],
      ],
    );
    expect(review([ana], [anaUser], [gone], false).map((row) => row.technicianId)).toEqual(['7']);
  });
  it('MAP-5: a user held by hand elsewhere is not given away', () => {
    const held = aMapping({ technicianId: '8', technicianName: 'Ben', userId: 'ana', source: 'manual' });
    const ben = aTechnician({ technicianId: '8', name: 'Ben', email: 'ben@desk.example' });
    const row = review([ana, ben], [anaUser], [held]).find((each) => each.technicianId === '7');
    expect(row).toMatchObject({
      action: 'ambiguous',
      reason: 'user-mapped-by-hand-elsewhere',
      rivals: ['Ben'],
    });
  });
});

describe('MAP-4: the preview promises only what applying can do', () => {
  const ben = aTechnician({ technicianId: '8', name: 'Ben', email: 'ben@desk.example' });
  it('MAP-10: an excluded technician who left the PSA is not announced as a clear', () => {
    const gone = aMapping({ technicianId: '99', technicianName: 'Zed', excluded: true });
    expect(review([ana], [anaUser], [gone]).map((row) => row.technicianId)).toEqual(['7']);
  });
  it('MAP-10: the user of an excluded technician is not given to another', () => {
    const kept = aMapping({ technicianId: '8', technicianName: 'Ben', userId: 'ana', excluded: true });
    expect(review([ana, ben], [anaUser], [kept]).map((row) => [row.action, row.reason, row.rivals])).toEqual([
      ['ambiguous', 'user-fits-several-technicians', ['Ben']],
      ['excluded', null, []],
    ]);
  });
  it('MAP-6: a run over some teams gives nobody the user of a technician whom it did not meet', () => {
    const kept = aMapping({ technicianId: '8', technicianName: 'Ben', userId: 'ana' });
    expect(review([ana, ben], [anaUser], [kept], false).map((row) => row.action)).toEqual([
      'ambiguous',
      'unchanged',
    ]);
    const gone = aMapping({ technicianId: '99', technicianName: 'Zed', userId: 'ana' });
    expect(review([ana], [anaUser], [gone], false)[0]).toMatchObject({
      action: 'ambiguous',
      rivals: ['Zed'],
    });
    expect(review([ana], [anaUser], [gone], true).map((row) => row.action)).toEqual(['add', 'clear']);
  });
  it('MAP-6: who is refused keeps an own user, which is not given away either', () => {
    const cid = aTechnician({ technicianId: '9', name: 'Cid', email: 'cid@desk.example' });
    const cidUser = aUser({ userId: 'cid', mail: 'cid@desk.example' });
    const stored = [
      aMapping({ technicianId: '7', technicianName: 'Ana', userId: 'cid' }),
      aMapping({ technicianId: '99', technicianName: 'Zed', userId: 'ana' }),
    ];
    expect(review([ana, cid], [anaUser, cidUser], stored, false).map((row) => row.action)).toEqual([
      'unchanged',
      'ambiguous',
    ]);
  });
  it('MAP-8: a user shared by hand stays with both', () => {
    const stored = [
      aMapping({ technicianId: '7', technicianName: 'Ana', userId: 'ana' }),
      aMapping({ technicianId: '8', technicianName: 'Ben', userId: 'ana', source: 'manual' }),
    ];
    expect(review([ana, ben], [anaUser], stored).map((row) => row.action)).toEqual([
      'unchanged',
      'manual-kept',
    ]);
  });
});

describe('MAP-6a: the valve on clears', () => {
  it.each([
    [0, 0, false],
    [1, 1, true],
    [5, 6, false],
    [6, 7, true],
    [5, 20, false],
    [6, 20, true],
    [20, 100, false],
    [21, 100, true],
  ])('%i clears of %i auto mappings: confirmation %s', (clears, before, needed) => {
    expect(isMassClear(clears, before)).toBe(needed);
  });
});

it('MAP-4: counts add up to one row per technician', () => {
  const rows = review([ana, aTechnician(), aTechnician()], [anaUser], []);
  const counts = countRows(rows);
  expect(counts).toMatchObject({ matched: 1, unmatched: 2, add: 1 });
});

describe('MAP-5, MAP-6: properties over random desks', () => {
  const desks = fc.record({
    technicians: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 30 }),
    present: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 30 }),
    stored: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 40 }),
        user: fc.integer({ min: 1, max: 40 }),
        manual: fc.boolean(),
      }),
      { selector: (row) => row.id, maxLength: 30 },
    ),
    mayClear: fc.boolean(),
  });
  const build = (desk: typeof desks extends fc.Arbitrary<infer Value> ? Value : never) => ({
    technicians: desk.technicians.map((id) =>
      aTechnician({ technicianId: String(id), email: `t${id}@desk.example` }),
    ),
    users: desk.present.map((id) => aUser({ userId: `u${id}`, mail: `t${id}@desk.example` })),
    mappings: desk.stored.map((row) =>
      aMapping({
        technicianId: String(row.id),
        userId: `u${row.user}`,
        source: row.manual ? 'manual' : 'auto',
      }),
    ),
  });

  it('no change ever names a manual row', () => {
    fc.assert(
      fc.property(desks, (desk) => {
        const { technicians, users, mappings } = build(desk);
        const manual = new Set(
          mappings.filter((each) => each.source === 'manual').map((each) => each.technicianId),
        );
        const changes = review(technicians, users, mappings, desk.mayClear).flatMap(
          (row) => changeOf(row) ?? [],
        );
        expect(changes.filter((change) => manual.has(change.technicianId))).toEqual([]);
      }),
    );
  });
  it('clears exist only where they may, and only of auto mappings', () => {
    fc.assert(
      fc.property(desks, (desk) => {
        const { technicians, users, mappings } = build(desk);
        const cleared = review(technicians, users, mappings, desk.mayClear).filter(
          (row) => row.action === 'clear',
        );
        if (!desk.mayClear) expect(cleared).toEqual([]);
        const auto = new Set(
          mappings.filter((each) => each.source === 'auto').map((each) => each.technicianId),
        );
        expect(cleared.every((row) => auto.has(row.technicianId))).toBe(true);
      }),
    );
  });
  it('after applying, a second review changes nothing', () => {
    fc.assert(
      fc.property(desks, (desk) => {
        const { technicians, users, mappings } = build(desk);
        const stored = new Map(mappings.map((mapping) => [mapping.technicianId, mapping]));
        for (const row of review(technicians, users, mappings)) {
          const change = changeOf(row);
          if (change?.user)
            stored.set(
              row.technicianId,
              aMapping({ technicianId: row.technicianId, userId: change.user.userId }),
            );
          else if (change) stored.delete(row.technicianId);
        }
        const again = review(technicians, users, [...stored.values()]);
        expect(again.flatMap((row) => changeOf(row) ?? [])).toEqual([]);
      }),
    );
  });
});
