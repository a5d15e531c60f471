import type { Kysely, Transaction } from 'kysely';
import type { RosterEntry, RosterStore } from '#core/settings/ports.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import { addAudit } from './audit-store.ts';
import { fromJson, fromMoment, toFlag, toJson, toMoment } from './columns.ts';
import type { Database } from './database.ts';
import { inChunks } from './mapping-rows.ts';
import type { RosterTable, Tables } from './tables.ts';

/** The desk's own list of technicians. */
export function createRosterStore(database: Database): RosterStore {
  return {
    listRoster: (deskId) => readRoster(database.query, deskId),

    async changeRoster(deskId, decide) {
      return database.query.transaction().execute(async (tx) => {
        await database.lockDesk(tx, deskId);
        const change = decide(await readRoster(tx, deskId));
        // Removed first: whoever takes over an address of somebody who left is no clash.
        await removeRows(tx, deskId, change.remove);
        await writeRows(tx, deskId, change.write);
        for (const entry of change.audit) await addAudit(tx, entry);
        return change.result;
      });
    },
  };
}

async function readRoster(query: Kysely<Tables>, deskId: DeskId): Promise<readonly RosterEntry[]> {
  const rows = await query
    .selectFrom('roster_technician')
    .selectAll()
    .where('desk_id', '=', deskId)
    .orderBy('technician_id')
    .execute();
  return rows.map(toEntry);
}

async function removeRows(
  tx: Transaction<Tables>,
  deskId: DeskId,
  gone: readonly TechnicianId[],
): Promise<void> {
  for await (const some of inChunks(gone)) {
    await tx
      .deleteFrom('roster_technician')
      .where('desk_id', '=', deskId)
      .where('technician_id', 'in', some)
      .execute();
  }
}

async function writeRows(
  tx: Transaction<Tables>,
  deskId: DeskId,
  entries: readonly RosterEntry[],
): Promise<void> {
  for await (const some of inChunks(entries)) {
    await tx
      .insertInto('roster_technician')
      .values(some.map((entry) => toRow(deskId, entry)))
      .onConflict((conflict) =>
        conflict.columns(['desk_id', 'technician_id']).doUpdateSet((eb) => ({
          name: eb.ref('excluded.name'),
          email: eb.ref('excluded.email'),
          other_emails: eb.ref('excluded.other_emails'),
          is_active: eb.ref('excluded.is_active'),
          skills: eb.ref('excluded.skills'),
          external_id: eb.ref('excluded.external_id'),
          version: eb.ref('excluded.version'),
          updated_at: eb.ref('excluded.updated_at'),
        })),
      )
      .execute();
  }
}

function toRow(deskId: DeskId, entry: RosterEntry): RosterTable {
  return {
    desk_id: deskId,
    technician_id: entry.technicianId,
    name: entry.name,
    email: entry.email,
    other_emails: toJson(entry.otherEmails),
    is_active: toFlag(entry.active),
    skills: toJson(entry.skills),
    external_id: entry.externalId,
    version: entry.version,
    updated_at: toMoment(entry.updatedAt),
  };
}

function toEntry(row: RosterTable): RosterEntry {
  return {
    technicianId: row.technician_id,
    name: row.name,
    email: row.email,
    otherEmails: fromJson(row.other_emails),
    active: row.is_active === 1,
    skills: fromJson(row.skills),
    externalId: row.external_id,
    version: row.version,
    updatedAt: fromMoment(row.updated_at),
  };
}
