import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toSetupDto } from '#api/workflow-dto.ts';
import * as workflowEndpoints from '#contract/workflow-endpoints.ts';
import {
  compiledSchema,
  workflowGroundSchema,
  workflowSchema,
  workflowsSchema,
  workflowVersionsSchema,
} from '#contract/workflow-schemas.ts';
import { STANDARD_SETUP } from '#core/dispatch/standard-workflow.ts';
import { AppError } from '#kernel/errors.ts';
import { sampleRequest } from '../../support/sample-request.ts';
import { type DispatchWorld, expectShape, faultFields, startDispatchWorld } from './dispatch-world.ts';

const TEAM = '55555555-5555-4555-8555-55555555555a';
const SETUP = { ...toSetupDto(STANDARD_SETUP), name: 'Service board' };

let world: DispatchWorld;

beforeEach(async () => {
  world = await startDispatchWorld();
});
afterEach(() => world.stop());

const create = (changes: Record<string, unknown> = {}) =>
  world.ask('lead', 'POST', '/api/workflows', { ...SETUP, ...changes });
const save = (workflowId: string, version: number, changes: Record<string, unknown> = {}) =>
  world.ask('lead', 'PUT', `/api/workflows/${workflowId}`, { version, setup: { ...SETUP, ...changes } });

describe('S10: who may', () => {
  const READS = [
    'listWorkflows',
    'readWorkflow',
    'readWorkflowGround',
    'listWorkflowVersions',
    'compileInstructions',
  ];

  it.each(Object.values(workflowEndpoints))('$id: nobody, members, dispatchers, leads', async (endpoint) => {
    const { method, path, json } = sampleRequest(endpoint);
    const statuses = [];
    for (const asker of ['nobody', 'guest', 'member', 'dispatcher'] as const) {
      statuses.push((await world.ask(asker, method, path, json)).status);
    }
    const [nobody, guest, member, dispatcher] = statuses;
    expect([nobody, guest, member]).toEqual([401, 403, 403]);
    expect(dispatcher === 403).toBe(!READS.includes(endpoint.id));
    expect((await world.ask('lead', method, path, json)).status).not.toBe(403);
  });
});

describe('TAB-4: workflows', () => {
  it('a desk that saved none has the standard workflow; saving it makes it the desk’s own', async () => {
    const standing = await world.ask('dispatcher', 'GET', '/api/workflows');
    expectShape(workflowsSchema, standing);
    const [standard] = standing.json.workflows;
    expect(standard).toMatchObject({ version: 0, savedAt: null, savedBy: null, setup: { act: 'suggest' } });
    const saved = await save(standard.workflowId, 0);
    expectShape(workflowSchema, saved);
    expect(saved.json).toMatchObject({ version: 1, savedBy: 'Priya' });
    expect(saved.json.workflowId).not.toBe(standard.workflowId);
    const { workflows } = (await world.ask('dispatcher', 'GET', '/api/workflows')).json;
    expect(workflows.map((each: { workflowId: string }) => each.workflowId)).toEqual([saved.json.workflowId]);
  });
  it('what is saved comes back as it was, with team ids in lower case and times in UTC', async () => {
    const setup = {
      ...SETUP,
      pool: ['Ben', 'Ana'],
      takes: { queues: ['q1'], priorities: ['p1'] },
      rotaTeams: [{ id: TEAM.toUpperCase(), displayName: 'Service Desk' }],
      shadowUntil: '2026-12-01T00:00:00+01:00',
      instructions: 'Never assign Ana to P1.',
    };
    const saved = await create(setup);
    expectShape(workflowSchema, saved);
    expect(saved.json.setup).toEqual({
      ...setup,
      rotaTeams: [{ id: TEAM, displayName: 'Service Desk' }],
      shadowUntil: '2026-11-30T23:00:00.000Z',
    });
    const read = await world.ask('dispatcher', 'GET', `/api/workflows/${saved.json.workflowId}`);
    expect(read.json).toEqual(saved.json);
  });
  it('the second of two who save the same version is told so, with who was first', async () => {
    const { workflowId, version } = (await create()).json;
    expect((await save(workflowId, version, { name: 'First' })).json.version).toBe(2);
    expect(await save(workflowId, version, { name: 'Second' })).toMatchObject({
      status: 409,
      json: { code: 'conflict', version: 2, changedBy: 'Priya' },
    });
    expect((await world.ask('lead', 'DELETE', `/api/workflows/${workflowId}?version=1`)).status).toBe(409);
    expect((await world.ask('lead', 'DELETE', `/api/workflows/${workflowId}?version=2`)).status).toBe(204);
    expect(await save(workflowId, 2)).toMatchObject({ status: 404, json: { code: 'workflow_not_found' } });
  });
  it('versions are kept, newest first, and each can be read again', async () => {
    const { workflowId } = (await create({ instructions: 'Prefer Ben.' })).json;
    await save(workflowId, 1, { name: 'Renamed' });
    const versions = await world.ask('dispatcher', 'GET', `/api/workflows/${workflowId}/versions`);
    expectShape(workflowVersionsSchema, versions);
    expect(
      versions.json.versions.map((each: { version: number; setup: { name: string } }) => [
        each.version,
        each.setup.name,
      ]),
    ).toEqual([
      [2, 'Renamed'],
      [1, 'Service board'],
    ]);
    const first = await world.ask('dispatcher', 'GET', `/api/workflows/${workflowId}?version=1`);
    expect(first.json).toMatchObject({ version: 1, setup: { instructions: 'Prefer Ben.' } });
    expect(first.json.sentences[0].outcome.kind).toBe('rules');
    expect((await world.ask('dispatcher', 'GET', `/api/workflows/${workflowId}?version=9`)).status).toBe(404);
  });
  it('the order is the desk’s, and what is left out goes behind', async () => {
    const [a, b, c] = [
      (await create({ name: 'A' })).json.workflowId,
      (await create({ name: 'B' })).json.workflowId,
      (await create({ name: 'C' })).json.workflowId,
    ];
    const ordered = await world.ask('lead', 'PUT', '/api/workflows/order', { workflowIds: [c, a] });
    expectShape(workflowsSchema, ordered);
    expect(ordered.json.workflows.map(({ workflowId }: { workflowId: string }) => workflowId)).toEqual([
      c,
      a,
      b,
    ]);
    expect(await world.ask('lead', 'PUT', '/api/workflows/order', { workflowIds: ['x'] })).toMatchObject({
      status: 404,
    });
  });
  it('API-2: a new workflow is saved once, however often its request is repeated', async () => {
    const post = () => world.ask('lead', 'POST', '/api/workflows', SETUP, { 'idempotency-key': 'new-board' });
    const first = await post();
    expect((await post()).json).toEqual(first.json);
    expect((await world.ask('lead', 'GET', '/api/workflows')).json.workflows).toHaveLength(1);
  });
});

describe('a faulty set-up', () => {
  it('is told whole: every value out of its range by its field', async () => {
    const answer = await create({
      name: ' ',
      pool: [],
      workMinutes: 4,
      retryMinutes: 121,
      escalateMinutes: 2.5,
      capacity: 0,
      weights: { ...SETUP.weights, load: 101 },
      shadowUntil: '2027-11-21T00:00:00Z',
      instructions: 'x'.repeat(2001),
    });
    expect([answer.status, answer.json.code]).toEqual([400, 'invalid_input']);
    expect(faultFields(answer).toSorted()).toEqual([
      'capacity',
      'escalateMinutes',
      'instructions',
      'name',
      'pool',
      'retryMinutes',
      'shadowUntil',
      'weights.load',
      'workMinutes',
    ]);
    expect(answer.json.faults.every(({ rule }: { rule?: string }) => typeof rule === 'string')).toBe(true);
  });
  it.each([
    [{ mode: 'ai' }, 'mode'],
    [{ act: 'write' }, 'act'],
    [{ pool: 'some' }, 'pool'],
    [{ rotaTeams: [{ id: 'no-guid', displayName: '' }] }, 'rotaTeams.0.id'],
    [{ weights: { ...SETUP.weights, luck: 5 } }, 'weights'],
    [{ takes: { queues: ['q1'] } }, 'takes.priorities'],
    [{ owner: 'Ana' }, 'owner'],
    [{ shadowUntil: '2026-12-01' }, 'shadowUntil'],
    [{ instructions: null }, 'instructions'],
  ])('%o is refused by its field', async (changes, field) => {
    const answer = await create(changes);
    expect(answer.status).toBe(400);
    expect(faultFields(answer)).toEqual([field]);
  });
  it('nothing may be left out', async () => {
    const { capacity: _left, ...setup } = SETUP;
    const answer = await world.ask('lead', 'POST', '/api/workflows', setup);
    expect(faultFields(answer)).toEqual(['capacity']);
  });
});

describe('INS-1: instructions', () => {
  const compile = (text: string) => world.ask('lead', 'POST', '/api/workflows/compile', { text });

  it('each sentence is told with what became of it', async () => {
    const answer = await compile(
      [
        'Treat Do not disturb as unavailable.',
        'Never assign Ana to tickets of Contoso Dental.',
        'Prefer Ben on P9.',
        'Ben is good with printers.',
        'Only 3 tickets at once for Chloe if it rains.',
      ].join('\n'),
    );
    expectShape(compiledSchema, answer);
    const outcomes = answer.json.sentences.map(({ outcome }: { outcome: { kind: string } }) => outcome);
    expect(outcomes.map(({ kind }: { kind: string }) => kind)).toEqual([
      'rules',
      'rules',
      'refers-to-unknown',
      'advice',
      'half-understood',
    ]);
    expect(outcomes[0].rules).toEqual([
      {
        code: 'state-is-unavailable',
        state: 'do-not-disturb',
        who: null,
        tickets: null,
        minutes: null,
        scope: null,
      },
    ]);
    expect(outcomes[1].rules[0]).toMatchObject({
      code: 'never-gets',
      who: { kind: 'technician', name: 'Ana' },
      scope: { priorities: [], queues: [], companies: ['Contoso Dental'] },
    });
    expect(answer.json.sentences[2].warnings).toEqual([{ code: 'priority-unmapped', other: null }]);
  });
  it('a text that is too long is a fault of the field, and no sentence', async () => {
    const answer = await compile('x'.repeat(2001));
    expectShape(compiledSchema, answer);
    expect(answer.json).toMatchObject({
      sentences: [],
      faults: [{ field: 'instructions', rule: 'too-long' }],
    });
  });
  it('INS-3: what the desk calls its priorities decides what a word means', async () => {
    const words = { words: { Red: ['p1', 'p2'] } };
    expect((await world.ask('lead', 'PUT', '/api/workflows/priority-words', words)).status).toBe(204);
    const { sentences } = (await compile('Never assign Ana to Red tickets.')).json;
    expect(sentences[0].outcome.rules[0].scope.priorities).toEqual(['Critical', 'High']);
    const ground = await world.ask('dispatcher', 'GET', '/api/workflows/ground');
    expectShape(workflowGroundSchema, ground);
    expect(ground.json.priorities).toEqual([
      { id: 'p1', label: 'Critical', rank: 1, words: ['Red'] },
      { id: 'p2', label: 'High', rank: 2, words: ['Red'] },
    ]);
    expect(ground.json).toMatchObject({
      psaWasRead: true,
      hasModel: false,
      queues: [{ id: 'q1', name: 'Service Desk' }],
      companies: [{ id: 'c1', name: 'Contoso Dental' }],
      skills: ['Exchange'],
      standard: { act: 'suggest', isOn: false },
    });
  });
  it('priorities that the PSA does not have are refused by their word', async () => {
    const words = { words: { P1: ['p9'] } };
    const answer = await world.ask('lead', 'PUT', '/api/workflows/priority-words', words);
    expect([answer.status, faultFields(answer)]).toEqual([400, ['words.P1']]);
  });
  it('without the PSA a workflow is still read: rules name ids where names are not known', async () => {
    const { workflowId } = (await create({ instructions: 'Never assign Ana to Contoso Dental.' })).json;
    world.desk.psa.readCatalogue = async () => {
      throw new AppError('psa_down', 'down');
    };
    const { sentences } = (await world.ask('dispatcher', 'GET', `/api/workflows/${workflowId}`)).json;
    expect(sentences[0].outcome.rules[0].scope.companies).toEqual(['c1']);
    expect((await world.ask('dispatcher', 'GET', '/api/workflows/ground')).json).toMatchObject({
      psaWasRead: false,
      queues: [],
    });
  });
});
