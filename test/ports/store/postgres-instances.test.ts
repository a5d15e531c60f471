import { describe, expect, it } from 'vitest';
import type { Store } from '#adapters/store/open-store.ts';
import { testDatabases } from '../../support/database.ts';
import { SKIPPED } from '../../support/postgres.ts';
import {
  anAttempt,
  anAudit,
  applied,
  aRun,
  AT,
  DESK_A,
  LATEST,
  mapByHand,
  previewRun,
  runAudit,
  step,
} from './builders.ts';

const databases = (await testDatabases()).filter(({ engine }) => engine === 'postgres');
if (databases.length === 0) it('PostgreSQL, several instances', ({ skip }) => skip(SKIPPED));

describe.each(databases)('two instances on one $engine', (database) => {
  async function openTwo(): Promise<readonly [Store, Store]> {
    const url = await database.newUrl();
    return [await database.openStore({ url }), await database.openStore({ url })];
  }

  /** `work` ten times on each instance, all at once. */
  async function atOnce<Result>(
    stores: readonly Store[],
    work: (store: Store, index: number) => Promise<Result>,
  ): Promise<readonly PromiseSettledResult<Result>[]> {
    return Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => stores.map((store) => work(store, index))).flat(),
    );
  }

  const fulfilled = <Result>(results: readonly PromiseSettledResult<Result>[]): Result[] =>
    results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));

  it('REL-2: one scan per desk', async () => {
    const stores = await openTwo();
    const begun = await atOnce(stores, ({ mapping }) => mapping.beginRun(aRun(), 60));
    expect(fulfilled(begun)).toHaveLength(1);
    const codes = begun.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
    expect(new Set(codes)).toEqual(new Set(['run_in_progress']));
  });

  it('REL-2: a run is applied once, and undone once', async () => {
    const [one, two] = await openTwo();
    const steps = [step('t1', null, 'u1'), step('t2', null, 'u2')];
    const run = await previewRun(one.mapping, steps);
    const answers = await atOnce([one, two], ({ mapping }) =>
      mapping.applyRun(applied(run), steps, runAudit(run, 'applied')),
    );
    expect(fulfilled(answers)).toHaveLength(20);
    expect(fulfilled(answers).filter((rows) => rows !== null)).toHaveLength(1);
    const undone = await atOnce([one, two], ({ mapping }) =>
      mapping.undoRun(DESK_A, run.runId, LATEST, runAudit(run, 'undone')),
    );
    expect(fulfilled(undone).filter((counts) => counts !== null)).toEqual([{ restored: 2, left: 0 }]);
    expect(await two.audit.listAudit(DESK_A, { limit: 99, before: null })).toHaveLength(2);
  });

  it('REL-2: a user goes to one technician', async () => {
    const stores = await openTwo();
    const tries = await atOnce(stores, ({ mapping }, index) => mapByHand(mapping, `t${index}`, 'u1'));
    const [holder, ...others] = await stores[0].mapping.listMappings(DESK_A);
    expect(others).toEqual([]);
    // The same technician may be mapped again, from the other instance; nobody else.
    expect(holder?.userId).toBe('u1');
    expect(fulfilled(tries).length).toBeLessThanOrEqual(2);
  });

  it('S13: a consent state is used once', async () => {
    const stores = await openTwo();
    const attempt = anAttempt();
    await stores[0].consent.addAttempt(attempt);
    const found = await atOnce(stores, ({ consent }) => consent.consumeAttempt(attempt.stateHash, AT));
    expect(fulfilled(found).filter((one) => one !== null)).toHaveLength(1);
  });

  it('REL-2: no write of a setting is lost, and a version is taken once', async () => {
    const stores = await openTwo();
    const save = ({ settings }: Store, expectedVersion: number | null): Promise<void> =>
      settings.saveSetting(
        { deskId: DESK_A, key: 'k', value: 1, at: AT },
        { expectedVersion, audit: anAudit() },
      );
    expect(fulfilled(await atOnce(stores, (store) => save(store, null)))).toHaveLength(20);
    expect((await stores[1].settings.readSettings(DESK_A))[0]?.version).toBe(20);
    expect(fulfilled(await atOnce(stores, (store) => save(store, 20)))).toHaveLength(1);
  });
});
