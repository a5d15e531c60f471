import { createDesk } from './create-desk.ts';
import { PRESENCES } from './desk.ts';
import type { Desk, DeskGroup, DeskSchedule, DeskUser, PsaAgent } from './desk-types.ts';
import { guidOf } from './ids.ts';

export interface LargeDeskOptions {
  readonly technicians: number;
  readonly teams: number;
  readonly membersPerTeam: number;
  /** How many of the teams, from the first, have a Shifts schedule. */
  readonly rotaTeams: number;
  readonly now: Date;
  /** Shifts per rota team, all within a day of `now`; the default fits one page of Shifts. */
  readonly shiftsPerRotaTeam?: number;
  readonly seed?: number;
}

const HOUR = 3_600_000;
const PAGE_OF_SHIFTS = 200;
const KINDS = Object.values(PRESENCES).filter((presence) => presence !== null);

/** A desk of any size for measurements: the same options make the same desk. Each technician has a user with the same
 *  e-mail; they fill the teams from the first on, and users without a technician fill the rest. */
export function makeLargeDesk(options: LargeDeskOptions): Desk {
  const random = seeded(options.seed ?? 1);
  const seats = options.teams * options.membersPerTeam;
  const users = Array.from({ length: Math.max(seats, options.technicians) }, (_, index) =>
    largeUser(index, random),
  );
  const groups = Array.from({ length: options.teams }, (_, index) =>
    largeTeam(index, users, options, random),
  );
  const small = createDesk(options.now);
  return {
    ...small,
    users,
    groups,
    agents: [...small.agents.slice(0, 1), ...users.slice(0, options.technicians).map(largeAgent)],
  };
}

/** Technicians are dealt to the teams in turn, like cards, so that each team has its share. */
function largeTeam(
  index: number,
  users: readonly DeskUser[],
  options: LargeDeskOptions,
  random: () => number,
): DeskGroup {
  const members: DeskUser[] = [];
  for (let seat = index; members.length < options.membersPerTeam; seat += options.teams) {
    const user = users[seat];
    if (user === undefined) break;
    members.push(user);
  }
  const displayName = `Team ${String(index + 1).padStart(4, '0')}`;
  return {
    id: guidOf(`team:${displayName}`),
    displayName,
    description: null,
    kind: 'team',
    memberIds: members.map((user) => user.id),
    otherMembers: [],
    schedule: index < options.rotaTeams ? largeSchedule(members, options, random) : null,
  };
}

function largeSchedule(
  members: readonly DeskUser[],
  options: LargeDeskOptions,
  random: () => number,
): DeskSchedule {
  const count = Math.min(options.shiftsPerRotaTeam ?? PAGE_OF_SHIFTS, members.length * 2);
  const shifts = Array.from({ length: count }, (_, index) => {
    const user = members[index % members.length];
    const start = new Date(options.now.getTime() + (Math.floor(random() * 24) - 20) * HOUR);
    return {
      id: `SHFT_${guidOf(`large:${user?.id}:${index}`)}`,
      userId: user?.id ?? null,
      isStagedForDeletion: false,
      label: 'Desk',
      notes: null,
      shared: { start, end: new Date(start.getTime() + 8 * HOUR) },
      draft: null,
    };
  });
  return { timeZone: 'Europe/London', enabled: true, provisionStatus: 'Completed', shifts, timesOff: [] };
}

function largeUser(index: number, random: () => number): DeskUser {
  const number = String(index + 1).padStart(6, '0');
  const mail = `person.${number}@harbourlane.example`;
  return {
    id: guidOf(`large-user:${number}`),
    displayName: `Person ${number}`,
    givenName: 'Person',
    surname: number,
    mail,
    userPrincipalName: mail,
    otherMails: [],
    proxyAddresses: [`SMTP:${mail}`],
    accountEnabled: true,
    userType: 'Member',
    jobTitle: null,
    presence: KINDS[Math.floor(random() * KINDS.length)] ?? null,
  };
}

function largeAgent(user: DeskUser, index: number): PsaAgent {
  return {
    id: index + 2,
    name: user.displayName,
    email: user.mail,
    otherEmails: [],
    isdisabled: false,
    isapiagent: false,
    teams: [],
  };
}

/** mulberry32: small, fast and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
