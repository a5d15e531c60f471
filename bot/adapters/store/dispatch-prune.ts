import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { DispatchStore } from '#core/dispatch/ports.ts';
import { toMoment } from './columns.ts';
import type { Database } from './database.ts';

/** A decision about 5,000 technicians is a megabyte: more at a time would keep everybody else waiting. */
const DECISIONS_AT_A_TIME = 20;

/** Decisions whose ticket still waits, or whose assignment is on its way, stay whatever their age. */
export function createPruneDecisions({ query }: Database): DispatchStore['pruneDecisions'] {
  async function pruneSome(before: number): Promise<number> {
    const old = query
      .selectFrom('decision')
      .select(['decision.desk_id', 'decision.decision_id'])
      .where('decision.decided_at', '<', before)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('assignment_outbox as led')
              .select('led.assignment_id')
              .whereRef('led.desk_id', '=', 'decision.desk_id')
              .whereRef('led.decision_id', '=', 'decision.decision_id')
              .where('led.state', '=', sql.lit('pending' as const)),
          ),
        ),
      )
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('held_ticket as held')
              .select('held.hold_id')
              .whereRef('held.desk_id', '=', 'decision.desk_id')
              .whereRef('held.decision_id', '=', 'decision.decision_id')
              .where('held.ended_at', 'is', null),
          ),
        ),
      )
      .orderBy('decision.decided_at')
      .limit(DECISIONS_AT_A_TIME);
    const { numDeletedRows } = await query
      .deleteFrom('decision')
      .where((eb) => eb(eb.refTuple('desk_id', 'decision_id'), 'in', old.$asTuple('desk_id', 'decision_id')))
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  return async (olderThan) => {
    const before = toMoment(olderThan);
    let pruned = 0;
    for (;;) {
      const gone = await pruneSome(before);
      pruned += gone;
      if (gone === 0) break;
      await nextTurn();
    }
    await query
      .deleteFrom('assignment_outbox')
      .where('settled_at', '<', before)
      .where('state', '!=', 'pending')
      .execute();
    await query.deleteFrom('held_ticket').where('ended_at', '<', before).execute();
    return pruned;
  };
}
