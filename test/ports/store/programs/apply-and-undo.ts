import { writeSync } from 'node:fs';
import { openDatabase } from '#adapters/store/database.ts';
import { createMappingStore } from '#adapters/store/mapping-store.ts';
import { silentLogger } from '#kernel/logger.ts';
import { applySteps, DESK_A, runAudit, step } from '../builders.ts';

/** Applies and undoes runs of COUNT technicians until it is killed; says what it was told is done. */
const [url = '', count = ''] = process.argv.slice(2);
const database = await openDatabase({ url, logger: silentLogger });
const mapping = createMappingStore(database);
const steps = Array.from({ length: Number(count) }, (_, index) => step(`t${index}`, null, `u${index}`));
for (;;) {
  const run = await applySteps(mapping, steps);
  writeSync(1, `applied ${run.runId}\n`);
  await mapping.undoRun(DESK_A, run.runId, new Date(), runAudit(run, 'undone'));
  writeSync(1, `undone ${run.runId}\n`);
}
