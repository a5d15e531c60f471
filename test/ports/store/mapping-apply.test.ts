import { describe, expect, it } from 'vitest';
import type { MappingStore } from '#core/mapping/ports.ts';
import { testDatabases } from '../../support/database.ts';
import {
  aChange,
  anAudit,
  applied,
  applySteps,
  asRead,
  aRun,
  DESK_A,
  DESK_B,
  mapByHand,
  mapped,
  previewRun,
  runAudit,
  step,
} from './builders.ts';

describe.each(await testDatabases())('applying and undoing on $engine', (database) => {
  it('MAP-6: a run adds, updates and clears in one go and says so in the audit trail', async () => {
    const { mapping, audit } = await database.openStore();
    await applySteps(mapping, [step('t2', null, 'u2'), step('t3', null, 'u3')]);
    const steps = [step('t1', null, 'u1'), step('t2', 'u2', 'u9'), step('t3', 'u3', null)];
    const run = await previewRun(mapping, steps);
    const rows = await mapping.applyRun(applied(run), steps, runAudit(run, 'applied'));
    expect(rows?.map((row) => row.outcome)).toEqual(['written', 'written', 'written']);
    expect(await mapped(mapping)).toEqual(['t1=u1 auto', 't2=u9 auto']);
    expect(await mapping.readRun(DESK_A, run.runId)).toEqual({ run: applied(run), rows });
    const [entry] = await audit.listAudit(DESK_A, { limit: 1, before: null });
    expect(entry).toMatchObject({ subject: 'run', subjectId: run.runId, action: 'applied' });
  });

  it('MAP-4: rows that ask for nothing come back without an outcome', async () => {
    const { mapping } = await database.openStore();
    const steps = [step('t1', null, 'u1'), step('t2', null, 'u2')];
    const run = await previewRun(mapping, steps);
    const rows = await mapping.applyRun(applied(run), steps.slice(1), runAudit(run, 'applied'));
    expect(rows?.map((row) => [row.technicianId, row.outcome])).toEqual([
      ['t1', null],
      ['t2', 'written'],
    ]);
    expect(await mapped(mapping)).toEqual(['t2=u2 auto']);
  });

  it('REL-2: a run applied twice, or by many at once, is applied once', async () => {
    const { mapping, audit } = await database.openStore();
    const steps = [step('t1', null, 'u1')];
    const run = await previewRun(mapping, steps);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => mapping.applyRun(applied(run), steps, runAudit(run, 'applied'))),
    );
    expect(answers.filter((rows) => rows !== null)).toHaveLength(1);
    expect(await mapping.applyRun(applied(run), steps, runAudit(run, 'applied'))).toBeNull();
    expect(await audit.listAudit(DESK_A, { limit: 20, before: null })).toHaveLength(1);
  });

  it('MAP-7: nothing is applied while a run scans', async () => {
    const { mapping } = await database.openStore();
    const steps = [step('t1', null, 'u1')];
    const run = await previewRun(mapping, steps);
    const scanning = aRun();
    await mapping.beginRun(scanning, 60);
    await expect(mapping.applyRun(applied(run), steps, runAudit(run, 'applied'))).rejects.toMatchObject({
      code: 'run_in_progress',
      details: { runId: scanning.runId },
    });
    expect(await mapped(mapping)).toEqual([]);
  });

  it.each<[string, (mapping: MappingStore) => Promise<void>, string]>([
    ['mapped by hand', (mapping) => mapByHand(mapping, 't1', 'u7'), 't1=u7 manual'],
    ['mapped by hand to the very same user', (mapping) => mapByHand(mapping, 't1', 'u1'), 't1=u1 manual'],
    ['removed', (mapping) => change(mapping, null, false), ''],
    ['excluded', (mapping) => change(mapping, null, true), 't1=nobody none excluded'],
    ['excluded with its user', (mapping) => change(mapping, 'u1', true), 't1=u1 auto excluded'],
    ['given another user', (mapping) => change(mapping, 'u5', false), 't1=u5 auto'],
  ])('MAP-7: a row that was %s since the review is skipped', async (_, changeIt, left) => {
    const { mapping } = await database.openStore();
    await applySteps(mapping, [step('t1', null, 'u1')]);
    const steps = [step('t1', 'u1', 'u2'), step('t2', null, 'u3')];
    const run = await previewRun(mapping, steps);
    await changeIt(mapping);
    const rows = await mapping.applyRun(applied(run), steps, runAudit(run, 'applied'));
    expect(rows?.map((row) => row.outcome)).toEqual(['skipped-changed', 'written']);
    expect(await mapped(mapping)).toEqual([left, 't2=u3 auto'].filter((line) => line !== ''));
  });

  it('MAP-7: a run of which every row changed writes nothing', async () => {
    const { mapping } = await database.openStore();
    const steps = [step('t1', null, 'u1'), step('t2', null, 'u2')];
    const run = await previewRun(mapping, steps);
    await mapByHand(mapping, 't1', 'u8');
    await mapByHand(mapping, 't2', 'u9');
    const rows = await mapping.applyRun(applied(run), steps, runAudit(run, 'applied'));
    expect(rows?.map((row) => row.outcome)).toEqual(['skipped-changed', 'skipped-changed']);
    expect(await mapped(mapping)).toEqual(['t1=u8 manual', 't2=u9 manual']);
  });

  it('MAP-5: manual and excluded rows are byte-identical after a run that asks to change them, and after its undo', async () => {
    const { mapping } = await database.openStore();
    await mapByHand(mapping, 't1', 'u1');
    await change(mapping, null, true, 't2');
    const before = JSON.stringify(await mapping.listMappings(DESK_A));
    const manual = step('t1', 'u1', 'u5');
    const steps = [
      { ...manual, row: { ...manual.row, before: { userId: 'u1', source: 'manual' as const } } },
      step('t2', null, 'u6'),
      step('t3', null, 'u3'),
    ];
    const run = await applySteps(mapping, steps);
    const rest = (await mapping.listMappings(DESK_A)).filter((row) => row.technicianId !== 't3');
    expect(JSON.stringify(rest)).toBe(before);
    await mapping.undoRun(DESK_A, run.runId, new Date(), runAudit(run, 'undone'));
    expect(JSON.stringify(await mapping.listMappings(DESK_A))).toBe(before);
  });

  it('MAP-5: a run cannot write a manual mapping, even when asked to', async () => {
    const { mapping } = await database.openStore();
    const odd = { row: step('t1', null, 'u1').row, change: aChange('t1', 'u1', { source: 'manual' }) };
    const run = await previewRun(mapping, [odd]);
    await expect(mapping.applyRun(applied(run), [odd], runAudit(run, 'applied'))).rejects.toMatchObject({
      code: 'unexpected',
    });
    expect((await mapping.readRun(DESK_A, run.runId))?.run.state).toBe('preview');
  });

  it('MAP-8: a run gives no user to a second technician; exchanging users within one run is fine', async () => {
    const { mapping } = await database.openStore();
    await applySteps(mapping, [step('t1', null, 'u1'), step('t2', null, 'u2')]);
    const steps = [step('t1', 'u1', 'u2'), step('t2', 'u2', 'u1'), step('t3', null, 'u3')];
    const run = await previewRun(mapping, steps);
    await mapByHand(mapping, 't9', 'u3');
    const rows = await mapping.applyRun(applied(run), steps, runAudit(run, 'applied'));
    expect(rows?.map((row) => row.outcome)).toEqual(['written', 'written', 'skipped-changed']);
    expect(await mapped(mapping)).toEqual(['t1=u2 auto', 't2=u1 auto', 't9=u3 manual']);
  });

  it('MAP-4: undo gives every row back what it was before the run', async () => {
    const { mapping, audit } = await database.openStore();
    await applySteps(mapping, [step('t2', null, 'u2'), step('t3', null, 'u3')]);
    const before = await mapped(mapping);
    const run = await applySteps(mapping, [
      step('t1', null, 'u1'),
      step('t2', 'u2', 'u9'),
      step('t3', 'u3', null),
    ]);
    const at = new Date('2026-11-23T12:00:00Z');
    const undone = await mapping.undoRun(DESK_A, run.runId, at, runAudit(run, 'undone'));
    expect(undone).toEqual({ restored: 3, left: 0 });
    expect(await mapped(mapping)).toEqual(before);
    const restored = (await mapping.listMappings(DESK_A)).find((row) => row.technicianId === 't3');
    expect(restored).toMatchObject({
      userPrincipalName: 'u3@desk.example',
      userDisplayName: 'User u3',
      updatedAt: at,
    });
    expect((await mapping.readRun(DESK_A, run.runId))?.run.state).toBe('undone');
    const [entry] = await audit.listAudit(DESK_A, { limit: 1, before: null });
    expect(entry).toMatchObject({ action: 'undone', subjectId: run.runId });
  });

  it('MAP-4: undo leaves what somebody changed since the run', async () => {
    const { mapping } = await database.openStore();
    await applySteps(mapping, [step('t3', null, 'u3')]);
    const run = await applySteps(mapping, [
      step('t1', null, 'u1'),
      step('t2', null, 'u2'),
      step('t3', 'u3', null),
    ]);
    await mapByHand(mapping, 't2', 'u2');
    await change(mapping, null, true, 't3');
    const undone = await mapping.undoRun(DESK_A, run.runId, new Date(), runAudit(run, 'undone'));
    expect(undone).toEqual({ restored: 1, left: 2 });
    expect(await mapped(mapping)).toEqual(['t2=u2 manual', 't3=nobody none excluded']);
  });

  it('MAP-8: undo leaves a row whose former user another technician has got meanwhile', async () => {
    const { mapping } = await database.openStore();
    await applySteps(mapping, [step('t1', null, 'u1')]);
    const run = await applySteps(mapping, [step('t1', 'u1', 'u2')]);
    await mapByHand(mapping, 't5', 'u1');
    const undone = await mapping.undoRun(DESK_A, run.runId, new Date(), runAudit(run, 'undone'));
    expect(undone).toEqual({ restored: 0, left: 1 });
    expect(await mapped(mapping)).toEqual(['t1=u2 auto', 't5=u1 manual']);
  });

  it('MAP-4: only the last applied run can be undone, and only once', async () => {
    const { mapping } = await database.openStore();
    const undo = (run: { readonly runId: string }): ReturnType<MappingStore['undoRun']> =>
      mapping.undoRun(DESK_A, run.runId, new Date(), anAudit());
    // Newer by its clock, yet applied first: what counts is the order of applying.
    const first = await applySteps(mapping, [step('t1', null, 'u1')], { startedAt: new Date('2027-01-01') });
    const last = await applySteps(mapping, [step('t2', null, 'u2')]);
    const open = await previewRun(mapping, [step('t3', null, 'u3')]);
    await applySteps(mapping, [step('t1', null, 'u1')], { deskId: DESK_B });
    expect(await undo(first)).toBeNull();
    expect(await undo(open)).toBeNull();
    expect(await mapping.undoRun(DESK_B, last.runId, new Date(), anAudit())).toBeNull();
    const many = await Promise.all([undo(last), undo(last), undo(last)]);
    expect(many.filter((answer) => answer !== null)).toEqual([{ restored: 1, left: 0 }]);
    expect(await undo(first)).toBeNull();
    expect(await mapped(mapping)).toEqual(['t1=u1 auto']);
  });

  it('desks: applying and undoing in one desk leaves the other as it was', async () => {
    const { mapping } = await database.openStore();
    await applySteps(mapping, [step('t1', null, 'u1')], { deskId: DESK_B });
    const ofB = await previewRun(mapping, [step('t2', null, 'u2')], { deskId: DESK_B });
    const before = await mapping.listMappings(DESK_B);
    const stolen = { ...applied(ofB), deskId: DESK_A };
    expect(await mapping.applyRun(stolen, [step('t2', null, 'u2')], anAudit())).toBeNull();
    const run = await applySteps(mapping, [step('t1', null, 'u9')]);
    await mapping.undoRun(DESK_A, run.runId, new Date(), anAudit());
    expect(await mapping.listMappings(DESK_B)).toEqual(before);
    expect((await mapping.readRun(DESK_B, ofB.runId))?.run.state).toBe('preview');
  });

  it('PERF-3: 5,000 technicians are applied and undone whole', async () => {
    const { mapping } = await database.openStore();
    const steps = Array.from({ length: 5000 }, (_, index) => step(`t${index}`, null, `u${index}`));
    const run = await previewRun(mapping, steps);
    const startedAt = performance.now();
    const rows = await mapping.applyRun(applied(run), steps, runAudit(run, 'applied'));
    if (process.env['ROLLCALL_SHOW_TIMES'])
      console.log(`${database.engine}: ${performance.now() - startedAt} ms`);
    expect(rows?.filter((row) => row.outcome === 'written')).toHaveLength(5000);
    expect(await mapping.listMappings(DESK_A)).toHaveLength(5000);
    const undone = await mapping.undoRun(DESK_A, run.runId, new Date(), runAudit(run, 'undone'));
    expect(undone).toEqual({ restored: 5000, left: 0 });
    expect(await mapping.listMappings(DESK_A)).toEqual([]);
  });
});

async function change(
  mapping: MappingStore,
  userId: string | null,
  excluded: boolean,
  technicianId = 't1',
): Promise<void> {
  const expected = await asRead(mapping, technicianId);
  const options = { allowShared: false, expected, audit: anAudit() };
  await mapping.saveMapping(DESK_A, aChange(technicianId, userId, { excluded }), options);
}
