import type { PsaConnection, PsaConnectionStore } from '#core/settings/ports.ts';
import type { Transaction } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { addAudit } from './audit-store.ts';
import { fromJson, fromMoment, toJson, toMoment, toMomentOrNull } from './columns.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';
import type { SealedPlace, Vault } from './vault.ts';

/** The secrets are sealed for the desk's own row. `readPsaConnection` throws `store_down` when they do not open. */
export function createPsaConnectionStore(database: Database, vault: Vault): PsaConnectionStore {
  const { query } = database;
  return {
    async readPsaConnection(deskId) {
      const row = await query
        .selectFrom('psa_connection')
        .selectAll()
        .where('desk_id', '=', deskId)
        .executeTakeFirst();
      if (!row) return null;
      return {
        deskId: row.desk_id,
        kind: row.kind,
        settings: fromJson(row.settings),
        secrets: fromJson<PsaConnection['secrets']>(vault.open(placeOf(deskId), row.sealed)),
        connectedAt: fromMoment(row.connected_at),
        connectedBy: row.connected_by,
      };
    },

    async savePsaConnection(connection, { expected, audit }) {
      const { deskId } = connection;
      const changed = {
        kind: connection.kind,
        settings: toJson(connection.settings),
        sealed: vault.seal(placeOf(deskId), toJson(connection.secrets)),
        key_id: vault.activeKeyId,
        connected_at: toMoment(connection.connectedAt),
        connected_by: connection.connectedBy,
      };
      await query.transaction().execute(async (tx) => {
        await database.lockDesk(tx, deskId);
        await assertStands(tx, deskId, expected);
        await tx
          .insertInto('psa_connection')
          .values({ desk_id: deskId, ...changed })
          .onConflict((conflict) => conflict.column('desk_id').doUpdateSet(changed))
          .execute();
        await addAudit(tx, audit);
      });
    },

    async removePsaConnection(deskId, { expected, audit }) {
      return query.transaction().execute(async (tx) => {
        await database.lockDesk(tx, deskId);
        await assertStands(tx, deskId, expected);
        const removed = await tx
          .deleteFrom('psa_connection')
          .where('desk_id', '=', deskId)
          .executeTakeFirst();
        if (removed.numDeletedRows === 0n) return false;
        await addAudit(tx, audit);
        return true;
      });
    },
  };
}

async function assertStands(
  tx: Transaction<Tables>,
  deskId: DeskId,
  expected: Date | null | undefined,
): Promise<void> {
  if (expected === undefined) return;
  const row = await tx
    .selectFrom('psa_connection')
    .select('connected_at')
    .where('desk_id', '=', deskId)
    .executeTakeFirst();
  if ((row?.connected_at ?? null) === toMomentOrNull(expected)) return;
  throw new AppError('conflict', 'somebody else changed the PSA connection meanwhile', {
    remedy: 'Look at the connection again, then repeat what is still wanted.',
  });
}

/** Start-up check: every key that sealed a stored record must be in the ring. Throws `store_down` with the names of the missing ones.
 *  Records of older keys are then wrapped by the active one, so that an old key can leave the ring after one good start. */
export async function adoptKeyRing({ query }: Database, vault: Vault): Promise<void> {
  const rows = await query
    .selectFrom('psa_connection')
    .select(['desk_id', 'sealed', 'key_id'])
    .where('key_id', '!=', vault.activeKeyId)
    .execute();
  assertHasKeys(
    vault,
    rows.map((row) => row.key_id),
  );
  for (const row of rows) {
    const sealed = vault.rewrap(placeOf(row.desk_id), row.sealed);
    await query
      .updateTable('psa_connection')
      .set({ sealed, key_id: vault.activeKeyId })
      .where('desk_id', '=', row.desk_id)
      // Somebody who saved new secrets meanwhile is not overwritten.
      .where('sealed', '=', row.sealed)
      .execute();
  }
}

function assertHasKeys(vault: Vault, keyIds: readonly string[]): void {
  const missing = [...new Set(keyIds)].filter((keyId) => !vault.hasKey(keyId)).toSorted();
  if (missing.length === 0) return;
  throw new AppError('store_down', `the key ring lacks keys in use: ${missing.join(', ')}`, {
    details: { missing },
    remedy: 'Add them to ENCRYPTION_KEYS, after the active key.',
  });
}

function placeOf(deskId: string): SealedPlace {
  return { purpose: 'psa_connection', rowId: deskId };
}
