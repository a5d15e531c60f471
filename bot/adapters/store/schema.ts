import { DISPATCH_SCHEMA } from './dispatch-schema.ts';

/** What a table is kept for: the list of SPEC DATA-1, plus the program's own count of its migrations. The roster is DATA-1's too, though
 *  not by name: where no PSA holds the technicians that mappings begin at, the desk writes them down here (PSA-1). */
export type DataCategory =
  | 'mappings'
  | 'overrides'
  | 'settings'
  | 'workflows'
  | 'decisions'
  | 'notices'
  | 'connections'
  | 'roster'
  | 'runs'
  | 'api-key-hashes'
  | 'roles'
  | 'audit'
  | 'schema-version';

export interface TableDescription {
  readonly category: DataCategory;
  readonly holds: string;
  /** Column → what it holds, for people. */
  readonly columns: Readonly<Record<string, string>>;
}

const DESK = 'Tenant id of the desk';

/** Everything that Rollcall keeps, table by table. A test holds the live database to it; the data-inventory page shows it.
 *  Presence and shifts have no place here (SPEC AV-7). */
export const SCHEMA: Readonly<Record<string, TableDescription>> = {
  technician_mapping: {
    category: 'mappings',
    holds: 'Which user a technician is, or that auto-map leaves the technician alone',
    columns: {
      desk_id: DESK,
      technician_id: 'Id of the technician in the PSA',
      technician_name: 'Name of the technician as last seen in the PSA',
      user_id: 'Entra object id of the user',
      user_principal_name: 'Sign-in name of the user',
      user_display_name: 'Display name of the user',
      is_guest: 'Whether the user is a guest of the tenant',
      source: 'Who mapped: auto or manual',
      is_excluded: 'Whether auto-map leaves the technician alone',
      updated_at: 'When the row changed last',
    },
  },
  mapping_run: {
    category: 'runs',
    holds: 'Runs of auto-map',
    columns: {
      desk_id: DESK,
      run_id: 'Id of the run',
      state: 'How far the run is, or how it ended',
      scope: 'The teams that were scanned, with their names',
      started_by: 'Who started it: person, key or system, with id and name',
      started_at: 'When it started',
      finished_at: 'When it was applied, cancelled, or failed',
      scan_complete: 'Whether every page of every team was read',
      teams_scanned: 'Number of teams read',
      members_scanned: 'Number of members read',
      team_failures: 'Teams that could not be read, with an error code',
      failure: 'Error code of a run that failed',
      auto_mappings_before: 'Number of auto mappings when the review was made',
      lease_until: 'Until when the scanning process holds the run, by the clock of the database',
      applied_order: 'Position among the applied runs of the desk; the highest can be undone',
    },
  },
  mapping_run_row: {
    category: 'runs',
    holds: 'The review of a run, one row per technician, and what is needed to undo it',
    columns: {
      desk_id: DESK,
      run_id: 'Id of the run',
      technician_id: 'Id of the technician in the PSA',
      position: 'Place of the row in the review',
      review:
        'Technician name and e-mail, the user found, the compared values, suggestions, and what applying does',
      outcome: 'Whether the row was written or left because it had changed',
      applied: 'The mapping before the run and what the run wrote, for undo',
    },
  },
  technician_override: {
    category: 'overrides',
    holds: "Technicians' own word about themselves, until it ends",
    columns: {
      desk_id: DESK,
      override_id: 'Id of the override',
      technician_id: 'Id of the technician in the PSA',
      says: 'What the technician says: working, on-break or off',
      starts_at: 'From when',
      ends_at: 'Until when',
    },
  },
  setting: {
    category: 'settings',
    holds: 'What the desk adjusted',
    columns: {
      desk_id: DESK,
      key: 'Name of the setting',
      value: 'Its value',
      version: 'How often it was written',
      updated_at: 'When it was written last',
    },
  },
  psa_connection: {
    category: 'connections',
    holds: 'How the desk is connected to its PSA',
    columns: {
      desk_id: DESK,
      kind: 'Which PSA',
      settings: 'Addresses and names, no secrets',
      sealed: 'The secrets, encrypted',
      key_id: 'Which key of the key ring sealed them',
      connected_at: 'When the connection was saved',
      connected_by: 'Name of whoever saved it',
    },
  },
  roster_technician: {
    category: 'roster',
    holds: "The desk's own list of technicians, for a desk that connected no other PSA",
    columns: {
      desk_id: DESK,
      technician_id: 'Id of the technician',
      name: 'Name of the technician',
      email: 'Primary e-mail, which auto-map compares',
      other_emails: 'Further e-mails, which only suggest',
      is_active: 'Whether the technician takes tickets',
      skills: 'What the technician knows, as the desk words it',
      external_id: 'Id of the technician in another system of the desk',
      version: 'How often the row was written',
      updated_at: 'When it was written last',
    },
  },
  ...DISPATCH_SCHEMA,
  desk_consent: {
    category: 'connections',
    holds: "How Rollcall stands in the desk's tenant",
    columns: {
      desk_id: DESK,
      state: 'State of the consent',
      missing_permissions: 'Permissions that are not granted',
      last_grant_at: 'When an administrator last granted consent by way of Rollcall',
      confirmed_at: 'When the grant was first seen to work',
      changed_at: 'When the row was written last',
    },
  },
  consent_attempt: {
    category: 'connections',
    holds: "Visits to Microsoft's consent page, each usable once",
    columns: {
      desk_id: DESK,
      attempt_id: 'Id of the attempt',
      state_hash: 'SHA-256 of the state parameter',
      started_by: 'Who started it: person, key or system, with id and name',
      started_at: 'When it started',
      expires_at: 'When it can no longer be used',
      consumed_at: 'When the browser came back',
      outcome: 'How it ended',
      refusal: "Microsoft's words on a refusal",
    },
  },
  role_grant: {
    category: 'roles',
    holds: 'Who is what inside the desk',
    columns: {
      desk_id: DESK,
      user_id: 'Entra object id of the user',
      role: 'member, dispatcher, lead or admin',
      name: 'Name of the user when the role was granted',
      granted_at: 'When the role was granted',
    },
  },
  api_key: {
    category: 'api-key-hashes',
    holds: 'API keys, without their secrets',
    columns: {
      desk_id: DESK,
      key_id: 'Id of the key',
      name: 'What the key is for',
      scopes: 'What the key may do',
      secret_hash: 'SHA-256 of the secret',
      created_at: 'When it was made',
      last_used_at: 'When it was used last, to the minute',
      revoked_at: 'When it was revoked',
    },
  },
  audit_entry: {
    category: 'audit',
    holds: 'Every change: who, when, of what, before and after',
    columns: {
      desk_id: DESK,
      entry_id: 'Id of the entry',
      at: 'When',
      actor: 'Who: person, key or system, with id and name',
      subject: 'Kind of thing that changed',
      subject_id: 'Id of the thing that changed',
      action: 'What was done',
      before: 'The thing before, without secrets',
      after: 'The thing after, without secrets',
    },
  },
  schema_migration: {
    category: 'schema-version',
    holds: 'Which migrations this database has been through',
    columns: {
      number: 'Number of the migration',
      name: 'Its name',
      checksum: 'SHA-256 of its statements',
      applied_at: 'When it was applied',
    },
  },
};
