import { assertMay } from '#core/access/policy.ts';
import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import type { PsaCheck, PsaConnection, PsaConnectionStore, PsaConnector } from './ports.ts';

export interface PsaService {
  /** Tries the connection and saves it only when it works; the check says what is missing otherwise. Secrets are sealed and never come back. */
  connect(caller: Caller, wanted: Pick<PsaConnection, 'kind' | 'settings' | 'secrets'>): Promise<PsaCheck>;
  /** Tries the saved connection. Throws `psa_not_connected`. */
  check(caller: Caller): Promise<PsaCheck>;
}

export function createPsaService(needs: {
  readonly clock: Clock;
  readonly store: PsaConnectionStore;
  readonly connector: PsaConnector;
}): PsaService {
  const { clock, store, connector } = needs;
  return {
    async connect(caller, wanted) {
      assertMay(caller, 'psa.connect');
      const now = clock.now();
      const connection: PsaConnection = { ...wanted, deskId: caller.deskId, connectedAt: now };
      const check = await connector.checkPsa(connection);
      if (!check.ok) return check;
      const before = await store.readPsaConnection(caller.deskId);
      const audit = auditEntry(caller, now, {
        subject: 'psa',
        subjectId: wanted.kind,
        action: before ? 'updated' : 'created',
        before: before && { kind: before.kind, settings: before.settings },
        after: { kind: wanted.kind, settings: wanted.settings },
      });
      await store.savePsaConnection(connection, audit);
      return check;
    },
    async check(caller) {
      assertMay(caller, 'health.read');
      const connection = await store.readPsaConnection(caller.deskId);
      if (connection) return connector.checkPsa(connection);
      throw new AppError('psa_not_connected', 'no PSA is connected', {
        remedy: 'Connect one: npm run admin -- psa connect --help',
      });
    },
  };
}
