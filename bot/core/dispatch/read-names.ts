import type { RosterSource } from '#core/availability/ports.ts';
import type { Known } from '#core/instructions/known.ts';
import { type AppError, toAppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import type { PriorityWords, PsaCatalogue, TicketPriority, TicketSource, WorkflowStore } from './ports.ts';

/** Names that a desk's instructions may use. */
export interface Names {
  readonly known: Known;
  /** `null` while the PSA cannot be read. */
  readonly catalogue: PsaCatalogue | null;
  /** Why there is no catalogue; `null` when there is one. */
  readonly catalogueError: AppError | null;
  readonly priorityWords: PriorityWords;
}

export interface NameReader {
  /** Throws the `psa_…` codes only when not even the technicians are known. */
  read(deskId: DeskId): Promise<Names>;
}

export function createNameReader(needs: {
  readonly roster: RosterSource;
  readonly tickets: Pick<TicketSource, 'readCatalogue'>;
  readonly store: Pick<WorkflowStore, 'readPriorityWords'>;
  readonly logger: Logger;
}): NameReader {
  async function readCatalogue(deskId: DeskId): Promise<Pick<Names, 'catalogue' | 'catalogueError'>> {
    try {
      const catalogue = await needs.tickets.readCatalogue(deskId, 'interactive');
      return { catalogue, catalogueError: null };
    } catch (cause) {
      const catalogueError = toAppError(cause);
      needs.logger.warn('dispatch.catalogue-unread', { error: catalogueError });
      return { catalogue: null, catalogueError };
    }
  }

  return {
    async read(deskId) {
      const [{ technicians }, { catalogue, catalogueError }, saved] = await Promise.all([
        needs.roster.readRoster(deskId, 'interactive'),
        readCatalogue(deskId),
        needs.store.readPriorityWords(deskId),
      ]);
      const priorities = catalogue?.priorities ?? [];
      const priorityWords = saved ?? standardWords(priorities);
      const known: Known = {
        technicians: technicians.map(({ technicianId, name }) => ({ id: technicianId, name })),
        skills: catalogue?.skills ?? [],
        priorities: priorities.map(({ id, label }) => ({
          id,
          name: label,
          words: Object.keys(priorityWords).filter((word) => priorityWords[word]?.includes(id)),
        })),
        queues: catalogue?.queues ?? [],
        companies: catalogue?.companies ?? [],
      };
      return { known, catalogue, catalogueError, priorityWords };
    },
  };
}

/** `P1` is the most urgent rank, and so on: what a desk begins with. */
export function standardWords(priorities: readonly TicketPriority[]): PriorityWords {
  const ranks = Map.groupBy(priorities, ({ rank }) => rank);
  const entries = [...ranks].toSorted(([a], [b]) => a - b);
  return Object.fromEntries(entries.map(([rank, same]) => [`P${rank}`, same.map(({ id }) => id)]));
}
