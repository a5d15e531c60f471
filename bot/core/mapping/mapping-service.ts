import type { RosterSource } from '#core/availability/ports.ts';
import { assertMay } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId, TeamId, TechnicianId, UserId } from '#kernel/vocabulary.ts';
import { type AutoMap, createAutoMap } from './auto-map.ts';
import { createManualMapping, technicianNotFound } from './manual-mapping.ts';
import type {
  DirectorySource,
  Mapping,
  MappingSettingsSource,
  MappingStore,
  Team,
  Technician,
  TechnicianSource,
  User,
} from './ports.ts';
import { createTechnicianRoster } from './technician-roster.ts';

export interface MappedTechnician {
  readonly technician: Technician;
  /** `null`: neither mapped nor excluded. */
  readonly mapping: Mapping | null;
}

export interface MappingService extends AutoMap, RosterSource {
  /** Every team of the desk's tenant, sorted by name. Throws the consent, permission and Graph codes. */
  listTeams(caller: Caller): Promise<readonly Team[]>;
  /** Every active technician with the mapping, sorted by name. Throws the `psa_…` codes. */
  listTechnicians(caller: Caller): Promise<readonly MappedTechnician[]>;
  /** One active technician, for whoever may change the mapping. Throws `technician_not_found` and the `psa_…` codes. */
  readTechnician(caller: Caller, technicianId: TechnicianId): Promise<MappedTechnician>;
  /** Up to 20 users whose name, mail or sign-in name starts with `text` (two characters at least). */
  searchUsers(caller: Caller, text: string): Promise<readonly User[]>;
  /** MAP-8: maps by hand. Account id and sign-in name: either resolves the other; both must mean one user. What is left out is not
   *  asked about; what is `null` or blank is cleared, and both cleared removes the mapping.
   *  Throws `invalid_input` (nothing given, one cleared, or the two differ), `user_not_found`, `technician_not_found`, `user_already_mapped`,
   *  `conflict` (somebody keeps changing the same row). Nothing is saved then. */
  mapByHand(
    caller: Caller,
    technicianId: TechnicianId,
    wanted: {
      readonly accountId?: UserId | null | undefined;
      readonly signInName?: string | null | undefined;
      /** Map although another technician has this user. */
      readonly allowShared: boolean;
    },
  ): Promise<Mapping | null>;
  /** Removes the mapping, whatever its source; nothing happens when there is none. Throws `conflict`. */
  removeMapping(caller: Caller, technicianId: TechnicianId): Promise<void>;
  /** MAP-10. Throws `technician_not_found`, `conflict`. */
  setExcluded(caller: Caller, technicianId: TechnicianId, excluded: boolean): Promise<void>;
  /** Teams ticked for auto-map; empty means every team. */
  tickedTeams(caller: Caller): Promise<readonly Team[]>;
}

export interface MappingNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly technicians: TechnicianSource;
  readonly directory: DirectorySource;
  readonly store: MappingStore;
  readonly settings: MappingSettingsSource;
}

/** Technicians, their users, and the runs that join them (SPEC section 2). */
export function createMappingService(needs: MappingNeeds): MappingService {
  const roster = createTechnicianRoster(needs);
  const byHand = createManualMapping({ ...needs, roster });
  const autoMap = createAutoMap({ ...needs, roster });

  async function readTechnicians(deskId: DeskId): Promise<readonly MappedTechnician[]> {
    const [technicians, mappings] = await Promise.all([
      roster.list(deskId, 'interactive'),
      needs.store.listMappings(deskId),
    ]);
    const byId = new Map(mappings.map((mapping) => [mapping.technicianId, mapping]));
    return technicians.map((technician) => ({
      technician,
      mapping: byId.get(technician.technicianId) ?? null,
    }));
  }

  return {
    ...autoMap,
    ...byHand,
    readRoster: (deskId, budget) => roster.readRoster(deskId, budget),
    async listTeams(caller) {
      assertMay(caller, 'teams.read');
      const teams = await needs.directory.listTeams(caller.deskId, 'interactive');
      return sortByName(teams);
    },
    async listTechnicians(caller) {
      assertMay(caller, 'technicians.read');
      return readTechnicians(caller.deskId);
    },
    async readTechnician(caller, technicianId) {
      assertMay(caller, 'mapping.write');
      const all = await readTechnicians(caller.deskId);
      const found = all.find(({ technician }) => technician.technicianId === technicianId);
      if (found) return found;
      throw technicianNotFound(technicianId);
    },
    async searchUsers(caller, text) {
      assertMay(caller, 'users.search');
      if (text.trim().length < 2) return [];
      return needs.directory.searchUsers(caller.deskId, text.trim(), 20, 'interactive');
    },
    async tickedTeams(caller) {
      assertMay(caller, 'technicians.read');
      return needs.settings.readTickedTeams(caller.deskId);
    },
  };
}

export function sortByName(teams: readonly Team[]): readonly Team[] {
  return teams.toSorted(
    (a, b) => a.displayName.localeCompare(b.displayName, 'en') || compareIds(a.teamId, b.teamId),
  );
}

function compareIds(a: TeamId, b: TeamId): number {
  return a < b ? -1 : 1;
}
