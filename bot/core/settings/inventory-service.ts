import { assertMay } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import type { InventorySource, StoredTable } from './ports.ts';

export interface InventoryService {
  /** What Rollcall keeps of the caller's desk (DATA-1). For everybody of the desk: it is their data. */
  read(caller: Caller): Promise<readonly StoredTable[]>;
}

export function createInventoryService(needs: { readonly store: InventorySource }): InventoryService {
  return {
    async read(caller) {
      assertMay(caller, 'health.read');
      return needs.store.readInventory(caller.deskId);
    },
  };
}
