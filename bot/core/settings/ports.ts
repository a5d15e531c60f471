import type { AuditEntry } from '#kernel/audit.ts';
import type { ErrorCode } from '#kernel/errors.ts';
import type { DeskId, PsaKind, TechnicianId } from '#kernel/vocabulary.ts';

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
  readonly kind: PsaKind;
  /** Addresses and names, no secrets. */
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Of the last change; no two writes of a desk have the same. */
  readonly connectedAt: Date;
  /** Name of whoever saved it; `null` when it was saved before names were kept. */
  readonly connectedBy: string | null;
}

/** `expected`: `connectedAt` of the connection that was read, `null` when there was none; left out, whatever stands is overwritten. */
export interface PsaWrite {
  readonly expected?: Date | null;
  readonly audit: AuditEntry;
}

export interface PsaConnectionStore {
  readPsaConnection(deskId: DeskId): Promise<PsaConnection | null>;
  /** Writes the connection and the audit entry in one transaction. Throws `conflict` when another one stands than was expected. */
  savePsaConnection(connection: PsaConnection, write: PsaWrite): Promise<void>;
  /** Forgets the connection with its secrets. Throws `conflict` as above; `false` when there was none. */
  removePsaConnection(deskId: DeskId, write: PsaWrite): Promise<boolean>;
}

/** One right or step that was tried. */
export interface PsaStep {
  readonly id: 'sign-in' | 'technicians' | 'tickets' | 'roster';
  /** For people who read English: the command line and the log. The tab has its own words for `id` and `code`. */
  readonly step: string;
  readonly ok: boolean;
  readonly problem: string | null;
  readonly remedy: string | null;
  /** Why it failed: a `psa_…` code, or that the PSA let us in and showed nobody. `null` when it did not fail. */
  readonly code: ErrorCode | 'nobody_visible' | null;
  /** Rights that are missing, in the words of the PSA. */
  readonly missing: readonly string[];
  /** The setting that is wrong, where one is to blame. */
  readonly field: string | null;
}

/** What the PSA answered when it was tried. */
export interface PsaCheck {
  readonly ok: boolean;
  readonly steps: readonly PsaStep[];
  readonly technicianCount: number | null;
}

export interface PsaConnector {
  /** Tries a connection without saving it. Never throws for what the PSA answers. */
  checkPsa(connection: PsaConnection): Promise<PsaCheck>;
}

/** A technician as the desk wrote one down. */
export interface RosterDetails {
  readonly name: string;
  /** Primary e-mail, as typed; `null`: none. */
  readonly email: string | null;
  readonly otherEmails: readonly string[];
  /** Who is not active takes no tickets, and is left out of every answer. */
  readonly active: boolean;
  readonly skills: readonly string[];
  /** Id in another system of the desk, for its own use. */
  readonly externalId: string | null;
}

/** One technician of the built-in roster. */
export interface RosterEntry extends RosterDetails {
  readonly technicianId: TechnicianId;
  /** Starts at 1, grows by one with each write. */
  readonly version: number;
  readonly updatedAt: Date;
}

/** What becomes of a roster, with the audit entries of it. */
export interface RosterChange<Result> {
  /** Written as they stand here, whether they are new or known. */
  readonly write: readonly RosterEntry[];
  readonly remove: readonly TechnicianId[];
  readonly audit: readonly AuditEntry[];
  readonly result: Result;
}

export interface RosterStore {
  /** Every technician of the roster, active or not, in no order. */
  listRoster(deskId: DeskId): Promise<readonly RosterEntry[]>;
  /** Reads the roster and writes what `decide` makes of it, in one transaction; writers of one desk take turns. What `decide` throws is
   *  thrown on, and nothing is written then. */
  changeRoster<Result>(
    deskId: DeskId,
    decide: (roster: readonly RosterEntry[]) => RosterChange<Result>,
  ): Promise<Result>;
}

/** One row of a table in a file. */
export interface SheetRow {
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Why a file stops making sense as a table. */
export type SheetFaultCode = 'quote-never-closed' | 'quote-in-the-middle' | 'row-too-long';

export interface Sheet {
  readonly delimiter: Delimiter;
  /** Without rows that are empty; none at all when there is a fault, because nothing behind it can be trusted. */
  readonly rows: readonly SheetRow[];
  readonly fault: { readonly line: number; readonly code: SheetFaultCode } | null;
}

export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Tables as text, in the form that spreadsheets open and save. */
export interface SheetFormat {
  readSheet(text: string): Promise<Sheet>;
  /** No spreadsheet runs what `writeSheet` wrote as a formula, and `readSheet` gives the very same cells back. */
  writeSheet(rows: readonly (readonly string[])[], delimiter: Delimiter): Promise<string>;
}

/** What is kept, table by table. */
export interface StoredTable {
  readonly table: string;
  /** Which kind of data, by the list of SPEC DATA-1. */
  readonly category: string;
  readonly holds: string;
  readonly columns: Readonly<Record<string, string>>;
  /** Rows of this desk. */
  readonly rows: number;
}

export interface InventorySource {
  /** Everything that is kept of a desk, in the order of the schema. */
  readInventory(deskId: DeskId): Promise<readonly StoredTable[]>;
}
