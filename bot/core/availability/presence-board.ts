import type { Clock } from '#kernel/clock.ts';
import type { AppError } from '#kernel/errors.ts';
import type { Budget, DeskId, UserId } from '#kernel/vocabulary.ts';
import type { Presence, PresenceSource } from './ports.ts';
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

interface DeskBoard {
  readonly seen: Map<UserId, Seen>;
  flight: Promise<ReadonlyMap<UserId, AppError>> | null;
}

/** Presence shared by everyone who asks (AV-7): at most 30 s old, one flight at a time per desk, in memory only. */
export function createPresenceBoard(
  source: PresenceSource,
  clock: Clock,
): { read(deskId: DeskId, userIds: readonly UserId[], budget: Budget): Promise<BoardReading> } {
  const boards = new Map<DeskId, DeskBoard>();

  function boardOf(deskId: DeskId): DeskBoard {
    const board = boards.get(deskId) ?? { seen: new Map(), flight: null };
    boards.set(deskId, board);
    return board;
  }

  function isFresh(seen: Seen | undefined): boolean {
    return seen !== undefined && clock.now().getTime() - seen.readAt.getTime() < SHARED_FOR_SECONDS * 1000;
  }

  async function fly(
    deskId: DeskId,
    board: DeskBoard,
    userIds: readonly UserId[],
    budget: Budget,
  ): Promise<ReadonlyMap<UserId, AppError>> {
    const reading = await source.readPresence(deskId, userIds, budget);
    const failed = new Map<UserId, AppError>();
    for (const part of reading.unread) {
      for (const userId of part.userIds) failed.set(userId, part.error);
    }
    for (const [userId, seen] of board.seen) {
      if (!isFresh(seen)) board.seen.delete(userId);
    }
    for (const userId of userIds) {
      if (failed.has(userId)) continue;
      board.seen.set(userId, {
        readAt: reading.readAt,
        presence: reading.presences.get(userId) ?? null,
      });
    }
    return failed;
  }

  return {
    async read(deskId, userIds, budget) {
      const board = boardOf(deskId);
      const failed = new Map<UserId, AppError>();
      const stillMissing = (): readonly UserId[] =>
        userIds.filter((userId) => !failed.has(userId) && !isFresh(board.seen.get(userId)));

      for (let missing = stillMissing(); missing.length > 0; missing = stillMissing()) {
        // Whoever flies first flies for all: the others wait and take what it brought, its failures included.
        if (board.flight === null) {
          const flight = fly(deskId, board, missing, budget).finally(() => {
            board.flight = null;
          });
          board.flight = flight;
        }
        const brought = await board.flight;
        for (const userId of missing) {
          const error = brought.get(userId);
          if (error) failed.set(userId, error);
        }
      }

      const presences = new Map<UserId, Presence | null>();
      let readAt = clock.now();
      for (const userId of userIds) {
        const seen = board.seen.get(userId);
        if (!seen || failed.has(userId)) continue;
        presences.set(userId, seen.presence);
        if (seen.readAt < readAt) readAt = seen.readAt;
      }
      return { readAt, presences, failed };
    },
  };
}
