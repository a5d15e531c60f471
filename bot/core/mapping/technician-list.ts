import { assertMay } from '#core/access/policy.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import { lastChangeOf } from './last-change.ts';
import { technicianNotFound } from './manual-mapping.ts';
import type { MappedTechnician, MappingService } from './mapping-service.ts';
import type { DirectorySource, MappingStore, RunRow, RunState, Technician, User } from './ports.ts';
import { createTechnicianIndex, type TechnicianIndex } from './technician-index.ts';
import type { TechnicianRoster } from './technician-roster.ts';

/** One technician with what helps to map them. */
export interface TechnicianDetail extends MappedTechnician {
  /** The last change of the mapping, where it is recent enough to be found at once; `by` is `null` when only the time is known. */
  readonly lastChange: { readonly at: Date; readonly by: string | null } | null;
  /** What the last review of auto-map said about the technician; `null` when there is none, or it is about another mapping. */
  readonly lastReview: Pick<RunRow, 'action' | 'reason' | 'rivals' | 'suggestions'> | null;
}

/** A user found by a search, and who has them already. */
export interface FoundUser {
  readonly user: User;
  readonly mappedTo: readonly Technician[];
}

interface Standing {
  readonly technicians: readonly Technician[];
  readonly mark: string;
  readonly index: TechnicianIndex;
}

/** The review of such a run has rows. */
const REVIEWED: readonly RunState[] = ['preview', 'complete', 'partial', 'held', 'cancelled', 'undone'];
const RUNS_LOOKED_AT = 5;
const USERS_SHOWN = 20;

/** The desk's technicians to look through: pages, one technician, users. What was put in order stays so until the PSA was read anew or a
 *  mapping changed, here or in another instance. */
export function createTechnicianList(needs: {
  readonly roster: TechnicianRoster;
  readonly store: MappingStore;
  readonly directory: DirectorySource;
}): Pick<
  MappingService,
  'listTechnicians' | 'pageTechnicians' | 'readTechnician' | 'readTechnicianDetail' | 'findUsers'
> {
  const { roster, store } = needs;
  const standings = new Map<DeskId, Standing>();
  const flights = new Map<DeskId, Promise<Standing>>();

  async function readIndex(deskId: DeskId): Promise<TechnicianIndex> {
    const [technicians, mark] = await Promise.all([
      roster.list(deskId, 'interactive'),
      store.markOfMappings(deskId),
    ]);
    const known = standings.get(deskId);
    if (known?.technicians === technicians && known.mark === mark) return known.index;
    const underWay = flights.get(deskId);
    const joined = await underWay?.catch(() => null);
    if (joined?.technicians === technicians && joined.mark === mark) return joined.index;
    const flight = build(deskId, technicians, mark).finally(() => {
      if (flights.get(deskId) === flight) flights.delete(deskId);
    });
    flights.set(deskId, flight);
    return (await flight).index;
  }

  /** The mark is older than the mappings, so a change between the two is found by the next who asks. */
  async function build(deskId: DeskId, technicians: readonly Technician[], mark: string): Promise<Standing> {
    const index = createTechnicianIndex(technicians, await store.listMappings(deskId));
    const standing = { technicians, mark, index };
    standings.set(deskId, standing);
    return standing;
  }

  async function find(deskId: DeskId, technicianId: TechnicianId): Promise<MappedTechnician> {
    const found = (await readIndex(deskId)).find(technicianId);
    if (found) return found;
    throw technicianNotFound(technicianId);
  }

  async function readLastReview(
    deskId: DeskId,
    { technician, mapping }: MappedTechnician,
  ): Promise<TechnicianDetail['lastReview']> {
    const runs = await store.listRuns(deskId, RUNS_LOOKED_AT);
    const run = runs.find(({ state }) => REVIEWED.includes(state));
    const row = run && (await store.readRunRow(deskId, run.runId, technician.technicianId));
    // Once somebody is mapped, it says nothing any more about why nobody was.
    return row && mapping?.userId == null ? row : null;
  }

  return {
    async listTechnicians(caller) {
      assertMay(caller, 'technicians.read');
      return (await readIndex(caller.deskId)).all;
    },
    async pageTechnicians(caller, view, from) {
      assertMay(caller, 'technicians.read');
      return (await readIndex(caller.deskId)).page(view, from);
    },
    async readTechnician(caller, technicianId) {
      assertMay(caller, 'mapping.write');
      return find(caller.deskId, technicianId);
    },
    async readTechnicianDetail(caller, technicianId) {
      assertMay(caller, 'technicians.read');
      const { deskId } = caller;
      const found = await find(deskId, technicianId);
      const [note, lastReview] = await Promise.all([
        store.lastChangeByHand(deskId, technicianId),
        readLastReview(deskId, found),
      ]);
      return { ...found, lastChange: lastChangeOf(found.mapping, note), lastReview };
    },
    async findUsers(caller, text) {
      assertMay(caller, 'users.search');
      const { deskId } = caller;
      const asked = text.trim();
      if (asked.length < 2) return [];
      const [users, index] = await Promise.all([
        needs.directory.searchUsers(deskId, asked, USERS_SHOWN, 'interactive'),
        readIndex(deskId),
      ]);
      return users.map((user) => ({ user, mappedTo: index.holdersOf(user.userId) }));
    },
  };
}
