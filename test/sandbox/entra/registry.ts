import type { Desk, Person } from '../desk/desk-types.ts';
import { EMPTY_TENANT_ID, guidOf, OTHER_TENANT_ID } from '../desk/ids.ts';
import { failure, type OAuthFailure } from './oauth-error.ts';

export interface Tenant {
  readonly tenantId: string;
  readonly name: string;
  readonly domains: readonly string[];
}

/** Somebody with a password in a tenant of the sandbox. */
export interface Account {
  readonly oid: string;
  readonly tenantId: string;
  readonly name: string;
  readonly userPrincipalName: string;
  readonly isGuest: boolean;
  readonly isEnabled: boolean;
  readonly wids: readonly string[];
}

export interface Registry {
  readonly tenants: readonly Tenant[];
  /** By GUID or verified domain. */
  findTenant(idOrDomain: string): Tenant | null;
  /** A person's key (`admin`), sign-in name or object id. */
  findAccount(keyOrNameOrId: string): Account | null;
  person(key: string): Person | null;
}

/** Directory role template of plain users. Entra puts it into `wids` of everyone who is no guest. */
const PLAIN_USER = 'b79fbf4d-3ef9-4689-8143-76b194e85509';
export const HOME_OF_GUESTS = guidOf('tenant: where guests come from');
/** The tenant in which multi-tenant bots get their outgoing token: Bot Framework docs, "Authentication". */
export const BOT_FRAMEWORK_TENANT = {
  tenantId: 'd6d49420-f39b-4df7-a1dc-d59a935871db',
  domain: 'botframework.com',
};

/** Tenants and accounts of the sandbox. */
export function createRegistry(desk: Desk): Registry {
  const tenants: readonly Tenant[] = [
    { tenantId: desk.tenantId, name: desk.tenantName, domains: desk.verifiedDomains.map(({ name }) => name) },
    { tenantId: OTHER_TENANT_ID, name: 'Fabrikam', domains: ['fabrikam.example'] },
    { tenantId: EMPTY_TENANT_ID, name: 'Tailspin', domains: ['tailspin.example'] },
    {
      tenantId: BOT_FRAMEWORK_TENANT.tenantId,
      name: 'Bot Framework',
      domains: [BOT_FRAMEWORK_TENANT.domain],
    },
  ];
  const people = Object.values(desk.people);
  const accounts = new Map<string, Account>();
  for (const user of desk.users) {
    const person = people.find((candidate) => candidate.oid === user.id);
    const isGuest = user.userType === 'Guest';
    accounts.set(user.id, {
      oid: user.id,
      tenantId: desk.tenantId,
      name: user.displayName,
      userPrincipalName: user.userPrincipalName,
      isGuest,
      isEnabled: user.accountEnabled,
      wids: widsOf(person?.wids ?? [], isGuest),
    });
  }
  for (const person of people) {
    if (!accounts.has(person.oid)) {
      accounts.set(person.oid, { ...person, isEnabled: true, wids: widsOf(person.wids, person.isGuest) });
    }
  }
  const byName = new Map(
    [...accounts.values()].map((account) => [account.userPrincipalName.toLowerCase(), account]),
  );
  const person = (key: string): Person | null => people.find((candidate) => candidate.key === key) ?? null;
  return {
    tenants,
    findTenant(idOrDomain) {
      const wanted = idOrDomain.toLowerCase();
      return tenants.find((tenant) => tenant.tenantId === wanted || tenant.domains.includes(wanted)) ?? null;
    },
    findAccount(key) {
      const wanted = person(key)?.oid ?? key.toLowerCase();
      return accounts.get(wanted) ?? byName.get(wanted) ?? null;
    },
    person,
  };
}

function widsOf(wids: readonly string[], isGuest: boolean): readonly string[] {
  return isGuest ? wids : [...wids, PLAIN_USER];
}

/** The words that stand for "whatever tenant the person is of". */
export function isTenantWord(tenant: string): boolean {
  return ['common', 'organizations', 'consumers'].includes(tenant.toLowerCase());
}

/** Whether `account` may sign in where the address says; else why not. */
export function admit(account: Account, tenant: Tenant | null): OAuthFailure | null {
  if (!account.isEnabled) return failure(50057);
  if (tenant === null || tenant.tenantId === account.tenantId) return null;
  return failure(50020, { name: account.userPrincipalName, tenant: tenant.name });
}
