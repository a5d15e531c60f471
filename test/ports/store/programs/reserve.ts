import { openDatabase } from '#adapters/store/database.ts';
import { createDispatchStore } from '#adapters/store/dispatch-store.ts';
import { silentLogger } from '#kernel/logger.ts';
import { aDecision, anAssignment, dispatchAudit, reserve, SLOT } from '../dispatch-builders.ts';
import { freezeAfter } from './freeze.ts';

/** Reserves a ticket and stands still after statement number N of it; says `done` when it has fewer. */
const [url = '', at = ''] = process.argv.slice(2);
const database = await openDatabase({ url, logger: silentLogger, onStatement: freezeAfter(Number(at)) });
const decision = aDecision();
const assignment = anAssignment({ decisionId: decision.decisionId });
await reserve(createDispatchStore(database), {
  decision,
  assignment,
  leaseUntil: SLOT.end,
  audit: [dispatchAudit()],
});
await database.close();
console.log('done');
