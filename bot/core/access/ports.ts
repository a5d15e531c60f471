import type { AuditEntry, AuditSubject } from '#kernel/audit.ts';
import type { AppError } from '#kernel/errors.ts';
import type { Budget, DeskId, Role, UserId } from '#kernel/vocabulary.ts';
import type { Scope } from './policy.ts';

/** The four application permissions of Microsoft Graph that Rollcall asks for (CON-1), and nothing else. */
export const REQUIRED_PERMISSIONS = [
  'Presence.Read.All',
  'Schedule.Read.All',
  'GroupMember.Read.All',
  'User.Read.All',
] as const;
export type RequiredPermission = (typeof REQUIRED_PERMISSIONS)[number];

/** How Rollcall stands in the desk's tenant.
 *  `missing` never granted · `spreading` granted a moment ago · `granted` · `incomplete` some permission is missing · `revoked` it was granted once. */
export type ConsentState = 'missing' | 'spreading' | 'granted' | 'incomplete' | 'revoked';

export interface ConsentRecord {
  readonly deskId: DeskId;
  readonly state: ConsentState;
  readonly missingPermissions: readonly string[];
  /** When an administrator last came back from Microsoft with a yes; `null`: not by way of us. */
  readonly lastGrantAt: Date | null;
  /** When a token with some of the permissions was first seen since another state or grant. */
  readonly confirmedAt: Date | null;
  /** When it was written last. Each write of a desk has its own, later than the one before: it tells whether somebody else wrote since. */
  readonly changedAt: Date;
}

export interface ConsentAttempt {
  readonly attemptId: string;
  readonly deskId: DeskId;
  /** SHA-256 of the `state` parameter, hex. */
  readonly stateHash: string;
  readonly startedBy: {
    readonly kind: 'person' | 'key' | 'system';
    readonly id: string;
    readonly name: string;
  };
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly consumedAt: Date | null;
  /** `null` until the browser came back. */
  readonly outcome: 'granted' | 'refused' | 'wrong-tenant' | null;
  /** Microsoft's own words on a refusal, cut to 300 characters. */
  readonly refusal: string | null;
}

/** What came before the state that stands. */
export interface ConsentHistory {
  /** The last yes by way of us, from the audit trail; `null`: none. */
  readonly lastGrant: { readonly by: string; readonly at: Date } | null;
  /** The newest attempt that came back. Attempts are kept for 30 days. */
  readonly lastReturn: ConsentAttempt | null;
  /** The newest attempt that has not come back; whether its link still works, `expiresAt` tells. */
  readonly lastOpen: ConsentAttempt | null;
}

export interface ConsentStore {
  readConsent(deskId: DeskId): Promise<ConsentRecord | null>;
  readHistory(deskId: DeskId): Promise<ConsentHistory>;
  /** Writes the record and, when given, the audit entry in one transaction. `expectedChangedAt` is `changedAt` of the record that was
   *  read, `null` when there was none; `false`, and nothing is written, when that is not what stands any more. */
  saveConsent(
    record: ConsentRecord,
    options: { readonly expectedChangedAt: Date | null; readonly audit: AuditEntry | null },
  ): Promise<boolean>;
  addAttempt(attempt: ConsentAttempt): Promise<void>;
  /** Marks the attempt with this state as used, once: a second call, an unknown or an expired state answers `null`. */
  consumeAttempt(stateHash: string, at: Date): Promise<ConsentAttempt | null>;
  closeAttempt(
    attemptId: string,
    outcome: { readonly outcome: 'granted' | 'refused' | 'wrong-tenant'; readonly refusal: string | null },
    audit: AuditEntry | null,
  ): Promise<void>;
  readAttempt(attemptId: string): Promise<ConsentAttempt | null>;
  /** Deletes the attempts, of every desk, that expired before `olderThan`; answers how many. */
  pruneAttempts(olderThan: Date): Promise<number>;
}

export interface AppToken {
  readonly accessToken: string;
  readonly expiresAt: Date;
  /** From the token: `tid` and `roles`. They tell how consent stands; whether a call is allowed, Graph says. */
  readonly tenantId: string;
  readonly roles: readonly string[];
}

/** App-only tokens for Microsoft Graph in the desk's tenant. */
export interface AppTokenSource {
  /** A token good for at least 5 minutes; `fresh` skips every cache. One flight at a time per desk.
   *  Throws `consent_missing` (no service principal or no consent in the tenant), `secret_invalid`, `entra_down`, `graph_throttled`. */
  getAppToken(deskId: DeskId, options: { readonly fresh: boolean }): Promise<AppToken>;
}

/** Builds Microsoft's admin-consent address for a desk (CON-2): host, scope `…/.default`, redirect and `state`. */
export interface ConsentPages {
  consentUrl(deskId: DeskId, state: string): string;
}

/** What the Graph adapter asks before and after a call: the token, and what a refusal means for this desk. */
export interface DeskAccess {
  /** Throws `consent_missing`, `consent_spreading`, `consent_revoked`, `permission_missing`, `secret_invalid`, `entra_down`. */
  graphToken(deskId: DeskId, options: { readonly fresh: boolean }): Promise<string>;
  /** Graph refused a call although the token was new. Answers the error to throw: the same, or one that knows the desk's history
   *  (`consent_missing` becomes `consent_revoked` or `consent_spreading`). Records what was learned. */
  graphRefused(deskId: DeskId, error: AppError): Promise<AppError>;
}

export interface RoleGrant {
  readonly deskId: DeskId;
  readonly userId: UserId;
  readonly role: Role;
  readonly name: string;
  readonly grantedAt: Date;
}

export interface RoleStore {
  readRole(deskId: DeskId, userId: UserId): Promise<RoleGrant | null>;
  listRoles(deskId: DeskId): Promise<readonly RoleGrant[]>;
  grantRole(grant: RoleGrant, audit: AuditEntry): Promise<void>;
  /** `false` when there was nothing to revoke. */
  revokeRole(deskId: DeskId, userId: UserId, audit: AuditEntry): Promise<boolean>;
}

/** A user of the tenant, as far as whoever gives roles needs to know. */
export interface Person {
  readonly userId: UserId;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
  readonly enabled: boolean;
  readonly isGuest: boolean;
}

export interface PeopleSource {
  /** The user with this object id; `null` when there is none. Throws the `consent_…`, `permission_missing` and `graph_…` codes. */
  findUser(deskId: DeskId, userId: UserId, budget: Budget): Promise<Person | null>;
  /** Up to `limit` users whose name, mail or sign-in name starts with `text`. Throws as above. */
  searchUsers(deskId: DeskId, text: string, limit: number, budget: Budget): Promise<readonly Person[]>;
}

export interface ApiKey {
  readonly keyId: string;
  readonly deskId: DeskId;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export interface KeyStore {
  /** `secretHash`: SHA-256 of the secret part, hex. */
  addKey(key: ApiKey, secretHash: string, audit: AuditEntry): Promise<void>;
  findKey(keyId: string): Promise<{ readonly key: ApiKey; readonly secretHash: string } | null>;
  listKeys(deskId: DeskId): Promise<readonly ApiKey[]>;
  /** `false` when unknown or revoked before. */
  revokeKey(deskId: DeskId, keyId: string, at: Date, audit: AuditEntry): Promise<boolean>;
  /** Notes the use, at most once a minute per key; a store that is down is no failure here, the use goes unnoted. */
  touchKey(keyId: string, at: Date): Promise<void>;
}

export interface AuditStore {
  /** Entries of a desk, newest first; `before` is the id of the last entry of the page before, `subject` leaves the others out. */
  listAudit(
    deskId: DeskId,
    options: {
      readonly limit: number;
      readonly before: string | null;
      readonly subject?: AuditSubject | null;
    },
  ): Promise<readonly (AuditEntry & { readonly entryId: string })[]>;
}
