import type { DispatchStore } from '#core/dispatch/ports.ts';
import { addMilliseconds, DAY } from '#kernel/interval.ts';
import { createAssignmentStore } from './assignment-store.ts';
import { toMoment } from './columns.ts';
import type { Database } from './database.ts';
import { createDecisionStore } from './decision-store.ts';
import { createPruneDecisions } from './dispatch-prune.ts';
import { createReserve } from './dispatch-reserve.ts';
import { createHoldStore } from './hold-store.ts';

/** No PSA repeats an event for longer. */
const EVENTS_KEPT_DAYS = 7;

/** Decisions, assignments and holds. */
export function createDispatchStore(database: Database): DispatchStore {
  return {
    reserve: createReserve(database),
    ...createAssignmentStore(database),
    ...createDecisionStore(database),
    ...createHoldStore(database),
    pruneDecisions: createPruneDecisions(database),

    async isHookKnown(deskId, eventId) {
      const row = await database.query
        .selectFrom('psa_hook_event')
        .select('event_id')
        .where('desk_id', '=', deskId)
        .where('event_id', '=', eventId)
        .executeTakeFirst();
      return row !== undefined;
    },

    async rememberHook(deskId, eventId, at) {
      const { query } = database;
      const added = await query
        .insertInto('psa_hook_event')
        .values({ desk_id: deskId, event_id: eventId, received_at: toMoment(at) })
        .onConflict((conflict) => conflict.columns(['desk_id', 'event_id']).doNothing())
        .executeTakeFirst();
      if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
      await query
        .deleteFrom('psa_hook_event')
        .where('desk_id', '=', deskId)
        .where('received_at', '<', toMoment(addMilliseconds(at, -EVENTS_KEPT_DAYS * DAY)))
        .execute();
      return true;
    },
  };
}
