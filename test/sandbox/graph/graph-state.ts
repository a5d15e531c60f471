import type { Desk, DeskGroup, DeskPresence, DeskShift, DeskTimeOff, DeskUser } from '../desk/desk-types.ts';

/** What Graph knows now: the desk as made up, and what was planted since. */
export interface GraphState {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly verifiedDomains: Desk['verifiedDomains'];
  /** In the order of the desk. */
  users(): readonly DeskUser[];
  user(idOrSignInName: string): DeskUser | null;
  groups(): readonly DeskGroup[];
  group(id: string): DeskGroup | null;
  /** The users among the members of `group`. */
  members(group: DeskGroup): readonly DeskUser[];
  presence(userId: string): DeskPresence | null;
  setPresence(userId: string, presence: DeskPresence | null): void;
  /** Changes or adds a user. */
  putUser(user: DeskUser): void;
  putGroup(group: DeskGroup): void;
  addShift(teamId: string, shift: DeskShift): void;
  addTimeOff(teamId: string, timeOff: DeskTimeOff): void;
}

export function createGraphState(desk: Desk): GraphState {
  const users = new Map(desk.users.map((user) => [user.id, user]));
  const groups = new Map(desk.groups.map((group) => [group.id, group]));
  const presences = new Map(desk.users.map((user) => [user.id, user.presence]));
  // Looked up often and changed hardly ever.
  let byName: Map<string, DeskUser> | null = null;
  let userList: readonly DeskUser[] = desk.users;
  // A team of 100,000 is listed a page at a time: its members are looked up once.
  let memberLists = new WeakMap<readonly string[], readonly DeskUser[]>();
  const membersOf = ({ memberIds }: DeskGroup): readonly DeskUser[] => {
    const members = memberLists.get(memberIds) ?? memberIds.flatMap((id) => users.get(id) ?? []);
    memberLists.set(memberIds, members);
    return members;
  };
  const signInNames = (): Map<string, DeskUser> => {
    byName ??= new Map(userList.map((user) => [user.userPrincipalName.toLowerCase(), user]));
    return byName;
  };
  const putGroup = (group: DeskGroup): void => void groups.set(group.id, group);
  const withSchedule = (
    teamId: string,
    change: (schedule: NonNullable<DeskGroup['schedule']>) => DeskGroup['schedule'],
  ) => {
    const group = groups.get(teamId);
    if (group?.schedule) putGroup({ ...group, schedule: change(group.schedule) });
  };
  return {
    tenantId: desk.tenantId,
    tenantName: desk.tenantName,
    verifiedDomains: desk.verifiedDomains,
    users: () => userList,
    user: (key) => users.get(key.toLowerCase()) ?? signInNames().get(key.toLowerCase()) ?? null,
    groups: () => [...groups.values()],
    group: (id) => groups.get(id.toLowerCase()) ?? null,
    members: membersOf,
    presence: (userId) => presences.get(userId) ?? null,
    setPresence: (userId, presence) => void presences.set(userId, presence),
    putUser(user) {
      if (!users.has(user.id)) presences.set(user.id, user.presence);
      users.set(user.id, user);
      userList = [...users.values()];
      byName = null;
      memberLists = new WeakMap();
    },
    putGroup,
    addShift: (teamId, shift) =>
      withSchedule(teamId, (schedule) => ({ ...schedule, shifts: [...schedule.shifts, shift] })),
    addTimeOff: (teamId, timeOff) =>
      withSchedule(teamId, (schedule) => ({ ...schedule, timesOff: [...schedule.timesOff, timeOff] })),
  };
}

/** A tenant that consented and has nothing in it. */
export function emptyState(tenantId: string): GraphState {
  return createGraphState({
    tenantId,
    tenantName: 'An empty tenant',
    verifiedDomains: [{ name: `${tenantId}.example`, isDefault: true, isInitial: true }],
    zone: 'UTC',
    users: [],
    groups: [],
    people: {} as Desk['people'], // nobody signs in through Graph
    agents: [],
    psaTeams: [],
    clients: [],
    priorities: [],
    statuses: [],
    tickets: [],
  });
}
