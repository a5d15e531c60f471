import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as dispatchEndpoints from '#contract/dispatch-endpoints.ts';
import {
  assignAnswerSchema,
  assignmentSchema,
  holdsSchema,
  ownAssignmentSchema,
  respondedSchema,
  shadowReportSchema,
  shownDecisionPageSchema,
  shownDecisionSchema,
  shownRunSchema,
  standingSchema,
  ticketListSchema,
  whatIfSchema,
  whyNotSchema,
} from '#contract/dispatch-schemas.ts';
import { STANDARD_SETUP } from '#core/dispatch/standard-workflow.ts';
import { toSetupDto } from '#api/workflow-dto.ts';
import { AppError } from '#kernel/errors.ts';
import { sampleRequest } from '../../support/sample-request.ts';
import { type DispatchWorld, expectShape, faultFields, startDispatchWorld } from './dispatch-world.ts';

let world: DispatchWorld;

beforeEach(async () => {
  world = await startDispatchWorld();
  world.desk.psa.put({ id: '4711' });
});
afterEach(() => world.stop());

const suggest = (ticket = '4711') =>
  world.ask('dispatcher', 'POST', '/api/dispatch', { ticket, mode: 'suggest' });
const decide = (ticket = '4711') =>
  world.ask('dispatcher', 'POST', '/api/dispatch', { ticket, mode: 'dispatch' });
const decisionId = async (ticket = '4711'): Promise<string> =>
  (await suggest(ticket)).json.decision.decisionId;

describe('S10: who may', () => {
  const endpoints = Object.values(dispatchEndpoints);
  /** For the technician whose assignment it is, whatever their role; see below. */
  const OWN = ['respondToAssignment', 'readAssignment'];

  it.each(endpoints)('SEC-1: $id answers nobody, and no guest', async (endpoint) => {
    const { method, path, json } = sampleRequest(endpoint);
    expect((await world.ask('nobody', method, path, json)).status).toBe(401);
    expect((await world.ask('guest', method, path, json)).status).toBe(403);
  });
  it.each(endpoints.filter(({ id }) => !OWN.includes(id)))('$id is not for members', async (endpoint) => {
    const { method, path, json } = sampleRequest(endpoint);
    const answer = await world.ask('member', method, path, json);
    expect([answer.status, answer.json.code, answer.json.needed]).toEqual([
      403,
      'not_allowed',
      expect.stringMatching(/dispatcher|lead/),
    ]);
  });
});

describe('a run', () => {
  it('DIS-1: a suggestion names every candidate with gates, score and reasons, and writes nothing', async () => {
    const answer = await suggest();
    expectShape(shownRunSchema, answer);
    const { decision, ticket, assignment, hold, isRepeat } = answer.json;
    expect({ assignment, hold, isRepeat }).toEqual({ assignment: null, hold: null, isRepeat: false });
    expect(ticket.title).toBe('Outlook keeps asking for a password');
    expect(decision.source).toBe('tab');
    expect(decision.outcome).toMatchObject({ kind: 'chosen', because: null });
    expect(decision.candidates.map(({ place }: { place: number }) => place)).toEqual([1, 2, 3, 4]);
    expect(decision.candidates[0]).toMatchObject({
      technicianId: decision.outcome.technicianId,
      name: decision.outcome.technicianName,
      word: 'suggested',
      mapped: true,
      openTickets: 0,
      capacity: 12,
    });
    expect(decision.candidates[0].gates).toHaveLength(7);
    expect(decision.candidates[0].score.parts).toHaveLength(6);
    expect(decision.candidates[0].teams.map(({ check }: { check: string }) => check)).toEqual([
      'toggle',
      'mapped',
      'signal',
      'break',
      'rota',
    ]);
    expect(world.desk.psa.writes).toEqual([]);
  });
  it('DIS-7: neither what presence showed nor the time of a shift goes over the wire; the ticket’s text is in no decision', async () => {
    world.desk.shows('Ben', 'BeRightBack');
    world.desk.shows('Chloe', 'Away');
    const { json, text } = await suggest();
    expect(text).not.toMatch(/BeRightBack|"Away"|be-right-back|"away"/);
    expect(JSON.stringify(json.decision)).not.toContain('Outlook keeps asking');
    expect(text).not.toContain('Ignore all rules');
    const chloe = json.decision.candidates.find(({ name }: { name: string }) => name === 'Chloe');
    expect(chloe).toMatchObject({ word: 'skipped', score: null, reasons: ['on-break'] });
    expect(chloe.gates.at(-1)).toMatchObject({ gate: 'presence', passed: false, code: 'on-break' });
  });
  it('DIS-8: a workflow that assigns writes, and the answer holds the assignment', async () => {
    await world.desk.workflow({ act: 'assign', mode: 'round-robin' });
    const answer = await decide();
    expectShape(shownRunSchema, answer);
    expect(answer.json.assignment).toMatchObject({ state: 'done', technicianName: 'Ana', source: 'tab' });
    expect(answer.json.decision.candidates[0].score).toBeNull();
    expect(world.desk.psa.writes).toHaveLength(1);
  });
  it('DIS-6: what Microsoft did not answer is said with its remedy, and the run goes on', async () => {
    world.desk.teams.fails = new AppError('consent_missing', 'no consent');
    const { decision } = (await suggest()).json;
    expect(decision.presence).toMatchObject({
      use: 'not-used',
      because: 'consent-missing',
      remedy: 'open-consent',
    });
    expect(decision.notes).toContainEqual({
      note: 'presence',
      because: 'consent-missing',
      remedy: 'open-consent',
    });
    expect(decision.outcome.kind).toBe('chosen');
  });
  it('API-2: a repeat with the same Idempotency-Key gets the first answer; another ticket with it is a conflict', async () => {
    world.desk.psa.put({ id: '4712' });
    const post = (ticket: string) =>
      world.ask(
        'dispatcher',
        'POST',
        '/api/dispatch',
        { ticket, mode: 'suggest' },
        { 'idempotency-key': 'k1' },
      );
    const first = await post('4711');
    world.desk.pass(30);
    expect((await post('4711')).text).toBe(first.text);
    expect(await post('4712')).toMatchObject({ status: 409, json: { code: 'conflict' } });
  });
  it('a slot is taken in any zone and told in UTC', async () => {
    const slot = { start: '2026-11-21T18:30:00+01:00', end: '2026-11-21T19:30:00+01:00' };
    const { json } = await world.ask('dispatcher', 'POST', '/api/dispatch', {
      ticket: '#4711',
      mode: 'suggest',
      slot,
    });
    expect(json.decision.slot).toEqual({
      start: '2026-11-21T17:30:00.000Z',
      end: '2026-11-21T18:30:00.000Z',
    });
  });
  it.each([
    [{ mode: 'suggest' }, ['ticket']],
    [{ ticket: '   ', mode: 'suggest' }, ['ticket']],
    [{ ticket: 'x'.repeat(101), mode: 'suggest' }, ['ticket']],
    [{ ticket: '4711', mode: 'assign' }, ['mode']],
    [{ ticket: '4711' }, ['mode']],
    [{ ticket: '4711', mode: 'suggest', force: true }, ['force']],
    [
      {
        ticket: '4711',
        mode: 'suggest',
        slot: { start: '2026-11-21T18:00:00Z', end: '2026-11-21T18:00:00Z' },
      },
      ['slot.end'],
    ],
    [{ ticket: '4711', mode: 'suggest', slot: { start: 'noon', end: 'later' } }, ['slot.start', 'slot.end']],
    [{ ticket: 4711, mode: 'suggest', workflowId: '' }, ['ticket', 'workflowId']],
  ])('every fault of %o is named by its field', async (body, fields) => {
    const answer = await world.ask('dispatcher', 'POST', '/api/dispatch', body);
    expect([answer.status, answer.json.code]).toEqual([400, 'invalid_input']);
    expect(faultFields(answer).toSorted()).toEqual(fields.toSorted());
  });
  it('unknown tickets and workflows are told apart', async () => {
    expect(await suggest('999')).toMatchObject({ status: 404, json: { code: 'ticket_not_found' } });
    const workflow = { ticket: '4711', mode: 'suggest', workflowId: 'gone' };
    expect(await world.ask('dispatcher', 'POST', '/api/dispatch', workflow)).toMatchObject({
      status: 404,
      json: { code: 'workflow_not_found' },
    });
  });
  it('TAB-4: trying a workflow out keeps nothing and writes nothing', async () => {
    const setup = { ...toSetupDto(STANDARD_SETUP), act: 'assign', instructions: 'Never assign Ana.' };
    const answer = await world.ask('lead', 'POST', '/api/workflows/try-out', { setup, ticket: '4711' });
    expectShape(shownRunSchema, answer);
    expect(answer.json.decision.instructions).toEqual([{ sentence: 0, text: 'Never assign Ana.' }]);
    expect(world.desk.psa.writes).toEqual([]);
    expect((await world.ask('lead', 'GET', '/api/decisions')).json.decisions).toEqual([]);
  });
});

describe('decisions', () => {
  it('TAB-5: newest first, in pages that follow each other without a gap, with today’s counts', async () => {
    const ids: string[] = [];
    for (const ticket of ['1', '2', '3', '4', '5']) {
      world.desk.psa.put({ id: ticket });
      ids.unshift(await decisionId(ticket));
    }
    const read: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await world.ask(
        'dispatcher',
        'GET',
        `/api/decisions?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      expectShape(shownDecisionPageSchema, page);
      expect(page.json.decisions.length).toBeLessThanOrEqual(2);
      read.push(...page.json.decisions.map((each: { decisionId: string }) => each.decisionId));
      cursor = page.json.nextCursor;
    }
    expect(read).toEqual(ids);
    expect((await world.ask('dispatcher', 'GET', '/api/decisions?limit=5')).json).toMatchObject({
      nextCursor: null,
      today: { suggested: 5, assigned: 0, held: 0 },
    });
  });
  it('are filtered by state, workflow, text and time', async () => {
    await suggest();
    const count = async (query: string) =>
      (await world.ask('dispatcher', 'GET', `/api/decisions?${query}`)).json.decisions.length;
    expect(await count('text=471')).toBe(1);
    expect(await count('text=999')).toBe(0);
    expect(await count('text=%20')).toBe(1);
    expect(await count('state=suggested')).toBe(1);
    expect(await count('state=held')).toBe(0);
    expect(await count('workflowId=other')).toBe(0);
    expect(await count('since=2026-11-21T15:00:00Z')).toBe(1);
    expect(await count('since=2026-11-21T18:00:00%2B01:00')).toBe(0);
  });
  it.each([
    ['state=all', 'state'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['since=yesterday', 'since'],
    ['order=asc', 'order'],
    [`text=${'x'.repeat(101)}`, 'text'],
  ])('?%s is refused by its field', async (query, field) => {
    const answer = await world.ask('dispatcher', 'GET', `/api/decisions?${query}`);
    expect([answer.status, faultFields(answer)]).toEqual([400, [field]]);
  });
  it('one decision is found by its id, and the newest one by its ticket', async () => {
    const id = await decisionId();
    const one = await world.ask('dispatcher', 'GET', `/api/decisions/${id}`);
    expectShape(shownDecisionSchema, one);
    const newest = await world.ask('dispatcher', 'GET', '/api/tickets/4711/decision');
    expect(newest.json).toEqual(one.json);
    for (const path of ['/api/decisions/none', '/api/tickets/999/decision']) {
      expect(await world.ask('dispatcher', 'GET', path)).toMatchObject({
        status: 404,
        json: { code: 'decision_not_found' },
      });
    }
  });
  it('how its ticket stands now is told apart from it, and without the PSA too', async () => {
    const id = await decisionId();
    const standing = await world.ask('dispatcher', 'GET', `/api/decisions/${id}/standing`);
    expectShape(standingSchema, standing);
    expect(standing.json).toMatchObject({ ticket: { ref: '4711' }, assignment: null, hold: null });
    world.desk.psa.tickets.delete('4711');
    expect((await world.ask('dispatcher', 'GET', `/api/decisions/${id}/standing`)).json.ticket).toBeNull();
  });
});

describe('250 candidates', () => {
  beforeEach(async () => {
    await world.stop();
    world = await startDispatchWorld(
      Array.from({ length: 250 }, (_, index) => `T${String(index).padStart(3, '0')}`),
    );
    world.desk.psa.put({ id: '4711' });
  });

  it('come in pages of 200 that hold each of them once, with their places', async () => {
    const first = (await suggest()).json.decision;
    expect([first.candidates.length, first.candidateCount, first.nextOffset]).toEqual([200, 250, 200]);
    const path = `/api/decisions/${first.decisionId}?offset=200`;
    const rest = (await world.ask('dispatcher', 'GET', path)).json;
    expect([rest.candidates.length, rest.nextOffset]).toEqual([50, null]);
    const both = [...first.candidates, ...rest.candidates];
    expect(new Set(both.map(({ technicianId }) => technicianId)).size).toBe(250);
    expect(both.map(({ place }) => place)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
    const beyond = (
      await world.ask('dispatcher', 'GET', `/api/decisions/${first.decisionId}?offset=250&limit=1`)
    ).json;
    expect([beyond.candidates, beyond.nextOffset]).toEqual([[], null]);
    const tooMany = await world.ask('dispatcher', 'GET', `/api/decisions/${first.decisionId}?limit=201`);
    expect(faultFields(tooMany)).toEqual(['limit']);
  });
});

describe('DIS-7: why not, and what if', () => {
  it('each answer has its shape: chosen, skipped, outranked, no candidate', async () => {
    world.desk.shows('Dmitri', 'Offline');
    const { decisionId: id, outcome, candidates } = (await suggest()).json.decision;
    const second = candidates[1].technicianId;
    const why = async (technicianId: string) => {
      const answer = await world.ask(
        'dispatcher',
        'GET',
        `/api/decisions/${id}/why-not?technicianId=${technicianId}`,
      );
      expectShape(whyNotSchema, answer);
      return answer.json;
    };
    expect((await why(outcome.technicianId)).answer.kind).toBe('was-chosen');
    const skipped = await why('Dmitri');
    expect(skipped).toMatchObject({
      technicianName: 'Dmitri',
      answer: { kind: 'skipped', gate: { gate: 'presence', code: 'on-break' }, keepsTheTurn: false },
      shiftsDidNotMatter: { because: 'no-rota-chosen', remedy: 'choose-rota-teams' },
    });
    expect(skipped.teams.find(({ check }: { check: string }) => check === 'break')).toEqual({
      check: 'break',
      state: 'failed',
      code: 'on-break',
      remedy: 'set-override',
    });
    expect((await why(second)).answer).toMatchObject({
      kind: 'outranked',
      by: 'tie',
      chosenId: outcome.technicianId,
      chosenName: outcome.technicianName,
    });
    expect(await why('Lee')).toMatchObject({
      technicianName: null,
      answer: { kind: 'not-a-candidate' },
      teams: [],
      shiftsDidNotMatter: null,
    });
  });
  it('the question needs a technician', async () => {
    const id = await decisionId();
    const answer = await world.ask('dispatcher', 'GET', `/api/decisions/${id}/why-not`);
    expect([answer.status, faultFields(answer)]).toEqual([400, ['technicianId']]);
  });
  it('somebody imagined away changes the outcome, and nothing is kept', async () => {
    const { decisionId: id, outcome } = (await suggest()).json.decision;
    const changes = [{ change: 'away', technicianId: outcome.technicianId }];
    const answer = await world.ask('dispatcher', 'POST', `/api/decisions/${id}/what-if`, { changes });
    expectShape(whatIfSchema, answer);
    expect(answer.json).toMatchObject({ differs: true, before: outcome, after: { kind: 'chosen' } });
    expect(answer.json.after.technicianId).not.toBe(outcome.technicianId);
    expect((await world.ask('dispatcher', 'GET', '/api/decisions')).json.decisions).toHaveLength(1);
  });
  it('every kind of change is taken, and what could not be known is noted', async () => {
    const id = await decisionId();
    const changes = [
      { change: 'back', technicianId: 'Lee' },
      { change: 'rota-off' },
      { change: 'rule-off', sentence: 3 },
      { change: 'other-time', start: '2026-11-22T10:00:00+01:00' },
    ];
    const answer = await world.ask('dispatcher', 'POST', `/api/decisions/${id}/what-if`, { changes });
    expectShape(whatIfSchema, answer);
    expect(answer.json.slot.start).toBe('2026-11-22T09:00:00.000Z');
    expect(answer.json.notes).toEqual(expect.arrayContaining(['technician-not-in-decision', 'no-such-rule']));
  });
  it.each([
    [{ changes: [] }, 'changes'],
    [{}, 'changes'],
    [{ changes: [{ change: 'asleep', technicianId: 'Ana' }] }, 'changes.0.change'],
    [{ changes: [{ change: 'away' }] }, 'changes.0.technicianId'],
    [{ changes: [{ change: 'rota-off', technicianId: 'Ana' }] }, 'changes.0'],
    [{ changes: [{ change: 'rule-off', sentence: -1 }] }, 'changes.0.sentence'],
    [{ changes: [{ change: 'other-time', start: 'tomorrow' }] }, 'changes.0.start'],
  ])('%o is refused by its field', async (body, field) => {
    const answer = await world.ask('dispatcher', 'POST', '/api/decisions/any/what-if', body);
    expect([answer.status, faultFields(answer)]).toEqual([400, [field]]);
  });
});

describe('assigning by hand', () => {
  const assign = (body: Record<string, unknown>) =>
    world.ask('dispatcher', 'POST', '/api/assignments', { ticket: '4711', ...body });

  it('DIS-8: is written, can be taken back, and is told when it stands already', async () => {
    const given = await assign({ technicianId: 'Ben' });
    expectShape(assignAnswerSchema, given);
    expect(given.json).toMatchObject({
      kind: 'tried',
      assignment: { state: 'done', technicianName: 'Ben', source: 'tab', by: { name: 'Priya' } },
      warnings: [],
    });
    const again = await assign({ technicianId: 'Ben' });
    expectShape(assignAnswerSchema, again);
    expect(again.json).toMatchObject({ kind: 'already', assignment: null });
    const { assignmentId } = given.json.assignment;
    const back = await world.ask('dispatcher', 'DELETE', `/api/assignments/${assignmentId}`);
    expectShape(assignmentSchema, back);
    expect(back.json.state).toBe('undone');
    expect(await world.ask('dispatcher', 'DELETE', `/api/assignments/${assignmentId}`)).toMatchObject({
      status: 409,
      json: { code: 'assignment_not_undoable' },
    });
  });
  it('what should be known first comes back by code, and nothing is written before it is confirmed', async () => {
    world.desk.psa.put({ id: '4711', ownerId: 'Chloe', ownerName: 'Chloe' });
    world.desk.shows('Ben', 'Away');
    const asked = await assign({ technicianId: 'Ben' });
    expectShape(assignAnswerSchema, asked);
    expect(asked.json.kind).toBe('needs-confirmation');
    expect(asked.json.warnings).toContainEqual({
      code: 'owned',
      ownerId: 'Chloe',
      ownerName: 'Chloe',
      says: null,
      until: null,
    });
    expect(world.desk.psa.writes).toEqual([]);
    const codes = asked.json.warnings.map(({ code }: { code: string }) => code);
    expect(codes).toContain('on-break');
    expect((await assign({ technicianId: 'Ben', confirmed: codes })).json.kind).toBe('tried');
  });
  it('an own word is told with its end', async () => {
    const until = new Date('2026-11-21T17:00:00Z');
    world.desk.own.push({ technicianId: 'Ben', says: 'off', from: world.desk.now(), until });
    expect((await assign({ technicianId: 'Ben' })).json.warnings).toContainEqual({
      code: 'own-word',
      ownerId: null,
      ownerName: null,
      says: 'off',
      until: '2026-11-21T17:00:00.000Z',
    });
  });
  it('unknown people and faulty confirmations are told apart', async () => {
    expect(await assign({ technicianId: 'Lee' })).toMatchObject({
      status: 404,
      json: { code: 'technician_not_found' },
    });
    expect(faultFields(await assign({ technicianId: 'Ben', confirmed: ['everything'] }))).toEqual([
      'confirmed.0',
    ]);
  });
  it('DIS-8: the technician accepts once; somebody else may not answer', async () => {
    const { assignmentId } = (await assign({ technicianId: 'Ben' })).json.assignment;
    const path = `/api/assignments/${assignmentId}/response`;
    expect(await world.ask('member:Ana', 'POST', path, { kind: 'accepted' })).toMatchObject({ status: 403 });
    expect((await world.ask('member:Ana', 'GET', `/api/assignments/${assignmentId}`)).status).toBe(403);
    const own = await world.ask('member:Ben', 'GET', `/api/assignments/${assignmentId}`);
    expectShape(ownAssignmentSchema, own);
    expect(own.json).toMatchObject({ assignment: { response: null }, ticket: { ref: '4711' } });
    const answer = await world.ask('member:Ben', 'POST', path, { kind: 'accepted' });
    expectShape(respondedSchema, answer);
    expect(answer.json).toMatchObject({ assignment: { response: { kind: 'accepted' } }, next: null });
    expect(await world.ask('member:Ben', 'POST', path, { kind: 'accepted' })).toMatchObject({
      status: 409,
      json: { code: 'conflict' },
    });
  });
  it('a technician who passes is told who gets it, and no candidate’s reasons', async () => {
    await world.desk.workflow({ act: 'assign', mode: 'round-robin' });
    const { assignmentId } = (await assign({ technicianId: 'Ben' })).json.assignment;
    const path = `/api/assignments/${assignmentId}/response`;
    const answer = await world.ask('member:Ben', 'POST', path, { kind: 'passed', reason: '  ' });
    expectShape(respondedSchema, answer);
    expect(answer.json.assignment.response).toMatchObject({ kind: 'passed', reason: null });
    expect(answer.json.next.outcome.kind).toBe('chosen');
    expect(answer.json.next.outcome.technicianId).not.toBe('Ben');
    expect(answer.text).not.toMatch(/gates|score/);
  });
});

describe('DIS-10: what waits', () => {
  beforeEach(async () => {
    await world.desk.workflow({ act: 'assign', whenEveryoneIsOnABreak: 'hold' });
    for (const name of ['Ana', 'Ben', 'Chloe', 'Dmitri']) world.desk.shows(name, 'Away');
  });
  const holds = async () => (await world.ask('dispatcher', 'GET', '/api/holds')).json.holds;

  it('is listed, tried again at once, and ends with an assignment', async () => {
    const run = await decide();
    expectShape(shownRunSchema, run);
    expect(run.json).toMatchObject({
      decision: { outcome: { kind: 'held', because: 'everyone-on-a-break', technicianId: null } },
      assignment: null,
    });
    const listed = await world.ask('dispatcher', 'GET', '/api/holds');
    expectShape(holdsSchema, listed);
    expect(listed.json.holds).toMatchObject([{ ticketRef: '4711', because: 'everyone-on-a-break' }]);
    world.desk.shows('Ben', 'Available');
    world.desk.pass(1);
    const path = `/api/holds/${run.json.hold.holdId}/retry`;
    const retried = await world.ask('dispatcher', 'POST', path, {});
    expectShape(shownRunSchema, retried);
    expect(retried.json.assignment).toMatchObject({ technicianName: 'Ben', state: 'done' });
    expect(await holds()).toEqual([]);
    expect(await world.ask('dispatcher', 'POST', path, {})).toMatchObject({
      status: 404,
      json: { code: 'hold_not_found' },
    });
  });
  it('is stopped once', async () => {
    const { holdId } = (await decide()).json.hold;
    expect((await world.ask('dispatcher', 'DELETE', `/api/holds/${holdId}`)).status).toBe(204);
    expect(await holds()).toEqual([]);
    expect((await world.ask('dispatcher', 'DELETE', `/api/holds/${holdId}`)).status).toBe(404);
  });
});

describe('tickets and shadow', () => {
  it('open tickets that nobody has come first; past ones on request', async () => {
    world.desk.psa.put({ id: '1', ownerId: 'Ana' });
    world.desk.psa.put({ id: '2', status: { id: '9', label: 'Closed', phase: 'closed' } });
    const refs = async (query: string) => {
      const answer = await world.ask('dispatcher', 'GET', `/api/tickets${query}`);
      expectShape(ticketListSchema, answer);
      return answer.json.tickets.map(({ ref }: { ref: string }) => ref).toSorted();
    };
    expect(await refs('')).toEqual(['4711']);
    expect(await refs('?phase=any&unassignedOnly=false')).toEqual(['1', '2', '4711']);
    expect(await refs('?phase=any&unassignedOnly=false&limit=1')).toHaveLength(1);
  });
  it('a shadow report compares', async () => {
    const { workflowId } = await world.desk.workflow({ shadowUntil: new Date('2026-11-25T00:00:00Z') });
    const answer = await world.ask('lead', 'GET', `/api/workflows/${workflowId}/shadow`);
    expectShape(shadowReportSchema, answer);
    expect(answer.json).toMatchObject({ workflowId, until: '2026-11-25T00:00:00.000Z', decided: 0 });
  });
});
