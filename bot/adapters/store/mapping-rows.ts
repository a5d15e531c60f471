import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { Mapping, MappingAsRead, MappingChange, MappingStore } from '#core/mapping/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId, TechnicianId, UserId } from '#kernel/vocabulary.ts';
import { addAudit } from './audit-store.ts';
import { fromMoment, toFlag, toMoment } from './columns.ts';
import type { Database } from './database.ts';
import type { Holdings } from './one-user-each.ts';
import type { MappingTable, Tables } from './tables.ts';

/** Rows per statement: far below what either engine takes as values of one statement (32,766 in SQLite). */
export const ROWS_PER_STATEMENT = 500;

export function createMappingRows(
  database: Database,
): Pick<MappingStore, 'listMappings' | 'listMapped' | 'saveMapping'> {
  const { query } = database;
  return {
    async listMappings(deskId) {
      const rows = await readRows(query, deskId);
      return [...rows.values()].map(toMapping);
    },

    async listMapped(deskId) {
      const rows = await query
        .selectFrom('technician_mapping')
        .select([
          'technician_id as technicianId',
          'technician_name as technicianName',
          'user_id as userId',
          'source',
        ])
        .where('desk_id', '=', deskId)
        .where('user_id', 'is not', null)
        .$narrowType<{ userId: UserId }>()
        .execute();
      return rows;
    },

    async saveMapping(deskId, change, { allowShared, expected, audit }) {
      await query.transaction().execute(async (tx) => {
        await database.lockDesk(tx, deskId);
        await assertAsRead(tx, deskId, change.technicianId, expected);
        if (!allowShared) await assertUserFree(tx, deskId, change);
        await writeRows(tx, deskId, new Map([[change.technicianId, toRow(deskId, change, audit.at)]]));
        await addAudit(tx, audit);
      });
    },
  };
}

/** The desk's rows by technician. */
export async function readRows(
  query: Kysely<Tables>,
  deskId: DeskId,
): Promise<ReadonlyMap<TechnicianId, MappingTable>> {
  const rows = await query
    .selectFrom('technician_mapping')
    .selectAll()
    .where('desk_id', '=', deskId)
    .orderBy('technician_id')
    .execute();
  return new Map(rows.map((row) => [row.technician_id, row]));
}

/** Puts each technician's row in place; `null` removes it. */
export async function writeRows(
  tx: Transaction<Tables>,
  deskId: DeskId,
  wanted: ReadonlyMap<TechnicianId, MappingTable | null>,
): Promise<void> {
  const rows = [...wanted.values()].filter((row) => row !== null);
  for await (const some of inChunks(rows)) await upsert(tx, some);
  const gone = [...wanted].flatMap(([technicianId, row]) => (row === null ? [technicianId] : []));
  for await (const some of inChunks(gone)) {
    await tx
      .deleteFrom('technician_mapping')
      .where('desk_id', '=', deskId)
      .where('technician_id', 'in', some)
      .execute();
  }
}

async function upsert(tx: Transaction<Tables>, rows: readonly MappingTable[]): Promise<void> {
  await tx
    .insertInto('technician_mapping')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['desk_id', 'technician_id']).doUpdateSet((eb) => ({
        technician_name: eb.ref('excluded.technician_name'),
        user_id: eb.ref('excluded.user_id'),
        user_principal_name: eb.ref('excluded.user_principal_name'),
        user_display_name: eb.ref('excluded.user_display_name'),
        is_guest: eb.ref('excluded.is_guest'),
        source: eb.ref('excluded.source'),
        is_excluded: eb.ref('excluded.is_excluded'),
        updated_at: eb.ref('excluded.updated_at'),
      })),
    )
    .execute();
}

async function assertAsRead(
  tx: Transaction<Tables>,
  deskId: DeskId,
  technicianId: TechnicianId,
  expected: MappingAsRead,
): Promise<void> {
  const row = await tx
    .selectFrom('technician_mapping')
    .select(['user_id', 'source', 'is_excluded'])
    .where('desk_id', '=', deskId)
    .where('technician_id', '=', technicianId)
    .executeTakeFirst();
  const isAsRead =
    row && expected
      ? row.user_id === expected.userId &&
        row.source === expected.source &&
        row.is_excluded === toFlag(expected.excluded)
      : !row && !expected;
  if (isAsRead) return;
  throw new AppError('conflict', `the mapping of technician ${technicianId} changed meanwhile`, {
    details: { technicianId },
    remedy: 'Look again at this technician, then repeat what is still wanted.',
  });
}

async function assertUserFree(tx: Transaction<Tables>, deskId: DeskId, change: MappingChange): Promise<void> {
  if (change.user === null) return;
  const holder = await tx
    .selectFrom('technician_mapping')
    .select(['technician_id', 'technician_name'])
    .where('desk_id', '=', deskId)
    .where('user_id', '=', change.user.userId)
    .where('technician_id', '!=', change.technicianId)
    .orderBy('technician_id')
    .executeTakeFirst();
  if (!holder) return;
  throw new AppError('user_already_mapped', `this user is mapped to technician ${holder.technician_id}`, {
    details: { technicianId: holder.technician_id, technicianName: holder.technician_name },
    remedy: 'Clear that mapping first, or confirm that both technicians are this user.',
  });
}

/** `null`: the change removes the row. */
export function toRow(deskId: DeskId, change: MappingChange, at: Date): MappingTable | null {
  const { user } = change;
  if (user === null && !change.excluded) return null;
  return {
    desk_id: deskId,
    technician_id: change.technicianId,
    technician_name: change.technicianName,
    user_id: user?.userId ?? null,
    user_principal_name: user?.userPrincipalName ?? null,
    user_display_name: user?.userDisplayName ?? null,
    is_guest: toFlag(user?.isGuest ?? false),
    source: user === null ? null : change.source,
    is_excluded: toFlag(change.excluded),
    updated_at: toMoment(at),
  };
}

function toMapping(row: MappingTable): Mapping {
  return {
    technicianId: row.technician_id,
    technicianName: row.technician_name,
    userId: row.user_id,
    userPrincipalName: row.user_principal_name,
    userDisplayName: row.user_display_name,
    isGuest: row.is_guest === 1,
    source: row.source,
    excluded: row.is_excluded === 1,
    updatedAt: fromMoment(row.updated_at),
  };
}

export function holdings(rows: ReadonlyMap<TechnicianId, MappingTable | null>): Holdings {
  return new Map([...rows].map(([technicianId, row]) => [technicianId, row?.user_id ?? null]));
}

/** `items`, some at a time. Between two portions others get their turn: SQLite answers without leaving the thread. */
export async function* inChunks<Item>(items: readonly Item[]): AsyncGenerator<Item[]> {
  for (let start = 0; start < items.length; start += ROWS_PER_STATEMENT) {
    yield items.slice(start, start + ROWS_PER_STATEMENT);
    await nextTurn();
  }
}
