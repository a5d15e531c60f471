import type { MappingStore } from '#core/mapping/ports.ts';
import type { Database } from './database.ts';
import { createApplyRun } from './mapping-apply.ts';
import { createMappingLooks } from './mapping-looks.ts';
import { createPruneRuns } from './mapping-prune.ts';
import { createMappingRows } from './mapping-rows.ts';
import { createMappingRuns } from './mapping-runs.ts';
import { createUndoRun } from './mapping-undo.ts';

/** Mappings and the runs that make them. Writers of one desk take turns; desks do not wait for each other on PostgreSQL. */
export function createMappingStore(database: Database): MappingStore {
  return {
    ...createMappingRows(database),
    ...createMappingLooks(database),
    ...createMappingRuns(database),
    applyRun: createApplyRun(database),
    undoRun: createUndoRun(database),
    pruneRuns: createPruneRuns(database),
  };
}
