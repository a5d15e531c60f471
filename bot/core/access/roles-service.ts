import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
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
  grant(
    caller: Caller,
    grant: { readonly userId: UserId; readonly role: Role; readonly name: string },
  ): Promise<void>;
  /** `false` when there was nothing to revoke. */
  revoke(caller: Caller, userId: UserId): Promise<boolean>;
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
    async grant(caller, { userId, role, name }) {
      assertMay(caller, 'roles.manage');
      const now = clock.now();
      const before = await store.readRole(caller.deskId, userId);
      const grant = { deskId: caller.deskId, userId, role, name, grantedAt: now };
      const audit = auditEntry(caller, now, {
        subject: 'role',
        subjectId: userId,
        action: 'granted',
        before: before && { role: before.role },
        after: { role },
      });
      await store.grantRole(grant, audit);
    },
    async revoke(caller, userId) {
      assertMay(caller, 'roles.manage');
      const before = await store.readRole(caller.deskId, userId);
      const audit = auditEntry(caller, clock.now(), {
        subject: 'role',
        subjectId: userId,
        action: 'revoked',
        before: before && { role: before.role },
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
