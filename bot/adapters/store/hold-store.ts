import type { ExpressionBuilder, SqlBool, Expression } from 'kysely';
import type { DispatchStore, Hold } from '#core/dispatch/ports.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { addAudit } from './audit-store.ts';
import { toMoment } from './columns.ts';
import type { Database } from './database.ts';
import type { HoldTable } from './dispatch-tables.ts';
import { toHold } from './hold-rows.ts';
import type { Tables } from './tables.ts';

type HoldStore = Pick<
  DispatchStore,
  'listHolds' | 'readHold' | 'newestHold' | 'claimDueHolds' | 'escalateHolds' | 'endHold'
>;

/** Many escalate at once only after a long stop; those that are left come with the next call. */
const MOST_ESCALATED = 200;

/** Tickets that wait. */
export function createHoldStore(database: Database): HoldStore {
  const { query } = database;
  return {
    async listHolds(deskId) {
      const rows = await query
        .selectFrom('held_ticket')
        .selectAll()
        .where('desk_id', '=', deskId)
        .where('ended_at', 'is', null)
        .orderBy((eb) => eb.case().when('escalated_at', 'is', null).then(1).else(0).end())
        .orderBy('next_try_at')
        .orderBy('hold_id')
        .execute();
      return rows.map(toHold);
    },

    async readHold(deskId, holdId) {
      const row = await query
        .selectFrom('held_ticket')
        .selectAll()
        .where('desk_id', '=', deskId)
        .where('hold_id', '=', holdId)
        .executeTakeFirst();
      return row ? toHold(row) : null;
    },

    async newestHold(deskId, ticketId) {
      const row = await query
        .selectFrom('held_ticket')
        .selectAll()
        .where('desk_id', '=', deskId)
        .where('ticket_id', '=', ticketId)
        .orderBy('held_at', 'desc')
        .orderBy('hold_id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? toHold(row) : null;
    },

    async claimDueHolds(now, until, limit) {
      const change = { next_try_at: toMoment(until) };
      const rows = await claim(database, { change, by: 'next_try_at', limit }, (eb) =>
        eb.and([eb('ended_at', 'is', null), eb('next_try_at', '<=', toMoment(now))]),
      );
      return rows.map(ofDesk);
    },

    async escalateHolds(now) {
      const change = { escalated_at: toMoment(now) };
      const rows = await claim(database, { change, by: 'escalate_at', limit: MOST_ESCALATED }, (eb) =>
        eb.and([
          eb('ended_at', 'is', null),
          eb('escalated_at', 'is', null),
          eb('escalate_at', '<=', toMoment(now)),
        ]),
      );
      return rows.map(ofDesk);
    },

    async endHold(deskId, holdId, { at, because }, audit) {
      return query.transaction().execute(async (tx) => {
        const ended = await tx
          .updateTable('held_ticket')
          .set({ ended_at: toMoment(at), ended_because: because })
          .where('desk_id', '=', deskId)
          .where('hold_id', '=', holdId)
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (ended.numUpdatedRows === 0n) return false;
        if (audit) await addAudit(tx, audit);
        return true;
      });
    },
  };
}

/** Changes the rows that fit, those first that have waited longest, and answers them; of several processes one gets each row. */
async function claim(
  { engine, query }: Database,
  what: {
    readonly change: Partial<Pick<HoldTable, 'next_try_at' | 'escalated_at'>>;
    readonly by: 'next_try_at' | 'escalate_at';
    readonly limit: number;
  },
  fits: (eb: ExpressionBuilder<Tables, 'held_ticket'>) => Expression<SqlBool>,
): Promise<readonly HoldTable[]> {
  const found = query
    .selectFrom('held_ticket')
    .select(['desk_id', 'hold_id'])
    .where(fits)
    .orderBy(what.by)
    .limit(what.limit);
  // SQLite has one writer at a time; in PostgreSQL whoever comes second takes other rows instead of waiting for these.
  const mine = engine === 'postgres' ? found.forUpdate().skipLocked() : found;
  const rows = await query
    .updateTable('held_ticket')
    .set(what.change)
    .where((eb) => eb(eb.refTuple('desk_id', 'hold_id'), 'in', mine.$asTuple('desk_id', 'hold_id')))
    .where(fits)
    .returningAll()
    .execute();
  return rows.toSorted((a, b) => a.held_at - b.held_at || (a.hold_id < b.hold_id ? -1 : 1));
}

function ofDesk(row: HoldTable): Hold & { readonly deskId: DeskId } {
  return { ...toHold(row), deskId: row.desk_id };
}
