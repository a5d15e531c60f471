/** A made-up desk, as the simulators serve it. Fields carry the names that the outside services use. */
export interface Desk {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly verifiedDomains: readonly VerifiedDomain[];
  /** IANA name. */
  readonly zone: string;
  readonly users: readonly DeskUser[];
  readonly groups: readonly DeskGroup[];
  readonly people: Readonly<Record<PersonKey, Person>>;
  readonly agents: readonly PsaAgent[];
  readonly psaTeams: readonly { readonly id: number; readonly name: string }[];
  readonly clients: readonly { readonly id: number; readonly name: string }[];
  readonly priorities: readonly { readonly id: number; readonly name: string }[];
  readonly statuses: readonly { readonly id: number; readonly name: string; readonly closed: boolean }[];
  readonly tickets: readonly PsaTicket[];
}

export interface VerifiedDomain {
  readonly name: string;
  readonly isDefault: boolean;
  readonly isInitial: boolean;
}

export interface DeskUser {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly mail: string | null;
  readonly userPrincipalName: string;
  readonly otherMails: readonly string[];
  readonly proxyAddresses: readonly string[];
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  readonly jobTitle: string | null;
  /** `null`: Graph answers nothing for this user. */
  readonly presence: DeskPresence | null;
}

export interface DeskPresence {
  readonly availability: string | null;
  readonly activity: string | null;
  /** `null`: the settings are absent. */
  readonly outOfOffice: boolean | null;
}

export interface DeskGroup {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  /** Microsoft 365 groups that are teams say so in `resourceProvisioningOptions`. */
  readonly kind: 'team' | 'microsoft-365' | 'security';
  readonly memberIds: readonly string[];
  /** Members that are no users: only security groups have any. */
  readonly otherMembers: readonly { readonly id: string; readonly type: 'group' | 'device' }[];
  /** `null`: Shifts was never opened in this team. */
  readonly schedule: DeskSchedule | null;
}

export interface DeskSchedule {
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly provisionStatus: 'NotStarted' | 'Running' | 'Completed' | 'Failed';
  readonly shifts: readonly DeskShift[];
  readonly timesOff: readonly DeskTimeOff[];
}

/** Instants are UTC. */
export interface DeskSpan {
  readonly start: Date;
  readonly end: Date;
}

export interface DeskShift {
  readonly id: string;
  /** `null`: an open slot. */
  readonly userId: string | null;
  readonly isStagedForDeletion: boolean;
  readonly label: string | null;
  readonly notes: string | null;
  readonly shared: DeskSpan | null;
  readonly draft: DeskSpan | null;
}

export interface DeskTimeOff {
  readonly id: string;
  readonly userId: string;
  readonly isStagedForDeletion: boolean;
  readonly shared: DeskSpan | null;
  readonly draft: DeskSpan | null;
}

export const PERSON_KEYS = ['admin', 'lead', 'dispatcher', 'member', 'guest', 'otherTenant'] as const;
export type PersonKey = (typeof PERSON_KEYS)[number];

/** Somebody who can sign in to the sandbox. */
export interface Person {
  readonly key: PersonKey;
  readonly oid: string;
  readonly tenantId: string;
  readonly name: string;
  readonly userPrincipalName: string;
  /** The role that the sandbox gives them; guests get none. */
  readonly role: 'admin' | 'lead' | 'dispatcher' | 'member' | null;
  readonly isGuest: boolean;
  /** Directory roles (template ids). */
  readonly wids: readonly string[];
}

/** HaloPSA `Agent` fields. Id 1 is Halo's own "Unassigned". */
export interface PsaAgent {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly otherEmails: readonly string[];
  readonly isdisabled: boolean;
  readonly isapiagent: boolean;
  readonly teams: readonly string[];
  /** Qualifications; left out: none. */
  readonly skills?: readonly string[];
}

/** HaloPSA `Tickets` fields. */
export interface PsaTicket {
  readonly id: number;
  readonly summary: string;
  readonly details: string;
  readonly client_id: number;
  readonly priority_id: number;
  readonly status_id: number;
  /** 1: unassigned. */
  readonly agent_id: number;
  readonly team: string;
  /** ISO, UTC. */
  readonly dateoccurred: string;
}
