import { sql } from 'kysely';
import type { AuditStore, ConsentStore, KeyStore, RoleStore } from '#core/access/ports.ts';
import type { OverrideStore } from '#core/availability/ports.ts';
import type { DispatchStore, RosterTicketStore, WorkflowStore } from '#core/dispatch/ports.ts';
import type { ConversationStore } from '#core/inbox/ports.ts';
import type { MappingStore } from '#core/mapping/ports.ts';
import type { InventorySource, PsaConnectionStore, RosterStore, SettingStore } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import { releaseClaims } from './assignment-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createConsentStore } from './consent-store.ts';
import { createConversationStore } from './conversation-store.ts';
import { type Database, openDatabase } from './database.ts';
import { createDispatchStore } from './dispatch-store.ts';
import { createInventory } from './inventory.ts';
import { createKeyStore } from './key-store.ts';
import { createMappingStore } from './mapping-store.ts';
import { migrate } from './migrate.ts';
import { createOverrideStore } from './override-store.ts';
import { adoptKeyRing, createPsaConnectionStore } from './psa-connection-store.ts';
import { createRoleStore } from './role-store.ts';
import { createRosterStore } from './roster-store.ts';
import { createRosterTicketStore } from './roster-ticket-store.ts';
import { createSettingStore } from './setting-store.ts';
import { guarded, toStoreError } from './store-errors.ts';
import { createVault, type Vault } from './vault.ts';
import { createWorkflowStore } from './workflow-store.ts';

/** Every port of the store. All methods throw `store_down` when the database fails, besides the codes of their ports. */
export interface Store {
  readonly mapping: MappingStore;
  readonly consent: ConsentStore;
  readonly roles: RoleStore;
  readonly keys: KeyStore;
  readonly audit: AuditStore;
  readonly settings: SettingStore;
  readonly psa: PsaConnectionStore;
  readonly roster: RosterStore;
  readonly rosterTickets: RosterTicketStore;
  readonly dispatch: DispatchStore;
  readonly workflows: WorkflowStore;
  readonly conversations: ConversationStore;
  readonly overrides: OverrideStore;
  readonly inventory: InventorySource;
  /** Settles when the database answers; throws `store_down` within 5 seconds when it does not. */
  ping(): Promise<void>;
  /** Hands the database back; everything answered before is kept. */
  close(): Promise<void>;
}

export interface StoreOptions {
  /** `sqlite:PATH`, `sqlite::memory:` or `postgres://…`. */
  readonly url: string;
  /** `k2:base64,k1:base64`; form in key-ring.ts. */
  readonly vaultKeys: string;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Opens the database, brings its schema up to date and makes sure that every sealed record can be opened. Throws `invalid_input` (address or
 *  key ring), `store_down` (in use, damaged, out of reach, newer than this program, a key missing); nothing stays open then. */
export async function openStore({ url, vaultKeys, logger, clock }: StoreOptions): Promise<Store> {
  const vault = createVault(vaultKeys);
  const database = await openDatabase({ url, logger });
  try {
    const steps = await migrate(database, { clock });
    if (database.engine === 'sqlite') await releaseClaims(database);
    if (steps > 0) logger.info('store.migrated', { steps });
    await adoptKeyRing(database, vault);
  } catch (error) {
    await database.close();
    throw toStoreError(error, 'prepare the database');
  }
  return createStore(database, vault);
}

const PING_MS = 4000;

export function createStore(database: Database, vault: Vault): Store {
  return {
    mapping: guarded(createMappingStore(database)),
    consent: guarded(createConsentStore(database)),
    roles: guarded(createRoleStore(database)),
    keys: guarded(createKeyStore(database)),
    audit: guarded(createAuditStore(database)),
    settings: guarded(createSettingStore(database)),
    psa: guarded(createPsaConnectionStore(database, vault)),
    roster: guarded(createRosterStore(database)),
    rosterTickets: guarded(createRosterTicketStore(database)),
    dispatch: guarded(createDispatchStore(database)),
    workflows: guarded(createWorkflowStore(database)),
    conversations: guarded(createConversationStore(database)),
    overrides: guarded(createOverrideStore(database)),
    inventory: guarded(createInventory(database)),
    ...guarded({
      async ping() {
        await answerWithin(PING_MS, sql`select 1`.execute(database.query));
      },
      close: () => database.close(),
    }),
  };
}

async function answerWithin(milliseconds: number, answer: Promise<unknown>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer in ${milliseconds} ms`)), milliseconds);
  try {
    await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
