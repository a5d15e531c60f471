import { DISPATCH_MIGRATION } from './dispatch-migration.ts';

/** One step of the schema, in SQL that both engines read. Applied steps never change: their checksum is kept. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}

export const CREATE_MIGRATION_TABLE = `create table if not exists schema_migration (
  number integer not null primary key,
  name text not null,
  checksum text not null,
  applied_at bigint not null
)`;

/** In order of their numbers, without gaps. */
export const MIGRATIONS: readonly Migration[] = [
  {
    number: 1,
    name: 'first tables',
    statements: [
      `create table technician_mapping (
        desk_id text not null,
        technician_id text not null,
        technician_name text not null,
        user_id text,
        user_principal_name text,
        user_display_name text,
        is_guest smallint not null,
        source text,
        is_excluded smallint not null,
        updated_at bigint not null,
        primary key (desk_id, technician_id),
        check ((user_id is null) = (source is null)),
        check (user_id is not null or is_excluded = 1)
      )`,
      'create index technician_mapping_user on technician_mapping (desk_id, user_id)',
      `create table mapping_run (
        desk_id text not null,
        run_id text not null,
        state text not null,
        scope text not null,
        started_by text not null,
        started_at bigint not null,
        finished_at bigint,
        scan_complete smallint not null,
        teams_scanned integer not null,
        members_scanned integer not null,
        team_failures text not null,
        failure text,
        auto_mappings_before integer not null,
        lease_until bigint,
        applied_order integer,
        primary key (desk_id, run_id)
      )`,
      "create unique index mapping_run_one_scan on mapping_run (desk_id) where state = 'scanning'",
      'create unique index mapping_run_applied on mapping_run (desk_id, applied_order)',
      'create index mapping_run_started on mapping_run (desk_id, started_at)',
      `create table mapping_run_row (
        desk_id text not null,
        run_id text not null,
        technician_id text not null,
        position integer not null,
        review text not null,
        outcome text,
        applied text,
        primary key (desk_id, run_id, technician_id),
        foreign key (desk_id, run_id) references mapping_run (desk_id, run_id) on delete cascade
      )`,
      `create table technician_override (
        desk_id text not null,
        override_id text not null,
        technician_id text not null,
        says text not null,
        starts_at bigint not null,
        ends_at bigint not null,
        primary key (desk_id, override_id)
      )`,
      'create index technician_override_end on technician_override (desk_id, ends_at)',
      `create table setting (
        desk_id text not null,
        key text not null,
        value text not null,
        version integer not null,
        updated_at bigint not null,
        primary key (desk_id, key)
      )`,
      'create index setting_key on setting (key)',
      `create table psa_connection (
        desk_id text not null primary key,
        kind text not null,
        settings text not null,
        sealed text not null,
        key_id text not null,
        connected_at bigint not null
      )`,
      `create table desk_consent (
        desk_id text not null primary key,
        state text not null,
        missing_permissions text not null,
        last_grant_at bigint,
        confirmed_at bigint,
        changed_at bigint not null
      )`,
      `create table consent_attempt (
        desk_id text not null,
        attempt_id text not null,
        state_hash text not null,
        started_by text not null,
        started_at bigint not null,
        expires_at bigint not null,
        consumed_at bigint,
        outcome text,
        refusal text,
        primary key (desk_id, attempt_id)
      )`,
      'create unique index consent_attempt_id on consent_attempt (attempt_id)',
      'create unique index consent_attempt_state on consent_attempt (state_hash)',
      `create table role_grant (
        desk_id text not null,
        user_id text not null,
        role text not null,
        name text not null,
        granted_at bigint not null,
        primary key (desk_id, user_id)
      )`,
      `create table api_key (
        desk_id text not null,
        key_id text not null,
        name text not null,
        scopes text not null,
        secret_hash text not null,
        created_at bigint not null,
        last_used_at bigint,
        revoked_at bigint,
        primary key (desk_id, key_id)
      )`,
      'create unique index api_key_id on api_key (key_id)',
      `create table audit_entry (
        desk_id text not null,
        entry_id text not null,
        at bigint not null,
        actor text not null,
        subject text not null,
        subject_id text not null,
        action text not null,
        before text not null,
        after text not null,
        primary key (desk_id, entry_id)
      )`,
    ],
  },
  {
    number: 2,
    name: 'a run that waits holds the lock',
    statements: [
      'drop index mapping_run_one_scan',
      "create unique index mapping_run_one_under_way on mapping_run (desk_id) where state in ('scanning', 'waiting')",
    ],
  },
  {
    number: 3,
    name: 'a desk may keep its own roster',
    statements: [
      `create table roster_technician (
        desk_id text not null,
        technician_id text not null,
        name text not null,
        email text,
        other_emails text not null,
        is_active smallint not null,
        skills text not null,
        external_id text,
        version integer not null,
        updated_at bigint not null,
        primary key (desk_id, technician_id)
      )`,
      'alter table psa_connection add column connected_by text',
    ],
  },
  DISPATCH_MIGRATION,
];
