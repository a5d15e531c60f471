import { describe, expect, it } from 'vitest';
import { openDatabase } from '#adapters/store/database.ts';
import { createDispatchStore } from '#adapters/store/dispatch-store.ts';
import { migrate } from '#adapters/store/migrate.ts';
import type { Assignment, DecisionFilter, DispatchStore } from '#core/dispatch/ports.ts';
import { systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { testDatabases } from '../../support/database.ts';
import { AT, DESK_A, DESK_B } from './builders.ts';
import {
  aCandidate,
  aDecision,
  aHold,
  anAssignment,
  aQuestion,
  dispatchAudit,
  minutes,
  NOTHING,
  reserve,
  settled,
  SLOT,
  standing,
} from './dispatch-builders.ts';

const ANY: DecisionFilter = { state: 'any', workflowId: null, text: null, since: null };
const FIRST = { before: null, limit: 50 };

describe.each(await testDatabases())('dispatch on $engine', (database) => {
  const open = async () => (await database.openStore()).dispatch;

  /** Reserved and settled as `state`. */
  async function give(
    dispatch: DispatchStore,
    changes: Partial<Assignment>,
    state: Assignment['state'] = 'done',
  ): Promise<Assignment> {
    const assignment = anAssignment(changes);
    await reserve(dispatch, { assignment });
    const { decidedAt } = assignment;
    await dispatch.settleAssignment(
      DESK_A,
      settled(assignment, { state, settledAt: new Date(decidedAt.getTime() + 1000) }),
      null,
    );
    return assignment;
  }

  describe('reserving', () => {
    it('DIS-7: a decision comes back as it was made, dates and candidates and all', async () => {
      const dispatch = await open();
      const decision = aDecision({
        hasInstructionInTicket: true,
        modelTrace: { model: 'm', schemaVersion: 1, seed: 7, promptHash: 'abc' },
      });
      await reserve(dispatch, { decision });
      expect(await dispatch.readDecision(DESK_A, decision.decisionId)).toEqual(decision);
      expect(await dispatch.readDecision(DESK_B, decision.decisionId)).toBeNull();
      expect(await dispatch.readDecision(DESK_A, newId())).toBeNull();
    });

    it('DIS-8: an assignment is pending from the moment of its decision, with its audit entry', async () => {
      const { dispatch, audit } = await database.openStore();
      const assignment = anAssignment({ books: 'schedule-entry', booking: 'pending', ifOwnerIs: 't7' });
      await reserve(dispatch, { assignment, audit: [dispatchAudit(), dispatchAudit({ action: 'told' })] });
      expect(await dispatch.readAssignment(DESK_A, assignment.assignmentId)).toEqual(assignment);
      expect(await dispatch.readAssignment(DESK_B, assignment.assignmentId)).toBeNull();
      expect((await standing(dispatch)).current).toEqual(assignment);
      expect((await standing(dispatch, { deskId: DESK_B })).current).toBeNull();
      const entries = await audit.listAudit(DESK_A, { limit: 9, before: null });
      expect(entries.map(({ action }) => action)).toEqual(['told', 'assigned']);
    });

    it('REL-2: what decide throws leaves nothing behind', async () => {
      const dispatch = await open();
      const failing = dispatch.reserve(aQuestion(), () => {
        throw new Error('no');
      });
      await expect(failing).rejects.toMatchObject({ code: 'store_down' });
      expect((await standing(dispatch)).current).toBeNull();
    });

    it('REL-2: what cannot be written whole is not written at all', async () => {
      const { dispatch, audit } = await database.openStore();
      const decision = aDecision();
      const broken = anAssignment({ ticketRef: null as unknown as string });
      const wish = { decision, assignment: broken, hold: aHold(), audit: [dispatchAudit()] };
      await expect(reserve(dispatch, wish)).rejects.toMatchObject({ code: 'store_down' });
      expect(await dispatch.readDecision(DESK_A, decision.decisionId)).toBeNull();
      expect(await dispatch.listHolds(DESK_A)).toEqual([]);
      expect((await standing(dispatch)).turns.size).toBe(0);
      expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toEqual([]);
    });

    it('DIS-1: a ticket has one pending assignment at a time, per desk', async () => {
      const dispatch = await open();
      const first = anAssignment();
      await reserve(dispatch, { assignment: first });
      await expect(reserve(dispatch, { assignment: anAssignment() })).rejects.toMatchObject({
        code: 'conflict',
        details: { assignmentId: first.assignmentId },
      });
      await reserve(dispatch, { assignment: anAssignment() }, { deskId: DESK_B });
      expect(await dispatch.assignmentsOf(DESK_A, 'T1')).toEqual([first]);
      await dispatch.settleAssignment(DESK_A, settled(first), null);
      await reserve(dispatch, { assignment: anAssignment() });
      expect(await dispatch.assignmentsOf(DESK_A, 'T1')).toHaveLength(2);
    });

    it('DIS-1: of many runs for one ticket at once, one assigns and the others see it', async () => {
      const dispatch = await open();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          dispatch.reserve(aQuestion(), ({ current }) => {
            if (current) return { reservation: NOTHING, result: current.assignmentId };
            const assignment = anAssignment({ technicianId: `t${index}` });
            return { reservation: { ...NOTHING, assignment }, result: assignment.assignmentId };
          }),
        ),
      );
      expect(new Set(answers).size).toBe(1);
      expect(await dispatch.assignmentsOf(DESK_A, 'T1')).toHaveLength(1);
    });

    it('DIS-9: a thousand tickets, 250 at once, spread over forty technicians by turns, at most one apart', async () => {
      const dispatch = await open();
      const everybody = Array.from({ length: 40 }, (_, index) => `t${index}`);
      const one = (index: number) =>
        dispatch.reserve(aQuestion({ ticketId: `T${index}` }), ({ turns }) => {
          const next = everybody.toSorted(
            (a, b) =>
              (turns.get(a)?.lastAssignedAt.getTime() ?? -1) -
                (turns.get(b)?.lastAssignedAt.getTime() ?? -1) || everybody.indexOf(a) - everybody.indexOf(b),
          )[0];
          if (next === undefined) throw new Error('nobody');
          const assignment = anAssignment({ ticketId: `T${index}`, technicianId: next });
          return { reservation: { ...NOTHING, assignment }, result: next };
        });
      const got: string[] = [];
      for (let start = 0; start < 1000; start += 250) {
        got.push(...(await Promise.all(Array.from({ length: 250 }, (_, index) => one(start + index)))));
      }
      const counts = everybody.map((technicianId) => got.filter((each) => each === technicianId).length);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      const { turns } = await standing(dispatch, { ticketId: 'T-other' });
      const moments = [...turns.values()].map(({ lastAssignedAt }) => lastAssignedAt.getTime());
      expect(new Set(moments).size).toBe(40);
      expect([...turns.values()].reduce((sum, { assignedToday }) => sum + assignedToday, 0)).toBe(1000);
    }, 120_000);
  });

  describe('how things stand', () => {
    it('DIS-3: turns have an order also within one millisecond, and when the clock was set back', async () => {
      const dispatch = await open();
      await give(dispatch, { ticketId: 'T1', technicianId: 'a' });
      await give(dispatch, { ticketId: 'T2', technicianId: 'b' });
      await give(dispatch, { ticketId: 'T3', technicianId: 'c', decidedAt: minutes(-30) });
      await give(dispatch, { ticketId: 'T4', technicianId: 'd', decidedAt: minutes(10) });
      await reserve(dispatch, { assignment: anAssignment() }, { deskId: DESK_B });
      const { turns } = await standing(dispatch);
      const order = [...turns].toSorted(
        ([, a], [, b]) => a.lastAssignedAt.getTime() - b.lastAssignedAt.getTime(),
      );
      expect(order.map(([technicianId, turn]) => [technicianId, turn.lastAssignedAt])).toEqual([
        ['a', AT],
        ['b', new Date(AT.getTime() + 1)],
        ['c', new Date(AT.getTime() + 2)],
        ['d', minutes(10)],
      ]);
    });

    it('DIS-4: counts of today and since the PSA was read are of what stands; a turn stays over', async () => {
      const dispatch = await open();
      const yesterday = minutes(-24 * 60);
      await give(dispatch, { ticketId: 'T1', decidedAt: yesterday });
      await give(dispatch, { ticketId: 'T2', decidedAt: minutes(-60) });
      await give(dispatch, { ticketId: 'T3', decidedAt: minutes(2) });
      for (const state of ['owned', 'refused', 'gone', 'undone'] as const) {
        await give(dispatch, { ticketId: `T-${state}`, decidedAt: minutes(3) }, state);
      }
      await reserve(dispatch, { assignment: anAssignment({ ticketId: 'T5', decidedAt: minutes(4) }) });
      await reserve(dispatch, { assignment: anAssignment({ ticketId: 'T6', technicianId: null }) });
      const { turns } = await standing(dispatch, { since: minutes(2) });
      expect([...turns]).toEqual([
        ['t1', { lastAssignedAt: minutes(4), assignedToday: 3, assignedSince: 2 }],
      ]);
    });

    it('DIS-4: work that the PSA may not have shown counts: what is pending since long, and what was settled meanwhile', async () => {
      const dispatch = await open();
      const twoDays = minutes(-48 * 60);
      await reserve(dispatch, {
        assignment: anAssignment({ ticketId: 'T1', technicianId: 'waits', decidedAt: twoDays }),
      });
      const late = anAssignment({ ticketId: 'T2', technicianId: 'late', decidedAt: minutes(-5) });
      await reserve(dispatch, { assignment: late });
      await dispatch.settleAssignment(DESK_A, settled(late, { settledAt: minutes(3) }), null);
      await give(dispatch, { ticketId: 'T3', technicianId: 'shown', decidedAt: minutes(-5) });
      const { turns } = await standing(dispatch, { since: minutes(2) });
      const since = (technicianId: string) => turns.get(technicianId)?.assignedSince;
      expect([since('waits'), since('late'), since('shown')]).toEqual([1, 1, 0]);
    });

    it('DIS-1: the current assignment is the pending one, or one settled since the ticket was read', async () => {
      const dispatch = await open();
      const first = await give(dispatch, { decidedAt: minutes(-10) });
      expect((await standing(dispatch, { since: minutes(-11) })).current).toMatchObject({
        assignmentId: first.assignmentId,
        state: 'done',
      });
      expect((await standing(dispatch, { since: AT })).current).toBeNull();
      const second = anAssignment({ technicianId: 't2', decidedAt: minutes(-20) });
      await reserve(dispatch, { assignment: second });
      const { current } = await standing(dispatch, { since: minutes(-11) });
      expect(current?.assignmentId).toBe(second.assignmentId);
    });

    it('DIS-9: a lease keeps others off an overlapping slot while it lasts', async () => {
      const dispatch = await open();
      const assignment = anAssignment({ ticketId: 'T9' });
      await reserve(dispatch, { assignment, leaseUntil: minutes(60) });
      const leased = async (question: Parameters<typeof aQuestion>[0]) => [
        ...(await standing(dispatch, question)).leased,
      ];
      const slot = (from: number, to: number) => ({ slot: { start: minutes(from), end: minutes(to) } });
      expect(await leased({})).toEqual(['t1']);
      expect(await leased(slot(59, 90))).toEqual(['t1']);
      expect(await leased(slot(60, 90))).toEqual([]);
      expect(await leased(slot(-60, 0))).toEqual([]);
      expect(await leased({ since: minutes(59) })).toEqual(['t1']);
      expect(await leased({ since: minutes(60) })).toEqual([]);
      expect(await leased({ deskId: DESK_B })).toEqual([]);
      expect(await leased({ ticketId: 'T9' })).toEqual([]);
    });

    it.each([
      ['pending', ['t1']],
      ['done', ['t1']],
      ['owned', []],
      ['refused', []],
      ['gone', []],
      ['undone', []],
    ] as const)('DIS-9: an assignment that is %s leaves %j leased', async (state, leased) => {
      const dispatch = await open();
      const assignment = anAssignment({ ticketId: 'T9' });
      await reserve(dispatch, { assignment, leaseUntil: minutes(60) });
      await dispatch.settleAssignment(DESK_A, settled(assignment, { state }), null);
      expect([...(await standing(dispatch)).leased]).toEqual(leased);
    });

    it('DIS-2: whoever passed is known for that ticket, and free again', async () => {
      const dispatch = await open();
      const assignment = anAssignment();
      await reserve(dispatch, { assignment, leaseUntil: minutes(60) });
      await dispatch.settleAssignment(DESK_A, settled(assignment), null);
      const response = { kind: 'passed', reason: 'lunch', at: minutes(2) } as const;
      expect(await dispatch.saveResponse(DESK_A, assignment.assignmentId, response, dispatchAudit())).toBe(
        true,
      );
      expect([...(await standing(dispatch)).passed]).toEqual(['t1']);
      const other = await standing(dispatch, { ticketId: 'T2' });
      expect([[...other.passed], [...other.leased]]).toEqual([[], []]);
    });
  });

  describe('an assignment on its way', () => {
    it('DIS-8: is claimed by one of many, counts the try, and is free once its claim is over', async () => {
      const dispatch = await open();
      const assignment = anAssignment();
      const { assignmentId } = assignment;
      await reserve(dispatch, { assignment });
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => dispatch.claimAssignment(DESK_A, assignmentId, 60)),
      );
      expect(claims.filter((claim) => claim !== null)).toEqual([{ ...assignment, tries: 1 }]);
      expect(await dispatch.claimAssignment(DESK_B, assignmentId, 60)).toBeNull();
      expect(await dispatch.dueAssignments(minutes(1), 10)).toEqual([]);

      const later = settled(assignment, {
        state: 'pending',
        settledAt: null,
        nextTryAt: minutes(3),
        problem: 'psa_down',
      });
      await dispatch.settleAssignment(DESK_A, later, null);
      expect(await dispatch.dueAssignments(minutes(2), 10)).toEqual([]);
      expect(await dispatch.dueAssignments(minutes(3), 10)).toEqual([{ deskId: DESK_A, assignmentId }]);
      expect(await dispatch.claimAssignment(DESK_A, assignmentId, 0)).toMatchObject({
        tries: 2,
        problem: 'psa_down',
      });
      // A process that died: its claim of no seconds is over.
      expect(await dispatch.dueAssignments(minutes(3), 10)).toHaveLength(1);
      expect(await dispatch.claimAssignment(DESK_A, assignmentId, 60)).toMatchObject({ tries: 3 });
    });

    it('DIS-8: one that is taken with its decision is in nobody else’s hands until that is over', async () => {
      const dispatch = await open();
      const taken = anAssignment({ ticketId: 'T1', tries: 1 });
      const over = anAssignment({ ticketId: 'T2', tries: 1 });
      await reserve(dispatch, { assignment: taken, claimSeconds: 60 });
      await reserve(dispatch, { assignment: over, claimSeconds: 0 });
      expect(await dispatch.claimAssignment(DESK_A, taken.assignmentId, 60)).toBeNull();
      expect(await dispatch.dueAssignments(minutes(1), 10)).toEqual([
        { deskId: DESK_A, assignmentId: over.assignmentId },
      ]);
      expect(await dispatch.claimAssignment(DESK_A, over.assignmentId, 60)).toMatchObject({ tries: 2 });
    });

    it('DIS-8: those that are due come oldest first, of every desk, up to the limit', async () => {
      const dispatch = await open();
      const [late, early, foreign] = [
        anAssignment({ ticketId: 'T1', nextTryAt: minutes(2) }),
        anAssignment({ ticketId: 'T2', nextTryAt: minutes(1) }),
        anAssignment({ ticketId: 'T1', nextTryAt: minutes(3) }),
      ];
      await reserve(dispatch, { assignment: late });
      await reserve(dispatch, { assignment: early });
      await reserve(dispatch, { assignment: foreign }, { deskId: DESK_B });
      const due = await dispatch.dueAssignments(minutes(9), 10);
      expect(due).toEqual([
        { deskId: DESK_A, assignmentId: early.assignmentId },
        { deskId: DESK_A, assignmentId: late.assignmentId },
        { deskId: DESK_B, assignmentId: foreign.assignmentId },
      ]);
      expect(await dispatch.dueAssignments(minutes(9), 1)).toEqual(due.slice(0, 1));
    });

    it('DIS-8: how it went is kept once; whoever answers too late changes nothing, but it can be taken back', async () => {
      const { dispatch, audit } = await database.openStore();
      const assignment = anAssignment({ booking: 'pending' });
      const { assignmentId } = assignment;
      await reserve(dispatch, { assignment });
      await dispatch.settleAssignment(DESK_A, settled(assignment, { booking: 'booked' }), dispatchAudit());
      const late = settled(assignment, { state: 'owned', ownerFoundName: 'Ben', settledAt: minutes(2) });
      await dispatch.settleAssignment(DESK_A, late, dispatchAudit());
      expect(await dispatch.readAssignment(DESK_A, assignmentId)).toEqual({
        ...assignment,
        state: 'done',
        booking: 'booked',
        settledAt: minutes(1),
      });
      expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(1);
      expect(await dispatch.claimAssignment(DESK_A, assignmentId, 60)).toBeNull();
      await dispatch.settleAssignment(DESK_A, settled(assignment, { state: 'undone' }), dispatchAudit());
      expect((await dispatch.readAssignment(DESK_A, assignmentId))?.state).toBe('undone');
    });

    it('a technician answers once', async () => {
      const { dispatch, audit } = await database.openStore();
      const { assignmentId } = await give(dispatch, {});
      const passed = { kind: 'passed', reason: 'too much', at: minutes(2) } as const;
      const accepted = { kind: 'accepted', reason: null, at: minutes(3) } as const;
      const answers = await Promise.all([
        dispatch.saveResponse(DESK_A, assignmentId, passed, dispatchAudit()),
        dispatch.saveResponse(DESK_A, assignmentId, passed, dispatchAudit()),
      ]);
      expect(answers.toSorted()).toEqual([false, true]);
      expect(await dispatch.saveResponse(DESK_A, assignmentId, accepted, dispatchAudit())).toBe(false);
      expect(await dispatch.saveResponse(DESK_B, assignmentId, accepted, dispatchAudit())).toBe(false);
      expect((await dispatch.readAssignment(DESK_A, assignmentId))?.response).toEqual(passed);
      expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(1);
    });
  });

  describe('decisions', () => {
    const held = { candidates: [aCandidate('t1', { calendar: 'busy' })] };

    it('TAB-5: a list tells of each what it needs, newest first, a page at a time', async () => {
      const dispatch = await open();
      const decisions = Array.from({ length: 5 }, (_, index) => aDecision({ at: minutes(index) }));
      for (const decision of decisions) await reserve(dispatch, { decision });
      await reserve(dispatch, { decision: aDecision() }, { deskId: DESK_B });
      const first = await dispatch.listDecisions(DESK_A, ANY, { before: null, limit: 3 });
      const rest = await dispatch.listDecisions(DESK_A, ANY, {
        before: first[2]?.decisionId ?? '',
        limit: 3,
      });
      expect([...first, ...rest].map(({ decisionId }) => decisionId)).toEqual(
        decisions.toReversed().map(({ decisionId }) => decisionId),
      );
      const { record, ...decision } = decisions[4] ?? aDecision();
      const { modelTrace: _trace, ...kept } = decision;
      expect(first[0]).toEqual({
        ...kept,
        decidedAt: record.decidedAt,
        ticket: record.ticket,
        outcome: record.outcome,
        presence: record.presence,
        shifts: record.shifts,
        model: record.model,
        workflowId: 'w1',
        workflowVersion: 1,
        mode: record.workflow.mode,
        act: record.workflow.act,
        chosenName: 'Technician t1',
        assignment: null,
        humanOwnerId: null,
      });
    });

    it('DIS-7: keeps no words of a customer', async () => {
      const url = await database.newUrl();
      const store = await database.openStore({ url });
      await reserve(store.dispatch, { decision: aDecision() });
      await store.close();
      const { query } = await database.openDatabase(url);
      const rows = [
        ...(await query.selectFrom('decision').selectAll().execute()),
        ...(await query.selectFrom('decision_candidate').selectAll().execute()),
      ];
      expect(JSON.stringify(rows)).toContain('Contoso');
      expect(JSON.stringify(rows)).not.toContain('words of a customer');
      expect(JSON.stringify(rows)).not.toContain('Words of a customer');
    });

    it('TAB-5: are found by state, workflow, time, number and chosen name; silent ones only when asked for', async () => {
      const dispatch = await open();
      const add = async (
        name: string,
        decision: ReturnType<typeof aDecision>,
        assignment?: Assignment['state'],
      ) => {
        const given = assignment && anAssignment({ decisionId: decision.decisionId, ticketId: name });
        await reserve(dispatch, { decision, assignment: given ?? null }, { ticketId: name });
        if (given) await dispatch.settleAssignment(DESK_A, settled(given, { state: assignment }), null);
        names.set(decision.decisionId, name);
      };
      const names = new Map<string, string>();
      const read = { presenceReading: 'read', candidates: [aCandidate('Ödön', { isMapped: true })] } as const;
      const other = { workflow: { ...aDecision().record.workflow, id: 'w2' } };
      await add('suggested', aDecision({ question: read, ticket: { ref: 'T20261121.0042' } }));
      await add('held', aDecision({ question: { ...held, ...other }, at: minutes(1) }));
      await add('assigned', aDecision({ at: minutes(2) }), 'done');
      await add('on its way', aDecision({ at: minutes(3) }), 'pending');
      await add('somebody else was faster', aDecision({ at: minutes(4) }), 'owned');
      await add(
        'wanted so',
        aDecision({
          question: { ...read, workflow: { ...aDecision().record.workflow, teamsAvailability: 'off' } },
        }),
      );
      await add('shadow', aDecision({ source: 'shadow' }));
      const found = async (filter: Partial<DecisionFilter>) => {
        const list = await dispatch.listDecisions(DESK_A, { ...ANY, ...filter }, FIRST);
        return list.map(({ decisionId }) => names.get(decisionId) ?? '').toSorted();
      };
      expect(await found({})).toHaveLength(6);
      expect(await found({ state: 'held' })).toEqual(['held']);
      expect(await found({ state: 'suggested' })).toEqual([
        'somebody else was faster',
        'suggested',
        'wanted so',
      ]);
      expect(await found({ state: 'assigned' })).toEqual(['assigned', 'on its way']);
      expect(await found({ state: 'without-teams' })).toEqual([
        'assigned',
        'held',
        'on its way',
        'somebody else was faster',
      ]);
      expect(await found({ state: 'shadow' })).toEqual(['shadow']);
      expect(await found({ workflowId: 'w2' })).toEqual(['held']);
      expect(await found({ ticketId: 'T1' })).toHaveLength(6);
      expect(await found({ ticketId: 'ref-T1' })).toEqual([]);
      expect(await found({ since: minutes(3) })).toEqual(['on its way', 'somebody else was faster']);
      expect(await found({ text: '1121.00' })).toEqual(['suggested']);
      expect(await found({ text: ' ÖDÖN ' })).toEqual(['suggested', 'wanted so']);
      for (const text of ['%', '_', '\\', "'", '1121_00', '\0'])
        expect([text, await found({ text })]).toEqual([text, []]);
      expect(await dispatch.countDecisions(DESK_A, AT)).toEqual({
        held: 1,
        suggested: 3,
        assigned: 2,
        withoutTeams: 4,
      });
      expect(await dispatch.countDecisions(DESK_A, minutes(3))).toMatchObject({ assigned: 1, held: 0 });
      expect(await dispatch.countDecisions(DESK_B, AT)).toEqual({
        held: 0,
        suggested: 0,
        assigned: 0,
        withoutTeams: 0,
      });
    });

    it('TAB-5: a list names the newest assignment that a decision led to', async () => {
      const dispatch = await open();
      const decision = aDecision();
      const first = anAssignment({ decisionId: decision.decisionId });
      await reserve(dispatch, { decision, assignment: first });
      await dispatch.settleAssignment(DESK_A, settled(first, { state: 'refused' }), null);
      const second = anAssignment({
        decisionId: decision.decisionId,
        decidedAt: minutes(1),
        technicianId: 't2',
      });
      await reserve(dispatch, { assignment: second });
      const [summary] = await dispatch.listDecisions(DESK_A, ANY, FIRST);
      expect(summary?.assignment).toEqual(second);
    });

    it('CHAT-5: the newest about a ticket is found by id and by number, and is no silent one', async () => {
      const dispatch = await open();
      const [old, recent] = [aDecision(), aDecision({ at: minutes(5) })];
      await reserve(dispatch, { decision: old });
      await reserve(dispatch, { decision: recent });
      await reserve(dispatch, { decision: aDecision({ source: 'shadow' }) });
      await reserve(dispatch, { decision: aDecision() }, { deskId: DESK_B });
      for (const ticket of ['T1', 'ref-T1']) {
        expect((await dispatch.newestDecision(DESK_A, ticket))?.decisionId).toBe(recent.decisionId);
      }
      expect(await dispatch.newestDecision(DESK_A, 'T2')).toBeNull();
    });

    it('silent decisions wait for the people’s choice, newest first: one that never gets an owner keeps no later one back', async () => {
      const dispatch = await open();
      const shadows = [0, 1, 2].map((index) =>
        aDecision({ source: 'shadow', ticket: { id: `T${index}` }, at: minutes(index) }),
      );
      for (const decision of shadows) await reserve(dispatch, { decision });
      await reserve(dispatch, { decision: aDecision() });
      const [first, second, third] = shadows;
      if (!first || !second || !third) throw new Error('there are three');
      await dispatch.saveHumanOwner(DESK_A, first.decisionId, 't7');
      await dispatch.saveHumanOwner(DESK_B, second.decisionId, 't7');
      expect(await dispatch.openShadows(DESK_A, 1)).toEqual([
        { decisionId: third.decisionId, ticketId: 'T2' },
      ]);
      expect(await dispatch.openShadows(DESK_A, 9)).toHaveLength(2);
      expect(await dispatch.openShadows(DESK_B, 9)).toEqual([]);
      const list = await dispatch.listDecisions(DESK_A, { ...ANY, state: 'shadow' }, FIRST);
      expect(list.map(({ humanOwnerId }) => humanOwnerId)).toEqual([null, null, 't7']);
    });

    it('PERF-4: five thousand candidates are kept and read whole', async () => {
      const dispatch = await open();
      const candidates = Array.from({ length: 5000 }, (_, index) =>
        aCandidate(`t${index}`, { poolPosition: index }),
      );
      const decision = aDecision({ question: { candidates } });
      await reserve(dispatch, { decision });
      expect(await dispatch.readDecision(DESK_A, decision.decisionId)).toEqual(decision);
    });
  });

  describe('what is not kept for ever', () => {
    it('DATA-1: old decisions go with their candidates, old assignments and holds too; what is under way stays', async () => {
      const url = await database.newUrl();
      const { dispatch } = await database.openStore({ url });
      const old = { at: minutes(-60) };
      const finished = anAssignment({ ticketId: 'T2', decidedAt: minutes(-60) });
      const pending = anAssignment({ ticketId: 'T3', decidedAt: minutes(-60) });
      const [gone, led, onItsWay, waiting] = [aDecision(old), aDecision(old), aDecision(old), aDecision(old)];
      const ended = aHold({ ticketId: 'T4', heldAt: minutes(-60) });
      const hold = aHold({ ticketId: 'T5', decisionId: waiting.decisionId });
      await reserve(dispatch, { decision: gone, hold: ended });
      await dispatch.endHold(DESK_A, ended.holdId, { at: minutes(-50), because: 'stopped' }, null);
      await reserve(dispatch, { decision: led, assignment: { ...finished, decisionId: led.decisionId } });
      await dispatch.settleAssignment(DESK_A, settled(finished, { settledAt: minutes(-59) }), null);
      await reserve(dispatch, {
        decision: onItsWay,
        assignment: { ...pending, decisionId: onItsWay.decisionId },
      });
      await reserve(dispatch, { decision: waiting, hold });
      const many = Array.from({ length: 45 }, () => aDecision(old));
      for (const decision of many) await reserve(dispatch, { decision });
      const recent = aDecision();
      await reserve(dispatch, { decision: recent });

      expect(await dispatch.pruneDecisions(minutes(-1))).toBe(47);
      expect(await dispatch.pruneDecisions(minutes(-1))).toBe(0);
      const left = await dispatch.listDecisions(DESK_A, ANY, FIRST);
      expect(left.map(({ decisionId }) => decisionId).toSorted()).toEqual(
        [onItsWay, waiting, recent].map(({ decisionId }) => decisionId).toSorted(),
      );
      expect(await dispatch.readAssignment(DESK_A, finished.assignmentId)).toBeNull();
      expect(await dispatch.readAssignment(DESK_A, pending.assignmentId)).toMatchObject({ state: 'pending' });
      expect(await dispatch.readHold(DESK_A, ended.holdId)).toBeNull();
      expect(await dispatch.listHolds(DESK_A)).toEqual([hold]);
      expect((await standing(dispatch)).turns.get('t1')).toBeDefined();
    });

    it('DIS-1: an event of a webhook is news once per desk, and is forgotten after a week', async () => {
      const dispatch = await open();
      const remembered = await Promise.all(
        Array.from({ length: 6 }, () => dispatch.rememberHook(DESK_A, 'e1', AT)),
      );
      expect(remembered.filter(Boolean)).toHaveLength(1);
      expect(await dispatch.isHookKnown(DESK_A, 'e1')).toBe(true);
      expect(await dispatch.isHookKnown(DESK_B, 'e1')).toBe(false);
      expect(await dispatch.rememberHook(DESK_B, 'e1', AT)).toBe(true);
      const week = 7 * 24 * 60;
      expect(await dispatch.rememberHook(DESK_A, 'e2', minutes(week))).toBe(true);
      expect(await dispatch.rememberHook(DESK_A, 'e1', minutes(week))).toBe(false);
      expect(await dispatch.rememberHook(DESK_A, 'e3', minutes(week + 1))).toBe(true);
      expect(await dispatch.rememberHook(DESK_A, 'e1', minutes(week + 1))).toBe(true);
    });
  });

  it('PERF-4: a dispatch takes at most eight statements besides its transaction and the lock of the desk', async () => {
    const seen: string[] = [];
    const bare = await openDatabase({
      url: await database.newUrl(),
      logger: silentLogger,
      onStatement: (statement) => seen.push(statement),
    });
    await migrate(bare, { clock: systemClock });
    seen.length = 0;
    const decision = aDecision();
    const assignment = anAssignment({ decisionId: decision.decisionId });
    await reserve(createDispatchStore(bare), {
      decision,
      assignment,
      leaseUntil: SLOT.end,
      audit: [dispatchAudit()],
    });
    await bare.close();
    const own = seen.filter((statement) => /^\s*(select|insert|update|delete)/i.test(statement));
    expect(own.filter((statement) => !statement.includes('advisory')).length).toBeLessThanOrEqual(8);
  });
});
