import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { type DeskId, ROLES, type Role, type UserId } from '#kernel/vocabulary.ts';
import { assertMay } from './policy.ts';
import type { RoleGrant, RoleStore } from './ports.ts';

/** Template id of the Global Administrator role, as it stands in `wids` (Entra built-in roles). */
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

export interface RolesService {
  /** The role of a non-guest user of the desk: granted here, else admin by configuration, else `member`. A Global Administrator (`wids` of a
   *  sign-in token) is admin as long as nobody else is. */
  roleOf(deskId: DeskId, userId: UserId, wids?: readonly string[]): Promise<Role>;
  list(caller: Caller): Promise<readonly RoleGrant[]>;
  /** Admins by configuration: no grant of Rollcall can take that from them. Throws `not_allowed`. */
  listInitialAdmins(caller: Caller): readonly UserId[];
  /** Throws `conflict` when `expected` is given and not the role that the person has (`null`: none), or when nobody would be admin any more. */
  grant(
    caller: Caller,
    grant: {
      readonly userId: UserId;
      readonly role: Role;
      readonly name: string;
      readonly expected?: Role | null;
    },
  ): Promise<void>;
  /** `false` when there was nothing to revoke. Throws `conflict` when `expected` is given and not the role that the person has, or when nobody
   *  would be admin any more. */
  revoke(caller: Caller, userId: UserId, expected?: Role): Promise<boolean>;
  /** Names of people who hold at least `role` here, for "ask one of". At most 3. */
  namesWith(deskId: DeskId, role: Role): Promise<readonly string[]>;
}

export function createRolesService(needs: {
  readonly clock: Clock;
  readonly store: RoleStore;
  readonly initialAdmins: readonly { readonly deskId: DeskId; readonly userId: UserId }[];
}): RolesService {
  const { clock, store, initialAdmins } = needs;

  function isInitialAdmin(deskId: DeskId, userId: UserId): boolean {
    return initialAdmins.some((admin) => admin.deskId === deskId && admin.userId === userId);
  }

  /** Somebody must be left who can give roles again; the operator's command line can always. */
  async function assertAdminRemains(caller: Caller, userId: UserId, role: Role | null): Promise<void> {
    if (role === 'admin' || caller.kind === 'system') return;
    if (initialAdmins.some(({ deskId }) => deskId === caller.deskId)) return;
    const admins = (await store.listRoles(caller.deskId)).filter((grant) => grant.role === 'admin');
    if (admins.some((grant) => grant.userId !== userId) || admins.length === 0) return;
    throw new AppError('conflict', 'the last admin cannot be taken away', {
      details: { rule: 'last-admin' },
      remedy: 'Make somebody else admin first.',
    });
  }

  return {
    async roleOf(deskId, userId, wids = []) {
      if (isInitialAdmin(deskId, userId)) return 'admin';
      const grant = await store.readRole(deskId, userId);
      if (grant) return grant.role;
      if (!wids.includes(GLOBAL_ADMINISTRATOR)) return 'member';
      const others = await store.listRoles(deskId);
      const hasAdmin =
        others.some((other) => other.role === 'admin') ||
        initialAdmins.some((admin) => admin.deskId === deskId);
      return hasAdmin ? 'member' : 'admin';
    },
    async list(caller) {
      assertMay(caller, 'roles.manage');
      return store.listRoles(caller.deskId);
    },
    listInitialAdmins(caller) {
      assertMay(caller, 'roles.manage');
      return initialAdmins.flatMap(({ deskId, userId }) => (deskId === caller.deskId ? [userId] : []));
    },
    async grant(caller, { userId, role, name, expected }) {
      assertMay(caller, 'roles.manage');
      const now = clock.now();
      const before = await store.readRole(caller.deskId, userId);
      if (expected !== undefined && expected !== (before?.role ?? null)) throw roleChanged(before);
      await assertAdminRemains(caller, userId, role);
      const grant = { deskId: caller.deskId, userId, role, name, grantedAt: now };
      const audit = auditEntry(caller, now, {
        subject: 'role',
        subjectId: userId,
        action: 'granted',
        before: before && auditValue(before),
        after: auditValue({ role, name }),
      });
      await store.grantRole(grant, audit);
    },
    async revoke(caller, userId, expected) {
      assertMay(caller, 'roles.manage');
      const before = await store.readRole(caller.deskId, userId);
      if (expected !== undefined && before !== null && expected !== before.role) throw roleChanged(before);
      await assertAdminRemains(caller, userId, null);
      const audit = auditEntry(caller, clock.now(), {
        subject: 'role',
        subjectId: userId,
        action: 'revoked',
        before: before && auditValue(before),
      });
      return store.revokeRole(caller.deskId, userId, audit);
    },
    async namesWith(deskId, role) {
      const grants = await store.listRoles(deskId);
      return grants
        .filter((grant) => ROLES.indexOf(grant.role) >= ROLES.indexOf(role))
        .map((grant) => grant.name)
        .slice(0, 3);
    },
  };
}

/** With the name: who reads the trail later knows no account ids. */
function auditValue({ role, name }: Pick<RoleGrant, 'role' | 'name'>) {
  return { role, name };
}

function roleChanged(before: RoleGrant | null): AppError {
  return new AppError('conflict', `the role is ${before?.role ?? 'not granted'} by now`, {
    details: { role: before?.role ?? null },
    remedy: 'Look at the list again.',
  });
}
