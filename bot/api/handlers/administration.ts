import {
  deleteKey,
  deleteRole,
  findPeople,
  getAudit,
  getAuditExport,
  getInventory,
  getKeys,
  getRoles,
  getSettings,
  getSetUpCheck,
  postKey,
  putRole,
  putSetting,
} from '#contract/administration-endpoints.ts';
import type { AuditService, StoredAuditEntry } from '#core/access/audit-service.ts';
import type { KeysService } from '#core/access/keys-service.ts';
import type { PeopleService } from '#core/access/people-service.ts';
import { SCOPES } from '#core/access/policy.ts';
import type { ApiKey } from '#core/access/ports.ts';
import type { RolesService } from '#core/access/roles-service.ts';
import type { HealthService } from '#core/settings/health-service.ts';
import type { InventoryService } from '#core/settings/inventory-service.ts';
import type { SettingsService, SettingState } from '#core/settings/settings-service.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { auditCsv } from '../audit-csv.ts';
import type { MountForPeople } from '../mount-for-people.ts';

const AUDIT_PAGE = 50;
/** A few megabytes; longer histories are exported by `npm run admin -- audit list`. */
const EXPORT_ENTRIES = 50_000;

export interface AdministrationNeeds {
  readonly roles: RolesService;
  readonly people: PeopleService;
  readonly keys: KeysService;
  readonly audit: AuditService;
  readonly settings: SettingsService;
  readonly health: HealthService;
  readonly inventory: InventoryService;
  readonly clock: Clock;
}

export function mountAdministration(mount: MountForPeople, needs: AdministrationNeeds): void {
  mountRoles(mount, needs.roles);
  mount(findPeople, async ({ caller, query }) => {
    const people = await needs.people.find(caller, query.search);
    return {
      people: people.map(({ userId, displayName, userPrincipalName, enabled, isGuest }) => ({
        userId,
        displayName,
        userPrincipalName,
        enabled,
        guest: isGuest,
      })),
    };
  });
  mountKeys(mount, needs.keys);
  mountAudit(mount, needs);
  mountSettings(mount, needs.settings);
  mount(getSetUpCheck, async ({ caller }) => {
    const { checkedAt, findings } = await needs.health.check(caller);
    return {
      checkedAt: checkedAt.toISOString(),
      findings: findings.map((finding) => ({ ...finding, facts: { ...finding.facts } })),
    };
  });
  mount(getInventory, async ({ caller }) => {
    const tables = await needs.inventory.read(caller);
    return {
      tables: tables.map(({ columns, ...table }) => ({
        ...table,
        columns: Object.entries(columns).map(([name, holds]) => ({ name, holds })),
      })),
    };
  });
}

function mountRoles(mount: MountForPeople, roles: RolesService): void {
  mount(getRoles, async ({ caller }) => {
    const grants = await roles.list(caller);
    return {
      grants: grants.map(({ userId, name, role, grantedAt }) => ({
        userId,
        name,
        role,
        grantedAt: grantedAt.toISOString(),
      })),
      initialAdmins: [...roles.listInitialAdmins(caller)],
    };
  });
  mount(putRole, async ({ caller, params, body }) => {
    await roles.grant(caller, { ...body, userId: params.userId.toLowerCase() });
    return null;
  });
  mount(deleteRole, async ({ caller, params, query }) => {
    await roles.revoke(caller, params.userId.toLowerCase(), query.expected);
    return null;
  });
}

function mountKeys(mount: MountForPeople, keys: KeysService): void {
  mount(getKeys, async ({ caller }) => {
    const all = await keys.list(caller);
    return { keys: all.map(toKeyDto), scopes: [...SCOPES] };
  });
  mount(postKey, async ({ caller, body }) => {
    const { key, secret } = await keys.create(caller, body);
    return { key: toKeyDto(key), secret };
  });
  mount(deleteKey, async ({ caller, params }) => {
    await keys.revoke(caller, params.keyId);
    return null;
  });
}

function toKeyDto({ keyId, name, scopes, createdAt, lastUsedAt, revokedAt }: ApiKey) {
  return {
    keyId,
    name,
    scopes: [...scopes],
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}

function mountAudit(mount: MountForPeople, { audit, clock }: AdministrationNeeds): void {
  mount(getAudit, async ({ caller, query }) => {
    const entries = await audit.readPage(caller, {
      limit: AUDIT_PAGE,
      before: query.before ?? null,
      subject: query.subject ?? null,
    });
    const last = entries.at(-1);
    return {
      entries: entries.map(toAuditDto),
      next: last !== undefined && entries.length === AUDIT_PAGE ? last.entryId : null,
    };
  });
  mount(getAuditExport, async ({ caller }) => {
    const { entries, isComplete } = await readForExport(audit, caller);
    const day = clock.now().toISOString().slice(0, 10);
    return { fileName: `rollcall-audit-${day}.csv`, csv: auditCsv(entries), isComplete };
  });
}

async function readForExport(
  audit: AuditService,
  caller: Caller,
): Promise<{ readonly entries: readonly StoredAuditEntry[]; readonly isComplete: boolean }> {
  const entries: StoredAuditEntry[] = [];
  for await (const entry of audit.read(caller)) {
    if (entries.length === EXPORT_ENTRIES) return { entries, isComplete: false };
    entries.push(entry);
  }
  return { entries, isComplete: true };
}

function toAuditDto({ entryId, at, actor, subject, subjectId, action, before, after }: StoredAuditEntry) {
  return {
    entryId,
    at: at.toISOString(),
    actor: { kind: actor.kind, name: actor.name },
    subject,
    subjectId,
    action,
    before,
    after,
  };
}

function mountSettings(mount: MountForPeople, settings: SettingsService): void {
  mount(getSettings, async ({ caller }) => toSettingsDto(await settings.list(caller)));
  mount(putSetting, async ({ caller, params, body }) => {
    await settings.write(caller, params.key, body.value, { expectedVersion: body.expectedVersion });
    return toSettingsDto(await settings.list(caller));
  });
}

function toSettingsDto(states: readonly SettingState[]) {
  return {
    settings: states.map(({ tunable, value, isDefault, version }) => ({
      key: tunable.key,
      kind: tunable.kind,
      unit: tunable.kind === 'number' ? tunable.unit : null,
      min: tunable.kind === 'number' ? tunable.min : null,
      max: tunable.kind === 'number' ? tunable.max : null,
      help: tunable.help,
      value,
      default: tunable.default,
      isDefault,
      version,
    })),
  };
}
