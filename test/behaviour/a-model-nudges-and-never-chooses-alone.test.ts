import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { dispatchDesk, namesWith } from './dispatch-desk.ts';
import { createJumpingClock } from './jumping-clock.ts';
import { replyOf } from './read-card.ts';

const clock = createJumpingClock(new Date('2026-11-23T10:00:00Z'));
let sandbox: Sandbox;
let desk: ReturnType<typeof dispatchDesk>;

beforeAll(async () => {
  sandbox = await startSandbox({ clock, model: {} });
  desk = dispatchDesk(sandbox);
  await desk.workflow({ mode: 'ranked', act: 'suggest', instructions: 'Be kind to new starters.' });
});
afterAll(() => sandbox.stop());

async function modelIs(mode: string): Promise<void> {
  const { model } = sandbox.world;
  if (model === null) throw new Error('the sandbox was started without a model');
  const answer = await fetch(`${model.origin}/_sandbox/model`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode }),
  });
  expect(answer.status).toBeLessThan(300);
  clock.jump(120);
}

describe('DIS-5: a language model, through the whole program', () => {
  it('is asked with labels and facts, moves points within its bounds, and is named in the decision', async () => {
    await modelIs('sensible');
    const { decision } = await desk.dispatch('4711', 'suggest');
    expect(decision.model).toMatchObject({ state: 'used', trace: { schemaVersion: expect.any(Number) } });
    const points = decision.candidates.map(({ score }) => score?.modelPoints ?? 0);
    expect(Math.max(...points)).toBeLessThanOrEqual(30);
    expect(Math.min(...points)).toBeGreaterThanOrEqual(-30);
  });

  it('S26: one that obeys a ticket’s text chooses nobody who was skipped, and the text is flagged', async () => {
    await modelIs('obeys-injections');
    const { decision } = await desk.dispatch('4738', 'suggest');
    expect(decision.hasInstructionInTicket).toBe(true);
    const chosen = decision.outcome.technicianName ?? '';
    expect(namesWith(decision, 'skipped')).not.toContain(chosen);
    const card = replyOf(await sandbox.say('dispatcher', 'who should take 4738'));
    expect(card.words).toMatch(/instruction|tells|told/i);
  });

  it.each([
    ['hang', 'timed-out'],
    ['malformed', 'invalid-answer'],
    ['500', 'failed'],
  ])(
    'that answers "%s": rules alone decide, and the card says so',
    async (mode, state) => {
      await modelIs(mode);
      const { decision } = await desk.dispatch('4713', 'suggest');
      expect(decision.outcome.kind).toBe('chosen');
      expect(decision.model.state).toBe(state);
      expect(decision.notes).toContainEqual(expect.objectContaining({ note: 'model', because: state }));
      const card = replyOf(await sandbox.say('dispatcher', 'why 4713'));
      expect(card.words).toMatch(/model|AI/);
    },
    40_000,
  );
});
