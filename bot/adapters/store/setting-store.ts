import type { Transaction } from 'kysely';
import type { Setting, SettingStore } from '#core/settings/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { addAudit } from './audit-store.ts';
import { fromJson, fromMoment, toJson, toMoment } from './columns.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** `readSettings` is sorted by key. Removing what is not there writes nothing, no audit entry either. */
export function createSettingStore({ query }: Database): SettingStore {
  return {
    async readSettings(deskId) {
      const rows = await query.selectFrom('setting').selectAll().where('desk_id', '=', deskId).execute();
      return rows
        .map(
          (row): Setting => ({
            deskId: row.desk_id,
            key: row.key,
            value: fromJson(row.value),
            version: row.version,
            updatedAt: fromMoment(row.updated_at),
          }),
        )
        .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    },

    async desksWith(key) {
      const rows = await query.selectFrom('setting').select('desk_id').where('key', '=', key).execute();
      return rows.map((row) => row.desk_id).toSorted();
    },

    async saveSetting({ deskId, key, value, at }, { expectedVersion, audit }) {
      const place = { deskId, key, expectedVersion };
      await query.transaction().execute(async (tx) => {
        const isWritten = await (value === null
          ? remove(tx, place)
          : write(tx, place, { value: toJson(value), updated_at: toMoment(at) }));
        if (isWritten) return addAudit(tx, audit);
        const version = await storedVersion(tx, place);
        if (value === null && version === 0 && (expectedVersion ?? 0) === 0) return undefined;
        throw new AppError('conflict', `setting ${key} is at version ${version}, not ${expectedVersion}`, {
          details: { key, version, expectedVersion, changedBy: await lastChangedBy(tx, place) },
          remedy: 'Read the settings again and repeat the change.',
        });
      });
    },
  };
}

interface Place {
  readonly deskId: DeskId;
  readonly key: string;
  readonly expectedVersion: number | null;
}

async function write(
  tx: Transaction<Tables>,
  { deskId, key, expectedVersion }: Place,
  content: { readonly value: string; readonly updated_at: number },
): Promise<boolean> {
  if (expectedVersion !== null && expectedVersion > 0) {
    const updated = await tx
      .updateTable('setting')
      .set({ ...content, version: expectedVersion + 1 })
      .where('desk_id', '=', deskId)
      .where('key', '=', key)
      .where('version', '=', expectedVersion)
      .executeTakeFirst();
    return updated.numUpdatedRows > 0n;
  }
  const inserted = await tx
    .insertInto('setting')
    .values({ desk_id: deskId, key, version: 1, ...content })
    .onConflict((conflict) => {
      const there = conflict.columns(['desk_id', 'key']);
      return expectedVersion === 0
        ? there.doNothing()
        : there.doUpdateSet((eb) => ({ ...content, version: eb('setting.version', '+', 1) }));
    })
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function remove(tx: Transaction<Tables>, { deskId, key, expectedVersion }: Place): Promise<boolean> {
  let rows = tx.deleteFrom('setting').where('desk_id', '=', deskId).where('key', '=', key);
  if (expectedVersion !== null) rows = rows.where('version', '=', expectedVersion);
  const removed = await rows.executeTakeFirst();
  return removed.numDeletedRows > 0n;
}

/** 0 when there is no such setting. */
async function storedVersion(tx: Transaction<Tables>, { deskId, key }: Place): Promise<number> {
  const row = await tx
    .selectFrom('setting')
    .select('version')
    .where('desk_id', '=', deskId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.version ?? 0;
}

/** Who wrote the setting last, by name, so that a second admin knows whom to ask; `null`: nobody is known. */
async function lastChangedBy(tx: Transaction<Tables>, { deskId, key }: Place): Promise<string | null> {
  const entry = await tx
    .selectFrom('audit_entry')
    .select('actor')
    .where('desk_id', '=', deskId)
    .where('subject', '=', 'setting')
    .where('subject_id', '=', key)
    .orderBy('entry_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return entry ? fromJson(entry.actor).name : null;
}
