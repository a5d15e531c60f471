import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '#adapters/store/open-store.ts';
import type { WorkflowSetup } from '#core/dispatch/workflow.ts';
import { AppError } from '#kernel/errors.ts';
import { testDatabases } from '../../../support/database.ts';
import { createDesk, DESK, DISPATCHER, type FakeDesk, LEAD, MEMBER } from './desk.ts';

const PEOPLE = ['Ana', 'Ben', 'Chloe', 'Dmitri'];
const ANY = { state: 'any', workflowId: null, text: null, since: null } as const;
const FIRST = { before: null, limit: 500 };
const PROJECTS = { queues: ['q2'], priorities: [] };
const WEEK = 7 * 24 * 60;

describe.each(await testDatabases())('tickets that come by themselves, on $engine', (database) => {
  let store: Store;
  let desk: FakeDesk;
  beforeEach(async () => {
    store = await database.openStore();
    desk = createDesk(store, PEOPLE, { ticks: true });
  });

  const decided = async (state: 'any' | 'shadow' = 'any') =>
    (await store.dispatch.listDecisions(DESK, { ...ANY, state }, FIRST)).length;
  const given = () => desk.psa.writes.map(({ ticketId, technicianId }) => `${ticketId} ${technicianId}`);
  const everybodyShows = (state: string) => PEOPLE.forEach((name) => desk.shows(name, state));
  /** A workflow that is on, and a ticket that came after. */
  const on = async (changes: Partial<WorkflowSetup> = {}) => {
    const workflow = await desk.workflow({ isOn: true, act: 'assign', mode: 'round-robin', ...changes });
    desk.psa.put({ id: '4711' });
    return workflow;
  };
  /** As the PSA tells of it, and as a look every three minutes finds it. */
  const lookAgain = async () => {
    const came = await desk.service.onTicketReported(DESK, '4711');
    desk.pass(3);
    return [came, await desk.service.sweep()];
  };

  describe('what people decided is not decided again', () => {
    it('DIS-10: "stop waiting" stands, whoever is back and whatever is reported', async () => {
      await on({ whenEveryoneIsOnABreak: 'hold', escalateMinutes: 30 });
      everybodyShows('Away');
      expect(await desk.service.onTicketReported(DESK, '4711')).toBe('held');
      const [hold] = await desk.service.listHolds(DISPATCHER);
      await desk.service.stopHold(DISPATCHER, hold?.holdId ?? '');
      expect(await lookAgain()).toEqual(['not-needed', 0]);
      everybodyShows('Available');
      expect(await lookAgain()).toEqual(['not-needed', 0]);
      expect(await desk.service.listHolds(DISPATCHER)).toEqual([]);
      expect(await decided()).toBe(1);
    });
    it('DIS-10: a person who dispatches it after all starts anew', async () => {
      await on({ whenEveryoneIsOnABreak: 'hold' });
      everybodyShows('Away');
      await desk.service.onTicketReported(DESK, '4711');
      const [hold] = await desk.service.listHolds(DISPATCHER);
      await desk.service.stopHold(DISPATCHER, hold?.holdId ?? '');
      desk.pass(1);
      expect((await desk.dispatch('4711')).hold).not.toBeNull();
      expect(await desk.service.listHolds(DISPATCHER)).toHaveLength(1);
    });
    it('DIS-8: an assignment that was taken back is not made again', async () => {
      await on();
      await desk.service.onTicketReported(DESK, '4711');
      const [assignment] = await store.dispatch.assignmentsOf(DESK, '4711');
      await desk.service.undo(DISPATCHER, assignment?.assignmentId ?? '');
      expect(await lookAgain()).toEqual(['not-needed', 0]);
      expect(given()).toEqual(['4711 Ana', '4711 null']);
    });
    it('DIS-8: nor one made by hand, about which nothing was ever decided', async () => {
      await on();
      const wish = { ticket: '4711', technicianId: 'Ben', decisionId: null, confirmed: [] } as const;
      const answer = await desk.service.assign(DISPATCHER, { ...wish, source: 'chat' });
      const id = answer.kind === 'tried' ? answer.assignment.assignmentId : '';
      await desk.service.undo(DISPATCHER, id);
      expect(await lookAgain()).toEqual(['not-needed', 0]);
      expect(given()).toEqual(['4711 Ben', '4711 null']);
    });
    it('DIS-10: a passed ticket that nobody got meanwhile is found again', async () => {
      await on();
      await desk.service.onTicketReported(DESK, '4711');
      const [assignment] = await store.dispatch.assignmentsOf(DESK, '4711');
      const ana = { ...MEMBER, id: 'u-ana', name: 'Ana' };
      const find = desk.psa.findTicket.bind(desk.psa);
      // The PSA takes the ticket back, and is silent when the next one is to be chosen.
      desk.psa.findTicket = async (...question) => {
        if (desk.psa.writes.length === 2) throw new AppError('psa_down', 'x');
        return find(...question);
      };
      const passed = desk.service.respond(ana, assignment?.assignmentId ?? '', {
        kind: 'passed',
        reason: null,
      });
      await passed.catch(() => undefined);
      expect(given()).toEqual(['4711 Ana', '4711 null']);
      desk.psa.findTicket = find;
      desk.pass(3);
      await desk.service.sweep();
      expect(given()).toEqual(['4711 Ana', '4711 null', '4711 Ben']);
    });
    it('DIS-6: "leave unassigned" leaves it, and is decided once', async () => {
      await on({ whenEveryoneIsOnABreak: 'leave-unassigned' });
      everybodyShows('Away');
      expect(await desk.service.onTicketReported(DESK, '4711')).toBe('dispatched');
      expect(await lookAgain()).toEqual(['not-needed', 0]);
      everybodyShows('Available');
      expect(await lookAgain()).toEqual(['not-needed', 0]);
      expect([await decided(), given()]).toEqual([1, []]);
    });
    it('DIS-8: a dry run with nobody to choose is one decision, too', async () => {
      await on({ act: 'dry-run', whenEveryoneIsOnABreak: 'hold' });
      everybodyShows('Away');
      await desk.service.onTicketReported(DESK, '4711');
      expect(await lookAgain()).toEqual(['not-needed', 0]);
      expect(await decided()).toBe(1);
    });
  });

  it('CHAT-5: "who should take it" is a question, and takes no ticket from a workflow that assigns', async () => {
    await on();
    await desk.dispatch('4711', { intent: 'suggest' });
    expect(await desk.service.onTicketReported(DESK, '4711')).toBe('dispatched');
    expect(given()).toEqual(['4711 Ana']);
  });
  it('CHAT-5: nor does it hide what was decided before it', async () => {
    await on({ whenEveryoneIsOnABreak: 'leave-unassigned' });
    everybodyShows('Away');
    await desk.service.onTicketReported(DESK, '4711');
    everybodyShows('Available');
    await desk.dispatch('4711', { intent: 'suggest' });
    expect(await lookAgain()).toEqual(['not-needed', 0]);
  });

  describe('a look for lost webhooks', () => {
    it('DIS-1: a workflow that is switched on beside another hands out no backlog of its own', async () => {
      await desk.workflow({
        name: 'First line',
        isOn: true,
        act: 'assign',
        takes: { queues: ['q1'], priorities: [] },
      });
      desk.psa.put({ id: '1', queue: { id: 'q2', name: 'Projects' } });
      desk.pass(WEEK);
      await desk.workflow({ name: 'Projects', isOn: true, act: 'assign', takes: PROJECTS });
      expect(await desk.service.sweep()).toBe(0);
      desk.psa.put({ id: '2', queue: { id: 'q2', name: 'Projects' } });
      desk.psa.put({ id: '3', queue: { id: 'q1', name: 'Service Desk' } });
      expect(await desk.service.sweep()).toBe(2);
      expect(desk.psa.writes.map(({ ticketId }) => ticketId).toSorted()).toEqual(['2', '3']);
    });
    it('DIS-1: a save that changes nothing of what it takes loses no ticket', async () => {
      const { workflowId, setup } = await on();
      desk.pass(1);
      const saved = await desk.workflows.save(LEAD, workflowId, { ...setup, capacity: 7 }, 1);
      expect(saved.savedAt).not.toEqual(saved.onSince);
      expect(await desk.service.sweep()).toBe(1);
    });
    it.each<[string, Partial<WorkflowSetup>, Partial<WorkflowSetup>]>([
      ['begins to assign', { act: 'suggest' }, { act: 'assign' }],
      ['takes another queue', { takes: PROJECTS }, { takes: { queues: [], priorities: [] } }],
      ['is switched on again', { isOn: false }, { isOn: true }],
    ])('DIS-1: what was there before it %s is left alone', async (_name, before, after) => {
      const { workflowId, setup } = await on(before);
      desk.pass(1);
      await desk.workflows.save(LEAD, workflowId, { ...setup, ...after }, 1);
      expect(await desk.service.sweep()).toBe(0);
      desk.psa.put({ id: '4712' });
      expect(await desk.service.sweep()).toBe(1);
      expect(desk.psa.writes.map(({ ticketId }) => ticketId)).toEqual(['4712']);
    });
    it('DIS-8: a shadow that ends by itself hands out nothing that people left during it', async () => {
      await on({ shadowUntil: new Date(desk.now().getTime() + 60 * 60_000) });
      expect(await desk.service.sweep()).toBe(1);
      desk.pass(61);
      expect(await desk.service.sweep()).toBe(0);
      desk.psa.put({ id: '4712' });
      expect(await desk.service.sweep()).toBe(1);
      expect(desk.psa.writes.map(({ ticketId }) => ticketId)).toEqual(['4712']);
    });
    it('DIS-6: a ticket that cannot be read keeps back none behind it', async () => {
      await on();
      for (const id of ['4712', '4713', '4714']) desk.psa.put({ id });
      const find = desk.psa.findTicket.bind(desk.psa);
      desk.psa.findTicket = async (where, ref, budget) => {
        if (ref === '4711') return null;
        if (ref === '4713') throw new AppError('psa_refused', 'x');
        return find(where, ref, budget);
      };
      expect(await desk.service.sweep()).toBe(2);
      expect(desk.psa.writes.map(({ ticketId }) => ticketId)).toEqual(['4712', '4714']);
    });
    it('DIS-6: a PSA that answers nothing any more is not asked about a hundred tickets', async () => {
      await on();
      for (let id = 1; id <= 60; id += 1) desk.psa.put({ id: `${id}` });
      let asked = 0;
      desk.psa.findTicket = async () => {
        asked += 1;
        throw new AppError('psa_down', 'x');
      };
      expect(await desk.service.sweep()).toBe(0);
      expect(asked).toBeLessThan(10);
    });
  });

  describe('reports', () => {
    it('DIS-1: of one ticket at once lead to one decision, by the same webhook or by several', async () => {
      await on({ act: 'suggest' });
      const hooks = ['e1', 'e1', 'e2', null].map((eventId) => ({ ticketIds: ['4711'], eventId }));
      await Promise.all([
        ...hooks.map((hook) => desk.service.onHook(DESK, hook)),
        desk.service.sweep(),
        desk.service.onTicketReported(DESK, '4711'),
      ]);
      expect(await decided()).toBe(1);
    });
    it('DIS-1: what failed is looked at again when the PSA repeats itself, and the rest of the webhook was', async () => {
      await on();
      desk.psa.put({ id: '4712' });
      const find = desk.psa.findTicket.bind(desk.psa);
      desk.psa.findTicket = async (where, ref, budget) => {
        if (ref === '4711') throw new AppError('psa_down', 'x');
        return find(where, ref, budget);
      };
      const hook = { ticketIds: ['4711', '4712'], eventId: 'e1' };
      await desk.service.onHook(DESK, hook);
      expect(desk.psa.writes.map(({ ticketId }) => ticketId)).toEqual(['4712']);
      desk.psa.findTicket = find;
      await desk.service.onHook(DESK, hook);
      expect(desk.psa.writes.map(({ ticketId }) => ticketId)).toEqual(['4712', '4711']);
    });
    it('DIS-1: a webhook that was dealt with is not read again', async () => {
      await on({ act: 'suggest' });
      const hook = { ticketIds: ['4711'], eventId: 'e1' };
      await desk.service.onHook(DESK, hook);
      desk.pass(WEEK - 1);
      await desk.service.onHook(DESK, hook);
      expect(await decided()).toBe(1);
    });
  });

  describe('beside the people', () => {
    const shadow = () => ({ shadowUntil: new Date(desk.now().getTime() + 24 * 60 * 60_000) });
    it('DIS-8: a silent decision is made once, whatever the numbers of later tickets are', async () => {
      await on(shadow());
      desk.psa.put({ id: '47' });
      await desk.service.onTicketReported(DESK, '47');
      for (let id = 4720; id < 4745; id += 1) {
        desk.psa.put({ id: `${id}` });
        await desk.service.onTicketReported(DESK, `${id}`);
      }
      expect(await desk.service.onTicketReported(DESK, '47')).toBe('not-needed');
      expect(await decided('shadow')).toBe(26);
    });
    it('DIS-8: a ticket that the PSA cannot show keeps back no comparison of another', async () => {
      const { workflowId } = await on(shadow());
      for (const id of ['4711', '4712']) {
        desk.psa.put({ id });
        await desk.service.onTicketReported(DESK, id);
        desk.psa.put({ id, ownerId: 'Ana' });
      }
      const find = desk.psa.findTicket.bind(desk.psa);
      desk.psa.findTicket = async (where, ref, budget) => {
        if (ref === '4712') throw new AppError('psa_refused', 'x');
        return find(where, ref, budget);
      };
      await desk.service.followShadows();
      expect(await desk.service.shadowReport(LEAD, workflowId)).toMatchObject({ decided: 2, compared: 1 });
    });
  });

  describe('a workflow that is removed', () => {
    it('DIS-10: leaves its waiting tickets to whichever takes them now', async () => {
      const first = await on({ whenEveryoneIsOnABreak: 'hold' });
      const second = await desk.workflow({
        name: 'The other',
        act: 'assign',
        whenEveryoneIsOnABreak: 'hold',
      });
      everybodyShows('Away');
      await desk.service.onTicketReported(DESK, '4711');
      await desk.workflows.remove(LEAD, first.workflowId, 1);
      desk.pass(6);
      await desk.service.retryHolds();
      const [hold] = await desk.service.listHolds(DISPATCHER);
      expect(hold).toMatchObject({ ticketId: '4711', workflowId: second.workflowId, tries: 2 });
      desk.shows('Ben', 'Available');
      desk.pass(5);
      expect((await desk.service.retryHold(DISPATCHER, hold?.holdId ?? '')).assignment?.state).toBe('done');
    });
    it('DIS-7: and one that was changed are looked at as they stood when a decision is asked about another time', async () => {
      const { workflowId, setup } = await on({ pool: ['Ben'] });
      const { decision } = await desk.dispatch('4711');
      for (const name of ['Ben', 'Chloe']) desk.psa.work.set(name, { calendar: 'busy' });
      const calendarsAt = async (start: Date) => {
        const imagined = [{ change: 'other-time', start }] as const;
        const { whatIf } = await desk.service.whatIf(DISPATCHER, decision.decisionId, imagined);
        const told = new Map(
          whatIf.record.candidates.map(({ input: { facts } }) => [facts.technicianId, facts.calendar]),
        );
        return ['Ben', 'Chloe'].map((name) => told.get(name));
      };
      await desk.workflows.save(LEAD, workflowId, { ...setup, pool: ['Chloe'] }, 1);
      expect(await calendarsAt(new Date('2026-11-21T22:00:00Z'))).toEqual(['busy', 'unknown']);
      await desk.workflows.remove(LEAD, workflowId, 2);
      expect(await calendarsAt(new Date('2026-11-21T23:00:00Z'))).toEqual(['busy', 'unknown']);
    });
  });
});
