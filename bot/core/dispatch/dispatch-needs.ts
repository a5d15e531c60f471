import type { RosterSource } from '#core/availability/ports.ts';
import type { GatherNeeds } from './gather.ts';
import type { DispatchStore, RankingModel, TicketSource } from './ports.ts';
import type { NameReader } from './read-names.ts';
import type { WorkflowBook } from './workflow-book.ts';
import type { DeskId } from '#kernel/vocabulary.ts';

/** Everything that dispatch stands on. */
export interface DispatchNeeds extends GatherNeeds {
  readonly roster: RosterSource;
  readonly newId: () => string;
  /** A whole number from 0 to 2³² − 1; recorded with the decision that it shuffled. */
  readonly newSeed: () => number;
  readonly tickets: TicketSource;
  readonly store: DispatchStore;
  readonly workflows: WorkflowBook;
  readonly names: NameReader;
  readonly desks: {
    /** IANA name; "today" begins at this zone's midnight. */
    readZone(deskId: DeskId): Promise<string>;
    servedDesks(): Promise<readonly DeskId[]>;
  };
  /** `null`: none is configured; rules alone decide. */
  readonly model: RankingModel | null;
}
