import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ModelMode, type ModelSim, startModel } from '../../sandbox/model/model.ts';
import { askingOf, QUESTION } from './asking.ts';

let simulator: ModelSim;
beforeAll(async () => {
  simulator = await startModel({ port: 0 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

/** Short enough for a test, long enough for a busy machine. */
const LATE = 250;

const calls = (): number => simulator.requests.length;

describe('DIS-5: a model that answers', () => {
  it('gives every label a score, reasons, and a trace of how it was asked', async () => {
    const reply = await askingOf(simulator).model.rank(QUESTION);
    expect(reply).toEqual({
      state: 'used',
      scores: new Map([
        ['c1', 70],
        ['c2', 85],
        ['c3', 65],
      ]),
      reasons: new Map([
        ['c1', []],
        ['c2', ['skill_match']],
        ['c3', ['client_history']],
      ]),
      hasInstructionInTicket: false,
      trace: {
        model: 'sandbox-ranker',
        schemaVersion: 1,
        seed: 42,
        promptHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(calls()).toBe(1);
  });

  it('the hash is that of what was sent: the same for the same question, another for another', async () => {
    const { model } = askingOf(simulator);
    const hashOf = async (question: typeof QUESTION) => (await model.rank(question)).trace.promptHash;
    const first = await hashOf(QUESTION);
    expect(await hashOf({ ...QUESTION, seed: 43 })).toBe(first);
    expect(await hashOf({ ...QUESTION, advice: [] })).not.toBe(first);
    expect(await hashOf({ ...QUESTION, candidates: QUESTION.candidates.toReversed() })).not.toBe(first);
  });

  it('one that abstains moves nobody', async () => {
    simulator.setMode('abstains');
    const reply = await askingOf(simulator).model.rank(QUESTION);
    expect(reply.state === 'used' && [...reply.scores.values()]).toEqual([0, 0, 0]);
  });

  it('one that ignores the schema and talks around its answer is understood', async () => {
    simulator.setMode('extra-text');
    const reply = await askingOf(simulator).model.rank(QUESTION);
    expect(reply).toMatchObject({ state: 'used', hasInstructionInTicket: false });
    expect(calls()).toBe(1);
  });

  it('one that knows no schemas is asked without, from then on at once', async () => {
    simulator.setMode('knows-no-schema');
    const { model } = askingOf(simulator);
    expect((await model.rank(QUESTION)).state).toBe('used');
    expect(calls()).toBe(2);
    expect((await model.rank(QUESTION)).state).toBe('used');
    expect(calls()).toBe(3);
  });

  it('Azure is asked with its own header for the key, and without a Bearer', async () => {
    const { model } = askingOf(simulator, {
      baseUrl: 'https://contoso.openai.azure.com/openai/v1',
      fetch: (url, init) => {
        const asked = new URL(url instanceof Request ? url.url : url);
        expect(asked.origin).toBe('https://contoso.openai.azure.com');
        return fetch(simulator.origin + asked.pathname, init);
      },
    });
    expect((await model.rank(QUESTION)).state).toBe('used');
    expect(simulator.requests).toMatchObject([{ route: 'azure-chat-completions', status: 200 }]);
  });

  it('Azure’s older addresses keep their version', async () => {
    const asked: string[] = [];
    const { model } = askingOf(simulator, {
      baseUrl: 'https://contoso.openai.azure.com/openai/deployments/ranker?api-version=2024-10-21',
      fetch: (url, init) => {
        asked.push(url instanceof Request ? url.url : url.toString());
        return fetch(`${simulator.origin}/openai/v1/chat/completions`, init);
      },
    });
    expect((await model.rank(QUESTION)).state).toBe('used');
    expect(asked).toEqual([
      'https://contoso.openai.azure.com/openai/deployments/ranker/chat/completions?api-version=2024-10-21',
    ]);
  });
});

describe('DIS-5: an answer that cannot be used', () => {
  it.each<[ModelMode, string]>([
    ['names-somebody-else', 'other-candidates'],
    ['leaves-one-out', 'other-candidates'],
    ['duplicate', 'other-candidates'],
    ['beyond-100', 'other-shape'],
    ['long-note', 'other-shape'],
    ['other-shape', 'other-shape'],
    ['refuses', 'refused'],
    ['filters-answer', 'filtered'],
    ['filters-question', 'filtered'],
    ['malformed', 'not-json'],
    ['truncated', 'cut-short'],
  ])('%s is asked once more, and then rules decide', async (mode, why) => {
    simulator.setMode(mode);
    const { model, lines } = askingOf(simulator);
    const reply = await model.rank(QUESTION);
    expect(reply).toEqual({ state: 'invalid-answer', trace: expect.objectContaining({ seed: 42 }) });
    expect(calls()).toBe(2);
    expect(lines).toEqual([
      { level: 'warn', event: 'model-not-used', fields: { end: 'invalid-answer', why, isDown: false } },
    ]);
  });

  it('the second answer counts', async () => {
    simulator.setMode('duplicate');
    const { model } = askingOf(simulator, {
      fetch: async (url, init) => {
        const answer = await fetch(url, init);
        simulator.setMode('sensible');
        return answer;
      },
    });
    expect((await model.rank(QUESTION)).state).toBe('used');
    expect(calls()).toBe(2);
  });

  it('S26: a ticket that spoils answers does not take the model from the other tickets', async () => {
    simulator.setMode('malformed');
    const { model } = askingOf(simulator);
    for (let turn = 0; turn < 5; turn += 1) await model.rank(QUESTION);
    simulator.setMode('sensible');
    expect((await model.rank(QUESTION)).state).toBe('used');
  });
});

describe('DIS-5: a model that is not there', () => {
  it.each<[ModelMode, number]>([
    ['500', 2],
    ['html', 2],
    ['reset', 2],
    ['huge', 2],
    ['redirect', 2],
    ['429', 1],
  ])('%s fails after %i calls', async (mode, tries) => {
    simulator.setMode(mode);
    const reply = await askingOf(simulator).model.rank(QUESTION);
    expect(reply).toEqual({ state: 'failed', trace: expect.objectContaining({ seed: 42 }) });
    expect(calls()).toBe(tries);
  });

  it.each<ModelMode>(['hang', 'slow-body'])(
    '%s ends at the deadline, headers and body together',
    async (mode) => {
      simulator.setMode(mode);
      const startedAt = performance.now();
      const reply = await askingOf(simulator, { deadlineMs: LATE }).model.rank(QUESTION);
      expect(reply.state).toBe('timed-out');
      expect(performance.now() - startedAt).toBeLessThan(LATE + 2_000);
      expect(calls()).toBe(1);
    },
  );

  it('the second try has only what the first one left', async () => {
    simulator.latency.set('chat-completions', 100);
    simulator.faults.set({ route: '*', fault: '500', times: 1 });
    simulator.faults.set({ route: '*', fault: 'hang' });
    const reply = await askingOf(simulator, { deadlineMs: 1_000 }).model.rank(QUESTION);
    expect(reply.state).toBe('timed-out');
    expect(calls()).toBe(2);
  });

  it('a failure that passes costs one more call', async () => {
    simulator.faults.set({ route: '*', fault: '503', times: 1 });
    expect((await askingOf(simulator).model.rank(QUESTION)).state).toBe('used');
    expect(calls()).toBe(2);
  });

  it('a wrong key is not tried twice, and not logged', async () => {
    const { model, lines } = askingOf(simulator, { apiKey: 'sk-wrong-key-of-the-test' });
    expect((await model.rank(QUESTION)).state).toBe('failed');
    expect(calls()).toBe(1);
    expect(lines).toMatchObject([
      { event: 'model-not-used', fields: { status: 401, code: 'invalid_api_key' } },
    ]);
    expect(JSON.stringify(lines)).not.toContain('sk-wrong');
  });

  it('an unknown model is not tried twice', async () => {
    const { model, lines } = askingOf(simulator, { model: 'nobody' });
    expect((await model.rank(QUESTION)).state).toBe('failed');
    expect(lines).toMatchObject([{ fields: { status: 404, code: 'model_not_found' } }]);
    expect(calls()).toBe(1);
  });

  it('nobody listens', async () => {
    const gone = await startModel({ port: 0 });
    await gone.close();
    expect((await askingOf(gone).model.rank(QUESTION)).state).toBe('failed');
  });

  it('a redirect is not followed: the key stays here', async () => {
    const other = await startModel({ port: 0 });
    simulator.faults.set({ route: '*', fault: `redirect:${other.baseUrl}/chat/completions` });
    expect((await askingOf(simulator).model.rank(QUESTION)).state).toBe('failed');
    expect(other.requests).toEqual([]);
    await other.close();
  });
});

describe('DIS-5: after three failures in a row', () => {
  const rank = async (asking: ReturnType<typeof askingOf>, times: number): Promise<readonly string[]> => {
    const states: string[] = [];
    for (let turn = 0; turn < times; turn += 1) states.push((await asking.model.rank(QUESTION)).state);
    return states;
  };

  it('the model is left alone for a minute, and nobody waits', async () => {
    simulator.setMode('429');
    const asking = askingOf(simulator);
    expect(await rank(asking, 5)).toEqual(['failed', 'failed', 'failed', 'failed', 'failed']);
    expect(calls()).toBe(3);
    expect(asking.lines.filter(({ event }) => event === 'model-paused')).toHaveLength(1);
    asking.wait(59);
    await rank(asking, 1);
    expect(calls()).toBe(3);
  });

  it('then one call decides whether it pauses on', async () => {
    simulator.setMode('429');
    const asking = askingOf(simulator);
    await rank(asking, 3);
    asking.wait(60);
    await Promise.all([rank(asking, 1), rank(asking, 1), rank(asking, 1)]);
    expect(calls()).toBe(4);
    simulator.setMode('sensible');
    expect(await rank(asking, 1)).toEqual(['failed']);
    asking.wait(60);
    expect(await rank(asking, 3)).toEqual(['used', 'used', 'used']);
  });

  it('two failures and an answer are no row', async () => {
    const asking = askingOf(simulator);
    for (let turn = 0; turn < 3; turn += 1) {
      simulator.setMode('429');
      await rank(asking, 2);
      simulator.setMode('sensible');
      expect(await rank(asking, 1)).toEqual(['used']);
    }
  });

  it('time out counts too, and a trace is kept of what was not asked', async () => {
    simulator.setMode('hang');
    const asking = askingOf(simulator, { deadlineMs: LATE });
    expect(await rank(asking, 3)).toEqual(['timed-out', 'timed-out', 'timed-out']);
    expect(await asking.model.rank(QUESTION)).toEqual({
      state: 'failed',
      trace: expect.objectContaining({ seed: 42, schemaVersion: 1 }),
    });
  });
});

describe('what the log learns', () => {
  it('S28: no text of the ticket, no advice, no key, no words of the provider', async () => {
    const words = ['VPN', '809', 'calm', simulator.apiKey, 'c1', 'Incorrect', 'filtered.'];
    for (const mode of ['malformed', 'refuses', 'filters-question', '500', 'html', 'huge'] as const) {
      simulator.setMode(mode);
      const { model, lines } = askingOf(simulator);
      await model.rank(QUESTION);
      expect(lines).toHaveLength(1);
      for (const word of words) expect(JSON.stringify(lines)).not.toContain(word);
    }
  });

  it('an answer that is used is no line', async () => {
    const { model, lines } = askingOf(simulator);
    await model.rank(QUESTION);
    expect(lines).toEqual([]);
  });
});
