import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readEnv } from '../../../bot/env.ts';
import { promptFor } from '../../../bot/adapters/model/prompt.ts';
import { MODEL_MODES } from '../../sandbox/model/model-answers.ts';
import { type ModelSim, SANDBOX_MODEL_KEY, startModel } from '../../sandbox/model/model.ts';
import { appEnv, startWorld } from '../../sandbox/world.ts';
import { QUESTION } from './asking.ts';

let simulator: ModelSim;
beforeAll(async () => {
  simulator = await startModel({ port: 0 });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

const { messages, schema } = promptFor(QUESTION, 'sandbox-ranker');
const GOOD = {
  model: 'sandbox-ranker',
  messages,
  response_format: { type: 'json_schema', json_schema: { name: 'ranking', strict: true, schema } },
};
const BEARER = { authorization: `Bearer ${SANDBOX_MODEL_KEY}` };

async function post(
  body: unknown,
  headers: Readonly<Record<string, string>> = BEARER,
  path = '/v1/chat/completions',
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(simulator.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

function withSchema(change: Readonly<Record<string, unknown>>): unknown {
  const json_schema = { name: 'ranking', strict: true, schema: { ...schema, ...change } };
  return { ...GOOD, response_format: { type: 'json_schema', json_schema } };
}

describe('the simulated model is as strict as the strictest provider', () => {
  it('takes what Rollcall sends', async () => {
    expect(await post(GOOD)).toMatchObject({
      status: 200,
      body: { object: 'chat.completion', choices: [{ finish_reason: 'stop' }] },
    });
  });

  it.each<[string, unknown, number]>([
    ['no JSON', '{', 400],
    ['an argument that nobody knows', { ...GOOD, seed: 1 }, 400],
    ['another model', { ...GOOD, model: 'x' }, 404],
    ['no messages', { ...GOOD, messages: [] }, 400],
    ['a message without text', { ...GOOD, messages: [{ role: 'user' }] }, 400],
    ['a root that is no object', withSchema({ type: 'array' }), 400],
    ['a schema that is open', withSchema({ additionalProperties: true }), 400],
    ['a property that is optional', withSchema({ required: ['ranking', 'abstain'] }), 400],
    ['a keyword that Azure refuses', withSchema({ maxProperties: 3 }), 400],
    [
      'a schema that is not strict',
      { ...GOOD, response_format: { type: 'json_schema', json_schema: { name: 'ranking', schema } } },
      400,
    ],
  ])('refuses %s', async (_, body, status) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status, body: { error: { message: expect.any(String) as string } } });
    expect(simulator.questions()).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['no key', {}, '/v1/chat/completions'],
    ['a wrong key', { authorization: 'Bearer x' }, '/v1/chat/completions'],
    ['Azure’s header at OpenAI', { 'api-key': SANDBOX_MODEL_KEY }, '/v1/chat/completions'],
    ['a Bearer at Azure', BEARER, '/openai/v1/chat/completions'],
    ['both at Azure', { ...BEARER, 'api-key': SANDBOX_MODEL_KEY }, '/openai/v1/chat/completions'],
  ])('refuses %s', async (_, headers, path) => {
    expect((await post(GOOD, headers, path)).status).toBe(401);
  });
});

describe('the doors of the simulated model', () => {
  const door = async (body: unknown) =>
    fetch(`${simulator.origin}/_sandbox/model`, { method: 'POST', body: JSON.stringify(body) });

  it('set how it answers, and show what it was asked', async () => {
    expect((await door({ mode: 'truncated' })).status).toBe(200);
    await post(GOOD);
    const shown = await (await fetch(`${simulator.origin}/_sandbox/model`)).json();
    expect(shown).toEqual({ mode: 'truncated', modes: MODEL_MODES, questions: [JSON.stringify(GOOD)] });
    await fetch(`${simulator.origin}/_sandbox/reset`, { method: 'POST' });
    expect(await (await fetch(`${simulator.origin}/_sandbox/model`)).json()).toMatchObject({
      mode: 'sensible',
      questions: [],
    });
  });

  it.each([
    { mode: 'clever' },
    {},
    { mode: 'sensible', names: ['x'] },
    { mode: 'sensible', names: { Bob: 3 } },
  ])('refuse %j', async (body) => {
    expect((await door(body)).status).toBe(400);
  });

  it('the log of requests has no text and no key', async () => {
    await post(GOOD);
    const log = await (await fetch(`${simulator.origin}/_sandbox/requests`)).text();
    expect(log).toContain('chat-completions');
    expect(log).not.toContain('VPN');
    expect(log).not.toContain(SANDBOX_MODEL_KEY);
  });
});

describe('the sandbox has a model only when asked for', () => {
  it('OPS-2: without, the program has none either; with, the three variables name it', async () => {
    const [plain, equipped] = [await startWorld(), await startWorld({ model: { mode: 'abstains' } })];
    try {
      const envOf = (world: typeof plain) => readEnv(appEnv(world, { databaseUrl: 'sqlite:data/x.db' }));
      expect(plain.model).toBeNull();
      expect(envOf(plain).model).toBeNull();
      expect(envOf(equipped).model).toEqual({
        baseUrl: equipped.model?.baseUrl,
        name: 'sandbox-ranker',
        apiKey: SANDBOX_MODEL_KEY,
      });
      expect(equipped.model?.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    } finally {
      await Promise.all([plain.close(), equipped.close()]);
    }
  });
});
