import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { testDatabases } from '../../support/database.ts';
import { DESK_A } from './builders.ts';
import { anAssignment, dispatchAudit, minutes, reserve, settled } from './dispatch-builders.ts';

describe.each(await testDatabases())('DIS-8: passing on, on $engine', (database) => {
  const passed = { kind: 'passed', reason: null, at: minutes(2) } as const;
  const open = async () => {
    const { dispatch, audit } = await database.openStore();
    const given = anAssignment();
    await reserve(dispatch, { assignment: given });
    await dispatch.settleAssignment(DESK_A, settled(given), null);
    const back = anAssignment({
      assignmentId: newId(),
      technicianId: null,
      technicianName: null,
      ifOwnerIs: given.technicianId,
      decidedAt: minutes(2),
      nextTryAt: minutes(2),
    });
    const save = (assignment = back) =>
      dispatch.saveResponse(DESK_A, given.assignmentId, passed, dispatchAudit(), {
        assignment,
        audit: dispatchAudit(),
      });
    return { dispatch, audit, given, back, save };
  };

  it('keeps the answer and what gives the ticket back in one step, once', async () => {
    const { dispatch, audit, given, back, save } = await open();
    const other = { ...back, assignmentId: newId() };
    const saved = await Promise.all([save(), save(other)]);
    expect(saved.toSorted()).toEqual([false, true]);
    const pending = await dispatch.dueAssignments(minutes(3), 10);
    expect(pending).toHaveLength(1);
    const { assignmentId = '' } = pending[0] ?? {};
    expect(await dispatch.claimAssignment(DESK_A, assignmentId, 60)).toEqual({
      ...back,
      assignmentId,
      tries: 1,
    });
    expect((await dispatch.readAssignment(DESK_A, given.assignmentId))?.response).toEqual(passed);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(2);
  });

  it('keeps neither while another assignment of the ticket is under way', async () => {
    const { dispatch, audit, given, save } = await open();
    const toAnother = anAssignment({ assignmentId: newId(), technicianId: 't2', decidedAt: minutes(1) });
    await reserve(dispatch, { assignment: toAnother });
    await expect(save()).rejects.toMatchObject({ code: 'conflict' });
    expect((await dispatch.readAssignment(DESK_A, given.assignmentId))?.response).toBeNull();
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toEqual([]);
  });
});
