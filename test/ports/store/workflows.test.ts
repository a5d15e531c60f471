import { describe, expect, it } from 'vitest';
import type { WorkflowStore } from '#core/dispatch/ports.ts';
import type { PersonalConversation } from '#core/inbox/ports.ts';
import { testDatabases } from '../../support/database.ts';
import { anAudit, AT, DESK_A, DESK_B } from './builders.ts';
import { aWorkflow, minutes } from './dispatch-builders.ts';

const told = anAudit({ subject: 'workflow', subjectId: 'w1' });

describe.each(await testDatabases())('workflows on $engine', (database) => {
  const save = (store: WorkflowStore, changes: Parameters<typeof aWorkflow>[0] = {}, deskId = DESK_A) =>
    store.saveWorkflow(deskId, aWorkflow(changes), { ...told, deskId });
  const order = async (store: WorkflowStore) =>
    (await store.listWorkflows(DESK_A)).map(({ workflowId, position }) => `${workflowId} ${position}`);

  it('TAB-4: come back as they were saved, each desk its own', async () => {
    const { workflows, audit } = await database.openStore();
    expect(await workflows.listWorkflows(DESK_A)).toEqual([]);
    const workflow = aWorkflow({
      setup: { ...aWorkflow().setup, shadowUntil: minutes(60), pool: ['t1', 't2'] },
    });
    await workflows.saveWorkflow(DESK_A, workflow, told);
    expect(await workflows.listWorkflows(DESK_A)).toEqual([workflow]);
    expect(await workflows.readWorkflow(DESK_A, 'w1', null)).toEqual(workflow);
    expect(await workflows.listWorkflows(DESK_B)).toEqual([]);
    expect(await workflows.readWorkflow(DESK_B, 'w1', null)).toBeNull();
    await save(workflows, {}, DESK_B);
    expect(await workflows.listWorkflows(DESK_B)).toHaveLength(1);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(1);
  });

  it('INS-1: every version is kept, and the newest counts', async () => {
    const { workflows } = await database.openStore();
    const first = aWorkflow();
    const second = aWorkflow({
      version: 2,
      setup: { ...first.setup, name: 'Renamed' },
      sentences: [],
      savedAt: minutes(1),
    });
    await workflows.saveWorkflow(DESK_A, first, told);
    await workflows.saveWorkflow(DESK_A, second, told);
    expect(await workflows.readWorkflow(DESK_A, 'w1', null)).toEqual(second);
    expect(await workflows.readWorkflow(DESK_A, 'w1', 1)).toEqual(first);
    expect(await workflows.readWorkflow(DESK_A, 'w1', 3)).toBeNull();
    expect(await workflows.listVersions(DESK_A, 'w1')).toEqual([second, { ...first, sentences: [] }]);
    expect(await workflows.listVersions(DESK_B, 'w1')).toEqual([]);
  });

  it('TAB-4: of several who save the same version one succeeds, and the others learn who it was', async () => {
    const { workflows, audit } = await database.openStore();
    for (const version of [1, 2]) {
      const tries = await Promise.allSettled(Array.from({ length: 4 }, () => save(workflows, { version })));
      const failed = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
      expect(failed).toHaveLength(3);
      for (const error of failed) {
        expect(error).toMatchObject({ code: 'conflict', details: { version, changedBy: 'Lena Ortiz' } });
      }
    }
    await expect(save(workflows, { version: 9 })).rejects.toMatchObject({ code: 'conflict' });
    await expect(save(workflows, { workflowId: 'w2', version: 2 })).rejects.toMatchObject({
      code: 'conflict',
      details: { version: 0 },
    });
    expect(await workflows.listVersions(DESK_A, 'w1')).toHaveLength(2);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(2);
  });

  it('INS-1: a removed one leaves the list, and its versions stay for decisions that name them', async () => {
    const { workflows } = await database.openStore();
    for (const workflowId of ['w1', 'w2', 'w3']) await save(workflows, { workflowId });
    await save(workflows, { workflowId: 'w2', version: 2 });
    await expect(workflows.removeWorkflow(DESK_A, 'w2', 1, told)).rejects.toMatchObject({ code: 'conflict' });
    await expect(workflows.removeWorkflow(DESK_B, 'w2', 2, told)).rejects.toMatchObject({ code: 'conflict' });
    await workflows.removeWorkflow(DESK_A, 'w2', 2, told);
    expect(await order(workflows)).toEqual(['w1 0', 'w3 1']);
    expect(await workflows.readWorkflow(DESK_A, 'w2', null)).toBeNull();
    expect(await workflows.readWorkflow(DESK_A, 'w2', 1)).toMatchObject({ workflowId: 'w2', version: 1 });
    await expect(workflows.removeWorkflow(DESK_A, 'w2', 2, told)).rejects.toMatchObject({ code: 'conflict' });
    await expect(save(workflows, { workflowId: 'w2', version: 3 })).rejects.toMatchObject({
      code: 'conflict',
    });
    await save(workflows, { workflowId: 'w4' });
    expect(await order(workflows)).toEqual(['w1 0', 'w3 1', 'w4 2']);
  });

  it('TAB-4: are put in order; those left out follow as they stood, unknown ones count for nothing', async () => {
    const { workflows } = await database.openStore();
    for (const workflowId of ['w1', 'w2', 'w3', 'w4']) await save(workflows, { workflowId });
    await workflows.orderWorkflows(DESK_A, ['w3', 'nobody', 'w3', 'w1'], told);
    expect(await order(workflows)).toEqual(['w3 0', 'w1 1', 'w2 2', 'w4 3']);
    await save(workflows, { workflowId: 'w2', version: 2 });
    expect(await order(workflows)).toEqual(['w3 0', 'w1 1', 'w2 2', 'w4 3']);
  });

  it('AV-5a: the rota teams of all that stand are known, each once, and of no other desk', async () => {
    const { workflows } = await database.openStore();
    const { setup } = aWorkflow();
    const [days, nights] = [
      { teamId: 't1', name: 'Days' },
      { teamId: 't2', name: 'Nights' },
    ];
    expect(await workflows.readRotaTeams(DESK_A)).toEqual([]);
    await save(workflows, { setup: { ...setup, rotaTeams: [days] } });
    await save(workflows, { workflowId: 'w2', setup: { ...setup, rotaTeams: [nights, days] } });
    await save(workflows, { setup: { ...setup, rotaTeams: [] } }, DESK_B);
    expect(await workflows.readRotaTeams(DESK_A)).toEqual([days, nights]);
    await workflows.removeWorkflow(DESK_A, 'w2', 1, told);
    expect(await workflows.readRotaTeams(DESK_A)).toEqual([days]);
    expect(await workflows.readRotaTeams(DESK_B)).toEqual([]);
  });

  it('INS-3: words for priorities are kept as they were written', async () => {
    const { workflows, settings, audit } = await database.openStore();
    expect(await workflows.readPriorityWords(DESK_A)).toBeNull();
    await workflows.savePriorityWords(DESK_A, { P1: ['1', '9'] }, told);
    await workflows.savePriorityWords(DESK_A, { P1: ['1'], dringend: [] }, told);
    expect(await workflows.readPriorityWords(DESK_A)).toEqual({ P1: ['1'], dringend: [] });
    expect(await workflows.readPriorityWords(DESK_B)).toBeNull();
    expect(await settings.readSettings(DESK_A)).toMatchObject([{ version: 2, updatedAt: AT }]);
    expect(await audit.listAudit(DESK_A, { limit: 9, before: null })).toHaveLength(2);
  });

  it('a person’s newest chat with the bot is kept, until they take the bot away', async () => {
    const { conversations } = await database.openStore();
    const chat: PersonalConversation = {
      deskId: DESK_A,
      userId: 'u1',
      conversationId: 'a:1',
      serviceUrl: 'https://smba.example/emea',
      locale: 'de-DE',
      savedAt: minutes(5),
    };
    const newer = { ...chat, conversationId: 'a:2', locale: null, savedAt: minutes(6) };
    await conversations.saveConversation(chat);
    await conversations.saveConversation(newer);
    await conversations.saveConversation({ ...chat, conversationId: 'a:0', savedAt: minutes(1) });
    expect(await conversations.readConversation(DESK_A, 'u1')).toEqual(newer);
    expect(await conversations.readConversation(DESK_B, 'u1')).toBeNull();
    await conversations.dropConversation(DESK_B, 'u1');
    expect(await conversations.readConversation(DESK_A, 'u1')).toEqual(newer);
    await conversations.dropConversation(DESK_A, 'u1');
    await conversations.dropConversation(DESK_A, 'u1');
    expect(await conversations.readConversation(DESK_A, 'u1')).toBeNull();
  });
});
