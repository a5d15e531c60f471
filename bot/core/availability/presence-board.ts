import { breathe } from '#kernel/breathe.ts';
import type { Clock } from '#kernel/clock.ts';
import type { AppError } from '#kernel/errors.ts';
import type { Budget, DeskId, UserId } from '#kernel/vocabulary.ts';
import type { Presence, PresenceReading, PresenceSource } from './ports.ts';
import { SHARED_FOR_SECONDS } from './shared-read.ts';

export interface BoardReading {
  /** When the oldest presence in this answer was read. */
  readonly readAt: Date;
  /** Every user asked for whose read did not fail; `null` where Graph gave no answer. */
  readonly presences: ReadonlyMap<UserId, Presence | null>;
  /** Users whose read failed. */
  readonly failed: ReadonlyMap<UserId, AppError>;
}

interface Seen {
  readonly readAt: Date;
  readonly presence: Presence | null;
}

/** What a flight brought, for everybody it was asked for. */
type Landed = ReadonlyMap<UserId, Seen | AppError>;

interface Flight {
  readonly userIds: ReadonlySet<UserId>;
  readonly landing: Promise<Landed>;
}

interface DeskBoard {
  readonly seen: Map<UserId, Seen>;
  /** One at a time per budget: a person never waits for a run's patience. */
  readonly flights: Map<Budget, Flight>;
  /** Users that somebody waits for while a flight without them is under way: the next one takes them all. */
  readonly wanted: Map<Budget, Set<UserId>>;
}

/** Presence shared by everyone who asks (AV-7): at most 30 s old, one flight at a time per desk and budget, in memory only. */
export function createPresenceBoard(
  source: PresenceSource,
  clock: Clock,
): { read(deskId: DeskId, userIds: readonly UserId[], budget: Budget): Promise<BoardReading> } {
  const boards = new Map<DeskId, DeskBoard>();

  function boardOf(deskId: DeskId): DeskBoard {
    const board = boards.get(deskId) ?? { seen: new Map(), flights: new Map(), wanted: new Map() };
    boards.set(deskId, board);
    return board;
  }

  /** What was read at or before it is too old. */
  function tooOldAt(): number {
    return clock.now().getTime() - SHARED_FOR_SECONDS * 1000;
  }

  async function fly(
    deskId: DeskId,
    board: DeskBoard,
    userIds: readonly UserId[],
    budget: Budget,
  ): Promise<Landed> {
    const reading = source.readPresence(deskId, userIds, budget);
    // While Graph thinks: once what it is asked has left, and before it has answered.
    await breathe();
    dropOld(board);
    const landed = landedOf(userIds, await reading);
    for (const [userId, brought] of landed) {
      if ('presence' in brought) board.seen.set(userId, brought);
    }
    return landed;
  }

  function dropOld({ seen }: DeskBoard): void {
    const tooOld = tooOldAt();
    for (const [userId, { readAt }] of seen) {
      if (readAt.getTime() <= tooOld) seen.delete(userId);
    }
  }

  /** Takes what is known of `userIds` over into `found`; answers who is still missing. */
  function takeSeen(
    { seen }: DeskBoard,
    userIds: readonly UserId[],
    found: Map<UserId, Seen | AppError>,
  ): readonly UserId[] {
    const tooOld = tooOldAt();
    return userIds.filter((userId) => {
      if (found.has(userId)) return false;
      const known = seen.get(userId);
      if (!known || known.readAt.getTime() <= tooOld) return true;
      found.set(userId, known);
      return false;
    });
  }

  /** Whoever flies first flies for all: the others wait, and take what it brought of theirs, its failures included. */
  function nextFlight(
    deskId: DeskId,
    board: DeskBoard,
    missing: readonly UserId[],
    budget: Budget,
  ): Promise<Landed> {
    const wanted = board.wanted.get(budget) ?? new Set();
    const underWay = board.flights.get(budget);
    for (const userId of missing) if (!underWay?.userIds.has(userId)) wanted.add(userId);
    if (underWay) {
      board.wanted.set(budget, wanted);
      return underWay.landing;
    }
    board.wanted.delete(budget);
    const landing = fly(deskId, board, [...wanted], budget).finally(() => board.flights.delete(budget));
    board.flights.set(budget, { userIds: wanted, landing });
    return landing;
  }

  return {
    async read(deskId, userIds, budget) {
      const board = boardOf(deskId);
      const found = new Map<UserId, Seen | AppError>();
      let missing = takeSeen(board, userIds, found);
      while (missing.length > 0) {
        const landed = await nextFlight(deskId, board, missing, budget);
        for (const userId of missing) {
          // Taken as it came, however long the flight was: asking again would take as long again.
          const brought = landed.get(userId);
          if (brought) found.set(userId, brought);
        }
        missing = takeSeen(board, missing, found);
      }
      return readingOf(found, clock.now());
    },
  };
}

function landedOf(userIds: readonly UserId[], reading: PresenceReading): Landed {
  const { readAt, presences, unread } = reading;
  const landed = new Map<UserId, Seen | AppError>();
  for (const userId of userIds) landed.set(userId, { readAt, presence: presences.get(userId) ?? null });
  for (const { userIds: ids, error } of unread) for (const userId of ids) landed.set(userId, error);
  return landed;
}

function readingOf(found: Landed, now: Date): BoardReading {
  const presences = new Map<UserId, Presence | null>();
  const failed = new Map<UserId, AppError>();
  let readAt = now;
  for (const [userId, brought] of found) {
    if ('presence' in brought) {
      presences.set(userId, brought.presence);
      if (brought.readAt < readAt) readAt = brought.readAt;
    } else {
      failed.set(userId, brought);
    }
  }
  return { readAt, presences, failed };
}
