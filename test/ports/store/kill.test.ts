import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Store } from '#adapters/store/open-store.ts';
import { testDatabases } from '../../support/database.ts';
import { applied, DESK_A, previewRun, runAudit, step } from './builders.ts';
import { type Program, startProgram } from './programs.ts';

/** Three statements' worth, so that a kill can fall between them. */
const COUNT = 1001;
const steps = Array.from({ length: COUNT }, (_, index) => step(`t${index}`, null, `u${index}`));

describe.each(await testDatabases())('kill -9 on $engine', (database) => {
  it('REL-2, MAP-7: killed after any statement of an apply, all of it stands or none', async () => {
    const seen: string[] = [];
    // The first statements only take locks: every second of them is enough.
    for (let statement = 1; ; statement += statement < 7 ? 2 : 1) {
      const url = await database.newUrl();
      const before = await database.openStore({ url });
      const run = await previewRun(before.mapping, steps);
      await before.close();

      const program = startProgram('apply', url, run.runId, String(COUNT), String(statement));
      const line = await program.nextLine();
      await program.kill();
      if (line === 'done') break;
      seen.push(line);

      const store = await database.openStore({ url });
      const isCommitted = line === 'at commit';
      expect([line, await whatStands(store, run.runId)]).toEqual([
        line,
        isCommitted
          ? { mappings: COUNT, state: 'complete', written: COUNT, entries: 1 }
          : { mappings: 0, state: 'preview', written: 0, entries: 0 },
      ]);
      const again = await store.mapping.applyRun(applied(run), steps, runAudit(run, 'applied'));
      expect(again === null).toBe(isCommitted);
      expect(await whatStands(store, run.runId)).toMatchObject({ mappings: COUNT, entries: 1 });
      await store.close();
    }
    expect(seen.length).toBeGreaterThanOrEqual(10);
    expect(seen.at(-1)).toBe('at commit');
    expect(seen.filter((line) => line.includes('insert into "technician_mapping"')).length).toBe(3);
  }, 240_000);

  it('REL-2: killed at any moment, nothing acknowledged is lost and nothing is half done', async () => {
    for (const milliseconds of [10, 60, 140, 270, 450]) {
      const url = await database.newUrl();
      await (await database.openStore({ url })).close();
      const program = startProgram('apply-and-undo', url, String(COUNT));
      const told = [await program.nextLine()];
      const reading = readAll(program, told);
      await pause(milliseconds);
      await program.kill();
      await reading;

      const store = await database.openStore({ url });
      const [word, runId = ''] = told.at(-1)?.split(' ') ?? [];
      const state = (await store.mapping.readRun(DESK_A, runId))?.run.state;
      expect(word === 'undone' ? ['undone'] : ['complete', 'undone']).toContain(state);
      const complete = (await store.mapping.listRuns(DESK_A, 500)).filter((run) => run.state === 'complete');
      expect(complete.length).toBeLessThanOrEqual(1);
      expect(await store.mapping.listMappings(DESK_A)).toHaveLength(complete.length * COUNT);
      await store.close();
    }
  }, 240_000);
});

/** Reads until the program is gone. */
async function readAll(program: Program, lines: string[]): Promise<void> {
  try {
    for (;;) lines.push(await program.nextLine());
  } catch {
    // It was killed: that was its last line.
  }
}

async function whatStands(store: Store, runId: string): Promise<Record<string, unknown>> {
  const found = await store.mapping.readRun(DESK_A, runId);
  return {
    mappings: (await store.mapping.listMappings(DESK_A)).length,
    state: found?.run.state,
    written: found?.rows.filter((row) => row.outcome === 'written').length,
    entries: (await store.audit.listAudit(DESK_A, { limit: 9, before: null })).length,
  };
}
