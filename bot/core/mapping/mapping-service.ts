import type { RosterSource } from '#core/availability/ports.ts';
import { assertMay } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId, MappingSource, TeamId, TechnicianId, UserId } from '#kernel/vocabulary.ts';
import { type AutoMap, createAutoMap } from './auto-map.ts';
import { createManualMapping } from './manual-mapping.ts';
import type {
  DirectorySource,
  Mapping,
  MappingAsRead,
  MappingSettingsSource,
  MappingStore,
  Team,
  Technician,
  TechnicianSource,
} from './ports.ts';
import type { TechnicianPage, TechnicianPlace, TechnicianView } from './technician-index.ts';
import { createTechnicianList, type FoundUser, type TechnicianDetail } from './technician-list.ts';
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
  /** The same, a page at a time, chosen and ordered; every page costs the same. Throws the `psa_…` codes. */
  pageTechnicians(
    caller: Caller,
    view: TechnicianView,
    from: { readonly after: TechnicianPlace | null; readonly skip: number; readonly limit: number },
  ): Promise<TechnicianPage>;
  /** Has the desk's technicians read again with the next question: they changed, or come from another PSA. */
  forgetTechnicians(deskId: DeskId): void;
  /** One active technician, for whoever may change the mapping. Throws `technician_not_found` and the `psa_…` codes. */
  readTechnician(caller: Caller, technicianId: TechnicianId): Promise<MappedTechnician>;
  /** One active technician with what helps to map them (MAP-9). Throws `technician_not_found` and the `psa_…` codes. */
  readTechnicianDetail(caller: Caller, technicianId: TechnicianId): Promise<TechnicianDetail>;
  /** Up to 20 users whose name, mail or sign-in name starts with `text` (two characters at least), each with the technicians that have
   *  them. Throws the consent, permission, Graph and `psa_…` codes. */
  findUsers(caller: Caller, text: string): Promise<readonly FoundUser[]>;
  /** MAP-8: maps by hand. Account id and sign-in name: either resolves the other; both must mean one user. What is left out is not
   *  asked about; what is `null` or blank is cleared, and both cleared removes the mapping.
   *  Throws `invalid_input` (nothing given, one cleared, the two differ, or a disabled account), `user_not_found`, `technician_not_found`,
   *  `user_already_mapped`, `conflict` (somebody changed the row since it was `expected` so, or keeps changing it). Nothing is saved then. */
  mapByHand(
    caller: Caller,
    technicianId: TechnicianId,
    wanted: {
      readonly accountId?: UserId | null | undefined;
      readonly signInName?: string | null | undefined;
      /** Map although another technician has this user. */
      readonly allowShared: boolean;
      /** What the person saw who decided this (details of the conflict: `changedAt`, `changedBy`). Left out: whatever stands. */
      readonly expected?: MappingAsRead | undefined;
      /** `auto` puts a mapping back that auto-map had made; runs go on caring for it. Left out: `manual`. */
      readonly source?: MappingSource | undefined;
    },
  ): Promise<Mapping | null>;
  /** Removes the mapping, whatever its source; nothing happens when there is none. `expected` as for `mapByHand`. Throws `conflict`. */
  removeMapping(caller: Caller, technicianId: TechnicianId, expected?: MappingAsRead): Promise<void>;
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

  return {
    ...autoMap,
    ...byHand,
    ...createTechnicianList({ ...needs, roster }),
    readRoster: (deskId, budget) => roster.readRoster(deskId, budget),
    forgetTechnicians: (deskId) => roster.forget(deskId),
    async listTeams(caller) {
      assertMay(caller, 'teams.read');
      const teams = await needs.directory.listTeams(caller.deskId, 'interactive');
      return sortByName(teams);
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
