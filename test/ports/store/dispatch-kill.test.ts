import { describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/database.ts';
import { SKIPPED } from '../../support/postgres.ts';
import { DESK_A } from './builders.ts';
import {
  aHold,
  anAssignment,
  aQuestion,
  minutes,
  NOTHING,
  reserve,
  settled,
  standing,
} from './dispatch-builders.ts';
import { startProgram } from './programs.ts';

const databases = await testDatabases();

describe.each(databases)('kill -9 while dispatching on $engine', (database) => {
  it('DIS-8, REL-2: killed after any statement, a reservation stands whole or not at all, and can be made again', async () => {
    const seen: string[] = [];
    for (let statement = 1; ; statement++) {
      const url = await database.newUrl();
      await (await database.openStore({ url })).close();
      const program = startProgram('reserve', url, String(statement));
      const line = await program.nextLine();
      await program.kill();
      if (line === 'done') break;
      seen.push(line);

      const store = await database.openStore({ url });
      const { dispatch, audit } = store;
      const assignments = await dispatch.assignmentsOf(DESK_A, 'T1');
      const filter = { state: 'any', workflowId: null, text: null, since: null } as const;
      const { turns, leased } = await standing(dispatch, { ticketId: 'T2' });
      const whole = [
        assignments.length,
        (await dispatch.listDecisions(DESK_A, filter, { before: null, limit: 9 })).length,
        turns.size,
        leased.size,
        (await audit.listAudit(DESK_A, { limit: 9, before: null })).length,
      ];
      const isCommitted = line === 'at commit';
      expect([line, whole]).toEqual([line, isCommitted ? [1, 1, 1, 1, 1] : [0, 0, 0, 0, 0]]);
      // What was decided is found by whoever comes next, and what was not can be decided now.
      const due = await dispatch.dueAssignments(minutes(1), 9);
      expect(due).toHaveLength(isCommitted ? 1 : 0);
      if (!isCommitted) await reserve(dispatch, { assignment: anAssignment() });
      expect(await dispatch.dueAssignments(minutes(1), 9)).toHaveLength(1);
      await store.close();
    }
    expect(seen.at(-1)).toBe('at commit');
    expect(seen.some((line) => line.includes('insert into "decision_candidate"'))).toBe(true);
    expect(seen.length).toBeGreaterThanOrEqual(9);
  }, 240_000);
});

const several = databases.filter(({ engine }) => engine === 'postgres');
if (several.length === 0) it('PostgreSQL, several instances that dispatch', ({ skip }) => skip(SKIPPED));

describe.each(several)('two instances that dispatch on one $engine', (database) => {
  async function openTwo() {
    const url = await database.newUrl();
    const stores = [await database.openStore({ url }), await database.openStore({ url })];
    return stores.map(({ dispatch }) => dispatch);
  }

  it('REL-2, DIS-1: a ticket is assigned once, and its assignment is written by one', async () => {
    const both = await openTwo();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        both.map((dispatch) =>
          dispatch.reserve(aQuestion(), ({ current }) => {
            const assignment = current === null ? anAssignment() : null;
            return { reservation: { ...NOTHING, assignment }, result: assignment };
          }),
        ),
      ).flat(),
    );
    const [given, ...others] = answers.filter((answer) => answer !== null);
    expect(others).toEqual([]);
    const id = given?.assignmentId ?? '';
    const claims = await Promise.all(
      Array.from({ length: 10 }, () =>
        both.map((dispatch) => dispatch.claimAssignment(DESK_A, id, 60)),
      ).flat(),
    );
    expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
  });

  it('REL-2, DIS-9: tickets go by turns across both, and no two turns are alike', async () => {
    const both = await openTwo();
    const [first] = both;
    if (!first) throw new Error('no instance');
    const everybody = ['a', 'b', 'c', 'd', 'e'];
    const got = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        both.map((dispatch, instance) => {
          const ticketId = `T${index}-${instance}`;
          return dispatch.reserve(aQuestion({ ticketId }), ({ turns }) => {
            const last = (each: string) => turns.get(each)?.lastAssignedAt.getTime() ?? -1;
            const [next = ''] = everybody.toSorted((x, y) => last(x) - last(y));
            const assignment = anAssignment({ ticketId, technicianId: next });
            return { reservation: { ...NOTHING, assignment }, result: next };
          });
        }),
      ).flat(),
    );
    expect(everybody.map((each) => got.filter((one) => one === each).length)).toEqual([12, 12, 12, 12, 12]);
    expect((await standing(first, { ticketId: 'x' })).turns.size).toBe(5);
  });

  it('REL-2, DIS-10: a waiting ticket is tried and escalated by one of them, and ended once', async () => {
    const both = await openTwo();
    const [first] = both;
    if (!first) throw new Error('no instance');
    const holds = Array.from({ length: 20 }, (_, index) => aHold({ ticketId: `T${index}` }));
    for (const hold of holds) await reserve(first, { hold });
    const taken: string[] = [];
    while (taken.length < 20) {
      const some = await Promise.all(both.map((each) => each.claimDueHolds(minutes(6), minutes(60), 4)));
      taken.push(...some.flat().map(({ holdId }) => holdId));
    }
    expect(new Set(taken).size).toBe(20);
    const told: string[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const some = await Promise.all(both.map((each) => each.escalateHolds(minutes(31))));
      told.push(...some.flat().map(({ holdId }) => holdId));
    }
    expect(told.toSorted()).toEqual(holds.map(({ holdId }) => holdId).toSorted());
    const assignment = anAssignment({ ticketId: 'T0' });
    await reserve(first, { assignment });
    const ended = await Promise.all([
      ...both.map((each) =>
        each.endHold(DESK_A, holds[0]?.holdId ?? '', { at: minutes(1), because: 'stopped' }, null),
      ),
      first.settleAssignment(DESK_A, settled(assignment), null).then(() => false),
    ]);
    expect(ended.filter(Boolean).length).toBeLessThanOrEqual(1);
    expect((await first.readHold(DESK_A, holds[0]?.holdId ?? ''))?.ended).not.toBeNull();
  });
});
