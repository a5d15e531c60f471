import type { DeskGroup, DeskUser } from '../desk/desk-types.ts';
import type { Fields } from './directory-filter.ts';
import type { GraphState } from './graph-state.ts';

type Properties<T> = Readonly<Record<string, (item: T) => unknown>>;

const USER_PROPERTIES: Properties<DeskUser> = {
  businessPhones: () => [],
  displayName: (user) => user.displayName,
  givenName: (user) => user.givenName,
  jobTitle: (user) => user.jobTitle,
  mail: (user) => user.mail,
  mobilePhone: () => null,
  officeLocation: () => null,
  preferredLanguage: () => null,
  surname: (user) => user.surname,
  userPrincipalName: (user) => user.userPrincipalName,
  id: (user) => user.id,
  otherMails: (user) => user.otherMails,
  proxyAddresses: (user) => user.proxyAddresses,
  accountEnabled: (user) => user.accountEnabled,
  userType: (user) => user.userType,
  department: () => null,
  companyName: () => null,
  usageLocation: () => 'GB',
  createdDateTime: () => '2024-03-04T09:00:00Z',
};
/** Without `$select`. Source: Graph docs, user-list. */
const DEFAULT_USER_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const;

const GROUP_PROPERTIES: Properties<DeskGroup> = {
  id: (group) => group.id,
  deletedDateTime: () => null,
  classification: () => null,
  createdDateTime: () => '2024-03-04T09:00:00Z',
  description: (group) => group.description,
  displayName: (group) => group.displayName,
  groupTypes: (group) => (group.kind === 'security' ? [] : ['Unified']),
  mail: (group) => (group.kind === 'security' ? null : `${mailNickname(group)}@harbourlane.example`),
  mailEnabled: (group) => group.kind !== 'security',
  mailNickname,
  resourceProvisioningOptions: (group) => (group.kind === 'team' ? ['Team'] : []),
  securityEnabled: (group) => group.kind === 'security',
  visibility: (group) => (group.kind === 'security' ? null : 'Private'),
};

function mailNickname(group: DeskGroup): string {
  return group.displayName.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

export const USER_PROPERTY_NAMES = Object.keys(USER_PROPERTIES);
export const GROUP_PROPERTY_NAMES = Object.keys(GROUP_PROPERTIES);
export const ORGANIZATION_PROPERTY_NAMES = [
  'id',
  'displayName',
  'verifiedDomains',
  'tenantType',
  'countryLetterCode',
  'createdDateTime',
];

export function userJson(user: DeskUser, select: readonly string[] | null): object {
  return project(user, USER_PROPERTIES, select ?? DEFAULT_USER_PROPERTIES);
}

/** A member as a caller without the right to read users gets it: 200, and nothing but the id. */
export function blankUserJson(user: DeskUser, select: readonly string[] | null): object {
  const names = select ?? DEFAULT_USER_PROPERTIES;
  return Object.fromEntries(names.map((name) => [name, name === 'id' ? user.id : null]));
}

export function groupJson(group: DeskGroup, select: readonly string[] | null): object {
  return project(group, GROUP_PROPERTIES, select ?? GROUP_PROPERTY_NAMES);
}

export function organizationJson(state: GraphState, select: readonly string[] | null): object {
  const verifiedDomains = state.verifiedDomains.map((domain) => ({
    capabilities: 'Email, OfficeCommunicationsOnline',
    type: 'Managed',
    ...domain,
  }));
  const all: Readonly<Record<string, unknown>> = {
    id: state.tenantId,
    displayName: state.tenantName,
    verifiedDomains,
    tenantType: 'AAD',
    countryLetterCode: 'GB',
    createdDateTime: '2019-06-03T08:00:00Z',
  };
  return select === null ? all : Object.fromEntries(select.map((name) => [name, all[name]]));
}

function project<T>(item: T, properties: Properties<T>, names: readonly string[]): object {
  const json: Record<string, unknown> = {};
  for (const name of names) json[name] = properties[name]?.(item);
  return json;
}

export const USER_FIELDS: Fields<DeskUser> = {
  id: (user) => user.id,
  displayName: (user) => user.displayName,
  givenName: (user) => user.givenName,
  surname: (user) => user.surname,
  mail: (user) => user.mail,
  userPrincipalName: (user) => user.userPrincipalName,
  otherMails: (user) => user.otherMails,
  proxyAddresses: (user) => user.proxyAddresses,
  accountEnabled: (user) => user.accountEnabled,
  userType: (user) => user.userType,
};

export const GROUP_FIELDS: Fields<DeskGroup> = {
  id: (group) => group.id,
  displayName: (group) => group.displayName,
  resourceProvisioningOptions: (group) => (group.kind === 'team' ? ['Team'] : []),
};
