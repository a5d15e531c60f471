import type { Kysely } from 'kysely';
import type { AuditStore } from '#core/access/ports.ts';
import type { AuditEntry } from '#kernel/audit.ts';
import { newId } from '#kernel/ids.ts';
import { fromJson, fromMoment, toJson, toMoment } from './columns.ts';
import type { Database } from './database.ts';
import type { AuditTable, Tables } from './tables.ts';

export function createAuditStore({ query }: Database): AuditStore {
  return {
    async listAudit(deskId, { limit, before, subject = null }) {
      let page = query.selectFrom('audit_entry').selectAll().where('desk_id', '=', deskId);
      if (before !== null) page = page.where('entry_id', '<', before);
      if (subject !== null) page = page.where('subject', '=', subject);
      // Ids sort by the time at which they were made, also within a millisecond.
      const rows = await page.orderBy('entry_id', 'desc').limit(limit).execute();
      return rows.map(toEntry);
    },
  };
}

/** Writes the entry in the transaction of the change that it tells of. */
export async function addAudit(tx: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  await addAudits(tx, [entry]);
}

/** The same for several, in their order. */
export async function addAudits(tx: Kysely<Tables>, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.insertInto('audit_entry').values(entries.map(toRow)).execute();
}

function toRow(entry: AuditEntry): AuditTable {
  return {
    desk_id: entry.deskId,
    entry_id: newId(),
    at: toMoment(entry.at),
    actor: toJson(entry.actor),
    subject: entry.subject,
    subject_id: entry.subjectId,
    action: entry.action,
    before: toJson(entry.before),
    after: toJson(entry.after),
  };
}

function toEntry(row: AuditTable): AuditEntry & { readonly entryId: string } {
  return {
    entryId: row.entry_id,
    deskId: row.desk_id,
    at: fromMoment(row.at),
    actor: fromJson(row.actor),
    subject: row.subject,
    subjectId: row.subject_id,
    action: row.action,
    before: fromJson(row.before),
    after: fromJson(row.after),
  };
}
