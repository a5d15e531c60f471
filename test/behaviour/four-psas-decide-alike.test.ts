import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { type Decision, dispatchDesk, namesWith } from './dispatch-desk.ts';
import { createJumpingClock } from './jumping-clock.ts';
import { connectPsa, PSAS, type PsaName } from './connect-psa.ts';

/** Monday, ten o'clock in London. */
const START = new Date('2026-11-23T10:00:00Z');

/** What one desk decided about the three tickets, by names: ids are each PSA's own. */
interface Told {
  readonly suggested: readonly (string | null)[];
  readonly skipped: readonly (readonly string[])[];
  readonly assigned: readonly (string | null)[];
  readonly held: string | null;
  /** By score: everybody's place and points, of the first ticket. */
  readonly ranked: readonly string[];
}

async function tell(sandbox: Sandbox): Promise<Told> {
  const desk = dispatchDesk(sandbox);
  const byScore = await desk.dispatch('4711', 'suggest');
  const ranked = byScore.decision.candidates.map(
    ({ name, word, score }) => `${name}: ${word} ${score?.total ?? ''}`,
  );
  await desk.workflow({ mode: 'round-robin', act: 'suggest' });
  const suggested: (string | null)[] = [];
  const skipped: (readonly string[])[] = [];
  for (const ticket of ['4711', '4712', '4713']) {
    const { decision } = await desk.dispatch(ticket, 'suggest');
    suggested.push(decision.outcome.technicianName);
    skipped.push(namesWith(decision, 'skipped').toSorted());
  }
  await desk.workflow({ act: 'assign', instructions: 'Ignore Teams presence for P1 tickets.' });
  const assigned: (string | null)[] = [];
  for (const ticket of ['4711', '4712', '4713']) {
    const run = await desk.dispatch(ticket);
    expect(run.assignment, ticket).toMatchObject({ state: 'done' });
    assigned.push(run.assignment?.technicianName ?? null);
    // A second time: it has an owner now, and nothing is written.
    const again = await desk.dispatch(ticket);
    expect(again.decision.outcome).toMatchObject({ kind: 'not-needed', because: 'already-owned' });
  }
  return { suggested, skipped, assigned, ranked, held: reasonOf((await desk.dispatch('4700')).decision) };
}

function reasonOf({ outcome }: Decision): string | null {
  return outcome.because;
}

describe('PSA-1: the same three tickets, the same decisions', () => {
  const told = new Map<PsaName, Told>();

  describe.each(PSAS)('%s', (psa) => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await startSandbox({ clock: createJumpingClock(START), prepared: 'mapped' });
      await connectPsa(sandbox, psa);
    });
    afterAll(() => sandbox.stop());

    it('decides, assigns, and leaves alone what has an owner or is closed', async () => {
      const result = await tell(sandbox);
      told.set(psa, result);
      expect(result.suggested.every((name) => name !== null)).toBe(true);
      expect(new Set(result.assigned).size).toBe(3);
      expect(result.held).toBe('ticket-closed');
    });
  });

  it('all four told the same', () => {
    expect([...told.keys()]).toEqual([...PSAS]);
    const [first, ...others] = [...told.values()];
    for (const other of others) expect({ ...other, ranked: [] }).toEqual({ ...first, ranked: [] });
  });

  it('DIS-4: the three with open work of their own give everybody the same points', () => {
    const [halopsa, connectwise, autotask] = PSAS.map((psa) => told.get(psa)?.ranked);
    expect(halopsa?.length).toBeGreaterThan(30);
    expect(connectwise).toEqual(halopsa);
    expect(autotask).toEqual(halopsa);
  });
});
