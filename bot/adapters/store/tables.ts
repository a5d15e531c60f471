import type { ApiKey, ConsentAttempt, ConsentRecord, ConsentState } from '#core/access/ports.ts';
import type { Override } from '#core/availability/ports.ts';
import type { Run, RunRow, RunState } from '#core/mapping/ports.ts';
import type { AuditEntry } from '#kernel/audit.ts';
import type { MappingSource, PsaKind, Role, UserId } from '#kernel/vocabulary.ts';
import type { PsaConnection, RosterEntry } from '#core/settings/ports.ts';
import type { Flag, Json } from './columns.ts';
import type { DispatchTables } from './dispatch-tables.ts';

/** Rows as they stand in the database. What each column holds in words: schema.ts. Conversions: columns.ts. */
export interface Tables extends DispatchTables {
  schema_migration: MigrationTable;
  technician_mapping: MappingTable;
  mapping_run: RunTable;
  mapping_run_row: RunRowTable;
  technician_override: OverrideTable;
  setting: SettingTable;
  psa_connection: PsaConnectionTable;
  roster_technician: RosterTable;
  desk_consent: ConsentTable;
  consent_attempt: ConsentAttemptTable;
  role_grant: RoleTable;
  api_key: KeyTable;
  audit_entry: AuditTable;
}

export interface MigrationTable {
  number: number;
  name: string;
  checksum: string;
  applied_at: number;
}

export interface MappingTable {
  desk_id: string;
  technician_id: string;
  technician_name: string;
  user_id: string | null;
  user_principal_name: string | null;
  user_display_name: string | null;
  is_guest: Flag;
  source: MappingSource | null;
  is_excluded: Flag;
  updated_at: number;
}

export interface RunTable {
  desk_id: string;
  run_id: string;
  state: RunState;
  scope: Json<Run['scope']>;
  started_by: Json<Run['startedBy']>;
  started_at: number;
  finished_at: number | null;
  scan_complete: Flag;
  teams_scanned: number;
  members_scanned: number;
  team_failures: Json<Run['teamFailures']>;
  failure: string | null;
  auto_mappings_before: number;
  /** Until when, by the database's clock, the scanning process may count on its run. */
  lease_until: number | null;
  /** 1 for the desk's first applied run, and so on. */
  applied_order: number | null;
}

export interface RunRowTable {
  desk_id: string;
  run_id: string;
  technician_id: string;
  position: number;
  review: Json<Omit<RunRow, 'outcome'>>;
  outcome: RunRow['outcome'];
  applied: Json<Applied> | null;
}

/** What applying a run did to a technician: kept so that undo can tell and take it back. */
export interface Applied {
  readonly prior: MappingTable | null;
  readonly written: { readonly userId: UserId; readonly source: MappingSource } | null;
}

export interface OverrideTable {
  desk_id: string;
  override_id: string;
  technician_id: string;
  says: Override['says'];
  starts_at: number;
  ends_at: number;
}

export interface SettingTable {
  desk_id: string;
  key: string;
  value: Json<unknown>;
  version: number;
  updated_at: number;
}

export interface PsaConnectionTable {
  desk_id: string;
  kind: PsaKind;
  settings: Json<PsaConnection['settings']>;
  sealed: string;
  key_id: string;
  connected_at: number;
  connected_by: string | null;
}

export interface RosterTable {
  desk_id: string;
  technician_id: string;
  name: string;
  email: string | null;
  other_emails: Json<RosterEntry['otherEmails']>;
  is_active: Flag;
  skills: Json<RosterEntry['skills']>;
  external_id: string | null;
  version: number;
  updated_at: number;
}

export interface ConsentTable {
  desk_id: string;
  state: ConsentState;
  missing_permissions: Json<ConsentRecord['missingPermissions']>;
  last_grant_at: number | null;
  confirmed_at: number | null;
  changed_at: number;
}

export interface ConsentAttemptTable {
  desk_id: string;
  attempt_id: string;
  state_hash: string;
  started_by: Json<ConsentAttempt['startedBy']>;
  started_at: number;
  expires_at: number;
  consumed_at: number | null;
  outcome: ConsentAttempt['outcome'];
  refusal: string | null;
}

export interface RoleTable {
  desk_id: string;
  user_id: string;
  role: Role;
  name: string;
  granted_at: number;
}

export interface KeyTable {
  desk_id: string;
  key_id: string;
  name: string;
  scopes: Json<ApiKey['scopes']>;
  secret_hash: string;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

export interface AuditTable {
  desk_id: string;
  entry_id: string;
  at: number;
  actor: Json<AuditEntry['actor']>;
  subject: AuditEntry['subject'];
  subject_id: string;
  action: string;
  before: Json<unknown>;
  after: Json<unknown>;
}
