import { describe, expect, it } from 'vitest';
import { createMappingStore } from '#adapters/store/mapping-store.ts';
import { migrate } from '#adapters/store/migrate.ts';
import type { MappingStore, Run } from '#core/mapping/ports.ts';
import { systemClock } from '#kernel/clock.ts';
import { type TestDatabase, testDatabases } from '../../support/database.ts';
import {
  anAttempt,
  anAudit,
  applied,
  aRun,
  DESK_A,
  DESK_B,
  mapped,
  previewRun,
  runAudit,
  step,
} from './builders.ts';

const OLD = new Date('2026-10-01T09:00:00.000Z');
const CUT = new Date('2026-10-24T09:00:00.000Z');
const NEW = new Date('2026-11-23T09:00:00.000Z');

describe.each(await testDatabases())('what is not kept for ever, on $engine', (database) => {
  it('DATA-1: runs that ended before go with their rows, however they ended', async () => {
    const { mapping, countRows } = await openCounting(database);
    const old = [
      await previewRun(mapping, [step('t1', null, 'u1')], { startedAt: OLD }),
      await cancelled(mapping, OLD),
      await failed(mapping, OLD),
      await appliedAt(mapping, OLD, [step('t1', null, 'u1'), step('t2', null, 'u2')]),
      await appliedAt(mapping, OLD, [step('t1', 'u1', 'u3')], DESK_B),
    ];
    const kept = [
      await previewRun(mapping, [step('t3', null, 'u3')], { startedAt: CUT }),
      await appliedAt(mapping, NEW, [step('t3', null, 'u3')]),
      await appliedAt(mapping, NEW, [step('t3', null, 'u3')], DESK_B),
    ];
    expect(await mapping.pruneRuns(CUT)).toBe(old.length);
    for (const run of old) expect(await mapping.readRun(run.deskId, run.runId)).toBeNull();
    for (const run of kept) {
      expect((await mapping.readRun(run.deskId, run.runId))?.rows).toHaveLength(1);
    }
    expect(await mapping.pruneRuns(CUT)).toBe(0);
    expect(await mapped(mapping)).toEqual(['t1=u1 auto', 't2=u2 auto', 't3=u3 auto']);
    expect(await countRows()).toBe(3);
  });

  it('MAP-4: the last applied run of each desk stays whole, and can be undone', async () => {
    const { mapping } = await database.openStore();
    const first = await appliedAt(mapping, OLD, [step('t1', null, 'u1')]);
    const last = await appliedAt(mapping, OLD, [step('t2', null, 'u2')]);
    const ofB = await appliedAt(mapping, OLD, [step('t1', null, 'u1')], DESK_B);
    await previewRun(mapping, [], { startedAt: NEW });
    expect(await mapping.pruneRuns(CUT)).toBe(1);
    expect(await mapping.readRun(DESK_A, first.runId)).toBeNull();
    for (const { deskId, runId } of [last, ofB]) {
      const undone = await mapping.undoRun(deskId, runId, NEW, anAudit({ deskId }));
      expect(undone).toEqual({ restored: 1, left: 0 });
    }
    expect(await mapped(mapping)).toEqual(['t1=u1 auto']);
  });

  it('MAP-4: an undone run stays while it is the last applied one, so that no older one takes its place', async () => {
    const { mapping } = await database.openStore();
    const older = await appliedAt(mapping, NEW, [step('t1', null, 'u1')]);
    // Its clock was wrong: it ended, by what it says, long before the run that was applied first.
    const last = await appliedAt(mapping, OLD, [step('t2', null, 'u2')]);
    await mapping.undoRun(DESK_A, last.runId, NEW, anAudit());
    expect(await mapping.pruneRuns(CUT)).toBe(0);
    expect(await mapping.undoRun(DESK_A, older.runId, NEW, anAudit())).toBeNull();
    expect(await mapped(mapping)).toEqual(['t1=u1 auto']);
  });

  it.each(['scanning', 'waiting'] as const)(
    'MAP-7: a run that is %s is left alone, whenever it began',
    async (state) => {
      const { mapping } = await database.openStore();
      const run = aRun({ startedAt: OLD });
      await mapping.beginRun(run, 60);
      await mapping.extendRun({ ...run, state }, 60);
      expect(await mapping.pruneRuns(CUT)).toBe(0);
      expect(await mapping.extendRun({ ...run, state }, 60)).toBe(true);
    },
  );

  it('PERF-3: many runs, and a run of 1,200 technicians, are pruned whole', async () => {
    const { mapping } = await database.openStore();
    const steps = Array.from({ length: 1200 }, (_, index) => step(`t${index}`, null, `u${index}`));
    await previewRun(mapping, steps, { startedAt: OLD });
    for (let count = 1; count < 120; count++) await failed(mapping, OLD);
    expect(await mapping.pruneRuns(CUT)).toBe(120);
    expect(await mapping.listRuns(DESK_A, 50)).toEqual([]);
  });

  it('MAP-4: of pruning and applying at once, one happens: a run that was applied is there', async () => {
    const { mapping } = await database.openStore();
    const steps = [step('t1', null, 'u1')];
    for (let round = 0; round < 5; round++) {
      const run = await previewRun(mapping, steps, { startedAt: OLD });
      const [rows, pruned] = await Promise.all([
        mapping.applyRun(applied(run), steps, runAudit(run, 'applied')),
        mapping.pruneRuns(CUT),
      ]);
      const seen = await mapping.readRun(DESK_A, run.runId);
      expect(seen === null).toBe(rows === null);
      expect(pruned).toBe(rows === null ? 1 : 0);
    }
  });

  it('DATA-1: consent attempts go once they have long been unusable', async () => {
    const { consent } = await database.openStore();
    const ended = anAttempt({ startedAt: OLD, expiresAt: new Date(CUT.getTime() - 1) });
    const used = anAttempt({ deskId: DESK_B, startedAt: OLD, expiresAt: OLD });
    const usable = anAttempt({ startedAt: OLD, expiresAt: CUT });
    for (const attempt of [ended, used, usable]) await consent.addAttempt(attempt);
    await consent.closeAttempt(used.attemptId, { outcome: 'granted', refusal: null }, null);
    expect(await consent.pruneAttempts(CUT)).toBe(2);
    expect(await consent.readAttempt(ended.attemptId)).toBeNull();
    expect(await consent.readAttempt(used.attemptId)).toBeNull();
    expect(await consent.readAttempt(usable.attemptId)).toEqual(usable);
    expect(await consent.pruneAttempts(CUT)).toBe(0);
  });

  it('DATA-2: the audit trail of what was pruned stays', async () => {
    const { mapping, consent, audit } = await database.openStore();
    await appliedAt(mapping, OLD, [step('t1', null, 'u1')]);
    await appliedAt(mapping, NEW, [step('t2', null, 'u2')]);
    const attempt = anAttempt({ startedAt: OLD, expiresAt: OLD });
    await consent.addAttempt(attempt);
    await consent.closeAttempt(
      attempt.attemptId,
      { outcome: 'granted', refusal: null },
      anAudit({ at: OLD }),
    );
    const before = await audit.listAudit(DESK_A, { limit: 99, before: null });
    expect(before).toHaveLength(3);
    expect([await mapping.pruneRuns(CUT), await consent.pruneAttempts(CUT)]).toEqual([1, 1]);
    expect(await audit.listAudit(DESK_A, { limit: 99, before: null })).toEqual(before);
  });
});

type Steps = Parameters<typeof previewRun>[1];

/** A run that was applied at `at`. */
async function appliedAt(mapping: MappingStore, at: Date, steps: Steps, deskId = DESK_A): Promise<Run> {
  const run = await previewRun(mapping, steps, { startedAt: at, deskId });
  const done = { ...applied(run), finishedAt: at };
  const rows = await mapping.applyRun(done, steps, anAudit({ deskId, at }));
  if (rows === null) throw new Error('a fresh preview could not be applied');
  return done;
}

async function cancelled(mapping: MappingStore, at: Date): Promise<Run> {
  const run = await previewRun(mapping, [step('t9', null, 'u9')], { startedAt: at });
  expect(await mapping.cancelRun(DESK_A, run.runId, at)).toBe(true);
  return run;
}

async function failed(mapping: MappingStore, at: Date): Promise<Run> {
  const run = aRun({ startedAt: at });
  await mapping.beginRun(run, 60);
  const end = { ...run, state: 'failed' as const, failure: 'graph_down', finishedAt: at };
  expect(await mapping.finishScan(end, [])).toBe(true);
  return run;
}

/** A mapping store, and how many rows of reviews its database holds, of whatever run. */
async function openCounting(
  database: TestDatabase,
): Promise<{ readonly mapping: MappingStore; readonly countRows: () => Promise<number> }> {
  const bare = await database.openDatabase(await database.newUrl());
  await migrate(bare, { clock: systemClock });
  return {
    mapping: createMappingStore(bare),
    async countRows() {
      const rows = await bare.query.selectFrom('mapping_run_row').select('run_id').execute();
      return rows.length;
    },
  };
}
