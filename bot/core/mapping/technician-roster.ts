import type { Roster, RosterTechnician } from '#core/availability/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import { MINUTE } from '#kernel/interval.ts';
import type { Budget, DeskId } from '#kernel/vocabulary.ts';
import type { Mapping, MappingStore, Technician, TechnicianSource } from './ports.ts';
import { TECHNICIANS_MINUTES } from './tunables.ts';

export interface TechnicianRoster {
  /** Active technicians, sorted by name; at most 5 minutes old unless the PSA fails, then as last read. Throws the `psa_…` codes
   *  when there is nothing to fall back on. */
  list(deskId: DeskId, budget: Budget): Promise<readonly Technician[]>;
  /** Read now, whatever is in memory. Throws the `psa_…` codes; an empty list is `psa_refused`, because a PSA user without rights
   *  sees nobody and that must never look like "everybody left". */
  readFresh(deskId: DeskId, budget: Budget): Promise<readonly Technician[]>;
  readRoster(deskId: DeskId, budget: Budget): Promise<Roster>;
}

interface Memory {
  technicians: readonly Technician[] | null;
  readAt: Date;
  error: AppError | null;
  flight: Promise<readonly Technician[]> | null;
}

/** The technicians of the PSA, kept in memory so that no question waits for a PSA that answered a moment ago. */
export function createTechnicianRoster(needs: {
  readonly clock: Clock;
  readonly technicians: TechnicianSource;
  readonly store: MappingStore;
}): TechnicianRoster {
  const { clock } = needs;
  const memories = new Map<DeskId, Memory>();

  function memoryOf(deskId: DeskId): Memory {
    const memory = memories.get(deskId) ?? {
      technicians: null,
      readAt: new Date(0),
      error: null,
      flight: null,
    };
    memories.set(deskId, memory);
    return memory;
  }

  async function fly(memory: Memory, deskId: DeskId, budget: Budget): Promise<readonly Technician[]> {
    try {
      const technicians = await needs.technicians.listTechnicians(deskId, budget);
      if (technicians.length === 0) throw nobodyVisible();
      memory.technicians = sortTechnicians(technicians);
      memory.error = null;
      return memory.technicians;
    } catch (cause) {
      memory.error = toAppError(cause);
      throw memory.error;
    } finally {
      memory.readAt = clock.now();
      memory.flight = null;
    }
  }

  function readFresh(deskId: DeskId, budget: Budget): Promise<readonly Technician[]> {
    const memory = memoryOf(deskId);
    memory.flight ??= fly(memory, deskId, budget);
    return memory.flight;
  }

  async function list(deskId: DeskId, budget: Budget): Promise<readonly Technician[]> {
    const memory = memoryOf(deskId);
    const age = clock.now().getTime() - memory.readAt.getTime();
    if (memory.technicians === null) {
      // After a failure the PSA is tried again every half minute, not with each question.
      if (memory.error && memory.flight === null && age < MINUTE / 2) throw memory.error;
      return readFresh(deskId, budget);
    }
    // Old but known: answer now, look again meanwhile. The error, if any, is told with the next answer.
    if (age >= TECHNICIANS_MINUTES * MINUTE) readFresh(deskId, 'background').catch(() => {});
    return memory.technicians;
  }

  return {
    list,
    readFresh,
    async readRoster(deskId, budget) {
      const mappingsRead = needs.store.listMappings(deskId);
      try {
        const [technicians, mappings] = await Promise.all([list(deskId, budget), mappingsRead]);
        const memory = memoryOf(deskId);
        return {
          readAt: memory.readAt,
          technicians: joinMappings(technicians, mappings),
          psaError: memory.error,
        };
      } catch (cause) {
        const error = toAppError(cause);
        if (!error.code.startsWith('psa_') || error.code === 'psa_not_connected') throw error;
        return { readAt: clock.now(), technicians: asLastMapped(await mappingsRead), psaError: error };
      }
    },
  };
}

function joinMappings(
  technicians: readonly Technician[],
  mappings: readonly Mapping[],
): readonly RosterTechnician[] {
  const byId = new Map(mappings.map((mapping) => [mapping.technicianId, mapping]));
  return technicians.map(({ technicianId, name }) => {
    const mapping = byId.get(technicianId);
    return { technicianId, name, userId: mapping?.userId ?? null, mapping: mapping?.source ?? null };
  });
}

/** With a silent PSA: whoever is mapped, by the name of the last run. Unmapped technicians are unknown then. */
function asLastMapped(mappings: readonly Mapping[]): readonly RosterTechnician[] {
  return mappings
    .filter((mapping) => mapping.userId !== null)
    .map(({ technicianId, technicianName, userId, source }) => ({
      technicianId,
      name: technicianName,
      userId,
      mapping: source,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

function sortTechnicians(technicians: readonly Technician[]): readonly Technician[] {
  return technicians.toSorted(
    (a, b) => a.name.localeCompare(b.name, 'en') || (a.technicianId < b.technicianId ? -1 : 1),
  );
}

function nobodyVisible(): AppError {
  return new AppError('psa_refused', 'the PSA listed no technician at all', {
    remedy: 'Check that the PSA’s API user belongs to the right teams and departments.',
  });
}
