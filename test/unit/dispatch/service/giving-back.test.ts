import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '#adapters/store/open-store.ts';
import type { Assignment } from '#core/dispatch/ports.ts';
import { testDatabases } from '../../../support/database.ts';
import { createDesk, DESK, DISPATCHER, type FakeDesk, MEMBER } from './desk.ts';

const databases = await testDatabases();
const ana = { ...MEMBER, id: 'u-ana', name: 'Ana' };
const PASS = { kind: 'passed', reason: null } as const;
const ACCEPT = { kind: 'accepted' } as const;

describe.each(databases)('tickets that go back on $engine', (database) => {
  let store: Store;
  let desk: FakeDesk;
  let id: string;
  const owner = () => desk.psa.tickets.get('4711')?.ownerId;
  const owners = () => desk.psa.writes.map(({ technicianId }) => technicianId);
  const stored = async (): Promise<Assignment | null> => store.dispatch.readAssignment(DESK, id);

  beforeEach(async () => {
    store = await database.openStore();
    desk = createDesk(store, ['Ana', 'Ben', 'Chloe']);
    desk.psa.put({ id: '4711' });
    await desk.workflow({ act: 'assign', mode: 'round-robin' });
    const { assignment, ticket } = await desk.dispatch('4711');
    id = assignment?.assignmentId ?? '';
    expect([assignment?.state, ticket.ownerId]).toEqual(['done', 'Ana']);
  });

  describe('DIS-8: passing on', () => {
    const pass = () => desk.service.respond(ana, id, PASS);

    it('keeps nothing while the ticket cannot be read, and is done once it can', async () => {
      desk.psa.readFails = 'psa_down';
      await expect(pass()).rejects.toMatchObject({ code: 'psa_down' });
      expect(await stored()).toMatchObject({ response: null });
      desk.psa.readFails = null;
      expect(await pass()).toMatchObject({
        giveBack: { state: 'done' },
        next: { ticket: { ownerId: 'Ben' } },
      });
      expect(owners()).toEqual(['Ana', null, 'Ben']);
    });

    it('a crash right after the answer loses nothing: ticket given back and decided about by the jobs', async () => {
      vi.spyOn(store.dispatch, 'claimAssignment').mockRejectedValueOnce(new Error('the process ends'));
      await expect(pass()).rejects.toThrow('the process ends');
      expect([(await stored())?.response?.kind, owner()]).toEqual(['passed', 'Ana']);
      expect(await desk.service.writeDue()).toBe(1);
      expect(owners()).toEqual(['Ana', null, 'Ben']);
      await expect(pass()).rejects.toMatchObject({ code: 'conflict' });
    });

    it('a PSA that does not take it back yet has it still theirs; nothing is decided before it does', async () => {
      desk.psa.fails = { when: 'before', code: 'psa_down' };
      expect(await pass()).toMatchObject({ giveBack: { state: 'pending' }, next: null });
      expect(await pass()).toMatchObject({ giveBack: { state: 'pending', tries: 2 }, next: null });
      desk.psa.fails = null;
      desk.pass(1);
      await desk.service.writeDue();
      expect(owners()).toEqual(['Ana', null, 'Ben']);
    });

    it('a second press goes on with giving back, also after the PSA had refused it', async () => {
      desk.psa.fails = { when: 'before', code: 'psa_permission_missing' };
      expect(await pass()).toMatchObject({ giveBack: { state: 'refused' }, next: null });
      desk.psa.fails = null;
      expect(await pass()).toMatchObject({
        assignment: { response: { kind: 'passed' } },
        giveBack: { state: 'done' },
        next: { assignment: { technicianId: 'Ben', state: 'done' } },
      });
      expect(owners()).toEqual(['Ana', null, 'Ben']);
    });

    it('a second press goes on with the decision, once', async () => {
      vi.spyOn(store.dispatch, 'newestDecision').mockRejectedValueOnce(new Error('the process ends'));
      await expect(pass()).rejects.toThrow('the process ends');
      expect(owner()).toBeNull();
      expect(await pass()).toMatchObject({ next: { assignment: { technicianId: 'Ben', state: 'done' } } });
      await expect(pass()).rejects.toMatchObject({ code: 'conflict' });
      expect(owners()).toEqual(['Ana', null, 'Ben']);
    });

    it('pressed twice at once it is one decision', async () => {
      await Promise.allSettled([pass(), pass()]);
      expect(owners()).toEqual(['Ana', null, 'Ben']);
    });

    it('a ticket that came to them anew is not given back by the old answer', async () => {
      await pass();
      const wish = { ticket: '4711', technicianId: 'Ana', decisionId: null, source: 'chat' } as const;
      await desk.service.assign(DISPATCHER, { ...wish, confirmed: ['owned'] });
      await expect(pass()).rejects.toMatchObject({ code: 'conflict' });
      expect(owner()).toBe('Ana');
    });
  });

  describe.each([ACCEPT, PASS])('an answer ($kind) to what is theirs no more', (answer) => {
    it.each<[string, () => Promise<unknown> | void]>([
      ['undone', () => desk.service.undo(DISPATCHER, id)],
      ['given to somebody else in the PSA', () => desk.psa.put({ id: '4711', ownerId: 'Ben' })],
      ['taken from them in the PSA', () => desk.psa.put({ id: '4711' })],
      [
        'closed',
        () =>
          desk.psa.put({ id: '4711', ownerId: 'Ana', status: { id: 's', label: 'Done', phase: 'closed' } }),
      ],
    ])('%s: is a conflict and is not kept', async (_name, change) => {
      await change();
      const before = [...owners()];
      await expect(desk.service.respond(ana, id, answer)).rejects.toMatchObject({ code: 'conflict' });
      expect(await stored()).toMatchObject({ response: null });
      expect(owners()).toEqual(before);
    });
  });

  describe('DIS-8: taking back', () => {
    const undo = () => desk.service.undo(DISPATCHER, id);

    it('that the PSA has not taken yet is under way, and undone once it has', async () => {
      desk.psa.fails = { when: 'before', code: 'psa_down' };
      expect(await undo()).toMatchObject({ state: 'pending', technicianId: null });
      expect(await undo()).toMatchObject({ state: 'pending', tries: 2 });
      expect(await stored()).toMatchObject({ state: 'done' });
      desk.psa.fails = null;
      desk.pass(6);
      await desk.service.writeDue();
      expect([owner(), (await stored())?.state]).toEqual([null, 'undone']);
      expect(owners()).toEqual(['Ana', null]);
    });

    it('a second press ends it where the PSA has it by then, also after the five minutes', async () => {
      desk.psa.fails = { when: 'before', code: 'psa_down' };
      await undo();
      desk.psa.fails = null;
      desk.pass(6);
      expect(await undo()).toMatchObject({ state: 'undone', assignmentId: id });
      expect(owner()).toBeNull();
    });

    it('a crash before it is marked is made up for by the next press', async () => {
      vi.spyOn(store.dispatch, 'settleAssignment').mockImplementationOnce(
        async (deskId, assignment, audit) => {
          await store.dispatch.settleAssignment(deskId, assignment, audit);
          throw new Error('the process ends');
        },
      );
      await expect(undo()).rejects.toThrow('the process ends');
      expect([owner(), (await stored())?.state]).toEqual([null, 'done']);
      expect(await undo()).toMatchObject({ state: 'undone' });
      expect(owners()).toEqual(['Ana', null]);
    });

    it('that somebody else overtakes in the PSA leaves the assignment as it was', async () => {
      desk.psa.fails = { when: 'before', code: 'psa_down' };
      await undo();
      desk.psa.fails = null;
      desk.psa.put({ id: '4711', ownerId: 'Chloe' });
      desk.pass(1);
      await desk.service.writeDue();
      expect(await stored()).toMatchObject({ state: 'done' });
      await expect(undo()).rejects.toMatchObject({ code: 'assignment_not_undoable' });
      expect(owner()).toBe('Chloe');
    });
  });
});
