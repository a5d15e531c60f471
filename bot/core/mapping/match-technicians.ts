import type { UserId } from '#kernel/vocabulary.ts';
import { emailKey } from './email-key.ts';
import { createEmailFilter } from './mark-filter.ts';
import type { MappedUser, RunRow, Suggestion, Technician, UnmatchedReason, User } from './ports.ts';
import { createSuggester } from './suggest-users.ts';

/** What the members of the scanned teams say about one technician. */
export interface Match {
  readonly technician: Technician;
  readonly user: MappedUser | null;
  readonly matchedOn: RunRow['matchedOn'];
  /** Why there is no user; `null` with one. */
  readonly reason: UnmatchedReason | null;
  readonly rivals: readonly string[];
  readonly suggestions: readonly Suggestion[];
}

interface Hit {
  readonly user: User;
  readonly field: 'mail' | 'userPrincipalName';
  readonly value: string;
}

export interface Matcher {
  /** Takes another page of members; the same user may come again. Pages need not be kept. */
  add(users: readonly User[]): void;
  /** One match per technician, in the order of the technicians. */
  matches(): readonly Match[];
}

/** Joins technicians and members by equal e-mail (MAP-2) and never guesses (MAP-3). Only members that meet some technician are kept,
 *  so a tenant of 100,000 costs no more memory than one of 1,000. */
export function createMatcher(technicians: readonly Technician[]): Matcher {
  const byEmail = groupByEmail(technicians);
  const mayMeet = createEmailFilter(byEmail.keys());
  const hits = new Map<string, Map<UserId, Hit>>();
  const suggester = createSuggester(technicians);

  function note(user: User, field: Hit['field'], value: string | null): void {
    if (value === null || !mayMeet(value)) return;
    const key = emailKey(value);
    if (key === null || !byEmail.has(key)) return;
    const users = hits.get(key) ?? new Map<UserId, Hit>();
    hits.set(key, users);
    // Mail is noted first, so a user whose mail and sign-in name are equal is shown as matched on mail.
    if (!users.has(user.userId)) users.set(user.userId, { user, field, value: value.trim() });
  }

  return {
    add(users) {
      for (const user of users) {
        note(user, 'mail', user.mail);
        if (user.userPrincipalName !== user.mail) note(user, 'userPrincipalName', user.userPrincipalName);
        suggester.add(user);
      }
    },
    matches() {
      const found = technicians.map((technician) => matchOne(technician, byEmail, hits));
      return refuseSharedUsers(found).map((match) =>
        match.user === null
          ? { ...match, suggestions: suggester.suggest(match.technician.technicianId) }
          : match,
      );
    },
  };
}

function groupByEmail(technicians: readonly Technician[]): ReadonlyMap<string, readonly Technician[]> {
  const groups = new Map<string, Technician[]>();
  for (const technician of technicians) {
    const key = emailKey(technician.email);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(technician);
    else groups.set(key, [technician]);
  }
  return groups;
}

function matchOne(
  technician: Technician,
  byEmail: ReadonlyMap<string, readonly Technician[]>,
  hits: ReadonlyMap<string, ReadonlyMap<UserId, Hit>>,
): Match {
  const key = emailKey(technician.email);
  if (key === null) return unmatched(technician, 'no-email');
  const namesakes = (byEmail.get(key) ?? []).filter((other) => other !== technician);
  if (namesakes.length > 0) {
    const rivals = namesakes.map((other) => other.name);
    return unmatched(technician, 'email-shared-by-technicians', rivals);
  }
  const all = [...(hits.get(key)?.values() ?? [])];
  if (all.length === 0) return unmatched(technician, 'no-user-with-this-email');
  const enabled = all.filter((hit) => hit.user.enabled);
  if (enabled.length === 0) return unmatched(technician, 'account-disabled');
  const usable = enabled.filter((hit) => !hit.user.isGuest || hit.field === 'mail');
  if (usable.length === 0) return unmatched(technician, 'guest-sign-in-name-only');
  const [hit] = usable;
  if (hit === undefined || usable.length > 1) {
    return unmatched(technician, 'email-fits-several-users', usable.map(nameOfHit));
  }
  return {
    technician,
    user: toMappedUser(hit.user),
    matchedOn: { field: hit.field, value: hit.value },
    reason: null,
    rivals: [],
    suggestions: [],
  };
}

/** A user whose mail is one technician's e-mail and whose sign-in name is another's belongs to neither. */
function refuseSharedUsers(matches: readonly Match[]): readonly Match[] {
  const owners = new Map<UserId, Match[]>();
  for (const match of matches) {
    if (match.user === null) continue;
    const group = owners.get(match.user.userId);
    if (group) group.push(match);
    else owners.set(match.user.userId, [match]);
  }
  return matches.map((match) => {
    const rivals = (match.user ? (owners.get(match.user.userId) ?? []) : []).filter(
      (other) => other !== match,
    );
    if (rivals.length === 0) return match;
    return unmatched(
      match.technician,
      'user-fits-several-technicians',
      rivals.map((other) => other.technician.name),
    );
  });
}

function unmatched(technician: Technician, reason: UnmatchedReason, rivals: readonly string[] = []): Match {
  return { technician, user: null, matchedOn: null, reason, rivals, suggestions: [] };
}

function nameOfHit({ user }: Hit): string {
  return user.displayName ?? user.userPrincipalName ?? user.userId;
}

export function toMappedUser(user: User): MappedUser {
  return {
    userId: user.userId,
    userPrincipalName: user.userPrincipalName,
    userDisplayName: user.displayName,
    isGuest: user.isGuest,
  };
}

/** Technicians whose reason means that a person has to decide, not that nobody was found. */
export function isAmbiguous(reason: UnmatchedReason | null): boolean {
  return (
    reason === 'email-shared-by-technicians' ||
    reason === 'email-fits-several-users' ||
    reason === 'user-fits-several-technicians' ||
    reason === 'user-mapped-by-hand-elsewhere'
  );
}
