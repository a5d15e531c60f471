import type { Override, OverrideSource } from '#core/availability/ports.ts';
import { newId } from '#kernel/ids.ts';
import { DAY } from '#kernel/interval.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import { fromMoment, toMoment } from './columns.ts';
import type { Database } from './database.ts';
import type { OverrideTable } from './tables.ts';

export interface OverrideStore extends OverrideSource {
  /** Writes a technician's newest word. It replaces every earlier one of this technician that touches its time. */
  saveOverride(deskId: DeskId, override: Override): Promise<void>;
  /** Ends what the technician says at `at`. `false` when there was nothing to end. */
  endOverride(deskId: DeskId, technicianId: TechnicianId, at: Date): Promise<boolean>;
}

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

    async saveOverride(deskId, override) {
      const [startsAt, endsAt] = [toMoment(override.from), toMoment(override.until)];
      await query.transaction().execute(async (tx) => {
        const desk = tx.deleteFrom('technician_override').where('desk_id', '=', deskId);
        await desk
          .where('technician_id', '=', override.technicianId)
          .where('ends_at', '>', startsAt)
          .where('starts_at', '<', endsAt)
          .execute();
        // Nobody asks about the day before; what has ended is not kept.
        await desk.where('ends_at', '<', startsAt - DAY).execute();
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
      return ended.numUpdatedRows > 0n;
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
