import { describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/database.ts';
import { AT, DESK_A, DESK_B } from './builders.ts';
import {
  aDecision,
  aHold,
  anAssignment,
  dispatchAudit,
  minutes,
  reserve,
  settled,
  standing,
} from './dispatch-builders.ts';

describe.each(await testDatabases())('tickets that wait on $engine', (database) => {
  const open = async () => (await database.openStore()).dispatch;

  it('DIS-10: come back as they were held, each desk its own', async () => {
    const dispatch = await open();
    const hold = aHold();
    await reserve(dispatch, { hold });
    expect(await dispatch.listHolds(DESK_A)).toEqual([hold]);
    expect(await dispatch.listHolds(DESK_B)).toEqual([]);
    expect(await dispatch.readHold(DESK_A, hold.holdId)).toEqual(hold);
    expect(await dispatch.readHold(DESK_B, hold.holdId)).toBeNull();
    expect((await standing(dispatch)).hold).toEqual(hold);
    expect((await standing(dispatch, { ticketId: 'T2' })).hold).toBeNull();
  });

  it('DIS-10: a ticket waits once: held again it counts a try and keeps its times', async () => {
    const dispatch = await open();
    const first = aHold();
    await reserve(dispatch, { hold: first });
    await dispatch.escalateHolds(minutes(30));
    const again = aHold({
      because: 'slots-taken',
      heldAt: minutes(40),
      nextTryAt: minutes(45),
      escalateAt: minutes(70),
      workflowId: 'w2',
    });
    const before = await reserve(dispatch, { hold: again });
    expect(before.hold?.holdId).toBe(first.holdId);
    expect(await dispatch.listHolds(DESK_A)).toEqual([
      {
        ...first,
        workflowId: 'w2',
        decisionId: again.decisionId,
        because: 'slots-taken',
        tries: 2,
        nextTryAt: minutes(45),
        escalatedAt: minutes(30),
      },
    ]);
  });

  it('DIS-10: of many runs at once, one hold is opened', async () => {
    const dispatch = await open();
    await Promise.all(Array.from({ length: 10 }, () => reserve(dispatch, { hold: aHold() })));
    expect(await dispatch.listHolds(DESK_A)).toMatchObject([{ tries: 10 }]);
  });

  it('DIS-10: are listed with those first that need a person, then by the next try', async () => {
    const dispatch = await open();
    const [late, soon, urgent] = [
      aHold({ ticketId: 'late', nextTryAt: minutes(9) }),
      aHold({ ticketId: 'soon', nextTryAt: minutes(3) }),
      aHold({ ticketId: 'urgent', nextTryAt: minutes(20), escalateAt: minutes(1) }),
    ];
    for (const hold of [late, soon, urgent]) await reserve(dispatch, { hold });
    await dispatch.escalateHolds(minutes(2));
    expect((await dispatch.listHolds(DESK_A)).map(({ ticketId }) => ticketId)).toEqual([
      'urgent',
      'soon',
      'late',
    ]);
  });

  it('DIS-10: due ones are taken by one process each, and come again later', async () => {
    const dispatch = await open();
    for (let index = 0; index < 12; index++) {
      const deskId = index % 2 ? DESK_A : DESK_B;
      await reserve(
        dispatch,
        { hold: aHold({ ticketId: `T${index}`, nextTryAt: minutes(index) }) },
        { deskId },
      );
    }
    const taken = await Promise.all(
      Array.from({ length: 4 }, () => dispatch.claimDueHolds(minutes(7), minutes(30), 3)),
    );
    const tickets = taken.flat().map(({ deskId, ticketId }) => `${deskId} ${ticketId}`);
    expect(new Set(tickets).size).toBe(tickets.length);
    // In PostgreSQL whoever comes second skips what is being taken, and may find nothing.
    const rest = await dispatch.claimDueHolds(minutes(7), minutes(30), 99);
    expect(tickets.length + rest.length).toBe(8);
    expect(
      [...taken.flat(), ...rest].every(({ nextTryAt }) => nextTryAt.getTime() === minutes(30).getTime()),
    ).toBe(true);
    expect(await dispatch.claimDueHolds(minutes(7), minutes(30), 99)).toEqual([]);
    expect(await dispatch.claimDueHolds(minutes(30), minutes(60), 99)).toHaveLength(12);
  });

  it('DIS-10: escalate once, when their time is over', async () => {
    const dispatch = await open();
    const [hold, ended] = [aHold(), aHold({ ticketId: 'T2' })];
    await reserve(dispatch, { hold });
    await reserve(dispatch, { hold: ended });
    await dispatch.endHold(DESK_A, ended.holdId, { at: AT, because: 'stopped' }, null);
    expect(await dispatch.escalateHolds(minutes(29))).toEqual([]);
    const told = await Promise.all(Array.from({ length: 5 }, () => dispatch.escalateHolds(minutes(31))));
    expect(told.flat()).toEqual([{ ...hold, deskId: DESK_A, escalatedAt: minutes(31) }]);
    expect((await dispatch.listHolds(DESK_A))[0]?.escalatedAt).toEqual(minutes(31));
  });

  it('DIS-10: a person stops one once, and it stays readable', async () => {
    const { dispatch, audit } = await database.openStore();
    const hold = aHold();
    await reserve(dispatch, { hold });
    const end = { at: minutes(3), because: 'stopped' } as const;
    const entry = dispatchAudit({ action: 'stopped' });
    expect(await dispatch.endHold(DESK_B, hold.holdId, end, dispatchAudit({ deskId: DESK_B }))).toBe(false);
    expect(await dispatch.endHold(DESK_A, hold.holdId, end, entry)).toBe(true);
    expect(await dispatch.endHold(DESK_A, hold.holdId, end, entry)).toBe(false);
    expect(await dispatch.readHold(DESK_A, hold.holdId)).toEqual({ ...hold, ended: end });
    expect(await dispatch.listHolds(DESK_A)).toEqual([]);
    expect(await dispatch.claimDueHolds(minutes(60), minutes(90), 9)).toEqual([]);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(1);
    expect(await dispatch.newestHold(DESK_A, 'T1')).toEqual({ ...hold, ended: end });
    const again = aHold({ heldAt: minutes(4) });
    await reserve(dispatch, { hold: again });
    expect(await dispatch.newestHold(DESK_A, 'T1')).toEqual(again);
    expect(await dispatch.newestHold(DESK_B, 'T1')).toBeNull();
    expect(await dispatch.newestHold(DESK_A, 'ref-T1')).toBeNull();
    expect(await dispatch.listHolds(DESK_A)).toHaveLength(1);
  });

  it.each([
    ['done', 't1', 'assigned'],
    ['done', null, null],
    ['owned', 't1', null],
    ['refused', 't1', null],
    ['pending', 't1', null],
  ] as const)(
    'DIS-10: an assignment that is %s of %s ends the hold as %s',
    async (state, technicianId, because) => {
      const dispatch = await open();
      const hold = aHold();
      const assignment = anAssignment({ technicianId });
      await reserve(dispatch, { hold });
      await reserve(dispatch, { assignment });
      await dispatch.settleAssignment(DESK_A, settled(assignment, { state }), null);
      expect((await dispatch.readHold(DESK_A, hold.holdId))?.ended).toEqual(
        because === null ? null : { at: minutes(1), because },
      );
    },
  );

  it('DIS-10: a decision that finds the ticket needs nobody ends the hold with it', async () => {
    const dispatch = await open();
    const hold = aHold();
    await reserve(dispatch, { hold });
    await reserve(dispatch, { decision: aDecision({ at: minutes(4) }), endsHold: 'not-needed' });
    expect((await dispatch.readHold(DESK_A, hold.holdId))?.ended).toEqual({
      at: minutes(4),
      because: 'not-needed',
    });
    await reserve(dispatch, { endsHold: 'not-needed' });
    expect(await dispatch.listHolds(DESK_A)).toEqual([]);
  });
});
