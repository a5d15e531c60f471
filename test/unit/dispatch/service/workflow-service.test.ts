import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../../../support/database.ts';
import { createDesk, type FakeDesk, LEAD } from './desk.ts';

const NEVER = 'Never assign Ana to P1 tickets.';
const DND = 'Treat Do not disturb as unavailable.';

describe.each(await testDatabases())('saved instructions on $engine', (database) => {
  let desk: FakeDesk;
  beforeEach(async () => {
    desk = createDesk(await database.openStore(), ['Ana', 'Ben'], { ticks: true });
  });
  const save = async (instructions: string) => {
    const [workflow] = await desk.workflows.list(LEAD);
    const { workflowId, version, setup } = workflow!; // saved by each test first
    return desk.workflows.save(
      LEAD,
      workflowId,
      { ...setup, teamsAvailability: 'off', instructions },
      version,
    );
  };

  it('INS-1: another save while the PSA is silent takes no rule away', async () => {
    const { sentences } = await desk.workflow({ instructions: `${NEVER} ${DND}` });
    expect(sentences.map(({ outcome }) => outcome.kind)).toEqual(['rules', 'rules']);
    desk.psa.catalogueFails = 'psa_down';
    expect((await save(`${NEVER} ${DND}`)).sentences).toEqual(sentences);
  });
  it('INS-1: sentences can be left out and moved meanwhile; each rule knows its place', async () => {
    const { sentences } = await desk.workflow({ instructions: `${DND} ${NEVER} ${DND}` });
    expect(sentences[2]?.warnings).toMatchObject([{ code: 'repeats' }]);
    desk.psa.catalogueFails = 'psa_down';
    const saved = await save(`${NEVER} ${DND}`);
    expect(saved.sentences).toMatchObject([
      { outcome: { rules: [{ kind: 'never', sentence: 0, scope: { priorities: ['p1'] } }] }, warnings: [] },
      { outcome: { rules: [{ kind: 'treat-state', sentence: 1 }] }, warnings: [] },
    ]);
    expect((await save('')).sentences).toEqual([]);
  });
  it('INS-1: a new sentence waits for the names, and the PSA’s own error says so', async () => {
    await desk.workflow({ instructions: DND });
    desk.psa.catalogueFails = 'psa_throttled';
    await expect(save(`${DND} ${NEVER}`)).rejects.toMatchObject({ code: 'psa_throttled' });
    await expect(desk.workflow({ instructions: NEVER })).rejects.toMatchObject({ code: 'psa_throttled' });
    expect((await desk.workflow({ instructions: '' })).sentences).toEqual([]);
    desk.psa.catalogueFails = null;
    expect((await save(`${DND} ${NEVER}`)).sentences[1]?.outcome.kind).toBe('rules');
  });
  it('INS-3: words for priorities are not called unknown while nobody knows the priorities', async () => {
    desk.psa.catalogueFails = 'psa_down';
    const words = { P1: ['p1'] };
    await expect(desk.workflows.savePriorityWords(LEAD, words)).rejects.toMatchObject({ code: 'psa_down' });
    desk.psa.catalogueFails = null;
    await desk.workflows.savePriorityWords(LEAD, words);
  });
});
