import { describe, expect, it } from 'vitest';
import type { ModelQuestion, RankingModel } from '#core/dispatch/ports.ts';
import { STANDARD_SETUP } from '#core/dispatch/standard-workflow.ts';
import { addMilliseconds, HOUR } from '#kernel/interval.ts';
import { testDatabases } from '../../../support/database.ts';
import { createDesk, DESK, DISPATCHER, type FakeDesk, LEAD, START } from './desk.ts';

/** Keeps what it is asked and likes nobody better than anybody. */
function createListener(): RankingModel & { readonly asked: ModelQuestion[] } {
  const asked: ModelQuestion[] = [];
  return {
    asked,
    async rank(question) {
      asked.push(question);
      return {
        state: 'failed',
        trace: { model: 'listener', schemaVersion: 1, seed: question.seed, promptHash: '' },
      };
    },
  };
}

describe.each(await testDatabases())('what only the store knows, on $engine', (database) => {
  const open = async (model?: RankingModel) => {
    const desk = createDesk(
      await database.openStore(),
      ['Aisha', 'Ben', 'Cleo', 'Dana'],
      model ? { model } : {},
    );
    await desk.workflow({ mode: 'ranked', act: 'assign' });
    return desk;
  };

  it('DIS-5: whoever handed the ticket on is not shown to the model', async () => {
    const model = createListener();
    const desk = await open(model);
    desk.psa.put({ id: '4711' });
    const { assignment } = await desk.dispatch('4711');
    expect(model.asked[0]?.candidates).toHaveLength(4);
    const first = desk.technicians.find(({ technicianId }) => technicianId === assignment?.technicianId);
    await desk.service.respond(
      { kind: 'person', deskId: DESK, id: first?.userId ?? '', name: 'x', role: 'member' },
      assignment?.assignmentId ?? '',
      { kind: 'passed', reason: 'lunch' },
    );
    expect(model.asked).toHaveLength(2);
    expect(model.asked[1]?.candidates).toHaveLength(3);
  });

  it('DIS-5: the model hears how often somebody was chosen today', async () => {
    const model = createListener();
    const desk = await open(model);
    desk.psa.put({ id: '1' });
    desk.psa.put({ id: '2' });
    await desk.dispatch('1');
    await desk.dispatch('2');
    const counts = model.asked.map(({ candidates }) =>
      candidates.map((each) => each.assignedToday).toSorted((a, b) => a - b),
    );
    expect(counts).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 1],
    ]);
  });

  /** A ticket whose owner's write did not arrive: it is pending. */
  async function pendingTicket(byHand: boolean) {
    const desk = await open();
    desk.psa.put({ id: '1' });
    desk.psa.fails = { when: 'before', code: 'psa_down' };
    const assignment = byHand ? await byPriya(desk, 'Aisha') : (await desk.dispatch('1')).assignment;
    expect(assignment?.state).toBe('pending');
    desk.psa.fails = null;
    desk.psa.refuses.add(assignment?.technicianId ?? '');
    desk.pass(5);
    return { desk, technicianId: assignment?.technicianId };
  }

  async function byPriya(desk: FakeDesk, technicianId: string) {
    const wish = { ticket: '1', technicianId, decisionId: null, confirmed: [], source: 'chat' } as const;
    const answer = await desk.service.assign(DISPATCHER, wish);
    return answer.kind === 'tried' ? answer.assignment : null;
  }

  it('DIS-9: refused later, the next best gets the ticket', async () => {
    const { desk, technicianId } = await pendingTicket(false);
    await desk.service.writeDue();
    expect(desk.psa.writes).toHaveLength(1);
    expect(desk.psa.writes[0]?.technicianId).not.toBe(technicianId);
  });

  it('DIS-10: refused later while everybody else is on a break, the ticket waits in the list', async () => {
    const { desk } = await pendingTicket(false);
    for (const { name } of desk.technicians) desk.shows(name, 'Away');
    const [workflow] = await desk.workflows.list(LEAD);
    const { setup, workflowId = null, version = 0 } = workflow ?? { setup: STANDARD_SETUP };
    await desk.workflows.save(LEAD, workflowId, { ...setup, whenEveryoneIsOnABreak: 'hold' }, version);
    await desk.service.writeDue();
    expect(desk.psa.writes).toEqual([]);
    expect(await desk.service.listHolds(DISPATCHER)).toMatchObject([{ ticketId: '1' }]);
  });

  it('DIS-9: refused later, nobody replaces whom a person chose', async () => {
    const { desk } = await pendingTicket(true);
    await desk.service.writeDue();
    expect(desk.psa.writes).toEqual([]);
    expect(desk.psa.tickets.get('1')?.ownerId).toBeNull();
  });

  it('DIS-1: a press that was overtaken by its double gives nothing twice', async () => {
    const desk = await open();
    desk.psa.put({ id: '1' });
    const findTicket = desk.psa.findTicket.bind(desk.psa);
    let isOvertaken = false;
    desk.psa.findTicket = async (...asked) => {
      const ticket = await findTicket(...asked);
      if (!isOvertaken) {
        isOvertaken = true;
        await byPriya(desk, 'Ben');
      }
      return ticket;
    };
    const late = await byPriya(desk, 'Ben');
    expect(late).toMatchObject({ state: 'done', technicianId: 'Ben' });
    expect(desk.events).toHaveLength(1);
    expect(desk.psa.writes).toHaveLength(1);
  });

  it('AV-9: an own word counts however long the facts took to read', async () => {
    const desk = createDesk(await database.openStore(), ['Ana', 'Ben'], { ticks: true });
    await desk.workflow({ mode: 'round-robin', act: 'assign' });
    const [from, until] = [addMilliseconds(START, -HOUR), addMilliseconds(START, 8 * HOUR)];
    desk.own.push({ technicianId: 'Ana', says: 'off', from, until });
    desk.psa.put({ id: '1' });
    const { decision } = await desk.dispatch('1');
    const ana = decision.record.candidates.find(({ input }) => input.facts.technicianId === 'Ana');
    expect(ana).toMatchObject({ word: 'skipped', reasons: ['own-word-off', 'keeps-the-turn'] });
    expect(desk.psa.writes).toEqual([{ ticketId: '1', technicianId: 'Ben' }]);
  });
});
