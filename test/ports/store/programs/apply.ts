import { openDatabase } from '#adapters/store/database.ts';
import { createMappingStore } from '#adapters/store/mapping-store.ts';
import { silentLogger } from '#kernel/logger.ts';
import { applied, DESK_A, runAudit, step } from '../builders.ts';
import { freezeAfter } from './freeze.ts';

/** Applies a previewed run of COUNT technicians and stands still after statement number N of it; says `done` when it has fewer. */
const [url = '', runId = '', count = '', at = ''] = process.argv.slice(2);
let onStatement: (sql: string) => void = () => {};
const database = await openDatabase({ url, logger: silentLogger, onStatement: (sql) => onStatement(sql) });
const mapping = createMappingStore(database);
const found = await mapping.readRun(DESK_A, runId);
if (!found) throw new Error(`no run ${runId}`);
const steps = Array.from({ length: Number(count) }, (_, index) => step(`t${index}`, null, `u${index}`));
onStatement = freezeAfter(Number(at));
await mapping.applyRun(applied(found.run), steps, runAudit(found.run, 'applied'));
onStatement = () => {};
await database.close();
console.log('done');
