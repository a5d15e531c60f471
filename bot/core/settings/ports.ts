import type { AuditEntry } from '#kernel/audit.ts';
import type { DeskId } from '#kernel/vocabulary.ts';

export interface Setting {
  readonly deskId: DeskId;
  readonly key: string;
  /** JSON value. */
  readonly value: unknown;
  /** Starts at 1, grows by one with each write. */
  readonly version: number;
  readonly updatedAt: Date;
}

export interface SettingStore {
  readSettings(deskId: DeskId): Promise<readonly Setting[]>;
  /** Every desk that has the setting `key`. */
  desksWith(key: string): Promise<readonly DeskId[]>;
  /** Writes the value and the audit entry in one transaction. Throws `conflict` when `expectedVersion` is given and not the stored one
   *  (0: there is none yet). A `null` value removes the setting. */
  saveSetting(
    setting: { readonly deskId: DeskId; readonly key: string; readonly value: unknown; readonly at: Date },
    options: { readonly expectedVersion: number | null; readonly audit: AuditEntry },
  ): Promise<void>;
}

/** How a desk is connected to its PSA. `secrets` is sealed at rest and never leaves the store but to the connector. */
export interface PsaConnection {
  readonly deskId: DeskId;
  readonly kind: 'halopsa';
  /** Addresses and names, no secrets. */
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly connectedAt: Date;
}

export interface PsaConnectionStore {
  readPsaConnection(deskId: DeskId): Promise<PsaConnection | null>;
  savePsaConnection(connection: PsaConnection, audit: AuditEntry): Promise<void>;
}

/** What the PSA answered when it was tried. */
export interface PsaCheck {
  readonly ok: boolean;
  /** One line per right or step tried. */
  readonly steps: readonly {
    readonly step: string;
    readonly ok: boolean;
    readonly problem: string | null;
    readonly remedy: string | null;
  }[];
  readonly technicianCount: number | null;
}

export interface PsaConnector {
  /** Tries a connection without saving it. Never throws for what the PSA answers. */
  checkPsa(connection: PsaConnection): Promise<PsaCheck>;
}
