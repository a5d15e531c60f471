import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#adapters/store/open-store.ts';
import { STANDARD_SETUP } from '#core/dispatch/standard-workflow.ts';
import { AppError, type ErrorCode } from '#kernel/errors.ts';
import { testDatabases } from '../../../support/database.ts';
import { createDesk, DESK, DISPATCHER, type FakeDesk, LEAD, MEMBER } from './desk.ts';

const databases = await testDatabases();

describe.each(databases)('dispatch on $engine', (database) => {
  let store: Store;
  let desk: FakeDesk;
  beforeEach(async () => {
    store = await database.openStore();
    desk = createDesk(store, ['Ana', 'Ben', 'Chloe', 'Dmitri']);
    desk.psa.put({ id: '4711' });
  });
  const chosen = async (ticket: string): Promise<string | null> => {
    const { decision } = await desk.dispatch(ticket);
    return decision.record.outcome.kind === 'chosen' ? decision.record.outcome.technicianId : null;
  };

  describe('DIS-8: modes', () => {
    it('a desk that saved no workflow gets a suggestion, and nothing is written', async () => {
      const run = await desk.dispatch('4711');
      expect(run.decision.record.outcome.kind).toBe('chosen');
      expect(run.assignment).toBeNull();
      expect(desk.psa.writes).toEqual([]);
      expect(await store.dispatch.newestDecision(DESK, '4711')).toMatchObject({
        decisionId: run.decision.decisionId,
      });
    });
    it('a ticket that somebody has is left with them, though "who should take it" may be asked of any', async () => {
      desk.psa.put({ id: '4701', ownerId: 'Chloe' });
      const { decision } = await desk.dispatch('4701');
      expect(decision.record.outcome).toEqual({ kind: 'not-needed', because: 'already-owned' });
      const asked = await desk.dispatch('4701', { intent: 'suggest' });
      expect(asked.decision.record.outcome.kind).toBe('chosen');
    });
    it('a dry run writes nothing, and says that it was one', async () => {
      await desk.workflow({ act: 'dry-run' });
      const run = await desk.dispatch('4711');
      expect(run.decision.record.workflow.act).toBe('dry-run');
      expect(desk.psa.writes).toEqual([]);
    });
    it('assign writes the owner once and tells who got it', async () => {
      await desk.workflow({ act: 'assign', mode: 'round-robin' });
      const run = await desk.dispatch('4711');
      expect(run.assignment).toMatchObject({ state: 'done', technicianId: 'Ana' });
      expect(desk.psa.writes).toEqual([{ ticketId: '4711', technicianId: 'Ana' }]);
      expect(desk.events).toMatchObject([{ event: 'assigned', userId: 'u-ana' }]);
    });
    it('"who should take it" never writes, even where the workflow assigns', async () => {
      await desk.workflow({ act: 'assign' });
      await desk.dispatch('4711', { intent: 'suggest' });
      expect(desk.psa.writes).toEqual([]);
    });
    it('a member may not dispatch, and may not read decisions', async () => {
      const wish = {
        ticket: '4711',
        workflowId: null,
        slot: null,
        intent: 'suggest',
        source: 'chat',
      } as const;
      await expect(desk.service.dispatch(MEMBER, wish)).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(desk.service.newestDecision(MEMBER, '4711')).rejects.toMatchObject({
        code: 'not_allowed',
      });
    });
  });

  describe('tickets that need nobody', () => {
    beforeEach(() => desk.workflow({ act: 'assign', mode: 'round-robin' }));
    it('an unknown ticket is named', async () => {
      await expect(desk.dispatch('999')).rejects.toMatchObject({
        code: 'ticket_not_found',
        details: { ticket: '999' },
      });
    });
    it('a closed one stays closed', async () => {
      desk.psa.put({ id: '4700', status: { id: '9', label: 'Closed', phase: 'closed' } });
      const { decision } = await desk.dispatch('4700');
      expect(decision.record.outcome).toEqual({ kind: 'not-needed', because: 'ticket-closed' });
      expect(decision.record.notes).toEqual([]);
      expect(await desk.service.countToday(DISPATCHER)).toMatchObject({ withoutTeams: 0 });
    });
    it('one that somebody has is left with them, by name', async () => {
      desk.psa.put({ id: '4701', ownerId: 'Chloe' });
      const { decision, ticket } = await desk.dispatch('4701');
      expect(decision.record.outcome).toEqual({ kind: 'not-needed', because: 'already-owned' });
      expect(ticket.ownerName).toBe('Chloe');
      expect(desk.psa.writes).toEqual([]);
    });
    it('DIS-1: the same ticket a hundred times at once is one assignment and one decision', async () => {
      const runs = await Promise.all(Array.from({ length: 100 }, () => desk.dispatch('4711')));
      expect(desk.psa.writes).toHaveLength(1);
      expect(runs.filter(({ isRepeat, assignment }) => !isRepeat && assignment !== null)).toHaveLength(1);
    });
    it('assigned meanwhile by somebody in the PSA: nothing is overwritten, and it is said by whom', async () => {
      const beginAssign = desk.psa.beginAssign.bind(desk.psa);
      desk.psa.beginAssign = (...which) => {
        desk.psa.put({ id: '4711', ownerId: 'Dmitri', ownerName: 'Dmitri' });
        return beginAssign(...which);
      };
      const run = await desk.dispatch('4711');
      expect(run.assignment).toMatchObject({ state: 'owned', ownerFoundName: 'Dmitri' });
      expect(desk.psa.writes).toEqual([]);
    });
    it('assigned meanwhile while the decision waited to be stored: what was read before that is read again', async () => {
      const beginAssign = desk.psa.beginAssign.bind(desk.psa);
      let looks = 0;
      desk.psa.beginAssign = (...which) => {
        const give = beginAssign(...which);
        looks += 1;
        if (looks === 1) {
          desk.pass(1 / 60);
          desk.psa.put({ id: '4711', ownerId: 'Dmitri', ownerName: 'Dmitri' });
        }
        return give;
      };
      const run = await desk.dispatch('4711');
      expect(run.assignment).toMatchObject({ state: 'owned', ownerFoundName: 'Dmitri' });
      expect([looks, desk.psa.writes]).toEqual([2, []]);
    });
    it('DIS-6: a PSA that fails while the decision is stored gets it later, and nothing is lost', async () => {
      const beginAssign = desk.psa.beginAssign.bind(desk.psa);
      desk.psa.beginAssign = () => {
        const failure = Promise.reject(new AppError('psa_down', 'no answer'));
        failure.catch(() => {});
        return () => failure;
      };
      const run = await desk.dispatch('4711');
      expect(run.assignment).toMatchObject({ state: 'pending', problem: 'psa_down' });
      desk.psa.beginAssign = beginAssign;
      desk.pass(1);
      expect(await desk.service.writeDue()).toBe(1);
      expect(desk.psa.writes).toHaveLength(1);
    });
    it('a run that only suggests never begins to write', async () => {
      let looks = 0;
      const beginAssign = desk.psa.beginAssign.bind(desk.psa);
      desk.psa.beginAssign = (...which) => {
        looks += 1;
        return beginAssign(...which);
      };
      await desk.dispatch('4711', { intent: 'suggest' });
      desk.psa.put({ id: '4702', ownerId: 'Chloe' });
      await desk.dispatch('4702');
      expect(looks).toBe(0);
    });
  });

  describe('DIS-3, DIS-9: many tickets', () => {
    it('a hundred at once: no double assignment, Round Robin spread of at most 1', async () => {
      await desk.workflow({ act: 'assign', mode: 'round-robin', capacity: 100 });
      const ids = Array.from({ length: 100 }, (_, index) => `${5000 + index}`);
      for (const id of ids) desk.psa.put({ id });
      await Promise.all(ids.map((id) => desk.dispatch(id)));
      expect(new Set(desk.psa.writes.map(({ ticketId }) => ticketId)).size).toBe(100);
      expect(desk.psa.writes).toHaveLength(100);
      expect(spreadOf(desk)).toBeLessThanOrEqual(1);
    });
    it('DIS-4: ranked, equal people share a hundred at once, because what was just given counts as open', async () => {
      await desk.workflow({ act: 'assign', mode: 'ranked', capacity: 100 });
      const ids = Array.from({ length: 100 }, (_, index) => `${5000 + index}`);
      for (const id of ids) desk.psa.put({ id });
      await Promise.all(ids.map((id) => desk.dispatch(id)));
      expect(desk.psa.writes).toHaveLength(100);
      expect(spreadOf(desk)).toBeLessThanOrEqual(1);
    });
    it('the order of the turn survives a restart', async () => {
      await desk.workflow({ act: 'assign', mode: 'round-robin' });
      desk.psa.put({ id: '1' });
      await desk.dispatch('1');
      const again = createDesk(store, ['Ana', 'Ben', 'Chloe', 'Dmitri']);
      again.psa.put({ id: '2' });
      await again.dispatch('2');
      expect([...desk.psa.writes, ...again.psa.writes].map(({ technicianId }) => technicianId)).toEqual([
        'Ana',
        'Ben',
      ]);
    });
    it('DIS-3: the skipped one keeps the turn', async () => {
      await desk.workflow({ act: 'assign', mode: 'round-robin' });
      desk.shows('Ana', 'Away');
      for (const id of ['1', '2', '3']) desk.psa.put({ id });
      expect(await chosen('1')).toBe('Ben');
      desk.shows('Ana', 'Available');
      desk.pass(1);
      expect(await chosen('2')).toBe('Ana');
      expect(await chosen('3')).toBe('Chloe');
    });
    it('DIS-9: a workflow that books reserves the slot: nobody gets two tickets for one hour', async () => {
      await desk.workflow({ act: 'assign', mode: 'round-robin', books: 'schedule-entry' });
      for (const id of ['1', '2', '3', '4', '5']) desk.psa.put({ id });
      const runs = await Promise.all(['1', '2', '3', '4', '5'].map((id) => desk.dispatch(id)));
      expect(new Set(desk.psa.bookings.map(({ technicianId }) => technicianId)).size).toBe(4);
      expect(runs.filter(({ hold }) => hold?.because === 'slots-taken')).toHaveLength(1);
    });
  });

  describe('DIS-8: what goes wrong while writing', () => {
    beforeEach(() => desk.workflow({ act: 'assign', mode: 'round-robin' }));
    it.each<ErrorCode>(['psa_down', 'psa_throttled'])(
      '%s before the write: pending, written later, once',
      async (code) => {
        desk.psa.fails = { when: 'before', code };
        const run = await desk.dispatch('4711');
        expect(run.assignment).toMatchObject({ state: 'pending', problem: code, technicianId: 'Ana' });
        desk.psa.fails = null;
        expect(await desk.service.writeDue()).toBe(0);
        desk.pass(1);
        expect(await desk.service.writeDue()).toBe(1);
        expect(desk.psa.writes).toEqual([{ ticketId: '4711', technicianId: 'Ana' }]);
        expect(await store.dispatch.readAssignment(DESK, run.assignment?.assignmentId ?? '')).toMatchObject({
          state: 'done',
        });
      },
    );
    it('P4: the answer is lost after the write: the next try reads it back and writes nothing', async () => {
      desk.psa.fails = { when: 'after', code: 'psa_down' };
      const run = await desk.dispatch('4711');
      expect(run.assignment?.state).toBe('pending');
      desk.psa.fails = null;
      desk.pass(1);
      await desk.service.writeDue();
      expect(desk.psa.writes).toHaveLength(1);
      expect(await store.dispatch.readAssignment(DESK, run.assignment?.assignmentId ?? '')).toMatchObject({
        state: 'done',
      });
    });
    it('a right that is missing is not tried for ever', async () => {
      desk.psa.fails = { when: 'before', code: 'psa_permission_missing' };
      const run = await desk.dispatch('4711');
      expect(run.assignment).toMatchObject({ state: 'refused', problem: 'psa_permission_missing' });
    });
    it('DIS-9: whom the PSA does not take is skipped with that reason, and the next best gets it', async () => {
      desk.psa.refuses.add('Ana');
      const run = await desk.dispatch('4711');
      expect(run.assignment).toMatchObject({ state: 'done', technicianId: 'Ben' });
      const ana = run.decision.record.candidates.find(({ input }) => input.facts.technicianId === 'Ana');
      expect(ana).toMatchObject({ word: 'skipped', reasons: ['refused-by-psa', 'keeps-the-turn'] });
    });
    it('whom it refuses on a later try is passed over, too', async () => {
      desk.psa.fails = { when: 'before', code: 'psa_down' };
      await desk.dispatch('4711');
      desk.psa.fails = null;
      desk.psa.refuses.add('Ana');
      desk.pass(1);
      await desk.service.writeDue();
      expect(desk.psa.writes).toEqual([{ ticketId: '4711', technicianId: 'Ben' }]);
    });
    it('a booking that conflicts leaves the ticket assigned, and says so', async () => {
      await desk.workflow({ act: 'assign' });
      const [first] = await desk.workflows.list(LEAD);
      await desk.workflows.remove(LEAD, first?.workflowId ?? '', 1);
      const [second] = await desk.workflows.list(LEAD);
      await desk.workflows.save(
        LEAD,
        second?.workflowId ?? '',
        { ...second!.setup, books: 'schedule-entry' },
        1,
      ); // it was just saved
      desk.psa.booksAs = 'conflict';
      expect((await desk.dispatch('4711')).assignment).toMatchObject({ state: 'done', booking: 'conflict' });
    });
  });

  describe('DIS-6: never blocks', () => {
    const faults: readonly [string, (of: FakeDesk) => void, string][] = [
      ['Graph down', ({ teams }) => (teams.fails = new AppError('graph_down', 'x')), 'graph-down'],
      ['Graph silent for longer than its deadline', ({ teams }) => (teams.hangs = true), 'graph-slow'],
      [
        'consent revoked',
        ({ teams }) => (teams.fails = new AppError('consent_revoked', 'x')),
        'consent-revoked',
      ],
      [
        'consent missing',
        ({ teams }) => (teams.fails = new AppError('consent_missing', 'x')),
        'consent-missing',
      ],
      [
        'consent spreading',
        ({ teams }) => (teams.fails = new AppError('consent_spreading', 'x')),
        'consent-spreading',
      ],
      [
        'a cloud without presence',
        ({ teams }) => (teams.fails = new AppError('not_in_cloud', 'x')),
        'not-in-cloud',
      ],
      [
        'nobody mapped',
        ({ technicians }) => {
          for (const [index, each] of technicians.entries())
            technicians[index] = { ...each, userId: null, mapping: null };
        },
        'nobody-mapped',
      ],
    ];
    it.each(faults)(
      '%s: the ticket is assigned, and the decision says why presence was not used',
      async (_name, spoil, because) => {
        await desk.workflow({ act: 'assign' });
        spoil(desk);
        const run = await desk.dispatch('4711');
        expect(run.assignment?.state).toBe('done');
        expect(run.decision.record.presence).toMatchObject({ use: 'not-used', because });
        expect(run.decision.record.presence.remedy).not.toBeNull();
      },
    );
    it('presence partly read: those who were read are judged by it, the others without, and both are said', async () => {
      await desk.workflow({ act: 'assign', mode: 'round-robin' });
      desk.teams.unread.push('u-ana');
      desk.shows('Ben', 'Away');
      const { decision, assignment } = await desk.dispatch('4711');
      expect(assignment).toMatchObject({ state: 'done', technicianId: 'Ana' });
      expect(decision.record.presence).toMatchObject({
        use: 'partly',
        because: 'partly-read',
        remedy: 'open-health',
      });
      const [ana, ben] = decision.record.candidates;
      expect(ana?.gates.map(({ code }) => code)).toContain('presence-unread');
      expect(ben).toMatchObject({ word: 'skipped', reasons: ['on-break'] });
    });
    it('a PSA that tells nobody’s work leaves loads unknown, and somebody is chosen', async () => {
      await desk.workflow({ act: 'assign' });
      desk.psa.readWork = async () => {
        throw new AppError('psa_throttled', 'x');
      };
      const run = await desk.dispatch('4711');
      expect(run.assignment?.state).toBe('done');
      expect(run.decision.record.candidates[0]?.gates.map(({ code }) => code)).toContain('load-unknown');
    });
    it('AV-8: what can have no say is not read', async () => {
      await desk.workflow({ teamsAvailability: 'off' });
      await desk.dispatch('4711');
      expect(desk.teams.asked).toBe(0);
    });
  });

  describe('everybody on a break', () => {
    beforeEach(() => {
      for (const name of ['Ana', 'Ben', 'Chloe', 'Dmitri']) desk.shows(name, 'Away');
    });
    it('assigns by PSA logic with a note, unless told otherwise', async () => {
      await desk.workflow({ act: 'assign' });
      const { assignment, decision } = await desk.dispatch('4711');
      expect(assignment?.state).toBe('done');
      expect(decision.record.notes).toContainEqual({
        note: 'everyone-on-a-break',
        because: 'assign-by-psa',
        remedy: null,
      });
    });
    it('leaves unassigned where that is the setting', async () => {
      await desk.workflow({ act: 'assign', whenEveryoneIsOnABreak: 'leave-unassigned' });
      const { decision, hold } = await desk.dispatch('4711');
      expect(decision.record.outcome.kind).toBe('left-unassigned');
      expect(hold).toBeNull();
    });
    it('DIS-10: holds, tries again by itself, and assigns when somebody is back', async () => {
      await desk.workflow({ act: 'assign', whenEveryoneIsOnABreak: 'hold', retryMinutes: 5 });
      expect((await desk.dispatch('4711')).hold).toMatchObject({ because: 'everyone-on-a-break' });
      expect(await desk.service.retryHolds()).toBe(0);
      desk.pass(5);
      expect(await desk.service.retryHolds()).toBe(1);
      const [waiting] = await desk.service.listHolds(DISPATCHER);
      expect(waiting).toMatchObject({ ticketId: '4711', tries: 2 });
      const again = await desk.service.retryHold(DISPATCHER, waiting?.holdId ?? '');
      expect(again.hold).toMatchObject({ holdId: waiting?.holdId, tries: 3, heldAt: waiting?.heldAt });
      desk.shows('Chloe', 'Available');
      desk.pass(5);
      await desk.service.retryHolds();
      expect(desk.psa.writes).toEqual([{ ticketId: '4711', technicianId: 'Chloe' }]);
      expect(await desk.service.listHolds(DISPATCHER)).toEqual([]);
    });
    it('DIS-10: needs a person after a while, says so once, and can be stopped', async () => {
      await desk.workflow({ act: 'assign', whenEveryoneIsOnABreak: 'hold', escalateMinutes: 30 });
      await desk.dispatch('4711');
      desk.pass(29);
      expect(await desk.service.escalateHolds()).toBe(0);
      desk.pass(1);
      expect(await desk.service.escalateHolds()).toBe(1);
      expect(await desk.service.escalateHolds()).toBe(0);
      expect(desk.events).toMatchObject([{ event: 'escalated', hold: { ticketId: '4711' } }]);
      const [hold] = await desk.service.listHolds(DISPATCHER);
      expect(hold?.escalatedAt).not.toBeNull();
      await desk.service.stopHold(DISPATCHER, hold?.holdId ?? '');
      expect(await desk.service.listHolds(DISPATCHER)).toEqual([]);
      await expect(desk.service.stopHold(DISPATCHER, hold?.holdId ?? '')).rejects.toMatchObject({
        code: 'hold_not_found',
      });
    });
    it('DIS-10: a ticket that waits while its workflow is turned to dry run waits on, until somebody has it', async () => {
      await desk.workflow({ act: 'assign', whenEveryoneIsOnABreak: 'hold', retryMinutes: 5 });
      await desk.dispatch('4711');
      const [workflow] = await desk.workflows.list(LEAD);
      if (!workflow) throw new Error('no workflow');
      await desk.workflows.save(LEAD, workflow.workflowId, { ...workflow.setup, act: 'dry-run' }, 1);
      desk.shows('Chloe', 'Available');
      desk.pass(5);
      await desk.service.retryHolds();
      expect(desk.psa.writes).toEqual([]);
      const [waiting] = await desk.service.listHolds(DISPATCHER);
      expect(waiting).toMatchObject({ ticketId: '4711', tries: 2, because: 'everyone-on-a-break' });
      expect(waiting?.nextTryAt).toEqual(new Date(desk.now().getTime() + 5 * 60_000));
      desk.psa.put({ id: '4711', ownerId: 'Ben' });
      desk.pass(5);
      await desk.service.retryHolds();
      expect(await desk.service.listHolds(DISPATCHER)).toEqual([]);
    });
    it('a held ticket that somebody took in the PSA waits no more', async () => {
      await desk.workflow({ act: 'assign', whenEveryoneIsOnABreak: 'hold' });
      await desk.dispatch('4711');
      desk.psa.put({ id: '4711', ownerId: 'Ben' });
      desk.pass(5);
      await desk.service.retryHolds();
      expect(await desk.service.listHolds(DISPATCHER)).toEqual([]);
    });
  });

  it('an empty pool is held with that reason', async () => {
    await desk.workflow({ act: 'assign', pool: ['Somebody who left'] });
    const { hold, decision } = await desk.dispatch('4711');
    expect(hold).toMatchObject({ because: 'pool-empty' });
    expect(decision.record.notes).toEqual([
      expect.objectContaining({ note: 'shifts', because: 'no-rota-chosen' }),
    ]);
    expect(decision.record.candidates).toHaveLength(5);
  });

  describe('by hand', () => {
    const give = (
      technicianId: string,
      confirmed: readonly ('on-break' | 'owned' | 'own-word' | 'closed')[] = [],
    ) =>
      desk.service.assign(DISPATCHER, {
        ticket: '4711',
        technicianId,
        decisionId: null,
        confirmed,
        source: 'chat',
      });
    it('a ticket goes to whoever is named, and a second time changes nothing', async () => {
      expect(await give('Chloe')).toMatchObject({
        kind: 'tried',
        assignment: { state: 'done', technicianId: 'Chloe' },
      });
      expect(await give('Chloe')).toMatchObject({ kind: 'already' });
      expect(desk.psa.writes).toHaveLength(1);
    });
    it('somebody on a break only after a word about it', async () => {
      desk.shows('Ben', 'Away');
      expect(await give('Ben')).toMatchObject({
        kind: 'needs-confirmation',
        warnings: [{ code: 'on-break' }],
      });
      expect(desk.psa.writes).toEqual([]);
      expect(await give('Ben', ['on-break'])).toMatchObject({ kind: 'tried', assignment: { state: 'done' } });
    });
    it('somebody else’s ticket only after a word about it, and then from them', async () => {
      desk.psa.put({ id: '4711', ownerId: 'Ana' });
      expect(await give('Ben')).toMatchObject({
        kind: 'needs-confirmation',
        warnings: [{ code: 'owned', ownerId: 'Ana', ownerName: 'Ana' }],
      });
      expect(await give('Ben', ['owned'])).toMatchObject({
        kind: 'tried',
        assignment: { state: 'done', ifOwnerIs: 'Ana' },
      });
    });
    it('the own word is named with its end', async () => {
      desk.own.push({
        technicianId: 'Ben',
        says: 'off',
        from: new Date('2026-11-21T15:00:00Z'),
        until: new Date('2026-11-21T18:00:00Z'),
      });
      expect(await give('Ben')).toMatchObject({ warnings: [{ code: 'own-word', says: 'off' }] });
    });
    it('nobody who is not there', async () => {
      await expect(give('Nobody')).rejects.toMatchObject({ code: 'technician_not_found' });
    });
    it('is taken back within five minutes, and not after', async () => {
      const first = await give('Chloe');
      const id = first.kind === 'tried' ? first.assignment.assignmentId : '';
      desk.pass(4);
      expect(await desk.service.undo(DISPATCHER, id)).toMatchObject({ state: 'undone' });
      expect(desk.psa.tickets.get('4711')?.ownerId).toBeNull();
      const second = await give('Chloe');
      desk.pass(6);
      const late = second.kind === 'tried' ? second.assignment.assignmentId : '';
      await expect(desk.service.undo(DISPATCHER, late)).rejects.toMatchObject({
        code: 'assignment_not_undoable',
      });
      await expect(desk.service.undo(DISPATCHER, newestId)).rejects.toMatchObject({
        code: 'assignment_not_found',
      });
    });
    it('is not taken back from somebody who got it since', async () => {
      const given = await give('Chloe');
      desk.psa.put({ id: '4711', ownerId: 'Dmitri' });
      const id = given.kind === 'tried' ? given.assignment.assignmentId : '';
      await expect(desk.service.undo(DISPATCHER, id)).rejects.toMatchObject({
        code: 'assignment_not_undoable',
      });
      expect(desk.psa.tickets.get('4711')?.ownerId).toBe('Dmitri');
    });
  });

  describe('a technician answers', () => {
    const ana = { ...MEMBER, id: 'u-ana', name: 'Ana' };
    beforeEach(() => desk.workflow({ act: 'assign', mode: 'round-robin' }));
    it('accepts once', async () => {
      const { assignment } = await desk.dispatch('4711');
      const id = assignment?.assignmentId ?? '';
      await desk.service.respond(ana, id, { kind: 'accepted' });
      await expect(desk.service.respond(ana, id, { kind: 'accepted' })).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await store.dispatch.readAssignment(DESK, id)).toMatchObject({ response: { kind: 'accepted' } });
    });
    it('passes with a reason: the next one gets it, and it does not come back', async () => {
      const { assignment } = await desk.dispatch('4711');
      const answer = { kind: 'passed', reason: 'On the phone with Fabrikam' } as const;
      const { next } = await desk.service.respond(ana, assignment?.assignmentId ?? '', answer);
      expect(next?.assignment).toMatchObject({ state: 'done', technicianId: 'Ben' });
      const skipped = next?.decision.record.candidates.find(
        ({ input }) => input.facts.technicianId === 'Ana',
      );
      expect(skipped).toMatchObject({ word: 'skipped', reasons: ['passed-on-it'] });
      expect(desk.psa.writes.map(({ technicianId }) => technicianId)).toEqual(['Ana', null, 'Ben']);
    });
    it('for nobody else', async () => {
      const { assignment } = await desk.dispatch('4711');
      const id = assignment?.assignmentId ?? '';
      await expect(desk.service.respond(MEMBER, id, { kind: 'accepted' })).rejects.toMatchObject({
        code: 'not_allowed',
      });
    });
  });

  describe('tickets that come by themselves', () => {
    it('a workflow that is off leaves them alone', async () => {
      await desk.workflow({ act: 'assign' });
      expect(await desk.service.onTicketReported(DESK, '4711')).toBe('not-ours');
    });
    it('the first workflow that takes a ticket gets it', async () => {
      await desk.workflow({
        name: 'P1 only',
        isOn: true,
        act: 'assign',
        takes: { queues: [], priorities: ['p1'] },
      });
      await desk.workflow({ name: 'The rest', isOn: true, act: 'suggest' });
      expect(await desk.service.onTicketReported(DESK, '4711')).toBe('dispatched');
      expect((await desk.service.newestDecision(DISPATCHER, '4711')).workflowName).toBe('The rest');
    });
    it('the same report twice, and the report of our own write, lead to nothing more', async () => {
      await desk.workflow({ isOn: true, act: 'assign' });
      expect(await desk.service.onTicketReported(DESK, '4711')).toBe('dispatched');
      expect(await desk.service.onTicketReported(DESK, '4711')).toBe('not-needed');
      await desk.service.onHook(DESK, { ticketIds: ['4711'], eventId: 'e1' });
      await desk.service.onHook(DESK, { ticketIds: ['4711'], eventId: 'e1' });
      expect(desk.psa.writes).toHaveLength(1);
    });
    it('a lost webhook is made up for; a backlog from before is not handed out', async () => {
      desk.pass(1);
      await desk.workflow({ isOn: true, act: 'assign' });
      desk.pass(1);
      desk.psa.put({ id: '4712' });
      expect(await desk.service.sweep()).toBe(1);
      expect(desk.psa.writes.map(({ ticketId }) => ticketId)).toEqual(['4712']);
    });
    it('shadow mode decides silently, writes nothing, and reports how often people chose the same', async () => {
      const until = new Date('2026-11-28T00:00:00Z');
      const { workflowId } = await desk.workflow({ act: 'assign', mode: 'round-robin', shadowUntil: until });
      desk.psa.put({ id: '4712' });
      expect(await desk.service.onTicketReported(DESK, '4711')).toBe('shadowed');
      expect(await desk.service.onTicketReported(DESK, '4711')).toBe('not-needed');
      expect(await desk.service.onTicketReported(DESK, '4712')).toBe('shadowed');
      expect(desk.psa.writes).toEqual([]);
      desk.psa.put({ id: '4711', ownerId: 'Ana' });
      desk.psa.put({ id: '4712', ownerId: 'Dmitri' });
      await desk.service.followShadows();
      expect(await desk.service.shadowReport(LEAD, workflowId)).toMatchObject({
        decided: 2,
        compared: 2,
        agreed: 1,
        differences: [{ ticket: { id: '4712' }, humanOwnerId: 'Dmitri', chosenName: 'Ana' }],
      });
    });
  });

  describe('DIS-7: the record', () => {
    it('holds verdict words and codes: no presence as received, no time of a shift, no end of an own word, no text of the ticket', async () => {
      await desk.workflow({ rotaTeams: [{ teamId: 't1', name: 'Service Desk' }] });
      desk.shows('Ana', 'DoNotDisturb');
      desk.shows('Ben', 'BeRightBack');
      desk.shifts.push({
        userId: 'u-ana',
        start: new Date('2026-11-21T09:17:00Z'),
        end: new Date('2026-11-21T17:43:00Z'),
      });
      desk.own.push({
        technicianId: 'Chloe',
        says: 'on-break',
        from: new Date('2026-11-21T15:31:00Z'),
        until: new Date('2026-11-21T16:37:00Z'),
      });
      const { decision } = await desk.dispatch('4711');
      const kept = JSON.stringify(await store.dispatch.readDecision(DESK, decision.decisionId));
      expect(kept).toContain('own-word-break');
      expect(kept).toContain('shift-covers');
      for (const raw of [
        'DoNotDisturb',
        'BeRightBack',
        '09:17',
        '17:43',
        '15:31',
        '16:37',
        'Outlook',
        'Ignore all rules',
      ]) {
        expect(kept).not.toContain(raw);
      }
    });
    it('"why not" and what-if answer from it, without writing', async () => {
      desk.shows('Ana', 'Away');
      await desk.workflow({ mode: 'round-robin', act: 'assign' });
      const { decision } = await desk.dispatch('4711');
      const { answer } = await desk.service.whyNot(DISPATCHER, decision.decisionId, 'Ana');
      expect(answer).toMatchObject({ answer: 'skipped', gate: { code: 'on-break' }, keepsTheTurn: true });
      const imagined = [{ change: 'back', technicianId: 'Ana' }] as const;
      const { whatIf } = await desk.service.whatIf(DISPATCHER, decision.decisionId, imagined);
      expect(whatIf).toMatchObject({ differs: true, record: { outcome: { technicianId: 'Ana' } } });
      expect(desk.psa.writes).toHaveLength(1);
      expect(await store.dispatch.listDecisions(DESK, ANY, { before: null, limit: 10 })).toHaveLength(1);
    });
    it('another time is looked up, and presence has no say hours ahead', async () => {
      desk.shows('Ana', 'Away');
      const { decision } = await desk.dispatch('4711');
      const imagined = [{ change: 'other-time', start: new Date('2026-11-21T22:00:00Z') }] as const;
      const { whatIf } = await desk.service.whatIf(DISPATCHER, decision.decisionId, imagined);
      expect(whatIf.record.presence.because).toBe('too-far-ahead');
      expect(whatIf.record.candidates.every(({ word }) => word !== 'skipped')).toBe(true);
    });
    it('the standard workflow becomes a saved one with an id of its own, and can be removed and made again', async () => {
      for (const _round of [1, 2]) {
        const [standard] = await desk.workflows.list(LEAD);
        expect(standard).toMatchObject({ workflowId: 'standard', version: 0 });
        const setup = standard?.setup ?? STANDARD_SETUP;
        const saved = await desk.workflows.save(LEAD, 'standard', setup, 0);
        expect(saved).toMatchObject({ version: 1 });
        await expect(desk.workflows.save(LEAD, 'standard', setup, 0)).rejects.toMatchObject({
          code: 'workflow_not_found',
        });
        await desk.workflows.remove(LEAD, saved.workflowId, 1);
      }
    });
    it('names the version of its workflow', async () => {
      const first = await desk.workflow();
      await desk.workflows.save(LEAD, first.workflowId, { ...first.setup, mode: 'round-robin' }, 1);
      const { decision } = await desk.dispatch('4711');
      expect(decision.record.workflow).toMatchObject({
        id: first.workflowId,
        version: 2,
        mode: 'round-robin',
      });
      expect(await desk.workflows.read(LEAD, first.workflowId, 1)).toMatchObject({
        setup: { mode: 'ranked' },
      });
    });
  });

  describe('INS-2: instructions, without any model', () => {
    it('"Treat Do not disturb as unavailable." skips whoever shows it', async () => {
      await desk.workflow({
        act: 'assign',
        mode: 'round-robin',
        instructions: 'Treat Do not disturb as unavailable.',
      });
      desk.shows('Ana', 'DoNotDisturb');
      expect(await chosen('4711')).toBe('Ben');
    });
    it('"Ignore Teams presence for P1 tickets." lets the one who is away take a P1, and no other', async () => {
      await desk.workflow({ mode: 'round-robin', instructions: 'Ignore Teams presence for P1 tickets.' });
      desk.shows('Ana', 'Away');
      desk.psa.put({ id: '4712', priority: { id: 'p1', label: 'Critical', rank: 1 } });
      expect(await chosen('4711')).toBe('Ben');
      expect(await chosen('4712')).toBe('Ana');
    });
    it('a trial on a past ticket decides as if it were saved, and keeps nothing', async () => {
      const workflow = await desk.workflow({ mode: 'round-robin' });
      desk.psa.put({ id: '4700', ownerId: 'Ben', status: { id: '9', label: 'Closed', phase: 'closed' } });
      const setup = { ...workflow.setup, instructions: 'Never assign Ana to tickets of Contoso Dental.' };
      const { decision } = await desk.service.tryOut(LEAD, setup, '4700');
      expect(decision.record.outcome).toEqual({ kind: 'chosen', technicianId: 'Ben' });
      expect(await store.dispatch.listDecisions(DESK, ANY, { before: null, limit: 10 })).toEqual([]);
    });
  });
});

const ANY = { state: 'any', workflowId: null, text: null, since: null } as const;
const newestId = '00000000-0000-7000-8000-000000000000';

function spreadOf({ psa }: FakeDesk): number {
  const counts = ['Ana', 'Ben', 'Chloe', 'Dmitri'].map(
    (name) => psa.writes.filter(({ technicianId }) => technicianId === name).length,
  );
  return Math.max(...counts) - Math.min(...counts);
}
