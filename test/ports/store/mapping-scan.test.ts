import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createMappingStore } from '#adapters/store/mapping-store.ts';
import { migrate } from '#adapters/store/migrate.ts';
import type { Database } from '#adapters/store/database.ts';
import type { MappingStore, Run, StateUnderWay } from '#core/mapping/ports.ts';
import { systemClock } from '#kernel/clock.ts';
import { type TestDatabase, testDatabases } from '../../support/database.ts';
import { aRow, aRun, applied, applySteps, DESK_A, DESK_B, previewRun, runAudit, step } from './builders.ts';

const LEASE = 60;

describe.each(await testDatabases())('runs on $engine', (database) => {
  it('MAP-7: one run scans at a time; the second is told which', async () => {
    const { mapping } = await database.openStore();
    const first = aRun();
    await mapping.beginRun(first, LEASE);
    await expect(mapping.beginRun(aRun(), LEASE)).rejects.toMatchObject({
      code: 'run_in_progress',
      details: { runId: first.runId },
    });
    await mapping.beginRun(aRun({ deskId: DESK_B }), LEASE);
  });

  it('MAP-7: of many runs begun at once, one scans', async () => {
    const { mapping } = await database.openStore();
    const begun = await Promise.allSettled(Array.from({ length: 20 }, () => mapping.beginRun(aRun(), LEASE)));
    const refused = begun.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(19);
    expect(refused.map(({ reason }) => reason.code)).toEqual(refused.map(() => 'run_in_progress'));
    expect(await mapping.listRuns(DESK_A, 50)).toHaveLength(1);
  });

  it('MAP-4: the review comes back whole and in its order', async () => {
    const { mapping } = await database.openStore();
    const run = aRun();
    const rows = [
      aRow('t9', {
        suggestions: [
          {
            userId: 'u4',
            userPrincipalName: 'z@desk.example',
            userDisplayName: null,
            isGuest: true,
            because: 'alias',
            technicianValue: 'a',
            userValue: 'b',
          },
        ],
        reason: 'no-user-with-this-email',
        action: 'unmatched',
      }),
      aRow('t1', {
        before: { userId: 'u1', source: 'manual' },
        action: 'manual-kept',
        rivals: ['Ann', 'Bo'],
      }),
    ];
    const preview = {
      ...run,
      state: 'preview' as const,
      teamsScanned: 3,
      membersScanned: 41,
      teamFailures: [{ team: { teamId: 'x', displayName: 'Night' }, code: 'team_unreadable' }],
      autoMappingsBefore: 9,
    };
    await mapping.beginRun(run, LEASE);
    expect(await mapping.finishScan(preview, rows)).toBe(true);
    expect(await mapping.readRun(DESK_A, run.runId)).toEqual({ run: preview, rows });
  });

  it('MAP-7: the review gives the lock back, and is written once', async () => {
    const { mapping } = await database.openStore();
    const run = await previewRun(mapping, [step('t1', null, 'u1')]);
    expect(await mapping.finishScan({ ...run, state: 'failed' }, [])).toBe(false);
    expect(await mapping.extendRun(scanning(run), LEASE)).toBe(false);
    await mapping.beginRun(aRun(), LEASE);
  });

  it('MAP-7: a run that scans keeps its lease as long as it extends it', async () => {
    const { mapping } = await database.openStore();
    const run = aRun();
    await mapping.beginRun(run, LEASE);
    expect(await mapping.extendRun(scanning(run), LEASE)).toBe(true);
    expect(await mapping.extendRun(scanning({ ...run, deskId: DESK_B }), LEASE)).toBe(false);
    expect(await mapping.sweepRuns()).toBe(0);
  });

  it('G2, MAP-7: a run that waits says so and how far it is, and holds the lock all the same', async () => {
    const { mapping } = await database.openStore();
    const run = aRun();
    await mapping.beginRun(run, LEASE);
    const scope = { teams: [{ teamId: 'team-2', displayName: 'Night' }], isFull: false };
    const waits = waiting({ ...run, scope, teamsScanned: 3, membersScanned: 41 });
    expect(await mapping.extendRun(waits, LEASE)).toBe(true);
    expect(await mapping.readRun(DESK_A, run.runId)).toEqual({ run: waits, rows: [] });
    expect(await mapping.listRuns(DESK_A, 1)).toEqual([waits]);
    await expect(mapping.beginRun(aRun(), LEASE)).rejects.toMatchObject({
      code: 'run_in_progress',
      details: { runId: run.runId },
    });
    expect(await mapping.sweepRuns()).toBe(0);
    expect(await mapping.cancelRun(DESK_A, run.runId, new Date())).toBe(false);
    expect(await mapping.extendRun(scanning(waits), LEASE)).toBe(true);
    expect((await mapping.readRun(DESK_A, run.runId))?.run.state).toBe('scanning');
  });

  it('G2, P1: a run that was waiting when its process died is interrupted', async () => {
    const { mapping, expire } = await openWithClock(database);
    const run = aRun();
    await mapping.beginRun(run, LEASE);
    await mapping.extendRun(waiting(run), LEASE);
    await expire();
    expect(await mapping.sweepRuns()).toBe(1);
    expect((await mapping.readRun(DESK_A, run.runId))?.run.state).toBe('interrupted');
    expect(await mapping.extendRun(waiting(run), LEASE)).toBe(false);
    await mapping.beginRun(aRun(), LEASE);
  });

  it('G2: a run that waits to its end is written from there', async () => {
    const { mapping } = await database.openStore();
    const run = aRun();
    await mapping.beginRun(run, LEASE);
    await mapping.extendRun(waiting(run), LEASE);
    expect(await mapping.finishScan({ ...run, state: 'preview' }, [aRow('t1')])).toBe(true);
    expect(await mapping.extendRun(waiting(run), LEASE)).toBe(false);
    expect((await mapping.readRun(DESK_A, run.runId))?.run.state).toBe('preview');
  });

  it('MAP-7: the database itself lets one run of a desk be under way', async () => {
    const bare = await database.openDatabase(await database.newUrl());
    await migrate(bare, { clock: systemClock });
    const mapping = createMappingStore(bare);
    const [first, second] = [aRun(), aRun()];
    await mapping.beginRun(first, LEASE);
    await mapping.finishScan({ ...first, state: 'preview' }, []);
    await mapping.beginRun(second, LEASE);
    await mapping.extendRun(waiting(second), LEASE);
    const both = bare.query.updateTable('mapping_run').set({ state: 'scanning' });
    await expect(both.where('run_id', '=', first.runId).execute()).rejects.toThrow(/unique/i);
  });

  it('P1: a run whose lease ran out is taken over as interrupted, and can write nothing any more', async () => {
    const { mapping, expire } = await openWithClock(database);
    const dead = aRun();
    await mapping.beginRun(dead, LEASE);
    await expire();
    const next = aRun();
    await mapping.beginRun(next, LEASE);
    const seen = await mapping.readRun(DESK_A, dead.runId);
    expect(seen?.run).toMatchObject({ state: 'interrupted', finishedAt: expect.any(Date) });
    expect(await mapping.extendRun(scanning(dead), LEASE)).toBe(false);
    expect(await mapping.finishScan({ ...dead, state: 'preview' }, [aRow('t1')])).toBe(false);
    expect((await mapping.readRun(DESK_A, dead.runId))?.rows).toEqual([]);
    expect(await mapping.extendRun(scanning(next), LEASE)).toBe(true);
  });

  it('P1: an expired lease is lost even before somebody takes it over', async () => {
    const { mapping, expire } = await openWithClock(database);
    const run = aRun();
    await mapping.beginRun(run, LEASE);
    await expire();
    expect(await mapping.extendRun(scanning(run), LEASE)).toBe(false);
    expect(await mapping.finishScan({ ...run, state: 'preview' }, [aRow('t1')])).toBe(false);
  });

  it('P1: the sweep marks what has expired, of every desk, and leaves the living', async () => {
    const { mapping, expire } = await openWithClock(database);
    const [first, second] = [aRun(), aRun({ deskId: DESK_B })];
    await mapping.beginRun(first, LEASE);
    await mapping.beginRun(second, LEASE);
    await expire();
    const living = aRun({ deskId: 'another-desk' });
    await mapping.beginRun(living, LEASE);
    expect(await mapping.sweepRuns()).toBe(2);
    expect((await mapping.readRun(DESK_B, second.runId))?.run.state).toBe('interrupted');
    expect((await mapping.readRun('another-desk', living.runId))?.run.state).toBe('scanning');
    expect(await mapping.sweepRuns()).toBe(0);
  });

  it('MAP-4: cancelling ends a preview, once, and nothing else', async () => {
    const { mapping } = await database.openStore();
    const run = aRun();
    await mapping.beginRun(run, LEASE);
    const at = new Date('2026-11-23T10:00:00Z');
    expect(await mapping.cancelRun(DESK_A, run.runId, at)).toBe(false);
    await mapping.finishScan({ ...run, state: 'preview' }, []);
    expect(await mapping.cancelRun(DESK_B, run.runId, at)).toBe(false);
    expect(await mapping.cancelRun(DESK_A, run.runId, at)).toBe(true);
    expect(await mapping.cancelRun(DESK_A, run.runId, at)).toBe(false);
    const seen = await mapping.readRun(DESK_A, run.runId);
    expect(seen?.run).toMatchObject({ state: 'cancelled', finishedAt: at });
    expect(await mapping.applyRun(applied(run), [], runAudit(run, 'applied'))).toBeNull();
  });

  it('desks: runs are listed newest first, and only to their own desk', async () => {
    const { mapping } = await database.openStore();
    const hours = [9, 11, 10];
    for (const hour of hours) {
      await applySteps(mapping, [], {
        startedAt: new Date(`2026-11-23T${hour.toString().padStart(2, '0')}:00:00Z`),
      });
    }
    const ofB = await previewRun(mapping, [step('t1', null, 'u1')], { deskId: DESK_B });
    const listed = await mapping.listRuns(DESK_A, 2);
    expect(listed.map((run) => run.startedAt.getUTCHours())).toEqual([11, 10]);
    expect(await mapping.readRun(DESK_A, ofB.runId)).toBeNull();
    expect(await mapping.cancelRun(DESK_A, ofB.runId, new Date())).toBe(false);
  });
});

type UnderWay = Run & { readonly state: StateUnderWay };
const scanning = (run: Run): UnderWay => ({ ...run, state: 'scanning' });
const waiting = (run: Run): UnderWay => ({ ...run, state: 'waiting' });

/** A mapping store, and a way to let every lease run out: the database's clock is not ours to set, so the leases are moved instead. */
async function openWithClock(
  database: TestDatabase,
): Promise<{ readonly mapping: MappingStore; readonly expire: () => Promise<void> }> {
  const bare: Database = await database.openDatabase(await database.newUrl());
  await migrate(bare, { clock: systemClock });
  return {
    mapping: createMappingStore(bare),
    async expire() {
      await bare.query
        .updateTable('mapping_run')
        .set({ lease_until: sql<number>`lease_until - ${sql.lit(LEASE * 1000)}` })
        .where('lease_until', 'is not', null)
        .execute();
    },
  };
}
