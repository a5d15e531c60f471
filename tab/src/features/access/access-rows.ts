import type { getRoles } from '#contract/administration-endpoints.ts';
import type { Role } from '#kernel/vocabulary.ts';
import type { AnswerOf } from '../../api/client.ts';

export type Roles = AnswerOf<typeof getRoles>;

/** Roles that can be given: everybody is a member without. */
export const GIVEN_ROLES = ['dispatcher', 'lead', 'admin'] as const satisfies readonly Role[];

/** One person with a role. */
export interface AccessRow {
  readonly userId: string;
  /** `null`: an admin by configuration whose name nobody has told us yet. */
  readonly name: string | null;
  readonly role: Role;
  /** `null`: since the installation. */
  readonly since: Date | null;
  readonly isYou: boolean;
  readonly isByConfiguration: boolean;
}

/** Who has a role, by name; those without a name come last. An admin by configuration is admin whatever was granted. `names`: of accounts, where known. */
export function toRows(
  { grants, initialAdmins }: Roles,
  me: { readonly userId: string; readonly name: string },
  options: { readonly names: ReadonlyMap<string, string>; readonly locale: string },
): readonly AccessRow[] {
  const configured = new Set(initialAdmins);
  const granted = grants.map((grant) => ({
    ...grant,
    role: configured.has(grant.userId) ? 'admin' : grant.role,
    since: configured.has(grant.userId) ? null : new Date(grant.grantedAt),
  }));
  const known = new Set(grants.map(({ userId }) => userId));
  const others = initialAdmins
    .filter((userId) => !known.has(userId))
    .map((userId) => ({
      userId,
      name: userId === me.userId ? me.name : (options.names.get(userId) ?? null),
      role: 'admin' as const,
      since: null,
    }));
  return [...granted, ...others]
    .map(({ userId, name, role, since }) => ({
      userId,
      name,
      role,
      since,
      isYou: userId === me.userId,
      isByConfiguration: configured.has(userId),
    }))
    .toSorted(byName(options.locale));
}

/** Admins by configuration whose name has to be asked for. */
export function namelessAdmins(
  { grants, initialAdmins }: Roles,
  me: { readonly userId: string },
): readonly string[] {
  const known = new Set([me.userId, ...grants.map(({ userId }) => userId)]);
  return initialAdmins.filter((userId) => !known.has(userId));
}

/** Admin without a grant and not by configuration: by the directory role, until somebody has the role here. */
export function isTemporaryAdmin(
  { grants, initialAdmins }: Roles,
  me: { readonly userId: string; readonly role: Role },
): boolean {
  const isGranted = grants.some(({ userId }) => userId === me.userId);
  return me.role === 'admin' && !isGranted && !initialAdmins.includes(me.userId);
}

function byName(locale: string): (a: AccessRow, b: AccessRow) => number {
  const order = new Intl.Collator(locale);
  return (a, b) => {
    if (a.name === null || b.name === null) return Number(a.name === null) - Number(b.name === null);
    return order.compare(a.name, b.name) || order.compare(a.userId, b.userId);
  };
}
