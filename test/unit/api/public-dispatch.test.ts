import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toSetupDto } from '#api/workflow-dto.ts';
import {
  assignAnswerSchema,
  assignmentSchema,
  decisionPageSchema,
  decisionSchema,
  dispatchRunSchema,
  holdsSchema,
  whatIfSchema,
  whyNotSchema,
} from '#contract/dispatch-schemas.ts';
import { PUBLIC_DISPATCH_ENDPOINTS } from '#contract/public-dispatch-endpoints.ts';
import { PUBLIC_WORKFLOW_ENDPOINTS } from '#contract/public-workflow-endpoints.ts';
import { workflowSchema, workflowsSchema } from '#contract/workflow-schemas.ts';
import { SCOPES, type Scope } from '#core/access/policy.ts';
import { STANDARD_SETUP } from '#core/dispatch/standard-workflow.ts';
import { sampleRequest } from '../../support/sample-request.ts';
import { DESK, OTHER_DESK, startApiWorld } from './api-world.ts';
import { expectShape, faultFields } from './dispatch-world.ts';

const BASE = '/public-api/teams-availability';
const ENDPOINTS = [...PUBLIC_DISPATCH_ENDPOINTS, ...PUBLIC_WORKFLOW_ENDPOINTS];
const SETUP = { ...toSetupDto(STANDARD_SETUP), name: 'Service board' };

let world: Awaited<ReturnType<typeof startApiWorld>>;

describe('API-2: keys and scopes', () => {
  beforeAll(async () => {
    world = await startApiWorld();
  });
  afterAll(() => world.stop());

  it.each(ENDPOINTS)('$id needs its own scope, and no other one will do', async (endpoint) => {
    world.pass(60);
    const { method, path, json } = sampleRequest(endpoint);
    const ask = async (key: string | null) =>
      (await world.call(path, key, { method, ...(json === undefined ? {} : { body: json }) })).status;
    expect(await ask(null)).toBe(401);
    expect(await ask('rk_made-up')).toBe(401);
    const others = SCOPES.filter((scope) => scope !== endpoint.scope);
    expect(await ask(await world.makeKey(others))).toBe(403);
    expect([401, 403, 500]).not.toContain(await ask(await world.makeKey([endpoint.scope as Scope])));
  });
});

describe('API-2: dispatch by key', () => {
  let key: string;

  beforeEach(async () => {
    world = await startApiWorld();
    world.desk.psa.put({ id: '4711' });
    key = await world.makeKey();
  });
  afterEach(() => world.stop());

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    as = key,
  ) {
    return world.call(`${BASE}/${path}`, as, { method, headers, ...(body === undefined ? {} : { body }) });
  }
  const suggest = () => ask('POST', 'dispatch', { ticket: '4711', mode: 'suggest' });

  it('a ticket is decided about, and the decision is read again with its reasons', async () => {
    const run = await suggest();
    expectShape(dispatchRunSchema, run);
    expect(run.json.decision).toMatchObject({ source: 'api', by: { kind: 'key', name: 'test' } });
    const { decisionId } = run.json.decision;
    const one = await ask('GET', `decisions/${decisionId}`);
    expectShape(decisionSchema, one);
    expect(one.json).toEqual(run.json.decision);
    const page = await ask('GET', 'decisions?limit=1');
    expectShape(decisionPageSchema, page);
    expect(page.json).toMatchObject({ decisions: [{ decisionId }], nextCursor: null });
    const why = await ask('GET', `decisions/${decisionId}/why-not?technicianId=Ana`);
    expectShape(whyNotSchema, why);
    const body = { changes: [{ change: 'away', technicianId: one.json.outcome.technicianId }] };
    const what = await ask('POST', `decisions/${decisionId}/what-if`, body);
    expectShape(whatIfSchema, what);
    expect(what.json.differs).toBe(true);
  });
  it('candidates come in pages', async () => {
    const { decisionId } = (await suggest()).json.decision;
    const read = async (offset: number) =>
      (await ask('GET', `decisions/${decisionId}?limit=3&offset=${offset}`)).json;
    const [first, second] = [await read(0), await read(3)];
    expect([first.candidates.length, first.nextOffset, first.candidateCount]).toEqual([3, 3, 4]);
    expect([second.candidates.length, second.nextOffset]).toEqual([1, null]);
  });
  it('DIS-1: the same ticket twice is one assignment, with and without an Idempotency-Key', async () => {
    await world.desk.workflow({ act: 'assign', mode: 'round-robin' });
    const dispatch = (headers = {}) => ask('POST', 'dispatch', { ticket: '4711', mode: 'dispatch' }, headers);
    const [a, b] = await Promise.all([dispatch(), dispatch()]);
    expect([a.status, b.status]).toEqual([200, 200]);
    const c = await dispatch({ 'idempotency-key': 'one' });
    expect((await dispatch({ 'idempotency-key': 'one' })).text).toBe(c.text);
    expect(world.desk.psa.writes).toHaveLength(1);
  });
  it('an Idempotency-Key belongs to one address: used for another decision, it is a conflict', async () => {
    const imagine = (decisionId: string) =>
      ask(
        'POST',
        `decisions/${decisionId}/what-if`,
        { changes: [{ change: 'rota-off' }] },
        {
          'idempotency-key': 'same',
        },
      );
    const { decisionId } = (await suggest()).json.decision;
    expect((await imagine(decisionId)).status).toBe(200);
    expect(await imagine('another')).toMatchObject({ status: 409, json: { code: 'conflict' } });
  });
  it('a ticket is given by hand, and taken back', async () => {
    const given = await ask('POST', 'assignments', { ticket: '4711', technicianId: 'Ben' });
    expectShape(assignAnswerSchema, given);
    const back = await ask('DELETE', `assignments/${given.json.assignment.assignmentId}`);
    expectShape(assignmentSchema, back);
    expect(back.json.state).toBe('undone');
  });
  it('DIS-10: what waits is listed, tried again, and stopped', async () => {
    await world.desk.workflow({ act: 'assign', whenEveryoneIsOnABreak: 'hold' });
    for (const name of ['Ana', 'Ben', 'Chloe', 'Dmitri']) world.desk.shows(name, 'Away');
    const { hold } = (await ask('POST', 'dispatch', { ticket: '4711', mode: 'dispatch' })).json;
    const holds = await ask('GET', 'holds');
    expectShape(holdsSchema, holds);
    expect(holds.json.holds).toHaveLength(1);
    const retried = await ask('POST', `holds/${hold.holdId}/retry`);
    expectShape(dispatchRunSchema, retried);
    expect(retried.json.assignment).toBeNull();
    expect((await ask('GET', 'holds')).json.holds).toMatchObject([{ holdId: hold.holdId, tries: 2 }]);
    expect((await ask('DELETE', `holds/${hold.holdId}`)).status).toBe(204);
    expect((await ask('DELETE', `holds/${hold.holdId}`)).json.code).toBe('hold_not_found');
  });
  it('workflows are written with the version that was read', async () => {
    const created = await ask('POST', 'workflows', SETUP);
    expectShape(workflowSchema, created);
    const { workflowId } = created.json;
    const list = await ask('GET', 'workflows');
    expectShape(workflowsSchema, list);
    expect(list.json.workflows).toMatchObject([{ workflowId, version: 1, savedBy: 'test' }]);
    const change = (version: number) =>
      ask('PUT', `workflows/${workflowId}`, { version, setup: { ...SETUP, isOn: true } });
    expect((await change(1)).json).toMatchObject({ version: 2, setup: { isOn: true } });
    expect(await change(1)).toMatchObject({ status: 409, json: { code: 'conflict', version: 2 } });
    expect((await ask('GET', `workflows/${workflowId}?version=1`)).json.setup.isOn).toBe(false);
    expect(faultFields(await ask('DELETE', `workflows/${workflowId}`))).toEqual(['version']);
    expect((await ask('DELETE', `workflows/${workflowId}?version=2`)).status).toBe(204);
    expect((await ask('GET', `workflows/${workflowId}`)).status).toBe(404);
  });
  it('DIS-1: a key of another desk finds nothing of this one', async () => {
    const { decisionId } = (await suggest()).json.decision;
    const foreign = await world.makeKey(SCOPES, OTHER_DESK);
    const look = (path: string) => ask('GET', path, undefined, {}, foreign);
    expect(OTHER_DESK).not.toBe(DESK);
    expect((await look(`decisions/${decisionId}`)).status).toBe(404);
    expect((await look('decisions')).json.decisions).toEqual([]);
  });
});
