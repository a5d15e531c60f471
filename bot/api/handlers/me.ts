import { getMe } from '#contract/me-endpoints.ts';
import { may, PERMISSIONS, type Permission } from '#core/access/policy.ts';
import type { RolesService } from '#core/access/roles-service.ts';
import type { RosterSource } from '#core/availability/ports.ts';
import type { SettingsService } from '#core/settings/settings-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import type { MountForPeople } from '../mount-for-people.ts';

export function mountMe(
  mount: MountForPeople,
  needs: {
    readonly roles: Pick<RolesService, 'namesWith'>;
    readonly settings: Pick<SettingsService, 'deskProfile'>;
    readonly mapping: RosterSource;
    readonly version: string;
  },
): void {
  mount(getMe, async ({ caller }) => {
    if (caller.kind !== 'person') throw new AppError('not_allowed', 'only people have a tab');
    const { deskId } = caller;
    const [profile, lead, admin, technicianId] = await Promise.all([
      needs.settings.deskProfile(deskId),
      needs.roles.namesWith(deskId, 'lead'),
      needs.roles.namesWith(deskId, 'admin'),
      technicianOf(needs.mapping, caller),
    ]);
    return {
      person: { userId: caller.id, name: caller.name, role: caller.role },
      desk: { deskId, zone: profile.zone, locale: profile.locale },
      may: permissionsOf(caller),
      ask: { lead: [...lead], admin: [...admin] },
      technicianId,
      version: needs.version,
    };
  });
}

function permissionsOf(caller: Caller): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => may(caller, permission));
}

/** A PSA that does not answer, or is not connected yet, keeps nobody out of the tab. */
async function technicianOf(roster: RosterSource, caller: Caller): Promise<string | null> {
  try {
    const { technicians } = await roster.readRoster(caller.deskId, 'interactive');
    return technicians.find(({ userId }) => userId === caller.id)?.technicianId ?? null;
  } catch {
    return null;
  }
}
