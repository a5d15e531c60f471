import type { AppError } from '#kernel/errors.ts';
import type { Interval } from '#kernel/interval.ts';
import type { Budget, DeskId, MappingSource, TeamId, TechnicianId, UserId } from '#kernel/vocabulary.ts';

/** What this room needs from outside. Presence and shifts live in memory only: no port here may write them anywhere. */

/** Graph's fact about a user, as received: open, case-insensitive strings (Graph docs: resources/presence). */
export interface Presence {
  readonly availability: string | null;
  readonly activity: string | null;
  /** `outOfOfficeSettings.isOutOfOffice`; `null` when Graph did not say. */
  readonly outOfOffice: boolean | null;
}

export interface PresenceReading {
  readonly readAt: Date;
  /** Users that Graph answered for. A user in neither map nor list got no answer. */
  readonly presences: ReadonlyMap<UserId, Presence>;
  /** Users whose part of the read failed, with the failure. */
  readonly unread: readonly { readonly userIds: readonly UserId[]; readonly error: AppError }[];
}

export interface PresenceSource {
  /** Presence of `userIds` now, in as few calls as Graph allows. Never throws: a failed part is in `unread`. No ids, no call. */
  readPresence(deskId: DeskId, userIds: readonly UserId[], budget: Budget): Promise<PresenceReading>;
}

/** A published user shift. */
export interface Shift extends Interval {
  readonly userId: UserId;
}

export interface TimeOff extends Interval {
  readonly userId: UserId;
}

export interface RotaReading {
  readonly readAt: Date;
  readonly shifts: readonly Shift[];
  readonly timesOff: readonly TimeOff[];
  /** Items that say nothing about a user at a time: drafts, open slots, an end before the start. */
  readonly ignoredCount: number;
}

export interface ShiftSource {
  /** Every published shift and time off of the team that touches `window`, in no order.
   *  Throws `no_schedule`, `team_unreadable`, `not_in_cloud`, and the `consent_…`, `permission_missing`, `graph_…` codes. */
  readRota(deskId: DeskId, teamId: TeamId, window: Interval, budget: Budget): Promise<RotaReading>;
}

/** A technician as this room sees one. */
export interface RosterTechnician {
  readonly technicianId: TechnicianId;
  readonly name: string;
  /** `null` when not mapped. */
  readonly userId: UserId | null;
  readonly mapping: MappingSource | null;
}

export interface Roster {
  readonly readAt: Date;
  /** Sorted by name. With an unreadable PSA: the mapped technicians, as last seen. */
  readonly technicians: readonly RosterTechnician[];
  readonly psaError: AppError | null;
}

export interface RosterSource {
  /** All active technicians of the desk with their mapping. Throws `psa_not_connected` when no PSA is set up. */
  readRoster(deskId: DeskId, budget: Budget): Promise<Roster>;
}

/** A technician's own word about themselves (AV-9). It wins over presence and ends by itself. */
export interface Override {
  readonly technicianId: TechnicianId;
  readonly says: 'working' | 'on-break' | 'off';
  readonly from: Date;
  readonly until: Date;
}

export interface OverrideSource {
  /** Overrides of the desk that touch `window`. */
  readOverrides(deskId: DeskId, window: Interval): Promise<readonly Override[]>;
}

export interface OverrideStore extends OverrideSource {
  /** Writes a technician's newest word at `now`. It replaces every earlier one of this technician that touches its time. */
  saveOverride(deskId: DeskId, override: Override, now: Date): Promise<void>;
  /** Ends what the technician says at `at`; where that is nothing, takes back what was said about later.
   *  `false` when there was nothing to end. */
  endOverride(deskId: DeskId, technicianId: TechnicianId, at: Date): Promise<boolean>;
}

/** A team whose Shifts schedule is this desk's rota. */
export interface RotaTeam {
  readonly teamId: TeamId;
  readonly name: string;
}

export interface AvailabilitySettings {
  /** Teams whose Shifts count for questions outside a workflow (AV-5a). Empty: no rota chosen. */
  readonly rotaTeams: readonly RotaTeam[];
  /** AV-4. */
  readonly presenceBlocksMinutes: number;
  /** AV-5. */
  readonly planningWindowHours: number;
  /** People wanted on shift at any time; fewer is a gap. */
  readonly coverageMinimum: number;
}

export interface AvailabilitySettingsSource {
  readAvailabilitySettings(deskId: DeskId): Promise<AvailabilitySettings>;
}

/** Members of a team, for "who is free in Escalations". */
export interface TeamMembershipSource {
  /** User ids of the members. Throws `team_unreadable`, and the `consent_…`, `permission_missing`, `graph_…` codes. */
  readMemberIds(deskId: DeskId, teamId: TeamId, budget: Budget): Promise<ReadonlySet<UserId>>;
}

/** Names of users who are no technicians, for the rota. */
export interface UserNameSource {
  /** Display name; `null` when there is no such user, or none. Throws the `consent_…`, `permission_missing`, `graph_…` codes. */
  readUserName(deskId: DeskId, userId: UserId, budget: Budget): Promise<string | null>;
}
