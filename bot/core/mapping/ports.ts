import type { AuditEntry } from '#kernel/audit.ts';
import type { Budget, DeskId, MappingSource, TeamId, TechnicianId, UserId } from '#kernel/vocabulary.ts';

/** A technician as the PSA has one. */
export interface Technician {
  readonly technicianId: TechnicianId;
  readonly name: string;
  /** Primary e-mail in the PSA, as typed there; `null` when empty. */
  readonly email: string | null;
  /** Further e-mails of the PSA: they suggest, they never map. */
  readonly otherEmails: readonly string[];
}

export interface TechnicianSource {
  /** Every active technician that is a person, in no order. Throws `psa_not_connected`, `psa_down`, `psa_throttled`, `psa_refused`, `psa_permission_missing`. */
  listTechnicians(deskId: DeskId, budget: Budget): Promise<readonly Technician[]>;
}

/** A user of the desk's tenant, as far as mapping looks at one. */
export interface User {
  readonly userId: UserId;
  readonly displayName: string | null;
  readonly mail: string | null;
  readonly userPrincipalName: string | null;
  readonly otherMails: readonly string[];
  /** SMTP addresses of `proxyAddresses`, without their prefix. */
  readonly aliases: readonly string[];
  readonly enabled: boolean;
  readonly isGuest: boolean;
}

export interface Team {
  readonly teamId: TeamId;
  readonly displayName: string;
}

export interface DirectorySource {
  /** Every team of the tenant, in no order. Throws the `consent_…`, `permission_missing` and `graph_…` codes. */
  listTeams(deskId: DeskId, budget: Budget): Promise<readonly Team[]>;
  /** The members of a team, a page at a time; users only. A page may be emptied once the next is asked for: keep users, not pages.
   *  Throws in mid-iteration when a page cannot be read: a team is read only when the iteration ended by itself. Throws
   *  `team_unreadable` (gone, archived, forbidden) and the codes of `listTeams`. */
  readMembers(deskId: DeskId, teamId: TeamId, budget: Budget): AsyncIterable<readonly User[]>;
  /** The user with this object id or sign-in name; `null` when there is none. */
  findUser(deskId: DeskId, idOrSignInName: string, budget: Budget): Promise<User | null>;
  /** Up to `limit` users whose name, mail or sign-in name starts with `text`. */
  searchUsers(deskId: DeskId, text: string, limit: number, budget: Budget): Promise<readonly User[]>;
}

/** A mapping as stored. One row per technician that is mapped or excluded. */
export interface Mapping {
  readonly technicianId: TechnicianId;
  /** As last seen in the PSA, so that an answer survives a PSA that does not. */
  readonly technicianName: string;
  /** `null`: excluded from auto-map and not mapped. */
  readonly userId: UserId | null;
  readonly userPrincipalName: string | null;
  readonly userDisplayName: string | null;
  readonly isGuest: boolean;
  /** `null` exactly when `userId` is. */
  readonly source: MappingSource | null;
  readonly excluded: boolean;
  readonly updatedAt: Date;
}

/** The part of a mapping that an answer needs. */
export interface Mapped {
  readonly technicianId: TechnicianId;
  readonly technicianName: string;
  readonly userId: UserId;
  readonly source: MappingSource | null;
}

/** What a run does to a technician's row (MAP-4). */
export type RunAction =
  | 'add'
  | 'update'
  | 'unchanged'
  | 'clear'
  | 'manual-kept'
  | 'excluded'
  | 'ambiguous'
  | 'unmatched';

export type UnmatchedReason =
  | 'no-email'
  | 'no-user-with-this-email'
  | 'email-shared-by-technicians'
  | 'email-fits-several-users'
  | 'user-fits-several-technicians'
  | 'account-disabled'
  | 'guest-sign-in-name-only'
  | 'user-mapped-by-hand-elsewhere'
  | 'technician-gone';

/** The part of a user that a row keeps. */
export interface MappedUser {
  readonly userId: UserId;
  readonly userPrincipalName: string | null;
  readonly userDisplayName: string | null;
  readonly isGuest: boolean;
}

export interface Suggestion extends MappedUser {
  /** Why this user is offered, best first. */
  readonly because: 'alias' | 'other-mail' | 'other-psa-email' | 'similar-name';
  /** The two values that were compared. */
  readonly technicianValue: string;
  readonly userValue: string;
}

/** Who was mapped when the review was made. The names are for people; reviews of an older release have none. */
export interface UserBefore {
  readonly userId: UserId;
  readonly source: MappingSource;
  readonly userPrincipalName?: string | null;
  readonly userDisplayName?: string | null;
}

/** One row of a run's review: what was found for a technician and what applying does. */
export interface RunRow {
  readonly technicianId: TechnicianId;
  readonly technicianName: string;
  readonly technicianEmail: string | null;
  readonly action: RunAction;
  readonly reason: UnmatchedReason | null;
  /** The user found; for `clear` and `manual-kept` the user mapped before. */
  readonly user: MappedUser | null;
  /** Which field of the user equalled the technician's e-mail, and its value. */
  readonly matchedOn: { readonly field: 'mail' | 'userPrincipalName'; readonly value: string } | null;
  /** Technicians or users that stand in each other's way, by name, for `ambiguous`. */
  readonly rivals: readonly string[];
  readonly suggestions: readonly Suggestion[];
  /** The user mapped when the review was made; applying checks that this still stands. */
  readonly before: UserBefore | null;
  /** Set once applied: whether the row was written, or left because someone changed it since the review. */
  readonly outcome: 'written' | 'skipped-changed' | null;
}

export type RunState =
  /** Reading teams and members. */
  | 'scanning'
  /** Under way too, but Microsoft asked it to wait: it goes on by itself. */
  | 'waiting'
  /** Reviewed, waiting for Apply or Cancel. */
  | 'preview'
  | 'complete'
  /** Applied, but the scan was not whole: nothing was cleared. Without rows: Microsoft let nothing be read in time, and there was nothing to apply. */
  | 'partial'
  /** Applied but for the clears, which wait for an explicit confirmation (MAP-6a). */
  | 'held'
  | 'failed'
  | 'cancelled'
  /** The process ended in the middle; nothing was written. */
  | 'interrupted'
  | 'undone';

/** The states of a run that holds the desk's lock. */
export type StateUnderWay = Extract<RunState, 'scanning' | 'waiting'>;

export interface RunScope {
  /** Empty: every team (a full run). */
  readonly teams: readonly Team[];
  readonly isFull: boolean;
}

/** A team that could not be read to its end. */
export interface TeamFailure {
  readonly team: Team;
  readonly code: string;
}

export interface Run {
  readonly runId: string;
  readonly deskId: DeskId;
  readonly state: RunState;
  readonly scope: RunScope;
  readonly startedBy: {
    readonly kind: 'person' | 'key' | 'system';
    readonly id: string;
    readonly name: string;
  };
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Whether every page of every team in scope was read. */
  readonly scanComplete: boolean;
  readonly teamsScanned: number;
  readonly membersScanned: number;
  readonly teamFailures: readonly TeamFailure[];
  /** Why the run ended in `failed`: an error code. */
  readonly failure: string | null;
  /** Number of auto mappings, without excluded ones, when the review was made: the base of the MAP-6a valve. */
  readonly autoMappingsBefore: number;
}

/** The one writable change of a mapping row. `user: null` with `excluded: false` removes the row. */
export interface MappingChange {
  readonly technicianId: TechnicianId;
  readonly technicianName: string;
  readonly user: MappedUser | null;
  readonly source: MappingSource | null;
  readonly excluded: boolean;
}

/** Who changed a technician's row by hand, and how (a verb of the audit trail). */
export interface ChangeByHand {
  readonly at: Date;
  readonly by: string;
  readonly action: string;
}

/** What a technician's row said when it was read; `null`: there was none. */
export type MappingAsRead = Pick<Mapping, 'userId' | 'source' | 'excluded'> | null;

export interface MappingStore {
  listMappings(deskId: DeskId): Promise<readonly Mapping[]>;
  /** Who is mapped to whom, in no order, without the rest: every answer about availability reads it. */
  listMapped(deskId: DeskId): Promise<readonly Mapped[]>;
  /** A text that is another one after every change of a mapping of the desk, wherever it was made; cheaper than reading them. */
  markOfMappings(deskId: DeskId): Promise<string>;
  /** The last change of this technician's row that a person or key made, among the desk's last thousand changes of any kind. */
  lastChangeByHand(deskId: DeskId, technicianId: TechnicianId): Promise<ChangeByHand | null>;
  /** One row changed by hand, with its audit entry, in one transaction. Throws `conflict` (details: `technicianId`) when the row is not
   *  as `expected` any more, `user_already_mapped` (details: `technicianId`, `technicianName`) when another technician has that user and
   *  `allowShared` is false. */
  saveMapping(
    deskId: DeskId,
    change: MappingChange,
    options: {
      readonly allowShared: boolean;
      readonly expected: MappingAsRead;
      readonly audit: AuditEntry;
    },
  ): Promise<void>;

  /** Starts a run and takes the desk's one run lock with a lease of `leaseSeconds` by the database's clock.
   *  Throws `run_in_progress` (details: `runId`) while another holds it. Expired leases are taken over and their run marked `interrupted`. */
  beginRun(run: Run, leaseSeconds: number): Promise<void>;
  /** Extends the lease of a run under way and keeps its state, scope and counts, for others to see. `false`: the lease was lost, the run
   *  must stop and write nothing. */
  extendRun(run: Run & { readonly state: StateUnderWay }, leaseSeconds: number): Promise<boolean>;
  /** Ends the scan: stores the review and state, gives the lock back. `false` when the lease was lost meanwhile. */
  finishScan(run: Run, rows: readonly RunRow[]): Promise<boolean>;
  /** Marks runs under way whose lease has run out as `interrupted`; answers how many. */
  sweepRuns(): Promise<number>;
  /** Deletes, with their rows and in every desk, runs that ended before `olderThan`; a preview that nobody answered ended when it began.
   *  A desk's last applied run stays whole, for undo, and so does one that is under way. Answers how many went. */
  pruneRuns(olderThan: Date): Promise<number>;

  readRun(
    deskId: DeskId,
    runId: string,
  ): Promise<{ readonly run: Run; readonly rows: readonly RunRow[] } | null>;
  /** One technician's row of a run's review. */
  readRunRow(deskId: DeskId, runId: string, technicianId: TechnicianId): Promise<RunRow | null>;
  /** Runs of the desk, newest first. */
  listRuns(deskId: DeskId, limit: number): Promise<readonly Run[]>;

  /** Applies a previewed run in one transaction: moves it from `preview` to `run.state`, writes each change whose row still stands as
   *  `before` said (others get the outcome `skipped-changed`), and the audit entry. Manual and excluded rows are never written.
   *  Answers the rows with outcomes; `null` when the run was not in `preview` any more (somebody was faster). Throws `run_in_progress`. */
  applyRun(
    run: Run,
    changes: readonly { readonly row: RunRow; readonly change: MappingChange }[],
    audit: AuditEntry,
  ): Promise<readonly RunRow[] | null>;
  /** Moves a previewed run to `cancelled`. `false` when it was not in `preview`. */
  cancelRun(deskId: DeskId, runId: string, at: Date): Promise<boolean>;
  /** Undoes the last applied run of the desk in one transaction: every written row whose mapping still is what the run wrote gets its
   *  `before` back. Answers how many were restored and how many left; `null` when `runId` is not the last applied run or is undone. */
  undoRun(
    deskId: DeskId,
    runId: string,
    at: Date,
    audit: AuditEntry,
  ): Promise<{ readonly restored: number; readonly left: number } | null>;
}

/** Which teams the desk ticked for auto-map; empty means every team. */
export interface MappingSettingsSource {
  readTickedTeams(deskId: DeskId): Promise<readonly Team[]>;
}
