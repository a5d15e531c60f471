import type { Kysely } from 'kysely';
import type { ApiKey, KeyStore } from '#core/access/ports.ts';
import { MINUTE } from '#kernel/interval.ts';
import { addAudit } from './audit-store.ts';
import { fromJson, fromMoment, fromMomentOrNull, toJson, toMoment, toMomentOrNull } from './columns.ts';
import type { Database } from './database.ts';
import { toStoreError } from './store-errors.ts';
import type { KeyTable, Tables } from './tables.ts';

/** `listKeys` is sorted by when the keys were made, revoked ones included. */
export function createKeyStore({ query }: Database): KeyStore {
  return {
    async addKey(key, secretHash, audit) {
      await query.transaction().execute(async (tx) => {
        await tx.insertInto('api_key').values(toRow(key, secretHash)).execute();
        await addAudit(tx, audit);
      });
    },

    async findKey(keyId) {
      const row = await query
        .selectFrom('api_key')
        .selectAll()
        .where('key_id', '=', keyId)
        .executeTakeFirst();
      return row ? { key: toKey(row), secretHash: row.secret_hash } : null;
    },

    async listKeys(deskId) {
      const rows = await query
        .selectFrom('api_key')
        .selectAll()
        .where('desk_id', '=', deskId)
        .orderBy('created_at')
        .orderBy('key_id')
        .execute();
      return rows.map(toKey);
    },

    async revokeKey(deskId, keyId, at, audit) {
      return query.transaction().execute(async (tx) => {
        const revoked = await tx
          .updateTable('api_key')
          .set({ revoked_at: toMoment(at) })
          .where('desk_id', '=', deskId)
          .where('key_id', '=', keyId)
          .where('revoked_at', 'is', null)
          .executeTakeFirst();
        if (revoked.numUpdatedRows === 0n) return false;
        await addAudit(tx, audit);
        return true;
      });
    },

    async touchKey(keyId, at) {
      try {
        await noteUse(query, keyId, at);
      } catch (error) {
        // A request goes on without the note; a database that is really away fails it in words of its own.
        if (toStoreError(error, 'touchKey').code !== 'store_down') throw error;
      }
    },
  };
}

async function noteUse(query: Kysely<Tables>, keyId: string, at: Date): Promise<void> {
  await query
    .updateTable('api_key')
    .set({ last_used_at: toMoment(at) })
    .where('key_id', '=', keyId)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', toMoment(at) - MINUTE)]))
    .execute();
}

function toKey(row: KeyTable): ApiKey {
  return {
    keyId: row.key_id,
    deskId: row.desk_id,
    name: row.name,
    scopes: fromJson(row.scopes),
    createdAt: fromMoment(row.created_at),
    lastUsedAt: fromMomentOrNull(row.last_used_at),
    revokedAt: fromMomentOrNull(row.revoked_at),
  };
}

function toRow(key: ApiKey, secretHash: string): KeyTable {
  return {
    desk_id: key.deskId,
    key_id: key.keyId,
    name: key.name,
    scopes: toJson(key.scopes),
    secret_hash: secretHash,
    created_at: toMoment(key.createdAt),
    last_used_at: toMomentOrNull(key.lastUsedAt),
    revoked_at: toMomentOrNull(key.revokedAt),
  };
}
