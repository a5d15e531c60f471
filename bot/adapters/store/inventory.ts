import type { InventorySource } from '#core/settings/ports.ts';
import type { Database } from './database.ts';
import { SCHEMA } from './schema.ts';
import type { Tables } from './tables.ts';

/** The schema's own description with the number of the desk's rows: what is shown is what is there, because a test holds the one to the other. */
export function createInventory({ query }: Database): InventorySource {
  return {
    async readInventory(deskId) {
      const tables = Object.entries(SCHEMA).filter(([, { columns }]) => 'desk_id' in columns);
      return Promise.all(
        tables.map(async ([table, { category, holds, columns }]) => {
          const counted = await query
            .selectFrom(table as Exclude<keyof Tables, 'schema_migration'>)
            .select(({ fn }) => fn.countAll().as('rows'))
            .where('desk_id', '=', deskId)
            .executeTakeFirstOrThrow();
          return { table, category, holds, columns, rows: Number(counted.rows) };
        }),
      );
    },
  };
}
