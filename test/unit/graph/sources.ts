import type { AppError } from '#kernel/errors.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import type { ScriptedAnswer, ScriptedServer } from '../../support/scripted-server.ts';
import { DESK, everything, TEAM, userId, type World } from './graph-world.ts';

/** One read of every kind, so that each fault of the G table runs against presence, shifts, teams and members. */
export interface SourceUnderTest {
  readonly name: string;
  /** Where the faults are played. */
  readonly path: string;
  readonly goodPage: { readonly value: readonly object[] };
  /** Makes the other calls of this read succeed. */
  prepare(server: ScriptedServer): void;
  /** What was read, as one comparable word; throws what the source throws. */
  read(world: World, budget: Budget): Promise<string>;
}

const WINDOW = { start: new Date('2026-11-20T09:00:00Z'), end: new Date('2026-11-21T09:00:00Z') };
export const SHIFTS = `/v1.0/teams/${TEAM}/schedule/shifts`;
export const TIMES_OFF = `/v1.0/teams/${TEAM}/schedule/timesOff`;
export const PRESENCES = '/v1.0/communications/getPresencesByUserId';
export const GROUPS = '/v1.0/groups';
export const MEMBERS = `/v1.0/groups/${TEAM}/members/microsoft.graph.user`;
export const EMPTY: ScriptedAnswer = { json: { value: [] } };

export const SOURCES: readonly SourceUnderTest[] = [
  {
    name: 'presence',
    path: PRESENCES,
    goodPage: { value: [{ id: userId(1), availability: 'Available', activity: 'Available' }] },
    prepare() {},
    async read(world, budget) {
      const reading = await world.presence.readPresence(DESK, [userId(1)], budget);
      const [failed] = reading.unread;
      if (failed) throw failed.error satisfies AppError;
      return `read ${reading.presences.size}`;
    },
  },
  {
    name: 'shifts',
    path: SHIFTS,
    goodPage: {
      value: [
        {
          userId: userId(1),
          sharedShift: { startDateTime: '2026-11-20T08:00:00Z', endDateTime: '2026-11-20T17:00:00Z' },
        },
      ],
    },
    prepare: (server) => server.always(TIMES_OFF, EMPTY),
    async read(world, budget) {
      const rota = await world.shifts.readRota(DESK, TEAM, WINDOW, budget);
      return `read ${rota.shifts.length}`;
    },
  },
  {
    name: 'team list',
    path: GROUPS,
    goodPage: { value: [{ id: TEAM, displayName: 'Service desk' }] },
    prepare() {},
    read: async (world, budget) => `read ${(await world.directory.listTeams(DESK, budget)).length}`,
  },
  {
    name: 'members',
    path: MEMBERS,
    goodPage: { value: [{ id: userId(1), displayName: 'Ana', userPrincipalName: 'ana@desk.example' }] },
    prepare() {},
    async read(world, budget) {
      const members = await everything(world.directory.readMembers(DESK, TEAM, budget));
      return `read ${members.length}`;
    },
  },
];

/** Sources that follow `@odata.nextLink`. */
export const PAGED_SOURCES = SOURCES.filter((source) => source.name !== 'presence');
