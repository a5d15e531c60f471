import type { Override, OverrideStore } from '#core/availability/ports.ts';
import { newId } from '#kernel/ids.ts';
import { DAY } from '#kernel/interval.ts';
import { fromMoment, toMoment } from './columns.ts';
import type { Database } from './database.ts';
import type { OverrideTable } from './tables.ts';

/** `readOverrides` is sorted by start. */
export function createOverrideStore({ query }: Database): OverrideStore {
  return {
    async readOverrides(deskId, window) {
      const rows = await query
        .selectFrom('technician_override')
        .selectAll()
        .where('desk_id', '=', deskId)
        .where('ends_at', '>', toMoment(window.start))
        .where('starts_at', '<', toMoment(window.end))
        .orderBy('starts_at')
        .orderBy('override_id')
        .execute();
      return rows.map(toOverride);
    },

    async saveOverride(deskId, override, now) {
      const [startsAt, endsAt] = [toMoment(override.from), toMoment(override.until)];
      await query.transaction().execute(async (tx) => {
        const desk = tx.deleteFrom('technician_override').where('desk_id', '=', deskId);
        await desk
          .where('technician_id', '=', override.technicianId)
          .where('ends_at', '>', startsAt)
          .where('starts_at', '<', endsAt)
          .execute();
        // Nobody asks about the day before; what has ended is not kept.
        await desk.where('ends_at', '<', toMoment(now) - DAY).execute();
        await tx
          .insertInto('technician_override')
          .values({
            desk_id: deskId,
            override_id: newId(),
            technician_id: override.technicianId,
            says: override.says,
            starts_at: startsAt,
            ends_at: endsAt,
          })
          .execute();
      });
    },

    async endOverride(deskId, technicianId, at) {
      const ended = await query
        .updateTable('technician_override')
        .set({ ends_at: toMoment(at) })
        .where('desk_id', '=', deskId)
        .where('technician_id', '=', technicianId)
        .where('starts_at', '<=', toMoment(at))
        .where('ends_at', '>', toMoment(at))
        .executeTakeFirst();
      if (ended.numUpdatedRows > 0n) return true;
      const takenBack = await query
        .deleteFrom('technician_override')
        .where('desk_id', '=', deskId)
        .where('technician_id', '=', technicianId)
        .where('starts_at', '>', toMoment(at))
        .executeTakeFirst();
      return takenBack.numDeletedRows > 0n;
    },
  };
}

function toOverride(row: OverrideTable): Override {
  return {
    technicianId: row.technician_id,
    says: row.says,
    from: fromMoment(row.starts_at),
    until: fromMoment(row.ends_at),
  };
}
