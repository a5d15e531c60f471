import { assertMay } from '#core/access/policy.ts';
import type { MappingStore } from '#core/mapping/ports.ts';
import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { addMilliseconds } from '#kernel/interval.ts';
import type { DeskId, PsaKind } from '#kernel/vocabulary.ts';
import type { PsaCheck, PsaConnection, PsaConnectionStore, PsaConnector } from './ports.ts';
import { completePsa, isAnotherPsa, type WantedPsa } from './psa-kinds.ts';

/** A connection without its secrets. */
export type PsaState = Omit<PsaConnection, 'deskId' | 'secrets'>;

/** The PSA that a new connection takes the place of. */
export interface PsaLeft {
  readonly kind: PsaKind;
  /** Mappings that belong to technician ids of it. They are kept, and mean nothing in the new one. */
  readonly mappings: number;
}

export interface PsaConnected {
  readonly check: PsaCheck;
  /** `false`: it does not work, or leaving the other PSA has to be confirmed first. */
  readonly saved: boolean;
  /** `null` when technician ids stay what they are. */
  readonly leaving: PsaLeft | null;
}

export interface PsaService {
  /** How the desk is connected, and how many mappings it has. `null`: no PSA yet. */
  read(caller: Caller): Promise<{ readonly connection: PsaState | null; readonly mappings: number }>;
  /** Tries the connection and saves it only when it works; the check says what is missing otherwise. Secrets are sealed and never come
   *  back; one that is not given is kept from the connection before. Throws `invalid_input`, and `conflict` when another connection
   *  stands than the one `expected` (its `connectedAt`). */
  connect(
    caller: Caller,
    wanted: WantedPsa,
    options: { readonly confirmSwitch: boolean; readonly expected?: Date | null },
  ): Promise<PsaConnected>;
  /** Tries the saved connection. Throws `psa_not_connected`. */
  check(caller: Caller): Promise<PsaCheck>;
  /** Forgets the connection and its secrets. Mappings stay, and so does the roster. Throws `psa_not_connected`, `conflict`. */
  disconnect(caller: Caller, options: { readonly expected?: Date | null }): Promise<void>;
}

export function createPsaService(needs: {
  readonly clock: Clock;
  readonly store: PsaConnectionStore;
  readonly mappings: Pick<MappingStore, 'listMapped'>;
  readonly connectors: Readonly<Record<PsaKind, PsaConnector>>;
  /** Called when the desk's technicians come from somewhere else from now on. */
  readonly onTechniciansChanged: (deskId: DeskId) => void;
}): PsaService {
  const { clock, store, connectors } = needs;

  async function leftBehind(before: PsaConnection | null, wanted: WantedPsa): Promise<PsaLeft | null> {
    if (before === null || !isAnotherPsa(before, wanted)) return null;
    const mapped = await needs.mappings.listMapped(before.deskId);
    return { kind: before.kind, mappings: mapped.length };
  }

  return {
    async read(caller) {
      assertMay(caller, 'psa.read');
      const [stored, mapped] = await Promise.all([
        store.readPsaConnection(caller.deskId),
        needs.mappings.listMapped(caller.deskId),
      ]);
      return { connection: stored && withoutSecrets(stored), mappings: mapped.length };
    },

    async connect(caller, wanted, { confirmSwitch, expected }) {
      assertMay(caller, 'psa.connect');
      const before = await store.readPsaConnection(caller.deskId);
      const now = clock.now();
      const connection: PsaConnection = {
        ...completePsa(wanted, before),
        deskId: caller.deskId,
        connectedAt: laterThan(before, now),
        connectedBy: caller.name,
      };
      const [check, leaving] = await Promise.all([
        connectors[wanted.kind].checkPsa(connection),
        leftBehind(before, connection),
      ]);
      const isHeld = leaving !== null && leaving.mappings > 0 && !confirmSwitch;
      if (!check.ok || isHeld) return { check, saved: false, leaving };
      const audit = auditEntry(caller, now, {
        subject: 'psa',
        subjectId: wanted.kind,
        action: before ? 'updated' : 'created',
        before: before && { kind: before.kind, settings: before.settings },
        after: { kind: connection.kind, settings: connection.settings },
      });
      await store.savePsaConnection(connection, expected === undefined ? { audit } : { audit, expected });
      needs.onTechniciansChanged(caller.deskId);
      return { check, saved: true, leaving };
    },

    async check(caller) {
      assertMay(caller, 'psa.read');
      const connection = await store.readPsaConnection(caller.deskId);
      if (connection) return connectors[connection.kind].checkPsa(connection);
      throw notConnected();
    },

    async disconnect(caller, { expected }) {
      assertMay(caller, 'psa.connect');
      const before = await store.readPsaConnection(caller.deskId);
      if (!before) throw notConnected();
      const audit = auditEntry(caller, clock.now(), {
        subject: 'psa',
        subjectId: before.kind,
        action: 'removed',
        before: { kind: before.kind, settings: before.settings },
      });
      const write = expected === undefined ? { audit } : { audit, expected };
      if (!(await store.removePsaConnection(caller.deskId, write))) throw notConnected();
      needs.onTechniciansChanged(caller.deskId);
    },
  };
}

function withoutSecrets({ kind, settings, connectedAt, connectedBy }: PsaConnection): PsaState {
  return { kind, settings, connectedAt, connectedBy };
}

/** The moment stands for the version of the connection: two writes within a millisecond, or a clock that was put back, must not look the same. */
function laterThan(before: PsaConnection | null, now: Date): Date {
  if (before === null || before.connectedAt < now) return now;
  return addMilliseconds(before.connectedAt, 1);
}

function notConnected(): AppError {
  return new AppError('psa_not_connected', 'no PSA is connected', {
    remedy: 'Connect one in the tab under PSA, or: npm run admin -- psa connect --help',
  });
}
