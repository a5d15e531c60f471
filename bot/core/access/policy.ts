import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import { ROLES, type Role } from '#kernel/vocabulary.ts';

/** Scopes that an API key can carry. */
export const SCOPES = [
  'availability:read',
  'mapping:read',
  'mapping:write',
  'consent:write',
  'dispatch:read',
  'dispatch:write',
  'workflows:write',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who may do what: the lowest role for people, the scope for keys (`null`: no key may). Chat, tab and API ask this one table. */
export const PERMISSIONS = {
  'availability.read': { role: 'member', scope: 'availability:read' },
  'override.own': { role: 'member', scope: null },
  'override.any': { role: 'lead', scope: null },
  'technicians.read': { role: 'member', scope: 'mapping:read' },
  'health.read': { role: 'member', scope: null },
  'teams.read': { role: 'lead', scope: 'mapping:read' },
  'users.search': { role: 'lead', scope: 'mapping:read' },
  'automap.run': { role: 'lead', scope: 'mapping:write' },
  'mapping.write': { role: 'lead', scope: 'mapping:write' },
  /** Holds, decisions, what-if, and what a workflow says. */
  'dispatch.read': { role: 'dispatcher', scope: 'dispatch:read' },
  'dispatch.run': { role: 'dispatcher', scope: 'dispatch:write' },
  /** Accepting or passing on a ticket that was given to oneself. */
  'assignment.answer': { role: 'member', scope: null },
  'workflows.write': { role: 'lead', scope: 'workflows:write' },
  'settings.write': { role: 'lead', scope: null },
  'consent.start': { role: 'admin', scope: 'consent:write' },
  'consent.retry': { role: 'lead', scope: 'consent:write' },
  'psa.read': { role: 'lead', scope: null },
  'psa.connect': { role: 'admin', scope: null },
  'roster.write': { role: 'admin', scope: null },
  'keys.manage': { role: 'admin', scope: null },
  'roles.manage': { role: 'admin', scope: null },
  'audit.read': { role: 'admin', scope: null },
} as const satisfies Record<string, { readonly role: Role; readonly scope: Scope | null }>;

export type Permission = keyof typeof PERMISSIONS;

export function may(caller: Caller, permission: Permission): boolean {
  const needed = PERMISSIONS[permission];
  if (caller.kind === 'system') return true;
  if (caller.kind === 'key') return needed.scope !== null && caller.scopes.includes(needed.scope);
  return ROLES.indexOf(caller.role) >= ROLES.indexOf(needed.role);
}

/** The first line of every use case. Throws `not_allowed` with the role or scope that is missing. */
export function assertMay(caller: Caller, permission: Permission): void {
  if (may(caller, permission)) return;
  const { role, scope } = PERMISSIONS[permission];
  const needed = caller.kind === 'key' ? (scope ?? 'a person') : role;
  throw new AppError('not_allowed', `${permission} needs ${needed}`, {
    details: { permission, needed, kind: caller.kind },
    remedy:
      caller.kind === 'key'
        ? `Use a key with the scope "${needed}".`
        : `Ask an admin of the desk for the role "${needed}".`,
  });
}
