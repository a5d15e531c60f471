import type { Roster, RosterTechnician } from '#core/availability/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { Budget, DeskId } from '#kernel/vocabulary.ts';
import type { Mapped, MappingStore, Technician, TechnicianSource } from './ports.ts';
import { TECHNICIANS_MINUTES } from './tunables.ts';

export interface TechnicianRoster {
  /** Active technicians, sorted by name, as read within the last 5 minutes. A list older than that is answered at once and read again
   *  meanwhile; one older than an hour is read again first, and stands in only when the PSA fails. Throws the `psa_…` codes when there
   *  is nothing to fall back on; a failure is remembered for half a minute, or as long as the PSA asks. */
  list(deskId: DeskId, budget: Budget): Promise<readonly Technician[]>;
  /** Read now, whatever is in memory. Throws the `psa_…` codes; an empty list is `psa_refused`, because a PSA user without rights
   *  sees nobody and that must never look like "everybody left". */
  readFresh(deskId: DeskId, budget: Budget): Promise<readonly Technician[]>;
  readRoster(deskId: DeskId, budget: Budget): Promise<Roster>;
  /** The desk's technicians changed, or come from another PSA: what is in memory answers nobody any more, nor does a read under way. */
  forget(deskId: DeskId): void;
}

/** A list that is older must not stand in without a try: people left, people came. */
const OLDEST_MINUTES = 60;
const RETRY_SECONDS = 30;

interface Memory {
  technicians: readonly Technician[] | null;
  /** When `technicians` was read. */
  readAt: Date;
  /** What ended the last try; `null` when it worked. */
  error: AppError | null;
  /** Nobody asks the PSA again before. */
  dueAt: Date;
  /** One at a time per budget: a person never waits for a run's patience. */
  readonly flights: Map<Budget, Promise<readonly Technician[]>>;
}

/** The technicians of the PSA, kept in memory so that no question waits for a PSA that answered a moment ago. */
export function createTechnicianRoster(needs: {
  readonly clock: Clock;
  readonly technicians: TechnicianSource;
  readonly store: Pick<MappingStore, 'listMapped'>;
}): TechnicianRoster {
  const { clock } = needs;
  const memories = new Map<DeskId, Memory>();

  function memoryOf(deskId: DeskId): Memory {
    const memory = memories.get(deskId) ?? newMemory();
    memories.set(deskId, memory);
    return memory;
  }

  async function fly(memory: Memory, deskId: DeskId, budget: Budget): Promise<readonly Technician[]> {
    try {
      const found = await needs.technicians.listTechnicians(deskId, budget);
      if (found.length === 0) throw nobodyVisible();
      const technicians = sortTechnicians(found);
      const readAt = clock.now();
      const dueAt = addMilliseconds(readAt, TECHNICIANS_MINUTES * MINUTE);
      Object.assign(memory, { technicians, readAt, dueAt, error: null } satisfies Partial<Memory>);
      return technicians;
    } catch (cause) {
      const error = toAppError(cause);
      rememberFailure(memory, error, clock.now());
      throw error;
    } finally {
      memory.flights.delete(budget);
    }
  }

  function readFresh(deskId: DeskId, budget: Budget): Promise<readonly Technician[]> {
    const memory = memoryOf(deskId);
    const flight = memory.flights.get(budget) ?? fly(memory, deskId, budget);
    memory.flights.set(budget, flight);
    return flight;
  }

  async function list(deskId: DeskId, budget: Budget): Promise<readonly Technician[]> {
    const memory = memoryOf(deskId);
    const { technicians, error, readAt, dueAt } = memory;
    const now = clock.now();
    const isDue = now >= dueAt;
    if (technicians === null) {
      if (error && !isDue) throw error;
      return readFresh(deskId, budget);
    }
    if (!isDue) return technicians;
    const isOld = now >= addMilliseconds(readAt, OLDEST_MINUTES * MINUTE);
    const reading = readFresh(deskId, isOld ? budget : 'background');
    // The error is told with the answer, by `readRoster`.
    const settled = reading.catch((cause: unknown) => fallBackFrom(cause, technicians));
    if (isOld) return settled;
    settled.catch(() => {});
    return technicians;
  }

  return {
    list,
    readFresh,
    forget(deskId) {
      memories.delete(deskId);
    },
    async readRoster(deskId, budget) {
      const mappingsRead = needs.store.listMapped(deskId);
      try {
        const [technicians, mappings] = await Promise.all([list(deskId, budget), mappingsRead]);
        const { readAt, error } = memoryOf(deskId);
        return { readAt, technicians: joinMappings(technicians, mappings), psaError: error };
      } catch (cause) {
        const error = toAppError(cause);
        if (!isPsaFailure(error)) throw error;
        return { readAt: clock.now(), technicians: asLastMapped(await mappingsRead), psaError: error };
      }
    },
  };
}

function newMemory(): Memory {
  return { technicians: null, readAt: new Date(0), error: null, dueAt: new Date(0), flights: new Map() };
}

/** The PSA failed, and what it said before may stand in. Not so when there is no PSA, or when the failure is ours. */
function isPsaFailure({ code }: AppError): boolean {
  return code.startsWith('psa_') && code !== 'psa_not_connected';
}

function rememberFailure(memory: Memory, error: AppError, now: Date): void {
  if (isPsaFailure(error)) {
    const seconds = Math.max(RETRY_SECONDS, error.retryAfterSeconds ?? 0);
    memory.error = error;
    memory.dueAt = addMilliseconds(now, seconds * 1000);
  } else if (error.code === 'psa_not_connected') {
    // Costs no call to find out, and must end the moment that somebody connects.
    Object.assign(memory, { ...newMemory(), flights: memory.flights });
  }
}

function fallBackFrom(cause: unknown, technicians: readonly Technician[]): readonly Technician[] {
  const error = toAppError(cause);
  if (isPsaFailure(error)) return technicians;
  throw error;
}

function joinMappings(
  technicians: readonly Technician[],
  mappings: readonly Mapped[],
): readonly RosterTechnician[] {
  const byId = new Map(mappings.map((mapping) => [mapping.technicianId, mapping]));
  return technicians.map(({ technicianId, name }) => {
    const mapping = byId.get(technicianId);
    return { technicianId, name, userId: mapping?.userId ?? null, mapping: mapping?.source ?? null };
  });
}

/** With a silent PSA: whoever is mapped, by the name of the last run. Unmapped technicians are unknown then. */
function asLastMapped(mappings: readonly Mapped[]): readonly RosterTechnician[] {
  return mappings
    .map(({ technicianId, technicianName, userId, source }) => ({
      technicianId,
      name: technicianName,
      userId,
      mapping: source,
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** Each technician once: a list in pages that changes while it is read shows somebody twice, who must not look like two people. */
function sortTechnicians(technicians: readonly Technician[]): readonly Technician[] {
  const byId = new Map(technicians.map((technician) => [technician.technicianId, technician]));
  return [...byId.values()].toSorted(
    (a, b) => a.name.localeCompare(b.name, 'en') || (a.technicianId < b.technicianId ? -1 : 1),
  );
}

function nobodyVisible(): AppError {
  return new AppError('psa_refused', 'the PSA listed no technician at all', {
    remedy: 'Check that the PSA’s API user belongs to the right teams and departments.',
  });
}
