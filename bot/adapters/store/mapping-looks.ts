import { sql } from 'kysely';
import type { MappingStore } from '#core/mapping/ports.ts';
import { fromJson, fromMoment } from './columns.ts';
import type { Database } from './database.ts';

/** How far back the audit trail is searched for one technician: its key does not know subjects, and it may be years long. */
const ENTRIES_SEARCHED = 1000;

/** Small reads for whoever looks at one technician, or asks whether anything changed at all. */
export function createMappingLooks({
  query,
}: Database): Pick<MappingStore, 'markOfMappings' | 'readRunRow' | 'lastChangeByHand'> {
  return {
    async markOfMappings(deskId) {
      const rows = await query
        .selectFrom('technician_mapping')
        .select(({ fn }) => [
          fn.countAll<number | string>().as('count'),
          // As text: thousands of milliseconds since 1970 outgrow a number.
          sql<string | null>`cast(sum(updated_at) as text)`.as('moments'),
        ])
        .where('desk_id', '=', deskId)
        .executeTakeFirst();
      const last = await query
        .selectFrom('audit_entry')
        .select('entry_id')
        .where('desk_id', '=', deskId)
        .orderBy('entry_id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return `${rows?.count ?? 0} ${rows?.moments ?? 0} ${last?.entry_id ?? ''}`;
    },

    async readRunRow(deskId, runId, technicianId) {
      const row = await query
        .selectFrom('mapping_run_row')
        .select(['review', 'outcome'])
        .where('desk_id', '=', deskId)
        .where('run_id', '=', runId)
        .where('technician_id', '=', technicianId)
        .executeTakeFirst();
      return row ? { ...fromJson(row.review), outcome: row.outcome } : null;
    },

    async lastChangeByHand(deskId, technicianId) {
      const row = await query
        .selectFrom((eb) =>
          eb
            .selectFrom('audit_entry')
            .select(['entry_id', 'at', 'actor', 'subject', 'subject_id', 'action'])
            .where('desk_id', '=', deskId)
            .orderBy('entry_id', 'desc')
            .limit(ENTRIES_SEARCHED)
            .as('recent'),
        )
        .select(['at', 'actor', 'action'])
        .where('subject', '=', 'mapping')
        .where('subject_id', '=', technicianId)
        .orderBy('entry_id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? { at: fromMoment(row.at), by: fromJson(row.actor).name, action: row.action } : null;
    },
  };
}
