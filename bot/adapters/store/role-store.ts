import type { RoleGrant, RoleStore } from '#core/access/ports.ts';
import { addAudit } from './audit-store.ts';
import { fromMoment, toMoment } from './columns.ts';
import type { Database } from './database.ts';
import type { RoleTable } from './tables.ts';

/** `listRoles` is sorted by when the roles were granted. */
export function createRoleStore({ query }: Database): RoleStore {
  return {
    async readRole(deskId, userId) {
      const row = await query
        .selectFrom('role_grant')
        .selectAll()
        .where('desk_id', '=', deskId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row ? toGrant(row) : null;
    },

    async listRoles(deskId) {
      const rows = await query
        .selectFrom('role_grant')
        .selectAll()
        .where('desk_id', '=', deskId)
        .orderBy('granted_at')
        .orderBy('user_id')
        .execute();
      return rows.map(toGrant);
    },

    async grantRole(grant, audit) {
      const changed = { role: grant.role, name: grant.name, granted_at: toMoment(grant.grantedAt) };
      await query.transaction().execute(async (tx) => {
        await tx
          .insertInto('role_grant')
          .values({ desk_id: grant.deskId, user_id: grant.userId, ...changed })
          .onConflict((conflict) => conflict.columns(['desk_id', 'user_id']).doUpdateSet(changed))
          .execute();
        await addAudit(tx, audit);
      });
    },

    async revokeRole(deskId, userId, audit) {
      return query.transaction().execute(async (tx) => {
        const revoked = await tx
          .deleteFrom('role_grant')
          .where('desk_id', '=', deskId)
          .where('user_id', '=', userId)
          .executeTakeFirst();
        if (revoked.numDeletedRows === 0n) return false;
        await addAudit(tx, audit);
        return true;
      });
    },
  };
}

function toGrant(row: RoleTable): RoleGrant {
  return {
    deskId: row.desk_id,
    userId: row.user_id,
    role: row.role,
    name: row.name,
    grantedAt: fromMoment(row.granted_at),
  };
}
