import type { AuditEntry, AuditSubject } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import { assertMay } from './policy.ts';
import type { AuditStore } from './ports.ts';

/** Entries read from the store at a time; an export of years must not lie in memory whole. */
const PAGE = 500;

export type StoredAuditEntry = AuditEntry & { readonly entryId: string };

export interface AuditService {
  /** Every change of the desk, newest first (DATA-2), read page by page while it is iterated. Throws `not_allowed` at the first step. */
  read(caller: Caller): AsyncIterable<StoredAuditEntry>;
  /** One page, newest first. `before` is the `entryId` of the last entry of the page before. Throws `not_allowed`. */
  readPage(
    caller: Caller,
    options: {
      readonly limit: number;
      readonly before: string | null;
      readonly subject: AuditSubject | null;
    },
  ): Promise<readonly StoredAuditEntry[]>;
}

export function createAuditService(needs: { readonly store: AuditStore }): AuditService {
  return {
    async *read(caller) {
      assertMay(caller, 'audit.read');
      let before: string | null = null;
      for (;;) {
        const page: readonly StoredAuditEntry[] = await needs.store.listAudit(caller.deskId, {
          limit: PAGE,
          before,
        });
        yield* page;
        const last = page.at(-1);
        if (last === undefined || page.length < PAGE) return;
        before = last.entryId;
      }
    },
    async readPage(caller, options) {
      assertMay(caller, 'audit.read');
      return needs.store.listAudit(caller.deskId, options);
    },
  };
}
