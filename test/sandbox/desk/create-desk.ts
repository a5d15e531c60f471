import {
  CLIENTS,
  DOMAIN,
  INITIAL_DOMAIN,
  OTHER_TENANT_PERSON,
  PRESENCES,
  PRIORITIES,
  ROLE_HOLDERS,
  SKILLS,
  STAFF,
  type StaffRow,
  STATUSES,
  TEAMS,
  TENANT_NAME,
  TICKETS,
  ZONE,
} from './desk.ts';
import type {
  Desk,
  DeskGroup,
  DeskSchedule,
  DeskUser,
  Person,
  PersonKey,
  PsaAgent,
  PsaTicket,
} from './desk-types.ts';
import { DESK_TENANT_ID, GLOBAL_ADMINISTRATOR, guidOf, OTHER_TENANT_ID } from './ids.ts';
import { oldShifts, openSlots, rotaOf } from './rota.ts';

/** The made-up desk with its shifts laid around `now`. The same `now` makes the same desk. */
export function createDesk(now: Date): Desk {
  const users = STAFF.filter((row) => row.user !== null).map(toUser);
  return {
    tenantId: DESK_TENANT_ID,
    tenantName: TENANT_NAME,
    verifiedDomains: [
      { name: DOMAIN, isDefault: true, isInitial: false },
      { name: INITIAL_DOMAIN, isDefault: false, isInitial: true },
    ],
    zone: ZONE,
    users,
    groups: [...TEAMS.map((team) => toTeam(team, now)), ...otherGroups(users)],
    people: createPeople(),
    agents: [UNASSIGNED, ...STAFF.flatMap(toAgent)],
    psaTeams: TEAMS.map((team, index) => ({ id: index + 1, name: team.name })),
    clients: CLIENTS,
    priorities: PRIORITIES,
    statuses: STATUSES,
    // A higher number is a later ticket.
    tickets: TICKETS.toSorted(([a], [b]) => b - a).map((row, index) => toTicket(row, index, now)),
  };
}

/** Entra object id of the member of staff with this name. */
export function userIdOf(name: string): string {
  return guidOf(`user:${name}`);
}

/** Id of a team, by its display name. */
export function teamIdOf(displayName: string): string {
  return guidOf(`team:${displayName}`);
}

const UNASSIGNED: PsaAgent = {
  id: 1,
  name: 'Unassigned',
  email: null,
  otherEmails: [],
  isdisabled: false,
  isapiagent: false,
  teams: [],
};

function emailOf(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/[^a-z .-]/gi, '')
    .toLowerCase();
  return `${plain.trim().replace(/\s+/g, '.')}@${DOMAIN}`;
}

function toUser(row: StaffRow): DeskUser {
  const user = row.user ?? {};
  const [givenName, ...rest] = row.name.split(' ');
  const mail = user.mail === undefined ? emailOf(row.name) : user.mail;
  const upn = user.upn ?? emailOf(row.name);
  return {
    id: userIdOf(row.name),
    displayName: user.displayName ?? row.name,
    givenName: givenName ?? null,
    surname: rest.join(' ') || null,
    mail,
    userPrincipalName: upn,
    otherMails: user.otherMails ?? [],
    proxyAddresses: proxyAddressesOf(mail, user.aliases ?? []),
    accountEnabled: user.disabled !== true,
    userType: user.guest ? 'Guest' : 'Member',
    jobTitle: user.title ?? (row.agent === null ? null : 'Technician'),
    presence: PRESENCES[row.presence],
  };
}

/** Upper-case SMTP is the primary address; other kinds stand among them and are no e-mail. */
function proxyAddressesOf(mail: string | null, aliases: readonly string[]): readonly string[] {
  if (mail === null) return [];
  const local = mail.slice(0, mail.indexOf('@'));
  return [
    `SMTP:${mail}`,
    ...aliases.map((alias) => `smtp:${alias}`),
    `smtp:${local}@${INITIAL_DOMAIN}`,
    `SIP:${mail}`,
  ];
}

function toTeam(team: (typeof TEAMS)[number], now: Date): DeskGroup {
  const rows = STAFF.filter((row) => row.user !== null && row.teams.some((key) => key === team.key));
  return {
    id: teamIdOf(team.name),
    displayName: team.name,
    description: team.description,
    kind: 'team',
    memberIds: rows.map((row) => userIdOf(row.name)),
    otherMembers: [],
    schedule: team.schedule ? toSchedule(team.key, rows, now) : null,
  };
}

function toSchedule(teamKey: string, rows: readonly StaffRow[], now: Date): DeskSchedule {
  // Somebody in two teams is planned in the first: nobody works twice at once.
  const planned = rows.filter((row) => row.teams[0] === teamKey);
  const rotas = planned.map((row) => rotaOf(userIdOf(row.name), row.rota, now, ZONE));
  const firstName = planned[0]?.name;
  const old = teamKey === 'service-desk' && firstName !== undefined ? oldShifts(userIdOf(firstName)) : [];
  return {
    timeZone: ZONE,
    enabled: true,
    provisionStatus: 'Completed',
    shifts: [...old, ...rotas.flatMap((rota) => rota.shifts), ...openSlots(teamKey, now, ZONE)],
    timesOff: rotas.flatMap((rota) => rota.timesOff),
  };
}

/** Groups that are no teams: a list of teams must not show them, and one has members that are no users. */
function otherGroups(users: readonly DeskUser[]): readonly DeskGroup[] {
  return [
    {
      id: guidOf('group:Newsletter'),
      displayName: 'Newsletter',
      description: 'A Microsoft 365 group without a team',
      kind: 'microsoft-365',
      memberIds: users.slice(0, 5).map((user) => user.id),
      otherMembers: [],
      schedule: null,
    },
    {
      id: guidOf('group:All hardware'),
      displayName: 'All hardware',
      description: 'A security group with a device and a group inside',
      kind: 'security',
      memberIds: users.slice(0, 2).map((user) => user.id),
      otherMembers: [
        { id: guidOf('device:front desk'), type: 'device' },
        { id: guidOf('group:Newsletter'), type: 'group' },
      ],
      schedule: null,
    },
  ];
}

function createPeople(): Readonly<Record<PersonKey, Person>> {
  const insider = (key: Exclude<PersonKey, 'otherTenant'>): Person => {
    const row = STAFF.find((candidate) => candidate.name === ROLE_HOLDERS[key]);
    if (row === undefined) throw new Error(`nobody on the desk is the ${key}`);
    return {
      key,
      oid: userIdOf(row.name),
      tenantId: DESK_TENANT_ID,
      name: row.name,
      userPrincipalName: toUser(row).userPrincipalName,
      role: key === 'guest' ? null : key,
      isGuest: key === 'guest',
      wids: key === 'admin' ? [GLOBAL_ADMINISTRATOR] : [],
    };
  };
  return {
    admin: insider('admin'),
    lead: insider('lead'),
    dispatcher: insider('dispatcher'),
    member: insider('member'),
    guest: insider('guest'),
    otherTenant: {
      key: 'otherTenant',
      oid: guidOf(`user:${OTHER_TENANT_PERSON.name}`),
      tenantId: OTHER_TENANT_ID,
      name: OTHER_TENANT_PERSON.name,
      userPrincipalName: OTHER_TENANT_PERSON.signInName,
      role: null,
      isGuest: false,
      // An administrator at home, which must count for nothing here.
      wids: [GLOBAL_ADMINISTRATOR],
    },
  };
}

function toAgent(row: StaffRow): readonly PsaAgent[] {
  if (row.agent === null) return [];
  const psa = row.psa ?? {};
  return [
    {
      id: row.agent,
      name: psa.name ?? row.name,
      email: psa.email === undefined ? emailOf(row.name) : psa.email,
      otherEmails: psa.otherEmails ?? [],
      isdisabled: psa.disabled === true,
      isapiagent: psa.api === true,
      teams: TEAMS.filter((team) => row.teams.some((key) => key === team.key)).map((team) => team.name),
      skills: [...new Set(row.teams.flatMap((key) => SKILLS[key]))],
    },
  ];
}

function toTicket(row: (typeof TICKETS)[number], index: number, now: Date): PsaTicket {
  const [id, summary, client_id, priority_id, status_id, agent_id, team] = row;
  return {
    id,
    summary,
    details: `${summary}. Reported by telephone.`,
    client_id,
    priority_id,
    status_id,
    agent_id,
    team: TEAMS.find((known) => known.key === team)?.name ?? '',
    dateoccurred: new Date(now.getTime() - (index + 1) * 37 * 60_000).toISOString(),
  };
}
